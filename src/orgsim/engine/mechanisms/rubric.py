"""Rubric: several people score a case on one scale before it is decided.

Noise averages out over raters. Local interest only goes where a rater has insight into more than one domain: calibration comes from
exposure, not from a title. Scoring costs each rater minutes; whoever has no time left does not score.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.judgement import judged_by, judged_with
from orgsim.engine.mechanisms.portfolio import sees
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE


@rule
def has_time(post: Records, minutes: float) -> bool:
    """Tell whether a rater's week has room for one more case beside what is still to be written up."""
    return float(post.planning_due) + minutes <= float(post.desk + post.portfolio + post.product)


@rule
def insight(state: State, p: int) -> int:
    """Return how many domains a post has insight into, counted to two."""
    first = NONE
    for t in range(len(state.teams)):
        team = state.teams[t]
        if team.active and team.domain != first and sees(state, p, t):
            if first != NONE:
                return 2
            first = team.domain
    return 0 if first == NONE else 1


@rule
def count_raters(state: State) -> None:
    """Count the raters of a design, and find out who of them sees enough to be on one scale."""
    state.counters[0].raters = 0
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.rater:
            state.counters[0].raters += 1
            post.calibrated = insight(state, p) >= 2


@rule
def rated_case(state: State, luck: Luck, decider: int, index: int, quarter: int) -> float:
    """Return the mean score of a case by its decider and every rater with time for it; without raters, the decider's own."""
    if state.counters[0].raters == 0:
        return judged_by(state, luck, decider, index, quarter)
    minutes = state.parameters[0].minutes_to_rate
    own = 0.0 if state.posts[decider].calibrated else state.posts[decider].tilt
    total = judged_with(state, luck, decider, index, quarter, own)
    count = 1
    for p in range(len(state.posts)):
        post = state.posts[p]
        if p == decider or not post.rater or post.person == NONE or not has_time(post, minutes):
            continue
        tilt = 0.0 if post.calibrated else post.tilt
        total += judged_with(state, luck, p, index, quarter, tilt)
        post.planning_due += int(minutes)
        count += 1
    return total / float(count)
