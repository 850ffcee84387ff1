"""Selection on a noisy rating: how good the promoted really are, and what is left of it in another role."""

from functools import partial

import numpy as np
from scipy.stats import norm

from orgsim import laboratory as lab
from orgsim.studies.checks import Check, Reading, sampled

PEOPLE, TRIALS, SHARE = 2_000, 300, 0.1
RELIABILITY, TRANSFER = 0.52, 0.3


def intensity(share: float) -> float:
    """Return the mean of a standard normal variate among the highest share."""
    return float(norm.pdf(norm.ppf(1.0 - share)) / share)


def selection(seed: int, *, by_lot: bool = False, transfer: float = TRANSFER) -> list[Reading]:
    """Promote the best rated tenth; read their true standing before and after."""
    luck = np.random.default_rng([seed, 10])
    before, after = np.empty(TRIALS), np.empty(TRIALS)
    for trial in range(TRIALS):
        skill = luck.standard_normal(PEOPLE)
        rating = RELIABILITY**0.5 * skill + (1.0 - RELIABILITY) ** 0.5 * luck.standard_normal(PEOPLE)
        marks = luck.standard_normal(PEOPLE) if by_lot else rating
        chosen = lab.promote(marks, int(SHARE * PEOPLE))
        before[trial] = skill[chosen].mean()
        after[trial] = lab.carry_over(skill[chosen], luck.standard_normal(len(chosen)), transfer).mean()
    gain = RELIABILITY**0.5 * intensity(SHARE)
    finite = 0.002
    return [
        sampled("true standing of the promoted, standard deviations", gain, before, rounding=finite),
        sampled("their standing in the new role", TRANSFER * gain, after, rounding=finite),
    ]


CHECKS = [
    Check(
        "C2-selection",
        "People promoted on a rating are better than others by its accuracy (the root of its reliability) times the "
        "intensity of selection, and regress in a new role.",
        "Lazear 2004, Journal of Political Economy 112; the breeder's equation; a pool of 2000 instead of "
        "infinitely many adds 0.002",
        selection,
        {"everything carries over": partial(selection, transfer=1.0)},
        {"promotion by lot": partial(selection, by_lot=True)},
    )
]
