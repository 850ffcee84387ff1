"""What came out of a lesson: its numbers with their intervals, whether each claim holds, and what the sandbox shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orgsim.lessons.bench import Bench
from orgsim.lessons.cells import Cell, cell_at
from orgsim.lessons.model import Claim, Number, Reading
from orgsim.lessons.running import Grid
from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Estimate, estimated

THERE = "there"
"""The verdict on a claim that holds."""
VERDICTS = {
    THERE: "as expected",
    "too small": "in the expected direction, but smaller than what was to count",
    "opposite": "the opposite of what was expected",
    "open": "these futures cannot tell",
    "a change": "a change where none was expected",
}
"""Every verdict on a claim, in words."""


@dataclass(frozen=True)
class Found:
    """A number that was measured: one value a future, and their mean with its interval; shares as shares."""

    number: Number
    unit: str
    """The unit of what is read."""
    values: Values
    """(futures,) the reading, or how far it lies from the other one."""
    estimate: Estimate
    of: float
    against: float
    """The mean of what it is compared with; NaN where it stands for itself."""
    payback: int | None = None
    """The first quarter from which on the mean difference, added up since the first quarter, is not below zero; None: none is."""

    @property
    def is_share(self) -> bool:
        """Whether it says by which share something is larger."""
        return self.number.against is not None and self.number.as_ == "share"

    def often(self) -> tuple[int, int]:
        """Return in how many futures the difference goes where its mean goes, and how many there are."""
        known = self.values[~np.isnan(self.values)]
        return int(np.sum(known > 0.0 if self.estimate.mean > 0.0 else known < 0.0)), len(known)


@dataclass(frozen=True)
class Judged:
    """A claim, what was found, and whether it holds."""

    name: str
    claim: Claim
    found: Found
    verdict: str

    @property
    def holds(self) -> bool:
        """Tell whether it does."""
        return self.verdict == THERE


@dataclass(frozen=True)
class Shown:
    """An outcome in a cell, and how far it lies from the same outcome in the cell that it is compared with."""

    outcome: str
    level: Estimate
    difference: Estimate
    low: float
    high: float
    """The middle 80 % of the differences."""


@dataclass(frozen=True)
class Answer:
    """Everything that came out of a lesson."""

    bench: Bench
    grid: Grid

    @cached_property
    def numbers(self) -> dict[str, Found]:
        """Every claim and number, by name."""
        return {name: self.found(one) for name, one in self.bench.told.lesson.measured().items()}

    @cached_property
    def claims(self) -> list[Judged]:
        """Every claim of the lesson with its verdict."""
        return self._judged(self.bench.told.lesson.claims)

    @cached_property
    def dropped(self) -> list[Judged]:
        """What was expected, too, and is no part of the lesson."""
        return self._judged(self.bench.told.lesson.dropped)

    def _judged(self, claims: Mapping[str, Claim]) -> list[Judged]:
        return [
            Judged(name, claim, self.numbers[name], judged(claim, self.numbers[name].estimate))
            for name, claim in claims.items()
        ]

    @property
    def holds(self) -> bool:
        """Tell whether all that was expected came out, so that the lesson may be told."""
        return all(one.holds for one in self.claims)

    @property
    def bet(self) -> Judged:
        """The claim on which the learner bets."""
        return next(one for one in self.claims if one.name == self.bench.told.lesson.bet.claim)

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The unit of each outcome."""
        return self.bench.units()

    def cell(self, at: Mapping[str, str], otherwise: Cell | None = None) -> Cell:
        """Return the cell of some positions."""
        return cell_at(self.bench.told.lesson, at, otherwise)

    def read(self, reading: Reading) -> Values:
        """Return an outcome at a position, (futures,)."""
        return np.asarray(self.grid[self.cell(reading.at)][reading.outcome][:, 0])

    def found(self, number: Number) -> Found:
        """Return a number as it was measured."""
        here, unit = self.read(number.of), self.units[number.of.outcome]
        if number.against is None:
            return Found(number, unit, here, estimated(here), mean(here), float("nan"))
        there = self.read(number.against)
        both = ~(np.isnan(here) | np.isnan(there))
        base = mean(there[both])
        apart = (here - there) / base if number.as_ == "share" and base else here - there
        return Found(number, unit, apart, estimated(apart), mean(here[both]), base, self._payback(number))

    def _payback(self, number: Number) -> int | None:
        """Return from which quarter on a comparison has paid back."""
        assert number.against is not None  # noqa: S101 - only what is compared pays back
        here, there = (self.grid[self.cell(one.at)][one.outcome][:, 1:] for one in (number.of, number.against))
        return paid_back(np.nanmean(here - there, axis=0)) if here.shape == there.shape else None

    def shown(self, cell: Cell, outcome: str) -> Shown:
        """Return what the sandbox shows of an outcome in a cell."""
        other = self.cell(self.bench.told.lesson.sandbox.against, cell)
        here, there = (np.asarray(self.grid[one][outcome][:, 0]) for one in (cell, other))
        apart = here - there
        known = apart[~np.isnan(apart)]
        low, high = np.quantile(known, (0.1, 0.9)).tolist() if len(known) else (float("nan"),) * 2
        return Shown(outcome, estimated(here), estimated(apart), low, high)

    def middling(self) -> int:
        """Return the future whose difference in the claim of the bet lies nearest to the mean."""
        values = self.bet.found.values
        return int(np.nanargmin(np.abs(values - self.bet.found.estimate.mean)))


def paid_back(by_quarter: Values) -> int | None:
    """Return the first quarter (from 1) from which on what is gained, added up, stays at or above zero.

    Example
    -------
    >>> paid_back(np.array([-2.0, 1.0, 1.5, 1.0])), paid_back(np.array([1.0, 1.0])), paid_back(np.array([1.0, -2.0]))
    (3, 1, None)
    """
    below = np.flatnonzero(np.cumsum(by_quarter) < 0.0)
    first = int(below[-1]) + 2 if len(below) else 1
    return first if first <= len(by_quarter) else None


def mean(values: Values) -> float:
    """Return the mean of the futures that have a value."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def judged(claim: Claim, found: Estimate) -> str:
    """Return whether a claim holds: its interval lies on the expected side, and its mean is at least of the size that counts.

    Where nothing is to change, the whole interval lies within that size.

    Example
    -------
    >>> claim = Claim(says="-", of=Reading(outcome="a"), against=Reading(outcome="b"), sign="down", size=0.03)
    >>> sure, small, wide, other = (-0.09, -0.1, -0.08), (-0.02, -0.03, -0.01), (-0.04, -0.09, 0.01), (0.1, 0.05, 0.15)
    >>> [judged(claim, Estimate(*found)) for found in (sure, small, wide, other)]
    ['there', 'too small', 'open', 'opposite']
    """
    if claim.sign == "flat":
        if -claim.size <= found.low and found.high <= claim.size:
            return THERE
        return "a change" if found.low > claim.size or found.high < -claim.size else "open"
    sign = 1.0 if claim.sign == "up" else -1.0
    near, far = sorted((sign * found.low, sign * found.high))
    if near > 0.0:
        return THERE if sign * found.mean >= claim.size else "too small"
    return "opposite" if far < 0.0 else "open"
