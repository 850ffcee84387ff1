"""What is stated of money: the budget of each stage, and the targets of objectives."""

import math

import numpy as np

from orgsim.engine.state import Floats, Indices
from orgsim.scenario.model import Budget, Scenario

QUARTERS_PER_YEAR = 4


def budget_plan(scenarios: list[Scenario], domains: list[str]) -> Floats:
    """Return the budgets of every stage, $k a year, (stages, 1 + domains): the company's first, infinite where none is stated.

    Without any budget the table is empty, (0, 0).
    """
    if not any(scenario.budget for scenario in scenarios):
        return np.zeros((0, 0))
    return np.array([_amounts(scenario.budget, domains) for scenario in scenarios])


def _amounts(budget: Budget | None, domains: list[str]) -> list[float]:
    """Return the budget of the company and of each domain, $k a year; infinite where none is stated."""
    if budget is None:
        return [math.inf] * (1 + len(domains))
    company = math.inf if budget.company is None else budget.company
    return [company, *(budget.domains.get(name, math.inf) for name in domains)]


def targets(scenario: Scenario, objectives: list[str]) -> tuple[Floats, Indices]:
    """Return the target of each objective for its period, $k, (K,), 0 where there is none, and the quarters of the period, (K,)."""
    stated = [scenario.objectives[name] for name in objectives]
    lengths = [scenario.horizon.quarters if one.per == "run" else QUARTERS_PER_YEAR for one in stated]
    return np.array([1000.0 * (one.target or 0.0) for one in stated]), np.array(lengths, np.int64)
