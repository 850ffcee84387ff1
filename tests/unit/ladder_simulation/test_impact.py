"""Adverse impact: published small tables, flips, hidden cells, and that what comes out is what was put in."""

import math

import numpy as np
import pytest
from tests.career_worlds import ladder, plan

from orgsim.careers.impact import ABOUT, compare_selection, cumulative, decomposition, hidden_cells, impacts
from orgsim.careers.simulation import simulate_careers
from orgsim.errors import InputError


@pytest.mark.parametrize(
    ("selected", "eligible", "other", "others", "ratio", "p_value"),
    [(1, 10, 3, 12, 0.40, 0.59), (80, 600, 200, 1000, 0.67, 0.0007), (170, 1000, 200, 1000, 0.85, 0.09)],
)
def test_ratio_and_exact_test(selected, eligible, other, others, ratio, p_value):
    """A small pool with a frightening ratio, a large one with a real one, and one above four fifths."""
    found = compare_selection(selected, eligible, other, others)
    assert found.ratio == pytest.approx(ratio, abs=0.006)
    assert found.p_value == pytest.approx(p_value, rel=0.1)


def test_one_different_person_flips_small_pools_only():
    """1 of 10 against 3 of 12 becomes 2 against 2; 80 of 600 does not become four fifths."""
    assert compare_selection(1, 10, 3, 12).flips
    assert not compare_selection(80, 600, 200, 1000).flips


def test_shortfall_in_people():
    """600 at the others' fifth would be 120: 40 short."""
    assert compare_selection(80, 600, 200, 1000).shortfall == pytest.approx(40.0)


def test_nobody_selected_gives_no_ratio():
    """Undefined is not zero."""
    assert math.isnan(compare_selection(0, 10, 0, 10).ratio)


def test_a_single_hidden_cell_takes_a_second_one_with_it():
    """Otherwise the total gives it away; zeros stay."""
    assert hidden_cells(np.array([[3, 20, 9, 0]])).tolist() == [[True, False, True, False]]


def with_groups(policy="merit", **second):
    found = ladder(
        {
            "low": {"headcount": "committee", "heads": 200, "hires_per_quarter": 12.0, "exits_per_year": 0.2},
            "middle": {"headcount": "committee", "heads": 60, "promotion_share": 0.08, "exits_per_year": 0.2},
            "top": {"headcount": "committee", "heads": 20, "promotion_share": 0.05, "exits_per_year": 0.2},
        }
    )
    groups = {"groups": {"a": {"share": 0.5}, "b": {"share": 0.5, **second}}}
    return simulate_careers(plan(found, 40, policy, groups), replications=40, workers=2)


def test_without_groups_there_is_nothing_to_compare():
    """One label, no impact."""
    found = simulate_careers(plan(ladder({"low": {"heads": 5, "headcount": "committee"}}), 4), replications=1)
    assert impacts(found) == cumulative(found) == []


def test_equal_treatment_gives_a_ratio_near_one():
    """Null: the pooled ratio of each level within five per cent of one, and few rejections."""
    for found in impacts(with_groups()):
        if found.level != "all levels":
            assert found.ratio == pytest.approx(1.0, abs=0.12)
            assert found.rejected < 0.25


def test_half_the_opportunities_give_half_the_rate():
    """What comes out is what was put in, at each step; over two rungs about a quarter."""
    found = with_groups("random", opportunity=0.5)
    steps = [one for one in impacts(found) if one.level in ("low", "middle")]
    assert [one.group for one in steps] == ["b", "b"]
    for one in steps:
        assert one.ratio == pytest.approx(0.5, abs=0.06)
        assert one.low < one.ratio < one.high
    assert cumulative(found)[0].product == pytest.approx(0.25, abs=0.06)


def test_the_decomposition_says_where_it_happens():
    """Fewer opportunities show before the panel, not in eligibility or the panel's choice."""
    a, b = (part for part in decomposition(with_groups("random", opportunity=0.5)) if part.level == "low")
    assert b.forward == pytest.approx(0.5, abs=0.03)
    assert a.forward == 1.0
    assert b.selected == pytest.approx(a.selected, rel=0.1)
    assert b.eligible == pytest.approx(a.eligible, rel=0.05)


def test_less_access_to_sponsors_matters_where_managers_are_heard_only():
    """The committee hears managers; merit does not, so that the setting is refused."""
    ratio = {one.level: one for one in impacts(with_groups("committee", advocacy=-2.0))}["low"]
    assert ratio.group == "b"
    assert ratio.ratio < 0.85
    with pytest.raises(InputError, match="does not hear managers"):
        with_groups("merit", advocacy=-2.0)


def test_it_says_what_it_is_not_for():
    """No statement about real people."""
    assert "not for ranking" in ABOUT
