"""What the futures so far say: the same statistics and sentences with which ``orgsim compare`` ends."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from orgsim.app.futures import Arm
from orgsim.metrics.catalog import VALUE, headline_metrics
from orgsim.metrics.outcome import Values
from orgsim.report.verdicts import Asked, Finding, findings
from orgsim.results.comparison import Answer, Results, answer
from orgsim.results.files import table_of

IN_MEMORY = Path()
"""Where these results are: on no disk."""


@dataclass(frozen=True)
class Told:
    """The answer on one metric: the comparison of each alternative, its sentences, and the differences that are drawn."""

    answer: Answer
    findings: Sequence[Finding]
    differences: dict[str, Values]
    """Design minus today, by alternative, (futures,): only futures that both have."""
    futures: int


def results_of(arms: Sequence[Arm]) -> Results:
    """Return the futures of some designs as results; the first is the one that others are compared with."""
    rows = [(arm, replication) for arm in arms for replication in sorted(arm.values)]
    metrics = {name: [arm.values[number].get(name, math.nan) for arm, number in rows] for name in headline_metrics()}
    columns = {"design": [arm.name for arm, _ in rows], "replication": [number for _, number in rows], **metrics}
    horizon = {"quarters": arms[0].design.baseline.horizon.quarters}
    designs = [{"name": arm.name, "resolved": {"stages": [{"horizon": horizon}]}} for arm in arms]
    manifest = {"designs": designs, "seed": arms[0].seed, "replications": max(arm.done for arm in arms)}
    return Results(IN_MEMORY, arms[0].seed, tuple(arm.name for arm in arms), table_of(columns), (), manifest)


def told(arms: Sequence[Arm], lead: str = VALUE) -> Told | None:
    """Return what the futures so far say of the alternatives to the first design; None before any two are there."""
    if len(arms) < 2 or any(len(arm.values) < 2 for arm in arms):
        return None
    results, base = results_of(arms), arms[0]
    asked = Asked(results, base.name, lead)
    (found,) = answer(results, [lead], baseline=base.name)
    differences = {arm.name: _differences(arm, base, lead) for arm in arms[1:]}
    futures = min(len(one) for one in differences.values())
    return Told(found, findings(asked, headline_metrics()), differences, futures)


def _differences(arm: Arm, base: Arm, metric: str) -> Values:
    both = sorted(arm.values.keys() & base.values.keys())
    found = np.array([arm.values[one][metric] - base.values[one][metric] for one in both], float)
    return np.asarray(found[~np.isnan(found)], float)
