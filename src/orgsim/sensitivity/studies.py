"""The points of a study as a sensitivity needs them: keys, shares of their ranges, and paired differences."""

from dataclasses import dataclass

import numpy as np

from orgsim.errors import InputError
from orgsim.experiments.record import Record
from orgsim.experiments.samples import shares_of
from orgsim.experiments.table import futures
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.scenario.batch import Sample
from orgsim.scenario.problems import listed, nearest

METHODS = ("morris", "saltelli")


@dataclass(frozen=True)
class Points:
    """One environment, setting and seed of a study: its keys, shares (points, keys), and paired differences (points, futures)."""

    environment: str
    setting: str
    seed: int
    keys: tuple[str, ...]
    sample: Sample
    shares: Values
    values: Values

    @property
    def case(self) -> str:
        """What its cases are called, without the point."""
        return "-".join(filter(None, [self.environment, self.setting, f"seed{self.seed}"]))

    @property
    def labels(self) -> dict[str, str | int]:
        """What it is called, and which environment, setting and seed it is of."""
        return {"case": self.case, "environment": self.environment, "setting": self.setting, "seed": self.seed}


def design_of(record: Record, name: str | None) -> str:
    """Return the design that is compared with the first one: the named one, or the only other one.

    Raises
    ------
    InputError
        When there is none of that name, or several and none is named.
    """
    others = record.designs[1:]
    if name in others or (name is None and len(others) == 1):
        return name or others[0]
    if name is None:
        raise InputError(
            f"the study has several designs beside {record.designs[0]}: name one with --design, of {listed(others)}"
        )
    raise InputError(f"the study compares no design '{name}'{nearest(name, others)}; there are {listed(others)}")


def points_in(record: Record, design: str, metric: Metric) -> list[Points]:
    """Return the points of a study with the differences of a design to the first one, by environment, setting and seed.

    Raises
    ------
    InputError
        When its points are not those of Morris or Saltelli, or some are not there.
    """
    sample = Sample.model_validate(dict(record.sample)) if record.sample else Sample()
    if sample.method not in METHODS:
        raise InputError(
            f"the points of {record.name} are of the method '{sample.method}'; a sensitivity needs those of {listed(METHODS)}, "
            "as in sample: {method: morris, points: 10}"
        )
    found: dict[tuple[str, str, int], dict[int, Values]] = {}
    for entry, frame in futures(record):
        case = entry.case
        wide = frame.pivot_table(index="replication", columns="design", values=metric.name, dropna=False)
        if design in wide and record.designs[0] in wide:
            values = (wide[design] - wide[record.designs[0]]).reindex(range(case.replications))
            group = case.environment, case.setting, case.seed
            found.setdefault(group, {})[case.point] = values.to_numpy(float)
    if not found:
        raise InputError(f"no points of {record.name} are saved yet; {record.repeating()} makes them")
    shares = shares_of(sample, len(record.varied))
    return [
        Points(*group, record.varied, sample, shares, _complete(points, len(shares), record))
        for group, points in found.items()
    ]


def _complete(points: dict[int, Values], count: int, record: Record) -> Values:
    missing = count - len(points)
    if record.left_out:
        raise InputError(
            f"{len(record.left_out)} of {count} points of {record.name} cannot be built and were left out, and a sensitivity needs all of "
            "them; narrow the ranges to what can be built"
        )
    if missing:
        raise InputError(f"{missing} of {count} points are not saved yet; {record.repeating()} makes them")
    return np.array([points[place] for place in range(1, count + 1)])
