"""Outcomes from logs of a few events, by hand; and directions of what settings do."""

import numpy as np
import pytest
from tests.career_worlds import ladder, plan

from orgsim.careers import outcomes
from orgsim.careers.simulation import simulate_careers
from orgsim.careers.tally import arrivals_of, by_person, flows_of, journeys_of, spells_of
from orgsim.engine.ladder_records import CAREER_EVENT
from orgsim.engine.vocabulary import Cause
from orgsim.errors import InputError

OUT = -1


def log(*rows):
    """Return a log of (life, quarter, origin, to, cause, spell, entry, age)."""
    events = np.zeros(len(rows), CAREER_EVENT)
    for event, row in zip(events, rows, strict=True):
        for name, value in zip(("life", "quarter", "origin", "to", "cause", "spell", "entry", "age"), row, strict=True):
            event[name] = value
    return events


THREE = log(
    (0, 0, OUT, 1, Cause.START, 3, 1, 0),  # there for three quarters already
    (1, 0, OUT, 1, Cause.HIRE, 0, 1, 0),
    (0, 1, 1, 0, Cause.PROMOTION, 4, 1, 1),
    (2, 2, OUT, 1, Cause.HIRE, 0, 1, 0),
    (1, 4, 1, OUT, Cause.QUIT, 4, 1, 4),
    (2, 5, 1, 0, Cause.PROMOTION, 3, 1, 3),
)
"""Levels: 0 top, 1 bottom; eight quarters."""


def test_flows_count_every_move_and_not_the_start():
    """Two hires, two promotions, one exit; column 2 is outside."""
    assert flows_of(THREE, 2).tolist() == [[0, 0, 0], [2, 0, 1], [0, 2, 0]]


def test_people_are_at_risk_from_when_they_are_seen_to_when_they_go():
    """Bottom level: person 0 in quarters 3..4 (late entry), 1 in 1..4 (left), 2 in 1..3 (promoted)."""
    at_risk, promoted = spells_of(by_person(THREE), 8, 2, 1)
    assert at_risk[0, 1].tolist() == [0, 2, 2, 3, 2, 0, 0, 0, 0]
    assert promoted[0, 1].tolist() == [0, 0, 0, 1, 1, 0, 0, 0, 0]


def test_those_still_waiting_are_censored_at_the_end():
    """Top level: person 0 from quarter 1 to 7, person 2 from 5 to 7; nobody promoted."""
    at_risk, promoted = spells_of(by_person(THREE), 8, 2, 1)
    assert at_risk[0, 0].tolist() == [0, 2, 2, 1, 1, 1, 1, 0, 0]
    assert promoted[0, 0].sum() == 0


def test_the_product_limit_of_a_small_table():
    """2 of 2 stay, 1 of 3 goes, 1 of 2 goes: 1, 2/3, 1/3."""
    share = outcomes.product_limit(np.array([2, 3, 2]), np.array([0, 1, 1]))
    assert share == pytest.approx([1.0, 2 / 3, 1 / 3])


def test_journeys_follow_those_who_can_be_followed():
    """Two hires, horizon 4: after 3 quarters one is at the top (column 0), one below; after 4 one has left (column 2)."""
    hires, journeys = journeys_of(by_person(THREE), 8, 2, 4)
    assert hires.tolist() == [0, 2]
    assert journeys[1].tolist() == [[0, 2, 0], [0, 2, 0], [0, 2, 0], [1, 1, 0], [1, 0, 1]]


def test_somebody_hired_too_late_is_not_followed():
    """With a horizon of six quarters only the hire of quarter 0 is seen long enough."""
    assert journeys_of(by_person(THREE), 8, 2, 6)[0].tolist() == [0, 1]


def test_arrivals_name_the_level_before():
    """One of the two hires came to the top, from below, after three quarters."""
    arrivals = arrivals_of(by_person(THREE), 8, 2, 4)
    assert arrivals.sum() == 1
    assert arrivals[1, 0, 1, 3] == 1


def two_levels(**top):
    return ladder(
        {
            "low": {"headcount": "committee", "heads": 60, "hires_per_quarter": 4.0, "exits_per_year": 0.25},
            "top": {"seats": 12, "exits_per_year": 0.2} | top,
        }
    )


DIRECTIONS = [
    ("transfer", 0.0, 1.0, "gap", -1),
    ("attrition_rate", 0.1, 0.4, "exits", 1),
    ("weeks_to_fill", 2.6, 39.0, "vacant", 1),
    ("outside_factor", 0.0, 2.0, "promotions", -1),
    ("growth", 0.0, 0.2, "heads", 1),
    ("rating_noise", 3.0, 0.0, "gap", -1),
    ("learning_by_doing", 0.0, 0.1, "gap", -1),
]


@pytest.mark.parametrize(("setting", "low", "high", "measure", "sign"), DIRECTIONS)
def test_directions(setting, low, high, measure, sign):
    """One setting at two values, all else and all luck equal: which way a measure goes, in the mean of 30 futures."""
    common = {"transfer": 1.0, "weeks_to_fill": 6.5, "inside_patience": 2}
    means = []
    for value in (low, high):
        found = plan(two_levels(), 40, "merit", common | {setting: value})
        means.append(np.nanmean(outcomes.measured(simulate_careers(found, replications=30, workers=2))[measure]))
    assert sign * (means[1] - means[0]) > 0


def test_stalled_people_leave_more():
    """No way up for years against a way up at once: exits from the level below."""
    settings = {"engagement_effect": 0.15, "stall_drop": 0.1, "stall_effect": 0.1, "stall_after": 2.0}
    rates = []
    for share in (0.0, 1.0):
        found = plan(two_levels(headcount="committee", seats=None, promotion_share=share), 40, "random", settings)
        cases = simulate_careers(found, replications=20, workers=2).cases
        rates.append(cases["left"][:, 1].sum() / cases["present"][:, 1].sum())
    assert rates[0] > 1.2 * rates[1]


@pytest.fixture(scope="module")
def results():
    """Twenty futures of two levels."""
    return simulate_careers(plan(two_levels(), 40), replications=20, workers=2)


def test_of_a_hundred_hired_all_are_somewhere(results):
    """Shares of a journey add up to 100."""
    for quarters in (0, 7, 20):
        found = outcomes.journey(results, "low", quarters)
        assert sum(place.mean for place in found.of_hundred.values()) == pytest.approx(100.0)


def test_ways_to_a_level_add_up_to_those_who_came(results):
    """One way only, from below, and a time within the horizon."""
    found = outcomes.prospect(results, "low", "top")
    (way,) = found.ways
    assert way.through == "low"
    assert 0 < way.chance.low < way.chance.mean < way.chance.high < 1
    assert 0 < way.years <= 5
    assert (found.total.chance, found.total.years) == (way.chance, way.years)
    assert found.staying.mean > found.total.chance.mean  # many leave first


def test_over_budget_share(results):
    """Nothing is paid, so nothing is over budget; every future is over a budget of nothing when pay is stated."""
    assert outcomes.cost(results).over_budget == 0.0
    paid = two_levels(pay={"low": 1, "mid": 2, "high": 3})
    over = simulate_careers(plan(paid, 8, settings={"budget": 0.0}), replications=3)
    assert outcomes.cost(over).over_budget == 1.0


def test_questions_that_cannot_be_answered_are_refused(results):
    """A level that is not there, and a time beyond the horizon."""
    with pytest.raises(InputError, match="top"):
        outcomes.survival(results, "topp")
    with pytest.raises(InputError, match="horizon"):
        outcomes.journey(results, "low", 21)
