"""Rubric: several people score a case on one scale before it is decided, and those who are to be consulted are asked.

What is a rater's own error averages out; what all judges have in common does not. Local interest only goes where a rater has insight
into more than one domain: calibration comes from exposure, not from a title. Scoring costs each rater minutes; raters who have no time
left do not score. A voice that is only consulted counts as much as the decider trusts it.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.mechanisms.decisions.judgement import judged_with, local_tilt
from orgsim.engine.mechanisms.decisions.voices import gives_time, next_voice
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE


@rule
def insight(state: State, p: int) -> int:
    """Return the number of domains that a post has insight into, counted up to two."""
    first = NONE
    for place in range(look_around(state, p)):
        domain = state.teams[state.in_sight[place]].domain
        if domain != first:
            if first != NONE:
                return 2
            first = domain
    return 0 if first == NONE else 1


@rule
def count_raters(state: State) -> None:
    """List the raters of a design, and find those with insight into two domains or more."""
    counters = state.counters[0]
    counters.raters = 0
    counters.first_rater = NONE
    find_holders(state.posts, state.teams)
    for p in range(len(state.posts) - 1, -1, -1):
        post = state.posts[p]
        if post.active and post.rater:
            counters.raters += 1
            post.next_rater = counters.first_rater
            counters.first_rater = p
            post.calibrated = insight(state, p) >= 2


@rule
def tilt_of(state: State, p: int) -> float:
    """Return the weight of local interest in somebody's score: none under a rubric for those with insight into several domains."""
    return 0.0 if state.counters[0].raters > 0 and state.posts[p].calibrated else local_tilt(state, p)


@rule
def rated_case(state: State, luck: Luck, decider: int, index: int, action: int, author: int) -> float:
    """Return the mean worth of a case to its decider, every rater with time for it, and those who are consulted, by trust.

    Without any of them it is what the case is worth to the decider alone.
    """
    minutes = state.parameters[0].minutes_to_rate
    total = judged_with(state, luck, decider, index, tilt_of(state, decider))
    weight = 1.0
    p = state.counters[0].first_rater if state.counters[0].raters > 0 else NONE
    while p != NONE:
        post = state.posts[p]
        if p != decider and gives_time(post, minutes):
            total += judged_with(state, luck, p, index, tilt_of(state, p))
            weight += 1.0
        p = post.next_rater
    t = next_voice(state, decider, action, author, NONE)
    while t != NONE:
        voice = state.ties[t].source
        total += state.ties[t].trust * judged_with(state, luck, voice, index, tilt_of(state, voice))
        weight += state.ties[t].trust
        t = next_voice(state, decider, action, author, t)
    return total / weight
