"""A company that nobody changes stays as it is: value, duplicates and upkeep have no trend over the quarters that count."""

import functools

import numpy as np
import pytest
from tests.conftest import ROOT

from orgsim.engine.simulation import simulate
from orgsim.organization.build import build
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

FUTURES = 40
SEED = 7
DRIFT = 0.1
"""By how much a quantity may change from the first to the last quarter, as a share of its mean, beside what chance does."""

PAST = (
    "parameters.capabilities.inherited_share=0.8",
    "parameters.capabilities.inherited_twice=0.45",
    "demand.capability_life=312",
    "demand.types_per_domain=10",
    "demand.build_effort_median=6",
    "demand.build_sigma=1.3",
    "parameters.products.legacy_share=0.04",
)
"""A company of platforms with weight and a past."""
WATCHED = ("realised_value", "upkeep_share", "duplicate_effort", "standing_duplicates", "duplicate_run_cost")


@functools.cache
def quarters(settings):
    """Return what is watched, in every future and quarter that counts: ``{name: (futures, Q)}``."""
    company = build(load_design(ROOT / "scenarios/product-org/today.yaml", settings))
    rows = [measure(company, simulate(company.blueprint, SEED, future)) for future in range(FUTURES)]
    return {name: np.array([row[name][1] for row in rows]) for name in WATCHED}


def drift(values):
    """Return the change from the first to the last quarter by least squares over the mean of all, and its standard error."""
    places = np.arange(values.shape[1])
    slopes = np.polyfit(places, values.T, 1)[0] * (values.shape[1] - 1) / values.mean()
    return slopes.mean(), slopes.std(ddof=1) / np.sqrt(len(slopes))


@pytest.mark.parametrize("name", WATCHED)
def test_an_unchanged_company_has_no_trend(name):
    """The drift is within a tenth and three standard errors."""
    change, error = drift(quarters(PAST)[name])
    assert abs(change) <= DRIFT + 3 * error


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (("parameters.capabilities.inherited_share=0",), "duplicate_run_cost"),
        (("parameters.products.legacy_share=0.2",), "upkeep_share"),
    ],
    ids=["no past", "too much legacy"],
)
def test_a_trend_is_noticed(wrong, name):
    """Companies that begin with nothing built, or with far more launches in service than they make, are found out."""
    change, error = drift(quarters((*PAST, *wrong))[name])
    assert abs(change) > DRIFT + 3 * error
