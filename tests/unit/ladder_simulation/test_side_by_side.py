"""Time to promotion, chances and impact ratios of several ladders beside each other, worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.ladder_simulation.by_hand import LOW, TOP, simulated, with_arrivals, with_cases, with_waits

from orgsim.careers.resampling import DRAWS, drawn_again, over_draws, pooled_share
from orgsim.careers.side_by_side import chances, promoting, ratios, waits
from orgsim.careers.simulation import CareerResults


@pytest.fixture(scope="module")
def base() -> CareerResults:
    return simulated()


def test_half_are_promoted_when_the_curve_comes_down_to_a_half(base: CareerResults) -> None:
    """Of 100, 30 are promoted after 4 quarters and 30 after 8: half by quarter 8, 60 within five years, and all futures agree."""
    slow, quick = with_waits(base, {4: 30, 8: 30}), with_waits(base, {2: 60, 6: 20})
    first, second = waits(["slow", "quick"], [slow, quick])
    assert (first.median.mean, first.median.low, first.median.high) == (8.0, 8.0, 8.0)
    assert first.within.mean == pytest.approx(0.6)
    assert first.difference is None
    assert second.median.mean == 2.0
    assert second.difference is not None
    assert (second.difference.mean, second.difference.low) == pytest.approx((0.2, 0.2))
    assert second.verdict == "higher"


def test_a_median_that_is_not_reached_is_infinite(base: CareerResults) -> None:
    """When four in ten are promoted there is no time by which half are."""
    (one,) = waits(["one"], [with_waits(base, {4: 40})])
    assert one.median.mean == np.inf
    assert one.within.mean == pytest.approx(0.4)


def test_people_who_leave_are_censored(base: CareerResults) -> None:
    """Of 100, 20 are promoted early, 40 leave, and 20 of the other 40 are promoted later: 1 - 0.8 x 0.5 would be, had all stayed."""
    results = with_waits(base, {4: 20, 8: 20})
    row = results.plan.row(LOW)
    at_risk = results.at_risk.copy()
    at_risk[:, 0, row, 6:] -= 40
    (one,) = waits(["one"], [replace(results, at_risk=at_risk)])
    assert one.within.mean == pytest.approx(1 - 0.8 * 0.5)


def test_an_arm_beside_itself_differs_by_nothing(base: CareerResults) -> None:
    """The same futures are drawn for every arm, so the interval of no difference has no width."""
    for one in waits(["a", "b"], [base, replace(base)])[1::2]:
        assert one.difference is not None
        assert (one.difference.mean, one.difference.low, one.difference.high) == (0.0, 0.0, 0.0)
        assert one.verdict == "no practical difference"


def test_a_level_with_few_promotions_is_not_told_of(base: CareerResults) -> None:
    """Nor is one that another ladder does not have."""
    few = with_waits(base, {4: 1})
    assert promoting([few]) == []
    assert waits(["few"], [few]) == []


def test_chances_are_pooled_over_futures(base: CareerResults) -> None:
    """Of 10 futures with 10 hires each, one comes there in each and five leave: a tenth of all, a fifth of those who stay."""
    some = with_arrivals(base, [10] * 10, [1] * 10, [5] * 10)
    more = with_arrivals(base, [10] * 10, [2] * 10, [5] * 10)
    first, second = chances(["some", "more"], [some, more], LOW, TOP)
    assert first.prospect.total.chance.mean == pytest.approx(0.1)
    assert first.prospect.staying.mean == pytest.approx(0.2)
    assert second.total is not None
    assert second.staying is not None
    assert second.total.mean == pytest.approx(0.1)
    assert second.staying.mean == pytest.approx(0.2)
    assert second.verdict == "higher"


def test_small_chances_have_a_small_region_that_does_not_matter(base: CareerResults) -> None:
    """From 1 in 100 to 2 in 100 is twice as many, although it is one in a hundred."""
    some = with_arrivals(base, [100] * 10, [1] * 10, [50] * 10)
    more = with_arrivals(base, [100] * 10, [2] * 10, [50] * 10)
    assert chances(["some", "more"], [some, more], LOW, TOP)[1].verdict == "higher"


def test_impact_ratios_have_one_reference_in_every_arm() -> None:
    """Half the rate of the others in one arm, the same rate in another; the reference stays who was ahead in the baseline."""
    base = simulated(groups=True)
    unfair, fair = with_cases(base, (40, 40), (5, 10)), with_cases(base, (40, 40), (12, 10))
    lines = [line for line in ratios(["unfair", "fair"], [unfair, fair]) if line.level == LOW]
    assert [(line.group, line.reference) for line in lines] == [("a", "b"), ("a", "b")]
    assert [line.ratio.mean for line in lines] == pytest.approx([0.5, 1.2])
    assert [line.below_four_fifths for line in lines] == [1.0, 0.0]
    assert lines[1].verdict == "higher"
    assert all(line.shown for line in lines)


def test_small_cells_are_hidden() -> None:
    """Fewer than five candidacies of either group in an average future are not shown, nor is a group of one in a hundred."""
    base = simulated(groups=True)
    for eligible in ((4, 40), (40, 4)):
        assert not any(line.shown for line in ratios(["x"], [with_cases(base, eligible, (3, 3))]))
    assert not any(line.shown for line in ratios(["x"], [with_cases(base, (10, 990), (3, 300))]))


def test_without_groups_there_are_no_ratios(base: CareerResults) -> None:
    """Nor where the arms know different groups."""
    assert ratios(["x"], [base]) == []
    assert ratios(["x", "y"], [simulated(futures=2, groups=True), simulated(futures=2)]) == []


def test_drawing_again_keeps_the_number_of_futures() -> None:
    """Every draw has as many futures as there are, and two results of one size draw the same."""
    weights = drawn_again(7)
    assert weights.shape == (DRAWS, 7)
    assert (weights.sum(axis=1) == 7).all()
    value, draws = pooled_share(np.array([1.0, 3.0]), np.array([4.0, 4.0]))
    assert value == 0.5
    found = over_draws(value, draws)
    assert (found.low, found.high) == (0.25, 0.75)


def test_one_future_has_no_interval() -> None:
    """There is nothing to draw from."""
    value, draws = pooled_share(np.array([1.0]), np.array([4.0]))
    assert np.isnan(over_draws(value, draws).low)
