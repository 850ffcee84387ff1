"""Consolidation: one capability is merged into another, by agreement where possible and by decision otherwise."""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, nearest_with
from orgsim.engine.mechanisms.knowledge.building import integrate, rely_on, retire
from orgsim.engine.mechanisms.knowledge.capabilities import overlap
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, new_piece
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE, Action, CapabilityState, Kind, Right


@rule
def consenter(state: State, instance: int) -> int:
    """Return the post that decides what the host of an instance builds; NONE when there is none."""
    owner = state.teams[state.capabilities[instance].team].owner
    return nearest_with(state.posts, holder(state.posts, owner), Action.FUND, Right.DECIDE)


@rule
def seen_likeness(state: State, luck: Luck, post: int, younger: int, older: int) -> float:
    """Return how far two instances seem to overlap to the holder of a post, with that person's own noise."""
    first, second = state.capabilities[younger], state.capabilities[older]
    parameters = state.parameters[0]
    key = state.people[state.posts[post].person].key
    noise = normal(luck, Purpose.AUDIT, key, 1, first.key)
    return overlap(first, second, state.objectives, parameters.similarity) + parameters.overlap_noise * noise


@rule
def in_service(state: State, instance: int) -> bool:
    """Tell whether an instance is live or being built."""
    return state.capabilities[instance].state <= CapabilityState.LIVE


@rule
def merge(state: State, luck: Luck, losing: int, surviving: int, week: int) -> bool:
    """Merge one instance into another, by stopping a build or by migration from a live one; tell whether it was possible."""
    capability = state.capabilities[losing]
    if not in_service(state, losing) or not in_service(state, surviving) or capability.migration != NONE:
        return False
    if capability.state == CapabilityState.BUILDING:
        index = capability.built_for
        capability.successor = surviving
        retire(state, losing, week)
        integrate(state, luck, index, state.items[index].phase, surviving, week)
        return True
    effort = state.parameters[0].migration_share * float(capability.minutes)
    piece = new_piece(
        state.items,
        state.counters[0],
        state.teams,
        Kind.MIGRATION,
        capability.built_for,
        capability.team,
        effort,
        0.0,
        week,
    )
    if piece == NONE:
        return False
    state.items[piece].capability = losing
    capability.migration = piece
    capability.successor = surviving
    put_first(state, capability.team, piece)
    return True


@rule
def put_first(state: State, t: int, piece: int) -> None:
    """Put a piece of work at the front of a team's backlog."""
    team = state.teams[t]
    if team.backlog != NONE:
        state.items[piece].priority = state.items[team.backlog].priority + 1.0
    add_to_backlog(team, state.items, piece)


@rule
def finish_migration(state: State, piece: Records, week: int) -> None:
    """Note that a team has moved off an instance, which goes out of service once its own team and all users have moved."""
    capability = state.capabilities[piece.capability]
    if piece.team != capability.team or not in_service(state, piece.capability):
        return
    capability.moved = 1
    survivor = capability.successor
    if survivor != NONE and in_service(state, survivor) and state.capabilities[survivor].team != piece.team:
        rely_on(state, piece.team, survivor)
    if state.hosts[capability.team, capability.type] == piece.capability:
        state.hosts[capability.team, capability.type] = NONE
    if capability.users == 0:
        retire(state, piece.capability, week)
