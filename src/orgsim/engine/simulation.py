"""From a blueprint to a finished run: one replication of one design."""

from typing import Any

import numpy as np

from orgsim.engine import ladder_records, markets, schedule, work_records
from orgsim.engine import records as layout
from orgsim.engine.audit import audit
from orgsim.engine.blueprint import Blueprint
from orgsim.engine.markets import MARKETS, Market
from orgsim.engine.mechanisms.knowledge.past import recall
from orgsim.engine.mechanisms.knowledge.platforms import phases_of_types, write_scopes
from orgsim.engine.mechanisms.work.authored import write_down
from orgsim.engine.random import Luck, luck
from orgsim.engine.room import long_table
from orgsim.engine.state import (
    ITEM_ACCOUNTS,
    NUMBER_TABLES,
    PERSON_ACCOUNTS,
    RECORD_TABLES,
    SERIES,
    TEAM_ACCOUNTS,
    Indices,
    Records,
    State,
    zeros,
)
from orgsim.engine.vocabulary import (
    LONGEST_CHAIN,
    LONGEST_VACANCY,
    MAXIMUM_WIP,
    NONE,
    RECENT,
    WEEKS_PER_QUARTER,
    Opened,
)
from orgsim.errors import SimulationError

FAULTS = {1: "requests", 2: "items of work", 3: "capabilities", 4: "lines of the log of careers", 5: "vacancies"}


def nothing(*shape: int, kind: type[np.signedinteger[Any]] = np.int64) -> Indices:
    """Return an index array that points nowhere, of a `kind` of whole numbers."""
    return np.full(shape, NONE, kind)


def empty_state(parameters: Records, **tables: object) -> State:
    """Return a state whose tables are empty, but for those given."""
    empty: dict[str, Any] = {name: zeros(np.dtype(kind), *(0,) * size) for name, (kind, size) in RECORD_TABLES.items()}
    empty |= {name: np.zeros((0,) * size, kind) for name, (kind, size) in NUMBER_TABLES.items()}
    return State(parameters=parameters, **(empty | tables))


def first_posts(blueprint: Blueprint) -> Records:
    """Return the posts before the run: unfilled and closed, with their keys and ties."""
    posts = zeros(layout.POST, len(blueprint.post_keys))
    posts.key = blueprint.post_keys
    for field in ("manager", "person", "first_team", "helps", "serving", "next_server", "charged"):
        posts[field] = NONE
    receivers = blueprint.ties.receiver
    posts.first_tie = np.searchsorted(receivers, np.arange(len(posts)), side="left")
    posts.ties = np.searchsorted(receivers, np.arange(len(posts)), side="right") - posts.first_tie
    posts.skills = blueprint.post_plan[0].skills
    posts.skills_known = blueprint.post_plan[0].skills_known
    return posts


def first_teams(blueprint: Blueprint) -> Records:
    """Return the teams before the run: without work and without engineers."""
    teams = zeros(layout.TEAM, len(blueprint.team_keys))
    teams.key = blueprint.team_keys
    for field in ("next_in_domain", "next_owned", "pool", "backlog", "parked", "service"):
        teams[field] = NONE
    teams.gates = NONE
    teams.lead = WEEKS_PER_QUARTER
    return teams


