"""The average year of a ladder."""

from math import inf

import pytest
from tests.unit.ladder.conftest import SMALL, Read

from orgsim.careers.flow import flow_of
from orgsim.scenario.ladder.model import Ladder


def test_seats_filled_from_below_give_the_closed_form(small: Ladder) -> None:
    """Five levels of 40/24/12/5/2 with exits of 0.15 a year: rates 0.1612, 0.1188, 0.0875, 0.06."""
    flow = flow_of(small)
    rates = [flow.levels[name].promotion_rate for name in ("pm", "senior", "group", "director")]
    assert rates == pytest.approx([0.16125, 0.11875, 0.0875, 0.06])


def test_wait_and_chance(small: Ladder) -> None:
    """At 0.06 promotions and 0.15 exits a year: 66.7 quarters, and 0.06 / 0.21 of the directors are promoted."""
    director = flow_of(small).levels["director"]
    assert director.wait == pytest.approx(4 / 0.06)
    assert director.chance == pytest.approx(0.06 / 0.21)
    assert flow_of(small).levels["vp"].wait == inf


def test_entries_replace_exits_and_promotions(small: Ladder) -> None:
    """A level that keeps its size takes in as many as leave it."""
    for level in flow_of(small).levels.values():
        assert level.entries == pytest.approx(level.exits + level.promoted)


def test_growth_opens_seats(read: Read) -> None:
    """A top level of 2 that grows by a half a year takes 2 * (0.15 + 0.5) people from the 5 below."""
    grown = read(SMALL, ("seats: 2, external_share: 0,", "seats: 2, external_share: 0, growth_per_year: 0.5,"))
    assert flow_of(grown.ladder).levels["director"].promoted == pytest.approx(1.3)


def test_outsiders_take_their_share(read: Read) -> None:
    """When outsiders take half of the top seats, half as many are promoted into them."""
    half = read(SMALL, ("seats: 2, external_share: 0", "seats: 2, external_share: 0.5"))
    assert flow_of(half.ladder).levels["director"].promoted == pytest.approx(0.15)


def test_two_feeders_share_by_their_people(read: Read) -> None:
    """A seat that 24 seniors and 12 group managers may take goes to the seniors twice as often."""
    both = read(
        SMALL, ("  - {from: group, to: director}", "  - {from: group, to: director}\n  - {from: senior, to: director}")
    )
    moves = flow_of(both.ladder).moves
    assert moves["senior", "director"] == pytest.approx(2 * moves["group", "director"])


def test_stated_rates_are_taken_as_they_are(read: Read) -> None:
    """A move at 0.2 a year takes a fifth of 40 people."""
    rated = read(
        SMALL,
        ("{from: pm, to: senior}", "{from: pm, to: senior, rate_per_year: 0.2}"),
        ("seats: 24, external_share: 0,", "headcount: committee, heads: 24,"),
    )
    assert flow_of(rated.ladder).levels["pm"].promoted == pytest.approx(8.0)


def test_a_committee_promotes_after_the_minimum_time(read: Read) -> None:
    """A quarter of cases, every other quarter, after eight: 8 + 2 / 0.25 - 1.5 = 14.5 quarters, so 160 / 14.5 of 40 a year."""
    slow = ("seats: 40,", "seats: 40, min_quarters: 8,")
    quarter = ("seats: 24, external_share: 0,", "headcount: committee, heads: 24, promotion_share: 0.25,")
    nobody_leaves = ("discovery: 0.5}, exits_per_year: 0.15", "discovery: 0.5}, exits_per_year: 0")
    assert flow_of(read(SMALL, slow, quarter, nobody_leaves).ladder).levels["pm"].promoted == pytest.approx(160 / 14.5)
    # Where 0.0375 leave a quarter, a share stays: 0.9632 a quarter, 0.7408 for the minimum, 0.9816 on average until the first review,
    # and a quarter of those at each review: 0.7408 x 0.9816 x 0.25 / (1 - 0.75 x 0.9277) = 0.5976 of those who enter are promoted;
    # 0.5976 are for each 0.4024 who leave, and 0.15 x 40 = 6 leave a year.
    found = flow_of(read(SMALL, slow, quarter).ladder).levels["pm"]
    assert found.promoted == pytest.approx(6 * 0.5976 / 0.4024, rel=1e-3)
    assert found.wait == pytest.approx(14.5)


def test_broken_assumptions_are_named(read: Read) -> None:
    """Empty seats break 'every seat is taken', and the level is named."""
    short = read(SMALL, ("seats: 24,", "seats: 24, heads: 20,"))
    verdicts = {entry.text: entry.verdict for entry in flow_of(short.ladder).assumptions}
    assert verdicts["every seat is taken"] == "broken by senior"
    assert verdicts["no level is asked for more people in a year than it has"] == "holds"
    assert "cannot be checked here" in verdicts.values()


def test_promotions_faster_than_the_minimum_time_are_named(read: Read) -> None:
    """Two rows of exits above pull people up sooner than the minimum time allows."""
    fast = read(
        SMALL,
        ("rung: 1, role: pm, entry: true, seats: 40,", "rung: 1, role: pm, entry: true, seats: 4, min_quarters: 20,"),
    )
    verdicts = {entry.text.partition(":")[0]: entry.verdict for entry in flow_of(fast.ladder).assumptions}
    assert verdicts["minimum times leave somebody to promote"] == "broken by pm"
    assert verdicts["no level is asked for more people in a year than it has"] == "broken by pm"


def test_vacancies_do_not_go_round_for_ever(read: Read) -> None:
    """Two levels that fill each other sideways, and nobody else, do not pass one vacancy to and fro for ever."""
    ring = read(
        SMALL,
        ("  - {from: senior, to: group}\n", "  - {from: director, to: group, kind: lateral}\n"),
        ("{from: group, to: director}", "{from: group, to: director, kind: lateral}"),
        ("management, rung: 4", "management, rung: 3"),
    )
    assert flow_of(ring.ladder).levels["group"].promoted == 0.0
