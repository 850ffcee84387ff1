"""Steps of the schedule, each on a few records worked by hand: dates of events, hiring, moods, slots, rollbacks, seats, cases."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.engine.records import filled, fresh_state, parameters

from orgsim.engine import ladder_records, work_records
from orgsim.engine import records as layout
from orgsim.engine.mechanisms.change import accounts, handover, reorganisation
from orgsim.engine.mechanisms.decisions import attention, proposals, requests, rubric
from orgsim.engine.mechanisms.decisions.authority import measure_tree
from orgsim.engine.mechanisms.people import advancement, coaching, engagement, hiring, seats, staffing
from orgsim.engine.mechanisms.work import delivery, exploration, interdependence, launches, planning, sheets
from orgsim.engine.random import luck
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    Action,
    Errand,
    Happening,
    Kind,
    PersonAccount,
    Right,
    Stage,
)

FATE = luck(1, 0)


@pytest.fixture
def state(tmp_path):
    """Return a state of a small organisation in which post 1 reports to post 0, and both are held."""
    state = fresh_state(tmp_path)
    state.posts.active[:2] = 1
    state.posts.manager = NONE
    state.posts[1].manager = 0
    state.posts.person[:2] = [0, 1]
    state.people.post[:2] = [0, 1]
    state.people.boss[:2] = NONE
    return state


def test_a_freeze_holds_from_its_first_week_until_before_its_last():
    """A freeze from week 10 until week 12 holds in weeks 10 and 11; no other event freezes anything."""
    events = filled(layout.EVENT, 2, kind=[Happening.SURGE, Happening.FREEZE], week=[0, 10], until=[99, 12])
    assert [week for week in range(20) if hiring.frozen(events, week)] == [10, 11]


def test_a_departure_is_of_one_post_in_one_week():
    """An event of week 10 takes the holder of post 3 then, nobody else and at no other time; a freeze takes nobody."""
    kinds = [Happening.DEPARTURE, Happening.FREEZE]
    events = filled(layout.EVENT, 2, kind=kinds, week=[10, 11], until=[10, 20], subject=[3, 4])
    found = [(post, week) for post in range(6) for week in range(20) if staffing.departs(events, post, week)]
    assert found == [(3, 10)]


def test_a_hire_costs_a_share_of_a_year(state):
    """A post at 4 $k a week, at a fifth of a year's cost: 41.6 $k for the hire, which is one hire of a full-time post."""
    state.parameters[0].hiring_cost_share = 0.2
    post = state.posts[1]
    post.person, post.level, post.minutes, post.cost = NONE, NONE, MINUTES_PER_WEEK, 4.0
    post.requested, post.starts, post.vacant_since = 1, 5, 0
    state.people.post[1] = NONE
    state.beliefs[:] = state.strategy[0]
    state.posts.active[2:] = 0
    state.posts.active[0] = 0
    hiring.fill_vacancies(state, FATE, 3)
    assert post.person == NONE
    hiring.fill_vacancies(state, FATE, 4)
    assert post.person != NONE
    assert state.pulse[0].hires == 1.0
    assert state.pulse[0].hiring_cost == pytest.approx(0.2 * 4.0 * 52.0)


def test_moods_change_of_those_who_hold_an_open_post(state):
    """With nothing left of earlier moods and no noise: whoever holds an open post feels the quarter, the others feel as before."""
    register = state.parameters[0]
    register.engagement_persistence, register.mood_noise, register.coaching_lift = 0.0, 0.0, 0.8
    state.people.engagement[:3] = 7.0
    state.posts[2].person, state.posts[2].active = 2, 0
    engagement.feel(state, FATE, 0)
    assert state.people.engagement[:3].tolist() == [7.0, 7.0, 7.0]  # before the first quarter is over
    engagement.feel(state, FATE, 13)
    assert (abs(state.people.engagement[:2]) < 3.0).all()
    assert state.people.engagement[2] == 7.0
    assert state.people.boss[:2].tolist() == [NONE, 0]


