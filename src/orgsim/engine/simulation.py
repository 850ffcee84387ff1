"""From a blueprint to a finished run: one replication of one design."""

from typing import Any

import numpy as np

from orgsim.engine import schedule
from orgsim.engine.audit import audit
from orgsim.engine.beginnings import beginning_of
from orgsim.engine.blueprint import Blueprint
from orgsim.engine.markets import MARKETS, Market
from orgsim.engine.mechanisms.knowledge.past import recall
from orgsim.engine.mechanisms.knowledge.platforms import phases_of_types, write_scopes
from orgsim.engine.mechanisms.work.authored import write_down
from orgsim.engine.random import Luck, luck
from orgsim.engine.room import long_table
from orgsim.engine.state import (
    NUMBER_TABLES,
    RECORD_TABLES,
    SERIES,
    Records,
    State,
    zeros,
)
from orgsim.engine.vocabulary import (
    MAXIMUM_WIP,
    NONE,
    WEEKS_PER_QUARTER,
)
from orgsim.errors import SimulationError

FAULTS = {1: "requests", 2: "items of work", 3: "capabilities", 4: "lines of the log of careers", 5: "vacancies"}


def empty_state(parameters: Records, **tables: object) -> State:
    """Return a state whose tables are empty, but for those given."""
    empty: dict[str, Any] = {name: zeros(np.dtype(kind), *(0,) * size) for name, (kind, size) in RECORD_TABLES.items()}
    empty |= {name: np.zeros((0,) * size, kind) for name, (kind, size) in NUMBER_TABLES.items()}
    return State(parameters=parameters, **(empty | tables))


def new_state(blueprint: Blueprint, fate: Luck, *, record: bool = False) -> State:
    """Return the state before week 0: the whole market drawn or found, nobody at work yet (the first stage begins with week 0).

    Tables are as long as anything in the run could make them; pages that are never touched cost nothing.
    """
    arrivals = MARKETS.arrivals(blueprint, fate)
    opportunities = int(arrivals.sum())
    state = State(**beginning_of(blueprint).tables(), **tables_of_future(blueprint, fate, opportunities, record=record))
    market = Market(
        arrivals,
        state.items[:opportunities],
        state.objectives[:opportunities],
        state.strategy,
        state.attractiveness,
    )
    MARKETS.lay_out(blueprint, fate, market)
    state.counters["opportunities"] = opportunities
    state.counters["items"] = write_known(state, blueprint, fate, opportunities)
    state.counters["era"] = NONE
    return state


def tables_of_future(blueprint: Blueprint, fate: Luck, opportunities: int, *, record: bool) -> dict[str, Any]:
    """Return the tables that differ from future to future in length or contents, empty but for the age of what is in service."""
    weeks, quarters = blueprint.weeks, blueprint.weeks // WEEKS_PER_QUARTER
    posts, teams, kinds = len(blueprint.post_keys), len(blueprint.team_keys), blueprint.types
    parameters, begins = blueprint.parameters[0], beginning_of(blueprint)
    past = kinds if parameters.inherited_share > 0.0 else 0
    candidates = opportunities + len(blueprint.authored) + len(blueprint.platforms)
    asked = (teams * MAXIMUM_WIP + posts) * weeks + begins.reviewers * teams * quarters
    return {
        "career_log": long_table("career_log", 4 * posts * (weeks + 1) if len(blueprint.levels) else 0),
        "items": long_table("items", 12 * (candidates + past) + 64),
        "objectives": np.zeros((candidates + past, len(blueprint.weights))),
        "requests": long_table("requests", (3 + begins.gates) * candidates + asked + 64),
        "capabilities": long_table("capabilities", 2 * (candidates + past) + 64),
        "phases": phases_of_types(kinds, blueprint.platforms, parameters.capability_life, fate),
        "series": np.zeros((weeks if record else 0, len(SERIES))),
    }


def write_known(state: State, blueprint: Blueprint, fate: Luck, first: int) -> int:
    """Write down, from row `first` of the items on, what the scenario names and what the past left; return how many rows are in use."""
    items, objectives, parameters = state.items, state.objectives, blueprint.parameters[0]
    shares, means = state.authored_objectives, state.domain_objectives
    if len(state.authored):
        first = write_down(items, objectives, state.authored, shares, blueprint.weights, parameters, fate, first)
    if len(state.platforms):
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
