"""What differs between two ladders, line by line: ``orgsim ladder diff``, and ``ladder show`` of one that extends another."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgsim.scenario.ladder.diff import LadderDifference


def lines_of(found: "LadderDifference") -> Iterator[str]:
    """Yield a line for each level, move, expectation and number that differs."""
    for word, entries in (("added", found.levels_added), ("removed", found.levels_removed)):
        yield from (f"level {word:8}  {name}: {told}" for name, told in entries.items())
    for word, moves in (("added", found.moves_added), ("removed", found.moves_removed)):
        yield from (f"move {word:9}  {told}" for told in moves)
    yield from _pairs("move changed", found.moves_changed)
    yield from _pairs("expectation", found.expectations)
    yield from _pairs("number", found.numbers)


def _pairs(what: str, pairs: Mapping[str, tuple[object, object]]) -> Iterator[str]:
    for path, (was, now) in pairs.items():
        yield f"{what:14}  {path}: {_said(was)} -> {_said(now)}"


def _said(value: object) -> str:
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
