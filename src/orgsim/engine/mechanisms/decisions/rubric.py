"""Rubric: several people score a case on one scale before it is decided.

What is a rater's own error averages out; what all judges have in common does not. Local interest only goes where a rater has insight
into more than one domain: calibration comes from exposure, not from a title. Scoring costs each rater minutes; raters who have no time
left do not score.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.mechanisms.decisions.judgement import judged_by, judged_with
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE


@rule
def has_time(post: Records, minutes: float) -> bool:
    """Tell whether a rater's week has room for one more case besides the cases still to be written up."""
    return float(post.planning_due) + minutes <= float(post.desk + post.portfolio + post.product)


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
def rated_case(state: State, luck: Luck, decider: int, index: int) -> float:
    """Return the mean worth of a case to its decider and every rater with time for it; without raters, to the decider alone."""
    if state.counters[0].raters == 0:
        return judged_by(state, luck, decider, index)
    minutes = state.parameters[0].minutes_to_rate
    own = 0.0 if state.posts[decider].calibrated else state.posts[decider].tilt
    total = judged_with(state, luck, decider, index, own)
    count = 1
    p = state.counters[0].first_rater
    while p != NONE:
        post = state.posts[p]
        if p != decider and post.person != NONE and has_time(post, minutes):
            tilt = 0.0 if post.calibrated else post.tilt
            total += judged_with(state, luck, p, index, tilt)
            post.planning_due += int(minutes)
            count += 1
        p = post.next_rater
    return total / float(count)