def new_state(blueprint: Blueprint, fate: Luck, *, record: bool = False) -> State:
    """Return the state before week 0: the whole market drawn or found, nobody at work yet (the first stage begins with week 0).

    Tables are as long as anything in the run could make them; pages that are never touched cost nothing.
    """
    weeks, quarters = blueprint.weeks, blueprint.weeks // WEEKS_PER_QUARTER
    posts, teams = len(blueprint.post_keys), len(blueprint.team_keys)
    kinds, objectives, rungs = blueprint.types, len(blueprint.weights), len(blueprint.levels)
    parameters = blueprint.parameters[0]
    arrivals = markets.arrivals_of(blueprint, fate)
    opportunities = int(arrivals.sum())
    past = kinds if parameters.inherited_share > 0.0 else 0
    candidates = opportunities + len(blueprint.authored) + len(blueprint.platforms)
    people = zeros(layout.PERSON, posts)
    people.post = NONE
    people.level = NONE
    reviewers = int(blueprint.post_plan.reviewer.any(axis=0).sum())
    gates = int((blueprint.team_plan.gates != NONE).sum(axis=2).max(initial=0))
    desks = zeros(layout.DESK, posts)
    desks.head = NONE
    state = empty_state(
        blueprint.parameters.copy(),
        counters=zeros(layout.COUNTERS, 1),
        strategy=np.zeros((quarters, objectives)),
        domains=blueprint.domains.copy(),
        related=blueprint.related,
        attractiveness=np.zeros((quarters, len(blueprint.domains))),
        journeys=blueprint.journeys,
        domain_objectives=blueprint.domain_objectives,
        domain_interests=blueprint.domain_interests,
        posts=first_posts(blueprint),
        people=people,
        levels=blueprint.levels.copy(),
        moves=blueprint.moves,
        groups=blueprint.groups,
        customs=blueprint.customs,
        scoring=blueprint.scoring,
        members=np.zeros(posts, np.int64),
        first_member=np.zeros(rungs + 1, np.int64),
        pool=np.zeros(posts, np.int64),
        group_of=np.zeros(posts, np.int64),
        marks=np.zeros(posts),
        career_log=long_table("career_log", 4 * posts * (weeks + 1) if rungs else 0),
        staffed=zeros(ladder_records.STAFFED, quarters, rungs),
        cases=zeros(ladder_records.CASES, rungs, len(blueprint.groups)),
        gaps=zeros(ladder_records.GAP, rungs, rungs + 1),
        chains=np.zeros((len(Opened), LONGEST_CHAIN + 1), np.int64),
        waits=np.zeros((rungs, LONGEST_VACANCY + 1), np.int64),
        teams=first_teams(blueprint),
        ties=blueprint.ties.copy(),
        desks=desks,
        desk_order=np.zeros(posts, np.int64),
        events=blueprint.events,
        era_weeks=blueprint.era_weeks,
        post_plan=blueprint.post_plan,
        team_plan=blueprint.team_plan,
        tie_plan=blueprint.tie_plan.copy(),
        exit_plan=blueprint.exit_plan,
        budget_plan=blueprint.budget_plan,
        committed=np.zeros(blueprint.budget_plan.shape[1]),
        hired_for=np.zeros(blueprint.budget_plan.shape[1]),
        beliefs=np.zeros((posts, objectives)),
        beliefs_before=np.zeros((posts, objectives)),
        first_beliefs=np.zeros((posts, objectives)),
        views=np.zeros((posts, len(blueprint.domains))),
        doubts=np.zeros((posts, len(blueprint.domains))),
        maps=np.zeros((posts, objectives)),
        brought=np.zeros((posts, objectives)),
        foreseen=np.zeros((posts, objectives)),
        scarcities=np.zeros((posts, 3 * objectives + 2)),
        interests=np.zeros((posts, objectives)),
        insights=np.zeros((posts, len(blueprint.domains))),
        heard=nothing(posts, kinds, kind=np.int32),
        recent=nothing(posts, RECENT, kind=np.int32),
        uses=nothing(teams, kinds, kind=np.int32),
        hosts=nothing(teams, kinds, kind=np.int32),
        slots=nothing(teams, MAXIMUM_WIP),
        items=long_table("items", 12 * (candidates + past) + 64),
        authored=blueprint.authored.copy(),
        authored_objectives=blueprint.authored_objectives,
        platforms=blueprint.platforms.copy(),
        platform_users=blueprint.platform_users,
        phases=phases_of_types(kinds, blueprint.platforms, parameters.capability_life, fate),
        objectives=np.zeros((candidates + past, objectives)),
        targets=np.zeros((quarters, objectives)),
        requests=long_table(
            "requests",
            (3 + gates) * candidates + (teams * MAXIMUM_WIP + posts) * weeks + reviewers * teams * quarters + 64,
        ),
        capabilities=long_table("capabilities", 2 * (candidates + past) + 64),
        type_first=nothing(kinds),
        type_last=nothing(kinds),
        in_sight=nothing(teams),
        person_book=np.zeros((posts, quarters, PERSON_ACCOUNTS), np.int64),
        team_book=np.zeros((teams, quarters, TEAM_ACCOUNTS), np.int64),
        item_book=np.zeros((quarters, ITEM_ACCOUNTS), np.int64),
        tally=zeros(work_records.TALLY, teams, quarters),
        held=zeros(work_records.HELD, posts, quarters),
        pulse=zeros(work_records.PULSE, quarters),
        desk_book=np.zeros((posts, quarters), np.int64),
        errand_book=np.zeros((posts, quarters, 3), np.int64),
        series=np.zeros((weeks if record else 0, len(SERIES))),
    )
    market = Market(
        arrivals, state.items[:opportunities], state.objectives[:opportunities], state.strategy, state.attractiveness
    )
    MARKETS.lay_out(blueprint, fate, market)
    state.counters[0].opportunities = opportunities
    state.counters[0].items = write_known(state, blueprint, fate, opportunities)
    state.counters[0].era = NONE
    return state


def write_known(state: State, blueprint: Blueprint, fate: Luck, first: int) -> int:
    """Write down, from row `first` of the items on, what the scenario names and what the past left; return how many rows are in use."""
    items, objectives, parameters = state.items, state.objectives, blueprint.parameters[0]
    shares, means = state.authored_objectives, state.domain_objectives
    first = write_down(items, objectives, state.authored, shares, blueprint.weights, parameters, fate, first)
    first = write_scopes(items, objectives, state.platforms, means, parameters, fate, first)
    if parameters.inherited_share > 0.0:
        return recall(items, objectives, state.domains, means, parameters, fate, first)
    return first


def simulate(blueprint: Blueprint, seed: int, replication: int, *, record: bool = False) -> State:
    """Run one replication of a design and return its last state.

    Raises
    ------
    SimulationError
        When a table of the run is full, which is never cut short in silence, or when the books do not balance.
    """
    fate = luck(seed, replication)
    state = new_state(blueprint, fate, record=record)
    schedule.run(state, fate, 0, blueprint.weeks)
    check(blueprint, state, seed, replication)
    return state


def check(blueprint: Blueprint, state: State, seed: int, replication: int) -> None:
    """Raise when a run ran out of room, or when its books do not balance."""
    fault = int(state.counters[0].fault)
    if fault:
        raise SimulationError(
            f"replication {replication} of seed {seed}: the run made more {FAULTS[fault]} than its table holds; "
            "is a weekly rate in the scenario far too high?"
        )
    wrong = audit(blueprint, state)
    if wrong:
        raise SimulationError(f"replication {replication} of seed {seed}: the books do not balance: {wrong[0]}")
