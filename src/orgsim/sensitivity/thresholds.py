"""Where an answer turns: between which values of one key the mean paired difference goes from one side of zero to the other.

A mean over few futures wanders about zero by chance, and each time it crosses, nothing need have turned. So a turn is told only between
two values at which the difference is told from zero, with opposite signs. The intervals of all values that are tried hold together
(Bonferroni), so that in 95 % of studies every sign that is told is right, and every turn that is told lies between its two values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Estimate, estimated

GRID = 9
"""Values of the key that are tried first."""
HALVINGS = 3
"""Times that the gap at either end of a turn is halved, to tell more closely where it lies."""

Differences = Callable[[Sequence[float]], list[Values]]
"""Paired differences, (futures,), at each of some values of a key; the same futures at all of them."""


@dataclass(frozen=True)
class Tried:
    """The mean paired difference at one value of the key; the intervals of all values that were tried hold together in 95 % of cases."""

    value: float
    difference: Estimate

    @property
    def sign(self) -> int:
        """1 or -1 where the difference is told from zero; 0 where it is not."""
        return int(self.difference.low > 0.0) - int(self.difference.high < 0.0)


@dataclass(frozen=True)
class Crossing:
    """A turn: where the difference crosses zero as the key grows, upward or downward, and the two values between which that is told."""

    value: float
    low: float
    high: float
    upward: bool


@dataclass(frozen=True)
class Threshold:
    """What was tried, in the order of values, and where the difference is told to cross zero."""

    key: str
    tried: tuple[Tried, ...]
    crossings: tuple[Crossing, ...]
    futures: int

    def at_sign(self, sign: int) -> list[float]:
        """Return the values at which the difference is told to have a sign, or (0) is not told from zero."""
        return [one.value for one in self.tried if one.sign == sign]


def threshold(key: str, low: float, high: float, differences: Differences, *, whole: bool = False) -> Threshold:
    """Search a range of a key for the values between which the mean paired difference turns from one sign to the other.

    A grid is tried first, of `whole` numbers where the key has no others; where it tells turns, the gaps at their ends are halved. A turn
    and a return between two neighbours of the grid are not seen.
    """
    places = _new(np.linspace(low, high, GRID).tolist(), {}, whole=whole)
    found = dict(zip(places, differences(places), strict=True))
    comparisons = _planned(1)
    comparisons = _planned(max(1, len(list(_turns(_judged(found, comparisons))))))
    for _ in range(HALVINGS):
        middles = _new(_middles(_judged(found, comparisons)), found, whole=whole)[: comparisons - len(found)]
        if not middles:
            break
        found |= dict(zip(middles, differences(middles), strict=True))
    tried = _judged(found, comparisons)
    crossings = tuple(_crossing(tried[first : last + 1]) for first, last in _turns(tried))
    return Threshold(key, tuple(tried), crossings, len(found[places[0]]))


def _new(values: Iterable[float], found: Mapping[float, Values], *, whole: bool) -> list[float]:
    """Return values that were not tried yet, in their order, each once."""
    rounded = {float(round(value)) if whole else value for value in values}
    return sorted(rounded - set(found))


def _planned(turns: int) -> int:
    """Return how many values are tried at most: the grid, and two for each turn and halving."""
    return GRID + 2 * HALVINGS * turns


def _judged(found: dict[float, Values], comparisons: int) -> list[Tried]:
    """Return what was tried, in the order of values."""
    return [Tried(value, estimated(found[value], comparisons)) for value in sorted(found)]


def _turns(tried: Sequence[Tried]) -> Iterator[tuple[int, int]]:
    """Yield the places of values that are told to have opposite signs, with none between them that is told."""
    told = [place for place, one in enumerate(tried) if one.sign]
    for first, last in pairwise(told):
        if tried[first].sign != tried[last].sign:
            yield first, last


def _middles(tried: Sequence[Tried]) -> Iterator[float]:
    """Yield the middles of the gaps at both ends of each turn; they are one where the turn is a single gap."""
    for first, last in _turns(tried):
        for place in (first, last - 1):
            yield (tried[place].value + tried[place + 1].value) / 2.0


def _crossing(tried: Sequence[Tried]) -> Crossing:
    """Return a turn, given what was tried from one end of it to the other.

    Between them the difference is taken to go one way (isotonic regression), so that where its mean wanders about zero there is one
    crossing, and not one for each time.
    """
    from scipy.optimize import isotonic_regression

    upward = tried[-1].sign > 0
    known = [one for one in tried if not np.isnan(one.difference.mean)]
    values = np.array([one.value for one in known])
    fitted = isotonic_regression([one.difference.mean for one in known], increasing=upward).x
    at = float(np.interp(0.0, fitted if upward else fitted[::-1], values if upward else values[::-1]))
    return Crossing(at, float(values[0]), float(values[-1]), upward)
