"""How many futures are enough: more are simulated until the interval of a paired difference is as narrow as somebody wants it.

The rule is Chow and Robbins's (1965): stop when the interval of the futures so far is narrow enough. It looks at widths only, never at
the difference itself, so it does not stop where a verdict happens to please; for many futures its intervals hold with their stated
probability. It begins with `FEWEST` futures, since a spread that is guessed from fewer is often too small.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from orgsim.errors import InputError
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.results.parts import in_whole_parts
from orgsim.results.statistics import estimated

FEWEST = 20
GROWTH = 2.0
"""How many times as many futures a step may ask for at most, since the spread is known roughly only."""
SPREAD_FROM = 0.9
"""Share of the futures that seem needed that a step asks for, so that it rarely asks for too many."""

ByDesign = Mapping[str, Values]
"""One metric by design, (futures,) each, in the same futures."""


@dataclass(frozen=True)
class Precision:
    """What is wanted: half the 95 % interval of the difference in a metric, at most, in its unit; and the most futures to spend on it."""

    metric: Metric
    half_width: float
    most: int


@dataclass(frozen=True)
class Reached:
    """What was reached: half the widest interval, and with how many futures."""

    futures: int
    half_width: float
    enough: bool


def precision_from(text: str, most: int) -> Precision:
    """Return what ``METRIC=HALFWIDTH`` asks for.

    Raises
    ------
    InputError
        When it is not of that form, or names no metric.
    """
    name, _, width = text.partition("=")
    metric = metric_named(name.strip())
    try:
        half = float(width)
    except ValueError:
        half = math.nan
    if not (math.isfinite(half) and half > 0.0):
        raise InputError(
            f"--until-ci {text}: expected METRIC=HALFWIDTH with a number above 0, such as realised_value=1.5"
        )
    if most < FEWEST:
        raise InputError(f"--max-reps {most}: at least {FEWEST} futures are needed to know how wide an interval is")
    return Precision(metric, half, most)


def half_width(values: ByDesign, baseline: str) -> float:
    """Return half the widest interval of a paired difference to the baseline; infinite where a design has fewer than two futures."""
    return max((_half(values[design] - values[baseline]) for design in values if design != baseline), default=0.0)


def _half(differences: Values) -> float:
    found = estimated(differences)
    return math.inf if math.isnan(found.mean) else (found.high - found.low) / 2


def next_futures(done: int, half: float, wanted: Precision) -> int:
    """Return how many futures there should be next, a whole number of parts: so many as are needed, but no more than twice as many."""
    ratio = (half / wanted.half_width) ** 2 if math.isfinite(half) else GROWTH
    needed = done * min(max(ratio * SPREAD_FROM, 1.0), GROWTH)
    return min(wanted.most, in_whole_parts(max(done + 1, math.ceil(needed))))


def until_precise(wanted: Precision, baseline: str, simulate: Callable[[int], ByDesign]) -> Reached:
    """Simulate more futures until the intervals are narrow enough; `simulate` is told how many there should be in all."""
    count = min(FEWEST, wanted.most)
    while True:
        half = half_width(simulate(count), baseline)
        if half <= wanted.half_width or count >= wanted.most:
            return Reached(count, half, half <= wanted.half_width)
        count = next_futures(count, half, wanted)
