"""Informing: what those do with the news of a decision who have a right to hear of it."""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, nearest_with
from orgsim.engine.mechanisms.decisions.voices import next_listener
from orgsim.engine.mechanisms.knowledge.capabilities import remember
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, Action, CapabilityState, Reach, Right


@rule
def tell_of_build(state: State, index: int) -> None:
    """Let those who are informed of what is funded know of the capability that an initiative has begun to build."""
    item = state.items[index]
    owner = holder(state.posts, state.teams[item.team].owner)
    if item.capability == NONE or owner == NONE:
        return
    if state.capabilities[item.capability].state != CapabilityState.BUILDING:
        return
    action = Action.EXPLORE if item.reach == Reach.FAR else Action.FUND
    above = nearest_with(state.posts, state.posts[owner].manager, action, Right.APPROVE)
    decider = holder(state.posts, above if above != NONE else owner)
    if decider != NONE:
        tell_of_instance(state, decider, action, item.capability, NONE)


@rule
def tell_of_merger(state: State, decider: int, losing: int, surviving: int) -> None:
    """Let those who are informed of mergers know of both capabilities."""
    tell_of_instance(state, decider, Action.CONSOLIDATE, losing, surviving)


@rule
def tell_of_instance(state: State, decider: int, action: int, first: int, second: int) -> None:
    """Let those who hear from a decider remember a capability, and a second one (or NONE)."""
    t = next_listener(state, decider, action, NONE)
    while t != NONE:
        row = state.posts[state.ties[t].source].person
        remember(state.heard[row], state.recent[row], state.capabilities, first)
        if second != NONE:
            remember(state.heard[row], state.recent[row], state.capabilities, second)
        t = next_listener(state, decider, action, t)


@rule
def tell_of_order(state: State, judge: int, index: int, piece: int) -> None:
    """Let those who are informed of a settled order coordinate the piece: nothing about it comes as a surprise to its owners."""
    own = holder(state.posts, state.teams[state.items[index].team].owner)
    other = holder(state.posts, state.teams[state.items[piece].team].owner)
    t = next_listener(state, judge, Action.PRIORITIZE, NONE)
    while t != NONE:
        if state.ties[t].source in (own, other):
            state.items[piece].told = 1
        t = next_listener(state, judge, Action.PRIORITIZE, t)
