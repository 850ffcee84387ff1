"""A ladder as tables: its levels, moves, policy, labels and customs, for an organisation and for a ladder without work alike."""

import math
from dataclasses import dataclass

import numpy as np

from orgsim.engine import ladder_records
from orgsim.engine.random import normal_below
from orgsim.engine.state import Records, zeros
from orgsim.engine.vocabulary import NONE, UNSTATED, Cause, Skill
from orgsim.errors import InputError
from orgsim.organization.keys import key_of
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR, Ladder, Level, Move
from orgsim.scenario.ladder.policy import PromotionPolicy, policy_named
from orgsim.scenario.ladder.settings import CareerSettings, Group, mood_spread
from orgsim.scenario.model import Post
from orgsim.scenario.parameters import Parameters, Staffing
from orgsim.scenario.problems import listed, nearest

AVERAGE = 0.5
"""What a level expects that states no expectations."""


@dataclass(frozen=True)
class LadderTables:
    """The tables of a ladder; empty ones without one. Levels come top rung first, then by id."""

    names: tuple[str, ...]
    levels: Records
    moves: Records
    groups: Records
    customs: Records
    scoring: Records


def ladder_tables(
    ladder: Ladder | None,
    policy: PromotionPolicy | None = None,
    settings: CareerSettings | None = None,
    *,
    at_work: bool,
) -> LadderTables:
    """Lay a ladder out as tables; `at_work`: people have posts and the six skills of an organisation.

    Without work people have one skill, what the level asks for overall.
    """
    settings = settings or CareerSettings()
    levels = ladder.levels if ladder else {}
    names = tuple(sorted(levels, key=lambda name: (-levels[name].rung, name)))
    scoring = zeros(ladder_records.SCORING, 1)
    if ladder is None:
        nothing = zeros(ladder_records.LEVEL, 0), zeros(ladder_records.MOVE, 0)
        return LadderTables(names, *nothing, _group_rows(settings), _customs_row(None, settings), scoring)
    policy = policy or policy_named(ladder.policy.name, ladder.policy.settings)
    for field, value in policy.scoring()._asdict().items():
        scoring[field] = value
    moves = [move for name in names for move in _competed_for(ladder, name)]
    rows = _level_rows(ladder, names, settings, policy, at_work=at_work)
    _connect(ladder, names, rows, moves)
    return LadderTables(
        names,
        rows,
        _move_rows(ladder, names, moves),
        _group_rows(settings),
        _customs_row(ladder, settings),
        scoring,
    )


def level_of_post(tables: LadderTables, ladder: Ladder | None, name: str, post: Post) -> int:
    """Return the row of the level a post asks for: the one it states, else the lowest of its role.

    Raises
    ------
    InputError
        When the ladder has no such level.
    """
    if ladder is None or post.detached:
        return NONE
    if post.level is not None:
        return level_called(tables, post.level, f"post '{name}'")
    of_role = [level for level in tables.names if ladder.levels[level].role == post.role]
    return tables.names.index(of_role[-1]) if of_role else NONE


def level_called(tables: LadderTables, name: str | None, whose: str) -> int:
    """Return the row of a level by its name; NONE without a name or without a ladder.

    Raises
    ------
    InputError
        When the ladder has no such level.
    """
    if name is None or not tables.names:
        return NONE
    if name not in tables.names:
        raise InputError(
            f"{whose}: there is no level '{name}'{nearest(name, tables.names)}; there are {listed(tables.names)}"
        )
    return tables.names.index(name)


def _level_rows(
    ladder: Ladder, names: tuple[str, ...], settings: CareerSettings, policy: PromotionPolicy, *, at_work: bool
) -> Records:
    rows = zeros(ladder_records.LEVEL, len(names))
    jobs = sorted({level.role for level in ladder.levels.values() if level.role})
    for row, name in zip(rows, names, strict=True):
        level = ladder.levels[name]
        row.key = key_of("level", name)
        row.seat_bound = level.vacancy_bound
        row.outside_share = outside_share(ladder, name, settings)
        row.share, row.bar = _committee(ladder, name)
        row.minimum = level.min_quarters
        row.capped = policy.only_to_seats and not level.vacancy_bound
        row.rising = any(move.kind == "promotion" for move in ladder.moves_from(name))
        row.exit_rate = yearly_exits(level, settings.parameters)
        row.pay = level.pay.mid if level.pay else 0.0
        row.job = jobs.index(level.role) if level.role else NONE
        row.expects, row.weights = expectations(level) if at_work else overall(level)
    return rows


def expectations(level: Level) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    """Return what a level expects of the skills of an organisation, and their weights; other competencies have no counterpart."""
    expects, weights = np.full(len(Skill), UNSTATED), np.zeros(len(Skill))
    for name, entry in level.expectations.items():
        if name.upper() in Skill.__members__ and name != "overall":
            expects[Skill[name.upper()]], weights[Skill[name.upper()]] = entry.value, entry.weight
    return expects, weights


def overall(level: Level) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    """Return the weighted mean of what a level expects, as the only expectation."""
    expects, weights = np.full(len(Skill), UNSTATED), np.zeros(len(Skill))
    asked = level.expectations.values()
    total = sum(entry.weight for entry in asked)
    expects[Skill.OVERALL] = sum(entry.weight * entry.value for entry in asked) / total if total else AVERAGE
    weights[Skill.OVERALL] = 1.0
    return expects, weights


def yearly_exits(level: Level, parameters: Parameters) -> float:
    """Return the yearly rate at which usual people leave a level.

    A rate that the level states is the mean over people, whose engagement differs; it rises and falls with the company's attrition.
    """
    company = -math.log1p(-parameters.staffing.attrition_rate)
    if level.exits_per_year is None:
        return company
    default = -math.log1p(-float(Staffing.model_fields["attrition_rate"].default))
    usual = math.exp(-0.5 * (parameters.careers.engagement_effect * mood_spread(parameters.careers)) ** 2)
    return level.exits_per_year * usual * (company / default)


