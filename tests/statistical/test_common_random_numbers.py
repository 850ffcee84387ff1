"""Common random numbers: the shipped comparison is paired, and pairing buys precision."""

import numpy as np
import pytest
from tests.conftest import SCENARIOS

from orgsim.engine.simulation import simulate
from orgsim.organization.build import build
from orgsim.results.statistics import variance_ratio
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

DEMO = SCENARIOS / "demo"
FUTURES = 120


def edges(path):
    """Return the reporting lines of a design."""
    return {(name, post.reports_to) for name, post in load_design(path).final.posts.items()}


def test_the_pods_change_a_fifth_of_the_reporting_lines():
    """The comparison that is measured here is a real reorganisation."""
    before, after = edges(DEMO / "today.yaml"), edges(DEMO / "gpm-pods.yaml")
    assert len(before - after) >= 0.2 * len(before)


@pytest.fixture(scope="module")
def paired():
    """Every metric of both designs over the same futures: ``{metric: (2, futures)}``."""
    found = []
    for name in ("today", "gpm-pods"):
        organization = build(load_design(DEMO / f"{name}.yaml"))
        found.append([measure(organization, simulate(organization.blueprint, 1, r)) for r in range(FUTURES)])
    return {metric: np.array([[row[metric][0] for row in rows] for rows in found]) for metric in found[0][0]}


@pytest.mark.parametrize("metric", ["realised_value", "alignment", "lead_time"])
def test_pairing_halves_the_variance(paired, metric):
    """The variance of the paired difference is below half of the unpaired one."""
    before, after = paired[metric]
    assert variance_ratio(after, before) < 0.5


def test_pairing_helps_where_small_causes_have_large_effects(paired):
    """Who builds first what another needs is soon a matter of days, so pairing takes less off the variance of duplicates: a third or more."""
    before, after = paired["duplicate_effort"]
    assert variance_ratio(after, before) < 0.67


def test_unpaired_futures_are_not_correlated(paired):
    """The mutant: with futures of different numbers put together, nothing is gained."""
    before, after = paired["alignment"]
    assert variance_ratio(np.roll(after, 7), before) > 0.7
