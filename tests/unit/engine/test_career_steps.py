"""Steps of a career on a ladder of three levels, each worked by hand: entering, moving, leaving, reviews, appointments, vacancies."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.engine.records import filled, fresh_state

from orgsim.engine import ladder_records
from orgsim.engine import records as layout
from orgsim.engine.mechanisms.people import advancement, levels, seats
from orgsim.engine.random import luck
from orgsim.engine.vocabulary import (
    LONGEST_CHAIN,
    LONGEST_VACANCY,
    NEVER,
    NONE,
    UNSTATED,
    Cause,
    Opened,
    Skill,
)

FATE = luck(1, 0)
HEAD, LEAD, PM = range(3)
"""Rows of the levels: the top of the ladder comes first."""


@pytest.fixture
def ladder(tmp_path):
    """Return a state with six people who are on no level yet, on a ladder on which product managers become leads, and leads head."""
    state = fresh_state(tmp_path)
    tiers = filled(
        ladder_records.LEVEL, 3, key=[11, 12, 13], rising=[0, 1, 1], job=NONE, bar=-math.inf, share=1.0, moves=[1, 1, 0]
    )
    tiers.first_move, tiers.expects, tiers.first_vacancy, tiers.vacancy_room = [0, 1, 2], UNSTATED, [0, 2, 4], 2
    state.parameters[0].skill_spread = 0.1
    state.posts.person = NONE
    return replace(
        state,
        levels=tiers,
        moves=filled(
            ladder_records.MOVE, 2, origin=[LEAD, PM], target=[HEAD, LEAD], cause=Cause.PROMOTION, packet=NONE
        ),
        people=filled(
            layout.PERSON, 6, key=range(20, 26), level=NONE, post=NONE, number=range(1, 7), via=NONE, boss=NONE
        ),
        groups=filled(ladder_records.GROUP, 1, share_until=1.0, opportunity=1.0, rating_noise=1.0),
        customs=filled(ladder_records.CUSTOMS, 1, review_every=2, low_share=0.0, high_share=1.0, high=1.0),
        scoring=filled(ladder_records.SCORING, 1, rating=1.0),
        vacancies=filled(ladder_records.VACANCY, 6),
        members=np.full(6, NONE),
        first_member=np.zeros(4, np.int64),
        pool=np.zeros(6, np.int64),
        group_of=np.zeros(6, np.int64),
        marks=np.zeros(6),
        career_log=filled(ladder_records.CAREER_EVENT, 8),
        staffed=filled(ladder_records.STAFFED, 12).reshape(4, 3),
        cases=filled(ladder_records.CASES, 3).reshape(3, 1),
        gaps=filled(ladder_records.GAP, 12).reshape(3, 4),
        chains=np.zeros((len(Opened), LONGEST_CHAIN + 1), np.int64),
        waits=np.zeros((3, LONGEST_VACANCY + 1), np.int64),
    )


def put(state, **rows):
    """Put people into levels, as if they had been there for ever: `pm=(0, 1)`."""
    for name, people in rows.items():
        tier = {"head": HEAD, "lead": LEAD, "pm": PM}[name]
        for row in people:
            state.people[row].level, state.people[row].entered = tier, -1000
            state.levels[tier].heads += 1
    levels.sort_by_level(state)


def lines(state, *columns):
    """Return columns of the log of careers, line by line."""
    log = state.career_log[: int(state.counters[0].lines)]
    return [tuple(int(line[name]) for name in columns) for line in log]


def test_who_joins_is_counted_by_why(ladder):
    """One is there at the start, for 30 weeks; one is hired in week 40; one is assigned. Each has an empty file and a line in the log."""
    people, tiers = ladder.people, ladder.levels
    people.moves[:3], people.rating[:3], people.reviews[:3], people.via[:3], people.group[:3] = 4, 1.0, 2, 1, 1
    levels.enter_ladder(ladder, FATE, people[0], PM, 0, 30, Cause.START)
    ladder.counters[0].quarter = 3
    levels.enter_ladder(ladder, FATE, people[1], PM, 40, 0, Cause.HIRE)
    levels.enter_ladder(ladder, FATE, people[2], LEAD, 41, 0, Cause.ASSIGNED)
    assert people.level[:3].tolist() == [PM, PM, LEAD]
    assert people.entry[:3].tolist() == [PM, PM, LEAD]
    assert people.entered[:3].tolist() == [-30, 40, 41]
    assert people.hired[:3].tolist() == [0, 40, 41]
    for name, value in {"moves": 0, "rating": 0.0, "reviews": 0, "via": NONE, "group": 0}.items():
        assert people[name][:3].tolist() == [value] * 3, name
    assert tiers.heads.tolist() == [0, 1, 2]
    assert tiers.places.tolist() == [0, 0, 1]
    assert ladder.staffed.hired.tolist() == [[0.0] * 3] * 3 + [[0.0, 0.0, 1.0]]
    assert lines(ladder, "life", "quarter", "origin", "to", "cause", "spell", "entry", "age") == [
        (0, 0, NONE, PM, Cause.START, 2, PM, 0),
        (1, 3, NONE, PM, Cause.HIRE, 0, PM, 0),
        (2, 3, NONE, LEAD, Cause.ASSIGNED, 0, LEAD, 0),
    ]


def test_who_leaves_is_counted_unless_the_design_says_so(ladder):
    """Two quit after three and five quarters in the level; one only loses the level to the design, which is no exit."""
    put(ladder, pm=(0, 1, 2))
    ladder.people.entered[:3], ladder.people.hired[:3] = [13, 0, 0], -26
    for row, week, cause in ((0, 52, Cause.QUIT), (1, 65, Cause.QUIT), (2, 65, Cause.ASSIGNED)):
        levels.leave_ladder(ladder, ladder.people[row], week, cause)
    assert ladder.people.level[:3].tolist() == [NONE] * 3
    assert ladder.levels[PM].heads == 0
    assert ladder.cases[PM, 0].left == 2.0
    assert ladder.staffed.left[0].tolist() == [0.0, 0.0, 2.0]
    assert lines(ladder, "origin", "to", "spell", "age") == [(PM, NONE, 3, 6), (PM, NONE, 5, 7), (PM, NONE, 5, 7)]


def test_a_promotion_lifts_and_any_other_move_does_not(ladder):
    """A promotion after four quarters lifts by 0.5 and is counted; a return is neither; both leave the level and the file behind."""
    ladder.parameters[0].promotion_lift = 0.5
    put(ladder, lead=(1,), pm=(0,))
    ladder.people.entered[:2], ladder.people.reviews[:2], ladder.people.rating[:2] = 0, 3, 2.0
    levels.change_level(ladder, FATE, 0, LEAD, 52, Cause.PROMOTION)
    levels.change_level(ladder, FATE, 1, PM, 52, Cause.RETURN)
    people = ladder.people
    assert people.level[:2].tolist() == [LEAD, PM]
    assert people.via[:2].tolist() == [PM, LEAD]
    assert people.engagement[:2].tolist() == [0.5, 0.0]
    for name, value in {"moves": 1, "reviews": 0, "rating": 0.0, "entered": 52}.items():
        assert people[name][:2].tolist() == [value] * 2, name
    assert ladder.levels.heads.tolist() == [0, 1, 1]
    assert (ladder.cases[PM, 0].promoted, ladder.cases[LEAD, 0].promoted) == (1.0, 0.0)
    assert ladder.staffed.promoted[0].tolist() == [0.0, 1.0, 0.0]
    assert lines(ladder, "origin", "to", "cause", "spell") == [
        (PM, LEAD, Cause.PROMOTION, 4),
        (LEAD, PM, Cause.RETURN, 4),
    ]


def test_the_design_moves_people_between_levels(ladder):
    """Whoever has a level changes it, whoever has none gets one, and whoever loses it has none."""
    put(ladder, pm=(0, 1))
    levels.assign_level(ladder, FATE, 0, LEAD, 20)
    levels.assign_level(ladder, FATE, 1, NONE, 20)
    levels.assign_level(ladder, FATE, 2, HEAD, 20)
    assert ladder.people.level[:3].tolist() == [LEAD, NONE, HEAD]
    assert ladder.people.via[:3].tolist() == [PM, NONE, NONE]
    assert lines(ladder, "life", "origin", "to") == [(0, PM, LEAD), (1, PM, NONE), (2, NONE, HEAD)]
    assert {cause for (cause,) in lines(ladder, "cause")} == {Cause.ASSIGNED}


def test_a_full_log_is_a_fault(ladder):
    """The eighth line is the last; the ninth is refused, and the run will say why."""
    for row in (0, 1, 2, 3, 4, 5, 0, 1):
        levels.note(ladder, ladder.people[row], 0, NONE, PM, Cause.HIRE)
    assert ladder.counters[0].fault == 0
    levels.note(ladder, ladder.people[2], 0, NONE, PM, Cause.HIRE)
    assert (ladder.counters[0].fault, ladder.counters[0].lines) == (levels.LOG_FULL, 8)


def test_people_are_listed_by_level(ladder):
    """Levels of six people from the top: the list begins with the head, and who has no level is not in it."""
    put(ladder, head=(4,), lead=(1, 5), pm=(0, 3))
    assert ladder.first_member.tolist() == [0, 1, 3, 5]
    assert ladder.members[:5].tolist() == [4, 1, 5, 0, 3]


def test_what_a_level_expects_and_what_is_missing(ladder):
    """Two parts of 0.8 and one of 0.5 make 0.7; with 0.6 and 0.5, 0.4 / 3 is missing: 1.33 spreads of 0.1 below."""
    level, person = ladder.levels[LEAD], ladder.people[0]
    assert (levels.required(level), levels.shortfall(person, level)) == (0.0, 0.0)
    level.expects[Skill.DISCOVERY], level.weights[Skill.DISCOVERY] = 0.8, 2.0
    level.expects[Skill.COACHING], level.weights[Skill.COACHING] = 0.5, 1.0
    person.skills[Skill.DISCOVERY], person.skills[Skill.COACHING] = 0.6, 0.5
    assert levels.required(level) == pytest.approx(0.7)
    assert levels.shortfall(person, level) == pytest.approx(0.4 / 3)
    assert levels.score_of(person, level, 0.1) == pytest.approx(-4 / 3)
    assert levels.score_of(person, level, 0.0) == 0.0


def test_only_who_could_rise_can_be_stuck(ladder):
    """After 15 quarters where people put up with 12: three too many; none at the top, without a level, or without promotions."""
    ladder.parameters[0].stall_after, ladder.parameters[0].promotions = 12.0, 1
    put(ladder, head=(0,), pm=(1,))
    ladder.people.entered[:] = 0
    assert [levels.overdue_of(ladder, ladder.people[row], 15 * 13) for row in range(3)] == [0.0, 3.0, 0.0]
    ladder.parameters[0].promotions = 0
    assert levels.overdue_of(ladder, ladder.people[1], 15 * 13) == 0.0


def test_people_leave_at_the_rate_of_their_level(ladder):
    """Who is on a level leaves at its rate; who is not, and everybody without promotions, so that a tenth is gone in a year."""
    register = ladder.parameters[0]
    register.attrition_rate, register.promotions = 0.1, 1
    ladder.levels.exit_rate = [0.1, 0.2, 0.3]
    put(ladder, lead=(0,))
    assert levels.exit_rate(ladder, ladder.people[0]) == 0.2
    assert math.exp(-levels.exit_rate(ladder, ladder.people[1])) == pytest.approx(0.9)
    register.promotions = 0
    assert math.exp(-levels.exit_rate(ladder, ladder.people[0])) == pytest.approx(0.9)


def test_groups_are_drawn_by_share():
    """Shares of 50, 30 and 20 %: 0.5 is still of the first, 0.51 and 0.8 are of the second, the rest of the third."""
    groups = filled(ladder_records.GROUP, 3, share_until=[0.5, 0.8, 1.0])
    assert [levels.group_at(groups, u) for u in (0.0, 0.5, 0.51, 0.8, 0.81, 1.0)] == [0, 0, 1, 1, 2, 2]


def test_what_a_move_takes_along(ladder):
    """Two spreads above what is expected stay two spreads: 0.7 of 0.5 is 0.8 of 0.6; so with skills that are new; others stay."""
    ladder.parameters[0].transfer = 1.0
    ladder.levels[PM].expects[Skill.OVERALL], ladder.levels[PM].weights[Skill.OVERALL] = 0.5, 1.0
    ladder.levels[LEAD].expects[Skill.OVERALL] = 0.6
    person = ladder.people[0]
    person.level, person.skills[Skill.OVERALL] = PM, 0.7
    levels.take_along(ladder, FATE, person, LEAD)
    assert person.skills[Skill.OVERALL] == pytest.approx(0.8)
    ladder.levels.expects[:, Skill.OVERALL] = UNSTATED
    ladder.levels[PM].expects[Skill.DISCOVERY], ladder.levels[PM].weights[Skill.DISCOVERY] = 0.5, 1.0
    ladder.levels[LEAD].expects[[Skill.DISCOVERY, Skill.COACHING, Skill.STRATEGY]] = 0.9
    person.skills[:], person.post = 0.7, 1
    ladder.posts.skills[1] = 0.4
    ladder.posts[1].skills[Skill.STRATEGY] = 0.95
    levels.take_along(ladder, FATE, person, LEAD)
    assert person.skills[Skill.DISCOVERY] == 0.7
    assert person.skills[Skill.COACHING] == pytest.approx(0.6)
    assert person.skills[Skill.STRATEGY] == 1.0


def test_a_wobble_stays_within_its_width_and_bounds(ladder):
    """It moves a skill by at most half of 0.2 at a transfer of one half, to both sides, and not beyond 0 and 1."""
    ladder.parameters[0].transfer, ladder.customs[0].wobble = 0.5, 0.2
    person, moved = ladder.people[0], []
    for key in range(200):
        person.key = key
        moved.append(levels.wobbled(0.5, ladder, FATE, person, LEAD) - 0.5)
        assert levels.wobbled(0.999, ladder, FATE, person, LEAD) <= 1.0
    assert -0.1 <= min(moved) < -0.08
    assert 0.08 < max(moved) <= 0.1
    ladder.parameters[0].transfer = 0.0
    assert levels.wobbled(0.5, ladder, FATE, person, LEAD) == 0.5


def test_levels_are_counted_at_the_end_of_a_quarter(ladder):
    """Two product managers at 120 $k a year cost 60 in a quarter; of 0.5 each they have 0.6 and 0.3: 0.9 in all, 0.1 missing."""
    ladder.levels[PM].pay = 120.0
    ladder.levels[PM].expects[Skill.OVERALL], ladder.levels[PM].weights[Skill.OVERALL] = 0.5, 1.0
    put(ladder, pm=(0, 1))
    ladder.people.skills[:2, Skill.OVERALL], ladder.people.via[:2] = [0.6, 0.3], [NONE, LEAD]
    levels.count_level_heads(ladder, 1)
    entry = ladder.staffed[1, PM]
    assert (entry.heads, entry.cost) == (2.0, 60.0)
    assert entry.skill == pytest.approx(0.9)
    assert ladder.gaps[PM].total.tolist() == pytest.approx([-0.1, 0.0, 0.2, 0.0])
    assert ladder.gaps[PM].count.tolist() == [1.0, 0.0, 1.0, 0.0]


def test_seats_open_grow_and_are_given_up(ladder):
    """Of four seats two are held: two vacancies of growth. At three seats one is given up, which ends the chain of length two before it."""
    level = ladder.levels[LEAD]
    level.seat_bound, level.start_seats, level.growth, level.heads = 1, 4.0, 1.0, 2
    seats.plan_seats(ladder, 0)
    assert (level.seats, level.open, level.opened) == (4, 2, 2)
    assert ladder.vacancies[2:4].cause.tolist() == [Opened.GROWTH] * 2
    assert ladder.vacancies[2:4].depth.tolist() == [1, 1]
    ladder.vacancies[3].depth, ladder.vacancies[3].cause = 3, Opened.EXIT
    level.start_seats = 3.0
    seats.plan_seats(ladder, 1)
    assert (level.seats, level.open) == (3, 1)
    assert ladder.chains[Opened.EXIT, 2] == 1
    level.start_seats = 1.0
    seats.plan_seats(ladder, 2)
    assert (level.seats, level.open, level.heads) == (1, 0, 2)
    assert ladder.chains.sum() == 1
    level.start_seats = 9.0
    seats.plan_seats(ladder, 3)
    assert ladder.counters[0].fault == seats.SEATS_FULL


def test_a_seat_left_is_the_next_of_its_chain(ladder):
    """Where seats are bound and one is free it opens; where none is to fill, a chain of two has come to its end after one."""
    level = ladder.levels[LEAD]
    level.seat_bound, level.seats, level.heads = 1, 3, 2
    seats.give_up_seat(ladder, LEAD, 5, 2, Opened.EXIT)
    assert (level.open, ladder.vacancies[2].depth, ladder.vacancies[2].opened) == (1, 2, 5)
    seats.give_up_seat(ladder, LEAD, 5, 2, Opened.EXIT)
    assert (level.open, ladder.chains[Opened.EXIT, 1]) == (1, 1)
    seats.give_up_seat(ladder, LEAD, 5, 1, Opened.EXIT)
    assert ladder.chains.sum() == 1
    seats.give_up_seat(ladder, PM, 5, 4, Opened.MOVE)
    assert (ladder.levels[PM].open, ladder.chains[Opened.MOVE, 3]) == (0, 1)


def test_long_chains_and_waits_are_counted_together(ladder):
    """What is longer than the last place is counted in the last place."""
    for length in (LONGEST_CHAIN, LONGEST_CHAIN + 5):
        seats.end_chain(ladder.chains, length, Opened.EXIT)
        seats.count_wait(ladder.waits, LEAD, length)
    assert (ladder.chains[Opened.EXIT, LONGEST_CHAIN], ladder.waits[LEAD, LONGEST_VACANCY]) == (2, 2)


def test_where_to_look_for_somebody(ladder):
    """What is to be filled from outside is searched for at once; else when people inside have had their two quarters."""
    ladder.customs[0].fill_weeks, ladder.parameters[0].inside_patience = 0.0, 2
    level = ladder.levels[PM]
    for outside_share, searched in ((1.0, [0, 0]), (0.0, [2, 2])):
        ladder.levels[PM].outside_share, level.open = outside_share, 0
        for _ in range(2):
            seats.open_vacancy(ladder, PM, 3, 1, Opened.EXIT)
        for waited in range(4):
            left = seats.decide_where_to_look(ladder, FATE, PM, 3 + waited)
            assert left == sum(waited < quarters for quarters in searched)
            assert ladder.vacancies[4:6].outside.tolist() == [int(waited >= quarters) for quarters in searched]
        started = [3 + quarters for quarters in searched]
        assert all(
            0 <= found - begun <= 1 for found, begun in zip(ladder.vacancies[4:6].starts.tolist(), started, strict=True)
        )


def test_who_is_put_forward(ladder):
    """A year at least in the level, and not moved this week; none at a chance of nothing, who count as eligible all the same."""
    ladder.levels[PM].minimum = 4
    put(ladder, pm=(0, 1, 2))
    ladder.people.entered[:3] = [48, 49, 100]
    way = ladder.moves[1]
    assert [advancement.put_forward(ladder, FATE, ladder.people[row], way, 100) for row in range(3)] == [
        True,
        False,
        False,
    ]
    way.cause = Cause.RETURN  # nobody has to have served for that, but nobody moves twice at once
    assert [advancement.put_forward(ladder, FATE, ladder.people[row], way, 100) for row in range(3)] == [
        True,
        True,
        False,
    ]
    assert (ladder.cases[PM, 0].eligible, ladder.cases[PM, 0].forward) == (3.0, 3.0)
    ladder.groups[0].opportunity = 0.0
    assert not advancement.put_forward(ladder, FATE, ladder.people[0], way, 100)
    assert (ladder.cases[PM, 0].eligible, ladder.cases[PM, 0].forward) == (4.0, 3.0)


@pytest.mark.parametrize("committees", [2, 3])
def test_a_case_is_in_one_packet(ladder, committees):
    """With two or three committees to go to, each of 30 people is in exactly one packet, and each packet gets some."""
    put(ladder, pm=(0,))
    ladder.levels[PM].packets = committees
    way, found = ladder.moves[1], []
    for key in range(30):
        ladder.people[0].key = key
        packets = []
        for packet in range(committees):
            way.packet = packet
            packets += [packet] * advancement.put_forward(ladder, FATE, ladder.people[0], way, 100)
        found += packets
        assert len(packets) == 1
    assert set(found) == set(range(committees))


def test_a_pool_is_gathered_over_the_ways_that_are_competed_for(ladder):
    """Leads may become head; the way of one's own will is not a case. Marks are the ratings on file."""
    ladder.scoring[0].rating = 2.0
    put(ladder, head=(5,), lead=(1, 3), pm=(0, 2))
    ladder.people.rating[:6] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    size = advancement.gather(ladder, FATE, HEAD, 26)
    assert (size, ladder.pool[:2].tolist(), ladder.marks[[1, 3]].tolist()) == (2, [1, 3], pytest.approx([0.4, 0.8]))
    ladder.moves[0].rate = 0.5
    assert advancement.gather(ladder, FATE, HEAD, 26) == 0


