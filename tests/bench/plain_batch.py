"""A whole comparison in plain Mesa: ``python -m tests.bench.plain_batch FOLDER FUTURES PROCESSES``.

It runs `mesa.batch_run` over every scenario in a folder and every future, collects the outputs that the reference has, and says by how
much designs differ.
"""

import statistics
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import mesa

from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design
from tests.reference.plain.engine_side import friends_of
from tests.reference.plain.luck import OwnLuck
from tests.reference.plain.market import Dice
from tests.reference.plain.model import ReferenceModel
from tests.reference.plain.outputs import OUTPUTS, outputs_of_reference
from tests.reference.plain.worlds import COVERED


@lru_cache
def known(path: str) -> tuple[Organization, list[tuple[str, str]]]:
    """Return a company and who are friends in it, made once in each process."""
    organization = build(load_design(Path(path), COVERED))
    return organization, friends_of(organization)


class Plain(ReferenceModel):
    """The reference as `mesa.batch_run` wants it: parameters in, a data collector out."""

    def __init__(self, design: str, future: int) -> None:
        organization, friends = known(design)
        scenario = organization.design.baseline
        super().__init__(scenario, Dice(scenario, 2 * future).market(), OwnLuck(2 * future + 1), friends)
        self.weeks = organization.blueprint.weeks
        self.outputs: dict[str, float] = {}
        self.datacollector = mesa.DataCollector(
            {name: lambda model, name=name: model.outputs.get(name) for name in OUTPUTS}
        )

    def step(self) -> None:
        """One week; the last one says what came of all."""
        super().step()
        if self.week == self.weeks:
            self.outputs, self.running = outputs_of_reference(self), False
        self.datacollector.collect(self)


def compared(paths: Sequence[str], futures: int, processes: int) -> dict[str, float]:
    """Return the mean paired difference of each design to the first one in realised value."""
    runs = mesa.batch_run(
        Plain,
        {"design": list(paths), "future": range(futures)},
        number_processes=processes,
        max_steps=10_000,
        display_progress=False,
    )
    values = {(run["design"], run["future"]): run["realised_value"] for run in runs}
    return {
        path: statistics.fmean(values[path, future] - values[paths[0], future] for future in range(futures))
        for path in paths
    }


if __name__ == "__main__":
    place, count, workers = sys.argv[1:]
    found = compared(sorted(map(str, Path(place).glob("*.yaml"))), int(count), int(workers))
    sys.stdout.write(f"{found}\n")
