"""The pages on operations, written from the classes: the table in docs/scenarios.md, and docs/operations.md, which has every field.

Run it as ``python -m tests.documents.operations_page``.
"""

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from tests.conftest import ROOT

from orgsim.scenario.fields import meanings
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.selecting import Selector
from orgsim.scenario.operations.verbs import VERBS

FIELDS = ROOT / "docs" / "operations.md"
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


HEAD = """\
# Operations, field by field

Operations are the verbs of a reorganisation: under `do` in a change of a scenario, and as options of `orgsim redesign` (with hyphens, as in
`--remove-layer directors`). [scenarios.md](scenarios.md) says how they work together; this page lists what each can be told. The first field is
the one that the short form fills, as in `- close: dir-a`; the others may be left out where a default is named.
Where a field says who, it takes a post, a role or its title in the singular or the plural, `everybody`, `managers`, `owners`, `heads`, `across` or `top`, a
list of these, or a mapping of what posts have in common:

SELECTOR
"""


def fields_page() -> str:
    """Return the page with every field of every operation."""
    text = HEAD.replace("SELECTOR", "\n".join(_fields(Selector, "")))
    for verb, kind in VERBS.items():
        about = " ".join((kind.__doc__ or "").split())
        text += (
            f"\n## {verb}\n\n{about}\n\n```yaml\n- {kind.example}\n```\n\n"
            + "\n".join(_fields(kind, kind.short))
            + "\n"
        )
    return text


def _fields(kind: type[BaseModel], first: str) -> list[str]:
    """Return one line for each field, that of the short form first."""
    fields = sorted(kind.model_fields.items(), key=lambda field: field[0] != first)
    return [
        f"- `{field.alias or name}`: {meanings(kind)[name]}{_default(field, meanings(kind)[name])}"
        for name, field in fields
    ]


def _default(field: FieldInfo, meaning: str) -> str:
    """Return what a field is when it is left out, where its meaning does not say it."""
    usual = field.default
    said = field.is_required() or "efault" in meaning or usual is None or isinstance(usual, bool)
    return "" if said or not isinstance(usual, str | int | float) else f" Default: {usual}."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    FIELDS.write_text(fields_page(), encoding="utf-8")