def test_a_committee_takes_the_best_who_clear_the_bar(ladder):
    """Of four with ratings -1, 0, 1 and 2 (mean 1/2, deviation 1.118) half may pass, and a bar of 1.2 deviations stops the second."""
    ladder.parameters[0].passed_over_drop = 0.1
    put(ladder, pm=(0, 1, 2, 3))
    ladder.people.rating[:4] = [0.0, 2.0, -1.0, 1.0]
    ladder.levels[LEAD].share, ladder.levels[LEAD].bar = 0.5, 1.2
    advancement.review_cases(ladder, FATE, LEAD, 26)
    assert ladder.people.level[:4].tolist() == [PM, LEAD, PM, PM]
    assert ladder.people.engagement[[0, 2]].tolist() == [-0.1, -0.1]
    assert ladder.levels.heads.tolist() == [0, 1, 3]
    ladder.levels[LEAD].bar = -math.inf
    ladder.levels[LEAD].capped, ladder.levels[LEAD].places = 1, 2
    ladder.levels[LEAD].share = 1.0
    advancement.review_cases(ladder, FATE, LEAD, 52)
    assert ladder.people.level[:4].tolist() == [PM, LEAD, PM, LEAD]


def test_places_of_a_committee():
    """Half of five is 2.5: two at a lot of 0.4, three at 0.6; into a capped level of three people no more than up to its four places."""
    level = filled(ladder_records.LEVEL, 1, share=0.5, places=4, heads=3)[0]
    assert [advancement.committee_places(level, 5, u) for u in (0.4, 0.6)] == [2, 3]
    level.capped = 1
    assert advancement.committee_places(level, 5, 0.6) == 1
    level.heads = 6
    assert advancement.committee_places(level, 5, 0.6) == 0
    level.share, level.capped = 2.0, 0
    assert advancement.committee_places(level, 5, 0.6) == 5


