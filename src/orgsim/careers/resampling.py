"""Intervals of what is pooled over futures: the futures are drawn again, the same ones for everything that is compared.

Source: Efron 1979, Bootstrap methods: another look at the jackknife (Annals of Statistics 7, 1); percentile intervals of 95 %.
"""

from functools import cache

import numpy as np

from orgsim.careers.outcomes import Range
from orgsim.careers.simulation import Array

DRAWS = 1000
FEWEST_FUTURES = 2


@cache
def drawn_again(futures: int) -> Array:
    """Return how often each future is in each draw: (draws, futures). The same for the same number of futures."""
    shares = np.full(futures, 1.0 / futures)
    return np.random.default_rng(futures).multinomial(futures, shares, size=DRAWS).astype(float)


def over_draws(value: float, draws: Array) -> Range:
    """Return a value with the middle 95 % of what the draws (one each) give; without an interval when there are too few."""
    known = draws[~np.isnan(draws)]
    if len(known) < DRAWS // 2:
        return Range(value, float("nan"), float("nan"))
    low, high = np.quantile(known, (0.025, 0.975), method="nearest")  # which may be infinite
    return Range(value, float(low), float(high))


def pooled_share(part: Array, whole: Array) -> tuple[float, Array]:
    """Return the share of sums over futures, and the same in every draw; both arguments are (futures,)."""
    weights = drawn_again(len(part))
    with np.errstate(invalid="ignore", divide="ignore"):
        draws = (weights @ part) / (weights @ whole)
        value = float(np.divide(part.sum(), whole.sum()))
    if len(part) < FEWEST_FUTURES:
        draws = np.full(DRAWS, np.nan)
    return value, draws
