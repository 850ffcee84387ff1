"""Where an answer turns: the value of one key at which the mean paired difference crosses zero, with its interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Estimate, estimated

GRID = 9
"""Values of the key that are tried first."""
HALVINGS = 5
"""Times that an interval with a change of sign is halved."""
RESAMPLES = 2_000

Differences = Callable[[Sequence[float]], list[Values]]
"""Paired differences, (futures,), at each of some values of a key; the same futures at all of them."""


@dataclass(frozen=True)
class Tried:
    """The mean paired difference at one value of the key."""

    value: float
    difference: Estimate


@dataclass(frozen=True)
class Crossing:
    """A value of the key at which the mean difference crosses zero: upward, or downward, as the key grows.

    `low` and `high` hold it in 95 % of resamples of the futures; None where it is not within the range in more than 2.5 % of them.
    """

    value: float
    low: float | None
    high: float | None
    upward: bool


@dataclass(frozen=True)
class Threshold:
    """What was tried, in the order of values, and where the difference crosses zero."""

    key: str
    tried: tuple[Tried, ...]
    crossings: tuple[Crossing, ...]
    futures: int


def threshold(key: str, low: float, high: float, differences: Differences) -> Threshold:
    """Search a range of a key for the values at which the mean paired difference crosses zero.

    Changes of sign between neighbours of a grid are found and halved; one that goes back within a single interval of the grid is not seen.
    """
    places = np.linspace(low, high, GRID).tolist()
    found = dict(zip(places, differences(places), strict=True))
    for _ in range(HALVINGS):
        middles = [(one + other) / 2.0 for one, other in _changes(found)]
        if not middles:
            break
        found |= dict(zip(middles, differences(middles), strict=True))
    values = sorted(found)
    table = np.array([found[value] for value in values])
    tried = tuple(Tried(value, estimated(found[value])) for value in values)
    crossings = tuple(_crossing(values, table, one, other) for one, other in _changes(found))
    return Threshold(key, tried, crossings, table.shape[1])


def _changes(found: dict[float, Values]) -> list[tuple[float, float]]:
    """Return the neighbours between which the mean changes its sign."""
    values = sorted(found)
    means = [float(np.nanmean(found[value])) for value in values]
    return [
        (values[place], values[place + 1])
        for place in range(len(values) - 1)
        if (means[place] < 0.0) != (means[place + 1] < 0.0)
    ]


def _crossing(values: Sequence[float], table: Values, low: float, high: float) -> Crossing:
    """Return where the mean crosses zero between two values, with the interval over resamples of the futures, given (values, futures)."""
    means = np.nanmean(table, axis=1)
    middle = next(at for at, below in zeros(values, means) if low <= at <= high)
    upward = next(up for at, up in zeros(values, means) if at == middle)
    luck, count = np.random.default_rng(1), table.shape[1]
    drawn = [
        _nearest(values, np.nanmean(table[:, luck.integers(0, count, count)], axis=1), middle, upward)
        for _ in range(RESAMPLES)
    ]
    ends = np.quantile(drawn, (0.025, 0.975), method="inverted_cdf")
    least, most = (float(end) if np.isfinite(end) else None for end in ends)
    return Crossing(middle, least, most, upward)


def zeros(values: Sequence[float], means: Values) -> list[tuple[float, bool]]:
    """Return where a line through points crosses zero, and whether upward."""
    found = []
    for place in range(len(values) - 1):
        here, there = float(means[place]), float(means[place + 1])
        if (here < 0.0) != (there < 0.0):
            at = values[place] + (values[place + 1] - values[place]) * here / (here - there)
            found.append((at, there > here))
    return found


def _nearest(values: Sequence[float], means: Values, middle: float, upward: bool) -> float:
    """Return the crossing in the same direction that is nearest to another one; infinite, to the side to which it has left the range."""
    same = [at for at, up in zeros(values, means) if up == upward]
    if same:
        return min(same, key=lambda at: abs(at - middle))
    return float("-inf") if (float(np.mean(means)) > 0.0) == upward else float("inf")
