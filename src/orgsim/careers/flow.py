"""What a ladder does to people on paper: vacancies, promotion rates and waits, without simulating anybody.

A seat comes free by an exit, by growth, or because its holder moved up; it goes to an outsider or to somebody on the levels below that
lead to it, each with the same chance. Committees promote at the rate that the ladder states. The result holds as far as its
assumptions do, and says which of them the ladder itself breaks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import erfc, exp, inf, sqrt

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

    staying: float
    """Quarters until promotion of somebody who would never leave, where committees alone promote; infinite: see `wait`."""
    eligible: float
    """People who have served the minimum time, at any moment."""

    @property
    def promotion_rate(self) -> float:
        """Promotions out of the level per holder and year."""
        return self.promoted / self.heads if self.heads > 0 else 0.0

    @property
    def wait(self) -> float:
        """Expected quarters until promotion, for somebody who would never leave; infinite: never."""
        return min(self.staying, QUARTERS_PER_YEAR / self.promotion_rate if self.promotion_rate > 0 else inf)

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


ROUNDS = 30
"""Rounds after which committees' rates and the flow into seats, which depend on each other, have settled."""


def flow_of(ladder: Ladder) -> Flow:
    """Return the average year of a ladder."""
    heads = {name: _full(ladder, name) for name in ladder.levels}
    leaving = {name: level.exits for name, level in ladder.levels.items()}
    for _ in range(ROUNDS):
        committee = {
            (move.origin, move.to): heads[move.origin] * rate
            for move in ladder.moves
            if (rate := _stated_rate(ladder, move, leaving[move.origin])) is not None
        }
        seats = _seat_moves(ladder, heads, committee)
        leaving = {name: level.exits + _away(seats, heads, name) for name, level in ladder.levels.items()}
    taken = committee | seats
    levels = {name: _level_flow(ladder, name, heads[name], taken, leaving[name]) for name in ladder.levels}
    return Flow(levels, taken, _assumptions(ladder, levels))


def _away(moves: dict[tuple[str, str], float], heads: dict[str, float], name: str) -> float:
    """Return the rate a year at which the holders of a level move to seats elsewhere."""
    away = sum(people for (origin, to), people in moves.items() if origin == name != to)
    return away / heads[name] if heads[name] > 0 else 0.0


def _full(ladder: Ladder, name: str) -> float:
    level = ladder.levels[name]
    return float(level.seats or 0) if level.vacancy_bound else float(level.starting_heads)


def _stated_rate(ladder: Ladder, move: Move, leaving: float) -> float | None:
    """Return the yearly rate per holder of a move that does not wait for a seat, given the rate at which holders go elsewhere."""
    if move.rate_per_year is not None:
        return move.rate_per_year
    if move.origin == move.to or ladder.levels[move.to].vacancy_bound or move.kind == "return":
        return None
    minimum, apart, passed = _committee(ladder, move)
    if passed <= 0:
        return 0.0
    if leaving <= 0:
        return QUARTERS_PER_YEAR / _staying(minimum, apart, passed)
    # Of those who enter, `arrived` are still there when they are promoted: exp(-leaving x time), averaged over the times to promotion.
    stay = exp(-leaving / QUARTERS_PER_YEAR)
    first_review = sum(stay**quarter for quarter in range(apart)) / apart
    arrived = stay**minimum * first_review * passed / (1.0 - (1.0 - passed) * stay**apart)
    return leaving * arrived / (1.0 - arrived)


def _committee(ladder: Ladder, move: Move) -> tuple[int, int, float]:
    """Return quarters before the first review, quarters between reviews, and the share of cases a committee lets in."""
    level = ladder.levels[move.to]
    share = level.promotion_share if level.promotion_share is not None else 1.0
    clearing = 0.5 * erfc(level.bar / sqrt(2.0)) if level.bar is not None else share
    packets = sum(
        other.rate_per_year is None and other.kind != "return" and not ladder.levels[other.to].vacancy_bound
        for other in ladder.moves_from(move.origin)
        if other.to != move.origin
    )
    minimum = ladder.levels[move.origin].min_quarters if move.kind == "promotion" else 0
    apart = max(1, round(QUARTERS_PER_YEAR / ladder.reviews_per_year))
    return max(1, minimum), apart, min(share, clearing) / max(1, packets)


