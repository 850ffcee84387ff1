"""Fitting numbers to what was observed: history matching, then approximate Bayesian computation.

A point is a value for every key. History matching (Craig et al. 1997; Vernon et al. 2010) throws points out whose simulated
observables lie further from what was observed than three standard deviations of all that may part them: the error of the observation,
the discrepancy of the model, and luck, since the company's own history is one future of many. Each wave draws new points from the box
that the last one has left. What is left is weighed by ABC with regression (Beaumont et al. 2002): single simulated futures, with
error and discrepancy added to them (Wilkinson 2013), count by how near they come to what was observed.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.errors import InputError
from orgsim.metrics.outcome import Values

IMPLAUSIBLE = 3.0
"""Standard deviations from which on a point is thrown out (Pukelsheim's rule of three sigma)."""
MARGIN = 0.1
"""How much wider than the points that are left the box of the next wave is, a share of its width on either side."""
NEAREST = 0.3
"""Share of the simulated futures that ABC accepts."""
MISSED = 0.05
"""Chance below which the fitted model does not reach what was observed."""
FEWEST = 5
"""Points that have to be left to go on."""

Simulate = Callable[[Values], Values]
"""Shares of the way through each range, (points, keys), in; observables, (points, futures, observables), out."""


@dataclass(frozen=True)
class Observed:
    """One observable: its value, the standard error of that, and the standard deviation of the model from it with the right numbers."""

    name: str
    value: float
    error: float
    discrepancy: float


@dataclass(frozen=True)
class Wave:
    """One wave of history matching."""

    box: Values
    """What it drew from, (keys, 2) in shares."""
    shares: Values
    """Its points, (points, keys)."""
    means: Values
    """Simulated observables of each point, means over futures, (points, observables)."""
    apart: Values
    """How far each point lies from each observation, in standard deviations, (points, observables)."""

    @property
    def points(self) -> int:
        """How many points it tried."""
        return len(self.shares)

    @property
    def furthest(self) -> Values:
        """The distance of each point from the observation that it is furthest from, (points,)."""
        return np.asarray(self.apart.max(axis=1))

    @property
    def left(self) -> int:
        """How many points come near what was observed."""
        return int((self.furthest <= IMPLAUSIBLE).sum())

    @property
    def least(self) -> float:
        """The distance of the nearest point."""
        return float(self.furthest.min())


@dataclass(frozen=True)
class Posterior:
    """What is known after the fit: shares of the way through each range, (draws, keys), with weights; and futures of the fitted model.

    `observables` are those of all futures of the points that the draws come from, (futures, observables), with the weights of their
    points: what the fitted model makes of the company, whatever luck it has.
    """

    shares: Values
    weights: Values
    observables: Values
    futures_weights: Values
    waves: tuple[Wave, ...]

    def quantiles(self, key: int, levels: Sequence[float]) -> list[float]:
        """Return quantiles of one key, in shares."""
        return _quantiles(self.shares[:, key], self.weights, levels)

    def predicted(self, observable: int, levels: Sequence[float]) -> list[float]:
        """Return quantiles of one observable over futures of the fitted model."""
        return _quantiles(self.observables[:, observable], self.futures_weights, levels)

    def chance(self, observable: int, one: Observed) -> float:
        """Return the chance that the fitted model would be observed at least as far out as the company was, on either side.

        This is a posterior predictive check (Gelman, Meng and Stern 1996) with the error and the discrepancy in it.
        """
        from scipy.stats import norm

        gaps = (one.value - self.observables[:, observable]) / (math.hypot(one.error, one.discrepancy) + 1e-12)
        below = float(np.average(norm.cdf(gaps), weights=self.futures_weights))
        return 2.0 * min(below, 1.0 - below)

    def misses(self, observable: int, one: Observed) -> bool:
        """Tell whether what was observed lies outside 95 % of what would be observed of the fitted model."""
        return self.chance(observable, one) < MISSED


def _quantiles(values: Values, weights: Values, levels: Sequence[float]) -> list[float]:
    order = np.argsort(values)
    below = np.cumsum(weights[order]) / weights.sum()
    return [float(values[order][min(int(np.searchsorted(below, level)), len(values) - 1)]) for level in levels]


def match(
    observed: Sequence[Observed], keys: int, simulate: Simulate, *, points: int, waves: int, seed: int
) -> Posterior:
    """Fit keys to what was observed.

    Raises
    ------
    InputError
        When no point comes near what was observed, naming the observable that is furthest off.
    """
    from scipy.stats.qmc import LatinHypercube

    luck = np.random.default_rng(seed)
    box = np.tile([0.0, 1.0], (keys, 1))
    told: list[Wave] = []
    for wave in range(1, waves + 1):
        cube = LatinHypercube(keys, rng=luck).random(points)
        shares = box[:, 0] + cube * (box[:, 1] - box[:, 0])
        values = simulate(shares)
        apart = implausibility(values, observed)
        furthest = apart.max(axis=1)
        left = furthest <= IMPLAUSIBLE
        told.append(Wave(box, shares, _means(values), apart))
        if left.sum() < FEWEST:
            if wave == waves:
                raise InputError(_nowhere(apart, observed, int(left.sum()), points))
            left = (
                furthest <= np.sort(furthest)[min(2 * FEWEST, points) - 1]
            )  # too few hit it: go on around the nearest
        last = shares, values, box
        box = _around(shares[left], box)
    return _weighed(*last, observed, luck, tuple(told))


def _means(values: Values) -> Values:
    """Return the mean of each observable over the futures that have a value, (points, observables); NaN where none has."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def implausibility(values: Values, observed: Sequence[Observed]) -> Values:
    """Return how far points lie from observables, in standard deviations, (points, observables), given (points, futures, observables).

    A point where hardly a future has a value of an observable is infinitely far from it.
    """
    targets = np.array([one.value for one in observed])
    apart = np.array([one.error**2 + one.discrepancy**2 for one in observed])
    futures = values.shape[1]
    known = np.isfinite(values).sum(axis=1) > 1
    seen = np.where(known[:, None, :], values, 0.0)
    means, spread = np.nanmean(seen, axis=1), np.nanvar(seen, axis=1, ddof=1)
    far = np.abs(means - targets) / np.sqrt(apart + spread * (1.0 + 1.0 / futures) + 1e-300)
    return np.where(known, far, np.inf)


def _nowhere(distances: Values, observed: Sequence[Observed], left: int, points: int) -> str:
    """Say that too few points are left, and which observable is to blame."""
    worst = observed[int(distances.min(axis=0).argmax())]
    far = float(distances.min(axis=0).max())
    return (
        f"{left} of {points} points come near what was observed, and {FEWEST} are needed: {worst.name} stays at least {far:.1f} standard "
        "deviations away. Widen a range, vary other keys, state a larger discrepancy, or try more --points"
    )


def _around(shares: Values, box: Values) -> Values:
    """Return a box around some points, a little wider, within the old one."""
    low, high = shares.min(axis=0), shares.max(axis=0)
    wide = MARGIN * (high - low) + 1e-9
    return np.column_stack((np.maximum(box[:, 0], low - wide), np.minimum(box[:, 1], high + wide)))


def _weighed(
    shares: Values,
    values: Values,
    box: Values,
    observed: Sequence[Observed],
    luck: np.random.Generator,
    waves: tuple[Wave, ...],
) -> Posterior:
    """Return the posterior by ABC with local linear regression over the single futures of the last wave."""
    points, futures, _ = values.shape
    draws = np.repeat(shares, futures, axis=0)
    seen = values.reshape(points * futures, -1)
    known = np.isfinite(seen).all(axis=1)
    of = np.repeat(np.arange(points), futures)[known]
    draws, seen = draws[known], seen[known]
    scatter = np.array([(one.error**2 + one.discrepancy**2) ** 0.5 for one in observed])
    noisy = seen + luck.normal(0.0, 1.0, seen.shape) * scatter
    gaps = (noisy - np.array([one.value for one in observed])) / (noisy.std(axis=0) + 1e-300)
    distance = np.sqrt((gaps**2).sum(axis=1))
    reach = float(np.quantile(distance, NEAREST)) + 1e-300
    weights = np.clip(1.0 - (distance / reach) ** 2, 0.0, None)  # Epanechnikov
    kept = weights > 0.0
    adjusted = _regressed(draws[kept], gaps[kept], weights[kept], box)
    by_point = np.bincount(of, weights, points) / np.maximum(np.bincount(of, minlength=points), 1)
    likely = by_point[of] > 0.0
    return Posterior(adjusted, weights[kept], seen[likely], by_point[of][likely], waves)


def _regressed(draws: Values, gaps: Values, weights: Values, box: Values) -> Values:
    """Return draws moved to where they would lie had their observables been met, on the scale of log odds so that they stay in the box."""
    inside = np.clip((draws - box[:, 0]) / (box[:, 1] - box[:, 0]), 1e-6, 1.0 - 1e-6)
    odds = np.log(inside / (1.0 - inside))
    design = np.column_stack((np.ones(len(gaps)), gaps)) * np.sqrt(weights)[:, None]
    slopes, *_ = np.linalg.lstsq(design, odds * np.sqrt(weights)[:, None], rcond=None)
    moved = odds - gaps @ slopes[1:]
    return np.asarray(box[:, 0] + (box[:, 1] - box[:, 0]) / (1.0 + np.exp(-moved)))