def test_a_first_rating_stands_and_later_ones_are_averaged(ladder):
    """Two spreads above what is expected: 2 at first; then with half a memory and a skill as expected, 1."""
    register = ladder.parameters[0]
    register.rating_noise = 0.0
    ladder.levels[PM].expects[Skill.OVERALL], ladder.levels[PM].weights[Skill.OVERALL] = 0.5, 1.0
    put(ladder, pm=(0,))
    person = ladder.people[0]
    person.skills[Skill.OVERALL] = 0.7
    advancement.review_person(ladder, FATE, person, 2)
    assert (person.rating, person.reviews) == (pytest.approx(2.0), 1)
    person.skills[Skill.OVERALL] = 0.5
    advancement.review_person(ladder, FATE, person, 4)
    assert (person.rating, person.reviews) == (pytest.approx(1.0), 2)


def test_reviews_are_every_second_quarter(ladder):
    """With reviews twice a year: quarters 0, 2 and 4, in any of their weeks."""
    assert [advancement.is_review(ladder, week) for week in (0, 12, 13, 25, 26, 52)] == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]


def test_a_review_rates_everybody_and_fills_levels_from_the_top(ladder):
    """The lead becomes head and the product manager lead, in one review and nobody twice; seats are not given away by committees."""
    ladder.parameters[0].rating_noise = 0.0
    put(ladder, lead=(0,), pm=(1,))
    advancement.review_people(ladder, FATE, 0)
    advancement.review_people(ladder, FATE, 13)
    assert (ladder.people.level[:2].tolist(), ladder.people.reviews[:2].tolist()) == ([LEAD, PM], [0, 0])
    ladder.levels.seat_bound[LEAD] = 1
    advancement.review_people(ladder, FATE, 26)
    assert (ladder.people.level[:2].tolist(), ladder.people.reviews[:2].tolist()) == ([HEAD, PM], [0, 1])
    ladder.levels.seat_bound[LEAD] = 0
    advancement.review_people(ladder, FATE, 52)
    assert ladder.people.level[:2].tolist() == [HEAD, LEAD]
    assert [ladder.cases[tier, 0].present for tier in range(3)] == [1.0, 2.0, 3.0]


