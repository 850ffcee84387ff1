"""What a ladder does to people on paper: vacancies, promotion rates and waits, without simulating anybody.

A seat comes free by an exit, by growth, or because its holder moved up; it goes to an outsider or to somebody on the levels below that
lead to it, each with the same chance. Committees promote at the rate that the ladder states. The result holds as far as its
assumptions do, and says which of them the ladder itself breaks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import erfc, inf, sqrt

import numpy as np

from orgsim.careers.manpower import Numbers, chance_before_leaving, vacancy_flow
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR, Ladder, Move


@dataclass(frozen=True)
class LevelFlow:
    """One level's flow in an average year."""

    level: str
    heads: float
    """People, all seats taken."""
    entries: float
    """People who enter in a year, from below and from outside."""
    promoted: float
    """People who are promoted out of it in a year."""
    exits: float
    """People who leave the organisation from it in a year."""
    net: float
    """People a year by which it grows (levels without seats; those with seats grow as stated)."""

    @property
    def promotion_rate(self) -> float:
        """Promotions out of the level per holder and year."""
        return self.promoted / self.heads if self.heads > 0 else 0.0

    @property
    def wait(self) -> float:
        """Expected quarters until promotion, for somebody who would never leave; infinite: never."""
        return QUARTERS_PER_YEAR / self.promotion_rate if self.promotion_rate > 0 else inf

    @property
    def chance(self) -> float:
        """Share of those who enter that are promoted before they leave."""
        return chance_before_leaving(self.promotion_rate, self.exits / self.heads if self.heads > 0 else 0.0)


@dataclass(frozen=True)
class Assumption:
    """Something the closed form takes for granted, and where the ladder breaks it."""

    text: str
    broken_by: tuple[str, ...] = ()
    checkable: bool = True

    @property
    def verdict(self) -> str:
        """Whether it holds, in words."""
        if not self.checkable:
            return "cannot be checked here"
        return f"broken by {', '.join(self.broken_by)}" if self.broken_by else "holds"


@dataclass(frozen=True)
class Flow:
    """Flows of all levels, and what they rest on."""

    levels: dict[str, LevelFlow]
    moves: dict[tuple[str, str], float]
    """People a year who take each move."""
    assumptions: tuple[Assumption, ...]


def flow_of(ladder: Ladder) -> Flow:
    """Return the average year of a ladder."""
    heads = {name: _full(ladder, name) for name in ladder.levels}
    committee = {pair: heads[pair[0]] * rate for pair, rate in _stated_rates(ladder).items()}
    taken = committee | _seat_moves(ladder, heads, committee)
    levels = {name: _level_flow(ladder, name, heads[name], taken) for name in ladder.levels}
    return Flow(levels, taken, _assumptions(ladder, levels))


def _full(ladder: Ladder, name: str) -> float:
    level = ladder.levels[name]
    return float(level.seats or 0) if level.vacancy_bound else float(level.starting_heads)


def _stated_rates(ladder: Ladder) -> dict[tuple[str, str], float]:
    """Return the yearly rate of every move that does not wait for a seat."""
    rates = {(move.origin, move.to): _committee_rate(ladder, move) for move in ladder.moves}
    return {pair: rate for pair, rate in rates.items() if rate is not None}


def _committee_rate(ladder: Ladder, move: Move) -> float | None:
    level = ladder.levels[move.to]
    if move.rate_per_year is not None:
        return move.rate_per_year
    if level.vacancy_bound or move.kind != "promotion":
        return None
    share = level.promotion_share if level.promotion_share is not None else 1.0
    clearing = 0.5 * erfc(level.bar / sqrt(2.0)) if level.bar is not None else share
    passed = min(share, clearing)
    if passed <= 0:
        return 0.0
    # Reviews are some quarters apart and people enter in any quarter: on average half the distance, and half a quarter less, passes
    # between the minimum and the first review after it; nobody is promoted in the quarter of entry.
    apart = max(1.0, QUARTERS_PER_YEAR / ladder.reviews_per_year)
    minimum = max(1, ladder.levels[move.origin].min_quarters)
    return QUARTERS_PER_YEAR / (minimum + apart / passed - (apart + 1.0) / 2.0)


