"""Building an organisation: every entity of every stage gets a row, in canonical order; every stage becomes a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from orgsim.engine import records as layout
from orgsim.engine.blueprint import Blueprint
from orgsim.engine.state import Floats, Indices, Records, State, zeros
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Action, Layer, Right, Skill
from orgsim.organization.aims import budget_plan, targets
from orgsim.organization.authored import authored_objectives, authored_records
from orgsim.organization.happenings import event_records, known_skills
from orgsim.organization.keys import in_canonical_order, key_of
from orgsim.organization.ladders import LadderTables, ladder_tables, level_of_post, yearly_exits
from orgsim.organization.platforms import kinds_of, platform_records, platform_users
from orgsim.organization.practices import PRACTICES, Places, Plan
from orgsim.organization.ties import friendships, tie_table
from orgsim.scenario.demand import Demand
from orgsim.scenario.design import Design
from orgsim.scenario.fields import MINUTES, Section
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.reading import ladder_of
from orgsim.scenario.ladder.settings import CareerSettings
from orgsim.scenario.model import Post, Related, Role, Scenario, hours_of, skills_of
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.problems import listed
from orgsim.scenario.switches import Mechanisms

WEEKS_PER_YEAR = 52.0


class Watch(Protocol):
    """What looks at a future while it is simulated, and changes nothing."""

    @property
    def weeks(self) -> Sequence[int]:
        """The weeks before which it looks, in their order."""

    def see(self, state: State, week: int) -> None:
        """Look at the tables as they are before a week begins."""


class Play(Protocol):
    """What simulates the futures of an organisation when it is not the engine alone."""

    @property
    def name(self) -> str:
        """What takes part."""

    @property
    def key(self) -> str:
        """A hash of all that it does, beside what the design does."""

    def __call__(self, blueprint: Blueprint, seed: int, replication: int, watch: Watch | None = None) -> State:
        """Return the last state of one future, at which somebody may have looked."""


@dataclass(frozen=True)
class Organization:
    """A design ready to run: the arrays, and what their rows are called (all in canonical order)."""

    design: Design
    objectives: list[str]
    domains: list[str]
    teams: list[str]
    posts: list[str]
    blueprint: Blueprint
    play: Play | None = None  # None: the engine alone simulates it

    @cached_property
    def warmup_quarters(self) -> int:
        """Quarters before anything counts."""
        return self.design.baseline.horizon.warmup_quarters

    @cached_property
    def quarters(self) -> int:
        """Quarters that count."""
        return self.design.baseline.horizon.quarters


def build(design: Design) -> Organization:
    """Build the arrays of a design."""
    scenarios = [stage.scenario for stage in design.stages]
    base = scenarios[0]
    objectives = in_canonical_order("objective", base.objectives)
    domains = in_canonical_order("domain", base.domains)
    teams = in_canonical_order("team", (name for scenario in scenarios for name in scenario.teams))
    posts = in_canonical_order("post", (name for scenario in scenarios for name in scenario.posts))
    named = {"objectives": objectives, "domains": domains, "teams": teams, "posts": posts}
    places = {section: {name: row for row, name in enumerate(rows)} for section, rows in named.items()}
    ladder = ladder_of(base.ladder) if base.ladder else None
    tables = ladder_tables(ladder, settings=CareerSettings(base.parameters), at_work=True)
    plans = [planned(scenario, places, tables, ladder) for scenario in scenarios]
    ties, tie_plan = tie_arrays(scenarios, posts)
    wanted, wanted_for = targets(base, objectives)
    aims = np.array([shares(base.domains[d].objectives, objectives) for d in domains])
    kinds = kinds_of(scenarios, places)
    authored = authored_records(scenarios, places, kinds)
    blueprint = Blueprint(
        parameters=parameters_of(scenarios),
        weights=shares({name: base.objectives[name].weight for name in objectives}, objectives),
        domains=domain_records(base, domains),
        related=closeness(base.related, domains),
        journeys=steps_of(base.journeys, domains),
        domain_objectives=aims,
        domain_interests=np.array(
            [shares(base.domains[d].interest or base.domains[d].objectives, objectives) for d in domains]
        ),
        types=len(domains) * base.demand.types_per_domain,
        events=event_records(base, places, tables),
        authored=authored,
        authored_objectives=authored_objectives(base, objectives, aims[authored.domain]),
        platforms=platform_records(scenarios, places, kinds),
        platform_users=platform_users(base, places),
        era_weeks=np.array([stage.week for stage in design.stages], np.int64),
        post_keys=keys("post", posts),
        team_keys=keys("team", teams),
        post_plan=stacked([plan.posts for plan in plans]),
        levels=tables.levels,
        moves=tables.moves,
        groups=tables.groups,
        customs=tables.customs,
        scoring=tables.scoring,
        team_plan=stacked([plan.teams for plan in plans]),
        ties=ties,
        tie_plan=tie_plan,
        exit_plan=exits_of(scenarios, ladder, tables),
        budget_plan=budget_plan(scenarios, domains),
        aims=wanted,
        aim_quarters=wanted_for,
        weeks=design.weeks,
    )
    return Organization(design, objectives, domains, teams, posts, blueprint)


def stacked(plans: list[Records]) -> Records:
    """Return the plans of all stages as one record array (stages, rows)."""
    return np.stack(plans).view(np.recarray)


def keys(kind: str, names: Iterable[str]) -> Any:
    """Return the keys of named entities as uint32."""
    return np.array([key_of(kind, name) for name in names], np.uint64)


def shares(weights: Mapping[str, float], names: list[str]) -> Floats:
    """Return weights as shares that sum to 1, in the order of `names`; no weights at all: equal shares."""
    raw: Floats = np.array([weights.get(name, 0.0) if weights else 1.0 for name in names])
    total = float(raw.sum())
    return raw / total


def parameters_of(scenarios: list[Scenario]) -> Records:
    """Return the parameters at the start, (1,); where a later stage has others, followed by those of every stage, (1 + stages,)."""
    base = scenarios[0]
    stated = [scenario.parameters for scenario in scenarios] if differ_in_parameters(scenarios) else []
    rows = [parameter_record(base.demand, each, base.mechanisms) for each in (base.parameters, *stated)]
    return np.concatenate(rows).view(np.recarray)


def differ_in_parameters(scenarios: list[Scenario]) -> bool:
    """Tell whether a stage has other parameters than the first one."""
    return any(scenario.parameters != scenarios[0].parameters for scenario in scenarios)


def exits_of(scenarios: list[Scenario], ladder: Ladder | None, tables: LadderTables) -> Floats:
    """Return the yearly rate at which people leave each level in each stage, (stages, levels); (0, 0) where parameters stay."""
    if ladder is None or not differ_in_parameters(scenarios):
        return np.zeros((0, 0))
    return np.array(
        [[yearly_exits(ladder.levels[name], stage.parameters) for name in tables.names] for stage in scenarios]
    )


def parameter_record(demand: Demand, parameters: Parameters, mechanisms: Mechanisms) -> Records:
    """Return every parameter as a field of one record, work in minutes, switches as 0 or 1.

    Raises
    ------
    ValueError
        When two sections have a parameter of the same name: the record would hold one of them only.
    """
    values: dict[str, float | int] = {}
    for section in (demand, *(value for _, value in parameters), mechanisms):
        mine = section_values(section)
        if twice := sorted(values.keys() & mine.keys()):
            raise ValueError(
                f"{type(section).__name__} has parameters whose names another section has: {listed(twice)}"
            )
        values.update(mine)
    dtype = np.dtype(
        [(name, "i8" if isinstance(value, int) else "f8") for name, value in sorted(values.items())],
        align=True,
    )
    record = zeros(dtype, 1)
    for name, value in values.items():
        record[name] = value
    return record


def section_values(section: Section) -> dict[str, float | int]:
    """Return one section's numbers in the units of the engine."""
    values: dict[str, float | int] = {}
    for name, field in type(section).model_fields.items():
        extra = field.json_schema_extra
        unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
        value = getattr(section, name)
        values[name] = value * MINUTES[unit] if unit in MINUTES else int(value) if isinstance(value, bool) else value
    return values


