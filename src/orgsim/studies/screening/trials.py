"""Screening: which metrics react when one parameter alone is far below or far above its default.

Parameters are tried one at a time on one small organisation in which every mechanism is at work, in paired futures: the same random
events with the low and with the high value. A metric reacts when a paired difference lies outside the metric's own region of
equivalence. The outcome is a generated file; ``python -m orgsim.studies.screening.trials`` writes it anew.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.organization.build import build
from orgsim.results.statistics import compare
from orgsim.scenario.design import load_design
from orgsim.scenario.register import Entry, register
from orgsim.studies.runs import measured
from orgsim.studies.screening.outcome import FILE, Screened, Screening, write_screening

ORGANISATION = Path(__file__).parent / "organisation.yaml"
FUTURES, SEED = 30, 11
MANY, STANDARD_ERRORS = 8, 4.0
"""What moves nothing by more than a region of equivalence is tried in so many times more futures, for any difference at all."""


@dataclass(frozen=True)
class Reach:
    """How far from the default: a factor, for probabilities and shares of the odds; units for what may be negative."""

    factor: float
    odds: float
    step: float


NEAR, FAR = Reach(3.0, 4.0, 2.0), Reach(10.0, 25.0, 6.0)
"""What moves nothing when it is near its default is tried again far from it."""

Futures: TypeAlias = dict[str, Values]
"""Every metric in every future: ``{name: (futures,)}``."""


Levels: TypeAlias = tuple[float, float]
"""The low and the high value that a parameter is tried at."""


def levels(entry: Entry, reach: Reach = NEAR) -> Levels:
    """Return what to try, within the parameter's range.

    Example
    -------
    >>> def entry(default, low, high):
    ...     return Entry("path", "", "", default, low, high, "", "low")
    >>> levels(entry(6.0, 1.0, 1000.0)), levels(entry(0.5, 0.0, 1.0)), levels(entry(-1.0, -20.0, 20.0))
    ((2.0, 18.0), (0.2, 0.8), (-3.0, 1.0))
    >>> levels(entry(0.0, 0.0, 5.0)), levels(entry(0.0, 0.0, 5.0), FAR)
    ((0.0, 0.15), (0.0, 0.5))
    """
    if entry.low < 0.0:
        ends = entry.default - reach.step, entry.default + reach.step
    elif entry.low == 0.0 and 0.9 < entry.high <= 1.0:
        ends = at_odds(entry.default, 1.0 / reach.odds), at_odds(entry.default, reach.odds)
    elif entry.default == 0.0:  # off by default: some per cent of the most that is allowed
        ends = 0.0, entry.high * reach.factor / 100.0
    else:
        ends = entry.default / reach.factor, entry.default * reach.factor
    low, high = (min(max(end, entry.low), entry.high) for end in ends)
    return (float(round(low)), float(round(high))) if entry.whole else (float(f"{low:.3g}"), float(f"{high:.3g}"))


def at_odds(chance: float, factor: float) -> float:
    """Return a probability whose odds are a multiple of another's; 0 counts as 0.05 and 1 as 0.95 on the way inward, and stays outward."""
    if chance in (0.0, 1.0):
        return at_odds(abs(chance - 0.05), factor) if (factor > 1.0) == (chance == 0.0) else chance
    return factor * chance / (1.0 - chance + factor * chance)


def futures(overrides: Sequence[str] = (), *, count: int = FUTURES) -> Futures:
    """Return every metric of the futures of the screening organisation under some settings."""
    return measured(build(load_design(ORGANISATION, overrides)), SEED, count)


def ends(entry: Entry, tried: Levels, count: int) -> tuple[Futures, Futures]:
    """Return the futures under the low and under the high value of a parameter."""
    low, high = (futures([f"{entry.path}={value:g}"], count=count) for value in tried)
    return low, high


def reaction(metric: Metric, low: Values, base: Values, high: Values) -> Literal["up", "down", "both", ""]:
    """Say which way a metric goes as a parameter rises: up, down, `both` (away from the default on either side), or not at all."""
    apart = compare(high, low, "neither", metric.rope).verdict
    if apart in ("higher", "lower"):
        return "up" if apart == "higher" else "down"
    sides = [compare(end, base, "neither", metric.rope).verdict for end in (low, high)]
    return "both" if any(verdict in ("higher", "lower") for verdict in sides) else ""


def screen(entry: Entry, base: Futures, *, count: int = FUTURES) -> Screened:
    """Try one parameter low and high; return which metrics react."""
    near = tried_at(entry, levels(entry, NEAR), base, count)
    if near.moves:
        return near
    far = tried_at(entry, levels(entry, FAR), base, count)
    return far if far.moves or far.inert else replace(far, slightly=moved_slightly(entry, MANY * count))


def moved_slightly(entry: Entry, count: int) -> dict[str, str]:
    """Return the metrics that differ at all between a parameter's far ends, however little: by four standard errors of many futures."""
    low, high = ends(entry, levels(entry, FAR), count)
    found = {}
    for name in all_metrics():
        differences = (high[name] - low[name])[np.isfinite(high[name] - low[name])]
        spread = float(np.std(differences, ddof=1)) if len(differences) > 1 else 0.0
        if spread > 0.0 and abs(float(differences.mean())) > STANDARD_ERRORS * spread / len(differences) ** 0.5:
            found[name] = "up" if differences.mean() > 0.0 else "down"
    return found


def tried_at(entry: Entry, tried: Levels, base: Futures, count: int) -> Screened:
    """Return which metrics react to two values of a parameter."""
    low, high = ends(entry, tried, count)
    found = {name: reaction(metric, low[name], base[name], high[name]) for name, metric in all_metrics().items()}
    inert = all(np.array_equal(end[name], base[name], equal_nan=True) for end in (low, high) for name in base)
    return Screened(*tried, {name: way for name, way in found.items() if way}, inert)


def screen_all(entries: Sequence[Entry], *, count: int = FUTURES, workers: int = 2) -> Screening:
    """Screen parameters, some at the same time."""
    base = futures(count=count)
    with ThreadPoolExecutor(workers) as pool:
        done = pool.map(lambda entry: screen(entry, base, count=count), entries)
    return Screening(count, SEED, {entry.path: found for entry, found in zip(entries, done, strict=True)})


if __name__ == "__main__":
    write_screening(screen_all(register()), FILE)
