"""Pluchino, Rapisarda and Garofalo: promote the best or the worst, when skills carry over and when they do not."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import pairwise

import numpy as np

from orgsim.careers.plan import CareerPlan, plan_careers
from orgsim.careers.simulation import simulate_one
from orgsim.laboratory.records import Numbers
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.settings import settings_from
from orgsim.studies.charts import Panel, held, lines_chart
from orgsim.studies.checks import STANDARD_ERRORS, Check, Reading, above, mean_of, of_series
from orgsim.studies.claims import Chart
from orgsim.studies.worlds import line_ladder

SEATS = {"one": 81, "two": 41, "three": 21, "four": 11, "five": 5, "six": 1}
RESPONSIBILITY = {"one": 0.2, "two": 0.4, "three": 0.6, "four": 0.8, "five": 0.9, "six": 1.0}
POLICIES: Mapping[str, tuple[str, dict[str, float]]] = {
    "best": ("merit", {}),
    "worst": ("best-or-worst", {"worst": 1.0}),
    "random": ("random", {}),
    "mix": ("best-or-worst", {"worst": 0.5}),
}
CARRIED, FRESH = 1.0, 0.0
RUNS, STEPS, FORGOTTEN = 30, 600, 300
UNSELECTED = 67.11
"""Efficiency of people nobody has selected, per cent, under this sampling rule."""


@cache
def pyramid() -> Ladder:
    """Return the pyramid of 160 posts as a ladder whose seats are filled from below."""
    bottom, above = {"entry": True, "external_share": 1.0}, {"external_share": 0.0}
    levels = {
        name: {"seats": seats, "expectations": {"competence": 0.7}, **(above if rung else bottom)}
        for rung, (name, seats) in enumerate(SEATS.items())
    }
    return Ladder.model_validate(line_ladder(levels, competencies={"competence": {}}))


def plan(policy: str, transfer: float) -> CareerPlan:
    """Return the pyramid under a policy: competence in tenths, normal (.7, .2) truncated to .1 .. 1, a step a year."""
    settings = settings_from(
        {
            "skill_spread": 0.2,
            "skill_range": (0.1, 1.0),
            "transfer": transfer,
            "wobble": 0.1,
            "learning_by_doing": 0.0,
            "learning_by_coaching": 0.0,
            "rating_noise": 0.0,
            "mood_noise": 0.0,
            "weeks_to_fill": 0.0,
            "inside_patience": 1_000_000,
            "dismiss_below": 0.4,
            "retirement_age": 60.0,
            "hire_age": 25.0,
            "hire_age_sd": 5.0,
            "quarter_years": 1.0,
        }
    )
    name, values = POLICIES[policy]
    return plan_careers(pyramid(), policy_named(name, values), settings, STEPS)


def efficiencies(policy: str, transfer: float, seed: int, runs: int) -> Numbers:
    """Return the mean efficiency of each run after the first steps, per cent of the most that is possible."""
    made = plan(policy, transfer)
    weights = np.array([RESPONSIBILITY[name] for name in made.levels])
    most = sum(RESPONSIBILITY[name] * seats for name, seats in SEATS.items())
    runs_made = [simulate_one(made, seed, run).staffed.skill[FORGOTTEN:] @ weights for run in range(runs)]
    return np.array([100.0 * float(run.mean()) / most for run in runs_made])


CONTRASTS = (
    # transfer, minuend, subtrahend, independent code, published
    (FRESH, "worst", "best", 20.1, 22.0),
    (FRESH, "random", "best", 10.0, 11.0),
    (CARRIED, "best", "worst", 10.6, 14.0),
)
NEAR, PUBLISHED = 1.0, 2.5
"""Bands around contrasts by independent code and around published ones, points."""
UNSTATED = (
    "the paper does not state how competence is drawn at the ends of its range; independent code gives 10.6 with a "
    "truncated normal and 11.4 when draws are clipped to the range, so no sampling rule that was tried reaches 14"
)
NAMES = {CARRIED: "skills carry over", FRESH: "skills drawn afresh"}


Samples = Mapping[tuple[float, str], Numbers]
"""Efficiency of each run, by transfer and policy."""


def peter(
    seed: int, policies: Mapping[str, str] | None = None, turned: Mapping[float, float] | None = None, runs: int = RUNS
) -> list[Reading]:
    """Contrasts between policies, which do not depend on the baseline, and the order of policies."""
    found: dict[tuple[float, str], Numbers] = {}
    for transfer in (CARRIED, FRESH):
        for policy in POLICIES:
            used, dial = (policies or {}).get(policy, policy), (turned or {}).get(transfer, transfer)
            found[transfer, policy] = efficiencies(used, dial, seed, runs)
    return [*levels(found), *contrasts(found), *orders(found)]


def levels(found: Samples) -> list[Reading]:
    """Hold the efficiency of every policy against independent code with the same sampling rule."""
    expected = {
        CARRIED: {"best": 76.75, "worst": 66.13, "random": 71.03, "mix": UNSELECTED + 5.6},
        FRESH: {"best": 59.76, "worst": 79.89, "random": 69.75, "mix": UNSELECTED + 2.5},
    }
    readings = []
    for (transfer, policy), sample in found.items():
        mean, error = mean_of(sample)
        both = (error**2 + 0.1**2) ** 0.5
        reason = f"{STANDARD_ERRORS:g} standard errors of {len(sample)} runs and of the reference (0.10)"
        what = f"{NAMES[transfer]}, {policy}: efficiency, %"
        target = expected[transfer][policy]
        readings.append(Reading(what, target, mean, STANDARD_ERRORS * both, reason, error, series=NAMES[transfer]))
    return readings


def contrasts(found: Samples) -> list[Reading]:
    """Hold contrasts against independent code and against the published ones."""
    ours = "declared before the run, for a sampling rule that is ours (truncated normal)"
    theirs = "declared before the run: the paper's sampling rule is not stated"
    narrowed = (
        "the band of the other published contrasts; the 4 points declared before the run would have hidden the gap"
    )
    readings = []
    for transfer, high, low, code, published in CONTRASTS:
        mean, error = mean_of(found[transfer, high] - found[transfer, low])
        name = f"{NAMES[transfer]}: {high} - {low}"
        printed = {"series": "published", "out_of_reach": UNSTATED if transfer == CARRIED else ""}
        readings.append(Reading(f"{name}, independent code", code, mean, NEAR, ours, error, series="code"))
        why = narrowed if printed["out_of_reach"] else theirs
        readings.append(Reading(f"{name}, published", published, mean, PUBLISHED, why, error, **printed))  # type: ignore[arg-type]
    return readings


def orders(found: Samples) -> list[Reading]:
    """Hold the order of policies, and the mix that gains either way."""
    orders_of = {CARRIED: ("best", "random", "worst"), FRESH: ("worst", "random", "best")}
    readings = []
    for transfer, order in orders_of.items():
        for high, low in pairwise(order):
            gap = found[transfer, high] - found[transfer, low]
            readings.append(above(f"{NAMES[transfer]}: {high} above {low}", 0.0, gap))
        readings.append(above(f"{NAMES[transfer]}: a mix of best and worst gains", UNSELECTED, found[transfer, "mix"]))
    return readings


def draw_pyramid(readings: Sequence[Reading]) -> Chart:
    """Draw the efficiency by policy under both hypotheses, and the contrasts against independent code and published ones."""
    panels = [
        Panel(
            panel, "", "efficiency, %", [held("efficiency", of_series(readings, panel), places=True)], tuple(POLICIES)
        )
        for panel in NAMES.values()
    ]
    against = {"against independent code": "code", "against the published figures": "published"}
    series = [held(label, of_series(readings, name), places=True) for label, name in against.items()]
    ticks = [f"{high} - {low}\n{'carried' if transfer else 'afresh'}" for transfer, high, low, *_ in CONTRASTS]
    note = (
        "Efficiency of a pyramid of 160 posts, per cent of the most that is possible; targets by independent code. On the "
        "right: differences between policies, against independent code and against the published figures."
    )
    panels.append(Panel("contrasts", "", "points", series, ticks))
    return lines_chart("V1-peter", "Promote the best, the worst, or by lot", note, panels, columns=3)


SWAPPED = {CARRIED: FRESH, FRESH: CARRIED}
BY_LOT = dict.fromkeys(POLICIES, "random")

CHECKS = [
    Check(
        "V1-peter",
        "Promoting the best is best when skills carry over and worst when they do not; a mix of best and worst "
        "gains either way.",
        "Pluchino, Rapisarda & Garofalo 2010, Physica A 389, 467; levels and contrasts also by independent code",
        peter,
        {"the two hypotheses swapped": partial(peter, turned=SWAPPED, runs=4)},
        {"promotion by lot": partial(peter, policies=BY_LOT, runs=4)},
        remarks=(
            "The published contrast of 14 points between best and worst, when skills carry over, is not met. The targets "
            "that decide are those of independent code under the same sampling rule (truncated normal). The paper's order "
            "of policies holds under both hypotheses, and its other two contrasts are met."
        ),
        draw=draw_pyramid,
    )
]
