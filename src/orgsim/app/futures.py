"""Futures in memory: a design under the levers of the moment, future by future, with nothing written to a disk.

What is kept of a future are its headline metrics. The engine and the metrics are those of every run, so the numbers are those that
``orgsim compare`` gives for the same futures.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, cached_property
from threading import Lock

from orgsim.app.course import Moment, course
from orgsim.app.levers import set_to
from orgsim.engine.simulation import simulate
from orgsim.metrics.catalog import headline_metrics, metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import Design

FIRST, MOST = 10, 100
"""Futures at once after every change of a lever, and futures altogether."""
BATCH = 10
"""Futures between two looks at the screen."""
SEED = 1
KEPT = 32
"""Designs under settings whose futures are remembered, so that going back is free."""


@cache
def workers() -> ThreadPoolExecutor:
    """Return the threads that simulate, for all browsers together."""
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="futures")


@dataclass
class Arm:
    """One design under certain settings, and the futures that it has so far."""

    design: Design
    settings: Mapping[str, float]
    seed: int = SEED
    made: Organization | None = None
    """The design as arrays, where they are there already: with an oracle that takes part, for instance."""
    values: dict[int, dict[str, float]] = field(default_factory=dict)
    """Headline metrics by future."""
    failures: dict[int, str] = field(default_factory=dict)
    """What went wrong, in a sentence, by future."""
    courses: dict[int, list[Moment]] = field(default_factory=dict)
    """Futures that were looked at quarter by quarter."""
    _building: Lock = field(default_factory=Lock, repr=False)

    @property
    def name(self) -> str:
        """The name of the design."""
        return self.design.name

    @property
    def done(self) -> int:
        """How many futures have been tried."""
        return len(self.values) + len(self.failures)

    @cached_property
    def _built(self) -> Organization:
        return self.made or build(set_to(self.design, self.settings))

    @property
    def organization(self) -> Organization:
        """The design as arrays, built once."""
        with self._building:
            return self._built

    def simulate(self, replication: int) -> None:
        """Simulate one future, unless it is there; what goes wrong is noted, and stops nothing else."""
        if replication in self.values or replication in self.failures:
            return
        try:
            organization = self.organization
            state = (organization.play or simulate)(organization.blueprint, self.seed, replication)
            outcome = Outcome(organization, state)
            self.values[replication] = {
                name: metric_named(name).measure(outcome).total() for name in headline_metrics()
            }
        except Exception as error:  # noqa: BLE001 - one bad future costs one future, and is said on the page
            self.failures[replication] = f"Future {replication} of {self.name} failed: {error or type(error).__name__}"

    def course(self, replication: int) -> list[Moment]:
        """Return one future quarter by quarter, simulated once.

        Raises
        ------
        SimulationError
            When it fails.
        """
        if replication not in self.courses:
            self.courses[replication] = course(self.organization, self.seed, replication)
        return self.courses[replication]


@dataclass
class Shelf:
    """The arms of one browser, the last ones used; what it holds is not shared."""

    arms: dict[tuple[str, str], Arm] = field(default_factory=dict)

    def arm(self, design: Design, settings: Mapping[str, float]) -> Arm:
        """Return a design under settings, with the futures that are there already."""
        key = f"{id(design)}", repr(sorted(settings.items()))
        arm = self.arms.pop(key, None) or Arm(design, dict(settings))
        self.arms[key] = arm
        for oldest in list(self.arms)[:-KEPT]:
            del self.arms[oldest]
        return arm


def missing(arms: Sequence[Arm], upto: int) -> list[tuple[Arm, int]]:
    """Return the next futures to simulate, in pairs: the same future of every design before the next one."""
    return [
        (arm, replication)
        for replication in range(upto)
        for arm in arms
        if replication not in arm.values and replication not in arm.failures
    ]


def together(arms: Sequence[Arm], upto: int, wanted: Callable[[], bool] = lambda: True) -> None:
    """Simulate the first futures of some designs in all threads, and wait for them; once they are not wanted, no more are begun."""

    def one(job: tuple[Arm, int]) -> None:
        if wanted():
            job[0].simulate(job[1])

    list(workers().map(one, missing(arms, upto)))
