"""Oracles on a company of 13 posts: none that knows or can do more is worse off for it, and what holds another is no worse than that."""

import functools

import numpy as np
import pytest
from tests.conftest import SCENARIOS

from orgsim.engine.simulation import simulate
from orgsim.headroom.catalog import ORACLES, oracle_named
from orgsim.headroom.plan import watched
from orgsim.metrics.metric import within
from orgsim.organization.build import build
from orgsim.results.statistics import compare
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

FUTURES = 40
SEED = 5
ENOUGH = ("halved-errors", "perfect-cases", "beliefs-and-interests", "stops", "questions")
"""Oracles with something to gain in this company."""


@functools.cache
def company():
    return build(load_design(SCENARIOS / "product-org" / "today.yaml"))


@functools.cache
def values(name: str):
    """Return the realised value of every future, with an oracle or ('') without."""
    arm = watched(company(), oracle_named(name)) if name else company()
    play = arm.play or simulate
    states = (play(arm.blueprint, SEED, future) for future in range(FUTURES))
    return np.array([measure(arm, state)["realised_value"][0] for state in states])


def gain(name: str, over: str = ""):
    return compare(values(name), values(over), "higher", within(0.0))


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_perfection_does_no_harm(oracle):
    """No oracle is worse than the unchanged company beyond noise."""
    assert gain(oracle.name).high > 0.0


@pytest.mark.parametrize("name", ENOUGH)
def test_there_is_something_to_gain(name):
    """Where theory says that much depends on a function, its oracle is better beyond noise."""
    assert gain(name).low > 0.0


def test_there_is_something_to_allocate_where_markets_move_and_nobody_plans():
    """Where those above already plan, as in the shipped company, little is left: docs/headroom.md has the figure of 200 futures."""
    settings = ("demand.market_spread=0.8", "roles.director.rights.shift=none", "roles.cpo.rights.shift=none")
    today = build(load_design(SCENARIOS / "product-org" / "today.yaml", settings))
    moved = watched(today, oracle_named("allocation"))
    assert moved.play is not None
    pairs = [
        [measure(today, play(today.blueprint, SEED, future))["realised_value"][0] for play in (moved.play, simulate)]
        for future in range(4 * FUTURES)
    ]
    better, before = np.array(pairs).T
    assert compare(better, before, "higher", within(0.0)).low > 0.0


@pytest.mark.parametrize("oracle", [oracle for oracle in ORACLES if oracle.within], ids=lambda oracle: oracle.name)
def test_what_holds_another_is_no_worse(oracle):
    """Knowing all that another oracle knows, and more, is not worse than the other beyond noise."""
    assert gain(oracle.within, oracle.name).high > 0.0
