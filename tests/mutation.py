"""Mutating what a user may write, leaf by leaf, and finding out which parts of the arrays made from it any rule reads.

A mutation is *told* when it is refused or warned about, and *read* when it changes a field of a record, or a table, that some rule
reads. A leaf with a mutation that is neither is ignored in silence, unless its field is documented as text.
"""

import ast
import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

import numpy as np
from pydantic import BaseModel

from orgsim.scenario.names import fields_of, mapping, members, options, spelled, target
from tests.conftest import ROOT

Spot = tuple[str | int, ...]

READERS = ("engine", "metrics")
"""Packages of orgsim whose code counts as reading."""

HOLDERS = (
    "state.py",
    "blueprint.py",
    "native.py",
    "records.py",
    "work_records.py",
    "ladder_records.py",
    "audit.py",
    "steps.py",
)
"""Modules of the engine that only hold whole tables."""


@cache
def fields_read() -> frozenset[str]:
    """Return every field of a record, and every table, that some rule or metric reads for more than to copy it to its namesake."""
    found: set[str] = set()
    for package in READERS:
        for path in (ROOT / "src/orgsim" / package).rglob("*.py"):
            if path.name not in HOLDERS:
                found |= set(_read_in(ast.parse(path.read_text(encoding="utf-8"))))
    return frozenset(found)


def _read_in(tree: ast.AST) -> Iterator[str]:
    copied = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign) and _is_a_copy(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and id(node) not in copied:
            yield node.attr
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value)


def _is_a_copy(node: ast.Assign) -> bool:
    there, value = node.targets[0], node.value
    return isinstance(there, ast.Attribute) and isinstance(value, ast.Attribute) and there.attr == value.attr


def differing(first: Mapping[str, Any], second: Mapping[str, Any]) -> set[str]:
    """Return the names of the tables, and of the fields of records, in which two sets of arrays differ."""
    found: set[str] = set()
    for name, one in first.items():
        other = second[name]
        columns = getattr(getattr(one, "dtype", None), "names", None)
        if columns and one.shape == other.shape:
            found |= {column for column in columns if not np.array_equal(one[column], other[column])}
        elif not np.array_equal(one, other):
            found.add(name)
    return found


class Leaf(NamedTuple):
    """A single value of a document: where it stands, its type, and the value."""

    spot: Spot
    kind: Any
    value: Any


def leaves(kind: Any, data: Any, at: Spot = ()) -> Iterator[Leaf]:
    """Yield every leaf of a document of a type."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(_under(kind, data, key), value, (*at, key))
    elif isinstance(data, list):
        element = next((get_args(option)[0] for option in options(kind) if get_origin(option) in (list, dict)), None)
        for place, value in enumerate(data):
            yield from leaves(element, value, (*at, place))
    else:
        yield Leaf(at, kind, data)


def _under(kind: Any, data: Any, key: str) -> Any:
    """Return the type of a value under a key of a mapping."""
    for option in members(kind, data):
        if isinstance(option, type) and issubclass(option, BaseModel):
            fields = fields_of(option)
            return next((fields[name] for name in fields if key in (name, spelled(option, name))), None)
        if get_origin(option) is dict:
            return get_args(option)[1]
    return None


def mutants(leaf: Leaf, document: Mapping[str, Any]) -> list[Any]:
    """Return other values that a leaf may have: other names of the same section, other words, other numbers, the other switch."""
    value = leaf.value
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [1.5 * value, 0.5 * value, 0.0, 4.0 * value + 1.0]
    of = [names for option in options(leaf.kind) if (names := target(option))]
    words = [word for option in options(leaf.kind) if get_origin(option) is Literal for word in get_args(option)]
    known = [*mapping(document.get(of[0].section))] if of else words
    return [word for word in known if word != value] or [f"{value}-x"]


def mutated(document: Mapping[str, Any], spot: Spot, value: Any) -> dict[str, Any]:
    """Return a copy of a document with another value at one place."""
    changed: Any = copy.deepcopy(dict(document))
    here = changed
    for part in spot[:-1]:
        here = here[part]
    here[spot[-1]] = value
    return changed


def models_in(kind: Any, seen: set[Any] | None = None) -> set[Any]:
    """Return every model that a type is made of."""
    seen = set() if seen is None else seen
    for option in options(kind):
        model = isinstance(option, type) and issubclass(option, BaseModel)
        if not model or option not in seen:
            seen |= {option} if model else set()
            for part in fields_of(option).values() if model else get_args(option):
                models_in(part, seen)
    return seen
