"""Notebooks without a kernel: their cells run in order, and what they print is kept with them.

``python -m tests.documents.notebooks`` runs every notebook and writes its outputs anew.
"""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

NOTEBOOKS = [ROOT / "notebooks" / "published-model-in-30-lines.ipynb"]


def read(path: Path) -> dict[str, Any]:
    """Return a notebook."""
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells that run."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def outputs(notebook: dict[str, Any]) -> list[str]:
    """Run a notebook in a fresh namespace; return what each cell prints."""
    names: dict[str, Any] = {"__name__": "notebook"}
    printed = []
    for cell in code_cells(notebook):
        paper = io.StringIO()
        with contextlib.redirect_stdout(paper):
            exec("".join(cell["source"]), names)  # noqa: S102 - the notebooks are ours
        printed.append(paper.getvalue())
    return printed


def stored(cell: dict[str, Any]) -> str:
    """Return what a cell printed when it was written."""
    return "".join(line for output in cell["outputs"] for line in output["text"])


def write(path: Path) -> None:
    """Run a notebook and keep what it prints."""
    notebook = read(path)
    for count, (cell, text) in enumerate(zip(code_cells(notebook), outputs(notebook), strict=True), start=1):
        cell["execution_count"] = count
        cell["outputs"] = (
            [{"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}] if text else []
        )
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for notebook_path in NOTEBOOKS:
        write(notebook_path)
