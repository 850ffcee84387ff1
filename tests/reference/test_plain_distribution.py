"""The plain Mesa reference and the engine agree in distribution, each with dice and a market of its own.

Two samples of futures are held against each other, output by output: by the test of Kolmogorov and Smirnov at a level shared out over the
outputs (Bonferroni), and by their means, which may differ by four standard errors. Everything is seeded. A reference that is wrong in one
rule must fail.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import ks_2samp

from orgsim.engine.simulation import simulate
from tests.reference.plain import capabilities
from tests.reference.plain.engine_side import friends_of, market_of, reference_of
from tests.reference.plain.luck import OwnLuck
from tests.reference.plain.market import Dice
from tests.reference.plain.model import ReferenceModel
from tests.reference.plain.outputs import OUTPUTS, outputs_of_engine, outputs_of_reference
from tests.reference.plain.team import Team
from tests.reference.plain.work import Request
from tests.reference.plain.worlds import branches, covered

LEVEL = 0.01
"""Chance to refuse two samples of the same model by the test, over all outputs together."""
STANDARD_ERRORS = 4.0

SMALL = branches(2, 3, 1.2) | {"horizon": {"warmup_quarters": 1, "quarters": 3}}
FIFTY = branches(7, 6, 1.2)


def by_engine(organization, futures):
    """Return the outputs of some futures of the engine."""
    with ThreadPoolExecutor(2) as pool:
        states = pool.map(lambda future: simulate(organization.blueprint, 1, future), range(futures))
        return [outputs_of_engine(organization, state) for state in states]


def by_reference(organization, futures):
    """Return the outputs of some futures of the reference."""
    scenario, friends = organization.design.baseline, friends_of(organization)
    models = (
        ReferenceModel(scenario, Dice(scenario, 2 * future).market(), OwnLuck(2 * future + 1), friends)
        for future in range(futures)
    )
    return [outputs_of_reference(model.run()) for model in models]


def differences(expected, found):
    """Return the outputs in which two samples differ, with what was found."""
    wrong = {}
    for name in OUTPUTS:
        one = np.array([outputs[name] for outputs in expected])
        other = np.array([outputs[name] for outputs in found])
        chance = ks_2samp(one, other, method="asymp").pvalue
        error = np.hypot(one.std(ddof=1) / len(one) ** 0.5, other.std(ddof=1) / len(other) ** 0.5)
        apart = abs(one.mean() - other.mean())
        if chance < LEVEL / len(OUTPUTS) or apart > STANDARD_ERRORS * error:
            wrong[name] = (float(one.mean()), float(other.mean()), float(error), float(chance))
    return wrong


@pytest.fixture(scope="module")
def small():
    return covered(SMALL)


@pytest.fixture(scope="module")
def small_by_engine(small):
    return by_engine(small, 120)


def test_outputs_are_defined_alike(small):
    market = market_of(small, 1, 0)
    assert sum(len(week) for week in market.weeks) > 100
    expected = outputs_of_engine(small, simulate(small.blueprint, 1, 0))
    found = outputs_of_reference(reference_of(small, 1, 0).run())
    assert found == pytest.approx(expected, rel=1e-12)


def test_a_small_company_agrees_in_distribution(small, small_by_engine):
    assert differences(small_by_engine, by_reference(small, 60)) == {}


def no_loss(team):
    return 0.0


def last_come(request):
    return (request.urgency, -request.arrived, request.key)


def never(*_):
    return False


QUEUES = (
    "parameters.decisions.minutes_to_decide=1200",
    "parameters.attention.duty_floor=1",
    "parameters.decisions.request_patience=26",
    "parameters.planning.plan_fill=0.2",
    "parameters.planning.buffer_weeks=8",
)
"""Cases come week by week to desks that are always busy and never open longer: then it shows in which order they are taken."""
SHARING = ("demand.overlap=1", "demand.need_probability=1", "parameters.capabilities.reuse_patience=10")
"""What one team has built others need, and they have the patience to wait for it."""
MUTANTS = {
    "switching costs nothing": (Team, "switching_share", no_loss, ("parameters.delivery.switching_loss=0.3",)),
    "last come, first served": (Request, "rank", last_come, QUEUES),
    "nobody reuses": (capabilities, "reuse_seems_better", never, SHARING),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_reference_is_found_out(name, monkeypatch):
    owner, rule, wrong, settings = MUTANTS[name]
    organization = covered(SMALL, *settings)
    expected = by_engine(organization, 60)
    assert differences(expected, by_reference(organization, 40)) == {}
    monkeypatch.setattr(owner, rule, wrong)
    assert differences(expected, by_reference(organization, 40)) != {}


@pytest.mark.slow
def test_fifty_posts_agree_in_distribution():
    organization = covered(FIFTY)
    assert len(organization.posts) == 50
    assert differences(by_engine(organization, 60), by_reference(organization, 40)) == {}
