"""DeGroot's consensus, Friedkin and Johnsen's stubborn start, and what never settles."""

from functools import partial

import numpy as np

from orgsim import laboratory as lab
from orgsim.laboratory.beliefs import Step
from orgsim.laboratory.records import Numbers
from orgsim.studies.checks import Check, Reading, exact

MINUTES = np.array([[6, 3, 1], [2, 5, 3], [1, 4, 5]])
"""Contact of three people: shares (.6, .3, .1), (.2, .5, .3), (.1, .4, .5)."""
INFLUENCE = (13 / 46, 19 / 46, 14 / 46)
START = np.array([[0.0], [50.0], [100.0]])


def degroot(seed: int, step: Step = lab.move_beliefs) -> list[Reading]:
    """Consensus of three, by everybody's influence."""
    ended = lab.settle(START, MINUTES, step=step)
    found = [exact("consensus of (0, 50, 100)", 2350 / 46, ended.beliefs[person, 0]) for person in range(3)]
    influence = lab.settle(np.eye(3), MINUTES, step=step).beliefs[0]
    found += [exact(f"influence of person {row + 1}", INFLUENCE[row], influence[row]) for row in range(3)]
    return found


def apart(seed: int, step: Step = lab.move_beliefs) -> list[Reading]:
    """Two groups that never meet keep to themselves; two people who only copy each other never settle."""
    contact = np.zeros((5, 5), np.int64)
    contact[:3, :3] = MINUTES
    contact[3:, 3:] = 1
    ended = lab.settle([[0.0], [50.0], [100.0], [10.0], [30.0]], contact, step=step)
    copying = lab.settle([[0.0], [1.0]], [[0, 1], [1, 0]], step=step)
    slower = lab.settle([[0.0], [1.0]], [[0, 1], [1, 0]], step=partial(step, contact_scale=2.0))
    return [
        exact("consensus of the first group", 2350 / 46, ended.beliefs[0, 0]),
        exact("consensus of the second group", 20.0, ended.beliefs[4, 0]),
        exact("two who copy each other wholly: goes round in a cycle (1 = yes)", 1.0, copying.ending == "cycle"),
        exact("two who copy each other in part: settles half-way", 0.5, slower.beliefs[0, 0]),
    ]


def friedkin(seed: int, step: Step = lab.move_beliefs) -> list[Reading]:
    """Where eight people over two layers settle who keep something of what they brought along: (I - A W)^-1 (I - A) b(0)."""
    luck = np.random.default_rng([seed, 31])
    minutes = luck.integers(0, 30, (2, 8, 8))
    trust = luck.uniform(0.1, 1.0, (2, 8, 8))
    open_to = luck.uniform(0.2, 0.95, 8)
    first = luck.dirichlet(np.ones(4), 8)
    ended = lab.settle(first, minutes, trust=trust, susceptibility=open_to, contact_scale=60.0, step=step)
    weights = (minutes * trust).sum(axis=0)
    heard = weights / weights.sum(axis=1, keepdims=True)
    mixed = open_to[:, None] * heard
    solved = np.linalg.solve(np.eye(8) - mixed, (1.0 - open_to)[:, None] * first)
    what = "largest distance to the closed form, 8 people, 2 layers, 4 objectives"
    return [exact(what, 0.0, np.abs(ended.beliefs - solved).max())]


def everything(seed: int, step: Step = lab.move_beliefs) -> list[Reading]:
    """All readings on beliefs."""
    return [*degroot(seed, step), *apart(seed, step), *friedkin(seed, step)]


def leaking(beliefs: Numbers, first: Numbers, contact: Numbers, **how: object) -> Numbers:
    """Mutant: rows of influence that sum to 0.99."""
    return 0.99 * lab.move_beliefs(beliefs, first, contact, **how)  # type: ignore[arg-type]


def unweighted(beliefs: Numbers, first: Numbers, contact: Numbers, **how: object) -> Numbers:
    """Mutant: every contact counts alike, however long it is."""
    return lab.move_beliefs(beliefs, first, np.asarray(contact) > 0, **how)  # type: ignore[arg-type]


def nobody(beliefs: Numbers, first: Numbers, contact: Numbers, **how: object) -> Numbers:
    """Null model: no network."""
    return lab.move_beliefs(beliefs, first, np.zeros_like(contact), **how)  # type: ignore[arg-type]


CHECKS = [
    Check(
        "V3-consensus",
        "Beliefs settle where DeGroot and, with susceptibilities below 1, Friedkin and Johnsen say; what cannot "
        "settle is reported.",
        "DeGroot 1974, JASA 69; Friedkin & Johnsen 1999; influence is the left eigenvector of the weights",
        everything,
        {
            "weights that do not sum to 1": partial(everything, step=leaking),
            "contact counted without its length": partial(everything, step=unweighted),
        },
        {"no network": partial(everything, step=nobody)},
        remarks=(
            "In a simulated organisation a week of contact never moves a belief all the way, so pairs that copy each "
            "other settle there; the pure cycle exists in the laboratory only, where it is reported and not looped "
            "over for ever."
        ),
    )
]
