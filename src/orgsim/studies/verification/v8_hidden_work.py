"""Hidden work of the Virtual Design Team: what questions and rework add to what was planned."""

from collections.abc import Callable
from functools import partial

import numpy as np

from orgsim import laboratory as lab
from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.laboratory.records import Numbers, Whole
from orgsim.studies.checks import Check, Reading, exact, sampled

WEEKS, ITEMS = 200, 4_000
CASES = ((0.1, 1.0, 1.1111), (0.2, 1.0, 1.25), (0.3, 0.5, 1.1765))
"""Chance of a question a week, rework in weeks, effort over planned effort: 1 / (1 - p r)."""

Work = Callable[..., Whole]


def multiplier(p: float, r: float, seed: int, work: Work) -> Numbers:
    """Return effort over planned effort of many items of 200 weeks."""
    effort = np.full(ITEMS, float(WEEKS * MINUTES_PER_WEEK))
    return np.asarray(work(effort, p, lab.luck(seed, 8), rework_if_answered=r / WEEKS) / effort)


def hidden_work(seed: int, work: Work = lab.work) -> list[Reading]:
    """Effort over planned effort, where rework may throw up questions in turn; and that it grows faster than interdependence."""
    return [
        sampled(f"p {p:g}, r {r:g}: effort over planned effort", target, multiplier(p, r, seed, work), rounding=2.5e-4)
        for p, r, target in CASES
    ]


def interdependence(seed: int, effect: float = 0.5) -> list[Reading]:
    """Hidden work against unmet coordination: each further step adds more than the one before."""
    unmet = np.linspace(0.0, 1.0, 11)
    chance = lab.question_chance(0.3, unmet=unmet, unmet_effect=effect)
    hidden = 1.0 / (1.0 - chance) - 1.0
    steps = np.diff(hidden)
    reason = "any convexity at all: arithmetic"
    growth = float(np.diff(steps).min())
    what = "smallest growth from one step of unmet coordination to the next"
    return [
        exact(
            "chance of a question with no coordination met, over that with all",
            1.5,
            chance[-1] / chance[0],
            1e-9,
            reason,
        ),
        Reading(what, 0.0, growth, 1e-4, reason, side="above"),
        exact("with no coordination needed nothing is added to the base rate", 0.3, float(chance[0])),
    ]


def everything(seed: int, work: Work = lab.work, effect: float = 0.5) -> list[Reading]:
    """All readings on hidden work."""
    return [*hidden_work(seed, work), *interdependence(seed, effect)]


def single_pass(effort: Numbers, chance: float, luck: lab.Luck, *, rework_if_answered: float) -> Whole:
    """Mutant: rework never throws up a question: 1 + p r."""
    planned = np.full(len(effort), WEEKS)
    questions = np.random.default_rng(8).binomial(planned, chance)
    return np.asarray(effort * (1.0 + questions * rework_if_answered), np.int64)


def unasked(effort: Numbers, chance: float, luck: lab.Luck, *, rework_if_answered: float) -> Whole:
    """Null model: nobody has questions."""
    return lab.work(effort, 0.0, luck, rework_if_answered=rework_if_answered)


CHECKS = [
    Check(
        "V8a-hidden-work",
        "Questions and rework add to planned effort what a geometric series says, and more so the more "
        "coordination is missing.",
        "Jin & Levitt 1996, Computational and Mathematical Organization Theory 2(3): 1 / (1 - p r)",
        everything,
        {
            "rework is done once": partial(everything, work=single_pass),
            "coordination does not matter": partial(everything, effect=0.0),
        },
        {"no questions": partial(everything, work=unasked)},
        remarks=(
            "Work is counted in whole weeks, so an item that ends within a week has its question drawn for the whole "
            "of it; with items of 200 weeks this adds at most 0.00025 to the ratio, which the tolerance includes."
        ),
    )
]
