"""What an initiative seems to be worth: from what a judge sees, what such cases bring as a rule, and what a rollback saves."""

import math
from statistics import NormalDist

NORMAL = NormalDist()


def kept(weeks: float, half_life: float) -> float:
    """Return what time has left of an opportunity; without a half-life, all of it."""
    return math.exp(-math.log(2.0) * weeks / half_life) if half_life else 1.0


def judged(seen: float, spread: float, error: float) -> tuple[float, float]:
    """Return the median of the promise and the spread that is left, to a judge who weighs what is seen against what is usual.

    Precisions add up: 1 / spread^2 of what is usual, whose logarithm is 0, and 1 / error^2 of what is seen.
    """
    if spread == 0.0:
        return 1.0, 0.0
    if error == 0.0:
        return math.exp(seen), 0.0
    usual, look = 1.0 / spread**2, 1.0 / error**2
    return math.exp(seen * look / (usual + look)), math.sqrt(1.0 / (usual + look))


def beyond(median: float, spread: float, cost: float) -> float:
    """Return the mean of what a log-normal gain leaves above a cost, counted as nothing where it is below."""
    if spread == 0.0 or cost == 0.0:
        return max(0.0, median * math.exp(0.5 * spread**2) - cost)
    z = math.log(median / cost) / spread
    return median * math.exp(0.5 * spread**2) * NORMAL.cdf(z + spread) - cost * NORMAL.cdf(z)


def worth(median: float, spread: float, cost: float, exposure: float) -> float:
    """Return the mean of a bet of which all gains and only an exposed part of the losses count."""
    above = beyond(median, spread, cost)
    below = above - (median * math.exp(0.5 * spread**2) - cost)
    return above - exposure * below
