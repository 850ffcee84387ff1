"""Capabilities: initiatives need things that have to be built once, and sometimes the same thing is built twice.

A team reuses what it knows of when that looks cheaper and sooner than building. It builds when it knows of nothing (an unaware
duplicate, if somebody else has it), or when reuse would take longer (a rational duplicate).
"""

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, in_one_company
from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, new_piece
from orgsim.engine.mechanisms.work.market import cosine, generation
from orgsim.engine.random import Luck, Purpose, mix, normal
from orgsim.engine.state import Floats, Indices, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    RECENT,
    CapabilityState,
    Kind,
    Stage,
    TeamAccount,
)

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
    """Return the weeks in which a team expects to finish a build if it works on nothing else."""
    return effort / (float(engineers) * MINUTES_PER_WEEK * productive_share)


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
def request_extension(state: State, luck: Luck, index: int, instance: int, effort: float, week: int) -> None:
    """Put the extension of a host's capability into the host's backlog, at the host's own priority."""
    host = state.capabilities[instance].team
    add_piece(state, luck, index, host, effort, week)


@rule
def add_piece(state: State, luck: Luck, index: int, provider: int, effort: float, week: int) -> None:
    """Ask another team for a piece of work, which that team's owner ranks by the initiative that it serves."""
    owner = holder(state.posts, state.teams[provider].owner)
    piece = new_piece(state.items, state.counters[0], state.teams, Kind.SUPPORT, index, provider, effort, 0.0, week)
    if piece == NONE:
        return
    if owner != NONE:
        state.items[piece].priority = judged_by(state, luck, owner, piece)
    item = state.items[index]
    state.items[piece].next_piece = item.first_piece
    item.first_piece = piece
    item.pieces += 1
    add_to_backlog(state.teams[provider], state.items, piece)


@rule
def integrate(state: State, luck: Luck, index: int, need: int, instance: int, week: int) -> None:
    """Start reusing an instance: the team integrates it, and the host extends it where it does not fit."""
    item = state.items[index]
    parameters = state.parameters[0]
    capability = state.capabilities[instance]
    item.capability = NONE
    item.account = TeamAccount.INTEGRATION
    item.left = parameters.integration_share * item.build_effort[need]
    if capability.team != item.team:
        rely_on(state, item.team, instance)
        fits = cosine(state.objectives[index], state.objectives[capability.built_for])
        extension = max(EXTENSION_FLOOR, 1.0 - fits) * item.build_effort[need]
        request_extension(state, luck, index, instance, extension, week)


@rule
def rely_on(state: State, t: int, instance: int) -> None:
    """Note that a team relies on an instance that another team runs and no longer on an earlier one."""
    kind = state.capabilities[instance].type
    before = state.uses[t, kind]
    if before == instance:
        return
    if before != NONE:
        state.capabilities[before].users -= 1
    state.uses[t, kind] = instance
    state.capabilities[instance].users += 1


@rule
def rely_no_more(state: State, t: int, kind: int) -> None:
    """Note that a team no longer relies on another team's instance of a type."""
    before = state.uses[t, kind]
    if before != NONE:
        state.capabilities[before].users -= 1
        state.uses[t, kind] = NONE


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
def begin(capability: Records, key: int, kind: int, current: int, team: int, index: int, week: int) -> None:
    """Fill the record of an instance whose building starts this week."""
    capability.key = key
    capability.type = kind
    capability.generation = current
    capability.team = team
    capability.built_for = index
    capability.state = CapabilityState.BUILDING
    capability.born = week
    capability.noticed = NEVER
    capability.resolved = NEVER
    capability.ended = NEVER
    capability.proposed = NEVER
    capability.migration = NONE
    capability.successor = NONE
    capability.moved = 0
    capability.users = 0
    capability.next = NONE
    capability.minutes = 0


@rule
def account_of_build(capability: Records) -> int:
    """Return the account of a build: a first build, a duplicate built knowingly, or a duplicate built unaware."""
    if capability.duplicates == NONE:
        return TeamAccount.FIRST_BUILD
    if capability.rational:
        return TeamAccount.DUPLICATE_RATIONAL
    return TeamAccount.DUPLICATE_UNAWARE


@rule
def build(state: State, index: int, need: int, current: int, known: int, week: int) -> None:
    """Start building an instance, and find out for the books whether it is a duplicate."""
    counters = state.counters[0]
    item = state.items[index]
    instance = counters.capabilities
    if instance >= len(state.capabilities):
        counters.fault = 3
        return
    counters.capabilities += 1
    kind = item.needs[need]
    capability = state.capabilities[instance]
    begin(capability, int(mix(item.key, kind, need)), kind, current, item.team, index, week)
    threshold, similarity = state.parameters[0].duplicate_threshold, state.parameters[0].similarity
    capability.duplicates = oldest_overlapping(
        capability, state.capabilities, state.teams, state.type_first, state.objectives, threshold, similarity
    )
    capability.rational = (
        known != NONE
        and capability.duplicates != NONE
        and overlap(capability, state.capabilities[known], state.objectives, similarity) >= threshold
    )
    if capability.rational:
        capability.noticed = week
    if state.type_first[kind] == NONE:
        state.type_first[kind] = instance
    else:
        state.capabilities[state.type_last[kind]].next = instance
    state.type_last[kind] = instance
    state.hosts[item.team, kind] = instance
    owner = holder(state.posts, state.teams[item.team].owner)
    if owner != NONE:
        row = state.posts[owner].person
        remember(state.heard[row], state.recent[row], state.capabilities, instance)
    item.capability = instance
    item.left = item.build_effort[need]
    item.account = account_of_build(capability)


