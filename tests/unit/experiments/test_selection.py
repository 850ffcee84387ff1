"""Selecting, stopping and fronts on cases whose answer is known."""

import numpy as np
import pytest
from scipy.stats import t

from orgsim.errors import InputError
from orgsim.experiments.pareto import pareto
from orgsim.experiments.selection import FIRST, Zone, constant, select
from orgsim.experiments.stopping import next_futures, precision_from, until_precise

NAMES = ("a", "b", "c", "d", "e")


def known(means, seed, common=2.0, own=1.0):
    """Return what simulates designs with these means, normal futures, and luck that they have in common."""
    luck = np.random.default_rng(seed)
    length = 5_000
    shared = luck.normal(0.0, common, length)
    futures = {name: mean + shared + luck.normal(0.0, own, length) for name, mean in zip(NAMES, means, strict=False)}
    return lambda names, count: {name: futures[name][:count] for name in names}, futures


def clark_yang(futures, zone):
    """Return the runs of equal allocation with the same guarantee and common random numbers (Clark and Yang 1986)."""
    k = len(futures)
    quantile = t.ppf(1.0 - (1.0 - zone.confidence) / (k - 1), FIRST - 1)
    spread = max(np.var(futures[i][:FIRST] - futures[j][:FIRST], ddof=1) for i in futures for j in futures if i < j)
    return k * max(FIRST, int(np.ceil(quantile**2 * spread / zone.matters**2)))


def repeated(times, means, zone):
    """Return how many selections find the first design, the runs that they take, and those of equal allocation."""
    right, spent, equal = 0, 0, 0
    for seed in range(times):
        simulate, futures = known(means, seed)
        found = select(NAMES, zone, 1.0, simulate)
        right += found.design == "a"
        spent += found.runs
        equal += clark_yang(futures, zone)
    return right, spent, equal


def test_the_promised_probability_is_reached_with_fewer_futures():
    """Of 400 selections among five designs that are one zone apart, at least 95 % less 3 standard errors are right, with a third of the runs of equal allocation."""
    right, spent, equal = repeated(400, (1.0, 0.75, 0.5, 0.25, 0.0), Zone(0.25, 0.95, step=5))
    assert right / 400 >= 0.95 - 3.0 * (0.05 * 0.95 / 400) ** 0.5
    assert spent < equal / 3


def test_the_least_favourable_case():
    """Where all others are exactly one zone behind, at least 95 % of 300 selections less 3 standard errors are right, with half the runs."""
    right, spent, equal = repeated(300, (0.5, 0.0, 0.0, 0.0, 0.0), Zone(0.5, 0.95, step=5))
    assert right / 300 >= 0.95 - 3.0 * (0.05 * 0.95 / 300) ** 0.5
    assert spent < 0.5 * equal


def test_common_luck_costs_nothing():
    """What all designs have in common does not add a single future."""
    runs = [
        select(NAMES, Zone(0.5, 0.95), 1.0, known((1.0, 0.0, 0.0, 0.0, 0.0), 1, common=c)[0]).runs for c in (0.0, 50.0)
    ]
    assert runs[0] == runs[1]


def test_less_is_better_and_the_constant_of_the_paper():
    """With the sign turned the smallest mean is selected; h squared for ten designs and 24 first futures is that of the formula."""
    found = select(NAMES[:3], Zone(0.5, 0.95), -1.0, known((3.0, 1.0, 2.0), 2)[0])
    assert found.design == "b"
    assert found.left == ("b",)
    assert {one.design for one in found.dropped} == {"a", "c"}
    assert all(one.by > 0.0 for one in found.dropped)  # further up, where less is better
    assert constant(10, 0.95, 24) == pytest.approx(23.0 * ((0.1 / 9.0) ** (-2.0 / 23.0) - 1.0))


def test_equal_designs_end_and_a_limit_is_said():
    """Designs that do not differ end after as many futures as the procedure needs at most; a lower limit leaves several."""
    simulate, _ = known((0.0, 0.0), 3)
    found = select(NAMES[:2], Zone(0.2, 0.95), 1.0, simulate)
    assert max(found.futures.values()) <= found.most_needed + 10
    short = select(NAMES[:2], Zone(0.01, 0.95, most=40), 1.0, simulate)
    assert len(short.left) == 2
    with pytest.raises(InputError, match="futures without a value"):
        select(NAMES[:2], Zone(0.2, 0.95), 1.0, lambda names, count: {name: np.full(count, np.nan) for name in names})


def test_stopping_reaches_the_width_and_its_intervals_hold():
    """Over 300 studies the half width is reached with about as many futures as the known spread needs, and 95 % of the intervals hold the truth, less 3 standard errors and 1 %."""
    wanted = precision_from("realised_value=0.3", 5_000)
    held, spent = 0, []
    for seed in range(300):
        _, futures = known((0.4, 0.0), seed)
        seen = {}

        def simulate(count, futures=futures, seen=seen):
            seen["count"] = count
            return {name: values[:count] for name, values in futures.items()}

        reached = until_precise(wanted, "b", simulate)
        assert reached.enough
        assert reached.half_width <= 0.3
        count = seen["count"]
        middle = float((futures["a"] - futures["b"])[:count].mean())
        held += abs(middle - 0.4) <= reached.half_width
        spent.append(count)
    assert held / 300 >= 0.95 - 0.01 - 3.0 * (0.05 * 0.95 / 300) ** 0.5
    assert np.mean(spent) == pytest.approx((1.96 * 2.0**0.5 / 0.3) ** 2, rel=0.25)


def test_the_next_step_is_bounded():
    """A step at most doubles, goes by whole parts, and stops at the limit; a limit that is reached is said not to be enough."""
    wanted = precision_from("realised_value=1", 100)
    assert next_futures(20, 50.0, wanted) == 40
    assert next_futures(80, 50.0, wanted) == 100
    assert next_futures(20, 1.05, wanted) == 30
    assert next_futures(40, 1.05, wanted) == 60
    luck = np.random.default_rng(1)
    reached = until_precise(wanted, "b", lambda count: {"a": luck.normal(0.0, 99.0, count), "b": np.zeros(count)})
    assert (reached.futures, reached.enough) == (100, False)


@pytest.mark.parametrize(
    "text", ["realised_value", "realised_value=x", "realised_value=-1", "realised_value=0", "realised_valu=1"]
)
def test_widths_that_are_none(text):
    """A width is METRIC=NUMBER, above zero."""
    with pytest.raises(InputError, match=r"expected METRIC=HALFWIDTH|did you mean 'realised_value'"):
        precision_from(text, 100)


def test_a_front_that_is_known():
    """Of four designs, one is beaten by another in both objectives for sure, two trade off, and one is close enough to be open."""
    luck = np.random.default_rng(4)
    shared = luck.normal(0.0, 5.0, (400, 2))

    def design(value, cost, own=0.5):
        return np.array([value, cost]) + shared + luck.normal(0.0, own, (400, 2))

    found = {
        one.design: one
        for one in pareto(
            {"dear": design(10, 5), "cheap": design(8, 3), "bad": design(7, 6), "near": design(7.99, 3.0, own=0.3)},
            (1.0, -1.0),
        )
    }
    assert found["dear"].place == "on the front"
    assert found["bad"].place == "beaten"
    assert found["bad"].beaten > 0.99
    assert found["near"].place == "open"
    assert found["near"].beaten_by == "cheap"
    assert found["dear"].means == pytest.approx((10 + shared[:, 0].mean(), 5 + shared[:, 1].mean()), abs=0.2)
