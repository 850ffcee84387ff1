"""The statistics of paired futures, by hand and by their promise."""

import math

import numpy as np
import pytest

from orgsim.metrics.metric import Rope, within, within_share
from orgsim.results.statistics import compare, estimated, judge, ratio_of_means, spread, variance_ratio

NAN = float("nan")
ANY = within(1e9)
NONE_AT_ALL = Rope(0.0, 0.0)


def test_the_interval_is_student_s():
    """Differences 1 2 3 4 5: mean 3, s = sqrt(10/4) = 1.5811, s/sqrt(5) = 0.7071, t(0.975, 4) = 2.7764: half width 1.9632."""
    found = estimated(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    half = 2.7764451 * math.sqrt(0.5)
    assert (found.mean, found.low, found.high) == pytest.approx((3.0, 3.0 - half, 3.0 + half), rel=1e-7)


def test_a_comparison_by_hand():
    """Five futures: 1 2 3 4 5 more, so better in all five when more is better, and worse in all five when less is."""
    baseline = np.array([10.0, 20.0, 15.0, 12.0, 18.0])
    treated = baseline + np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    found = compare(treated, baseline, "higher", within(0.5))
    assert (found.difference, found.better, found.worse, found.futures) == (3.0, 5, 0, 5)
    assert found.low == pytest.approx(3.0 - 1.9632, abs=1e-4)
    assert found.high == pytest.approx(3.0 + 1.9632, abs=1e-4)
    assert found.verdict == "better"
    turned = compare(treated, baseline, "lower", within(0.5))
    assert (turned.better, turned.worse, turned.verdict) == (0, 5, "worse")


def test_ties_are_neither_better_nor_worse():
    """Of four futures one rises, one falls and two stay."""
    found = compare(np.array([1.0, 2.0, 4.0, 2.0]), np.array([1.0, 2.0, 3.0, 3.0]), "higher", ANY)
    assert (found.better, found.worse, found.futures) == (1, 1, 4)


PLACES = {
    "inside": (-0.5, 0.5),
    "exactly on the ends": (-1.0, 1.0),
    "above": (1.5, 2.0),
    "below": (-2.0, -1.5),
    "over the upper end": (0.5, 1.5),
    "over the lower end": (-1.5, -0.5),
    "over both ends": (-2.0, 2.0),
    "touching the upper end from above": (1.0, 2.0),
}
SAME, UNKNOWN = "no practical difference", "inconclusive"
VERDICTS = {
    "higher": (SAME, SAME, "better", "worse", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "lower": (SAME, SAME, "worse", "better", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "neither": (SAME, SAME, "higher", "lower", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
}


@pytest.mark.parametrize("direction", VERDICTS)
@pytest.mark.parametrize(("place", "number"), [(place, number) for number, place in enumerate(PLACES)])
def test_verdicts(direction, place, number):
    """Every place of an interval against the region -1 .. 1, in every direction."""
    assert judge(*PLACES[place], -1.0, 1.0, direction) == VERDICTS[direction][number]


def test_a_relative_region_is_a_share_of_the_baseline_s_median():
    """5 % of a median of 40 is 2; of a median of -40 as well."""
    for sign in (1.0, -1.0):
        baseline = sign * np.array([30.0, 40.0, 90.0])
        found = compare(baseline + 1.0, baseline, "higher", within_share(0.05))
        assert (found.rope_low, found.rope_high) == (-2.0, 2.0)
        assert found.verdict == SAME


def test_equal_designs_differ_by_exactly_nothing():
    """The same numbers in every future: difference and interval are 0, not nearly 0, and even an empty region holds them."""
    values = np.random.default_rng(1).normal(size=50)
    found = compare(values, values.copy(), "higher", NONE_AT_ALL)
    assert (found.difference, found.low, found.high, found.better, found.worse) == (0.0, 0.0, 0.0, 0, 0)
    assert found.verdict == SAME


def test_futures_without_a_value_are_no_pairs():
    """A future that lacks a value in either design is left out; the rest is 2 - 1 and 5 - 3."""
    treated = np.array([2.0, NAN, 7.0, 5.0])
    baseline = np.array([1.0, 4.0, NAN, 3.0])
    found = compare(treated, baseline, "higher", ANY)
    assert found.futures == 2
    assert found.difference == 1.5


@pytest.mark.parametrize(("treated", "pairs"), [([], 0), ([NAN, NAN], 0), ([1.0], 1), ([NAN, 3.0, NAN], 1)])
def test_too_few_pairs_tell_nothing(treated, pairs):
    """From no pair or from one nothing follows: no number, and no verdict."""
    found = compare(np.array(treated), np.zeros(len(treated)), "higher", ANY)
    assert found.futures == pairs
    assert math.isnan(found.difference)
    assert math.isnan(found.low)
    assert found.verdict == UNKNOWN


def test_spread_by_hand():
    """Of 0 .. 10 the median is 5 and the middle 80 % are 1 .. 9; a missing future does not count; nothing at all is unknown."""
    values = np.array([*map(float, range(11)), NAN])
    found = spread(values)
    assert (found.median, found.low, found.high, found.futures) == (5.0, 1.0, 9.0, 11)
    nothing = spread(np.array([NAN, NAN]))
    assert math.isnan(nothing.median)
    assert nothing.futures == 0


def test_what_pairing_buys():
    """Wholly paired: no variance left; opposed: twice the unpaired one; without variance: unknown; missing futures left out."""
    values = np.array([1.0, 2.0, 3.0, 6.0])
    assert variance_ratio(values + 5, values) == pytest.approx(0.0, abs=1e-15)
    assert variance_ratio(-values, values) == pytest.approx(2.0)
    assert math.isnan(variance_ratio(np.ones(4), np.ones(4)))
    found = compare(np.array([*(values + 5), NAN]), np.array([*values, 4.0]), "higher", ANY)
    assert found.variance_ratio == pytest.approx(0.0, abs=1e-15)


@pytest.mark.parametrize("futures", [5, 40])
def test_the_interval_covers_what_it_says(futures):
    """Over 4000 seeded experiments the 95 % interval misses the true difference as often as it may: within 4 standard errors."""
    generator = np.random.default_rng(11)
    experiments = 4000
    missed = 0
    for _ in range(experiments):
        baseline = generator.normal(10.0, 3.0, futures)
        found = compare(baseline + generator.normal(0.7, 2.0, futures), baseline, "higher", ANY)
        missed += not found.low <= 0.7 <= found.high
    error = math.sqrt(0.05 * 0.95 / experiments)
    assert abs(missed / experiments - 0.05) < 4 * error


def test_a_ratio_of_means_by_hand():
    """Above 1 2 3, below 2 2 2: half, and as nothing is uncertain below, the interval is that of the mean above, divided by 2."""
    above, below = np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0])
    found = ratio_of_means(above * 2, below * 2)
    mean = estimated(above)
    assert found.value == 1.0
    assert (found.low, found.high) == pytest.approx((mean.low / 2, mean.high / 2))


def test_a_ratio_of_things_that_move_together_is_sure():
    """Where one is three times the other in every future, the ratio is 3, without an interval to speak of."""
    below = np.array([1.0, 2.0, 1.5, 1.2])
    found = ratio_of_means(3 * below, below)
    assert (found.value, found.low, found.high) == pytest.approx((3.0, 3.0, 3.0), abs=1e-6)


def test_the_ends_of_a_ratio_are_where_the_difference_cannot_be_told_from_0():
    """At each end r of Fieller's interval, the interval of the mean of above - r x below has its own end at 0."""
    draws = np.random.default_rng(5)
    below = draws.normal(10.0, 5.0, 30)
    above = 0.4 * below + draws.normal(0.0, 2.0, 30)
    found = ratio_of_means(above, below)
    for end in (found.low, found.high):
        left = estimated(above - end * below)
        assert min(abs(left.low), abs(left.high)) == pytest.approx(0.0, abs=1e-9)


def test_a_ratio_to_what_may_be_0_is_refused():
    """Where the interval of the mean below holds 0 any ratio is possible; likewise where fewer than two futures are known."""
    assert ratio_of_means(np.array([1.0, 2.0, 3.0]), np.array([-1.0, 1.0, 0.5])) is None
    assert ratio_of_means(np.array([1.0, 2.0]), np.array([1.0, NAN])) is None


def test_the_interval_of_a_ratio_holds_the_truth_as_often_as_it_says():
    """Of 2,000 intervals of a ratio whose truth is 0.5, with a noisy mean below, about 95 % hold it (99.9 % limits)."""
    draws = np.random.default_rng(11)
    hits, known = 0, 0
    for _ in range(2000):
        below = draws.normal(1.0, 1.2, 25)
        above = 0.5 + 0.3 * (below - 1.0) + draws.normal(0.0, 0.5, 25)
        found = ratio_of_means(above, below)
        if found is not None:
            known += 1
            hits += found.low <= 0.5 <= found.high
    assert known > 1900
    assert abs(hits / known - 0.95) < 0.017
