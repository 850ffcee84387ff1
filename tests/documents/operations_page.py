"""The table of operations in docs/scenarios.md, written from the classes: ``python -m tests.documents.operations_page``."""

from pathlib import Path

from tests.conftest import ROOT

from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.verbs import VERBS

PAGE = ROOT / "docs" / "scenarios.md"
BEGIN, END = "<!-- operations: python -m tests.documents.operations_page -->\n", "<!-- end of operations -->"


def table() -> str:
    """Return the table: an example of each verb, what it does, and its fields."""
    rows = [_row(kind) for kind in VERBS.values()]
    return "\n".join(["| example | what it does | fields |", "|---|---|---|", *rows]) + "\n"


def _row(kind: type[Operation]) -> str:
    first = (kind.__doc__ or "").splitlines()[0]
    names = [
        name if name != kind.short else f"**{name}**" for name in (f.alias or n for n, f in kind.model_fields.items())
    ]
    return f"| `{kind.example}` | {first} | {', '.join(names)} |"


def page() -> str:
    """Return the page with the table renewed."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return text[:start] + table() + text[end:]


if __name__ == "__main__":
    Path(PAGE).write_text(page(), encoding="utf-8")
