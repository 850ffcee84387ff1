"""One cell of a lesson about a desk by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from orgsim.engine.fingerprint import folder_hash, syntax_hash
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER
from orgsim.laboratory.desks import Served, serve, service_times
from orgsim.laboratory.records import Whole
from orgsim.lessons.cells import Cell
from orgsim.lessons.experiments import DeskExperiment
from orgsim.results.plan import PACKAGE, hash_of, model_version

MINUTES_PER_DAY = MINUTES_PER_WEEK / 5
"""Of a working day."""


@dataclass(frozen=True)
class DeskCase:
    """A desk with the levers where one cell has them."""

    cell: Cell
    experiment: DeskExperiment
    seed: int

    @cached_property
    def key(self) -> str:
        """A hash of all that decides what is read."""
        said = self.experiment.model_dump(mode="json", exclude={"outcomes", "futures"})
        version = [syntax_hash([Path(__file__)]), model_version(), folder_hash(PACKAGE / "laboratory")]
        return hash_of([version, said, list(self.experiment.outcomes), self.seed])[:16]

    def _requests(self, number: int) -> tuple[Whole, Whole]:
        """Return when requests come and how long each takes, minutes; positions differ in pace only, not in luck."""
        one, rng = self.experiment, np.random.default_rng([self.seed, number])
        mean = one.decision_hours * 60.0
        pace = one.load * one.people * one.open_hours * 60.0 / mean
        gaps, u = rng.exponential(size=(count := int(one.weeks * pace * 2 + 100))), rng.random(count)
        arrivals = np.cumsum(gaps) / pace * MINUTES_PER_WEEK
        within = arrivals < one.weeks * MINUTES_PER_WEEK
        return arrivals[within].astype(np.int64), service_times(mean, u[: int(within.sum())])

    def _served(self, number: int) -> tuple[Whole, Served]:
        one = self.experiment
        arrivals, services = self._requests(number)
        open_minutes = round(one.open_hours * 60)
        return arrivals, serve(arrivals, services, servers=one.people, open_minutes=open_minutes)

    def future(self, number: int) -> Mapping[str, list[float]]:
        """Simulate one future and return the mean wait, over all and by the quarter in which requests came, working days."""
        arrivals, served = self._served(number)
        waits = (served.began - arrivals) / MINUTES_PER_DAY
        quarters = arrivals // (WEEKS_PER_QUARTER * MINUTES_PER_WEEK)
        last = self.experiment.weeks // WEEKS_PER_QUARTER
        by_quarter = [
            float(waits[quarters == quarter].mean()) if (quarters == quarter).any() else float("nan")
            for quarter in range(last)
        ]
        return {name: [float(waits.mean()), *by_quarter] for name in self.experiment.outcomes}

    def queue(self, number: int, post: str) -> list[int]:  # noqa: ARG002 - there is one desk
        """Return how many requests wait at the end of each week, in one future."""
        arrivals, served = self._served(number)
        ends = (np.arange(self.experiment.weeks) + 1) * MINUTES_PER_WEEK
        return [int(np.sum((arrivals < end) & (served.began >= end))) for end in ends]

    @staticmethod
    def unit(outcome: object) -> str:  # noqa: ARG004 - all of them are waits
        """Return the unit of an outcome."""
        return "working days"
