"""A ladder file from dated careers: what the history tells of its numbers, each with its evidence in a comment.

Without a ladder to extend, every level lets people in by a committee that asks for no seat, since a history does not tell what seats were
vacant, and cases are picked at random, since it does not tell who was preferred. With one, its levels, moves, minimum times and policy
stand, and only what the history tells is laid over.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from math import inf
from typing import Any

from orgsim.careers.fitting import Estimate, Evidence
from orgsim.careers.hazards import LEAST_PEOPLE
from orgsim.careers.spells import History, as_date
from orgsim.errors import InputError
from orgsim.plain_words import counted
from orgsim.scenario.ladder.importers._tables import slug
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR, Ladder

REVIEWS = QUARTERS_PER_YEAR
"""Reviews a year where no ladder says: as often as a simulation can hold them, so that promotions come at any time."""
MOST = {"exits_per_year": 5.0, "rate_per_year": 50.0}
"""The highest rates that a ladder takes."""
SMALLEST = "fewer than five people, so its rates are not estimated"


@dataclass
class Fitted:
    """A ladder as plain data, with a remark on every number that was fitted."""

    data: dict[str, Any]
    remarks: dict[tuple[str | int, ...], str] = field(default_factory=dict)
    estimates: dict[str, Estimate] = field(default_factory=dict)
    """Every fitted number by its dotted key."""

    def say(self, place: tuple[str | int, ...], found: Estimate, *, whole: bool = False) -> None:
        """Write a number with its evidence; one that is higher than a ladder takes as the highest that it takes."""
        most = MOST.get(str(place[-1]), inf)
        self._put(place, int(found.value) if whole else _rounded(min(found.value, most)))
        high = "no end" if found.high == inf else f"{found.high:.3g}"
        cut = f"; it was {found.value:.3g}, and a ladder takes at most {most:g}" if found.value > most else ""
        self.remarks[place] = f"{found.evidence}; 95 %: {found.low:.3g} to {high}{cut}"
        self.estimates[".".join(map(str, place))] = found

    def state(self, place: tuple[str | int, ...], value: object, remark: str = "") -> None:
        """Write something that is no estimate."""
        self._put(place, value)
        if remark:
            self.remarks[place] = remark

    def _put(self, place: tuple[str | int, ...], value: object) -> None:
        here: Any = self.data
        for key in place[:-1]:
            here = here[key] if isinstance(key, int) else here.setdefault(key, {})
        here[place[-1]] = value

    def text(self, head: str) -> str:
        """Return the file."""
        from ruamel.yaml import YAML

        writer, text = YAML(), StringIO()
        writer.width = 10_000  # a remark stays in the line of its number
        plain: Any = _commented(self.data)
        for place, remark in self.remarks.items():
            here = plain
            for key in place[:-1]:
                here = here[key]
            here.yaml_add_eol_comment(remark, place[-1], column=0)
        writer.dump(plain, text)
        return head + text.getvalue().rstrip() + "\n"


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def _commented(data: Any) -> Any:
    from ruamel.yaml.comments import CommentedMap

    if isinstance(data, dict):
        return CommentedMap((key, _commented(value)) for key, value in data.items())
    return [_commented(value) for value in data] if isinstance(data, list) else data


def fitted(history: History, name: str, source: str) -> Fitted:
    """Return a ladder of a history's levels, one above the other.

    Raises
    ------
    InputError
        When two levels would have the same id.
    """
    seen, names = Evidence(history), ids_of(history.levels)
    found = _begun(name, history, source)
    found.state(("tracks",), {"history": {"title": "As in the history"}})
    found.state(
        ("reviews_per_year",), REVIEWS, "assumed, as often as possible: a history does not say when cases are heard"
    )
    found.state(("policy",), {"name": "random"}, "assumed: a history does not say who was preferred")
    ways = promotions(seen)
    least = {}
    for level, key in enumerate(names):
        found.state(("levels", key, "title"), history.levels[level])
        found.state(("levels", key, "track"), "history")
        found.state(("levels", key, "rung"), level + 1)
        found.state(("levels", key, "headcount"), "committee")
        found.state(("levels", key, "heads"), seen.heads(level), f"people there on {as_date(history.last)}")
        least[level] = _of_level(found, seen, level, key, [to for origin, to in ways if origin == level])
    for to, key in enumerate(names):
        spread = {o: (least[o], sum(origin == o for origin, _ in ways)) for o, target in ways if target == to}
        if spread:
            found.say(("levels", key, "promotion_share"), seen.share_promoted(to, spread, REVIEWS))
    found.data["moves"] = [{"from": names[origin], "to": names[to]} for origin, to in ways]
    _returns(found, seen, names)
    return found


def _of_level(found: Fitted, seen: Evidence, level: int, key: str, upward: list[int]) -> int:
    """Write exits, hires and the minimum time of a level, and return that time."""
    if not seen.shown(level):
        found.remarks["levels", key, "headcount"] = SMALLEST
        return 0
    found.say(("levels", key, "exits_per_year"), seen.exits(level))
    hires = seen.hires(level)
    if hires.value:
        found.say(("levels", key, "hires_per_quarter"), hires)
        found.state(("levels", key, "entry"), True)
    minimum = seen.minimum(level, upward)
    if minimum is None or not minimum.value:
        return 0
    found.say(("levels", key, "min_quarters"), minimum, whole=True)
    return int(minimum.value)


def _returns(found: Fitted, seen: Evidence, names: list[str]) -> None:
    """Add the ways back that enough people took."""
    for (origin, to), count in sorted(seen.moves().items()):
        if to < origin and count >= LEAST_PEOPLE:
            found.data["moves"].append({"from": names[origin], "to": names[to], "kind": "return"})
            found.say(("moves", len(found.data["moves"]) - 1, "rate_per_year"), seen.moved(origin, to))


def promotions(seen: Evidence) -> list[tuple[int, int]]:
    """Return the ways up that people took: those that five took, or else, from a level, the one that most took."""
    taken = seen.moves()
    ways = []
    for origin in range(len(seen.history.levels) - 1):
        up = {to: count for (start, to), count in taken.items() if start == origin < to}
        usual = sorted(to for to, count in up.items() if count >= LEAST_PEOPLE)
        most = sorted(up, key=lambda to: (-up[to], to))[:1]
        ways += [(origin, to) for to in usual or most]
    return ways


def laid_over(history: History, ladder: Ladder, base: str, name: str, source: str) -> Fitted:
    """Return changes of a ladder: what a history of its levels tells."""
    seen, names = Evidence(history), list(history.levels)
    found = _begun(name, history, source, base)
    for level, key in enumerate(names):
        if seen.people(level):
            _over(found, seen, ladder, level, key)
    _committees(found, seen, ladder, names)
    _own_will(found, seen, ladder, names)
    return found


def _over(found: Fitted, seen: Evidence, ladder: Ladder, level: int, key: str) -> None:
    """Lay the people, exits and hires of one level over those of a ladder."""
    seats = ladder.levels[key].vacancy_bound
    now = f"people there on {as_date(seen.history.last)}"
    if seats:
        found.state(("levels", key, "seats"), seen.heads(level), f"{now}; a history does not tell vacant seats")
    found.state(("levels", key, "heads"), seen.heads(level), now)
    if not seen.shown(level):
        found.remarks["levels", key, "heads"] += f"; {SMALLEST}"
        return
    found.say(("levels", key, "exits_per_year"), seen.exits(level))
    hired = seen.share_hired(level) if seats else seen.hires(level)
    if hired is not None:
        found.say(("levels", key, "external_share" if seats else "hires_per_quarter"), hired)


def _committees(found: Fitted, seen: Evidence, ladder: Ladder, names: list[str]) -> None:
    """Lay the share of cases over that each committee of a ladder lets in."""
    ways = [(move.origin, move.to) for move in ladder.moves if move.kind == "promotion"]
    free = [(o, t) for o, t in ways if not ladder.levels[t].vacancy_bound and o in names and t in names]
    for to in sorted({t for _, t in free}, key=names.index):
        origins = {
            names.index(o): (ladder.levels[o].min_quarters, sum(origin == o for origin, _ in free))
            for o, target in free
            if target == to
        }
        if not all(seen.shown(origin) for origin in origins):
            continue
        share = seen.share_promoted(names.index(to), origins, ladder.reviews_per_year)
        found.say(("levels", to, "promotion_share"), share)
        if ladder.levels[to].bar is not None:
            found.state(("levels", to, "bar"), None, "the share already says how many come in")
    for key, level in found.data.get("levels", {}).items():
        level["sources"] = {name: "history" for name in level if f"levels.{key}.{name}" in found.estimates}


def _own_will(found: Fitted, seen: Evidence, ladder: Ladder, names: list[str]) -> None:
    """Lay the rates of sideways and backward moves over that a ladder states."""
    for move in ladder.moves:
        if move.rate_per_year is None or move.kind == "promotion" or not {move.origin, move.to} <= set(names):
            continue
        if seen.shown(names.index(move.origin)):
            found.data.setdefault("moves", []).append({"from": move.origin, "to": move.to})
            rate = seen.moved(names.index(move.origin), names.index(move.to))
            found.say(("moves", len(found.data["moves"]) - 1, "rate_per_year"), rate)


def _begun(name: str, history: History, source: str, base: str | None = None) -> Fitted:
    """Return the head of a ladder: its name, what it extends, and where its numbers come from."""
    when = f"{as_date(history.first)} to {as_date(history.last)}"
    title = f"{source}: {counted(history.people, '{person|people}')}, {when}"
    start: dict[str, Any] = {"name": name} if base is None else {"extends": base, "name": name}
    found = Fitted({**start, "sources": {"history": {"title": title, "confidence": "medium"}}})
    if base is None:
        found.data["source"] = "history"
    return found


def ids_of(levels: Iterable[str]) -> list[str]:
    """Return ids for levels.

    Raises
    ------
    InputError
        When two of them would be the same.
    """
    found: dict[str, str] = {}
    for level in levels:
        key = slug(level)
        if key in found:
            raise InputError(f"the levels '{found[key]}' and '{level}' would both be called '{key}' in a ladder file")
        found[key] = level
    return list(found)
