"""The data dictionary of the log in docs/explain.md, written from the code: ``python -m tests.documents.explain_page``."""

from tests.conftest import ROOT

from orgsim.explain.events import COLUMNS, KINDS

PAGE = ROOT / "docs" / "explain.md"
BEGIN, END = "<!-- log: python -m tests.documents.explain_page -->\n", "<!-- end of log -->"


def tables() -> str:
    """Return the table of columns and that of kinds of event."""
    columns = [f"| `{name}` | {meaning} | {unit} |" for name, (meaning, unit) in COLUMNS.items()]
    kinds = [f"| `{name}` | {meaning} |" for name, meaning in KINDS.items()]
    head = ["| column | what it holds | unit |", "|---|---|---|", *columns, ""]
    return "\n".join([*head, "| event | what happens |", "|---|---|", *kinds]) + "\n"


def page() -> str:
    """Return the page with its tables renewed."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return text[:start] + tables() + text[end:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
