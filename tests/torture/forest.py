"""Mutating trees of plain data by their structure, and text by its letters."""

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

Spot = tuple[str | int, ...]

ODD = (
    None, True, False, 0, 1, -1, 2, 1e-9, 0.5, 1.5, 1e308, -1e308, 5e-324, 2**63, 2**64, 10**30, float("nan"), float("inf"), -float("inf"),
    "", " ", "x", "0", "1e3", "null", "yes", "2024-02-30", "a" * 300, "ä", "\u202e", "\U0001f600", "a b", "a.b", "../x", "/etc/passwd", "today.yaml",
    "*", "&a", "<<", "=1", "-", "?", "\n", "\t", "9" * 25, [], {}, [[]], [{}], {"": {}}, {"x": None}, [1, 2], ["x", "x"], {"kind": "layoff"},
)  # fmt: skip
"""Values that somebody may write anywhere."""
TEXTS = (
    "\t",
    "\x00",
    "\x85",
    "\ufeff",
    "&a ",
    "*a",
    "!!python/object:os.system ",
    "{",
    "]",
    ": ",
    "- ",
    "#",
    "'",
    '"',
    "|\n",
    "<<: ",
    "---\n",
    "%",
    "\r",
)


def spots(tree: Any, at: Spot = ()) -> Iterator[Spot]:
    """Yield the place of every value of a tree but its root."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield (*at, key)
        yield from spots(value, (*at, key))


def value_at(tree: Any, spot: Spot) -> Any:
    """Return the value at a place."""
    for part in spot:
        tree = tree[part]
    return tree


def mutated(tree: Any, dice: random.Random, times: int, *, mild: bool) -> Any:
    """Return a copy of a tree with some changes; mild ones keep the types of values and the names that are known."""
    tree = copy.deepcopy(tree)
    for _ in range(times):
        places = list(spots(tree))
        if not places:
            return tree
        spot = dice.choice(places)
        holder = value_at(tree, spot[:-1])
        (_mild if mild else dice.choice(WILD))(tree, holder, spot, dice, places)
    return tree


def _mild(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    """Give a value another of its type: a number near it, or at a bound; the other switch; another name that stands under such a key."""
    value = holder[spot[-1]]
    if isinstance(value, bool):
        holder[spot[-1]] = not value
    elif isinstance(value, int):
        holder[spot[-1]] = max(0, value + dice.choice((-1, 1, 2, -2)))
    elif isinstance(value, float):
        holder[spot[-1]] = dice.choice((0.0, 1.0, 0.5 * value, round(1.3 * value, 3), dice.random()))
    elif isinstance(value, str):
        alike = [value_at(tree, other) for other in places if other[-1] == spot[-1]]
        holder[spot[-1]] = dice.choice([other for other in alike if isinstance(other, str)])
    elif isinstance(value, list) and value:
        value.append(copy.deepcopy(dice.choice(value))) if dice.random() < 0.5 else value.pop(
            dice.randrange(len(value))
        )
    elif isinstance(value, dict) and value:
        value.pop(dice.choice(list(value)))


def _replace(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    holder[spot[-1]] = copy.deepcopy(dice.choice(ODD))


def _remove(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    del holder[spot[-1]]


def _repeat(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    value = copy.deepcopy(holder[spot[-1]])
    if isinstance(holder, list):
        holder.insert(dice.randrange(len(holder) + 1), value)
    else:
        holder[dice.choice((f"{spot[-1]}-2", f"{spot[-1]}x", str(spot[-1])[:-1], "x", "1"))] = value


def _swap(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    """Let two values trade places, unless one lies in the other."""
    other = dice.choice(places)
    shared = min(len(spot), len(other))
    if spot[:shared] == other[:shared]:
        return
    there = value_at(tree, other[:-1])
    holder[spot[-1]], there[other[-1]] = there[other[-1]], holder[spot[-1]]


def _graft(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    """Put a copy of a value where another is."""
    holder[spot[-1]] = copy.deepcopy(value_at(tree, dice.choice(places)))


def _wrap(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    value = holder[spot[-1]]
    holder[spot[-1]] = dice.choice(([value], {"x": value}, {str(spot[-1]): value}, str(value)))


def _name(tree: Any, holder: Any, spot: Spot, dice: random.Random, places: list[Spot]) -> None:
    """Put the name of something that stands somewhere."""
    holder[spot[-1]] = str(dice.choice(dice.choice(places)))


WILD = (_mild, _replace, _replace, _remove, _repeat, _swap, _graft, _wrap, _name)


def written(tree: Any) -> str:
    """Return a tree as YAML, in the style of JSON, which is quick to write."""
    text = json.dumps(tree, indent=1, default=str)
    return re.sub(
        r"(?<=[\s\[:])(-?)(NaN|Infinity)(?=[,\s\]])",
        lambda found: f"{found[1]}{'.nan' if found[2] == 'NaN' else '.inf'}",
        text,
    )


def garbled(text: str, dice: random.Random, times: int) -> bytes:
    """Return a text with letters changed, lines moved and bytes that are none of its encoding."""
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(times):
        place = dice.randrange(len(data) + 1)
        act = dice.randrange(6)
        if act == 0:
            data[place : place + 1] = bytes([dice.randrange(256)])
        elif act == 1:
            data[place:place] = dice.choice(TEXTS).encode()
        elif act == 2:
            del data[place : place + dice.choice((1, 1, 5, 50))]
        elif act == 3:
            data[place:place] = data[dice.randrange(len(data) + 1) :][: dice.choice((1, 10, 100))]
        else:
            lines = bytes(data).split(b"\n")
            lines.insert(
                dice.randrange(len(lines) + 1),
                lines.pop(dice.randrange(len(lines))) if act == 4 else dice.choice(lines),
            )
            data = bytearray(b"\n".join(lines))
    return bytes(data)
