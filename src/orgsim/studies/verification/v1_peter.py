"""Pluchino, Rapisarda and Garofalo: promote the best or the worst, when skills carry over and when they do not."""

from collections.abc import Mapping
from functools import cache, partial
from itertools import pairwise

import numpy as np

from orgsim.careers.plan import CareerPlan, plan_careers
from orgsim.careers.simulation import simulate_one
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.settings import settings_from
from orgsim.studies.checks import STANDARD_ERRORS, Check, Reading, above
from orgsim.studies.verification.v1_figure import draw_pyramid

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
    levels = {
        name: {
            "title": name,
            "track": "line",
            "rung": rung,
            "seats": seats,
            "entry": rung == 0,
            "external_share": 1.0 if rung == 0 else 0.0,
            "exits_per_year": 0.0,
            "expectations": {"competence": 0.7},
        }
        for rung, (name, seats) in enumerate(SEATS.items())
    }
    return Ladder.model_validate(
        {
            "name": "pyramid",
            "competencies": {"competence": {}},
            "tracks": {"line": {"title": "line"}},
            "levels": levels,
            "moves": [{"from": low, "to": high} for low, high in pairwise(SEATS)],
            "reviews_per_year": 4,
        }
    )


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
            "rating_memory": 0.0,
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


def efficiencies(policy: str, transfer: float, seed: int, runs: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the mean efficiency of each run after the first steps, per cent of the most that is possible."""
    made = plan(policy, transfer)
    weights = np.array([RESPONSIBILITY[name] for name in made.levels])
    most = sum(RESPONSIBILITY[name] * seats for name, seats in SEATS.items())
    runs_made = [simulate_one(made, seed, run).staffed.skill[FORGOTTEN:] @ weights for run in range(runs)]
    return np.array([100.0 * float(run.mean()) / most for run in runs_made])


CONTRASTS = (
    # transfer, minuend, subtrahend, independent code, band, published, band
    (FRESH, "worst", "best", 20.1, 1.0, 22.0, 2.5),
    (FRESH, "random", "best", 10.0, 1.0, 11.0, 2.5),
    (CARRIED, "best", "worst", 10.6, 1.0, 14.0, 4.0),
)
NAMES = {CARRIED: "skills carry over", FRESH: "skills drawn afresh"}


def peter(
    seed: int, policies: Mapping[str, str] | None = None, turned: Mapping[float, float] | None = None, runs: int = RUNS
) -> list[Reading]:
    """Contrasts between policies, which do not depend on the baseline, and the order of policies."""
    found: dict[tuple[float, str], np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
    for transfer in (CARRIED, FRESH):
        for policy in POLICIES:
            used, dial = (policies or {}).get(policy, policy), (turned or {}).get(transfer, transfer)
            found[transfer, policy] = efficiencies(used, dial, seed, runs)
    return [*levels(found), *contrasts(found), *orders(found)]


def levels(found: Mapping[tuple[float, str], np.ndarray[tuple[int], np.dtype[np.float64]]]) -> list[Reading]:
    """Hold the efficiency of every policy against independent code with the same sampling rule."""
    expected = {
        CARRIED: {"best": 76.75, "worst": 66.13, "random": 71.03, "mix": UNSELECTED + 5.6},
        FRESH: {"best": 59.76, "worst": 79.89, "random": 69.75, "mix": UNSELECTED + 2.5},
    }
    readings = []
    for (transfer, policy), sample in found.items():
        error = float(sample.std(ddof=1) / len(sample) ** 0.5)
        both = (error**2 + 0.1**2) ** 0.5
        reason = f"{STANDARD_ERRORS:g} standard errors of {len(sample)} runs and of the reference (0.10)"
        what = f"{NAMES[transfer]}, {policy}: efficiency, %"
        target = expected[transfer][policy]
        readings.append(
            Reading(what, target, float(sample.mean()), STANDARD_ERRORS * both, reason, error, series=NAMES[transfer])
        )
    return readings


def contrasts(found: Mapping[tuple[float, str], np.ndarray[tuple[int], np.dtype[np.float64]]]) -> list[Reading]:
    """Hold contrasts against independent code and against the published ones."""
    readings = []
    for transfer, high, low, code, near, published, wide in CONTRASTS:
        gaps = found[transfer, high] - found[transfer, low]
        mean, error = float(gaps.mean()), float(gaps.std(ddof=1) / len(gaps) ** 0.5)
        name = f"{NAMES[transfer]}: {high} - {low}"
        declared = "declared before the run, for a sampling rule that is ours (truncated normal)"
        readings.append(Reading(f"{name}, independent code", code, mean, near, declared, error))
        declared = "declared before the run: the paper's sampling rule is not stated"
        readings.append(Reading(f"{name}, published", published, mean, wide, declared, error))
    return readings


def orders(found: Mapping[tuple[float, str], np.ndarray[tuple[int], np.dtype[np.float64]]]) -> list[Reading]:
    """Hold the order of policies, and the mix that gains either way."""
    orders_of = {CARRIED: ("best", "random", "worst"), FRESH: ("worst", "random", "best")}
    readings = []
    for transfer, order in orders_of.items():
        for high, low in pairwise(order):
            gap = found[transfer, high] - found[transfer, low]
            readings.append(above(f"{NAMES[transfer]}: {high} above {low}", 0.0, gap))
        readings.append(above(f"{NAMES[transfer]}: a mix of best and worst gains", UNSELECTED, found[transfer, "mix"]))
    return readings


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
            (
                "The paper does not state how competence is drawn at the ends of its range. Under the rule here "
                "(truncated normal) the published 14 points between best and worst, when skills carry over, are "
                "not met: 10.6 by independent code and about the same here; drawing first and clipping to the "
                "range gives 11.4. The declared band of 4 around the published figure includes both."
            ),
        ),
        draw=draw_pyramid,
    )
]