def _staying(minimum: int, apart: int, passed: float) -> float:
    """Return the mean quarters to promotion of somebody who stays.

    Reviews are some quarters apart and people enter in any quarter: on average half the distance, and half a quarter less, passes
    between the minimum and the first review after it; nobody is promoted in the quarter of entry.
    """
    return minimum + apart / passed - (apart + 1) / 2.0


def feeders(ladder: Ladder, name: str) -> list[str]:
    """Return the levels whose people take a level's free seats: those promoted into it, and those who move sideways.

    Sideways moves count only from levels that are filled in another way, so that no vacancy goes round in circles for ever.
    """
    sideways = [
        origin
        for origin in _waiting(ladder, name, "lateral")
        if not ladder.levels[origin].vacancy_bound
        or ladder.share_hired(origin) > 0
        or _waiting(ladder, origin, "promotion")
    ]
    return _waiting(ladder, name, "promotion") + sideways


def _waiting(ladder: Ladder, name: str, kind: str) -> list[str]:
    return [
        move.origin
        for move in ladder.moves_to(name)
        if move.rate_per_year is None and move.origin != name and move.kind == kind
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


def _level_flow(
    ladder: Ladder, name: str, heads: float, taken: dict[tuple[str, str], float], leaving: float
) -> LevelFlow:
    level = ladder.levels[name]
    up = {(move.origin, move.to) for move in ladder.moves_from(name) if move.kind == "promotion"}
    promoted = sum(people for pair, people in taken.items() if pair in up)
    exits = level.exits * heads
    away = sum(people for (origin, to), people in taken.items() if origin == name != to)
    inside = sum(people for (origin, to), people in taken.items() if to == name != origin)
    outside = level.hires_per_quarter * QUARTERS_PER_YEAR
    grown = level.growth_per_year * heads
    entries = max(exits + grown + away, inside) if level.vacancy_bound else inside + outside
    net = grown if level.vacancy_bound else entries - exits - away
    eligible = heads * exp(
        -(leaving + _committees_out(ladder, name, heads, taken)) * level.min_quarters / QUARTERS_PER_YEAR
    )
    return LevelFlow(name, heads, entries, promoted, exits, net, _wait_for_committees(ladder, name), eligible)


def _committees_out(ladder: Ladder, name: str, heads: float, taken: dict[tuple[str, str], float]) -> float:
    """Return the rate a year at which holders of a level are let into levels without seats."""
    out = sum(people for (origin, to), people in taken.items() if origin == name != to and not _bound(ladder, to))
    return out / heads if heads > 0 else 0.0


def _bound(ladder: Ladder, name: str) -> bool:
    return ladder.levels[name].vacancy_bound


def _wait_for_committees(ladder: Ladder, name: str) -> float:
    """Return the mean wait of somebody who stays, where one committee is the only way up; infinite otherwise."""
    up = [move for move in ladder.moves_from(name) if move.kind == "promotion"]
    if len(up) != 1 or _bound(ladder, up[0].to) or up[0].rate_per_year is not None:
        return inf
    minimum, apart, passed = _committee(ladder, up[0])
    return _staying(minimum, apart, passed) if passed > 0 else inf


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
            "minimum times leave somebody to promote: at any moment at least one holder has served them",
            those(lambda flow: flow.promoted > 0 and flow.eligible < 1.0 <= flow.heads),
        ),
        Assumption(
            "no level is asked for more people in a year than it has",
            those(lambda flow: flow.promoted > flow.heads),
        ),
        Assumption("people who have waited longer are neither likelier to be promoted nor to leave", checkable=False),
    )
