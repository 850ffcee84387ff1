"""Two designs under other numbers: their paired difference, future by future."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from orgsim.engine.simulation import simulate
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import build
from orgsim.scenario.design import Design
from orgsim.sensitivity.kept import Kept, Numbers, Point
from orgsim.sensitivity.settings import under

Tell = Callable[[int], object]
"""Called with the number of runs done."""
Case = tuple[Mapping[str, float], range]
"""Numbers that are set, and the futures in which they are tried."""


@dataclass
class Trial:
    """Runs both designs under other numbers; finished points may be kept."""

    designs: tuple[Design, Design]
    metric: Metric
    seed: int
    workers: int | None
    tell: Tell | None
    kept: Kept = field(default_factory=Kept)
    done: int = 0

    def differences(self, cases: Sequence[Case]) -> list[Values]:
        """Return the paired differences of each case, (futures,)."""
        with ThreadPoolExecutor(self.workers or os.cpu_count() or 1) as pool:
            return list(pool.map(self._difference, cases))

    def _difference(self, case: Case) -> Values:
        settings, futures = case
        baseline, treated = (self._values(design, settings, futures) for design in self.designs)
        return treated - baseline

    def _values(self, design: Design, settings: Mapping[str, float], futures: range) -> Values:
        """Return the metric in some futures, NaN where there is no value."""
        point = Point(design, self.seed, settings, [self.metric.name], futures)
        found = self.kept.found(point)
        if found is None:
            found = self._simulated(under(design, settings), futures)
            self.kept.keep(point, found)
        else:
            self._tell(len(futures))
        return np.array(found)[:, 0]

    def _simulated(self, design: Design, futures: range) -> Numbers:
        organization = build(design)
        found = []
        for replication in futures:
            state = simulate(organization.blueprint, self.seed, replication)
            found.append([float(self.metric.measure(Outcome(organization, state)).total())])
            self._tell(1)
        return found

    def _tell(self, futures: int) -> None:
        self.done += futures
        if self.tell:
            self.tell(self.done)
