"""Voices: before a decision those are asked who are to be consulted about it, and after it those hear of it who are to be informed.

Both are people whom the decider meets: a right to be consulted is worth nothing to somebody who is never in the room. It takes their
minutes, out of the same time as scoring cases; who has none left is not heard, and hears nothing.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.knowledge.ties import find_tie
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE, Action, Right

MINUTES_TO_HEAR = 10.0
"""What it takes somebody to hear of one decision. Source: assumed."""


@rule
def has_time(post: Records, minutes: float) -> bool:
    """Tell whether somebody's week has room for one more case besides the cases still to be written up."""
    return float(post.planning_due) + minutes <= float(post.desk + post.portfolio + post.product)


@rule
def gives_time(post: Records, minutes: float) -> bool:
    """Take minutes of somebody's week if it has room for them, and tell whether it had."""
    if post.person == NONE or not has_time(post, minutes):
        return False
    post.planning_due += int(minutes)
    return True


@rule
def next_in_contact(state: State, decider: int, action: int, right: int, after: int) -> int:
    """Return the tie after tie `after` (NONE: the first) over which a decider meets a post with just this right to an action."""
    post = state.posts[decider]
    first = post.first_tie if after == NONE else after + 1
    for t in range(first, post.first_tie + post.ties):
        other = state.ties[t].source
        if (
            state.ties[t].minutes > 0
            and state.posts[other].rights[action] == right
            and find_tie(state.posts, state.ties, decider, other) == t
        ):
            return t
    return NONE


@rule
def next_voice(state: State, decider: int, action: int, author: int, after: int) -> int:
    """Return the next tie over which a decider asks somebody to be consulted, whose minutes are taken; NONE after the last.

    The author of what is decided has spoken already, and so have those who score every case.
    """
    minutes = state.parameters[0].minutes_to_rate
    t = next_in_contact(state, decider, action, Right.CONSULT, after)
    while t != NONE:
        other = state.ties[t].source
        scored = state.posts[other].rater and action in (Action.FUND, Action.EXPLORE)
        if other != author and not scored and gives_time(state.posts[other], minutes):
            return t
        t = next_in_contact(state, decider, action, Right.CONSULT, t)
    return NONE


@rule
def next_listener(state: State, decider: int, action: int, after: int) -> int:
    """Return the next tie over which somebody hears from a decider what was decided, whose minutes are taken; NONE after the last."""
    t = next_in_contact(state, decider, action, Right.INFORM, after)
    while t != NONE and not gives_time(state.posts[state.ties[t].source], MINUTES_TO_HEAR):
        t = next_in_contact(state, decider, action, Right.INFORM, t)
    return t