def test_slots_keep_what_can_be_worked_on(state):
    """Of four items, one is finished, one waits for an answer and is parked before what was parked, and two stay, in order."""
    state.items.stage[:5] = [Stage.ACTIVE, Stage.DONE, Stage.ACTIVE, Stage.ACTIVE, Stage.ACTIVE]
    state.items.left[:5] = 5.0
    state.items.rework[:5] = 0.0
    state.items.request[:5] = [NONE, NONE, 3, NONE, 9]
    state.slots[0, :4] = [0, 1, 2, 3]
    state.teams[0].working, state.teams[0].parked = 4, 4
    delivery.clear_slots(state, 0)
    assert state.teams[0].working == 2
    assert state.slots[0, :2].tolist() == [0, 3]
    assert (state.teams[0].parked, state.items[2].next) == (2, 4)


def test_a_rollback_goes_to_the_front(state):
    """15 % of the effort, ahead of what is first in the backlog."""
    first = state.items[0]
    first.priority, first.next, first.effort = 2.5, NONE, 100.0
    state.teams[0].backlog, state.teams[0].backlog_effort = 0, 100.0
    launched = state.items[1]
    launched.team, launched.effort = 0, 500.0
    piece = int(state.counters[0].items)
    launches.take_back(state, launched, 1, 6)
    assert (state.teams[0].backlog, state.items[piece].next) == (piece, 0)
    assert state.items[piece].kind == Kind.ROLLBACK
    assert (state.items[piece].priority, state.items[piece].effort) == (3.5, pytest.approx(75.0))
    assert state.teams[0].backlog_effort == pytest.approx(175.0)


def test_who_may_fund_need_not_ask(state):
    """An owner who may decide funds at once although somebody above may, too; one who may only propose asks."""
    state.posts.rights[0, Action.FUND] = Right.DECIDE
    state.parameters[0].approvals = 1
    team = state.teams[0]
    team.active, team.pool, team.backlog, team.owner = 1, 0, NONE, 1
    item = state.items[0]
    item.stage, item.next, item.kind, item.team, item.request = Stage.IDEA, NONE, Kind.INITIATIVE, 0, NONE
    state.posts.rights[1, Action.FUND] = Right.DECIDE
    planning.submit(state, FATE, team, 1, 0, 0, 0, False)
    assert (item.stage, item.funded, team.pool) == (Stage.READY, 0, NONE)
    team.pool, team.backlog, item.stage, item.next, item.funded = 0, NONE, Stage.IDEA, NONE, NEVER
    state.posts.rights[1, Action.FUND] = Right.PROPOSE
    planning.submit(state, FATE, team, 1, 0, 0, 0, False)
    assert (item.stage, item.funded) == (Stage.CASE, NEVER)
    assert state.requests[item.request].errand == Errand.CASE


def test_a_plan_is_filled_to_what_fits(state):
    """Four ideas of 40 % of a quarter's capacity each, and a plan that is filled to 100 %: three are asked for, and count as asked.

    The price of the team's capacity goes half of the way to what the third brings.
    """
    register = state.parameters[0]
    register.plan_fill, register.approvals = 1.0, 0
    team = state.teams[0]
    team.active, team.engineers, team.working, team.parked, team.backlog, team.explore = 1, 7, 0, NONE, NONE, 0.0
    quarter = 13 * planning.planned_capacity(team, register)
    for index in range(4):
        item = state.items[index]
        item.kind, item.stage, item.team, item.reach = Kind.INITIATIVE, Stage.IDEA, 0, 0
        item.planned, item.priority, item.next = 0.4 * quarter, 5.0, index + 1 if index < 3 else NONE
    team.pool, team.price = 0, 1.0
    planning.plan_team(state, FATE, 0, 1, 0, 2)
    assert state.items.stage[:4].tolist() == [Stage.READY] * 3 + [Stage.IDEA]
    assert state.items.committed[:3].tolist() == [2, 2, 2]
    assert state.tally[0, 2].capacity == pytest.approx(quarter)
    assert team.price == 3.0


def test_who_came_this_quarter_does_not_move_on(state):
    """Somebody who wants to move for certain does so from the quarter after the one in which the level was entered."""
    movers = replace(
        state,
        moves=filled(ladder_records.MOVE, 1, origin=1, target=0, rate=1e9),
        people=filled(layout.PERSON, 4, level=[1, 1, 1, 0], entered=[38, 39, 40, 0]),
        levels=filled(ladder_records.LEVEL, 2, key=[5, 6]),
    )
    assert [bool(advancement.wishes(movers, FATE, 0, row, 3)) for row in range(4)] == [True, False, False, False]


