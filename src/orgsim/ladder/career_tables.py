"""From a ladder, a policy and settings to the tables of a career simulation."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orgsim.engine import career_state as layout
from orgsim.engine.career_state import Careers, Cause
from orgsim.engine.mechanisms.transfer import share_below
from orgsim.engine.records import SCORING
from orgsim.engine.vocabulary import NONE
from orgsim.errors import InputError
from orgsim.ladder.career_settings import CareerSettings, Group, error_of
from orgsim.ladder.model import QUARTERS_PER_YEAR, Ladder, Level, Move
from orgsim.ladder.promotion_policy import PromotionPolicy
from orgsim.organization.keys import key_of

NEVER_IN_A_RUN = 10**9
AVERAGE = 0.5
"""What a level expects that states no expectations."""

Records = Any


@dataclass(frozen=True)
class CareerPlan:
    """A ladder ready to be simulated: the tables every replication starts from."""

    ladder: Ladder
    policy: PromotionPolicy
    settings: CareerSettings
    quarters: int
    levels: tuple[str, ...]
    """Rows of the tables: top rung first, then by id."""
    groups: tuple[str, ...]
    tables: dict[str, Records] = field(repr=False)
    room: int
    """People there is room for; a run that needs more is repeated with more, with the same luck."""

    def row(self, level: str) -> int:
        """Return the row of a level."""
        return self.levels.index(level)


def zeros(dtype: np.dtype[np.void], *shape: int) -> Records:
    """Return a record array of zeros."""
    return np.zeros(shape, dtype).view(np.recarray)


def plan_careers(
    ladder: Ladder, policy: PromotionPolicy, settings: CareerSettings, quarters: int, people: int | None = None
) -> CareerPlan:
    """Lay a ladder out as tables; `people` scales it to about so many heads.

    Raises
    ------
    InputError
        When a level with seats does not say how many, or nobody would ever be on the ladder.
    """
    if policy.only_to_seats:
        ladder = seats_only(ladder)
    names = tuple(sorted(ladder.levels, key=lambda name: (-ladder.levels[name].rung, name)))
    for name in names:
        if ladder.levels[name].vacancy_bound and ladder.levels[name].seats is None:
            raise InputError(f"ladder '{ladder.name}': level '{name}' has seats, but does not say how many")
    if settings.skill_range and len({expected(level) for level in ladder.levels.values()}) > 1:
        raise InputError("skill_range: bounds of skill need levels that all expect the same")
    scale = _scale(ladder, people)
    moves = [move for name in names for move in _simulated_moves(ladder, name)]
    levels = _level_rows(ladder, names, settings, scale)
    _connect(ladder, names, levels, moves)
    _make_room_for_vacancies(levels, quarters)
    tables = {
        "settings": _settings_row(ladder, settings),
        "scoring": _scoring_row(policy),
        "levels": levels,
        "moves": _move_rows(ladder, names, moves),
        "groups": _group_rows(settings),
    }
    groups = tuple(settings.groups) or ("everybody",)
    return CareerPlan(ladder, policy, settings, quarters, names, groups, tables, _room(levels, quarters))


def seats_only(ladder: Ladder) -> Ladder:
    """Return the ladder with as many seats as it has people, wherever committees let people in."""
    levels = {
        name: level
        if level.vacancy_bound
        else level.model_copy(
            update={"headcount": "seats", "seats": level.starting_heads, "heads": level.starting_heads}
        )
        for name, level in ladder.levels.items()
    }
    return ladder.model_copy(update={"levels": levels})


def _scale(ladder: Ladder, people: int | None) -> float:
    heads = sum(_places(level) for level in ladder.levels.values())
    recruits = sum(level.hires_per_quarter for level in ladder.levels.values())
    if heads == 0 and recruits == 0:
        raise InputError(f"ladder '{ladder.name}': no level has people, seats or hires: there is nobody to simulate")
    return people / heads if people is not None and heads > 0 else 1.0


def _places(level: Level) -> int:
    return max(level.starting_heads, level.seats or 0) if level.vacancy_bound else level.starting_heads


def _scaled(count: int, scale: float) -> int:
    return max(min(count, 1), round(count * scale))


def _level_rows(ladder: Ladder, names: tuple[str, ...], settings: CareerSettings, scale: float) -> Records:
    rows = zeros(layout.LEVEL, len(names))
    usual = math.exp(-0.5 * (settings.engagement_effect * settings.engagement_spread) ** 2)
    for row, name in zip(rows, names, strict=True):
        level = ladder.levels[name]
        row.key = key_of("level", name)
        row.seat_bound = level.vacancy_bound
        row.start_seats = _scaled(level.seats or 0, scale)
        row.start_heads = min(_scaled(level.starting_heads, scale), NEVER_IN_A_RUN)
        row.growth = ((1 + level.growth_per_year) * (1 + settings.growth)) ** (1 / QUARTERS_PER_YEAR)
        row.recruits = 0.0 if settings.freeze or row.seat_bound else level.hires_per_quarter * scale
        row.outside_share = _outside_share(ladder, name, settings)
        row.share, row.bar = _committee(ladder, name)
        row.minimum = level.min_quarters
        row.exit_rate = level.exits_per_year / QUARTERS_PER_YEAR * settings.exit_factor * usual
        row.expects = expected(level)
        row.cost = (level.pay.mid if level.pay else 0.0) / QUARTERS_PER_YEAR
        row.rising = any(move.kind == "promotion" for move in ladder.moves_from(name))
    return rows


def expected(level: Level) -> float:
    """Return what a level expects: the weighted mean of its expectations."""
    weights = sum(entry.weight for entry in level.expectations.values())
    if not weights:
        return AVERAGE
    return sum(entry.weight * entry.value for entry in level.expectations.values()) / weights


def _outside_share(ladder: Ladder, name: str, settings: CareerSettings) -> float:
    if settings.freeze:
        return 0.0
    if not _simulated_moves(ladder, name):
        return 1.0
    factor = 1.0 if ladder.levels[name].entry else settings.outside_factor
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


def _simulated_moves(ladder: Ladder, target: str) -> list[Move]:
    """Return the moves into a level that somebody can take: for a seat, for a committee, or at a stated rate."""
    moves = [move for move in ladder.moves_to(target) if move.origin != target]
    promotions = [move for move in moves if move.kind == "promotion"]
    voluntary = [move for move in moves if move.kind != "promotion" and move.rate_per_year]
    sideways = [move for move in moves if move.kind == "lateral" and not move.rate_per_year]
    if promotions or not ladder.levels[target].vacancy_bound:
        return promotions + voluntary
    return sideways + voluntary


CAUSES = {"promotion": Cause.PROMOTION, "lateral": Cause.LATERAL, "return": Cause.RETURN}


def _move_rows(ladder: Ladder, names: tuple[str, ...], moves: list[Move]) -> Records:
    rows = zeros(layout.MOVE, len(moves))
    packets: dict[str, int] = {}
    for row, move in zip(rows, moves, strict=True):
        row.origin, row.target = names.index(move.origin), names.index(move.to)
        row.cause = CAUSES[move.kind]
        row.rate = (move.rate_per_year or 0.0) / QUARTERS_PER_YEAR if move.kind != "promotion" else 0.0
        row.packet = NONE
        if move.kind == "promotion" and not ladder.levels[move.to].vacancy_bound:
            row.packet = packets.get(move.origin, 0)
            packets[move.origin] = row.packet + 1
    return rows


def _connect(ladder: Ladder, names: tuple[str, ...], levels: Records, moves: list[Move]) -> None:
    targets = [names.index(move.to) for move in moves]
    for place, row in enumerate(levels):
        row.first_move = targets.index(place) if place in targets else 0
        row.moves = targets.count(place)
    for move in moves:
        if move.kind == "promotion" and not ladder.levels[move.to].vacancy_bound:
            levels[names.index(move.origin)].packets += 1


def _make_room_for_vacancies(levels: Records, quarters: int) -> None:
    first = 0
    for row in levels:
        most = row.start_seats * max(1.0, row.growth**quarters) if row.seat_bound else 0.0
        row.first_vacancy = first
        row.vacancy_room = math.ceil(most) + 1
        first += int(row.vacancy_room)


def _room(levels: Records, quarters: int) -> int:
    people = 64.0
    for row in levels:
        grown = max(1.0, float(row.growth) ** quarters)
        recruits = float(row.recruits) * quarters * grown
        steady = float(row.recruits) * grown / max(float(row.exit_rate), 0.01)
        people += max(float(row.start_seats) * grown if row.seat_bound else 0.0, float(row.start_heads))
        people += 1.1 * min(recruits, steady) + 6.0 * math.sqrt(recruits)
    return math.ceil(people)


def _settings_row(ladder: Ladder, settings: CareerSettings) -> Records:
    row = zeros(layout.SETTINGS, 1)
    for name in layout.SETTINGS.names or ():
        if name in CareerSettings.model_fields and getattr(settings, name) is not None:
            row[name] = getattr(settings, name)
    low, high = settings.skill_range or (-math.inf, math.inf)
    mean = expected(next(iter(ladder.levels.values())))
    row.low, row.high = low, high
    row.low_share = share_below((low - mean) / settings.skill_sd) if math.isfinite(low) else 0.0
    row.high_share = share_below((high - mean) / settings.skill_sd) if math.isfinite(high) else 1.0
    row.rating_noise = error_of(settings.reliability)
    row.evidence_noise = error_of(settings.evidence_reliability)
    row.review_every = review_every(ladder)
    row.persistence = settings.engagement_persistence
    row.mood_noise = settings.mood_noise
    row.dismiss_below = -math.inf if settings.dismiss_below is None else settings.dismiss_below
    row.retirement_age = math.inf if settings.retirement_age is None else settings.retirement_age
    row.patience = NEVER_IN_A_RUN if settings.freeze else settings.patience
    return row


def _scoring_row(policy: PromotionPolicy) -> Records:
    row = zeros(SCORING, 1)
    for name, value in policy.scoring()._asdict().items():
        row[name] = value
    return row


def _group_rows(settings: CareerSettings) -> Records:
    groups = list(settings.groups.values()) or [Group(share=1.0)]
    rows = zeros(layout.GROUP, len(groups))
    rows.share_until = np.cumsum([group.share for group in groups])
    for name in ("advocacy", "rating_noise", "opportunity"):
        rows[name] = [getattr(group, name) for group in groups]
    return rows


def first_careers(plan: CareerPlan, room: int) -> Careers:
    """Return the tables before the start of a replication, with room for so many people."""
    tables, levels, quarters = plan.tables, len(plan.levels), plan.quarters
    people = zeros(layout.PERSON, room)
    people.level = NONE
    counters = zeros(layout.COUNTERS, 1)
    counters.free = room
    rows = tables["levels"].copy()
    return Careers(
        settings=tables["settings"],
        scoring=tables["scoring"],
        levels=rows,
        moves=tables["moves"],
        groups=tables["groups"],
        people=people,
        vacancies=zeros(layout.VACANCY, int(rows.vacancy_room.sum())),
        events=zeros(layout.EVENT, 2 * room * (quarters + 2)),
        counters=counters,
        series=zeros(layout.SERIES, quarters, levels),
        cases=zeros(layout.CASES, levels, len(plan.groups)),
        gaps=zeros(layout.GAP, levels, levels + 1),
        chains=np.zeros((len(layout.Opened), layout.LONGEST_CHAIN + 1), np.int64),
        waits=np.zeros((levels, layout.LONGEST_VACANCY + 1), np.int64),
        free=np.arange(room)[::-1].copy(),
        members=np.zeros(room, np.int64),
        first_member=np.zeros(levels + 1, np.int64),
        pool=np.zeros(room, np.int64),
        group_of=np.zeros(room, np.int64),
        marks=np.zeros(room),
    )
