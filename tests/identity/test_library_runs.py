"""Every design of the library runs on every company: its books balance, and it costs in the run about what today costs."""

from typing import Any

import numpy as np
import pytest
from tests.designs import COMPANIES, written

from orgsim.engine.simulation import simulate
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
from orgsim.scenario.library.designs import library

SHORT = {"warmup_quarters": 1, "quarters": 4}
FUTURES = 2
SAME_COST = 0.02
"""As on paper, though whoever leaves and is replaced costs more or less in every future."""


def cost(scenario: dict[str, Any]) -> float:
    """Return what a scenario costs in a few short futures; books that do not balance end a run."""
    organization = build(load_design(scenario))
    states = [simulate(organization.blueprint, 7, replication) for replication in range(FUTURES)]
    return float(np.mean([Outcome(organization, state).cost.sum() for state in states]))


@pytest.mark.parametrize("company", COMPANIES)
def test_every_design_runs_at_the_cost_of_today(company: str) -> None:
    """Posts, ties and engineers that a design has changed can be simulated, and cost what today costs."""
    text = {**COMPANIES[company](), "horizon": SHORT}
    today = cost(text)
    loaded = load_design(text)
    costs = {name: cost(written(name, text, loaded)) / today for name in library()}
    assert {name: share for name, share in costs.items() if abs(share - 1) > SAME_COST} == {}
