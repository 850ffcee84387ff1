"""Notebooks without a kernel: their cells run in order, and what they print, show and draw is kept with them.

``python -m tests.documents.notebooks`` runs every notebook that keeps its outputs and writes them anew.
"""

import ast
import base64
import contextlib
import io
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from tests.conftest import ROOT

NOTEBOOKS = [
    ROOT / "notebooks" / f"{name}.ipynb"
    for name in (
        "published-model-in-30-lines",
        "compare-designs-before-a-reorg",
        "from-hr-export-to-answer",
        "how-the-four-roles-differ",
        "one-directors-week-in-mesa",
        "promotion-paths-on-a-ladder",
        "a-batch-and-its-table",
        "which-design-is-best-where",
    )
]
"""All of them; each keeps its outputs."""

Output = dict[str, Any]

WIDTH = "100"
"""Characters in a line of what commands print."""


def read(path: Path) -> dict[str, Any]:
    """Return a notebook."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells that run."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def outputs(notebook: dict[str, Any]) -> list[list[Output]]:
    """Run a notebook in a fresh namespace and an empty folder; return what each cell prints, shows and draws."""
    names: dict[str, Any] = {"__name__": "notebook"}
    mpl.use("agg", force=True)
    with elsewhere():
        return [
            outputs_of("".join(cell["source"]), names, count)
            for count, cell in enumerate(code_cells(notebook), start=1)
        ]


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """Work in an empty folder outside of the clone, as somebody who has only the notebook does; lines break where they do in a notebook."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as empty, patch.dict(os.environ, {"COLUMNS": WIDTH}):
        os.chdir(empty)
        try:
            yield
        finally:
            os.chdir(here)


def outputs_of(source: str, names: dict[str, Any], count: int) -> list[Output]:
    """Run one cell; return its outputs in the format of notebooks."""
    paper = io.StringIO()
    with contextlib.redirect_stdout(paper):
        value = run_cell(source, names)
    text = paper.getvalue()
    printed = [{"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}] if text else []
    shown = [{"data": seen(value), "execution_count": count, "metadata": {}, "output_type": "execute_result"}]
    return [*printed, *(shown if value is not None else []), *drawn()]


def run_cell(source: str, names: dict[str, Any]) -> Any:
    """Run one cell; return the value of its last line, if that is an expression."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102 - the notebooks are ours
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None  # noqa: S307


def seen(value: Any) -> dict[str, list[str]]:
    """Return how a notebook shows a value: as text, and as a table where it has one."""
    with pd.option_context("display.width", 200, "display.max_columns", 20):
        data = {"text/plain": repr(value).splitlines(keepends=True)}
    if isinstance(value, Figure):
        return data | {"image/png": [picture_of(value)]}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_().splitlines(keepends=True)
    return data


def drawn() -> list[Output]:
    """Return the open figures as pictures, and close them."""
    pictures = []
    for number in plt.get_fignums():
        data = {"image/png": picture_of(plt.figure(number))}
        pictures.append({"data": data, "metadata": {}, "output_type": "display_data"})
    plt.close("all")
    return pictures


def picture_of(figure: Figure) -> str:
    """Return a figure as the letters that stand for a picture in a notebook."""
    paper = io.BytesIO()
    figure.savefig(paper, format="png", dpi=80, metadata={"Software": None})
    return base64.b64encode(paper.getvalue()).decode("ascii")


def words(found: list[Output]) -> list[str]:
    """Return outputs as text; a picture, whose bytes depend on fonts, is only said to be there."""
    return ["".join(output.get("text") or output["data"].get("text/plain") or "a picture") for output in found]


def write(path: Path) -> None:
    """Run a notebook and keep its outputs."""
    notebook = read(path)
    for count, (cell, found) in enumerate(zip(code_cells(notebook), outputs(notebook), strict=True), start=1):
        cell["execution_count"], cell["outputs"] = count, found
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for notebook_path in NOTEBOOKS:
        write(notebook_path)
