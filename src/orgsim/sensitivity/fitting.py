"""A company's numbers fitted to its own history: what was observed, from a CSV file, and what the model makes of some numbers."""

import csv
import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from orgsim.engine.simulation import simulate
from orgsim.errors import InputError
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import build
from orgsim.scenario.design import Design
from orgsim.scenario.document import read_text
from orgsim.scenario.problems import Mark, Problem, ScenarioError, listed, nearest
from orgsim.sensitivity.kept import Kept, Numbers, Point
from orgsim.sensitivity.matching import Observed
from orgsim.sensitivity.settings import Doubt, under
from orgsim.sensitivity.trial import Tell

COLUMNS = ("metric", "value", "error", "discrepancy")
SEPARATORS = {";": "semicolons", "\t": "tabs"}


def read_observed(path: Path) -> list[Observed]:
    """Read what was observed: a CSV file with ``metric,value,error,discrepancy``, in the units of the metrics.

    Raises
    ------
    ScenarioError
        With everything that is wrong with it, each with its line.
    """
    rows = list(csv.reader(read_text(path).splitlines()))
    header = [name.strip() for name in rows[0]] if rows else []
    problems = [Problem("E370", message, mark=Mark(path, 0, 0)) for message in _header(header)]
    if problems:
        raise ScenarioError(problems)
    found: list[Observed] = []
    for line, row in enumerate(rows[1:], start=1):
        if any(cell.strip() for cell in row):
            problems += [replace(one, mark=Mark(path, line, 0)) for one in _row(header, row, found)]
    if not found and not problems:
        problems.append(Problem("E370", "there is no row with an observation", mark=Mark(path, 0, 0)))
    if problems:
        raise ScenarioError(problems)
    return found


def _header(header: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the names of the columns."""
    whole = ",".join(COLUMNS)
    for separator, name in SEPARATORS.items():
        if len(header) == 1 and separator in header[0]:
            yield f"the columns are separated by {name}; separate them by commas, with points in decimal numbers: {whole}"
            return
    for name in dict.fromkeys(header):
        if name not in COLUMNS:
            yield f"unknown column '{name}'{nearest(name, COLUMNS)}; the columns are {whole}"
        elif header.count(name) > 1:
            yield f"the column '{name}' is there twice"
    yield from (f"missing column '{name}'; the columns are {whole}" for name in COLUMNS if name not in header)


def _row(header: Sequence[str], row: Sequence[str], found: list[Observed]) -> Iterator[Problem]:
    """Read one observation, or yield what is wrong with it."""
    if len(row) > len(header):
        hint = "a decimal number has a point, as in 9.5, since commas part the cells"
        yield Problem("E370", f"{len(row)} cells under {len(header)} columns; {hint}")
        return
    cells = dict(zip(header, row, strict=False))
    name, metric = cells.get("metric", "").strip(), None
    try:
        metric = metric_named(name)
    except InputError as error:
        yield Problem("E371", str(error))
    if name in [one.name for one in found]:
        yield Problem("E371", f"'{name}' is observed twice")
    numbers = {column: _number(cells.get(column, "")) for column in COLUMNS[1:]}
    for column, number in numbers.items():
        if not math.isfinite(number) or (column != "value" and number < 0.0):
            expected = "a number" if column == "value" else "a number of 0 or more"
            text = cells.get(column, "").strip()
            point = " (a decimal number has a point)" if "," in text else ""
            yield Problem("E203", f"{column} of {name or 'a row'}: expected {expected}, got '{text}'{point}")
    one = Observed(name, **numbers)
    if metric:
        yield from (Problem("E204", message) for message in _impossible(one, metric))
    found.append(one)


def _number(text: str) -> float:
    try:
        return float(text.strip())
    except ValueError:
        return math.nan


def _impossible(one: Observed, metric: Metric) -> Iterator[str]:
    """Yield what cannot be true of an observation."""
    low, high = metric.limits
    if one.value < low or one.value > high:
        limits = f"between {low:g} and {high:g}" if math.isfinite(high) else f"{low:g} or more"
        yield f"value of {one.name}: {metric.title} ({metric.unit}) is {limits}, got {one.value:g}"
    if one.error == one.discrepancy == 0.0:
        yield f"error and discrepancy of {one.name} are both 0, so that only luck may part the model from it; state one of them"


@dataclass
class Company:
    """One design whose observables are simulated under other numbers; every point has futures of its own."""

    design: Design
    keys: Sequence[Doubt]
    metrics: Sequence[Metric]
    futures: int
    seed: int
    workers: int | None
    tell: Tell
    kept: Kept = field(default_factory=Kept)
    done: int = 0
    begun: int = 0

    def observables(self, shares: Values) -> Values:
        """Return every observable at some points, (points, futures, observables), NaN where a future has no value."""
        first, self.begun = self.begun, self.begun + len(shares)
        with ThreadPoolExecutor(self.workers or os.cpu_count() or 1) as pool:
            return np.array(list(pool.map(self._point, shares, range(first, self.begun))))

    def _point(self, shares: Values, place: int) -> Numbers:
        settings = {one.path: one.at(float(share)) for one, share in zip(self.keys, shares, strict=True)}
        futures = range(place * self.futures, (place + 1) * self.futures)
        point = Point(self.design, self.seed, settings, [metric.name for metric in self.metrics], futures)
        found = self.kept.found(point)
        if found is None:
            found = self._simulated(under(self.design, settings), futures)
            self.kept.keep(point, found)
        else:
            self._tell(len(futures))
        return found

    def _simulated(self, design: Design, futures: range) -> Numbers:
        organization = build(design)
        found = []
        for replication in futures:
            outcome = Outcome(organization, simulate(organization.blueprint, self.seed, replication))
            found.append([float(metric.measure(outcome).total()) for metric in self.metrics])
            self._tell(1)
        return found

    def _tell(self, futures: int) -> None:
        self.done += futures
        self.tell(self.done)


def require_keys(keys: Sequence[Doubt], observed: Sequence[Observed]) -> None:
    """Refuse to fit more numbers than there are observations.

    Raises
    ------
    InputError
        Naming how many there are of both.
    """
    if len(keys) > len(observed):
        raise InputError(
            f"{len(keys)} numbers cannot be told from {len(observed)} observations ({listed(one.name for one in observed)}); "
            "observe more, or fit fewer with --key"
        )
