"""Where a module can be mutated: one point at a time, each named by its line, its column and what it becomes."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
LONGEST = 70
"""Characters of a node that are shown."""
CALLS = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor"}


@dataclass(frozen=True, order=True)
class Point:
    """One mutant: a place of a module, and what stands there instead."""

    file: str
    """Path of the module below ``src``."""
    line: int
    column: int
    kind: str
    before: str
    after: str
    number: int
    """Which of the module's points it is, in the order of the walk."""
    function: str
    """The function that it is in; empty for a constant of the module."""

    @property
    def name(self) -> str:
        """Name it by place and change; it stays the same while the file does."""
        return f"{self.file}:{self.line}:{self.column} {self.before} -> {self.after}"


def points(path: Path, root: Path) -> list[Point]:
    """Return every mutant of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    file = path.relative_to(root).as_posix()
    return [
        Point(
            file,
            node.lineno,
            node.col_offset,
            kind,
            _short(node),
            _short(other),
            number,
            _function_at(tree, node.lineno),
        )  # type: ignore[attr-defined]
        for number, (node, kind, other) in enumerate(_changes(tree))
    ]


def _function_at(tree: ast.Module, line: int) -> str:
    found = (
        part
        for part in tree.body
        if isinstance(part, ast.FunctionDef) and part.lineno <= line <= (part.end_lineno or 0)
    )
    return next((part.name for part in found), "")


def mutant(source: str, number: int) -> str:
    """Return the source of a module with one of its points changed; comments are lost, which no test reads."""
    tree = ast.parse(source)
    node, _, other = next(change for place, change in enumerate(_changes(tree)) if place == number)
    return ast.unparse(ast.fix_missing_locations(_Swap(node, other).visit(tree)))


class _Swap(ast.NodeTransformer):
    """Puts another node where one is."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, ast.copy_location(new, old)

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    """Yield each node that can be mutated, the kind of change, and what it becomes; imports, text and types are left alone."""
    for node in _code(tree):
        if isinstance(node, ast.Compare):
            yield from _compared(node)
        elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
            yield node, "operator", _with(node, op=OPERATORS[type(node.op)]())
        elif isinstance(node, ast.BoolOp):
            yield node, "boolean", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
            yield node, "boolean" if isinstance(node.op, ast.Not) else "operator", copy.deepcopy(node.operand)
        elif isinstance(node, ast.Constant):
            yield from _counted(node)
        elif isinstance(node, ast.Call) and (other := CALLS.get(_called(node))):
            yield node, "call", _renamed(node, other)
        if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(
            node.test, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            yield node.test, "boolean", ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))
        if _does_something(node):
            yield node, "statement", ast.Pass()


def _does_something(node: ast.AST) -> bool:
    """Tell whether a statement can be left out and the rest still runs: not one that gives a local name its first value."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
    call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return call or isinstance(node, ast.AugAssign | ast.Break | ast.Continue)


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of function bodies in order, and of constants at the top of a module."""
    for part in ast.iter_child_nodes(tree):
        if isinstance(part, ast.FunctionDef):
            for statement in part.body:
                yield from ast.walk(statement)
        elif isinstance(part, ast.Assign):
            yield from ast.walk(part.value)


def _compared(node: ast.Compare) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    for place, operator in enumerate(node.ops):
        if other := COMPARISONS.get(type(operator)):
            ops = [other() if number == place else op for number, op in enumerate(node.ops)]
            yield node, "comparison", _with(node, ops=ops)


def _counted(node: ast.Constant) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    if isinstance(node.value, bool):
        yield node, "boolean", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield node, "constant", ast.Constant(node.value + 1)
    elif isinstance(node.value, float):
        yield node, "constant", ast.Constant(node.value * 2.0 if node.value else 1.0)


def _with(node: ast.AST, **changed: object) -> ast.AST:
    """Return a copy of a node with some fields changed."""
    other = copy.deepcopy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _renamed(node: ast.Call, name: str) -> ast.AST:
    func = ast.Name(name, ast.Load()) if isinstance(node.func, ast.Name) else _with(node.func, attr=name)
    return _with(node, func=func)


def _short(node: ast.AST) -> str:
    """Return a node on one line; of a long sum or product its last operand, which is where its operator stands."""
    text = " ".join(ast.unparse(node).split())
    if len(text) <= LONGEST:
        return text
    if isinstance(node, ast.BinOp):
        right = " ".join(ast.unparse(ast.BinOp(ast.Name("_"), node.op, node.right)).split())
        text = f"...{right.removeprefix('_')}"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
