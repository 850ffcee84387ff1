"""Renewal: how much of the time a post stands empty."""

from functools import partial

import numpy as np
from scipy.stats import norm

from orgsim import laboratory as lab
from orgsim.studies.checks import Check, Reading, exact, sampled

EXITS, MEDIAN, SIGMA = 0.19, 9.0, 0.5
POSTS, WEEKS = 800, 6_000


def mean_search() -> float:
    """Return the mean of a log-normal search rounded to whole weeks, at least 1."""
    weeks = np.arange(1, 2_000)
    below = norm.cdf(np.log((weeks + 0.5) / MEDIAN) / SIGMA)
    return float(weeks @ np.diff(below, prepend=0.0))


def renewal(seed: int, *, exits: float = EXITS, sigma: float = SIGMA) -> list[Reading]:
    """The share of weeks that a post stands empty: mean search over mean search plus mean tenure."""
    weekly = 1.0 - (1.0 - EXITS) ** (1.0 / 52.0)
    search = mean_search()
    empty = lab.vacancies(POSTS, WEEKS, lab.luck(seed, 3), exits_per_year=exits, median=MEDIAN, sigma=sigma)
    return [
        exact("weekly chance to leave, for 19 % a year", weekly, lab.hazard(exits), 1e-12),
        sampled("share of weeks that a post stands empty", search / (search + 1.0 / weekly), empty),
    ]


CHECKS = [
    Check(
        "C3-vacancies",
        "A post stands empty as much of the time as renewal theory says, for the yearly exits and searches of the "
        "register.",
        "alternating renewal process: E[search] / (E[search] + E[tenure])",
        renewal,
        {
            "a year's exits divided by 52": partial(renewal, exits=1.0 - (1.0 - EXITS / 52.0) ** 52),
            "every search takes the median": partial(renewal, sigma=0.0),
        },
    )
]