def outside_share(ladder: Ladder, name: str, settings: CareerSettings) -> float:
    """Return the share of a level's vacancies for which the search begins outside."""
    if settings.ladder.freeze:
        return 0.0
    if not _competed_for(ladder, name):
        return 1.0
    factor = 1.0 if ladder.levels[name].entry else settings.ladder.outside_factor
    return min(1.0, ladder.share_hired(name) * factor)


def review_every(ladder: Ladder) -> int:
    """Return the quarters between two reviews."""
    return max(1, round(QUARTERS_PER_YEAR / ladder.reviews_per_year))


def _committee(ladder: Ladder, name: str) -> tuple[float, float]:
    """Return the share of cases and the bar of a committee; a ladder's stated rates of promotion serve where it has neither."""
    level = ladder.levels[name]
    bar = level.bar if level.bar is not None else -math.inf
    share = level.promotion_share if level.promotion_share is not None else 1.0
    stated = [move.rate_per_year for move in ladder.moves_to(name) if move.kind == "promotion" and move.rate_per_year]
    if stated and level.promotion_share is None and level.bar is None:
        share = 1.0 - math.exp(-max(stated) / ladder.reviews_per_year)
    meetings = ladder.reviews_per_year * review_every(ladder) / QUARTERS_PER_YEAR  # a quarter is the shortest step
    return (1.0 - (1.0 - share) ** meetings if meetings != 1.0 else share), bar


def _competed_for(ladder: Ladder, target: str) -> list[Move]:
    """Return the moves into a level that people can take: up or sideways for a seat or a committee, or at a stated rate."""
    moves = [move for move in ladder.moves_to(target) if move.origin != target]
    return [move for move in moves if move.kind != "return" or move.rate_per_year]


CAUSES = {"promotion": Cause.PROMOTION, "lateral": Cause.LATERAL, "return": Cause.RETURN}


def _move_rows(ladder: Ladder, names: tuple[str, ...], moves: list[Move]) -> Records:
    rows = zeros(ladder_records.MOVE, len(moves))
    packets: dict[str, int] = {}
    for row, move in zip(rows, moves, strict=True):
        row.origin, row.target = names.index(move.origin), names.index(move.to)
        row.cause = CAUSES[move.kind]
        row.rate = (move.rate_per_year or 0.0) / QUARTERS_PER_YEAR if move.kind != "promotion" else 0.0
        row.packet = NONE
        if _needs_packet(ladder, move):
            row.packet = packets.get(move.origin, 0)
            packets[move.origin] = row.packet + 1
    return rows


def _needs_packet(ladder: Ladder, move: Move) -> bool:
    """Tell whether a move takes a case before a committee: people bring one case a review, not one to every committee."""
    competed = move.kind == "promotion" or not move.rate_per_year
    return competed and not ladder.levels[move.to].vacancy_bound


def _connect(ladder: Ladder, names: tuple[str, ...], levels: Records, moves: list[Move]) -> None:
    targets = [names.index(move.to) for move in moves]
    for place, row in enumerate(levels):
        row.first_move = targets.index(place) if place in targets else 0
        row.moves = targets.count(place)
    for move in moves:
        if _needs_packet(ladder, move):
            levels[names.index(move.origin)].packets += 1


def _group_rows(settings: CareerSettings) -> Records:
    groups = list(settings.ladder.groups.values()) or [Group(share=1.0)]
    rows = zeros(ladder_records.GROUP, len(groups))
    rows.share_until = np.cumsum([group.share for group in groups])
    for name in ("advocacy", "rating_noise", "opportunity"):
        rows[name] = [getattr(group, name) for group in groups]
    return rows


LEAST_INSIDE = 1e-6
"""Share of people that bounds of skill leave; of fewer, no place among them can be told."""


def _shares_cut(low: float, high: float, mean: float, spread: float) -> tuple[float, float]:
    """Return the shares of an unbounded normal distribution below two bounds; 0 and 1 when all are alike, or it has no bounds."""
    if spread == 0.0 and low <= mean <= high:
        return 0.0, 1.0
    if not math.isfinite(low) and not math.isfinite(high):
        return 0.0, 1.0
    shares = [normal_below((end - mean) / spread) if spread else 0.0 for end in (low, high)]
    if shares[1] - shares[0] < LEAST_INSIDE:
        raise InputError(
            f"skill_range: hardly anybody has a skill from {low:g} to {high:g} where people are {mean:g} on average, "
            f"with a standard deviation of {spread:g} (skill_spread)"
        )
    return shares[0], shares[1]


def _customs_row(ladder: Ladder | None, settings: CareerSettings) -> Records:
    row, own = zeros(ladder_records.CUSTOMS, 1), settings.ladder
    row.review_every = review_every(ladder) if ladder else 2
    low, high = own.skill_range or (-math.inf, math.inf)
    spread = settings.parameters.staffing.skill_spread
    mean = overall(next(iter(ladder.levels.values())))[0][Skill.OVERALL] if ladder else AVERAGE
    row.low, row.high = low, high
    row.low_share, row.high_share = _shares_cut(low, high, mean, spread)
    row.wobble = own.wobble
    row.fill_weeks = own.weeks_to_fill
    row.dismiss_below = -math.inf if own.dismiss_below is None else own.dismiss_below
    row.retirement_age = math.inf if own.retirement_age is None else own.retirement_age
    row.hire_age, row.hire_age_sd, row.quarter_years = own.hire_age, own.hire_age_sd, own.quarter_years
    return row
