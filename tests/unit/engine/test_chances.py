"""Chances found by bounds are those of their formulas, draw by draw, close to the edge as well."""

import math

import numpy as np
import pytest

from orgsim.engine.chances import happens, happens_within, is_nobody
from orgsim.engine.random import poisson_quantile

RATES = (0.0, 1e-13, 1e-6, 0.02, 0.5, 3.0, 40.0)
CLOSE = (-1e-6, -1e-9, -1e-13, -1e-16, 0.0, 1e-16, 1e-13, 1e-9, 1e-6)


def draws_around(chance: float) -> list[float]:
    """Return draws strictly between 0 and 1, many of them close to a chance."""
    spread = np.random.default_rng(5).random(50)
    return [u for u in [*spread, *(chance + off for off in CLOSE)] if 0.0 < u < 1.0]


@pytest.mark.parametrize("rate", RATES)
def test_what_happens_at_a_rate_is_the_formula(rate):
    chance = 1.0 - math.exp(-rate)
    for u in draws_around(chance):
        assert happens(u, rate) == (u < chance)


@pytest.mark.parametrize("times", [0.0, 0.3, 1.0, 2.5, 30.0])
@pytest.mark.parametrize("chance", [0.0, 1e-9, 0.03, 0.4, 1.0])
def test_what_happens_within_some_times_is_the_formula(chance, times):
    within = 1.0 - math.pow(1.0 - chance, times)
    for u in draws_around(within):
        assert happens_within(u, chance, times) == (u < within)


@pytest.mark.parametrize("mean", [0.0, 1e-9, 0.02, 0.9, 5.0])
def test_where_the_bound_says_nobody_the_count_is_nobody(mean):
    for u in draws_around(math.exp(-mean)) + draws_around(1.0 - mean):
        assert not is_nobody(mean, u) or poisson_quantile(mean, u) == 0
