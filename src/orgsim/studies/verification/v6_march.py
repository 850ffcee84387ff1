"""March's exact model of 1991, the worked example of the laboratory, against independent code."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from orgsim.laboratory.examples.march_1991 import Zeros, code_knowledge
from orgsim.studies.charts import Panel, held, lines_chart
from orgsim.studies.checks import STANDARD_ERRORS, Check, Reading, above, mean_of, of_series
from orgsim.studies.claims import Chart

RATES = ((0.1, 0.1), (0.1, 0.5), (0.1, 0.9), (0.5, 0.5), (0.9, 0.1), (0.9, 0.9))
REFERENCE: dict[Zeros, tuple[float, ...]] = {
    "agree": (0.712, 0.829, 0.880, 0.685, 0.429, 0.699),
    "abstain": (0.753, 0.840, 0.853, 0.725, 0.675, 0.683),
}
TURBULENT = {0.0: (0.667, 0.517, 0.504), 0.1: (0.693, 0.696, 0.708)}
"""Code knowledge in periods 10, 50 and 100 with p1 = p2 = .5 and p4 = .02, by turnover."""
REFERENCE_ERROR = 0.017
RUNS = 150


def against(what: str, target: float, samples: ArrayLike, **where: object) -> Reading:
    """Return a mean held against one that has a standard error of its own."""
    found, error = mean_of(samples)
    both = (error**2 + REFERENCE_ERROR**2) ** 0.5
    reason = f"{STANDARD_ERRORS:g} standard errors of {np.size(samples)} runs here and {RUNS} there (theirs at most {REFERENCE_ERROR:g})"
    return Reading(what, target, found, STANDARD_ERRORS * both, reason, both, **where)  # type: ignore[arg-type]


def equilibrium(seed: int, zeros: Zeros, everybody: bool, runs: int) -> list[Reading]:
    """What the code knows in period 80; slow socialisation wins."""
    known = {
        rates: code_knowledge(seed, p1=rates[0], p2=rates[1], zeros=zeros, everybody=everybody, runs=runs)
        for rates in RATES
    }
    found = []
    for (p1, p2), target in zip(RATES, REFERENCE[zeros], strict=True):
        what = f"zeros {zeros}, p1 {p1:g}, p2 {p2:g}: code knowledge"
        found.append(against(what, target, known[p1, p2], series=f"{zeros} {p2:g}", x=p1))
    for slow, fast in (((0.1, 0.1), (0.9, 0.1)), ((0.1, 0.5), (0.5, 0.5)), ((0.1, 0.9), (0.9, 0.9))):
        gap = known[slow] - known[fast]
        what = f"zeros {zeros}, p2 {slow[1]:g}: socialisation at {slow[0]:g} beats {fast[0]:g} by"
        found.append(above(what, 0.0, gap))
    return found


def turbulence(seed: int, everybody: bool, rescue: float, runs: int) -> list[Reading]:
    """What the code knows while the world turns over, without and with turnover of people."""
    found, last = [], {}
    for turnover, targets in TURBULENT.items():
        actual = rescue if turnover else 0.0
        known = code_knowledge(
            seed, p1=0.5, p2=0.5, p3=actual, p4=0.02, everybody=everybody, at=(10, 50, 100), runs=runs
        )
        last[turnover] = known[:, 2]
        for place, time in enumerate((10, 50, 100)):
            what = f"turbulence .02, turnover {turnover:g}: code knowledge in period {time}"
            found.append(against(what, targets[place], known[:, place], series=f"turnover {turnover:g}", x=time))
    found.append(above("turnover rescues: knowledge in period 100 higher by", 0.0, last[0.1] - last[0.0]))
    return found


def march(seed: int, *, everybody: bool = False, rescue: float = 0.1, runs: int = RUNS) -> list[Reading]:
    """Everything on March's model."""
    found = [reading for zeros in REFERENCE for reading in equilibrium(seed, zeros, everybody, runs)]
    return [*found, *turbulence(seed, everybody, rescue, runs)]


def draw_march(readings: Sequence[Reading]) -> Chart:
    """Draw code knowledge by rates of learning, and over time in a turbulent world."""
    speeds = ("0.1", "0.5", "0.9")
    panels = [
        Panel(
            f"zeros {zeros}",
            "members learn at p1",
            "code knowledge",
            [held(f"code learns at {speed}", of_series(readings, f"{zeros} {speed}")) for speed in speeds],
        )
        for zeros in REFERENCE
    ]
    over = [held(f"turnover {turnover:g}", of_series(readings, f"turnover {turnover:g}")) for turnover in TURBULENT]
    note = (
        "What the organisation's code knows. Left and middle: in period 80, by how fast members learn from the code, for "
        "two readings of what members without a belief count for. Right: while the world turns over at .02 a period. "
        "Targets: independent code, 150 runs."
    )
    title = "March 1991: slow socialisation wins, turnover keeps up with a moving world"
    panels.append(Panel("turbulence", "period", "code knowledge", over))
    return lines_chart("V6a-march-1991", title, note, panels, columns=3)


CHECKS = [
    Check(
        "V6a-march-1991",
        "In March's own model (not in the engine), slow socialisation leaves the code knowing more, and turnover keeps it up "
        "to date in a turbulent world.",
        "March 1991, Organization Science 2(1); numbers by independent code, 150 runs",
        march,
        {
            "the code learns from all members": partial(march, everybody=True, runs=60),
            "nobody is replaced": partial(march, rescue=0.0, runs=60),
        },
        remarks=(
            "The paper leaves open what members without a belief count for when the code has none. Both readings are "
            "run, each against independent code with the same reading; the pattern is the same in both.\n\n"
            "This is March's model with code of its own: no rule of the engine runs here. V6b and V6c put the same question "
            "to the engine."
        ),
        draw=draw_march,
    )
]
