"""The tables of ``docs/model.md``, read from the code that they describe.

``python -m tests.documents.model_page`` rewrites everything between the markers of the page; the prose around them is written by hand.
"""

import ast
import inspect
import re
import tokenize
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from tests.conftest import ROOT

from orgsim.engine import ladder_records, mechanisms, schedule, state, work_records
from orgsim.engine import records as organisation_records
from orgsim.engine.steps import STEPS, called, plain, switch_of
from orgsim.metrics.catalog import all_metrics
from orgsim.scenario.register import register

PAGE = ROOT / "docs" / "model.md"
FOLDER = Path(str(mechanisms.__file__)).parent
BLOCK = re.compile(r"(<!-- generated: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Row = Sequence[str]


def table(head: Row, rows: Sequence[Row]) -> str:
    """Return a table as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell(text) for text in line) + " |" for line in lines)


def cell(text: str) -> str:
    """Return a text as it may stand in a cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def code(names: Sequence[str]) -> str:
    """Return names as code, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


def comments(source: str) -> dict[int, str]:
    """Return the comment that ends each line of code."""
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    found = [token for token in tokens if token.type == tokenize.COMMENT]
    return {token.start[0]: token.string.lstrip("# ") for token in found if not token.line.lstrip().startswith("#")}


def records() -> Iterator[tuple[str, list[Row]]]:
    """Give every record type with its fields: name, kind of number, meaning."""
    for module in (organisation_records, work_records, ladder_records):
        source = inspect.getsource(module)
        meaning = comments(source)
        for node in ast.parse(source).body:
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Call)
                and ast.unparse(node.value.func) == "record"
            ):
                fields = [field for field in node.value.args if isinstance(field, ast.Tuple)]
                yield ast.unparse(node.targets[0]), [field_row(field, meaning) for field in fields]


def field_row(field: ast.Tuple, meaning: dict[int, str]) -> Row:
    """Return a field's name, kind of number and meaning, which is the comment at its end."""
    name, kind, *shape = (ast.unparse(part).strip("'") for part in field.elts)
    number = {"i8": "whole", "i4": "whole", "u8": "key", "f8": "real"}[kind]
    last = field.end_lineno or field.lineno
    return f"`{name}`", " ".join([number, *shape]), meaning.get(last, "")


def arrays() -> list[Row]:
    """Return the tables a state is made of."""
    source = inspect.getsource(state)
    meaning = comments(source)
    holder = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == "State")
    return [
        (f"`{node.target.id}`", ast.unparse(node.annotation).lower(), meaning.get(node.lineno, ""))
        for node in holder.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]


def state_tables() -> str:
    """Return the state variables, record by record, and the tables that hold them."""
    parts = [f"**{name.capitalize()}**\n\n" + table(("field", "number", "meaning"), rows) for name, rows in records()]
    return "\n\n".join([*parts, "**State**\n\n" + table(("table", "of", "shape and meaning"), arrays())])


def schedule_tables() -> str:
    """Return the steps of a quarter and of a week, in the order of the code that runs them."""
    parts = []
    for title, function in (("First week of a quarter", schedule.quarter), ("Every week", schedule.run)):
        raw = plain(function)
        names = [name for name in called(raw) if name in STEPS or name == "quarter"]
        rows = [step_row(str(place), name, switch_of(raw, name)) for place, name in enumerate(names, start=1)]
        parts.append(f"**{title}**\n\n" + table(("", "step", "mechanism", "what happens", "switch", "changes"), rows))
    return "\n\n".join(parts)


def step_row(place: str, name: str, switch: str | None) -> Row:
    """Return one line of the schedule."""
    if name == "quarter":
        return place, "`quarter`", "", "In the first week of a quarter, the steps of the table above.", "", ""
    step = STEPS[name]
    return place, f"`{name}`", f"`{step.mechanism}`", step.purpose, f"`{switch}`" if switch else "", code(step.writes)


def parameter_table() -> str:
    """Return every parameter of the register."""
    rows = [
        (
            f"`{entry.path}`",
            entry.meaning,
            entry.unit,
            f"{entry.default:g}",
            f"{entry.low:g} .. {entry.high:g}",
            entry.source,
            entry.confidence,
        )
        for entry in register()
    ]
    return table(("parameter", "meaning", "unit", "default", "range", "source", "confidence"), rows)


def metric_table() -> str:
    """Return a row for every metric."""
    rows = [
        (
            f"`{metric.name}`",
            metric.formula,
            metric.unit,
            metric.direction,
            ", ".join(metric.kpi_of),
            metric.rope.text(),
        )
        for metric in all_metrics().values()
    ]
    return table(("metric", "formula", "unit", "better", "owner", "equivalence"), rows)


def mechanism_files() -> list[Path]:
    """Return the files of the mechanisms."""
    return [path for path in sorted(FOLDER.glob("*/*.py")) if path.stem != "__init__"]


def rules_of(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the public rules of a mechanism, in the order of its text."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if not node.name.startswith("_")]


def first_line(node: ast.Module | ast.FunctionDef) -> str:
    """Return the first line of a docstring."""
    return (ast.get_docstring(node) or "").partition("\n")[0]


def submodel_tables() -> str:
    """Return a row for every mechanism, then the rules of each."""
    trees = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in mechanism_files()}
    overview = [
        (f"`{name}`", first_line(tree), code([step.name for step in STEPS.values() if step.mechanism == name]))
        for name, tree in trees.items()
    ]
    parts = [table(("mechanism", "content", "steps"), overview)]
    for name, tree in trees.items():
        rows = [(f"`{rule.name}`", first_line(rule)) for rule in rules_of(tree)]
        parts.append(f"**{name.capitalize()}**\n\n" + table(("rule", "what it does"), rows))
    return "\n\n".join(parts)


TABLES: dict[str, Callable[[], str]] = {
    "state": state_tables,
    "schedule": schedule_tables,
    "parameters": parameter_table,
    "metrics": metric_table,
    "submodels": submodel_tables,
}


def renewed(page: str) -> str:
    """Return the page with every generated part as the code has it now."""
    return BLOCK.sub(lambda block: f"{block[1]}\n{TABLES[block[2]]()}\n\n{block[3]}", page)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