def test_research_comes_after_product_work(tmp_path):
    """1,000 minutes left for 600 of desk, 300 of product and 400 of research: research gets the last 100."""
    post = filled(layout.POST, 1, minutes=1300, desk=600, product=300, research=400, administration=300)[0]
    register = parameters(tmp_path, administration_per_report=0)
    person = filled(layout.PERSON, 1, started=-10_000)[0]
    attention.open_occupied_week(post, person, np.zeros(len(PersonAccount), np.int64), register, 10)
    assert (post.left, post.desk_left, post.product_left, post.research_left) == (1000, 600, 300, 100)


def test_seats_and_vacancies_are_counted_by_level(state):
    """Of three posts of a level with seats two are open and one is closed; one of the open ones is vacant."""
    state.posts.active[:4] = [1, 1, 0, 1]
    state.posts.level[:4] = [0, 0, 0, 1]
    state.posts.person[:4] = [0, NONE, NONE, NONE]

    counted = replace(
        state,
        levels=filled(ladder_records.LEVEL, 2, seat_bound=[1, 0]),
        staffed=filled(ladder_records.STAFFED, 2, heads=0.0).reshape(1, 2),
    )
    state.posts.active[4:] = 0
    accounts.count_seats(counted, 0)
    assert counted.staffed.seats[0].tolist() == [2.0, 0.0]
    assert counted.staffed.open[0].tolist() == [1.0, 0.0]


def test_every_desk_on_the_way_counts_as_a_hop(state):
    """A request is sent to a vacant post, so that its superior gets it; then to the superior: two hops, each with a service time."""
    state.posts[1].person = NONE
    state.posts.queue[:2] = [0, 1]
    request = state.requests[0]
    request.key, request.errand = 4, Errand.CASE
    for hop in (1, 2):
        requests.send(state.requests, 0, state.posts, state.desks, state.parameters[0], FATE, 2 - hop, 70 * hop)
        assert (request.hops, request.at, request.arrived, request.began) == (hop, 0, 70 * hop, NEVER)
        assert request.left == request.service > 0


def test_pieces_come_from_other_domains(tmp_path):
    """Of three domains each needs, for certain, a piece of the two others, and never of itself; it is a fixed share of the effort."""
    register = parameters(tmp_path, dependency_probability=1.0)
    for index in range(3):
        items = filled(work_records.ITEM, 40, key=range(40), effort=100.0)
        sheet = np.random.default_rng(index).random((sheets.Drawn.OBJECTIVES, 40))
        for place, item in enumerate(items):
            interdependence.find_dependency(item, np.cumsum(1.0 - np.eye(3)[index]), register, sheet, place)
        assert set(items.depends_on.tolist()) == {0, 1, 2} - {index}
        assert items.support_effort.tolist() == pytest.approx([100.0 * interdependence.DEPENDENCY_SHARE] * 40)


def test_seats_of_a_plan_that_shrinks_to_nothing():
    """Growth by nothing at all leaves no seats, in the first quarter as in later ones."""
    assert seats.seats_at(10.0, 0.0, 1) == 0
    assert seats.seats_at(10.0, 0.9, 1) == 9


def test_vacancies_of_a_level_stand_side_by_side(state):
    """The second vacancy of a level whose vacancies begin in row 3 is in row 4, with the depth and the cause of its chain."""
    with_seats = replace(
        state,
        levels=filled(ladder_records.LEVEL, 1, first_vacancy=3, vacancy_room=2, key=5),
        vacancies=filled(ladder_records.VACANCY, 6),
    )
    for depth in (1, 2):
        seats.open_vacancy(with_seats, 0, 7, depth, 1)
    assert with_seats.vacancies.depth.tolist() == [0, 0, 0, 1, 2, 0]
    assert with_seats.vacancies.opened.tolist() == [0, 0, 0, 7, 7, 0]
    assert with_seats.levels[0].open == 2
    assert len(set(with_seats.vacancies.key[3:5].tolist())) == 2
    assert state.counters[0].fault == 0


def test_without_coaching_only_work_teaches():
    """No minutes, and fewer than none, teach what doing does; four times the usual minutes teach twice as much."""
    assert coaching.growth(0.0, 60.0, 1.0, 0.01, 0.04) == 0.01
    assert coaching.growth(-5.0, 60.0, 1.0, 0.01, 0.04) == 0.01
    assert coaching.growth(240.0, 60.0, 0.5, 0.01, 0.04) == pytest.approx(0.05)


