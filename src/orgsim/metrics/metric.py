"""What a metric is: a number with a formula, a unit, a direction, and a region in which differences do not matter."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np

from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.metrics.adding import Cells, ascending, by_weeks, mean_waits, quantiles, waits_of_share
from orgsim.metrics.kpis import owners
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import Kind, Numbers, Shares, Values

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

    def text(self, unit: str = "") -> str:
        """Return the region as a reader would say it; that of a metric whose unit is a share in percentage points.

        Example
        -------
        >>> Rope(-0.005, 0.005).text("share"), Rope(-2.0, 2.0).text("weeks"), Rope(-0.03, 0.03, relative=True).text("share")
        ('±0.5pp', '±2', '±3%')
        """
        low, high = (self._end(end, unit) for end in (self.low, self.high))
        return f"±{high}" if self.low == -self.high else f"{low} .. {high}"

    def _end(self, end: float, unit: str) -> str:
        if self.relative:
            return f"{end:.0%}"
        return f"{100 * end:g}pp" if unit == "share" else f"{end:g}"


def within(half_width: float) -> Rope:
    """Return a region in the metric's own unit."""
    return Rope(-half_width, half_width)


def within_share(half_width: float) -> Rope:
    """Return a region relative to the baseline's median."""
    return Rope(-half_width, half_width, relative=True)


@dataclass(frozen=True)
class Ratio:
    """A sum over a sum, per quarter (..., Q): added up over quarters before dividing. 0 / 0 is NaN.

    Axes before that of the quarters, here and below, are those of futures and parts, where it is measured of several (`Counting`).
    """

    numerator: Values
    denominator: Values

    def by_quarter(self) -> Values:
        """Return the ratio in each quarter."""
        return divided(self.numerator, self.denominator)

    def total(self) -> Any:
        """Return the ratio over all quarters: a number, or one for each future or part."""
        return number(divided(np.sum(self.numerator, axis=-1), np.sum(self.denominator, axis=-1)))


@dataclass(frozen=True)
class Sum:
    """An amount per quarter (..., Q), added up over quarters."""

    amounts: Values

    def by_quarter(self) -> Values:
        """Return the amount in each quarter."""
        return np.asarray(self.amounts, float)

    def total(self) -> Any:
        """Return the amount over all quarters: a number, or one for each future or part."""
        return number(np.asarray(np.sum(self.amounts, axis=-1), float))


class OfCases:
    """What is measured of single cases; `shares` says in which counted quarter and where each of them is."""

    shares: Shares

    def by_quarter(self) -> Values:
        """Return the measure over the cases of each quarter."""
        return self._found[..., :-1]

    def total(self) -> Any:
        """Return the measure over all cases: a number, or one for each future or part."""
        return number(self._total if self.shares.size[1] > 1 else self._found[..., -1])

    @cached_property
    def _found(self) -> Values:
        """The measure in each quarter, and in all of them, (..., Q + 1)."""
        return self._of(self.shares.cells).reshape(*self.shares.shape, -1)

    @cached_property
    def _total(self) -> Values:
        """The measure in all quarters alone: of parts, hardly anybody asks for more."""
        return self._of(self.shares.cells_of_all).reshape(self.shares.shape)

    def _of(self, cells: Cells) -> Values:
        """Return the measure in all cells."""
        raise NotImplementedError


@dataclass(frozen=True)
class Quantile(OfCases):
    """A quantile of single cases. No cases: NaN. `order` has those of each future in the order of their values, if that is known."""

    cases: Values
    level: float
    shares: Shares
    order: Numbers | None = None

    def _of(self, cells: Cells) -> Values:
        order = ascending(self.cases, self.shares.futures) if self.order is None else self.order
        return quantiles(self.cases, order, cells, self.level)


LONGEST = float(WEEKS_PER_QUARTER)
"""Weeks of a wait that count at most: plans are made by the quarter, and later is too late for any of them."""


