"""Building: how a capability comes into being or is reused, who relies on it, and how it goes out of service.

Initiatives need things that have to be built once, and sometimes the same thing is built twice.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.mechanisms.knowledge.capabilities import (
    EXTENSION_FLOOR,
    host_wait,
    known_to_team,
    oldest_overlapping,
    overlap,
    remember,
    reuse_is_better,
    seen_overlap,
    weeks_to_build,
)
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, new_piece
from orgsim.engine.mechanisms.work.market import cosine, generation
from orgsim.engine.random import Luck, mix
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    NEVER,
    NONE,
    CapabilityState,
    Kind,
    Stage,
    TeamAccount,
)


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
def begin(
    capability: Records, key: int, kind: int, current: int, team: int, index: int, effort: float, week: int
) -> None:
    """Fill the record of an instance whose building starts this week."""
    capability.key = key
    capability.type = kind
    capability.generation = current
    capability.team = team
    capability.built_for = index
    capability.state = CapabilityState.BUILDING
    capability.born = week
    capability.noticed = NEVER
    capability.noticed_by = NONE
    capability.noticed_from = NONE
    capability.resolved = NEVER
    capability.ended = NEVER
    capability.proposed = NEVER
    capability.migration = NONE
    capability.successor = NONE
    capability.moved = 0
    capability.users = 0
    capability.next = NONE
    capability.minutes = 0
    capability.effort = effort
    capability.dearer = 0.0


@rule
def enlist(state: State, instance: int) -> None:
    """Enter an instance as the youngest of its type and as what its team hosts."""
    capability = state.capabilities[instance]
    if state.type_first[capability.type] == NONE:
        state.type_first[capability.type] = instance
    else:
        state.capabilities[state.type_last[capability.type]].next = instance
    state.type_last[capability.type] = instance
    state.hosts[capability.team, capability.type] = instance


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
    key = int(mix(item.key, kind, need))
    begin(capability, key, kind, current, item.team, index, item.build_effort[need], week)
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
    enlist(state, instance)
    owner = holder(state.posts, state.teams[item.team].owner)
    if owner != NONE:
        row = state.posts[owner].person
        remember(state.heard[row], state.recent[row], state.capabilities, instance)
    item.capability = instance
    item.left = item.build_effort[need]
    item.account = account_of_build(capability)


@rule
def meet_need(state: State, luck: Luck, index: int, need: int, week: int) -> None:
    """Decide how an initiative meets one need: with the team's own instance, by reuse, or by building."""
    parameters = state.parameters[0]
    item = state.items[index]
    team = state.teams[item.team]
    kind = item.needs[need]
    current = generation(state.phases[kind], week, parameters.capability_life)
    known = known_to_team(state, item.team, kind, week)
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
        if generation(state.phases[kind], week, life) == generation(state.phases[kind], week - 1, life):
            continue
        index = state.type_first[kind]
        while index != NONE:
            if state.capabilities[index].state <= CapabilityState.LIVE:
                stop_serving(state, index, CapabilityState.OUTDATED, week)
            index = state.capabilities[index].next
        state.type_first[kind] = NONE
        state.type_last[kind] = NONE