def test_the_raters_are_a_list(state):
    """Posts 0 and 1 rate, in this order, and a closed post that rated does not."""
    state.posts.active[2:] = 0
    state.posts.rater[:3] = [1, 1, 1]
    measure_tree(state.posts)
    reorganisation.link_teams(state.posts, state.domains, state.teams)
    rubric.count_raters(state)
    counters = state.counters[0]
    assert (counters.raters, counters.first_rater) == (2, 0)
    assert (state.posts[0].next_rater, state.posts[1].next_rater) == (1, NONE)


def test_shifted_engineers_stay_while_the_plan_of_a_team_does(state):
    """Two engineers moved from one team of 7 to another stay there until a plan of 10 for the other sends them back; one of the 10 is new."""
    state = replace(state, team_plan=np.concatenate([state.team_plan[:1]] * 3).view(np.recarray))
    state.team_plan.engineers[:, :] = 7
    state.team_plan.engineers[2, 0] = 10
    team = state.teams[0]
    state.teams.shifted[:], state.teams.engineers[:], state.teams.newcomers[:], state.teams.open[:] = 0, 7, 0, 0
    state.teams.shifted[:2], state.teams.engineers[:2] = [2, -2], [9, 5]
    reorganisation.change_teams(state, 1, 20)
    assert state.teams.engineers[:3].tolist() == [9, 5, 7]
    assert (team.engineers, team.newcomers) == (9, 0)
    reorganisation.change_teams(state, 2, 30)
    assert (team.engineers, team.shifted, team.newcomers) == (10, 0, 1)
    assert state.teams.engineers[:3].tolist() == [10, 7, 7]
    assert team.newcomers_until == 30 + int(state.parameters[0].newcomer_weeks)


def test_research_starts_anew_each_week(state):
    """What was searched last week is gone; without time for research nothing is found this week."""
    state.posts.research_left = 0
    state.teams.research = 50.0
    exploration.research(state, FATE, 3)
    assert state.teams.research.tolist() == [0.0] * len(state.teams)


def test_what_a_proposal_takes_from_those_who_are_asked(state):
    """Two of eight engineers; one of three items in work; one of four launches in service; one of five capabilities, or all of none."""
    team = state.teams[0]
    team.engineers, team.working, team.lines, team.live = 8, 3, 4, 5
    state.items[0].team, state.capabilities[0].team = 0, 0
    request = state.requests[0]
    request.engineers, team.open = 2, 0
    shares = {Errand.SHIFT: 0.25, Errand.STOP: 1 / 3, Errand.SUNSET: 0.25, Errand.CONSOLIDATION: 0.2}
    for errand, share in shares.items():
        request.errand = errand
        assert proposals.share_lost(state, request) == pytest.approx(share), errand
    team.live = 0
    assert proposals.share_lost(state, request) == 1.0


def test_a_closing_team_hands_on_what_it_has_in_hand(state):
    """Its item in work and its parked one are in the backlog of the other team of the domain, each with rework for the handover."""
    register = state.parameters[0]
    register.handover_rework = 0.5
    state.teams.active[:] = 0
    state.teams.active[1] = 1
    state.teams.backlog[:] = NONE
    reorganisation.link_teams(state.posts, state.domains, state.teams)
    for index in (0, 1):
        item = state.items[index]
        item.kind, item.stage, item.team, item.effort, item.rework, item.started = (
            Kind.INITIATIVE,
            Stage.ACTIVE,
            0,
            100.0,
            0.0,
            3,
        )
        item.request, item.next, item.domain, item.capability, item.parent = (
            NONE,
            NONE,
            state.teams[0].domain,
            NONE,
            NONE,
        )
    state.slots[0, 0] = 0
    state.teams[0].working, state.teams[0].parked, state.teams[0].pool, state.teams[0].service = 1, 1, NONE, NONE
    handover.close_team(state, 0, 9)
    assert (state.teams[0].working, state.teams[0].parked) == (0, NONE)
    assert state.items.team[:2].tolist() == [1, 1]
    assert state.items.stage[:2].tolist() == [Stage.READY, Stage.READY]
    assert state.items.rework[:2].tolist() == [50.0, 50.0]
    assert state.teams[1].backlog != NONE
