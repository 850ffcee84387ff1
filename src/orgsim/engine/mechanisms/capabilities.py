"""Capabilities: what initiatives need built once, and how the same thing gets built twice.

A team reuses what it knows of when that looks cheaper and sooner than building. It builds when it knows of nothing (an unaware
duplicate, if somebody else has it), or when reuse would take longer (a rational duplicate).
"""

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.authority import holder, in_one_company
from orgsim.engine.mechanisms.backlog import add_to_backlog, new_piece
from orgsim.engine.mechanisms.judgement import judged_by
from orgsim.engine.mechanisms.market import cosine, generation
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
    """Return how far two capability instances do the same, 0..1: similarity of their types times cosine of their scopes.

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
    """Tell whether an instance of a type still serves: not retired and not out of date."""
    return capability.type == kind and capability.generation == current and capability.state <= CapabilityState.LIVE


@rule
def still_serves(capability: Records, kind: int, current: int) -> bool:
    """Tell whether what a capability of a type was merged into serves in its place: of the type's own generation, or of its twin type."""
    if capability.type == kind:
        return in_use(capability, kind, current)
    return capability.state <= CapabilityState.LIVE


@rule
def known_instance(heard: Indices, hosted: Indices, capabilities: Records, kind: int, current: int) -> int:
    """Return the instance of a type that a team's owner has heard of or the team hosts; NONE when it knows of none in use.

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
    """Return the oldest instance of another team of the company that does the same as a new one (by the truth, for the books)."""
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
    """Return the first in a list of instances, oldest first, that does the same as a new one; of one week's, the last."""
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
    """Return how many weeks a team thinks a build takes when it works on nothing else."""
    return effort / (float(engineers) * MINUTES_PER_WEEK * productive_share)


@rule
def reuse_is_better(
    build_effort: float,
    seen_overlap: float,
    wait_weeks: float,
    own_weeks_per_effort: float,
    parameters: Records,
) -> bool:
    """Tell whether reusing an instance looks better than building: compare weeks until the need is met.

    Reuse costs integration by one's own team and, for the part that does not fit, work in the host's backlog after its queue.
    """
    if seen_overlap < parameters.duplicate_threshold:
        return False
    reuse = parameters.integration_share * build_effort * own_weeks_per_effort + wait_weeks
    return reuse <= build_effort * own_weeks_per_effort * parameters.reuse_patience


@rule
def host_wait(host: Records, extension: float, productive_share: float) -> float:
    """Return the weeks a host's backlog and an extension of `extension` effort would take, as the host would say."""
    return weeks_to_build(host.backlog_effort + extension, host.engineers, productive_share)


@rule
def request_extension(state: State, luck: Luck, index: int, instance: int, effort: float, week: int) -> None:
    """Put what must be added to a host's capability into the host's backlog, at the host's own priority."""
    host = state.capabilities[instance].team
    add_piece(state, luck, index, host, effort, week)


@rule
def add_piece(state: State, luck: Luck, index: int, provider: int, effort: float, week: int) -> None:
    """Ask another team for a piece of work; its owner ranks the piece by the initiative's worth to its own interest."""
    owner = holder(state.posts, state.teams[provider].owner)
    piece = new_piece(state.items, state.counters[0], state.teams, Kind.SUPPORT, index, provider, effort, 0.0, week)
    if piece == NONE:
        return
    if owner != NONE:
        state.items[piece].priority = judged_by(state, luck, owner, index, state.counters[0].quarter)
    item = state.items[index]
    state.items[piece].next_piece = item.first_piece
    item.first_piece = piece
    item.pieces += 1
    add_to_backlog(state.teams[provider], state.items, piece)


@rule
def integrate(state: State, luck: Luck, index: int, need: int, instance: int, week: int) -> None:
    """Start reusing an instance: integration at home, an extension in the host's backlog for what does not fit."""
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
    """Note that a team relies on an instance that another team runs, and no longer on the one it relied on before."""
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
    """Note that a team relies on nobody else's instance of a type any more."""
    before = state.uses[t, kind]
    if before != NONE:
        state.capabilities[before].users -= 1
        state.uses[t, kind] = NONE


@rule
def remember(heard: Indices, recent: Indices, capabilities: Records, instance: int) -> None:
    """Keep an instance in mind: `heard` is (C,), `recent` (RECENT,) of that person.

    What it pushes out of `recent` is a matter of keys, not of order, so that one thing more or less leaves the rest in place.
    """
    kind = capabilities[instance].type
    if heard[kind] != instance:
        heard[kind] = instance
        recent[np.int64(capabilities[instance].key) % RECENT] = instance


@rule
def begin(capability: Records, key: int, kind: int, current: int, team: int, index: int, week: int) -> None:
    """Fill the record of an instance whose building starts this week: what it is of, who builds it and for which initiative."""
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
    """Return what a build is booked as: a first build, or a duplicate of which the team knew (rational) or did not."""
    if capability.duplicates == NONE:
        return TeamAccount.FIRST_BUILD
    if capability.rational:
        return TeamAccount.DUPLICATE_RATIONAL
    return TeamAccount.DUPLICATE_UNAWARE


@rule
def build(state: State, index: int, need: int, current: int, known: int, week: int) -> None:
    """Start building an instance, and book it for what it is."""
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
    """Return how well a known instance seems to fit a need: the cosine of scopes, seen with noise."""
    fits = cosine(state.objectives[index], state.objectives[state.capabilities[instance].built_for])
    noise = normal(
        luck, Purpose.REUSE_NOISE, state.items[index].key, need, state.teams[state.capabilities[instance].team].key
    )
    return fits + state.parameters[0].overlap_noise * noise


@rule
def meet_need(state: State, luck: Luck, index: int, need: int, week: int) -> None:
    """Decide how an initiative meets one need: with what the team has, by reuse, or by building."""
    parameters = state.parameters[0]
    item = state.items[index]
    team = state.teams[item.team]
    kind = item.needs[need]
    current = generation(kind, week, parameters.capability_life, luck)
    owner = holder(state.posts, team.owner)
    heard = state.heard[state.posts[owner].person] if owner != NONE else state.hosts[item.team]
    known = known_instance(heard, state.hosts[item.team], state.capabilities, kind, current)
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
    """The instance an initiative was building goes live."""
    item = state.items[index]
    if item.capability != NONE:
        capability = state.capabilities[item.capability]
        if capability.state == CapabilityState.BUILDING:
            capability.state = CapabilityState.LIVE
            state.teams[capability.team].live += 1
        item.capability = NONE


@rule
def stop_serving(state: State, instance: int, ending: int, week: int) -> None:
    """Take an instance out of service, for good."""
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
    """There is nothing left to migrate: what remains of the work is a minute to close it."""
    item = state.items[index]
    if item.stage == Stage.READY:
        state.teams[item.team].backlog_effort -= max(0.0, item.effort - 1.0)
        item.effort = min(item.effort, 1.0)
    item.left = min(item.left, 1.0)
    item.rework = 0.0


@rule
def retire(state: State, instance: int, week: int) -> None:
    """Give an instance up for another that does the same: a duplicate that is retired is resolved."""
    stop_serving(state, instance, CapabilityState.RETIRED, week)
    state.capabilities[instance].resolved = week


@step("capabilities", "hosts", "items", "teams", "type_first", "type_last")
@rule
def outdate(state: State, luck: Luck, week: int) -> None:
    """Types whose generation ends this week go out of service everywhere, and must be built anew when next needed."""
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
