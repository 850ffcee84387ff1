"""What a metric is: a number with a formula, a unit, a direction, and a region in which differences do not matter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.metrics.outcome import Outcome, Values

Direction = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Rope:
    """Region of practical equivalence: differences from `low` to `high` do not matter.

    Shares of the baseline's median when `relative`, else in the metric's own unit.
    """

    low: float
    high: float
    relative: bool = False

    def bounds(self, baseline: float) -> tuple[float, float]:
        """Return the region around a difference of 0, in the metric's unit, given the baseline's median."""
        scale = abs(baseline) if self.relative else 1.0
        return self.low * scale, self.high * scale

    def text(self) -> str:
        """Return the region as a reader would say it."""
        low, high = (f"{end:.0%}" if self.relative else f"{end:g}" for end in (self.low, self.high))
        return f"±{high}" if self.low == -self.high else f"{low} .. {high}"


def within(half_width: float) -> Rope:
    """Return a region in the metric's own unit."""
    return Rope(-half_width, half_width)


def within_share(half_width: float) -> Rope:
    """Return a region relative to the baseline's median."""
    return Rope(-half_width, half_width, relative=True)


@dataclass(frozen=True)
class Ratio:
    """A sum over a sum, per quarter (Q,): added up over quarters before dividing. 0 / 0 is NaN."""

    numerator: Values
    denominator: Values

    def by_quarter(self) -> Values:
        """Return the ratio in each quarter."""
        return divided(self.numerator, self.denominator)

    def total(self) -> float:
        """Return the ratio over all quarters."""
        return float(divided(np.sum(self.numerator, keepdims=True), np.sum(self.denominator, keepdims=True))[0])


@dataclass(frozen=True)
class Sum:
    """An amount per quarter (Q,), added up over quarters."""

    amounts: Values

    def by_quarter(self) -> Values:
        """Return the amount in each quarter."""
        return np.asarray(self.amounts, float)

    def total(self) -> float:
        """Return the amount over all quarters."""
        return float(np.sum(self.amounts))


@dataclass(frozen=True)
class Quantile:
    """A quantile of single cases; `quarters` says in which counted quarter each case falls. No cases: NaN."""

    cases: Values
    quarters: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    level: float
    count: int

    def by_quarter(self) -> Values:
        """Return the quantile in each quarter."""
        return np.array([self._of(self.cases[self.quarters == quarter]) for quarter in range(self.count)])

    def total(self) -> float:
        """Return the quantile over all quarters."""
        return self._of(self.cases)

    def _of(self, cases: Values) -> float:
        """Return the quantile, between neighbours in proportion (numpy's default, without its overhead)."""
        if len(cases) == 0:
            return float("nan")
        ordered = np.sort(cases)
        place = self.level * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


LONGEST = float(WEEKS_PER_QUARTER)
"""Weeks of a wait that count at most: plans are made by the quarter, and later is too late for any of them."""


@dataclass(frozen=True)
class Waits:
    """Weeks until an answer, some of which has not come: those cases are known to wait at least as long as stated (censored).

    The curve of the share that still waits is Kaplan and Meier's (1958). Without a `level` the measure is the area under it, the mean of
    the weeks waited of which `LONGEST` count at most; with one it is the week by which that share has its answer. The curve is followed
    for `LONGEST` weeks, or as long as any case was. `quarters` says in which counted quarter each case began to wait. No cases: NaN.
    """

    weeks: Values
    answered: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    quarters: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    count: int
    level: float | None = None

    def by_quarter(self) -> Values:
        """Return the measure over the cases that began to wait in each quarter."""
        return np.array([self._of(self.quarters == quarter) for quarter in range(self.count)])

    def total(self) -> float:
        """Return the measure over all cases."""
        return self._of(np.ones(len(self.weeks), bool))

    def _of(self, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
        """Return the measure over some cases."""
        if not chosen.any():
            return float("nan")
        weeks, waiting = still_waiting(self.weeks[chosen], self.answered[chosen])
        weeks = np.minimum(weeks, LONGEST)
        if self.level is None:
            return float(np.diff(weeks, prepend=0.0) @ np.concatenate(([1.0], waiting[:-1])))
        reached = waiting <= 1.0 - self.level + 1e-9
        return float(weeks[np.argmax(reached)] if reached.any() else weeks[-1])


def still_waiting(weeks: Values, answered: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[Values, Values]:
    """Return the weeks of all cases in order, (cases,), and the share that still waits after each of them (Kaplan & Meier 1958).

    Example
    -------
    Of three cases one is answered after a week; the second is lost sight of after two, so the third stands for both.

    >>> weeks, waiting = still_waiting(np.array([3.0, 1.0, 2.0]), np.array([True, True, False]))
    >>> waiting.round(3).tolist()
    [0.667, 0.667, 0.0]
    """
    order = np.lexsort((~answered, weeks))  # of equal weeks, answers first
    at_risk = np.arange(len(weeks), 0, -1)
    waiting = np.cumprod(1.0 - answered[order] / at_risk)
    return weeks[order], np.asarray(waiting, float)


Measurement: TypeAlias = Ratio | Sum | Quantile | Waits


@dataclass(frozen=True)
class Metric:
    """One metric, computed the same way whatever roles exist."""

    name: str
    title: str
    unit: str
    formula: str
    direction: Direction
    rope: Rope
    measure: Callable[[Outcome], Measurement]
    kpi_of: tuple[str, ...] = ()
    headline: bool = False

    def better(self, difference: float) -> bool:
        """Tell whether a difference is to the good (neither: never)."""
        return difference > 0 if self.direction == "higher" else self.direction == "lower" and difference < 0


def divided(numerator: Values, denominator: Values) -> Values:
    """Return a quotient with NaN where the denominator is 0."""
    above, below = np.asarray(numerator, float), np.asarray(denominator, float)
    result: Values = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return result
