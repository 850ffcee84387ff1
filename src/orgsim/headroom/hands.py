"""Hands: what oracles do to a company between its weeks, with the truth in sight and by the engine's own rules."""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, in_one_company
from orgsim.engine.mechanisms.decisions.elsewhere import reaches, spread_to
from orgsim.engine.mechanisms.decisions.judgement import weeks_ahead
from orgsim.engine.mechanisms.decisions.stopping import stop
from orgsim.engine.mechanisms.knowledge.building import rely_no_more, rely_on, retire
from orgsim.engine.mechanisms.knowledge.capabilities import in_use, remember
from orgsim.engine.mechanisms.knowledge.consolidation import merge
from orgsim.engine.mechanisms.knowledge.upkeep import other_of
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, take_from_backlog
from orgsim.engine.mechanisms.work.launches import true_value
from orgsim.engine.mechanisms.work.market import cosine, generation
from orgsim.engine.mechanisms.work.returns import true_fit
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEEDS_PER_INITIATIVE,
    NEVER,
    NONE,
    WEEKS_PER_QUARTER,
    CapabilityState,
    Kind,
    Stage,
)


def tell_weights(state: State, luck: Luck, week: int) -> None:  # noqa: ARG001
    """Let everybody believe the true weights of the day."""
    truth = state.strategy[week // WEEKS_PER_QUARTER]
    for beliefs in (state.beliefs, state.beliefs_before, state.first_beliefs):
        beliefs[:] = truth


def drop_interests(state: State, luck: Luck, week: int) -> None:  # noqa: ARG001
    """Let nobody's judgement be tilted by the own domain."""
    state.posts.tilt[:] = 0.0


def tell_weights_and_drop_interests(state: State, luck: Luck, week: int) -> None:
    """Do both, and let everybody see what the whole company has launched, so that all judge by the value to it."""
    tell_weights(state, luck, week)
    drop_interests(state, luck, week)
    state.posts.overview[:] = 1.0


@rule
def worth_of(state: State, index: int, week: int) -> float:
    """Return the true value of an initiative at the launch that its team's experience makes expect, in standard values."""
    item = state.items[index]
    quarter = min(week // WEEKS_PER_QUARTER, len(state.strategy) - 1)
    fit = true_fit(state, index, quarter)
    launched = week + int(weeks_ahead(item, state.teams[item.team]))
    return true_value(state, index, fit, launched)


@rule
def is_loser(state: State, index: int, week: int) -> bool:
    """Tell whether an item is an initiative that would do harm."""
    return state.items[index].kind == Kind.INITIATIVE and worth_of(state, index, week) < 0.0


@rule
def stop_losers(state: State, luck: Luck, week: int) -> None:  # noqa: ARG001
    """Stop every initiative in work that would do harm; the capacity that it took is free from this week on."""
    for t in range(len(state.teams)):
        team = state.teams[t]
        for slot in range(team.working - 1, -1, -1):
            if is_loser(state, state.slots[t, slot], week):
                stop(state, state.slots[t, slot], week * MINUTES_PER_WEEK)
        index = team.parked
        while index != NONE:
            following = state.items[index].next
            if is_loser(state, index, week):
                stop(state, index, week * MINUTES_PER_WEEK)
            index = following


@rule
def best_instance(state: State, index: int, kind: int, week: int) -> int:
    """Return the instance of a type in use in the initiative's company whose scope is nearest to its own; NONE when there is none."""
    item = state.items[index]
    current = generation(state.phases[kind], week, state.parameters[0].capability_life)
    best = NONE
    nearest = -1.0
    instance = state.type_first[kind]
    while instance != NONE:
        capability = state.capabilities[instance]
        if in_use(capability, kind, current) and in_one_company(state.teams, capability.team, item.team):
            near = cosine(state.objectives[index], state.objectives[capability.built_for])
            if near > nearest:
                best, nearest = instance, near
        instance = capability.next
    return best


@rule
def tell_of_instances(state: State, row: int, index: int, week: int) -> None:
    """Tell a person of the best instance for each need of an initiative that is still to be met."""
    item = state.items[index]
    if item.kind != Kind.INITIATIVE:
        return
    for need in range(NEEDS_PER_INITIATIVE):
        kind = item.needs[need]
        if kind != NONE and (item.started < 0 or need > item.phase):
            best = best_instance(state, index, kind, week)
            if best != NONE:
                remember(state.heard[row], state.recent[row], state.capabilities, best)


@rule
def reuse_instead(state: State, luck: Luck, week: int) -> None:
    """Let whoever has begun to build again what exists use that instead, as after a merger: at the cost of any reuse."""
    for instance in range(state.counters[0].capabilities):
        capability = state.capabilities[instance]
        if capability.state == CapabilityState.BUILDING and capability.duplicates != NONE:
            merge(state, luck, instance, capability.duplicates, week)


@rule
def merge_at_once(state: State, losing: int, surviving: int, week: int) -> None:
    """Take an instance out of service at no cost; its team and all others that are on it are on the surviving one from now on."""
    kind = state.capabilities[losing].type
    host = state.capabilities[losing].team
    retire(state, losing, week)
    state.capabilities[losing].successor = surviving
    for t in range(len(state.teams)):
        if t != host and state.uses[t, kind] != losing:
            continue
        rely_no_more(state, t, kind)
        if state.capabilities[surviving].team != t:
            rely_on(state, t, surviving)
        owner = holder(state.posts, state.teams[t].owner)
        if owner != NONE:
            row = state.posts[owner].person
            remember(state.heard[row], state.recent[row], state.capabilities, surviving)


@rule
def drop_twins(state: State, week: int) -> None:
    """Merge whatever is in service twice."""
    for instance in range(state.counters[0].capabilities):
        if state.capabilities[instance].state == CapabilityState.LIVE:
            other = other_of(state.capabilities, instance)
            if other != NONE and state.capabilities[other].state == CapabilityState.LIVE:
                merge_at_once(state, instance, other, week)


@rule
def tell_what_exists(state: State, luck: Luck, week: int) -> None:
    """Tell the owner of every team of the best instances for its work; what is taken up first is told last, so that it counts.

    What is in service twice is merged at no cost. What was begun last week all the same, by two teams at once or as the look-alike of
    another type, is reused from now on.
    """
    drop_twins(state, week)
    reuse_instead(state, luck, week)
    for t in range(len(state.teams)):
        team = state.teams[t]
        owner = holder(state.posts, team.owner) if team.active else NONE
        if owner == NONE:
            continue
        row = state.posts[owner].person
        waiting = 0
        index = team.backlog
        while index != NONE:
            waiting += 1
            index = state.items[index].next
        for place in range(waiting - 1, -1, -1):
            index = team.backlog
            for _ in range(place):
                index = state.items[index].next
            tell_of_instances(state, row, index, week)
        index = team.parked
        while index != NONE:
            tell_of_instances(state, row, index, week)
            index = state.items[index].next
        for slot in range(team.working - 1, -1, -1):
            tell_of_instances(state, row, state.slots[t, slot], week)


@rule
def count_everywhere(state: State, luck: Luck, week: int) -> None:  # noqa: ARG001
    """Let what each initiative does in other domains count for every judge as what it does at home does.

    Its contributions to the objectives become larger, or smaller, by exactly that share, so that its true value stays what it was.
    """
    for index in range(len(state.objectives)):
        item = state.items[index]
        if item.stage != Stage.UNBORN and item.team != NONE and reaches(state, item):
            factor = spread_to(state, item)
            for k in range(state.objectives.shape[1]):
                state.objectives[index, k] *= factor
            item.spill = 0.0


def need_nobody(state: State, luck: Luck, week: int) -> None:  # noqa: ARG001
    """Let no initiative that starts from now on need a piece from another team."""
    opportunities = state.items[: len(state.objectives)]
    opportunities.depends_on[opportunities.started == NEVER] = NONE


@rule
def is_joint_part(state: State, index: int) -> bool:
    """Tell whether an item is a partner's part of joint work that waits in a backlog."""
    item = state.items[index]
    waits = item.kind == Kind.SUPPORT and item.stage == Stage.READY
    return waits and bool(state.items[item.parent].partners[0] != NONE)


@rule
def sequence_joint_work(state: State, luck: Luck, week: int) -> None:  # noqa: ARG001
    """Move every partner's part of joint work that waits to the front of its backlog."""
    for t in range(len(state.teams)):
        team = state.teams[t]
        index = team.backlog
        while index != NONE:
            if is_joint_part(state, index) and not state.items[index].sequenced:
                following = state.items[index].next
                take_from_backlog(team, state.items, index)
                state.items[index].sequenced = 1
                front = state.items[team.backlog].priority if team.backlog != NONE else 0.0
                state.items[index].priority = front + 1.0
                add_to_backlog(team, state.items, index)
                index = following
            else:
                index = state.items[index].next
