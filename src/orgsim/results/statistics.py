"""The statistics of paired futures."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from orgsim.metrics.metric import Direction, Rope
from orgsim.metrics.outcome import Values

Verdict = Literal["better", "worse", "higher", "lower", "no practical difference", "inconclusive"]

LEVEL = 0.95


@dataclass(frozen=True)
class Spread:
    """One design over all futures: the median, and the range of the middle 80 %."""

    median: float
    low: float
    high: float
    futures: int


@dataclass(frozen=True)
class Comparison:
    """A paired difference (design minus baseline): its mean with an interval, in how many futures it is better or worse, and a verdict."""

    difference: float
    low: float
    high: float
    better: int
    worse: int
    futures: int
    rope_low: float
    rope_high: float
    verdict: Verdict
    variance_ratio: float
    """Variance of the paired difference over that of an unpaired one: below 1/2, common random numbers more than halve it."""


def spread(values: Values) -> Spread:
    """Return the median and the middle 80 % of the futures that have a value."""
    known = values[~np.isnan(values)]
    if len(known) == 0:
        return Spread(float("nan"), float("nan"), float("nan"), 0)
    low, median, high = np.quantile(known, (0.1, 0.5, 0.9))
    return Spread(float(median), float(low), float(high), len(known))


def compare(treated: Values, baseline: Values, direction: Direction, rope: Rope, comparisons: int = 1) -> Comparison:
    """Compare two designs future by future; both are (futures,), NaN where a future has no value.

    The interval is Student's for the mean of the paired differences; two designs that are equal in every future differ by exactly 0. Of
    several `comparisons` it is so wide that all of them hold together (Bonferroni).
    """
    known = ~(np.isnan(treated) | np.isnan(baseline))
    here, there = treated[known], baseline[known]
    differences = here - there
    count = len(differences)
    bounds = rope.bounds(float(np.median(there)) if count else float("nan"))
    if count < 2:
        nothing = float("nan")
        return Comparison(nothing, nothing, nothing, 0, 0, count, *bounds, "inconclusive", nothing)
    found = estimated(differences, comparisons)
    up, down = int(np.sum(differences > 0)), int(np.sum(differences < 0))
    better, worse = (down, up) if direction == "lower" else (up, down)
    verdict = judge(found.low, found.high, *bounds, direction)
    return Comparison(
        found.mean, found.low, found.high, better, worse, count, *bounds, verdict, variance_ratio(here, there)
    )


@dataclass(frozen=True)
class Estimate:
    """A mean over futures with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def is_off_zero(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0.0 or self.high < 0.0


def estimated(values: Values, comparisons: int = 1) -> Estimate:
    """Return the mean of values (futures,) with its interval (Student's t), one of several `comparisons` that hold together.

    Futures without a value are left out; of fewer than two there is no mean.
    """
    known = values[~np.isnan(values)]
    count = len(known)
    if count < 2:
        return Estimate(float("nan"), float("nan"), float("nan"))
    mean = float(np.mean(known))
    half = students_t(count, comparisons) * float(np.std(known, ddof=1)) / count**0.5
    return Estimate(mean, mean - half, mean + half)


@cache
def students_t(count: int, comparisons: int = 1) -> float:
    """Return how many standard errors a 95 % interval of the mean of `count` values reaches to either side.

    Of several `comparisons`, all intervals hold together with 95 % (Bonferroni).
    """
    from scipy.special import stdtrit  # what scipy.stats calls; that takes six times as long to import

    return float(stdtrit(count - 1, 1.0 - (1.0 - LEVEL) / 2 / comparisons))


@dataclass(frozen=True)
class Ratio:
    """A ratio of two means over the same futures, with its 95 % interval."""

    value: float
    low: float
    high: float


def ratio_of_means(above: Values, below: Values) -> Ratio | None:
    """Return the mean of `above` over that of `below`, both (futures,), with Fieller's interval.

    The interval holds the ratios r for which the mean of above - r x below does not differ from 0 by Student's test. It is finite only
    if the interval of the mean of `below` excludes 0; where it does not, or fewer than two futures have both values, there is None.
    Source: Fieller 1954, Some problems in interval estimation, J. R. Stat. Soc. B 16.
    """
    known = ~(np.isnan(above) | np.isnan(below))
    over, under = above[known], below[known]
    if len(over) < 2:
        return None
    (over_square, product), (_, under_square) = students_t(len(over)) ** 2 / len(over) * np.cov(over, under)
    a = float(np.mean(under)) ** 2 - under_square
    b = float(np.mean(over) * np.mean(under)) - product
    c = float(np.mean(over)) ** 2 - over_square
    if a <= 0.0:
        return None
    root = max(0.0, b * b - a * c) ** 0.5
    return Ratio(float(np.mean(over) / np.mean(under)), (b - root) / a, (b + root) / a)


def judge(low: float, high: float, rope_low: float, rope_high: float, direction: Direction) -> Verdict:
    """Return the verdict on an interval against a region of practical equivalence (Kruschke 2018).

    Example
    -------
    >>> judge(2.0, 3.0, -1.0, 1.0, "higher"), judge(-0.5, 0.5, -1.0, 1.0, "higher"), judge(0.5, 1.5, -1.0, 1.0, "higher")
    ('better', 'no practical difference', 'inconclusive')
    """
    if rope_low <= low and high <= rope_high:
        return "no practical difference"
    if low > rope_high:
        return {"higher": "better", "lower": "worse", "neither": "higher"}[direction]  # type: ignore[return-value]
    if high < rope_low:
        return {"higher": "worse", "lower": "better", "neither": "lower"}[direction]  # type: ignore[return-value]
    return "inconclusive"


Leaning = Literal[
    "better", "worse", "higher", "lower", "no practical difference", "probably better", "probably worse", "open"
]


def leaning(paired: Comparison, direction: Direction) -> Leaning:
    """Return the verdict on a comparison; where it is inconclusive, to which side of zero the whole interval lies, or "open"."""
    if paired.verdict != "inconclusive":
        return paired.verdict
    if direction == "neither" or not (paired.low > 0.0 or paired.high < 0.0):
        return "open"
    return "probably better" if (paired.low > 0.0) == (direction == "higher") else "probably worse"


def leaning_words(paired: Comparison, direction: Direction) -> str:
    """Return the leaning of a comparison as every page and figure says it."""
    found = leaning(paired, direction)
    return "cannot tell yet" if found == "open" else found


def variance_ratio(treated: Values, baseline: Values) -> float:
    """Return the variance of the paired difference over that of an unpaired one: below 1/2, pairing more than halves it."""
    unpaired = float(np.var(treated, ddof=1) + np.var(baseline, ddof=1))
    return float(np.var(treated - baseline, ddof=1)) / unpaired if unpaired > 0 else float("nan")
