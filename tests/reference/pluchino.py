"""The pyramid of Pluchino, Rapisarda and Garofalo 2010 as an orgsim ladder: 160 posts on six levels, skills in tenths.

Sampling rule declared: competence is a normal with mean 7 and standard deviation 2, truncated to 1..10 (drawn inside, not clipped); what
carries over changes by a uniform of +-1 and is clipped to the range; people leave above 60 or below 4; a step is a year.
"""

from itertools import pairwise

import numpy as np

from orgsim.careers.plan import CareerPlan, plan_careers
from orgsim.careers.simulation import simulate_one
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.settings import settings_from

SEATS = {"one": 81, "two": 41, "three": 21, "four": 11, "five": 5, "six": 1}
RESPONSIBILITY = {"one": 0.2, "two": 0.4, "three": 0.6, "four": 0.8, "five": 0.9, "six": 1.0}

POLICIES = {
    "best": ("merit", {}),
    "worst": ("best-or-worst", {"worst": 1.0}),
    "random": ("random", {}),
    "mix": ("best-or-worst", {"worst": 0.5}),
}


def pyramid() -> Ladder:
    """Return the pyramid as a ladder."""
    names = list(SEATS)
    levels = {
        name: {
            "title": name,
            "track": "line",
            "rung": rung,
            "seats": SEATS[name],
            "entry": rung == 0,
            "external_share": 1.0 if rung == 0 else 0.0,
            "exits_per_year": 0.0,
            "expectations": {"competence": 0.7},
        }
        for rung, name in enumerate(names)
    }
    moves = [{"from": low, "to": high} for low, high in pairwise(names)]
    return Ladder.model_validate(
        {
            "name": "pyramid",
            "competencies": {"competence": {}},
            "tracks": {"line": {"title": "line"}},
            "levels": levels,
            "moves": moves,
            "reviews_per_year": 4,
        }
    )


def plan(policy: str, transfer: float, steps: int) -> CareerPlan:
    """Return the pyramid under one of its policies, with skills that carry over (1) or are drawn afresh (0)."""
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
    return plan_careers(pyramid(), policy_named(name, values), settings, steps)


def efficiency(
    policy: str, transfer: float, *, steps: int = 600, runs: int = 20, after: int = 300
) -> tuple[float, float]:
    """Return the mean efficiency in per cent after the first steps, and its standard error over runs."""
    pyramid_plan = plan(policy, transfer, steps)
    weights = np.array([RESPONSIBILITY[name] for name in pyramid_plan.levels])
    most = sum(RESPONSIBILITY[name] * seats for name, seats in SEATS.items())
    found = [
        100.0 * float((simulate_one(pyramid_plan, 1, run).staffed.skill[after:] @ weights).mean()) / most
        for run in range(runs)
    ]
    return float(np.mean(found)), float(np.std(found, ddof=1)) / runs**0.5
