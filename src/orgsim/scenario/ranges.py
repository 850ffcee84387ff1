"""Ranges of parameters: how far from a value it is reasonable to look, given what kind of number it is."""

from dataclasses import dataclass
from typing import TypeAlias

from orgsim.scenario.register import Entry


@dataclass(frozen=True)
class Reach:
    """How far from the default: a factor, for probabilities and shares of the odds; units for what may be negative."""

    factor: float
    odds: float
    step: float


Levels: TypeAlias = tuple[float, float]
"""The low and the high value that a parameter is tried at."""


def levels(entry: Entry, reach: Reach, value: float | None = None) -> Levels:
    """Return what to try around a value (default: the parameter's default), within its range.

    Example
    -------
    >>> near = Reach(3.0, 4.0, 2.0)
    >>> def entry(default, low, high):
    ...     return Entry("path", "", "", default, low, high, "", "low")
    >>> levels(entry(6.0, 1.0, 1000.0), near), levels(entry(0.5, 0.0, 1.0), near), levels(entry(-1.0, -20.0, 20.0), near)
    ((2.0, 18.0), (0.2, 0.8), (-3.0, 1.0))
    >>> levels(entry(0.0, 0.0, 5.0), near), levels(entry(0.0, 0.0, 5.0), Reach(10.0, 25.0, 6.0))
    ((0.0, 0.15), (0.0, 0.5))
    """
    middle = entry.default if value is None else value
    if entry.low < 0.0:
        ends = middle - reach.step, middle + reach.step
    elif entry.low == 0.0 and 0.9 < entry.high <= 1.0:
        ends = at_odds(middle, 1.0 / reach.odds), at_odds(middle, reach.odds)
    elif middle == 0.0:  # off by default: some per cent of the most that is allowed
        ends = 0.0, entry.high * reach.factor / 100.0
    else:
        ends = middle / reach.factor, middle * reach.factor
    low, high = (min(max(end, entry.low), entry.high) for end in ends)
    return (float(round(low)), float(round(high))) if entry.whole else (float(f"{low:.3g}"), float(f"{high:.3g}"))


def at_odds(chance: float, factor: float) -> float:
    """Return a probability whose odds are a multiple of another's; 0 counts as 0.05 and 1 as 0.95 on the way inward, and stays outward."""
    if chance in (0.0, 1.0):
        return at_odds(abs(chance - 0.05), factor) if (factor > 1.0) == (chance == 0.0) else chance
    return factor * chance / (1.0 - chance + factor * chance)