def test_people_go_back_of_their_own_will(ladder):
    """At a rate without bound every lead returns to individual work in any quarter, once, and not as a promotion."""
    ladder.moves[1].origin, ladder.moves[1].target, ladder.moves[1].rate, ladder.moves[1].cause = (
        LEAD,
        PM,
        1e9,
        Cause.RETURN,
    )
    ladder.levels.moves[:], ladder.levels.first_move[PM] = [0, 0, 1], 1
    put(ladder, lead=(0, 1), pm=(2,))
    advancement.review_people(ladder, FATE, 13)
    assert ladder.people.level[:3].tolist() == [PM, PM, PM]
    assert ladder.levels.heads.tolist() == [0, 0, 3]
    assert advancement.cause_of(ladder, LEAD, PM) == Cause.RETURN
    assert advancement.cause_of(ladder, PM, HEAD) == Cause.PROMOTION


def posts_of_levels(ladder):
    """Give three posts levels and jobs: a vacant lead's, and two product managers' that people 0 and 1 hold."""
    ladder.posts.active[:], ladder.posts.manager[:], ladder.posts.level[:] = 0, NONE, NONE
    ladder.posts.active[:3], ladder.posts.level[:3], ladder.posts.minutes[:3] = 1, [LEAD, PM, PM], 2400
    ladder.posts.person[:3], ladder.posts.starts[:3], ladder.posts.serving[:3] = [NONE, 0, 1], NEVER, NONE
    ladder.people.post[:2] = [1, 2]
    ladder.levels.job[:], ladder.levels.seat_bound[:] = [7, 6, 5], 1
    put(ladder, pm=(0, 1))


