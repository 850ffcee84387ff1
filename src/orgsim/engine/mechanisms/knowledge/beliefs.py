"""Beliefs: what people think the strategy weighs moves toward the beliefs of those they meet and keeps a part of the first belief.

Friedkin & Johnsen 1999: with frozen ties the beliefs settle at (I - A W)^-1 (I - A) b(0), where W has rows of trusted contact that
sum to 1 and A holds each person's susceptibility. What is told loses detail: a share of it becomes equal weights. Posts that decide the
strategy perceive the true weights after a delay, with an error that lasts until they shift again, and listen to those whom they consult;
nobody else reads the true weights. Those who are informed take over what a setter says.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.voices import MINUTES_TO_HEAR, gives_time, next_voice
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Action, Right


@rule
def first_belief(row: Floats, weights: Floats, spread: float, luck: Luck, key: int) -> None:
    """Draw a belief: the `weights` that are told, or perceived, with logistic-normal noise; `row` and `weights` are (K,), or one row."""
    total = 0.0
    for k in range(len(weights)):
        row[k] = weights[k] * math.exp(spread * normal(luck, Purpose.BELIEF, key, k, 0))
        total += row[k]
    for k in range(len(weights)):
        row[k] /= total


@rule
def copy_row(target: Floats, source: Floats) -> None:
    """Copy one vector (K,) into another."""
    for k in range(len(source)):
        target[k] = source[k]


@rule
def last_shift(strategy: Floats, quarter: int) -> int:
    """Return the quarter of the last shift of the true weights, (Q, K), up to a quarter; 0 when there was none."""
    while quarter > 0:
        for k in range(strategy.shape[1]):
            if strategy[quarter, k] != strategy[quarter - 1, k]:
                return quarter
        quarter -= 1
    return 0


@rule
def perceive(row: Floats, state: State, luck: Luck, key: int, week: int) -> None:
    """Write into `row`, (K,), what somebody with a key who watches the market makes of it: late, and with an error of the own.

    The error is drawn once for each person and shift of the truth.
    """
    parameters = state.parameters[0]
    quarter = max(0, week - int(parameters.strategy_delay)) // WEEKS_PER_QUARTER
    copy_row(row, state.strategy[quarter])
    if parameters.strategy_error > 0.0:
        shift = last_shift(state.strategy, quarter)
        total = 0.0
        for k in range(len(row)):
            row[k] *= math.exp(parameters.strategy_error * normal(luck, Purpose.PERCEPTION, key, shift, k))
            total += row[k]
        for k in range(len(row)):
            row[k] /= total


@rule
def blur(heard: Floats, lost: float) -> None:
    """Let a share (0..1) of what was heard, (K,), be lost: that share of every weight becomes an equal one.

    Example
    -------
    >>> import numpy as np
    >>> row = np.array([0.75, 0.25])
    >>> blur(row, 0.5)
    >>> row.tolist()
    [0.625, 0.375]
    """
    for k in range(len(heard)):
        heard[k] = (1.0 - lost) * heard[k] + lost / len(heard)


@rule
def openness(contact: float, scale: float) -> float:
    """Return the share of the way (0..1) that a week's contact moves a belief; `contact` and `scale` are in minutes."""
    return 1.0 - math.exp(-contact / scale)


@rule
def move_belief(
    belief: Floats, before: Floats, heard: Floats, first: Floats, susceptibility: float, step: float
) -> None:
    """Move one belief by `step` toward susceptibility x heard + (1 - susceptibility) x first; all rows are (K,)."""
    for k in range(len(belief)):
        drawn = susceptibility * heard[k] + (1.0 - susceptibility) * first[k]
        belief[k] = (1.0 - step) * before[k] + step * drawn


@rule
def listen(heard: Floats, post: Records, ties: Records, before: Floats) -> float:
    """Average the beliefs of the people a post met, weighted by trusted minutes, into `heard` (K,); return these minutes."""
    total = 0.0
    for k in range(len(heard)):
        heard[k] = 0.0
    for t in range(post.first_tie, post.first_tie + post.ties):
        tie = ties[t]
        if tie.minutes > 0:
            weight = tie.trust * float(tie.minutes)
            source = before[tie.person]
            total += weight
            for k in range(len(heard)):
                heard[k] += weight * source[k]
    if total > 0.0:
        for k in range(len(heard)):
            heard[k] /= total
    return total


@rule
def learn_from_contacts(
    belief: Floats,
    post: Records,
    ties: Records,
    before: Floats,
    first: Floats,
    susceptibility: float,
    contact_scale: float,
    lost: float = 0.0,
) -> None:
    """Move one person's belief by a week of contact toward a mixture of the beliefs heard, less what is `lost`, and the first belief."""
    row = before[post.person]
    # `belief` is scratch space first: it is overwritten from `before` in the end
    trusted = listen(belief, post, ties, before)
    blur(belief, lost)
    step = openness(trusted, contact_scale) if trusted > 0.0 else 0.0
    move_belief(belief, row, belief, first, susceptibility, step)


@rule
def hear_advice(state: State, decider: int, action: int, belief: Floats, told: Floats) -> None:
    """Move the `belief` (K,) of a decider to the mean of it and of those consulted on an action, by trust; `told` (P, K) are theirs."""
    weight = 1.0
    t = next_voice(state, decider, action, NONE, NONE)
    while t != NONE:
        said = told[state.posts[state.ties[t].source].person]
        weight += state.ties[t].trust
        for k in range(len(belief)):
            belief[k] += state.ties[t].trust / weight * (said[k] - belief[k])
        t = next_voice(state, decider, action, NONE, t)


@rule
def read_announcement(state: State, p: int, belief: Floats) -> None:
    """Let somebody who is informed of the strategy take over, as a `belief` (K,), what a setter who is met believes it to be."""
    post = state.posts[p]
    for t in range(post.first_tie, post.first_tie + post.ties):
        setter = state.posts[state.ties[t].source]
        if state.ties[t].minutes > 0 and setter.rights[Action.STRATEGY] >= Right.DECIDE:
            if gives_time(post, MINUTES_TO_HEAR):
                copy_row(belief, state.beliefs_before[setter.person])
                blur(belief, state.parameters[0].detail_lost)
            return


@step("beliefs beliefs_before posts")
@rule
def exchange_beliefs(state: State, luck: Luck, week: int) -> None:
    """Beliefs move toward those of the people met this week; those who set the strategy watch the market instead."""
    parameters = state.parameters[0]
    for row in range(len(state.beliefs)):
        copy_row(state.beliefs_before[row], state.beliefs[row])
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.person == NONE or not post.active:
            continue
        belief = state.beliefs[post.person]
        if post.rights[Action.STRATEGY] >= Right.DECIDE:
            perceive(belief, state, luck, state.people[post.person].key, week)
            hear_advice(state, p, Action.STRATEGY, belief, state.beliefs_before)
            continue
        learn_from_contacts(
            belief,
            post,
            state.ties,
            state.beliefs_before,
            state.first_beliefs[post.person],
            state.people[post.person].susceptibility,
            parameters.contact_scale,
            parameters.detail_lost,
        )
        if post.rights[Action.STRATEGY] == Right.INFORM and week % WEEKS_PER_QUARTER == 0:
            read_announcement(state, p, belief)
