"""From a ladder, a policy and settings to the tables of a simulation without work."""

import math
from dataclasses import dataclass, field

import numpy as np

from orgsim.engine import ladder_records
from orgsim.engine import records as layout
from orgsim.engine.simulation import empty_state
from orgsim.engine.state import Records, State, zeros
from orgsim.engine.vocabulary import LONGEST_CHAIN, LONGEST_VACANCY, NONE, WEEKS_PER_QUARTER, Opened
from orgsim.errors import InputError
from orgsim.organization.build import Organization, parameter_record
from orgsim.organization.ladders import LadderTables, ladder_tables, overall
from orgsim.plain_words import counted
from orgsim.scenario.demand import Demand
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR, Ladder, Level
from orgsim.scenario.ladder.policy import PromotionPolicy, policy_named
from orgsim.scenario.ladder.reading import ladder_of
from orgsim.scenario.ladder.settings import CareerSettings
from orgsim.scenario.problems import listed
from orgsim.scenario.switches import Mechanisms

NEVER_IN_A_RUN = 10**9
MOST_PEOPLE = 5_000_000
"""People, seats and hires of one future that there is room for."""


@dataclass(frozen=True)
class CareerPlan:
    """A ladder ready to be simulated: the tables every replication starts from."""

    ladder: Ladder
    policy: PromotionPolicy
    settings: CareerSettings
    quarters: int
    groups: tuple[str, ...]
    tables: LadderTables = field(repr=False)
    parameters: Records = field(repr=False)
    room: int
    """People there is room for; a run that needs more is repeated with more, with the same luck."""

    @property
    def levels(self) -> tuple[str, ...]:
        """Rows of the tables: top rung first, then by id."""
        return self.tables.names

    def row(self, level: str) -> int:
        """Return the row of a level."""
        return self.levels.index(level)


def plan_careers(
    ladder: Ladder, policy: PromotionPolicy, settings: CareerSettings, quarters: int, people: int | None = None
) -> CareerPlan:
    """Lay a ladder out as tables; `people` scales it to about so many heads.

    Raises
    ------
    InputError
        When a level with seats does not say how many, nobody would ever be on the ladder, or a setting would do nothing.
    """
    if policy.only_to_seats:
        ladder = seats_only(ladder)
    for name, level in ladder.levels.items():
        if level.vacancy_bound and level.seats is None:
            raise InputError(f"ladder '{ladder.name}': level '{name}' has seats, but does not say how many")
    if settings.ladder.skill_range and len({float(overall(level)[0].max()) for level in ladder.levels.values()}) > 1:
        raise InputError("skill_range: bounds of skill need levels that all expect the same")
    check_groups(policy, settings)
    tables = ladder_tables(ladder, policy, settings, at_work=False)
    _fill_seats_in(ladder, tables, settings, _scale(ladder, people))
    room = _room(tables.levels, quarters)
    if not room <= MOST_PEOPLE:
        raise InputError(
            f"ladder '{ladder.name}' would come to {room:.2g} people over {counted(quarters, 'quarter')}; at most "
            f"{MOST_PEOPLE:,} are possible: a growth this fast needs a shorter run or fewer people"
        )
    _make_room_for_vacancies(tables.levels, quarters)
    parameters = parameter_record(Demand(), settings.parameters, Mechanisms())
    if settings.ladder.freeze:
        parameters.inside_patience = NEVER_IN_A_RUN
    groups = tuple(settings.ladder.groups) or ("everybody",)
    return CareerPlan(ladder, policy, settings, quarters, groups, tables, parameters, math.ceil(room))


def plan_at_work(organization: Organization) -> CareerPlan:
    """Return the plan behind the careers of an organisation, whose posts are the seats.

    Raises
    ------
    InputError
        When the organisation has no ladder.
    """
    base = organization.design.baseline
    if base.ladder is None:
        raise InputError(f"'{organization.design.name}' names no ladder, so nobody in it has a career to simulate")
    ladder, settings = ladder_of(base.ladder), CareerSettings(base.parameters)
    policy = policy_named(ladder.policy.name, ladder.policy.settings)
    tables = ladder_tables(ladder, policy, settings, at_work=True)
    quarters = organization.blueprint.weeks // WEEKS_PER_QUARTER
    parameters = organization.blueprint.parameters
    return CareerPlan(ladder, policy, settings, quarters, ("everybody",), tables, parameters, room=0)


def check_settings(policy: PromotionPolicy, settings: CareerSettings) -> None:
    """Refuse what is set for people and read by nobody under a policy.

    Raises
    ------
    InputError
        Naming the setting, and a policy that reads it.
    """
    scoring, stated = policy.scoring(), settings.parameters.careers.model_fields_set
    if "rating_noise" in stated and not scoring.rating:
        raise InputError("rating_noise: nothing under this policy reads it; `merit` does")


