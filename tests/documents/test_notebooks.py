"""Notebooks run, print what they are said to print, and name no machine."""

import re

import pytest
from tests.documents.notebooks import NOTEBOOKS, code_cells, outputs, read, stored

IDS = [path.stem for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_prints_what_it_shows(path):
    """Every cell runs, in order, and prints what is kept with it."""
    notebook = read(path)
    assert outputs(notebook) == [stored(cell) for cell in code_cells(notebook)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_notebook_names_no_machine(path):
    """No path, host or user of whoever ran it last."""
    assert not re.search(r"/(home|work|tmp|Users|root)/|C:\\\\", path.read_text(encoding="utf-8"))
    assert read(path)["metadata"].keys() <= {"kernelspec", "language_info"}


def test_a_published_model_takes_thirty_lines():
    """The worked example keeps its word: thirty lines of code, blank ones and comments aside."""
    (path,) = [path for path in NOTEBOOKS if "30-lines" in path.stem]
    lines = [line for cell in code_cells(read(path)) for line in "".join(cell["source"]).splitlines()]
    assert len([line for line in lines if line.strip() and not line.strip().startswith("#")]) <= 30