def domain_records(scenario: Scenario, domains: list[str]) -> Records:
    """Return the market's domains, each with capability types of its own."""
    records = zeros(layout.DOMAIN, len(domains))
    records.key = keys("domain", domains)
    records.opportunities = [scenario.domains[name].opportunities_per_week for name in domains]
    records.types = scenario.demand.types_per_domain
    records.first_type = np.arange(len(domains)) * scenario.demand.types_per_domain
    records.first_team = NONE
    return records


def closeness(related: Related | None, domains: list[str]) -> Floats:
    """Return how closely domains belong together, (D, D): all alike where nothing is stated; 0 of a domain to itself."""
    said = related or Related(between=1.0)
    row = {name: place for place, name in enumerate(domains)}
    table = np.full((len(domains), len(domains)), said.between or 0.0)
    for members in said.clusters.values():
        rows = [row[name] for name in members]
        table[np.ix_(rows, rows)] = 1.0 if said.within is None else said.within
    for one, others in said.pairs.items():
        for other, close in others.items():
            table[row[one], row[other]] = table[row[other], row[one]] = close
    np.fill_diagonal(table, 0.0)
    return table


def steps_of(journeys: Mapping[str, list[str]], domains: list[str]) -> Indices:
    """Return the domains that each journey of customers leads through, (J, D), as ones among zeros; the order of journeys is by name."""
    table = np.zeros((len(journeys), len(domains)), np.int64)
    row = {name: place for place, name in enumerate(domains)}
    for place, name in enumerate(in_canonical_order("journey", journeys)):
        table[place, [row[step] for step in journeys[name]]] = 1
    return table