@dataclass(frozen=True)
class Waits(OfCases):
    """Weeks until an answer, some of which has not come: those cases are known to wait at least as long as stated (censored).

    The curve of the share that still waits is Kaplan and Meier's (1958). Without a `level` the measure is the area under it, the mean of
    the weeks waited of which `LONGEST` count at most; with one it is the week by which that share has its answer. The curve is followed
    for `LONGEST` weeks, or as long as any case was. A case is in the quarter in which it began to wait. No cases: NaN. `order` has those of
    each future as `by_weeks` gives them, if that is known.
    """

    weeks: Values
    answered: Numbers
    shares: Shares
    level: float | None = None
    order: Numbers | None = None

    def _of(self, cells: Cells) -> Values:
        order = by_weeks(self.weeks, self.answered, self.shares.futures) if self.order is None else self.order
        if self.level is None:
            return mean_waits(self.weeks, self.answered, order, cells, LONGEST)
        return waits_of_share(self.weeks, self.answered, order, cells, LONGEST, self.level)


Measurement: TypeAlias = Ratio | Sum | Quantile | Waits


def totals(measurements: Sequence[Measurement]) -> list[Any]:
    """Return the total of each measurement of the same runs; those of ratios in one go, since numpy takes as long for one as for all."""
    added: dict[int, Values] = {}

    def over_quarters(values: Values) -> Values:
        """Return the sum over all quarters, which is found once of what several ratios have in common."""
        if id(values) not in added:
            added[id(values)] = np.add.reduce(values, axis=-1)
        return added[id(values)]

    ratios = [(one.numerator, one.denominator) for one in measurements if isinstance(one, Ratio)]
    quotients = iter(_quotients(*_side_by_side([tuple(map(over_quarters, both)) for both in ratios])))
    return [next(quotients) if isinstance(one, Ratio) else one.total() for one in measurements]


def totals_and_quarters(measurements: Sequence[Measurement]) -> tuple[list[Any], list[Values]]:
    """Return the total of each measurement of the same runs, and each by quarter."""
    sums = _side_by_side([(one.numerator, one.denominator) for one in measurements if isinstance(one, Ratio)])
    over_all = iter(_quotients(*(np.add.reduce(side, axis=-1) for side in sums)))
    by_quarter = iter(_quotients(*sums))
    return (
        [next(over_all) if isinstance(one, Ratio) else one.total() for one in measurements],
        [next(by_quarter) if isinstance(one, Ratio) else one.by_quarter() for one in measurements],
    )


def _side_by_side(pairs: Sequence[tuple[Values, ...]]) -> Values:
    """Return numerators and denominators in two arrays in which all have one shape, (2, ratios, ...)."""
    shape = np.broadcast_shapes(*(values.shape for pair in pairs for values in pair))
    both = np.empty((2, len(pairs), *shape))
    for place, pair in enumerate(pairs):
        for side, values in enumerate(pair):
            both[side, place] = values
    return both


def _quotients(numerators: Values, denominators: Values) -> Iterable[Any]:
    """Return each number over the other, a single one as a number."""
    return map(number, divided(numerators, denominators))


COUNTS = (
    "weeks",
    "quarters",
    "hours a week",
    "initiatives",
    "launches",
    "requests",
    "desks",
    "per team",
    "per funded",
    "items per team-quarter",
    "share a year",
)
"""Units of what is counted or lasts, which is never below zero."""
LIMITS = {"share": (0.0, 1.0), "cosine": (-1.0, 1.0), **dict.fromkeys(COUNTS, (0.0, math.inf))}
"""Between which ends values in a unit lie; money, scores and ratios have none."""


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
    headline: bool = False
    parts: tuple[Kind, ...] = ()
    """The kinds of part that have a value of their own, by the same formula over what belongs to the part."""

    @property
    def kpi_of(self) -> tuple[str, ...]:
        """The roles that have it as a key figure."""
        return owners(self.name)

    @property
    def limits(self) -> tuple[float, float]:
        """Between which ends its values lie, both included, as its unit tells."""
        return LIMITS.get(self.unit, (-math.inf, math.inf))

    def better(self, difference: float) -> bool:
        """Tell whether a difference is to the good (neither: never)."""
        return difference > 0 if self.direction == "higher" else self.direction == "lower" and difference < 0


def divided(numerator: Values, denominator: Values) -> Values:
    """Return a quotient with NaN where the denominator is 0."""
    above, below = np.asarray(numerator, float), np.asarray(denominator, float)
    result: Values = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return result


def number(values: Values) -> Any:
    """Return values as they are, and a single one as a number."""
    return values if values.ndim else float(values)