@rule
def seen_overlap(state: State, luck: Luck, index: int, need: int, instance: int) -> float:
    """Return how well a known instance seems to fit a need: the cosine of their scopes plus noise."""
    fits = cosine(state.objectives[index], state.objectives[state.capabilities[instance].built_for])
    noise = normal(
        luck, Purpose.REUSE_NOISE, state.items[index].key, need, state.teams[state.capabilities[instance].team].key
    )
    return fits + state.parameters[0].overlap_noise * noise


@rule
def known_to_team(state: State, luck: Luck, t: int, kind: int, week: int) -> int:
    """Return an instance of a type in use that a team hosts or its owner has heard of; NONE when it knows of none."""
    owner = holder(state.posts, state.teams[t].owner)
    heard = state.heard[state.posts[owner].person] if owner != NONE else state.hosts[t]
    if state.hosts[t, kind] == NONE and heard[kind] == NONE:
        return NONE
    current = generation(kind, week, state.parameters[0].capability_life, luck)
    return known_instance(heard, state.hosts[t], state.capabilities, kind, current)


@rule
def meet_need(state: State, luck: Luck, index: int, need: int, week: int) -> None:
    """Decide how an initiative meets one need: with the team's own instance, by reuse, or by building."""
    parameters = state.parameters[0]
    item = state.items[index]
    team = state.teams[item.team]
    kind = item.needs[need]
    current = generation(kind, week, parameters.capability_life, luck)
    known = known_to_team(state, luck, item.team, kind, week)
    if known == NONE:
        build(state, index, need, current, NONE, week)
        return
    host = state.capabilities[known].team
    if host == item.team:
        integrate(state, luck, index, need, known, week)
        return
    fits = seen_overlap(state, luck, index, need, known)
    own = weeks_to_build(1.0, team.engineers, parameters.productive_share)
    extension = max(EXTENSION_FLOOR, 1.0 - fits) * item.build_effort[need]
    wait = host_wait(state.teams[host], extension, parameters.productive_share)
    if reuse_is_better(item.build_effort[need], fits, wait, own, parameters):
        integrate(state, luck, index, need, known, week)
    else:
        build(state, index, need, current, known, week)


@rule
def finish_build(state: State, index: int) -> None:
    """Put the instance that an initiative was building into service."""
    item = state.items[index]
    if item.capability != NONE:
        capability = state.capabilities[item.capability]
        if capability.state == CapabilityState.BUILDING:
            capability.state = CapabilityState.LIVE
            state.teams[capability.team].live += 1
        item.capability = NONE


@rule
def stop_serving(state: State, instance: int, ending: int, week: int) -> None:
    """Take an instance out of service for good."""
    capability = state.capabilities[instance]
    if capability.state == CapabilityState.LIVE:
        state.teams[capability.team].live -= 1
    capability.state = ending
    capability.ended = week
    if state.hosts[capability.team, capability.type] == instance:
        state.hosts[capability.team, capability.type] = NONE
    if capability.migration != NONE:
        cut_short(state, capability.migration)


@rule
def cut_short(state: State, index: int) -> None:
    """Shorten a migration that has nothing left to migrate to one minute of work."""
    item = state.items[index]
    if item.stage == Stage.READY:
        state.teams[item.team].backlog_effort -= max(0.0, item.planned - 1.0)
        item.effort = min(item.effort, 1.0)
        item.planned = item.effort
    item.left = min(item.left, 1.0)
    item.rework = 0.0


@rule
def retire(state: State, instance: int, week: int) -> None:
    """Retire an instance in favour of another that does the same; a retired duplicate is resolved."""
    stop_serving(state, instance, CapabilityState.RETIRED, week)
    state.capabilities[instance].resolved = week


@step("capabilities hosts items teams type_first type_last")
@rule
def outdate(state: State, luck: Luck, week: int) -> None:
    """Capability types whose generation ends this week go out of service everywhere and have to be built anew when needed."""
    life = state.parameters[0].capability_life
    for kind in range(len(state.type_first)):
        if generation(kind, week, life, luck) == generation(kind, week - 1, life, luck):
            continue
        index = state.type_first[kind]
        while index != NONE:
            if state.capabilities[index].state <= CapabilityState.LIVE:
                stop_serving(state, index, CapabilityState.OUTDATED, week)
            index = state.capabilities[index].next
        state.type_first[kind] = NONE
        state.type_last[kind] = NONE