def planned(scenario: Scenario, places: Places, tables: LadderTables, ladder: Ladder | None) -> Plan:
    """Return what one stage says of every post and team, with what its practices put there."""
    plan = Plan(post_plan(scenario, places, tables, ladder), team_plan(scenario, places), places)
    for name, put in PRACTICES.items():
        put(getattr(scenario.governance, name), plan)
    return plan


def post_plan(scenario: Scenario, places: Places, tables: LadderTables, ladder: Ladder | None) -> Records:
    """Return what one stage says of every post; posts it does not have are closed."""
    place = places["posts"]
    plan = zeros(layout.POST, len(place))
    plan.manager = NONE
    plan.helps = NONE
    plan.level = NONE
    plan.queue = np.arange(len(place))
    shared: dict[str, int] = {}
    alike: dict[str, Any] = {}
    managers, helped, levels, queues = plan.manager, plan.helps, plan.level, plan.queue
    for name, row in place.items():
        if name in scenario.posts:
            post = scenario.posts[name]
            plan[row] = _stated(post, scenario, alike)
            managers[row] = place[post.reports_to] if post.reports_to else NONE
            helped[row] = places["teams"][post.helps] if post.helps else NONE
            levels[row] = level_of_post(tables, ladder, name, post)
            queues[row] = shared.setdefault(post.desk, row) if post.desk else row
    return plan


ELSEWHERE = {"reports_to", "helps", "desk", "level", "name"}
"""Fields of a post that `plan_post` does not read."""


def _stated(post: Post, scenario: Scenario, alike: dict[str, Any]) -> Any:
    """Return the row of a post as `plan_post` fills it in; thousands of posts are alike, and one of them is filled in for all."""
    said = post.model_dump_json(exclude=ELSEWHERE, exclude_unset=True)
    if said not in alike:
        rows = zeros(layout.POST, 1)
        plan_post(rows[0], post, scenario.roles[post.role], scenario.parameters.money.load)
        alike[said] = rows[0]
    return alike[said]


def plan_post(row: Records, post: Post, role: Role, load: float) -> None:
    """Fill in one post: its week in minutes, its rights, what it costs and who is hired into it."""
    row.active = 1
    row.filled = not post.vacant
    for field, value in hours_of(post, role).items():
        row[field] = 0 if post.detached else round(60.0 * post.fte * value)
    row.minutes = 0 if post.detached else round(MINUTES_PER_WEEK * post.fte)
    if not post.detached:
        for action, right in {**role.rights, **post.rights}.items():
            row.rights[Action[action.upper()]] = Right[right.upper()]
    salary = role.salary if post.salary is None else post.salary
    row.cost = salary * load * post.fte / WEEKS_PER_YEAR
    row.hire_weeks = role.weeks_to_fill
    for field, value in skills_of(post, role).items():
        row.skills[Skill[field.upper()]] = value
    row.skills_known = known_skills(post.skills)
    row.engagement = post.engagement or 0.0


def team_plan(scenario: Scenario, places: Places) -> Records:
    """Return what one stage says of every team."""
    plan = zeros(layout.TEAM, len(places["teams"]))
    plan.owner = NONE
    plan.gates = NONE
    columns = plan.active, plan.domain, plan.owner, plan.engineers, plan.wip
    for name, row in places["teams"].items():
        if name in scenario.teams:
            team = scenario.teams[name]
            owner = places["posts"][team.owner] if team.owner else NONE
            stated = (1, places["domains"][team.domain], owner, team.engineers, team.wip)
            for column, value in zip(columns, stated, strict=True):
                column[row] = value
    return plan


def tie_arrays(scenarios: list[Scenario], posts: list[str]) -> tuple[Records, Floats]:
    """Return every tie that any stage has, seen from both ends, and its weight in each stage (stages, ties).

    A tie's number is (receiver, source, layer) read as one, which sorts ties into canonical order and finds them again.
    """
    size, layers = len(posts), len(Layer)
    friends = friendships(scenarios[0], posts)
    staged = [tie_table(scenario, friends, posts) for scenario in scenarios]

    def numbers(receiver: Indices, source: Indices, layer: Indices) -> Indices:
        return (receiver * size + source) * layers + layer

    here = [numbers(ties.first, ties.second, ties.layer) for ties in staged]
    there = [numbers(ties.second, ties.first, ties.layer) for ties in staged]
    known = np.unique(np.concatenate([*here, *there]))
    records = zeros(layout.TIE, len(known))
    records.receiver = known // (size * layers)
    records.source = known // layers % size
    records.layer = known % layers
    records.reverse = np.searchsorted(known, numbers(records.source, records.receiver, records.layer))
    weights = np.zeros((len(scenarios), len(known)))
    for stage, ties in enumerate(staged):
        for seen in (here[stage], there[stage]):
            weights[stage, np.searchsorted(known, seen)] = ties.weight
    return records, weights
