"""Rubric: several people score a case on one scale before it is decided.

Noise averages out over raters. Local interest only goes where a rater has insight into more than one domain: calibration comes from
exposure, not from a title. Scoring costs each rater minutes; whoever has no time left does not score.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.mechanisms.decisions.judgement import judged_by, judged_with, log_of
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
def rated_case(state: State, luck: Luck, decider: int, index: int, quarter: int) -> float:
    """Return the mean score of a case by its decider and every rater with time for it; without raters, the decider's own.

    The mean is that of the logarithms: judges err by factors, and an arithmetic mean would follow whoever errs upward.
    """
    if state.counters[0].raters == 0:
        return judged_by(state, luck, decider, index, quarter)
    minutes = state.parameters[0].minutes_to_rate
    own = 0.0 if state.posts[decider].calibrated else state.posts[decider].tilt
    total = log_of(judged_with(state, luck, decider, index, quarter, own))
    count = 1
    p = state.counters[0].first_rater
    while p != NONE:
        post = state.posts[p]
        if p != decider and post.person != NONE and has_time(post, minutes):
            tilt = 0.0 if post.calibrated else post.tilt
            total += log_of(judged_with(state, luck, p, index, quarter, tilt))
            post.planning_due += int(minutes)
            count += 1
        p = post.next_rater
    return math.exp(total / float(count))
