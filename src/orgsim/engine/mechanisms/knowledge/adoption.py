"""Adoption: teams that rely on a capability that was merged into another move over one by one, as they hear from teams that have moved.

Nobody can order them to: a team whose owner trusts and meets owners of teams that use the surviving one is the sooner convinced. Until the
last has moved, both are kept running. Form: contagion through ties, as in threshold and exposure models of diffusion.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.insight import find_holders, teams_of_contacts
from orgsim.engine.mechanisms.knowledge.building import rely_no_more, rely_on, retire
from orgsim.engine.mechanisms.knowledge.consolidation import in_service, put_first
from orgsim.engine.mechanisms.work.backlog import new_piece
from orgsim.engine.mechanisms.work.exceptions import contact
from orgsim.engine.random import Luck, Purpose, uniform
from orgsim.engine.state import State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, CapabilityState, Kind


@rule
def adoption_chance(hours: float) -> float:
    """Return the chance to move over in a quarter, given weekly trusted `hours` of contact with users of the surviving capability.

    Example
    -------
    >>> adoption_chance(0.0), round(adoption_chance(1.0), 3)
    (0.0, 0.632)
    """
    return 1.0 - math.exp(-hours)


@rule
def is_on(state: State, t: int, instance: int) -> bool:
    """Tell whether a team runs an instance or relies on it."""
    kind = state.capabilities[instance].type
    return state.hosts[t, kind] == instance or state.uses[t, kind] == instance


@rule
def exposure(state: State, t: int, surviving: int) -> float:
    """Return the weekly hours of trusted contact between a team's owner and the owners of teams that are on an instance.

    Only the teams of people whom the owner is tied to are looked at (``find_holders``): asking all would cost the square of a company.
    """
    own = holder(state.posts, state.teams[t].owner)
    minutes = 0.0
    for place in range(teams_of_contacts(state, own) if own != NONE else 0):
        other = state.in_sight[place]
        if other != t and is_on(state, other, surviving):
            minutes += contact(state, own, holder(state.posts, state.teams[other].owner))
    return minutes / 60.0


@rule
def move_over(state: State, t: int, losing: int, surviving: int, week: int) -> None:
    """Move a team from one instance to another, which adds a piece of work to its backlog."""
    capability = state.capabilities[losing]
    parameters = state.parameters[0]
    effort = parameters.migration_share * parameters.integration_share * float(capability.minutes)
    cause = capability.built_for
    piece = new_piece(state.items, state.counters[0], state.teams, Kind.MIGRATION, cause, t, effort, 0.0, week)
    if piece == NONE:
        return
    state.items[piece].capability = losing
    rely_no_more(state, t, capability.type)
    if state.capabilities[surviving].team != t:
        rely_on(state, t, surviving)
    put_first(state, t, piece)


@rule
def spread(state: State, luck: Luck, losing: int, surviving: int, week: int) -> None:
    """Let each team that still relies on a merged instance decide whether to move over this quarter."""
    capability = state.capabilities[losing]
    quarter = week // WEEKS_PER_QUARTER
    if capability.users == 0:
        return
    for t in range(len(state.teams)):
        if not state.teams[t].active or state.uses[t, capability.type] != losing:
            continue
        chance = adoption_chance(exposure(state, t, surviving))
        if uniform(luck, Purpose.ADOPTION, capability.key, quarter, state.teams[t].key) < chance:
            move_over(state, t, losing, surviving, week)


@step("capabilities counters hosts in_sight items posts teams uses")
@rule
def adopt(state: State, luck: Luck, week: int) -> None:
    """Teams move off capabilities that were merged into others; a capability that no team relies on goes out of service."""
    find_holders(state.posts, state.teams)
    for index in range(state.counters[0].capabilities):
        capability = state.capabilities[index]
        if capability.state != CapabilityState.LIVE or capability.successor == NONE:
            continue
        if in_service(state, capability.successor):
            spread(state, luck, index, capability.successor, week)
        if capability.moved and capability.users == 0:
            retire(state, index, week)
