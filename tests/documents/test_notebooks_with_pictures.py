"""Notebooks run from top to bottom, and are kept without outputs."""

import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from tests.conftest import ROOT

NOTEBOOKS = [
    ROOT / "notebooks" / f"{name}.ipynb" for name in ("how-the-four-roles-differ", "one-directors-week-in-mesa")
]


def cells(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def run_cells(path: Path) -> dict[str, Any]:
    """Run the code of a notebook in one namespace, as a fresh kernel would; return the namespace."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for place, cell in enumerate(cells(path), start=1):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{path.name}, cell {place}", "exec"), namespace)  # noqa: S102
    return namespace


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_stripped(path: Path) -> None:
    """No outputs and no counters are kept, and every cell has an id of its own."""
    for cell in cells(path):
        assert cell["cell_type"] == "markdown" or (cell["outputs"] == [] and cell["execution_count"] is None)
    ids = [cell["id"] for cell in cells(path)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every cell runs in order, from an empty folder outside of the clone, and draws something."""
    monkeypatch.chdir(tmp_path)
    mpl.use("agg", force=True)
    try:
        run_cells(path)
        assert plt.get_fignums()
    finally:
        plt.close("all")


def test_the_roles_notebook_answers_for_every_role() -> None:
    """The four designs without a role have a verdict on every headline metric."""
    source = "".join("".join(cell["source"]) for cell in cells(NOTEBOOKS[0]))
    for role in ("ppm", "gpm", "director", "one pm"):
        assert f'"without {role}"' in source
