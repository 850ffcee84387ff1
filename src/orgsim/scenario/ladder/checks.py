"""What must hold between the parts of a ladder: names that exist, moves that go where they say, bands that are in order.

The checks read plain data, so that a ladder with a wrong type in one place still hears about a wrong name in another.
"""

from collections.abc import Iterator
from typing import Any

from orgsim.plain_words import counted
from orgsim.scenario.ladder.model import Level
from orgsim.scenario.ladder.shipped import policy_names
from orgsim.scenario.names import names, table
from orgsim.scenario.problems import NodePath, Problem, listed, nearest

Data = dict[str, Any]


def check(data: Data) -> list[Problem]:
    """Return every error between the parts of a ladder, without marks."""
    found: list[Problem] = []
    for rule in (_tracks, _expectations, _sources, _moves, _heights, _numbers, _policy):
        found.extend(rule(data))
    return found


def _known(data: Data, at: NodePath, name: object, section: str, what: str) -> Iterator[Problem]:
    known = names(data, section)
    if isinstance(name, str) and name not in known:
        yield Problem("E301", f"there is no {what} '{name}'{nearest(name, known)}; there are {listed(known)}", at)


def _tracks(data: Data) -> Iterator[Problem]:
    for key, level in table(data, "levels").items():
        yield from _known(data, ("levels", key, "track"), level.get("track"), "tracks", "track")


def _expectations(data: Data) -> Iterator[Problem]:
    for key, level in table(data, "levels").items():
        asked = table(level, "expectations")
        for name in names(level, "expectations"):
            yield from _known(data, ("levels", key, "expectations", name), name, "competencies", "competency")
        shown = level.get("exercised")
        for place, name in enumerate(shown if isinstance(shown, list) else ()):
            yield from _known(data, ("levels", key, "exercised", place), name, "competencies", "competency")
        weights = [entry.get("weight", 1.0) for entry in asked.values()]
        if weights and len(weights) == len(names(level, "expectations")) and not any(weights):
            yield Problem("E206", "at least one weight must be above 0", ("levels", key, "expectations"))


def _sources(data: Data) -> Iterator[Problem]:
    yield from _known(data, ("source",), data.get("source"), "sources", "source")
    for key, level in table(data, "levels").items():
        yield from _known(data, ("levels", key, "source"), level.get("source"), "sources", "source")
        single = level.get("sources")
        for field, name in single.items() if isinstance(single, dict) else ():
            at: NodePath = ("levels", key, "sources", field)
            yield from _known(data, at, name, "sources", "source")
            if field not in Level.model_fields:
                yield Problem("E101", f"a level has no '{field}'{nearest(field, Level.model_fields)}", at)
    for place, move in _listed_moves(data):
        yield from _known(data, ("moves", place, "source"), move.get("source"), "sources", "source")


def _listed_moves(data: Data) -> Iterator[tuple[int, Data]]:
    moves = data.get("moves")
    for place, move in enumerate(moves if isinstance(moves, list) else ()):
        if isinstance(move, dict):
            yield place, move


def _moves(data: Data) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for place, move in _listed_moves(data):
        for end in ("from", "to"):
            yield from _known(data, ("moves", place, end), move.get(end), "levels", "level")
        pair = (str(move.get("from")), str(move.get("to")))
        if pair in seen:
            message = f"the move from '{pair[0]}' to '{pair[1]}' is listed twice (moves[{seen[pair]}])"
            yield Problem("E602", message, ("moves", place))
        seen.setdefault(pair, place)


def _heights(data: Data) -> Iterator[Problem]:
    rungs = {key: level.get("rung") for key, level in table(data, "levels").items()}
    for place, move in _listed_moves(data):
        kind = move.get("kind", "promotion")
        low, high = rungs.get(str(move.get("from"))), rungs.get(str(move.get("to")))
        if not isinstance(low, int) or not isinstance(high, int):
            continue
        fits = {"promotion": high > low, "lateral": high == low, "return": high <= low}
        if not fits.get(str(kind), True):
            rule = {"promotion": "goes up", "lateral": "stays on its rung", "return": "does not go up"}[str(kind)]
            message = f"a {kind} {rule}; '{move['from']}' is on rung {low}, '{move['to']}' on rung {high}"
            yield Problem("E603", message, ("moves", place, "kind"))


def _numbers(data: Data) -> Iterator[Problem]:
    for key, level in table(data, "levels").items():
        pay = level.get("pay")
        ends = [pay.get(end) for end in ("low", "mid", "high")] if isinstance(pay, dict) else []
        band = [end for end in ends if isinstance(end, int | float)]
        if band != sorted(band):
            yield Problem("E604", "a pay band has low <= mid <= high", ("levels", key, "pay"))
        heads, seats = level.get("heads"), level.get("seats")
        bound = level.get("headcount", "seats") == "seats"
        if bound and isinstance(heads, int) and isinstance(seats, int) and heads > seats:
            yield Problem(
                "E605", f"{counted(heads, '{person|people}')} on {counted(seats, 'seat')}", ("levels", key, "heads")
            )


def _policy(data: Data) -> Iterator[Problem]:
    policy = data.get("policy")
    name = policy.get("name") if isinstance(policy, dict) else None
    known = policy_names()
    if isinstance(name, str) and known and name not in known:
        message = f"there is no policy '{name}'{nearest(name, known)}; there are {listed(known, 30)}"
        yield Problem("E301", message, ("policy", "name"))
