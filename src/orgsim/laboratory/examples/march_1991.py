"""March 1991, Exploration and Exploitation in Organizational Learning (Organization Science 2, 71), with code of its own.

Reality has m dimensions of -1 or 1. Each of n members believes -1, 0 or 1 about each; so does the organisation's code, which starts at
0. In a period, members take over each belief of the code (other than 0) with probability p1; the code learns from those members who
know more than it does: with k of them more that differ from it than agree, it takes the majority's belief with probability
1 - (1 - p2)^k. With turnover a member is replaced, by one with fresh beliefs, with probability p3; in a turbulent world each
dimension of reality turns over with probability p4.

The paper does not say what a member with belief 0 counts for when the code is 0 as well. Both readings are here, see `ZEROS`.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Beliefs = NDArray[np.int8]
Zeros = Literal["agree", "abstain"]
"""Whether members without a belief agree with a code that has none, or abstain."""


class World(NamedTuple):
    """Many organisations at once: `reality` and `code` are (runs, 1, m), `members` (runs, n, m)."""

    reality: Beliefs
    members: Beliefs
    code: Beliefs


def begin(luck: np.random.Generator, runs: int, n: int, m: int) -> World:
    """Draw realities and first beliefs."""
    reality = np.where(luck.random((runs, 1, m)) < 0.5, -1, 1).astype(np.int8)
    return World(reality, luck.integers(-1, 2, (runs, n, m), dtype=np.int8), np.zeros((runs, 1, m), np.int8))


def superior_votes(world: World, everybody: bool) -> tuple[NDArray[np.int64], ...]:
    """Return how many of those who know more than the code believe 1, -1 and 0, each (runs, 1, m)."""
    known = (world.members == world.reality).sum(axis=2, keepdims=True)
    better = known > (world.code == world.reality).sum(axis=2, keepdims=True)
    if everybody:
        better = np.ones_like(better)
    return tuple((better & (world.members == belief)).sum(axis=1, keepdims=True) for belief in (1, -1, 0))


def learned_code(world: World, luck: np.random.Generator, p2: float, zeros: Zeros, everybody: bool) -> Beliefs:
    """Return the code after it has learned from its betters."""
    ups, downs, nothings = superior_votes(world, everybody)
    lead = np.where(world.code == 1, downs - ups, ups - downs)
    undecided = np.abs(ups - downs) if zeros == "abstain" else np.maximum(ups, downs) - nothings
    more = np.maximum(0, np.where(world.code == 0, undecided, lead))
    change = (luck.random(world.code.shape) < 1.0 - (1.0 - p2) ** more) & (ups != downs)
    return np.where(change, np.sign(ups - downs), world.code).astype(np.int8)


def period(
    world: World,
    luck: np.random.Generator,
    *,
    p1: float,
    p2: float,
    p3: float = 0.0,
    p4: float = 0.0,
    zeros: Zeros = "agree",
    everybody: bool = False,
) -> World:
    """Return the world a period later: members learn from the code while it learns from them; then people and reality turn over."""
    code = learned_code(world, luck, p2, zeros, everybody)
    take = (luck.random(world.members.shape, dtype=np.float32) < p1) & (world.code != 0)
    members = np.where(take, world.code, world.members)
    reality = world.reality
    if p3 > 0.0:
        new = luck.random((*members.shape[:2], 1)) < p3
        members = np.where(new, luck.integers(-1, 2, members.shape, dtype=np.int8), members)
    if p4 > 0.0:
        reality = np.where(luck.random(reality.shape) < p4, -reality, reality)
    return World(reality, members, code)


def code_knowledge(
    seed: int,
    *,
    p1: float,
    p2: float,
    p3: float = 0.0,
    p4: float = 0.0,
    zeros: Zeros = "agree",
    everybody: bool = False,
    at: tuple[int, ...] = (80,),
    runs: int = 150,
    n: int = 50,
    m: int = 30,
) -> NDArray[np.float64]:
    """Return the share of reality that each organisation's code gets right at some periods, (runs, len(at)).

    `everybody` lets the code learn from all members, which is not March's model: it is there to show what his selection does.
    """
    luck = np.random.default_rng([seed, 1991])
    world = begin(luck, runs, n, m)
    known = []
    for time in range(1, max(at) + 1):
        world = period(world, luck, p1=p1, p2=p2, p3=p3, p4=p4, zeros=zeros, everybody=everybody)
        if time in at:
            known.append((world.code == world.reality).mean(axis=(1, 2)))
    return np.column_stack(known)
