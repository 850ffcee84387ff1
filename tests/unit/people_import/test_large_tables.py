"""Tables that are large or odd in shape: read in time that grows with them, or refused with a sentence."""

import time

import pytest
from tests.unit.people_import.conftest import TABLE

from orgsim.people_import.findings import PeopleError
from orgsim.people_import.named_organisation import _unique
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.reporting_lines import Lines, cycles
from orgsim.people_import.table_file import read_grid
from orgsim.people_import.table_import import Request, import_people


def imported(tmp_path, text):
    """Import a table."""
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return import_people(Request(path, Codes(tmp_path / "orgsim.key", always=False)))


def test_a_tower_of_managers_is_refused(tmp_path):
    """A thousand superiors one above the other are no organisation."""
    tower = "".join(f"{number},P {number},Product Manager,{number - 1}\n" for number in range(9, 1009))
    found = imported(tmp_path, TABLE + tower)
    assert found.organisation is None
    assert [finding.text() for finding in found.findings.of("refused") if "too far down" in finding.text()]


def test_depths_are_counted_from_the_root():
    """The root has nobody above it."""
    above = {"c": "b", "b": "a", "a": None, "d": "a"}
    assert Lines({}, above).depths == {"a": 0, "b": 1, "c": 2, "d": 1}


def test_long_lines_and_equal_names_take_little_time():
    """A chain of 100,000 has no cycle, and 20,000 posts of one title have different ids, within seconds."""
    started = time.process_time()
    assert cycles({str(number): str(number + 1) for number in range(100_000)}) == []
    ids = _unique((str(number), "pm") for number in range(20_000))
    assert time.process_time() - started < 5
    assert len(set(ids.values())) == 20_000
    assert (ids["0"], ids["1"]) == ("pm", "pm-2")


def test_a_cell_that_is_too_long_is_called_that(tmp_path):
    """200 kB in one cell are no open quotation mark."""
    path = tmp_path / "people.csv"
    path.write_text(TABLE + f'9,"{"x" * 200_000}",Engineer,1\n', encoding="utf-8")
    with pytest.raises(PeopleError, match=r"a cell of more than 131,072 characters"):
        read_grid(path, len)