def test_a_vacant_post_of_a_kind_of_job(ladder):
    """The lead's post is vacant; neither for another job, nor once somebody has been found, nor without hours, nor closed."""
    posts_of_levels(ladder)
    assert (
        advancement.vacant_post(ladder, 6),
        advancement.vacant_post(ladder, 5),
        advancement.vacant_post(ladder, 7),
    ) == (0, NONE, NONE)
    for field, value in (("starts", 9), ("minutes", 0), ("active", 0), ("person", 3), ("level", NONE)):
        before = ladder.posts[0][field]
        ladder.posts[0][field] = value
        assert advancement.vacant_post(ladder, 6) == NONE, field
        ladder.posts[0][field] = before
    assert advancement.vacant_post(ladder, 6) == 0


def test_a_new_job_needs_a_post(ladder):
    """The first takes the lead's post and leaves one behind as the second of a chain; for the next there is none; the same job needs none."""
    posts_of_levels(ladder)
    ladder.posts[0].chain, ladder.posts[0].began, ladder.posts[0].vacant_since = 1, Opened.EXIT, 0
    assert advancement.change_job(ladder, 0, LEAD, 30)
    assert (ladder.people[0].post, ladder.posts.person[:3].tolist()) == (0, [0, NONE, 1])
    assert (ladder.posts[1].chain, ladder.posts[1].began, ladder.posts[1].vacant_since) == (2, Opened.EXIT, 30)
    assert ladder.waits[LEAD, 2] == 1
    assert not advancement.change_job(ladder, 1, LEAD, 30)
    assert ladder.people[1].post == 2
    ladder.levels[LEAD].job = 5
    assert advancement.change_job(ladder, 1, LEAD, 30)
    assert ladder.people[1].post == 2


