"""Capabilities: what is alike, what a team knows of, and whether using that looks better than building.

A team reuses what it knows of when that looks cheaper and sooner than building. It builds when it knows of nothing (an unaware
duplicate, if somebody else has it), or when reuse would take longer (a rational duplicate).
"""

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, in_one_company
from orgsim.engine.mechanisms.work.market import cosine, generation
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Floats, Indices, Records, State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, RECENT, CapabilityState

EXTENSION_FLOOR = 0.05
"""Least work that a host has with a new user, as a share of building. Source: assumed."""


@rule
def overlap(first: Records, second: Records, objectives: Floats, similarity: float) -> float:
    """Return the overlap of two capability instances (0..1): the similarity of their types times the cosine of their scopes.

    The same type is wholly similar, the two types of a pair (2m, 2m + 1) have `similarity`, others 0.
    """
    if first.type == second.type:
        alike = 1.0 if first.generation == second.generation else 0.0
    elif first.type // 2 == second.type // 2:
        alike = similarity
    else:
        alike = 0.0
    if alike == 0.0:
        return 0.0
    return alike * max(0.0, cosine(objectives[first.built_for], objectives[second.built_for]))


@rule
def in_use(capability: Records, kind: int, current: int) -> bool:
    """Tell whether an instance is in use, neither retired nor out of date."""
    return capability.type == kind and capability.generation == current and capability.state <= CapabilityState.LIVE


@rule
def still_serves(capability: Records, kind: int, current: int) -> bool:
    """Tell whether the successor of a merged capability serves in its place: it is of the present generation or of the twin type."""
    if capability.type == kind:
        return in_use(capability, kind, current)
    return capability.state <= CapabilityState.LIVE


@rule
def known_instance(heard: Indices, hosted: Indices, capabilities: Records, kind: int, current: int) -> int:
    """Return an instance of a type in use that the team hosts or its owner has heard of; NONE when it knows of none.

    Whoever asks for one that is merged into another is sent on to that.
    """
    for instance in (hosted[kind], heard[kind]):
        if instance == NONE:
            continue
        following = capabilities[instance].successor
        if following != NONE and still_serves(capabilities[following], kind, current):
            return following
        if in_use(capabilities[instance], kind, current):
            return instance
    return NONE


@rule
def oldest_overlapping(
    instance: Records,
    capabilities: Records,
    teams: Records,
    type_first: Indices,
    objectives: Floats,
    threshold: float,
    similarity: float,
) -> int:
    """Return another team's oldest instance that truly does the same as a new one; only the books read it."""
    found = NONE
    for twin in range(2):
        kind = instance.type ^ twin  # the type itself, then the other of its look-alike pair
        if kind < len(type_first):
            oldest = oldest_from(instance, capabilities, teams, type_first[kind], objectives, threshold, similarity)
            if found == NONE or (oldest != NONE and capabilities[oldest].born < capabilities[found].born):
                found = oldest
    return found


@rule
def oldest_from(
    instance: Records,
    capabilities: Records,
    teams: Records,
    index: int,
    objectives: Floats,
    threshold: float,
    similarity: float,
) -> int:
    """Return the oldest instance of a list that does the same as a new one; among several of the same week, the last."""
    found = NONE
    while index != NONE and (found == NONE or capabilities[index].born == capabilities[found].born):
        other = capabilities[index]
        if (
            other.state <= CapabilityState.LIVE
            and other.team != instance.team
            and in_one_company(teams, other.team, instance.team)
            and overlap(instance, other, objectives, similarity) >= threshold
        ):
            found = index
        index = other.next
    return found


@rule
def weeks_to_build(effort: float, engineers: int, productive_share: float) -> float:
    """Return the weeks in which a team expects to finish a build if it works on nothing else.

    Where no time is counted on at all, all of it is: such weeks are only compared with each other, and the share is the same on both sides.
    """
    counted_on = productive_share if productive_share > 0.0 else 1.0
    return effort / (float(engineers) * MINUTES_PER_WEEK * counted_on)


@rule
def reuse_is_better(
    build_effort: float,
    seen_overlap: float,
    wait_weeks: float,
    own_weeks_per_effort: float,
    parameters: Records,
) -> bool:
    """Tell whether reusing an instance seems better than building, by the weeks until the need is met.

    Reuse costs integration by one's own team and, for the part that does not fit, work in the host's backlog after its queue.
    """
    if seen_overlap < parameters.duplicate_threshold:
        return False
    reuse = parameters.integration_share * build_effort * own_weeks_per_effort + wait_weeks
    return reuse <= build_effort * own_weeks_per_effort * parameters.reuse_patience


@rule
def host_wait(host: Records, extension: float, productive_share: float) -> float:
    """Return the weeks that a host's present backlog and an extension of `extension` effort would take."""
    return weeks_to_build(host.backlog_effort + extension, host.engineers, productive_share)


@rule
def remember(heard: Indices, recent: Indices, capabilities: Records, instance: int) -> None:
    """Note that a person has heard of an instance; that person's rows are `heard` (C,) and `recent` (RECENT,).

    What it pushes out of `recent` is a matter of keys, not of order, so that one thing more or less leaves the rest in place.
    """
    kind = capabilities[instance].type
    if heard[kind] != instance:
        heard[kind] = instance
        recent[np.int64(capabilities[instance].key) % RECENT] = instance


@rule
def seen_overlap(state: State, luck: Luck, index: int, need: int, instance: int) -> float:
    """Return how well a known instance seems to fit a need: the cosine of their scopes plus noise."""
    fits = cosine(state.objectives[index], state.objectives[state.capabilities[instance].built_for])
    noise = normal(
        luck, Purpose.REUSE_NOISE, state.items[index].key, need, state.teams[state.capabilities[instance].team].key
    )
    return fits + state.parameters[0].overlap_noise * noise


@rule
def known_to_team(state: State, t: int, kind: int, week: int) -> int:
    """Return an instance of a type in use that a team hosts or its owner has heard of; NONE when it knows of none."""
    owner = holder(state.posts, state.teams[t].owner)
    heard = state.heard[state.posts[owner].person] if owner != NONE else state.hosts[t]
    if state.hosts[t, kind] == NONE and heard[kind] == NONE:
        return NONE
    current = generation(state.phases[kind], week, state.parameters[0].capability_life)
    return known_instance(heard, state.hosts[t], state.capabilities, kind, current)
