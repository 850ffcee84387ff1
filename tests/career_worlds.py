"""Small ladders for tests, and ways to run them."""

from itertools import pairwise
from typing import Any

import numpy as np

from orgsim.careers.plan import CareerPlan, plan_careers
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.settings import settings_from

STILL: dict[str, Any] = {
    "learning_by_doing": 0.0,
    "learning_by_coaching": 0.0,
    "mood_noise": 0.0,
    "engagement_effect": 0.0,
    "promotion_lift": 0.0,
    "passed_over_drop": 0.0,
    "stall_drop": 0.0,
    "stall_effect": 0.0,
    "weeks_to_fill": 0.0,
    "inside_patience": 1_000_000,
}
"""Settings under which nothing but exits and promotions happens."""


def rate_for(chance: float) -> float:
    """Return the yearly rate of exits that gives a chance to leave in each quarter."""
    return float(-4.0 * np.log1p(-chance))


def ladder(levels: dict[str, dict[str, Any]], **more: Any) -> Ladder:
    """Return a ladder of levels from the bottom up, each leading to the next."""
    names = list(levels)
    entries = {
        name: {"title": name, "track": "line", "rung": rung, "exits_per_year": 0.0, **levels[name]}
        for rung, name in enumerate(names)
    }
    moves: list[dict[str, Any]] = [{"from": low, "to": high} for low, high in pairwise(names)]
    return Ladder.model_validate(
        {
            "name": "test",
            "tracks": {"line": {"title": "line"}},
            "levels": entries,
            "moves": moves,
            "reviews_per_year": 4,
        }
        | more
    )


def plan(
    found: Ladder, quarters: int, policy: str = "random", settings: dict[str, Any] | None = None, **values: Any
) -> CareerPlan:
    """Return a plan under a policy, with settings laid over ``STILL``."""
    return plan_careers(found, policy_named(policy, values), settings_from(STILL | (settings or {})), quarters)


def mean_and_error(values: Any) -> tuple[float, float]:
    """Return the mean of values, one per future, and its standard error."""
    return float(np.mean(values)), float(np.std(values, ddof=1) / len(values) ** 0.5)


def off_by(values: Any, expected: float) -> float:
    """Return how many standard errors the mean of values, one per future, is away from what is expected."""
    mean, error = mean_and_error(values)
    return abs(mean - expected) / max(error, 1e-12)
