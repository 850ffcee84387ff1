"""Notebooks run in an empty folder, show what they are said to show, and name no machine."""

import re

import pytest
from tests.documents.notebooks import NOTEBOOKS, code_cells, outputs, read, words

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


def test_a_published_model_takes_thirty_lines():
    """The worked example keeps its word: thirty lines of code, blank ones and comments aside."""
    (path,) = [path for path in NOTEBOOKS if "30-lines" in path.stem]
    lines = [line for cell in code_cells(read(path)) for line in "".join(cell["source"]).splitlines()]
    assert len([line for line in lines if line.strip() and not line.strip().startswith("#")]) <= 30
