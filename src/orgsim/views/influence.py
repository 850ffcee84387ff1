"""Influence on the portfolio: whose convictions end up in the decisions about what is funded.

Beliefs follow Friedkin & Johnsen (1999). With the ties of the day they settle at ``V b(0)``, ``V = (I - A W)^-1 (I - A)``: W (P, P) has
rows of trusted contact that sum to 1, less what each step of talk loses; A (P, P) holds everybody's susceptibility, 0 for who sets the
strategy or meets nobody. Row i of V says how much of what i believes in the end goes back to what each person brought along; what is
missing to 1 was lost in talk. With d (P,), the share of engineers on whose work each person has the last word, influence is ``d V`` over
its sum: shares of what is anybody's conviction, which sum to 1 when somebody decides for any team.

It is about beliefs on what matters. Local interest and noise, which also shape decisions, are not in it.
"""

import numpy as np

from orgsim.engine.mechanisms.decisions.authority import holder, nearest_with
from orgsim.engine.state import Floats, State
from orgsim.engine.vocabulary import NONE, Action, Right

LARGEST = 1.0 - 1e-9
"""Nobody is quite without a conviction of their own: keeps a circle of such people from having no answer."""


def belief_weights(state: State) -> tuple[Floats, Floats]:
    """Return susceptibility (P,) and weights of contact (P, P), rows summing to 1 less what talk loses, as ``exchange_beliefs`` does."""
    weights = np.zeros((len(state.posts), len(state.posts)))
    np.add.at(weights, (state.ties.receiver, state.ties.source), state.ties.trust * state.ties.minutes)
    heard = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, heard, out=weights, where=heard > 0.0)
    susceptibility = np.array([_susceptibility(state, row, float(heard[row, 0])) for row in range(len(state.posts))])
    return susceptibility, (1.0 - float(state.parameters[0].detail_lost)) * weights


def _susceptibility(state: State, row: int, heard: float) -> float:
    """Return how far one person is moved by others in the end."""
    post = state.posts[row]
    sets_strategy = post.rights[Action.STRATEGY] >= Right.DECIDE
    if post.person == NONE or sets_strategy or heard <= 0.0 or not state.parameters[0].beliefs:
        return 0.0
    return float(state.people[post.person].susceptibility)


def settled_weights(susceptibility: Floats, weights: Floats) -> Floats:
    """Return V (P, P): row i is what the settled belief of i consists of.

    Example
    -------
    A head who is moved by nobody, and two managers who meet the head and each other in equal parts and keep half of their own view:
    by symmetry a manager's x on oneself, y on the other, z on the head solve x = 1/2 + y/4, y = x/4, z = 1/4 + z/4.

    >>> import numpy as np
    >>> meets = np.array([[0, 0, 0], [0.5, 0, 0.5], [0.5, 0.5, 0]])
    >>> (settled_weights(np.array([0.0, 0.5, 0.5]), meets)[1] * 15).round(9).tolist()
    [5.0, 8.0, 2.0]
    """
    moved = np.minimum(susceptibility, LARGEST)
    return np.asarray(np.linalg.solve(np.eye(len(moved)) - moved[:, None] * weights, np.diag(1.0 - moved)))


def last_word(state: State, team: int) -> int:
    """Return the post whose yes funds a team's cases, following the way a case takes; NONE when nobody plans for the team."""
    posts = state.posts
    at = holder(posts, state.teams[team].owner)
    while at != NONE and posts[at].rights[Action.FUND] < Right.DECIDE and state.parameters[0].approvals:
        above = nearest_with(posts, posts[at].manager, Action.FUND, Right.APPROVE)
        above = holder(posts, above)
        if above == NONE:
            break
        at = above
    return int(at)


def deciding_shares(state: State) -> Floats:
    """Return the share of all engineers on whose work each post has the last word, (P,)."""
    shares = np.zeros(len(state.posts))
    for team in range(len(state.teams)):
        at = last_word(state, team) if state.teams[team].active else NONE
        if at != NONE:
            shares[at] += float(state.teams[team].engineers)
    return np.asarray(shares / max(1.0, float(state.teams.engineers[state.teams.active > 0].sum())))


def influence(state: State) -> Floats:
    """Return everybody's influence on what is funded, (P,): shares of the convictions behind it."""
    raw = deciding_shares(state) @ settled_weights(*belief_weights(state))
    total = float(raw.sum())
    return np.asarray(raw / total if total > 0.0 else raw)
