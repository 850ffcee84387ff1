"""A company's numbers fitted to its own history: what was observed, from a CSV file, and what the model makes of some numbers."""

import csv
import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
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


def read_observed(path: Path) -> list[Observed]:
    """Read what was observed: a CSV file with ``metric,value,error,discrepancy``, in the units of the metrics.

    Raises
    ------
    ScenarioError
        With everything that is wrong with it, each with its line.
    """
    rows = list(csv.reader(read_text(path).splitlines()))
    header = [name.strip() for name in rows[0]] if rows else []
    problems = [
        Problem(
            "E370",
            f"unknown column '{name}'{nearest(name, COLUMNS)}; there are {', '.join(COLUMNS)}",
            mark=Mark(path, 0, 0),
        )
        for name in header
        if name not in COLUMNS
    ]
    problems += [
        Problem("E370", f"missing column '{name}'; there are {', '.join(COLUMNS)}", mark=Mark(path, 0, 0))
        for name in COLUMNS
        if name not in header
    ]
    if problems:
        raise ScenarioError(problems)
    found: list[Observed] = []
    for line, row in enumerate(rows[1:], start=1):
        if any(cell.strip() for cell in row):
            _row(dict(zip(header, row, strict=False)), Mark(path, line, 0), found, problems)
    if not found and not problems:
        problems.append(Problem("E370", "there is no row with an observation", mark=Mark(path, 0, 0)))
    if problems:
        raise ScenarioError(problems)
    return found


def _row(row: dict[str, str], mark: Mark, found: list[Observed], problems: list[Problem]) -> None:
    """Read one observation, or say what is wrong with it."""
    name = row.get("metric", "").strip()
    try:
        metric_named(name)
    except InputError as error:
        problems.append(Problem("E371", str(error), mark=mark))
    if name in [one.name for one in found]:
        problems.append(Problem("E371", f"'{name}' is observed twice", mark=mark))
    numbers = {}
    for column in COLUMNS[1:]:
        text = row.get(column, "").strip()
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or (column != "value" and number < 0.0):
            expected = "a number" if column == "value" else "a number of 0 or more"
            problems.append(
                Problem("E203", f"{column} of {name or 'a row'}: expected {expected}, got '{text}'", mark=mark)
            )
        numbers[column] = number
    found.append(Observed(name, **numbers))


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