def check_groups(policy: PromotionPolicy, settings: CareerSettings) -> None:
    """Refuse what is set for a group and read by nobody under a policy.

    Raises
    ------
    InputError
        Naming the setting, and the policies that read it.
    """
    scoring = policy.scoring()
    noise_is_read = scoring.rating or scoring.evidence or scoring.panel_noise
    for name, group in settings.ladder.groups.items():
        if group.advocacy and not scoring.advocacy:
            raise InputError(f"groups.{name}.advocacy: this policy does not hear managers; `committee` does")
        if group.rating_noise != 1.0 and not noise_is_read:
            raise InputError(f"groups.{name}.rating_noise: this policy does not look at ratings; `merit` does")
    reserved = scoring.reserved_group
    if scoring.reserved_share > 0.0 and reserved >= max(1, len(settings.ladder.groups)):
        known = listed([f"{place} ({name})" for place, name in enumerate(settings.ladder.groups)]) or "none"
        raise InputError(
            f"policy: places are reserved for group number {reserved} (counted from 0), but the groups are: {known}"
        )


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


def _fill_seats_in(ladder: Ladder, tables: LadderTables, settings: CareerSettings, scale: float) -> None:
    """Fill in the seats, heads and hires of levels, which belong to no post."""
    for row, name in zip(tables.levels, tables.names, strict=True):
        level = ladder.levels[name]
        row.start_seats = _scaled(level.seats or 0, scale)
        row.start_heads = min(_scaled(level.starting_heads, scale), NEVER_IN_A_RUN)
        row.growth = ((1 + level.growth_per_year) * (1 + settings.ladder.growth)) ** (1 / QUARTERS_PER_YEAR)
        joins = not (settings.ladder.freeze or row.seat_bound)
        row.recruits = level.hires_per_quarter * scale if joins else 0.0


def _make_room_for_vacancies(levels: Records, quarters: int) -> None:
    first = 0
    for row in levels:
        most = row.start_seats * max(1.0, row.growth**quarters) if row.seat_bound else 0.0
        row.first_vacancy = first
        row.vacancy_room = math.ceil(most) + 1
        first += int(row.vacancy_room)


def _grown(growth: float, quarters: int) -> float:
    """Return the factor by which a level grows in a run, at least 1."""
    try:
        return max(1.0, growth**quarters)
    except OverflowError:
        return 1e300


def _room(levels: Records, quarters: int) -> float:
    """Return how many people, seats and hires there may be in a run."""
    people = 64.0
    for row in levels:
        grown = _grown(float(row.growth), quarters)
        recruits = float(row.recruits) * quarters * grown
        steady = float(row.recruits) * grown / max(float(row.exit_rate) / QUARTERS_PER_YEAR, 0.01)
        people += max(float(row.start_seats) * grown if row.seat_bound else 0.0, float(row.start_heads))
        people += 1.1 * min(recruits, steady) + 6.0 * math.sqrt(recruits)
    return people


def first_state(plan: CareerPlan, room: int) -> State:
    """Return the state before the start of a replication, with room for so many people; nothing but people is in it."""
    tables, levels, quarters = plan.tables, len(plan.levels), plan.quarters
    people = zeros(layout.PERSON, room)
    people.level = NONE
    people.post = NONE
    counters = zeros(layout.COUNTERS, 1)
    counters.free = room
    rows = tables.levels.copy()
    return empty_state(
        plan.parameters,
        counters=counters,
        people=people,
        levels=rows,
        moves=tables.moves,
        groups=tables.groups,
        customs=tables.customs,
        scoring=tables.scoring,
        vacancies=zeros(ladder_records.VACANCY, int(rows.vacancy_room.sum())),
        members=np.zeros(room, np.int64),
        first_member=np.zeros(levels + 1, np.int64),
        pool=np.zeros(room, np.int64),
        group_of=np.zeros(room, np.int64),
        marks=np.zeros(room),
        free=np.arange(room)[::-1].copy(),
        career_log=zeros(ladder_records.CAREER_EVENT, 2 * room * (quarters + 2)),
        staffed=zeros(ladder_records.STAFFED, quarters, levels),
        cases=zeros(ladder_records.CASES, levels, len(plan.groups)),
        gaps=zeros(ladder_records.GAP, levels, levels + 1),
        chains=np.zeros((len(Opened), LONGEST_CHAIN + 1), np.int64),
        waits=np.zeros((levels, LONGEST_VACANCY + 1), np.int64),
    )
