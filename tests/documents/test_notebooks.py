"""Notebooks run in an empty folder, show what they are said to show, and name no machine."""

import re

import pytest
from tests.conftest import ROOT
from tests.documents.notebooks import NOTEBOOKS, code_cells, outputs, read, words

from orgsim.metrics.catalog import all_metrics

IDS = [path.stem for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_shows_what_is_kept_with_it(path):
    """Every cell runs, in order and away from the clone, and prints and shows what is kept; figures are drawn."""
    notebook = read(path)
    kept = [words(cell["outputs"]) for cell in code_cells(notebook)]
    assert [words(found) for found in outputs(notebook)] == kept


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_names_no_machine(path):
    """No path, host or user of whoever ran it last."""
    assert not re.search(r"/(home|work|tmp|Users|root)/|C:\\\\", path.read_text(encoding="utf-8"))
    assert read(path)["metadata"].keys() <= {"kernelspec", "language_info"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_says_in_words_what_its_cells_do(path):
    """It begins with a title, no two cells share an id, and something is kept from a run."""
    cells = read(path)["cells"]
    assert "".join(cells[0]["source"]).startswith("# ")
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert any(cell["outputs"] for cell in code_cells(read(path)))


def test_the_roles_notebook_answers_for_every_role():
    """The four designs without a role have a verdict on every headline metric, and every picture that is drawn is kept."""
    (path,) = [path for path in NOTEBOOKS if "four-roles" in path.stem]
    kept = [one for cell in code_cells(read(path)) for one in words(cell["outputs"])]
    (verdicts,) = [one for one in kept if "without director" in one]
    for role in ("ppm", "gpm", "director", "one pm"):
        assert f"without {role}" in verdicts
    assert all(metric.title in verdicts for metric in all_metrics().values() if metric.headline)
    assert kept.count("a picture") == 2


def test_every_notebook_is_listed_and_kept():
    """A notebook that is added here is run by tests, and the first page of the documentation says what it shows."""
    found = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert sorted(NOTEBOOKS) == found
    listed = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert [path.name for path in found if f"](../notebooks/{path.name})" not in listed] == []


def test_a_published_model_takes_thirty_lines():
    """The worked example keeps its word: thirty lines of code, blank ones and comments aside."""
    (path,) = [path for path in NOTEBOOKS if "30-lines" in path.stem]
    lines = [line for cell in code_cells(read(path)) for line in "".join(cell["source"]).splitlines()]
    assert len([line for line in lines if line.strip() and not line.strip().startswith("#")]) <= 30
