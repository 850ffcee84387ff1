"""What a story reads from a run: a metric of a part in some quarters, or what became of what the scenario names, quarter by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Reach
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Measurement, Quantile, Ratio, Sum, Waits
from orgsim.metrics.named import fates, names_of
from orgsim.metrics.outcome import Numbers, Outcome, Values
from orgsim.metrics.parts import Parts, parts_of, wholly
from orgsim.stories.model import Figure, Measured

QUARTERS_PER_YEAR = 4
WEEKS_PER_YEAR = 52.0
DATES = ("funded", "launched", "ended")
"""Columns of what is named that hold a week; the others hold an amount."""
DATE_OF = {"value": "launched", "freed": "ended"}
"""The week from which an amount counts."""
AT_THE_END = ("run_cost", "users")
"""Amounts that are known at the end of the run only."""


@dataclass(frozen=True)
class Reader:
    """Reads numbers from one run; its parts are looked up when one of them is asked for."""

    outcome: Outcome

    @cached_property
    def _parts(self) -> Parts:
        return parts_of(self.outcome.organization)

    @cached_property
    def _split(self) -> Outcome:
        return self.outcome.by_part(self._parts)

    @cached_property
    def _fates(self) -> dict[str, Values]:
        return fates(self.outcome)

    def window(self, one: Measured) -> tuple[int, int]:
        """Return the first and the last quarter that count for a number, from 1."""
        first, last = one.quarters or (1, self.outcome.quarters)
        return first, last

    def series(self, one: Measured) -> list[float]:
        """Return a number over its first quarter, over its first two, and so on; the last one is the number itself.

        An amount that is compared with the start is that of a quarter, on average, since the start may be shorter.
        """
        first, last = self.window(one)
        quarters = range(first, last + 1)
        if one.named:
            return [self._of_named(one, first, quarter) for quarter in quarters]
        if one.new_ground:
            return [self._of_new_ground(one.new_ground, first, quarter) for quarter in quarters]
        measurement, parts = self._measurement(one)
        found = over_windows(measurement, parts, [(first, quarter) for quarter in quarters])
        pace = isinstance(measurement, Sum) and isinstance(one, Figure) and one.relative_to == "start"
        return [value / (1 + place) for place, value in enumerate(found)] if pace else found

    def metric(self, one: Measured, windows: Sequence[tuple[int, int]]) -> list[float]:
        """Return a number that is a metric over each of some windows, by their first and last quarter."""
        return over_windows(*self._measurement(one), windows)

    def _measurement(self, one: Measured) -> tuple[Measurement, list[int] | None]:
        """Return a metric, and the rows of the parts that it is asked for, as far as this design has them; None: of the whole company."""
        metric = metric_named(str(one.metric))
        if not one.for_:
            return metric.measure(self.outcome), None
        known = list(zip(self._parts.kinds, self._parts.names, strict=True))
        wanted = [(kind, name) for kind, names in one.for_.items() for name in names]
        return metric.measure(self._split), [known.index(part) for part in wanted if part in known]

    def _of_new_ground(self, what: str, first: int, last: int) -> float:
        """Return what the market's launches on new ground in some quarters come to."""
        launches = self.outcome.launches
        weeks = launches.finished - self.outcome.first_week
        own = np.isin(launches.rows, self.outcome.state.authored.place, invert=True)
        mine = (
            (launches.reach == Reach.FAR)
            & own
            & (weeks >= (first - 1) * WEEKS_PER_QUARTER)
            & (weeks < last * WEEKS_PER_QUARTER)
        )
        if what == "launches":
            return float(np.sum(mine))
        parameters = self.outcome.state.parameters[0]
        year = 1.0 - float(np.exp(-WEEKS_PER_YEAR / float(parameters.product_life)))
        worth = launches.realised[mine] * float(parameters.standard_value) / 1000.0
        return float(np.max(worth, initial=0.0)) * year

    def _of_named(self, one: Measured, first: int, last: int) -> float:
        """Return a column of named things added up over some quarters."""
        _, names = names_of(self.outcome.organization)
        rows = [names.index(name) for name in one.named]
        column = str(one.column)
        weeks = self._fates[DATE_OF.get(column, column)][rows] if column not in AT_THE_END else np.zeros(len(rows))
        within = (weeks >= (first - 1) * WEEKS_PER_QUARTER) & (weeks < last * WEEKS_PER_QUARTER)
        if column in DATES:
            return float(np.sum(within))
        return float(np.nansum(self._amounts(column, rows)[within]))

    def _amounts(self, column: str, rows: Sequence[int]) -> Values:
        """Return an amount of each named thing: $M, or teams."""
        if column == "freed":
            return self._left(rows) * self._price / WEEKS_PER_YEAR
        scale = {"value": 0.001, "run_cost": self._price, "users": 1.0}[column]
        return np.asarray(self._fates[column][rows] * scale)

    def _left(self, rows: Sequence[int]) -> Values:
        """Return the engineer-weeks that named initiatives still took when work on them ended."""
        state = self.outcome.state
        items = state.items[state.authored.place[list(rows)]]
        return np.asarray((items.left + items.rework) / MINUTES_PER_WEEK, float)

    @property
    def _price(self) -> float:
        """What one engineer costs a year, $M."""
        return float(self.outcome.state.parameters[0].engineer_cost) * QUARTERS_PER_YEAR / 1000.0


def over_windows(measurement: Measurement, parts: list[int] | None, windows: Sequence[tuple[int, int]]) -> list[float]:
    """Return a measurement over each of some windows; of parts that this design does not have, there is none."""
    return [float("nan") if parts == [] else over(measurement, parts, *window) for window in windows]


def over(measurement: Measurement, parts: list[int] | None, first: int, last: int) -> float:
    """Return a measurement over some quarters, from 1: of the parts in some rows together, or of the whole."""
    if isinstance(measurement, Ratio):
        both = np.broadcast_arrays(np.asarray(measurement.numerator, float), np.asarray(measurement.denominator, float))
        above, below = (_cut(values, parts, first, last) for values in both)
        return float(Ratio(above, below).total())
    if isinstance(measurement, Sum):
        return float(np.sum(_cut(measurement.by_quarter(), parts, first, last)))
    return float(_of_cases(measurement, parts, first, last).total())


def _cut(values: Values, parts: list[int] | None, first: int, last: int) -> Values:
    """Return the values of some quarters, added up over parts."""
    row = values if parts is None else np.sum(values[parts], axis=0)
    return np.asarray(row[first - 1 : last], float)


def _of_cases(measurement: Quantile | Waits, parts: list[int] | None, first: int, last: int) -> Quantile | Waits:
    """Return a measurement of only those single cases that fall into some quarters, and belong to one of some parts."""
    shares = measurement.shares
    chosen: Numbers = (shares.quarters >= first - 1) & (shares.quarters < last)
    if parts is not None:
        chosen = chosen & shares.belonging(parts)
    together = wholly(shares.futures[chosen], shares.quarters[chosen], 1, last)
    if isinstance(measurement, Quantile):
        return replace(measurement, cases=measurement.cases[chosen], shares=together, order=None)
    weeks, answered = measurement.weeks[chosen], measurement.answered[chosen]
    return replace(measurement, weeks=weeks, answered=answered, shares=together, order=None)


def read(outcome: Outcome, asked: Sequence[Measured]) -> list[list[float]]:
    """Return the series of each number in one run."""
    reader = Reader(outcome)
    return [reader.series(one) for one in asked]
