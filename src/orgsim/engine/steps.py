"""What the schedule is made of: steps, the tables they change, and the tables they look at.

A step declares what it writes; what it reads is found in its code and in that of every rule it calls, so it cannot be forgotten. The
tests run every step and compare what changed with what was declared.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

from orgsim.engine.state import NUMBER_TABLES, RECORD_TABLES

Function = TypeVar("Function", bound=Callable[..., Any])

TABLES = {"parameters", *RECORD_TABLES, *NUMBER_TABLES}


@dataclass(frozen=True)
class Step:
    """One step of a week or a quarter."""

    name: str
    mechanism: str
    function: Callable[..., Any]
    writes: tuple[str, ...]

    @property
    def purpose(self) -> str:
        """What happens in the organisation, in a sentence."""
        return (plain(self.function).__doc__ or "").strip().splitlines()[0]

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables it looks at without changing them."""
        return tuple(sorted(touched(self.function) - set(self.writes) - {"parameters"}))


STEPS: dict[str, Step] = {}
"""Every step by its name, filled as the mechanisms are imported."""


def step(writes: str) -> Callable[[Function], Function]:
    """Declare a rule to be a step of the schedule that changes the named tables (names apart by blanks)."""

    def declare(function: Function) -> Function:
        raw = plain(function)
        mechanism = raw.__module__.rpartition(".")[2]
        STEPS[raw.__name__] = Step(raw.__name__, mechanism, function, tuple(sorted(writes.split())))
        return function

    return declare


def plain(function: Callable[..., Any]) -> Any:
    """Return a rule as the Python function it was written as."""
    return getattr(function, "py_func", function)


@cache
def touched(function: Callable[..., Any]) -> frozenset[str]:
    """Return the tables of the state that a rule, or any rule it calls, names."""
    found: set[str] = set()
    for raw in reachable(plain(function)):
        found |= _named(raw)
    return frozenset(found & TABLES)


@cache
def _named(raw: Any) -> set[str]:
    """Return what a function names of a state."""
    return {
        node.attr
        for node in ast.walk(tree_of(raw))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "state"
    }


def reachable(raw: Any) -> Iterator[Any]:
    """Yield a function of the engine and every other one that it calls, directly or not."""
    yield from _reachable(raw, set())


def _reachable(raw: Any, seen: set[Any]) -> Iterator[Any]:
    if raw in seen:
        return
    seen.add(raw)
    yield raw
    for name in called(raw):
        other = plain(raw.__globals__.get(name))
        if inspect.isfunction(other) and other.__module__.startswith("orgsim.engine"):
            yield from _reachable(other, seen)


@cache
def called(raw: Any) -> list[str]:
    """Return the names a function calls, in the order of its text."""
    calls = [node for node in ast.walk(tree_of(raw)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [
        node.func.id
        for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset))
        if isinstance(node.func, ast.Name)
    ]


@cache
def tree_of(raw: Any) -> ast.AST:
    """Return the syntax of a function."""
    return _functions(sys.modules[raw.__module__]).get(raw.__qualname__) or ast.parse(
        textwrap.dedent(inspect.getsource(raw))
    )


@cache
def _functions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    """Return the functions in the source of a module, which is parsed once for all of them."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def switch_of(raw: Any, name: str) -> str | None:
    """Return the switch in the parameters under which a function calls another; None when it always does."""
    for node in ast.walk(tree_of(raw)):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Attribute):
            inside = [
                call.func.id
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            ]
            if name in inside and isinstance(node.test.value, ast.Name) and node.test.value.id == "parameters":
                return node.test.attr
    return None
