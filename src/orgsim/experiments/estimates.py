"""How long a study will take and how many bytes it will have, from a few futures that are simulated for it."""

import time
from dataclasses import dataclass

from orgsim.experiments.study import Entry, Study
from orgsim.results.files import size_of
from orgsim.results.parts import PART, Part
from orgsim.results.runner import run_part


@dataclass(frozen=True)
class Estimate:
    """Seconds of one processor and bytes on disk that one future takes."""

    seconds: float
    bytes: float


def estimate(study: Study, entry: Entry) -> Estimate:
    """Return what a future takes, from the first futures of the first and the last design of a case, simulated in memory."""
    plan = study.plan(entry)
    names = list(dict.fromkeys([plan.names[0], plan.names[-1]]))
    count = min(PART, plan.replications)
    spent, size = 0.0, 0
    for name in names:
        part = Part(name, plan.keys[name], 0, count - 1)
        started = time.perf_counter()
        tables, _ = run_part(plan.organization(name), part, plan.seed)
        spent += time.perf_counter() - started
        size += size_of(part, plan.seed, tables)
    return Estimate(spent / (count * len(names)), size / (count * len(names)))
