"""Beliefs over layers of contact: a week of the engine's `learn_from_contacts` for everybody, and where it ends."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine import records as layout
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.change.accounts import distance
from orgsim.engine.mechanisms.knowledge.beliefs import copy_row, first_belief, learn_from_contacts
from orgsim.engine.mechanisms.work.market import drift
from orgsim.engine.random import Luck
from orgsim.engine.state import Floats, Records, zeros
from orgsim.laboratory.records import Numbers, matrix


@rule
def week_of_contact(
    after: Floats,
    before: Floats,
    first: Floats,
    posts: Records,
    ties: Records,
    susceptibility: Floats,
    contact_scale: float,
) -> None:
    """Move everybody's belief by a week of contact."""
    for p in range(len(posts)):
        copy_row(after[p], before[p])
        learn_from_contacts(after[p], posts[p], ties, before, first[posts[p].person], susceptibility[p], contact_scale)


def ties_of(contact: ArrayLike, trust: ArrayLike) -> tuple[Records, Records]:
    """Return people and the ties they listen over, from minutes and trust by layer, receiver and source."""
    minutes = np.asarray(contact)
    layers = minutes if minutes.ndim == 3 else minutes[None]
    trusted = np.broadcast_to(np.asarray(trust, np.float64), layers.shape)
    receivers, layer, sources = np.nonzero(layers.transpose(1, 0, 2))
    ties = zeros(layout.TIE, len(receivers))
    ties.receiver, ties.source, ties.layer = receivers, sources, layer
    ties.person = sources
    ties.minutes = layers[layer, receivers, sources]
    ties.trust = trusted[layer, receivers, sources]
    people = layers.shape[1]
    posts = zeros(layout.POST, people)
    posts.person = np.arange(people)
    posts.first_tie = np.searchsorted(receivers, np.arange(people))
    posts.ties = np.bincount(receivers, minlength=people)
    return posts, ties


Step = Callable[..., Numbers]


def move_beliefs(
    beliefs: ArrayLike,
    first: ArrayLike,
    contact: ArrayLike,
    *,
    trust: ArrayLike = 1.0,
    susceptibility: ArrayLike = 1.0,
    contact_scale: float = 1e-3,
) -> Numbers:
    """Return everybody's beliefs after one week of contact, (N, K).

    Parameters
    ----------
    beliefs, first
        (N, K) what each of N people thinks of K things now, and thought on arrival.
    contact
        (N, N) or (layers, N, N) whole minutes a week that the row listens to the column; the diagonal is listening to oneself.
    trust
        Of the same shape, or one number, 0..1: what is heard is weighed by trust x minutes.
    susceptibility
        (N,) or one number, 0..1: how far people end up with what they hear rather than with what they brought along.
    contact_scale
        Trusted minutes that move a belief 63 % of the way in a week. The default makes any contact move it all the way, which is the
        step of DeGroot 1974 (and, with a susceptibility below 1, of Friedkin and Johnsen 1999).

    Example
    -------
    >>> move_beliefs([[0.0], [50.0], [100.0]], [[0.0], [50.0], [100.0]], [[6, 3, 1], [2, 5, 3], [1, 4, 5]]).ravel().tolist()
    [25.0, 55.0, 70.0]
    """
    before = matrix(beliefs)
    posts, ties = ties_of(contact, trust)
    open_to = np.ascontiguousarray(np.broadcast_to(np.asarray(susceptibility, np.float64), (len(before),)))
    after = np.zeros_like(before)
    week_of_contact(after, before, matrix(first), posts, ties, open_to, contact_scale)
    return after


class Settled(NamedTuple):
    """Where beliefs ended: `beliefs` (N, K), `weeks` it took, and whether they settled, go round in a cycle, or still move."""

    beliefs: Numbers
    weeks: int
    ending: Literal["settled", "cycle", "moving"]


def settle(
    first: ArrayLike,
    contact: ArrayLike,
    *,
    weeks: int = 2000,
    tolerance: float = 1e-13,
    step: Step = move_beliefs,
    **how: ArrayLike,
) -> Settled:
    """Move beliefs week by week until they stay as they are, return to where they were two weeks ago, or time is over.

    Arguments as in `move_beliefs`; `tolerance` is the largest change that counts as none, in the unit of the beliefs.

    Example
    -------
    >>> settle([[0.0], [1.0]], [[0, 1], [1, 0]]).ending
    'cycle'
    """
    start = matrix(first)
    older, old = start, step(start, start, contact, **how)
    for week in range(2, weeks + 1):
        new = step(old, start, contact, **how)
        if np.abs(new - old).max() <= tolerance:
            return Settled(new, week, "settled")
        if np.abs(new - older).max() <= tolerance:
            return Settled(new, week, "cycle")
        older, old = old, new
    return Settled(old, weeks, "moving")


def first_beliefs(weights: ArrayLike, spread: float, luck: Luck, keys: ArrayLike) -> Numbers:
    """Return what newcomers think the weights (K,) of the day are, (N, K), rows sum to 1: the weights, misread by exp(spread x z).

    `keys` (N,) are whole numbers from 0 below 2**32, one a newcomer: the same key misreads in the same way.
    """
    who = np.asarray(keys, np.int64)
    true = np.asarray(weights, np.float64)
    out = np.zeros((len(who), len(true)))
    for row, key in enumerate(who):
        first_belief(out[row], true, spread, luck, key)
    return out


def strategy_course(weights: ArrayLike, quarters: int, luck: Luck, *, probability: float, size: float = 1.0) -> Numbers:
    """Return the true weights quarter by quarter, (quarters, K): with `probability` two of them trade places, as far as `size`."""
    first = np.asarray(weights, np.float64)
    out = np.zeros((quarters, len(first)))
    drift(out, first, luck, probability, size, zeros(layout.EVENT, 0))
    return out


def belief_alignment(beliefs: ArrayLike, weights: ArrayLike) -> Numbers:
    """Return 1 minus the total variation distance of each belief (N, K) to the true weights (K,), (N,): 1 is right, 0 shares nothing."""
    true = np.asarray(weights, np.float64)
    return np.array([1.0 - distance(belief, true) for belief in matrix(beliefs)])
