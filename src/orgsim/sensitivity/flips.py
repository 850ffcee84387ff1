"""What would flip an answer: the paired difference under many sets of numbers, and under each of those that drive it alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Estimate, estimated
from orgsim.scenario.design import Design
from orgsim.sensitivity.kept import Kept
from orgsim.sensitivity.settings import Doubt, doubts, drawn
from orgsim.sensitivity.trial import Case, Tell, Trial

FUTURES_A_SET = 4
"""Futures in which each set of numbers is tried, other ones for each set."""
DRIVERS = 8
"""So many parameters are tried one at a time."""
SHARE_OF_ENSEMBLE = 0.5
"""Share of the budget that goes into the ensemble; the rest goes into one parameter at a time."""
FEWEST_SETS, FEWEST_FUTURES = 20, 10
UNKNOWN = Estimate(float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True)
class Budget:
    """How many futures go where; each needs two runs, one a design."""

    sets: int
    futures_a_set: int
    drivers: int
    futures_an_end: int

    @classmethod
    def of(cls, runs: int, doubtful: int) -> "Budget":
        """Split a budget of runs; at least what makes sense is spent."""
        drivers = min(DRIVERS, doubtful)
        sets = max(FEWEST_SETS, int(runs * SHARE_OF_ENSEMBLE / (2 * FUTURES_A_SET)))
        ends = int(runs * (1.0 - SHARE_OF_ENSEMBLE) / (4 * max(drivers, 1) + 2))
        return cls(sets, FUTURES_A_SET, drivers, max(FEWEST_FUTURES, ends))

    @property
    def runs(self) -> int:
        """Runs in all, an alternative."""
        return 2 * self.sets * self.futures_a_set + (4 * self.drivers + 2) * self.futures_an_end


@dataclass(frozen=True)
class End:
    """The mean paired difference with one parameter at one value."""

    value: float
    difference: Estimate


@dataclass(frozen=True)
class Driver:
    """One parameter alone at its low and high value; `strength` is its rank correlation with the difference over the ensemble."""

    doubt: Doubt
    strength: float
    low: End
    high: End

    @property
    def swing(self) -> float:
        """How far the difference moves."""
        return abs(self.high.difference.mean - self.low.difference.mean)


@dataclass(frozen=True)
class Flips:
    """How one answer holds under other numbers.

    `better` is the share of the ensemble in which the mean difference is to the good, and the least and the most that it may be (95 %). It
    is estimated from means of few futures each: the spread between sets less what their few futures add to it, taken as normal. `spread`
    is that spread. `base` is the difference with the numbers as they are, in the futures of the drivers. `stated` is the one that the
    answer itself states, in all its futures; without a mean where none is known, and then what turns an answer is measured against the
    ensemble.
    """

    metric: Metric
    design: str
    doubtful: int
    sets: int
    futures_a_set: int
    mean: float
    spread: float
    better: tuple[float, float, float]
    drivers: tuple[Driver, ...]
    budget: Budget
    base: Estimate = UNKNOWN
    stated: Estimate = UNKNOWN

    @property
    def answer(self) -> float:
        """The mean difference on whose side of zero the answer lies."""
        return self.mean if np.isnan(self.stated.mean) else self.stated.mean

    @property
    def is_open(self) -> bool:
        """Whether the answer itself is not told from zero, so that nothing can turn it."""
        return not np.isnan(self.stated.mean) and not self.stated.is_off_zero


def flips(
    baseline: Design,
    design: Design,
    metric: str,
    *,
    runs: int,
    seed: int,
    stated: Estimate = UNKNOWN,
    workers: int | None = None,
    tell: Tell | None = None,
    kept: Kept | None = None,
) -> Flips:
    """Return what would flip the difference of a design to a baseline in a metric, within about so many runs.

    `stated` is the difference of the answer (see `Flips`). `tell` is called with the number of runs done; `Budget.runs` are planned.
    Finished points are `kept` where a place is given.

    Raises
    ------
    SimulationError
        When a run fails under some numbers, as it would in a comparison.
    """
    doubtful = doubts([baseline, design])
    budget = Budget.of(runs, len(doubtful))
    trial = Trial((baseline, design), metric_named(metric), seed, workers, tell, kept or Kept())
    shares = drawn(doubtful, budget.sets, seed)
    settings = [{one.path: one.at(share) for one, share in zip(doubtful, row, strict=True)} for row in shares]
    cases = [(setting, _numbers(place, budget.futures_a_set)) for place, setting in enumerate(settings)]
    found = trial.differences(cases)
    means = np.array([np.nanmean(one) if np.isfinite(one).any() else np.nan for one in found])
    known = np.isfinite(means)
    strengths = _strengths(shares[known], means[known])
    chosen = sorted(range(len(doubtful)), key=lambda place: -abs(strengths[place]))[: budget.drivers]
    (base,) = trial.differences([({}, range(budget.futures_an_end))])
    drivers = _drivers(trial, [(doubtful[place], float(strengths[place])) for place in chosen], budget)
    mean, error, spreads = _spread(found)
    return Flips(
        metric_named(metric),
        design.name,
        len(doubtful),
        int(known.sum()),
        budget.futures_a_set,
        mean,
        spreads[0],
        _share_better(mean, error, spreads, metric_named(metric)),
        drivers,
        budget,
        estimated(base),
        stated,
    )


def _numbers(place: int, count: int) -> range:
    """Return the futures of one set: its own, so that the ensemble covers luck as well."""
    return range(place * count, (place + 1) * count)


def _drivers(trial: Trial, chosen: Sequence[tuple[Doubt, float]], budget: Budget) -> tuple[Driver, ...]:
    """Try parameters one at a time, all of them in the same futures."""
    futures = range(budget.futures_an_end)
    cases: list[Case] = [({doubt.path: value}, futures) for doubt, _ in chosen for value in (doubt.low, doubt.high)]
    found = trial.differences(cases)
    ends = [
        End(next(iter(settings.values())), estimated(differences))
        for (settings, _), differences in zip(cases, found, strict=True)
    ]
    drivers = [
        Driver(doubt, strength, ends[2 * place], ends[2 * place + 1]) for place, (doubt, strength) in enumerate(chosen)
    ]
    return tuple(sorted(drivers, key=lambda one: -one.swing if np.isfinite(one.swing) else 0.0))


def _strengths(shares: Values, means: Values) -> Values:
    """Return the rank correlation of every parameter with the difference, (parameters,)."""
    from scipy.stats import rankdata

    if len(means) < 3:
        return np.zeros(shares.shape[1])
    ranks = rankdata(np.column_stack((shares, means)), axis=0)
    ranks -= ranks.mean(axis=0)
    scale = np.sqrt((ranks**2).sum(axis=0))
    return np.asarray(ranks[:, :-1].T @ ranks[:, -1] / (scale[:-1] * scale[-1] + 1e-12))


def _spread(found: Sequence[Values]) -> tuple[float, float, tuple[float, float, float]]:
    """Return the mean over sets, its standard error, and the standard deviation between sets with its 95 % interval.

    It is that beyond what the few futures of a set add: the variance component of a one-way analysis of variance, its ends by the
    quantiles of F.
    """
    from scipy.stats import f as ratio

    known = [one[np.isfinite(one)] for one in found]
    known = [one for one in known if len(one) > 1]
    if len(known) < 2:
        return float("nan"), float("nan"), (float("nan"),) * 3
    means = np.array([one.mean() for one in known])
    few = float(np.mean([len(one) for one in known]))
    within = float(np.mean([one.var(ddof=1) for one in known]))
    between = few * float(means.var(ddof=1))
    degrees = len(known) - 1, sum(len(one) - 1 for one in known)
    low, high = (float(ratio.ppf(share, *degrees)) for share in (0.975, 0.025))
    variances = [(between / scale - within) / few for scale in (1.0, low, high)]
    middle, least, most = (max(0.0, variance) ** 0.5 for variance in variances)
    return float(means.mean()), float(means.std(ddof=1)) / len(means) ** 0.5, (middle, least, most)


def _share_better(
    mean: float, error: float, spreads: tuple[float, float, float], metric: Metric
) -> tuple[float, float, float]:
    """Return the share of sets in which the true mean difference is to the good, and its least and most."""
    sign = -1.0 if metric.direction == "lower" else 1.0
    ends = [_normal(sign * (mean + shift * error), spread) for shift in (-1.96, 1.96) for spread in spreads]
    return _normal(sign * mean, spreads[0]), min(ends), max(ends)


def _normal(mean: float, spread: float) -> float:
    """Return the probability that a normal variable is above zero."""
    from scipy.stats import norm

    if spread == 0.0:
        return 0.5 if mean == 0.0 else float(mean > 0.0)
    return float(norm.cdf(mean / spread))
