"""The laboratory by hand: what comes in is what the engine's rule sees, what goes out is what it said."""

import numpy as np
import pytest

from orgsim import laboratory as lab


def test_structures_on_a_truth_table():
    """With two judges: a chain is 'and', any-of is 'or', one of two is any-of, two of two is the chain."""
    table = np.array([[0.0, 0.0], [0.0, 2.0], [2.0, 0.0], [2.0, 2.0]])
    assert lab.approve_chain(table, 1.0)[0].tolist() == [False, False, False, True]
    assert lab.approve_any(table, 1.0).tolist() == [False, True, True, True]
    assert lab.approve_some(table, 1.0, 2).tolist() == [False, False, False, True]
    assert lab.verdicts(table, [1.0, 3.0]).tolist() == [[False, False], [False, False], [True, False], [True, False]]


def test_a_case_exactly_at_the_threshold_is_granted():
    """As in the engine, a threshold is the worth from which a case passes."""
    assert lab.approve_any([[1.0]], 1.0).tolist() == [True]


def test_contact_over_two_layers_adds_up():
    """Ten minutes on one layer and twenty on another weigh as thirty on one."""
    beliefs = [[0.0], [1.0], [4.0]]
    one = np.array([[0, 10, 0], [0, 0, 0], [0, 0, 0]])
    two = np.array([[0, 20, 30], [0, 0, 0], [0, 0, 0]])
    both = lab.move_beliefs(beliefs, beliefs, np.stack([one, two]))
    assert both[0, 0] == pytest.approx((30 * 1.0 + 30 * 4.0) / 60)
    assert both[1:].tolist() == [[1.0], [4.0]]  # who meets nobody does not move


def test_trust_weighs_contact():
    """An hour with half the trust weighs as half an hour."""
    beliefs = [[0.0], [1.0], [3.0]]
    contact = np.array([[0, 60, 30], [0, 0, 0], [0, 0, 0]])
    trust = np.where(contact == 60, 0.5, 1.0)
    assert lab.move_beliefs(beliefs, beliefs, contact, trust=trust)[0, 0] == pytest.approx(2.0)


def test_beliefs_that_neither_settle_nor_cycle_are_reported():
    """Three who copy each other in a ring go on for ever; that is said when time is over."""
    ring = np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]])
    assert lab.settle([[0.0], [1.0], [2.0]], ring, weeks=50).ending == "moving"


def test_urgent_requests_go_first():
    """Of two that wait, the urgent one is served first although it came later."""
    served = lab.serve([0, 1, 2], [60, 60, 60], urgent=[False, False, True])
    assert served.began.tolist() == [0, 120, 60]


def test_what_is_not_served_by_the_end_says_so():
    """A desk open for 60 minutes a week does one hour of work in its first week; the second request is under way, not done."""
    served = lab.serve([0, 0], [60, 60], open_minutes=60, weeks=1)
    assert served.done.tolist() == [2400, -1]


def test_arrivals_must_be_in_order():
    """Out of order they would be served out of order: an error, in words."""
    with pytest.raises(ValueError, match="ascending"):
        lab.serve([5, 3], [1, 1])


def test_no_requests():
    """An empty desk has nothing to say."""
    assert lab.serve([], []).began.tolist() == []


def test_the_last_case_may_overfill_a_plan():
    """Room for 3: cases of 2 are asked for while any room is left, so two of them."""
    assert lab.choose([3.0, 2.0, 1.0], effort=2.0, room=3.0).tolist() == [0, 1]


def test_a_case_below_the_threshold_is_not_asked_for():
    """However much room there is."""
    assert lab.choose([3.0, 0.5], room=100.0, threshold=1.0).tolist() == [0]


def test_local_interest_tilts_a_judgement():
    """Half of the weight on one's own objective: (0.5 x 0.75 + 0.5 x 0) x 2 objectives = 0.75 instead of 1.5."""
    how = {"noise": 0.0, "objectives": [[1, 0]], "belief": [0.75, 0.25], "interest": [0, 1]}
    assert lab.judge([1.0], [0.0], tilt=0.5, **how).tolist() == [0.75]


def test_skill_at_discovery_shrinks_the_error():
    """At skill 1 with effect 2 the error is exp(-1) of an average judge's."""
    off = np.log(lab.judge([1.0], [1.0], noise=1.0, discovery=1.0, discovery_effect=2.0))
    assert off[0] == pytest.approx(np.exp(-1.0))


def test_unanswered_questions_cost_more():
    """A question every week: the answered item needs its rework, the other more of it."""
    luck = lab.luck(1, 0)
    effort = [24_000.0, 24_000.0]
    how = {"rework_if_answered": 0.01, "rework_if_unanswered": 0.05}
    answered, unanswered = lab.work(effort, 0.5, luck, answered=np.array([True, False]), **how)
    assert 24_000 <= answered < unanswered


def test_places_for_a_group():
    """One place is reserved for group 1, whose best is third of all."""
    marks, groups = [4.0, 3.0, 2.0, 1.0], [0, 0, 1, 1]
    assert sorted(lab.promote(marks, 2, groups=groups, group=1, reserved=1).tolist()) == [0, 2]


def test_a_free_strategy_stays_on_the_simplex():
    """Weights trade places: their sum and their sizes stay."""
    course = lab.strategy_course([0.5, 0.3, 0.2], 40, lab.luck(3, 0), probability=0.5)
    assert np.allclose(course.sum(axis=1), 1.0)
    assert np.allclose(np.sort(course, axis=1), [0.2, 0.3, 0.5])


def test_newcomers_are_told_apart_by_key():
    """The same key misreads the same way, another differently."""
    read = lab.first_beliefs([0.5, 0.5], 0.8, lab.luck(3, 0), [7, 7, 8])
    assert read[0].tolist() == read[1].tolist() != read[2].tolist()
