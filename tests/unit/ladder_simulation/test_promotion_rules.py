"""Rules of promotion by hand: marks, pools of three to seven, reserved places, bars."""

import itertools

import numpy as np
import pytest

from orgsim.engine.ladder_records import SCORING
from orgsim.engine.mechanisms.people.exits import chance_to_leave
from orgsim.engine.mechanisms.people.promotion import choose, group_last, mark, pick, threshold
from orgsim.engine.mechanisms.people.transfer import carried_over, skill_at, standing_of
from orgsim.engine.random import luck, normal

NOBODY = np.zeros(8, np.int64)


def pool_of(*people):
    return np.array(people, np.int64)


def test_the_best_of_a_pool_come_last_first_choice_at_the_end():
    """Marks 3, 9, 5, 7: the two best are person 1 (9) and person 3 (7)."""
    pool, marks = pool_of(0, 1, 2, 3), np.array([3.0, 9.0, 5.0, 7.0])
    pick(pool, 0, 4, 2, marks, 1.0)
    assert pool[::-1][:2].tolist() == [1, 3]


def test_equal_marks_go_to_the_first_in_the_table():
    """Persons 2, 4 and 5 all have 1: the place goes to person 2, from the bottom as from the top."""
    for sign in (1.0, -1.0):
        pool, marks = pool_of(5, 2, 4), np.ones(6)
        pick(pool, 0, 3, 1, marks, sign)
        assert pool[2] == 2


@pytest.mark.parametrize("size", range(1, 6))
def test_picking_agrees_with_sorting(size):
    """Every order of every pool of up to five, with a tie, for every number of places."""
    marks = np.array([2.0, 1.0, 2.0, 4.0, 3.0])
    for people in itertools.permutations(range(size)):
        for places in range(size + 1):
            pool = pool_of(*people)
            pick(pool, 0, size, places, marks, 1.0)
            expected = sorted(range(size), key=lambda person: (-marks[person], person))[:places]
            assert pool[::-1][:places].tolist() == expected
            assert sorted(pool.tolist()) == list(range(size))


def test_a_place_from_the_top_and_one_from_the_bottom():
    """Five people, two places, one for the worst: the best (9) and the worst (1) are chosen."""
    pool, marks = pool_of(0, 1, 2, 3, 4), np.array([3.0, 9.0, 5.0, 1.0, 7.0])
    assert choose(pool, 5, 2, 0, 1, marks, NOBODY, 0) == 2
    assert pool[::-1][:2].tolist() == [1, 3]


def test_reserved_places_go_to_the_best_of_the_group_first():
    """Persons 0 and 2 are of group 1; one of two places is reserved: person 2 (5) before person 1 (9)."""
    pool, marks = pool_of(0, 1, 2, 3), np.array([3.0, 9.0, 5.0, 7.0])
    groups = pool_of(1, 0, 1, 0)
    assert choose(pool, 4, 2, 1, 0, marks, groups, 1) == 2
    assert pool[::-1][:2].tolist() == [2, 1]


def test_places_reserved_for_a_group_without_eligible_members_go_to_the_others():
    """Nobody is of group 1: both places go to the best, 9 and 7."""
    pool, marks = pool_of(0, 1, 2, 3), np.array([3.0, 9.0, 5.0, 7.0])
    assert choose(pool, 4, 2, 2, 0, marks, np.zeros(4, np.int64), 1) == 2
    assert pool[::-1][:2].tolist() == [1, 3]


def test_more_places_than_people():
    """Three people for seven places: all three."""
    pool = pool_of(0, 1, 2)
    assert choose(pool, 3, 7, 0, 0, np.arange(3.0), NOBODY, 0) == 3


def test_group_members_are_brought_to_the_end():
    """Persons 1 and 3 of five are of the group."""
    pool, groups = pool_of(0, 1, 2, 3, 4), pool_of(0, 1, 0, 1, 0)
    assert group_last(pool, 5, groups, 1) == 2
    assert sorted(pool[3:].tolist()) == [1, 3]


def test_a_mark_is_the_weighted_sum_of_what_the_panel_sees():
    """0.5 * 2 + 0.25 * -1 + 0.1 * 3 years + 0.2 * 1 + 0.4 * 0.5 = 1.45."""
    scoring = np.zeros(1, SCORING).view(np.recarray)
    scoring.rating, scoring.evidence, scoring.seniority = 0.5, 0.25, 0.1
    scoring.advocacy, scoring.panel_noise = 0.2, 0.4
    assert mark(2.0, -1.0, 12, 1.0, 0.0, 0.5, scoring[0]) == pytest.approx(1.45)


def test_a_bar_is_counted_in_standard_deviations_of_the_pool():
    """Marks 1 to 5: mean 3, standard deviation sqrt(2); a bar of 1 is 4.414."""
    assert threshold(np.arange(5), 5, np.arange(1.0, 6.0), 1.0) == pytest.approx(3 + 2**0.5)


def test_the_dial_keeps_the_distribution_and_sets_the_correlation():
    """20,000 people at five settings of the dial: mean 0, spread 1, correlation as set, within five standard errors."""
    fate = luck(3, 0)
    before = np.array([normal(fate, 1, person, 0, 0) for person in range(20_000)])
    fresh = np.array([normal(fate, 2, person, 0, 0) for person in range(20_000)])
    for dial in (0.0, 0.3, 0.7, 1.0):
        after = np.array([carried_over(b, f, dial) for b, f in zip(before, fresh, strict=True)])
        assert abs(after.mean()) < 5 / 20_000**0.5
        assert abs(after.std() - 1) < 5 / 40_000**0.5
        assert abs(np.corrcoef(before, after)[0, 1] - dial) < 5 / 20_000**0.5


def test_bounded_skills_stay_inside_and_translate_both_ways():
    """Standing and skill are inverses, also where a normal of mean 7 and spread 2 is cut off at 1 and 10."""
    low, high = 0.0013498980316301, 0.9331927987311419
    for standing in (-3.0, -0.5, 0.0, 1.0, 2.5):
        skill = skill_at(standing, 7.0, 2.0, low, high)
        assert 1.0 <= skill <= 10.0
        assert standing_of((skill - 7.0) / 2.0, low, high) == pytest.approx(standing, abs=1e-9)


def test_engaged_people_leave_less_and_stuck_people_more():
    """Direction of both effects on the chance to leave."""
    usual = chance_to_leave(0.05, 0.0, 0.0, 0.15, 0.03)
    assert chance_to_leave(0.05, 1.0, 0.0, 0.15, 0.03) < usual < chance_to_leave(0.05, 0.0, 8.0, 0.15, 0.03)


def test_skill_without_bounds_is_not_cut_off():
    """Nine deviations above the mean are nine deviations, exactly; with bounds nobody stands outside them."""
    assert skill_at(9.0, 0.5, 0.1, 0.0, 1.0) == 0.5 + 0.1 * 9.0
    assert standing_of(9.0, 0.0, 1.0) == 9.0
    assert skill_at(9.0, 0.5, 0.1, 0.0, 0.9) < 0.7
    assert standing_of(9.0, 0.0, 0.9) < 9.0
