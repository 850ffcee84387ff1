"""Whole runs of a handful of people, checked by hand."""

import numpy as np
import pytest
from tests.career_worlds import ladder, plan, rate_for

from orgsim.careers.simulation import simulate_careers, simulate_one
from orgsim.engine.vocabulary import Cause, Skill
from orgsim.errors import InputError
from orgsim.scenario.ladder.settings import settings_from


def events_of(careers):
    return careers.career_log[: int(careers.counters[0].lines)]


def test_one_growth_seat_moves_a_chain_of_three():
    """1, 2 and 3 seats, all taken; the top grows to 2: one from the middle moves up, one from below, one is hired: length 3."""
    found = ladder(
        {
            "low": {"seats": 3, "entry": True},
            "middle": {"seats": 2, "external_share": 0.0},
            "top": {"seats": 1, "external_share": 0.0, "growth_per_year": 1.0},
        }
    )
    careers = simulate_one(plan(found, 4), 1, 0)
    assert careers.levels.seats.tolist() == [2, 2, 3]  # 1 * 2 ** (3 / 4) = 1.68, rounded
    assert careers.chains.sum() == 1
    assert careers.chains[1, 3] == 1
    moved = events_of(careers)
    assert [(e["origin"], e["to"]) for e in moved if e["cause"] == Cause.PROMOTION] == [(1, 0), (2, 1)]
    assert (moved["cause"] == Cause.HIRE).sum() == 1


def test_seniority_promotes_whoever_has_waited_longest():
    """Five people in the level below one free seat: the longest served goes."""
    found = ladder(
        {"low": {"heads": 5, "headcount": "committee"}, "top": {"seats": 1, "heads": 0, "external_share": 0.0}}
    )
    for replication in range(10):
        moved = events_of(simulate_one(plan(found, 1, "seniority"), 1, replication))
        served = moved["spell"][moved["cause"] == Cause.START]
        promoted = moved[moved["cause"] == Cause.PROMOTION]
        assert len(promoted) == 1
        assert promoted["spell"][0] == served.max()


def test_merit_without_noise_promotes_the_best_of_seven():
    """Ratings without error: the most able of seven takes the seat, and keeps the skill when everything transfers."""
    found = ladder(
        {"low": {"heads": 7, "headcount": "committee"}, "top": {"seats": 1, "heads": 0, "external_share": 0.0}}
    )
    careers = simulate_one(plan(found, 1, "merit", {"rating_noise": 0.0, "transfer": 1.0}), 1, 0)
    people = careers.people[careers.people.level >= 0]
    assert people.skills[:, Skill.OVERALL].argmax() == np.flatnonzero(people.level == 0)[0]


def test_nobody_is_promoted_before_the_minimum_time():
    """Six quarters in level are asked for; spells of promotions are six or longer."""
    found = ladder(
        {"low": {"heads": 40, "headcount": "committee", "min_quarters": 6}, "top": {"headcount": "committee"}}
    )
    moved = events_of(simulate_one(plan(found, 12, settings={"quarters_served": 1.0}), 1, 0))
    spells = moved["spell"][moved["cause"] == Cause.PROMOTION]
    assert len(spells) == 40
    assert spells.min() >= 6


def test_heads_before_plus_hires_minus_exits_are_heads_after():
    """Every quarter and level, with promotions in and out."""
    found = ladder(
        {
            "low": {"seats": 30, "entry": True, "exits_per_year": 0.4},
            "middle": {"heads": 10, "headcount": "committee", "promotion_share": 0.1, "exits_per_year": 0.3},
            "top": {"seats": 4, "exits_per_year": 0.3},
        }
    )
    series = simulate_one(plan(found, 40, settings={"weeks_to_fill": 13.0, "inside_patience": 2}), 1, 0).staffed
    change = np.diff(series.heads.sum(axis=1))
    assert (change == (series.hired - series.left)[1:].sum(axis=1)).all()
    bound = [0, 2]
    assert (series.heads[:, bound] + series.open[:, bound] == series.seats[:, bound]).all()


def test_a_freeze_hires_nobody():
    """With a hiring freeze the ladder only loses people."""
    found = ladder(
        {"low": {"seats": 30, "entry": True, "exits_per_year": 0.4}, "top": {"seats": 10, "exits_per_year": 0.4}}
    )
    careers = simulate_one(plan(found, 20, settings={"freeze": True}), 1, 0)
    assert careers.staffed.hired.sum() == 0
    assert careers.staffed.heads.sum(axis=1)[-1] < 40


def test_everybody_leaving_and_an_empty_ladder_do_no_harm():
    """Extreme conditions: everybody leaves at once; a level without people or seats."""
    found = ladder({"low": {"heads": 5, "headcount": "committee", "exits_per_year": 5.0}, "top": {"seats": 0}})
    results = simulate_careers(plan(found, 60), replications=2)
    assert results.series["heads"][:, -1].sum() == 0


def test_a_run_that_needs_more_room_is_the_same_run():
    """Starting with too little room for people changes nothing."""
    from dataclasses import replace

    found = ladder({"low": {"heads": 50, "headcount": "committee", "hires_per_quarter": 20.0, "exits_per_year": 0.2}})
    wide = plan(found, 20)
    first, second = simulate_one(wide, 1, 0), simulate_one(replace(wide, room=51), 1, 0)
    assert (events_of(first) == events_of(second)).all()


def test_voluntary_moves_happen_at_their_rate():
    """A return with a rate of a tenth a quarter: 40 people, 20 quarters, within five standard errors of a binomial."""
    found = ladder(
        {"low": {"headcount": "committee", "promotion_share": 0.0}, "top": {"headcount": "committee", "heads": 4000}},
        moves=[
            {"from": "low", "to": "top"},
            {"from": "top", "to": "low", "kind": "return", "rate_per_year": rate_for(0.1)},
        ],
    )
    careers = simulate_one(plan(found, 1), 1, 0)
    moved = (events_of(careers)["cause"] == Cause.RETURN).sum()
    assert abs(moved - 400) < 5 * (4000 * 0.1 * 0.9) ** 0.5


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"transfr": 0.1}, "transfr"),
        ({"transfer": 2.0}, "transfer"),
        ({"attrition_rate": 1.0}, "attrition_rate"),
        ({"groups": {"a": {"share": 0.2}}}, "add up to 0.2"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(values, message):
    """The message names the setting."""
    with pytest.raises(InputError, match=message):
        settings_from(values)


def test_a_ladder_without_anybody_is_refused():
    """No heads, no seats, no hires."""
    with pytest.raises(InputError, match="nobody to simulate"):
        plan(ladder({"low": {"headcount": "committee"}}), 4)
