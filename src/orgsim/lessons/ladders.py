"""One cell of a lesson about people on a ladder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from orgsim.careers.plan import CareerPlan
from orgsim.careers.simulation import simulate_one
from orgsim.engine.fingerprint import folder_hash, syntax_hash
from orgsim.lessons.cells import Cell
from orgsim.lessons.experiments import CareersExperiment, Standing
from orgsim.results.plan import PACKAGE, hash_of, model_version


@dataclass(frozen=True)
class LadderCase:
    """A ladder with the levers where one cell has them."""

    cell: Cell
    experiment: CareersExperiment
    plan: CareerPlan
    said: Mapping[str, object]
    """What decides the plan, as plain data."""
    seed: int

    @cached_property
    def key(self) -> str:
        """A hash of all that decides what is read."""
        asked = {name: [one.levels, one.quarters] for name, one in self.experiment.outcomes.items()}
        version = [syntax_hash([Path(__file__)]), model_version(), folder_hash(PACKAGE / "careers")]
        return hash_of([version, dict(self.said), asked, self.seed])[:16]

    def future(self, number: int) -> Mapping[str, list[float]]:
        """Simulate one future and return how good people are, over the quarters that count and quarter by quarter."""
        staffed = simulate_one(self.plan, self.seed, number).staffed
        return {name: self._standing(staffed, one) for name, one in self.experiment.outcomes.items()}

    def _standing(self, staffed: np.recarray, one: Standing) -> list[float]:
        rows = [self.plan.row(level) for level in one.levels]
        weights = np.array(list(one.levels.values()))
        skill, heads = staffed.skill[:, rows] @ weights, staffed.heads[:, rows] @ weights
        first, last = one.quarters or (1, len(staffed))
        counted = slice(first - 1, last)
        with np.errstate(divide="ignore", invalid="ignore"):
            by_quarter = np.where(heads > 0.0, skill / heads, np.nan)
        return [float(skill[counted].sum() / heads[counted].sum()), *by_quarter.tolist()]

    @staticmethod
    def unit(outcome: object) -> str:  # noqa: ARG004 - all of them are shares
        """Return the unit of an outcome."""
        return "share"
