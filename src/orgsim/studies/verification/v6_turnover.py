"""Turnover in a drifting world, in whole simulations of a company in which nobody is told the strategy."""

from functools import partial

from orgsim.laboratory.records import Numbers
from orgsim.studies.checks import Check, Reading, below
from orgsim.studies.runs import measured
from orgsim.studies.worlds import organized, small

RUNS = 200
LONG = ("horizon.quarters=12", "horizon.warmup_quarters=0")
UNTOLD = ("posts.head.rights.strategy=none",)
"""Nobody knows the true weights."""


EXITS = "parameters.staffing.attrition_rate"
NEXT_TO_NOTHING = 0.02
"""Belief alignment; what drift takes away is several times that."""


def gain(seed: int, world: tuple[str, ...], exits: float, runs: int) -> tuple[Numbers, Numbers]:
    """Return belief alignment when nobody leaves, and what turnover adds to it, in the same futures."""
    still, moving = (
        measured(organized(small(), (*world, f"{EXITS}={rate}")), seed, runs)["belief_alignment"] for rate in (0, exits)
    )
    return still, moving - still


def turnover(seed: int, *, exits: float = 0.4, drift: float = 0.3, runs: int = RUNS) -> list[Reading]:
    """Four in ten leaving a year against nobody leaving, in a drifting world and in one that stands still."""
    drifting, rescued = gain(seed, (*UNTOLD, *LONG, f"demand.drift_probability={drift}"), exits, runs)
    steady, _ = gain(seed, (*UNTOLD, *LONG, "demand.drift_probability=0"), exits, runs)
    return [
        below("nobody leaves: what drift changes in belief alignment", 0.0, drifting - steady),
        below("drift: what turnover of 40 % a year adds to belief alignment", NEXT_TO_NOTHING, rescued),
    ]


CHECKS = [
    Check(
        "V6c-turnover",
        "In a whole company that is told nothing, a drifting strategy makes beliefs stale, and turnover does not bring "
        "them up to date, since newcomers believe what their superiors say.",
        "March 1991, section on turnover in a turbulent world, where newcomers know the world: here they do not",
        turnover,
        {
            "nothing drifts": partial(turnover, drift=0.0, runs=40),
        },
        remarks=(
            "Until newcomers believed their superiors they knew the weights of the day, misread, and turnover added to "
            "alignment as in March 1991. V6 reproduces that model itself."
        ),
    )
]
