"""Tables that are large or odd in shape: read in time that grows with them, or refused with a sentence."""

import cProfile

import pytest
from tests.unit.people_import.conftest import TABLE, said

from orgsim.people_import.cell_text import MAIL, in_brackets, without_brackets
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


def test_long_lines_and_equal_names():
    """A chain of 100,000 has no cycle, and 20,000 posts of one title have different ids; in quadratic time neither would end."""
    assert cycles({str(number): str(number + 1) for number in range(100_000)}) == []
    ids = _unique((str(number), "pm") for number in range(20_000))
    assert len(set(ids.values())) == 20_000
    assert (ids["0"], ids["1"]) == ("pm", "pm-2")


def test_a_cell_that_is_too_long_is_called_that(tmp_path):
    """200 kB in one cell are no open quotation mark."""
    path = tmp_path / "people.csv"
    path.write_text(TABLE + f'9,"{"x" * 200_000}",Engineer,1\n', encoding="utf-8")
    with pytest.raises(PeopleError, match=r"a cell of more than 131,072 characters"):
        read_grid(path, len)


def test_a_long_title_is_cut_and_said(tmp_path):
    """16,000 letters are no title: the first 2,000 are read, the row is named, and everybody else is imported."""
    found = imported(tmp_path, TABLE + f"9,Ian Ude,{'x' * 16_000},1\n")
    assert "fixed 1 cell cut to 2,000 characters (row 10)" in said(found)
    assert max(len(use.title) for use in found.titles) == 2_000
    assert found.organisation is not None


def test_an_id_of_thousands_of_digits_is_no_number(tmp_path):
    """Python refuses to convert so many digits; an id is compared as text."""
    found = imported(tmp_path, TABLE + f"{'9' * 5_000},Ian Ude,Cook,1\n")
    assert found.organisation is not None


@pytest.mark.parametrize("text", ["x" * 200_000, "(" * 200_000, "x@" * 100_000, "<" * 100_000 + " >"])
def test_long_words_and_open_brackets_are_read_once(text):
    """Quadratic patterns would take hours here: a word without '@' is no mail address, and an open bracket may never close."""
    assert len(MAIL.sub(" ", text)) <= len(text)
    assert len(without_brackets(text)) <= len(text)
    assert all(len(part) < len(text) for part in in_brackets(text))


def calls(tmp_path, rows, decisions):
    """Return how many functions an import calls."""
    (tmp_path / "decisions.yaml").write_text(decisions, encoding="utf-8")
    path = tmp_path / "people.csv"
    path.write_text(TABLE + "".join(rows), encoding="utf-8")
    counted = cProfile.Profile()
    counted.runcall(
        import_people, Request(path, Codes(tmp_path / "orgsim.key"), decisions=[tmp_path / "decisions.yaml"])
    )
    return sum(entry.callcount for entry in counted.getstats())


SHAPES = {
    "clean": lambda n: f"{n},P {n},{('Software Engineer', 'Account Executive')[n % 2]} {n % 7},{(4, 7)[n % 2]}\n",
    "own managers": lambda n: f"{n},P {n},Engineer,{n}\n",
    "strangers": lambda n: f"{n},P {n},Engineer,X{n}\n",
    "circles": lambda n: f"{n},P {n},Engineer,{n ^ 1}\n",
    "no managers": lambda n: f"{n},P {n},Engineer,\n",
    "twins": lambda n: f"{n // 2},P {n},Engineer,4\n",
    "many titles": lambda n: f"{n},P {n},Zunft {n},4\n",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "decisions", ["", 'managers: {"*": vacant}\npeople: {"*": "1"}\nroots: by_title\nduplicates: {"*": drop}']
)
def test_the_work_grows_with_the_table(tmp_path, shape, decisions):
    """Twice the rows are about twice the calls, clean or broken, asked or answered: nothing is looked for once a pair."""
    row = SHAPES[shape]
    small, large = (calls(tmp_path, [row(n) for n in range(10, 10 + size)], decisions) for size in (300, 600))
    assert large < 2.3 * small
