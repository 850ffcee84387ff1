"""Platforms: capabilities that the scenario names are in service from their date on, and from then on are like any other.

Each has a capability type of its own, which no drawn capability of the past has, unless it does the same as another. Teams that are said to
run or to use it do so, whatever they had of that type before. What keeping it running takes on that day is what the scenario says.
"""

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.knowledge.building import begin, enlist, rely_on, stop_serving
from orgsim.engine.mechanisms.knowledge.capabilities import remember
from orgsim.engine.mechanisms.knowledge.upkeep import upkeep_minutes, upkeep_of
from orgsim.engine.mechanisms.work.delivery import output_rate
from orgsim.engine.mechanisms.work.interdependence import build_effort
from orgsim.engine.mechanisms.work.market import blank, draw_objectives, generation, team_for
from orgsim.engine.random import Luck, Purpose, uniforms
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NEVER, NONE, UNSTATED_COST, CapabilityState, Kind, Stage

HALF_A_WEEK = 0.5
"""Renewals fall in the middle between two weeks, so that rounding moves none."""


def phases_of_types(kinds: int, platforms: Records, lifetime: float, luck: Luck) -> Floats:
    """Return the share of its life that the present generation of each capability type has behind it at the start, (kinds,).

    It is drawn by type. The type of a platform is renewed when the youngest platform of it has been there for its life.
    """
    types = np.arange(kinds, dtype=np.uint64)
    phases = uniforms(luck, Purpose.GENERATION, types, np.zeros_like(types))
    for named in sorted(platforms, key=lambda one: one.week - one.age):
        phases[named.kind] = ((named.age - named.week) % lifetime + HALF_A_WEEK) / lifetime % 1.0
    return phases


@rule
def write_scopes(
    items: Records,
    objectives: Floats,
    platforms: Records,
    domain_objectives: Floats,
    parameters: Records,
    luck: Luck,
    first: int,
) -> int:
    """Fill `items` from row `first` on with what each platform was built for; return the number of rows in use.

    Only its scope counts, row `first` onwards of `objectives`, (items, K): that of the platform that it is the same as, if it is.
    """
    for place in range(len(platforms)):
        named = platforms[place]
        index = first + place
        named.scope = index
        item = items[index]
        blank(item, named.purpose, Kind.PAST, Stage.DONE, named.domain, NEVER)
        item.effort = parameters.effort_median
        item.planned = item.effort
        item.scale = 1.0
        item.depends_on = NONE
        for need in range(len(item.needs)):
            item.needs[need] = NONE
        draw_objectives(
            objectives[index], domain_objectives[named.domain], parameters.objective_spread, luck, named.purpose
        )
    return first + len(platforms)


@rule
def is_named(platforms: Records, kind: int) -> bool:
    """Tell whether a capability type is that of a named platform."""
    found = False
    for named in platforms:
        found = found or named.kind == kind
    return found


@rule
def drop(state: State, t: int, kind: int, week: int) -> None:
    """Take what a team runs of a type out of service, so that it can be on a platform that is said to be there."""
    if state.hosts[t, kind] != NONE:
        stop_serving(state, state.hosts[t, kind], CapabilityState.OUTDATED, week)


@rule
def runs_it(state: State, named: Records) -> int:
    """Return the team that runs a platform: the one that is named, or where that is not there one of its domain; NONE: nobody."""
    if state.teams[named.team].active:
        return named.team
    return team_for(state.domains[named.domain], state.teams, named.key)


@rule
def put_into_service(state: State, place: int, t: int, week: int) -> int:
    """Put a platform into service with a team; return its row of capabilities, NONE when the table is full."""
    counters, named = state.counters[0], state.platforms[place]
    instance = counters.capabilities
    if instance >= len(state.capabilities):
        counters.fault = 3
        return NONE
    counters.capabilities += 1
    drop(state, t, named.kind, week)
    capability = state.capabilities[instance]
    current = generation(state.phases[named.kind], week, state.parameters[0].capability_life)
    begin(capability, named.key, named.kind, current, t, named.scope, named.effort, week - named.age)
    capability.state = CapabilityState.LIVE
    capability.rational = 0
    capability.duplicates = NONE
    if named.original != NONE:
        capability.duplicates = state.platforms[named.original].instance
    state.teams[t].live += 1
    enlist(state, instance)
    hear(state, t, instance)
    named.instance = instance
    return instance


@rule
def hear(state: State, t: int, instance: int) -> None:
    """Let the owner of a team know of an instance."""
    owner = holder(state.posts, state.teams[t].owner)
    if owner != NONE:
        row = state.posts[owner].person
        remember(state.heard[row], state.recent[row], state.capabilities, instance)


@rule
def bring_users(state: State, place: int, instance: int, week: int) -> None:
    """Let the teams that are said to use a platform rely on it."""
    for t in range(len(state.teams)):
        if state.platform_users[place, t] and state.teams[t].active and t != state.capabilities[instance].team:
            drop(state, t, state.capabilities[instance].type, week)
            rely_on(state, t, instance)
            hear(state, t, instance)


@rule
def size_of(named: Records, capability: Records, rate: float, week: int, parameters: Records, luck: Luck) -> float:
    """Return the team-minutes that building a platform took: as is said, as its run cost suggests, or as its type takes."""
    share = upkeep_of(1.0, capability, week, parameters.maintenance_share)
    if named.effort > 0.0:
        return named.effort / rate
    if named.run_cost > 0.0 and share > 0.0:
        return named.run_cost / share
    return build_effort(capability.type, parameters, luck) / rate


@rule
def weigh(state: State, luck: Luck, named: Records, instance: int, week: int) -> None:
    """Find what building a platform took, and by how much it is dearer to run than others of its size."""
    parameters = state.parameters[0]
    capability = state.capabilities[instance]
    engineers = max(1, state.teams[capability.team].engineers)
    rate = output_rate(engineers, parameters.size_exponent, 1.0, 0.0)
    minutes = max(1.0, size_of(named, capability, rate, week, parameters, luck))
    capability.minutes = int(minutes)
    capability.effort = minutes * rate
    usual = upkeep_minutes(capability, week, parameters.maintenance_share)
    if named.run_cost != UNSTATED_COST and usual > 0.0:
        capability.dearer = named.run_cost / usual - 1.0


@rule
def open_platform(state: State, luck: Luck, place: int, week: int) -> None:
    """Let one platform be there, with the teams that run and use it; where nobody can run it, it is not."""
    named = state.platforms[place]
    t = runs_it(state, named)
    instance = put_into_service(state, place, t, week) if t != NONE else NONE
    if instance != NONE:
        bring_users(state, place, instance, week)
        weigh(state, luck, named, instance, week)


@step("capabilities counters heard hosts items platforms recent teams type_first type_last uses")
@rule
def serve(state: State, luck: Luck, week: int) -> None:
    """The platforms that the scenario names for this week go into service, first those that others are the same as."""
    for turn in range(2):
        for place in range(len(state.platforms)):
            named = state.platforms[place]
            if named.week == week and (named.original != NONE) == (turn == 1):
                open_platform(state, luck, place, week)