def feeders(ladder: Ladder, name: str) -> list[str]:
    """Return the levels whose people take a level's free seats: those promoted into it, else those who move sideways.

    Sideways moves count only from levels that are filled in another way, so that no vacancy goes round in circles for ever.
    """
    up = _waiting(ladder, name, promotion=True)
    return up or [
        origin
        for origin in _waiting(ladder, name, promotion=False)
        if ladder.share_hired(origin) > 0 or _waiting(ladder, origin, promotion=True)
    ]


def _waiting(ladder: Ladder, name: str, *, promotion: bool) -> list[str]:
    return [
        move.origin
        for move in ladder.moves_to(name)
        if move.rate_per_year is None and move.origin != name and (move.kind == "promotion") == promotion
    ]


def _seat_moves(
    ladder: Ladder, heads: dict[str, float], committee: dict[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """Return the people a year who move into each free seat, chains of vacancies included."""
    bound = [name for name, level in ladder.levels.items() if level.vacancy_bound]
    place = {name: row for row, name in enumerate(bound)}
    shares = _shares_filled(ladder, bound, heads)
    passed_on = np.zeros((len(bound), len(bound)))
    for (origin, to), share in shares.items():
        if origin in place:
            passed_on[place[origin], place[to]] = share
    arising = np.array([_arising(ladder, name, heads[name], committee) for name in bound])
    free: Numbers = vacancy_flow(arising, passed_on) if bound else arising
    return {(origin, to): share * float(free[place[to]]) for (origin, to), share in shares.items()}


def _shares_filled(ladder: Ladder, bound: list[str], heads: dict[str, float]) -> dict[tuple[str, str], float]:
    """Return which share of each level's free seats goes to people of which other level."""
    shares = {}
    for name in bound:
        below = feeders(ladder, name)
        people = sum(heads[origin] for origin in below)
        for origin in below if people > 0 else ():
            shares[origin, name] = (1.0 - ladder.share_hired(name)) * heads[origin] / people
    return shares


def _arising(ladder: Ladder, name: str, heads: float, committee: dict[tuple[str, str], float]) -> float:
    """Return the seats a year that come free for other reasons than being filled from: exits, growth, net stated moves."""
    level = ladder.levels[name]
    away = sum(people for (origin, to), people in committee.items() if origin == name != to)
    back = sum(people for (origin, to), people in committee.items() if to == name != origin)
    return max(0.0, (level.exits + level.growth_per_year) * heads + away - back)


def _level_flow(ladder: Ladder, name: str, heads: float, taken: dict[tuple[str, str], float]) -> LevelFlow:
    level = ladder.levels[name]
    up = {(move.origin, move.to) for move in ladder.moves_from(name) if move.kind == "promotion"}
    promoted = sum(people for pair, people in taken.items() if pair in up)
    exits = level.exits * heads
    away = sum(people for (origin, to), people in taken.items() if origin == name != to)
    inside = sum(people for (origin, to), people in taken.items() if to == name != origin)
    outside = level.hires_per_quarter * QUARTERS_PER_YEAR
    grown = level.growth_per_year * heads
    entries = max(exits + grown + away, inside) if level.vacancy_bound else inside + outside
    return LevelFlow(name, heads, entries, promoted, exits, grown if level.vacancy_bound else entries - exits - away)


def _assumptions(ladder: Ladder, levels: dict[str, LevelFlow]) -> tuple[Assumption, ...]:
    def those(test: Callable[[LevelFlow], bool]) -> tuple[str, ...]:
        return tuple(name for name, flow in levels.items() if test(flow))

    return (
        Assumption("every seat is taken", those(lambda flow: ladder.levels[flow.level].starting_heads < flow.heads)),
        Assumption(
            "levels without seats keep their size within 10 % a year",
            those(lambda flow: not ladder.levels[flow.level].vacancy_bound and abs(flow.net) > 0.1 * flow.heads),
        ),
        Assumption(
            "minimum times do not hold promotions up",
            those(lambda flow: flow.wait < ladder.levels[flow.level].min_quarters),
        ),
        Assumption(
            "no level is asked for more people in a year than it has",
            those(lambda flow: flow.promoted > flow.heads),
        ),
        Assumption("whoever waits longer is neither likelier to be promoted nor to leave", checkable=False),
    )
