"""What differs between two ladders, in the words of people who keep them: levels, moves, expectations, numbers."""

from dataclasses import dataclass, field
from typing import Any

from orgsim.scenario.ladder.model import Ladder, Level

Pair = tuple[Any, Any]


@dataclass
class LadderDifference:
    """What the second ladder has other than the first. Pairs are (before, after)."""

    levels_added: dict[str, str] = field(default_factory=dict)
    levels_removed: dict[str, str] = field(default_factory=dict)
    moves_added: list[str] = field(default_factory=list)
    moves_removed: list[str] = field(default_factory=list)
    moves_changed: dict[str, Pair] = field(default_factory=dict)
    expectations: dict[str, Pair] = field(default_factory=dict)
    numbers: dict[str, Pair] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not any(vars(self).values())


def difference(before: Ladder, after: Ladder) -> LadderDifference:
    """Return what differs; names, descriptions and sources do not count."""
    found = LadderDifference()
    for name in {**before.levels, **after.levels}:
        _compare_level(found, name, before.levels.get(name), after.levels.get(name))
    _compare_moves(found, before, after)
    for key in ("policy.name", "policy.settings", "reviews_per_year", "external_share"):
        _note(found.numbers, key, _at(before, key), _at(after, key))
    return found


def _compare_level(found: LadderDifference, name: str, old: Level | None, new: Level | None) -> None:
    if old is None and new is not None:
        found.levels_added[name] = f"{new.title}, {new.track}, rung {new.rung}"
    elif new is None and old is not None:
        found.levels_removed[name] = f"{old.title}, {old.track}, rung {old.rung}"
    elif old is not None and new is not None:
        asked, asks = old.expectations, new.expectations
        for key in {**asked, **asks}:
            was, now = asked.get(key), asks.get(key)
            _note(found.expectations, f"{name}.{key}", was and was.value, now and now.value)
            _note(found.expectations, f"{name}.{key} weight", was and was.weight, now and now.weight)
        left, right = _numbers(old), _numbers(new)
        for key in left | right:
            _note(found.numbers, f"{name}.{key}", left.get(key), right.get(key))


def _numbers(level: Level) -> dict[str, Any]:
    data = level.model_dump(exclude={"title", "description", "source", "sources", "expectations", "pay"})
    pay = level.pay.model_dump() if level.pay else {}
    return data | {f"pay.{end}": value for end, value in pay.items()}


def _compare_moves(found: LadderDifference, before: Ladder, after: Ladder) -> None:
    left = {(move.origin, move.to): move for move in before.moves}
    right = {(move.origin, move.to): move for move in after.moves}
    for pair in {**left, **right}:
        old, new = left.get(pair), right.get(pair)
        told = f"{pair[0]} -> {pair[1]}"
        if old is None and new is not None:
            found.moves_added.append(f"{told} ({new.kind})")
        elif new is None and old is not None:
            found.moves_removed.append(f"{told} ({old.kind})")
        elif old is not None and new is not None:
            _note(found.moves_changed, told, old.kind, new.kind)
            _note(found.numbers, f"{told} rate_per_year", old.rate_per_year, new.rate_per_year)


def _note(where: dict[str, Pair], key: str, old: Any, new: Any) -> None:
    if old != new:
        where[key] = (old, new)


def _at(ladder: Ladder, path: str) -> Any:
    value: Any = ladder
    for part in path.split("."):
        value = getattr(value, part)
    return value
