"""Pluchino, Rapisarda and Garofalo 2010 through orgsim's own promotion functions, the dial of transfer at both ends.

What is asserted are contrasts between policies, which do not depend on the baseline. Reference values come from independent code with
the same sampling rule (truncated normal), and from the published figures.
"""

import pytest
from tests.reference.pluchino import efficiency

TRUNCATED = {"worst-best": 20.1, "random-best": 10.0}
PUBLISHED = {"worst-best": 22.0, "random-best": 11.0}
CARRIED, CARRIED_PUBLISHED = 10.6, 14.0
FRESH_START = 67.11
"""Efficiency of unselected people, per cent."""


def all_policies(transfer, **size):
    return {policy: efficiency(policy, transfer, **size)[0] for policy in ("best", "worst", "random", "mix")}


def check_fresh(found):
    """Raise unless the contrasts are those of skills drawn afresh: Peter's case."""
    for contrast, expected in TRUNCATED.items():
        high, low = contrast.split("-")
        size = found[high] - found[low]
        assert abs(size - expected) <= 1.0
        assert abs(size - PUBLISHED[contrast]) <= 2.5
    assert found["worst"] > found["random"] > found["best"]


def check_carried(found):
    """Raise unless the contrasts are those of skills that carry over: common sense."""
    size = found["best"] - found["worst"]
    assert abs(size - CARRIED) <= 1.0
    assert abs(size - CARRIED_PUBLISHED) <= 4.0
    assert found["best"] > found["random"] > found["worst"]


@pytest.fixture(scope="module")
def carried():
    """Every policy when skills carry over, a short run."""
    return all_policies(1.0, steps=400, runs=6, after=200)


@pytest.fixture(scope="module")
def fresh():
    """Every policy when skills are drawn afresh, a short run."""
    return all_policies(0.0, steps=400, runs=6, after=200)


def test_common_sense_and_peter_pull_in_opposite_directions(carried, fresh):
    """Best is best when skills carry over, worst when they do not, by the published amounts."""
    check_carried(carried)
    check_fresh(fresh)


def test_a_mix_of_best_and_worst_gains_either_way(carried, fresh):
    """The paper's way out: whatever the truth, better than not selecting."""
    assert carried["mix"] > FRESH_START + 3
    assert fresh["mix"] > FRESH_START + 1


def test_swapping_the_two_cases_is_caught(carried, fresh):
    """Mutant: the dial turned the wrong way."""
    with pytest.raises(AssertionError):
        check_fresh(carried)
    with pytest.raises(AssertionError):
        check_carried(fresh)


def test_promoting_by_lot_is_caught(fresh):
    """Mutant: a policy that ignores its ratings."""
    with pytest.raises(AssertionError):
        check_fresh(dict.fromkeys(fresh, fresh["random"]))


@pytest.mark.slow
def test_levels_of_efficiency_over_long_runs():
    """Twenty runs of 600 steps: every mean within half a point of the independent code."""
    expected = {
        1.0: {"best": 76.75, "worst": 66.13, "random": 71.03},
        0.0: {"best": 59.76, "worst": 79.89, "random": 69.75},
    }
    for transfer, values in expected.items():
        for policy, value in values.items():
            assert abs(efficiency(policy, transfer)[0] - value) < 0.5


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_slow_object_model_agrees():
    """Plain Mesa agents, written from the description, give the same efficiencies within five standard errors."""
    import numpy as np
    from tests.reference.mesa_pyramid import Pyramid

    for policy in ("best", "worst"):
        for carries_over in (True, False):
            runs = []
            for seed in range(6):
                model = Pyramid(policy, carries_over=carries_over, seed=seed)
                values = []
                for year in range(400):
                    model.step()
                    if year >= 200:
                        values.append(model.efficiency())
                runs.append(np.mean(values))
            ours, error = efficiency(policy, float(carries_over), steps=400, runs=12, after=200)
            both = (error**2 + np.var(runs, ddof=1) / len(runs)) ** 0.5
            assert abs(np.mean(runs) - ours) < 5 * both