def test_the_best_inside_is_appointed(ladder):
    """A lead's post that is offered inside goes to the better of two a quarter later; the other is a little disheartened."""
    posts_of_levels(ladder)
    ladder.parameters[0].passed_over_drop, ladder.parameters[0].inside_patience = 0.25, 1
    ladder.people.rating[:2] = [0.5, 1.0]
    post = ladder.posts[0]
    post.inside, post.offered, post.vacant_since, post.chain = 1, 1, 0, 1
    advancement.appoint_from_inside(ladder, FATE, 12)
    assert post.person == NONE
    advancement.appoint_from_inside(ladder, FATE, 13)
    assert post.starts == NEVER  # nobody is searched for outside
    assert (post.person, post.inside, ladder.people[1].level, ladder.people[1].entered) == (1, 0, LEAD, 14)
    assert ladder.people.engagement[:2].tolist() == [-0.25, ladder.parameters[0].promotion_lift]
    assert ladder.pulse.appointments.sum() == 1.0
    assert (ladder.posts[2].person, ladder.posts[2].chain) == (NONE, 2)


def test_nobody_ready_inside_means_a_search_outside(ladder):
    """Nobody has served long enough: after one quarter of patience the search begins, and the offer ends."""
    posts_of_levels(ladder)
    ladder.parameters[0].inside_patience, ladder.levels[PM].minimum = 1, 1000
    post = ladder.posts[0]
    post.inside, post.offered, post.hire_weeks = 1, 1, 5.0
    advancement.appoint_from_inside(ladder, FATE, 12)
    assert (post.inside, post.starts) == (1, NEVER)
    advancement.appoint_from_inside(ladder, FATE, 13)
    assert (post.inside, post.person) == (0, NONE)
    assert post.starts > 13


def test_nobody_is_appointed_to_a_post_that_left_the_ladder(ladder):
    """A post that is offered inside loses its level in a reorganisation: two who are ready for the old one stay where they are."""
    posts_of_levels(ladder)
    ladder.parameters[0].inside_patience, ladder.people.rating[:2] = 1, 1.0
    post = ladder.posts[0]
    post.inside, post.offered, post.hire_weeks, post.level = 1, 1, 5.0, NONE
    levels = ladder.people.level.tolist()
    advancement.appoint_from_inside(ladder, FATE, 13)
    assert (post.person, post.inside, ladder.people.level.tolist()) == (NONE, 0, levels)
    assert post.starts > 13
