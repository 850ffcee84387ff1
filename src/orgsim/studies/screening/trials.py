"""Screening: which metrics react when one parameter alone is far below or far above its default.

Parameters are tried one at a time on one small organisation in which every mechanism is at work, in paired futures: the same random
events with the low and with the high value. A metric reacts when a paired difference lies outside the metric's own region of
equivalence. The outcome is a generated file; ``python -m orgsim.studies.screening.trials`` writes it anew.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.organization.build import build
from orgsim.results.statistics import compare
from orgsim.scenario.design import load_design
from orgsim.scenario.ranges import Levels, Reach, levels
from orgsim.scenario.register import Entry, register
from orgsim.studies.runs import measured
from orgsim.studies.screening.outcome import FILE, Screened, Screening, write_screening

ORGANISATION = Path(__file__).parent / "organisation.yaml"
FUTURES, SEED = 30, 11
MANY, STANDARD_ERRORS = 8, 4.0
"""What moves nothing by more than a region of equivalence is tried in so many times more futures, for any difference at all."""


NEAR, FAR = Reach(3.0, 4.0, 2.0), Reach(10.0, 25.0, 6.0)
"""What moves nothing when it is near its default is tried again far from it."""

Futures: TypeAlias = dict[str, Values]
"""Every metric in every future: ``{name: (futures,)}``."""


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
