"""Steps of a week in a firm of four, each worked by hand: attention, delivery, pieces, questions, coaching, engagement and accounts."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.engine.firm import FATE, FIRST, HEAD, LEAD, SECOND, capability, firm, item, tie
from tests.unit.engine.records import filled

from orgsim.engine import ladder_records
from orgsim.engine import records as layout
from orgsim.engine.mechanisms.change import accounts
from orgsim.engine.mechanisms.decisions import attention
from orgsim.engine.mechanisms.decisions.authority import measure_tree
from orgsim.engine.mechanisms.people import coaching, engagement
from orgsim.engine.mechanisms.work import backlog, delivery, dependencies, exceptions, items, market, planning
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEEDS_PER_INITIATIVE,
    NEVER,
    NONE,
    Action,
    CapabilityState,
    Errand,
    ItemAccount,
    Kind,
    PersonAccount,
    Right,
    Skill,
    Stage,
    TeamAccount,
    Turn,
)

WEEK = MINUTES_PER_WEEK


@pytest.fixture
def state():
    """Return the firm before anything has happened."""
    return firm()


def test_every_week_is_opened_and_closed_to_the_minute(state):
    """A held post works 300 minutes of administration and is idle for the rest; a vacant one is vacant; a closed one has no week."""
    state.posts.administration[:4] = 300
    state.parameters[0].administration_per_report = 0
    state.posts[SECOND].person, state.posts[HEAD].active = NONE, 0
    attention.open_week(state, FATE, 14)
    assert state.posts.left[:4].tolist()[1:] == [2100, 2100, 0]
    attention.close_week(state, FATE, 14)
    book = state.person_book[:, 1]
    assert book[FIRST, [PersonAccount.ADMINISTRATION, PersonAccount.IDLE]].tolist() == [300, 2100]
    assert (book[SECOND, PersonAccount.VACANT], book[SECOND].sum()) == (WEEK, WEEK)
    assert book[HEAD].sum() == 0
    assert state.posts.left[:4].tolist()[1:] == [0, 0, 0]
    assert state.posts.vacant_weeks[:4].tolist() == [0, 0, 0, 1]


def test_a_lead_stands_in_for_an_absent_owner(state):
    """The lead gives 600 product minutes in equal shares to the one team it covers; who helps a team gives it all, and no share."""
    state.posts[SECOND].person = NONE
    state.posts.product_left, state.posts.desk_left, state.posts.portfolio_left, state.posts.planning_due = 0, 0, 0, 0
    state.posts.product_left[:3], state.posts.left[:4] = [100, 600, 240], 1000
    state.posts[HEAD].helps = 1
    attention.manage_products(state, FATE, 0)
    assert state.posts.covers[:4].tolist() == [0, 1, 1, 0]
    assert state.teams.coverage[:2].tolist() == [240.0, 700.0]
    assert state.person_book[:4, 0, PersonAccount.PRODUCT].tolist() == [100, 600, 240, 0]
    state.teams.owner[0] = SECOND
    state.posts.left[:4], state.posts[HEAD].helps = 1000, NONE
    attention.manage_products(state, FATE, 0)
    assert state.teams.coverage[:2].tolist() == [300.0, 300.0]


def test_portfolio_time_is_used_when_there_is_something_to_see(state):
    """It is spent where there is news or a portfolio, and left over where there is neither."""
    for news, portfolio, spent in ((0, 0, 0), (1, 0, 90), (0, 1, 90)):
        state.parameters[0].news, state.parameters[0].portfolio = news, portfolio
        state.person_book[:] = 0
        state.posts.portfolio_left[:4], state.posts.left[:4], state.posts.planning_due[:4] = [90, 0, 0, 0], 500, 0
        state.posts.product_left[:4], state.posts.desk_left[:4] = 0, 0
        attention.manage_products(state, FATE, 0)
        assert state.person_book[HEAD, 0, PersonAccount.PORTFOLIO] == spent


def test_cases_may_take_portfolio_time(state):
    """A case of 240 takes the 100 of product and desk first, then 60 of portfolio; 80 remain to be written."""
    post = state.posts[FIRST]
    post.product_left, post.desk_left, post.portfolio_left, post.planning_due, post.left = 70, 30, 60, 240, 500
    post.covers = 1
    attention.cover_products(post, state.teams, state.person_book[FIRST, 0])
    assert (post.planning_due, post.portfolio_left, post.given, post.left) == (80, 0, 0.0, 340)
    assert state.person_book[FIRST, 0, PersonAccount.PLANNING] == 160


def test_a_piece_is_made_for_its_initiative(state):
    """It is funded at once, for the provider and in the initiative's domain; a second one of the same cause has another key."""
    item(state, 0, domain=1, scale=2.5)
    first = backlog.new_piece(state.items, state.counters[0], state.teams, Kind.SUPPORT, 0, 1, 30.0, 1.5, 4)
    second = backlog.new_piece(state.items, state.counters[0], state.teams, Kind.SUPPORT, 0, 1, 30.0, 1.5, 4)
    piece = state.items[first]
    assert (first, second, state.items[0].asked) == (1, 2, 2)
    assert (piece.kind, piece.stage, piece.team, piece.domain, piece.parent) == (Kind.SUPPORT, Stage.READY, 1, 1, 0)
    assert (piece.effort, piece.priority, piece.scale, piece.promise, piece.week) == (30.0, 1.5, 2.5, 0.0, 4)
    assert (piece.funded, piece.booked_until, piece.depends_on) == (4 * WEEK, 4 * WEEK, NONE)
    assert piece.needs.tolist() == [NONE] * NEEDS_PER_INITIATIVE
    assert piece.key != state.items[second].key
    state.counters[0].items = len(state.items)
    assert backlog.new_piece(state.items, state.counters[0], state.teams, Kind.SUPPORT, 0, 1, 30.0, 1.5, 4) == NONE
    assert state.counters[0].fault == 2


def test_work_starts_with_the_first_need_that_there_is(state):
    """Without capabilities the feature comes at once; a piece is worked off on its own account; what was started goes on as it was."""
    state.parameters[0].capabilities, state.parameters[0].dependencies = 0, 0
    item(state, 0, stage=Stage.READY, priority=3.0, needs=[4, 5])
    item(state, 1, stage=Stage.READY, priority=2.0, kind=Kind.MIGRATION, effort=40.0)
    item(
        state,
        2,
        stage=Stage.READY,
        priority=1.0,
        started=2,
        left=7.0,
        account=TeamAccount.NEW_VALUE,
        phase=NEEDS_PER_INITIATIVE,
    )
    for index in range(3):
        backlog.add_to_backlog(state.teams[0], state.items, index)
    state.teams[0].wip = 3
    assert delivery.fill_slots(state, FATE, 0, 3)
    assert not delivery.fill_slots(state, FATE, 0, 3)
    assert state.slots[0, :3].tolist() == [0, 1, 2]
    assert state.items.stage[:3].tolist() == [Stage.ACTIVE] * 3
    assert state.items.started[:3].tolist() == [3, 3, 2]
    assert state.items.left[:3].tolist() == [100.0, 40.0, 7.0]
    assert state.items.account[:3].tolist() == [TeamAccount.NEW_VALUE, TeamAccount.MIGRATION, TeamAccount.NEW_VALUE]
    assert state.items.phase[:3].tolist() == [NEEDS_PER_INITIATIVE] * 3
    assert state.item_book[0, ItemAccount.BACKLOG] == 3 * 3 * WEEK
    assert (state.teams[0].backlog, state.teams[0].backlog_effort) == (NONE, 0.0)


def in_work(state, *columns):
    """Put items with these columns into the slots of team 0."""
    for index, values in enumerate(columns):
        item(state, index, **({"phase": NEEDS_PER_INITIATIVE, "account": TeamAccount.NEW_VALUE} | values))
        state.slots[0, index] = index
    state.teams[0].working = len(columns)


def test_minutes_are_shared_among_what_can_be_worked_on(state):
    """Of 90 minutes two items get 45 each; the one with 20 left is done with them, the other gets 70; a stuck one gets none."""
    in_work(state, {"left": 20.0, "pieces": 1}, {"left": 500.0}, {"left": 500.0, "request": 3})
    state.requests[3].errand = Errand.EXCEPTION
    assert delivery.work_through(state, FATE, 0, 90, 1.0, 5) == 0
    assert state.items.left[:3].tolist() == [0.0, 430.0, 500.0]
    assert state.items.worked[:3].tolist() == [20, 70, 0]
    assert state.items.last_worked[:2].tolist() == [5, 5]
    assert state.team_book[0, 0, TeamAccount.NEW_VALUE] == 90
    assert state.tally[0, 0].funded_minutes == 90.0
    delivery.clear_slots(state, 0)
    assert (state.teams[0].working, state.slots[0, 0], state.teams[0].parked) == (1, 1, 2)
    assert state.items[2].next == 0


def test_nothing_to_work_on_leaves_the_minutes(state):
    """With everything done or stuck, all minutes are left, and waiting is for an answer before it is for a piece."""
    in_work(state, {"left": 0.0, "pieces": 1})
    assert delivery.work_through(state, FATE, 0, 90, 1.0, 5) == 90
    assert delivery.waiting_account(state, 0) == TeamAccount.IDLE
    delivery.clear_slots(state, 0)
    assert delivery.waiting_account(state, 0) == TeamAccount.WAITING_DEPENDENCY
    item(state, 1, request=4, next=NONE)
    state.items[0].next = 1
    assert delivery.waiting_account(state, 0) == TeamAccount.WAITING_DECISION


def test_parked_items_come_back_up_to_the_limit(state):
    """Four are parked: a stuck one stays, two come back, and for the fourth there is no room at a limit of two."""
    for index, values in enumerate(({"left": 5.0}, {"left": 5.0, "request": 1}, {"left": 5.0}, {"left": 5.0})):
        item(state, index, **values, phase=NEEDS_PER_INITIATIVE, next=index + 1 if index < 3 else NONE)
    state.teams[0].parked = 0
    delivery.resume(state, FATE, 0, 6)
    assert (state.teams[0].working, state.slots[0, :2].tolist()) == (2, [0, 2])
    assert (state.teams[0].parked, state.items[1].next, state.items[3].next) == (1, 3, NONE)
    assert state.items.next[[0, 2]].tolist() == [NONE, NONE]


def test_overhead_comes_before_work(state):
    """Of 12,000: 1,200 to a newcomer's half, 900 to coordination, 204 to upkeep, and of the rest a twentieth to switching."""
    register = state.parameters[0]
    register.coordination_base, register.coordination_per_peer = 60.0, 30.0
    register.switching_loss, register.products, register.legacy_share = 1 / 19, 1, 0.0
    team = state.teams[0]
    team.newcomers, team.newcomers_until, team.upkeep, team.run_cost, team.working = 1, 8, 180.7, 24.0, 2
    item(state, 0)
    state.slots[0, :2] = 0
    left = delivery.overhead(state, 0, state.team_book[0, 0], 12_000, 7)
    book = state.team_book[0, 0]
    assert book[TeamAccount.RAMP_UP] == 1200
    assert book[TeamAccount.COORDINATION] == 900
    assert book[TeamAccount.UPKEEP] == 204
    assert book[TeamAccount.SWITCHING] == int((12_000 - 2304) / 20)
    assert left == 12_000 - book.sum()
    book[:] = 0
    delivery.overhead(state, 0, book, 12_000, 8)
    assert book[TeamAccount.RAMP_UP] == 0


def test_reported_defects_are_mended(state):
    """800 minutes of open defects bring 800 (1 - e^(-1/8)) = 94 minutes of tickets in a week, and are 94 fewer."""
    state.parameters[0].products = 0
    state.teams[0].defects = 800.0
    delivery.overhead(state, 0, state.team_book[0, 0], 12_000, 7)
    due = int(delivery.tickets_due(800.0, delivery.REPORT_WEEKS))
    assert due == state.team_book[0, 0, TeamAccount.TICKETS] > 0
    assert state.teams[0].defects == 800.0 - due


def test_a_week_of_a_team_without_product_management(state):
    """Nothing but coordination and the feature: five engineers at a rate of 5^-0.1 x 0.7, to the last minute of the week."""
    register = state.parameters[0]
    register.coordination_base, register.coordination_per_peer, register.products = 12.0, 0.0, 0
    register.size_exponent, register.specification_effect, register.exceptions = 0.9, 0.3, 0
    register.product_minutes_per_engineer = 60.0
    in_work(state, {"left": 1e6})
    state.teams[0].coverage = 0.0
    delivery.deliver(state, FATE, 0)
    rate = 5**-0.1 * 0.7
    assert state.team_book[0, 0, TeamAccount.NEW_VALUE] == 12_000 - 60
    assert state.items[0].left == pytest.approx(1e6 - 11_940 * rate)
    assert state.team_book[1, 0, TeamAccount.IDLE] == 12_000 - 60
    assert state.tally.engineer_weeks[:2, 0].tolist() == [5.0, 5.0]
    state.teams[0].coverage, state.items[0].left = 150.0, 1e6
    delivery.deliver(state, FATE, 1)
    assert state.items[0].left == pytest.approx(1e6 - 11_940 * 5**-0.1 * 0.85)


def test_a_team_takes_up_the_next_item_within_the_week(state):
    """With one item at a time and a finished one, the second is started in the same week and worked on with the rest of it."""
    register = state.parameters[0]
    register.coordination_base, register.coordination_per_peer, register.products = 0.0, 0.0, 0
    register.specification_effect, register.size_exponent, register.exceptions = 0.0, 1.0, 0
    state.teams[0].wip = 1
    item(state, 5, kind=Kind.SUPPORT, effort=1000.0, parent=6, stage=Stage.READY, priority=2.0)
    item(state, 6, team=1, pieces=1, stage=Stage.ACTIVE, left=1.0)
    item(state, 7, kind=Kind.ROLLBACK, effort=1e6, stage=Stage.READY, priority=1.0, parent=6)
    for index in (5, 7):
        backlog.add_to_backlog(state.teams[0], state.items, index)
    delivery.deliver_team(state, FATE, 0, 2)
    assert (state.items[5].stage, state.items[5].finished, state.items[6].pieces) == (Stage.DONE, 2, 0)
    assert (state.items[7].stage, state.items[7].left) == (Stage.ACTIVE, 1e6 - 11_000.0)
    assert state.team_book[0, 0, [TeamAccount.SUPPORT, TeamAccount.ROLLBACK]].tolist() == [1000, 11_000]


def test_phases_of_an_initiative(state):
    """A build that is done goes live and the feature is next; the feature that is done waits for its piece, and then is finished."""
    capability(state, 0, state=CapabilityState.BUILDING)
    found = item(state, 0, phase=1, capability=0, left=0.0)
    assert not items.advance(state, FATE, 0, 4)
    assert (found.phase, found.left, found.capability, found.account) == (2, 100.0, NONE, TeamAccount.NEW_VALUE)
    assert (state.capabilities[0].state, state.teams[0].live) == (CapabilityState.LIVE, 1)
    assert not items.advance(state, FATE, 0, 4)
    found.left, found.pieces = 0.0, 1
    assert not items.advance(state, FATE, 0, 4)
    found.pieces = 0
    assert items.advance(state, FATE, 0, 4)
    for name, value in (("rework", 1.0), ("request", 3), ("left", 1.0), ("stage", Stage.READY)):
        before, found[name] = found[name], value
        assert not items.advance(state, FATE, 0, 4), name
        found[name] = before


def test_a_delivered_piece_is_a_promise_kept_or_broken(state):
    """In time it moves the owner's trust a tenth of the way to 1, complained about a tenth of the way to 0; one piece fewer is owed."""
    tie(state, 0, FIRST, SECOND)
    item(state, 0, pieces=2)
    piece = item(state, 1, kind=Kind.SUPPORT, team=1, parent=0)
    items.hand_over_piece(state, piece)
    assert (state.items[0].pieces, state.ties[0].trust, state.ties[1].trust) == (1, pytest.approx(0.55), 0.5)
    piece.escalated = 1
    items.hand_over_piece(state, piece)
    assert (state.items[0].pieces, state.ties[0].trust) == (0, pytest.approx(0.495))


def test_a_promise_of_the_quarter_counts_when_it_is_kept(state):
    """Launched in quarter 1: one that was promised for it is kept, one that was promised for quarter 0 is not."""
    for index, committed in ((0, 1), (1, 0)):
        item(state, index, committed=committed, phase=NEEDS_PER_INITIATIVE, booked_until=14 * WEEK)
        items.finish(state, FATE, index, 14)
    assert state.tally[0].kept.tolist()[:2] == [0.0, 1.0]
    assert state.items.finished[:2].tolist() == [14, 14]
    assert state.items.closed[:2].tolist() == [15 * WEEK] * 2
    assert state.item_book[1, ItemAccount.WORKING] == 2 * WEEK


@pytest.mark.parametrize(
    ("columns", "account"),
    [
        ({"last_worked": 3}, ItemAccount.WORKING),
        ({"last_worked": 2, "request": 5, "pieces": 1}, ItemAccount.WAITING_DECISION),
        ({"last_worked": 2, "pieces": 1}, ItemAccount.WAITING_DEPENDENCY),
        ({"last_worked": 2}, ItemAccount.WORKING),
    ],
)
def test_where_an_item_spends_its_week(state, columns, account):
    """Worked on; or waiting for an answer, else for a piece; or in a slot to which nobody came."""
    state.parameters[0].exceptions = 0
    found = item(state, 0, booked_until=3 * WEEK, **columns)
    items.close_item(state, FATE, 0, 3)
    assert state.item_book[0, account] == WEEK == state.item_book.sum()
    assert (found.booked_until, found.worked_weeks) == (4 * WEEK, int(columns["last_worked"] == 3))


def test_alignment_is_that_of_the_initiative(state):
    """A piece of a piece counts with the objectives of its initiative; a rollback does not count."""
    state.strategy[0] = 0.0
    state.strategy[0, :2] = [3.0, 4.0]
    state.objectives[0] = 0.0
    state.objectives[0, 0] = 1.0
    item(state, 0)
    item(state, 1, kind=Kind.SUPPORT, parent=0)
    item(state, 2, kind=Kind.ROLLBACK, parent=0)
    for index in range(3):
        items.tally_alignment(state, 0, index, 100, 0)
    assert state.tally[0, 0].funded_minutes == 200.0
    assert state.tally[0, 0].aligned_minutes == pytest.approx(2 * 60.0)


def test_dropped_work_takes_its_piece_along_from_the_same_list(state):
    """Item 1 is too old at the planning of week 30 and is dropped with its piece, item 2, which stands behind it in the same backlog."""
    state.teams[0].backlog, state.teams[0].backlog_effort = 0, 250.0
    item(state, 0, stage=Stage.READY, next=1, sequenced=1, priority=9.0, funded=29 * WEEK)
    item(state, 1, stage=Stage.READY, next=2, sequenced=1, priority=8.0, first_piece=2, pieces=1)
    item(state, 2, stage=Stage.READY, next=NONE, sequenced=1, priority=7.0, kind=Kind.SUPPORT, parent=1, effort=50.0)
    state.items[-1].next = 2  # where a search in a broken list would go on, for ever if it did not find the piece here
    planning.replan_backlog(state, FATE, state.teams[0], FIRST, 30)
    assert (state.teams[0].backlog, state.items[0].next, state.teams[0].backlog_effort) == (0, NONE, 100.0)
    assert state.items[:3].stage.tolist() == [Stage.READY, Stage.CANCELLED, Stage.CANCELLED]
    assert state.items[1].pieces == 0


def test_a_provider_is_called_on_for_its_piece(state):
    """Team 1 owes team 0's initiative 30 minutes: a piece in its backlog. Nobody owes anything at home, or with dependencies off."""
    item(state, 0, depends_on=1, support_effort=30.0)
    dependencies.call_on_provider(state, FATE, 0, 4)
    assert (state.items[0].pieces, state.items[0].first_piece, state.teams[1].backlog) == (1, 1, 1)
    assert (state.items[1].effort, state.items[1].team, state.teams[1].backlog_effort) == (30.0, 1, 30.0)
    dependencies.call_on_provider(state, FATE, 0, 4)
    assert (state.items[0].pieces, state.items[0].first_piece, state.items[2].next_piece) == (2, 2, 1)
    state.items[0].depends_on = 0
    dependencies.call_on_provider(state, FATE, 0, 4)
    state.items[0].depends_on, state.parameters[0].dependencies = 1, 0
    dependencies.call_on_provider(state, FATE, 0, 4)
    assert state.items[0].pieces == 2


def test_open_pieces_cost_more_with_distance(state):
    """Two edges apart (over their lead) a piece costs 120 minutes; four apart twice the quarter more; done or unowned costs none."""
    register = state.parameters[0]
    register.coordination_per_dependency = 120.0
    item(state, 0, first_piece=1, pieces=1)
    piece = item(state, 1, kind=Kind.SUPPORT, team=1, stage=Stage.READY)
    assert dependencies.dependency_minutes(state, 0) == 120.0
    state.posts.active[4:6], state.posts.manager[4:6] = 1, [HEAD, 4]
    state.posts.manager[HEAD] = NONE
    state.teams.owner[1] = 5
    measure_tree(state.posts)
    assert dependencies.dependency_minutes(state, 0) == 180.0
    state.teams.owner[1] = NONE
    assert dependencies.dependency_minutes(state, 0) == 120.0
    piece.stage = Stage.DONE
    assert dependencies.dependency_minutes(state, 0) == 0.0


def test_a_late_piece_is_complained_about_once(state):
    """After three weeks unstarted, over the lead to the head, who alone may settle it; not before, not again, not once it is begun."""
    state.posts.rights[HEAD, Action.PRIORITIZE] = Right.DECIDE
    item(state, 0, first_piece=1)
    late = item(state, 1, kind=Kind.SUPPORT, team=1, stage=Stage.READY, week=4)
    dependencies.escalate_overdue(state, FATE, 0, 6)
    assert state.counters[0].requests == 0
    late.stage = Stage.ACTIVE
    dependencies.escalate_overdue(state, FATE, 0, 9)
    assert (state.counters[0].requests, late.escalated) == (0, 0)
    late.stage = Stage.READY
    for _ in range(2):
        dependencies.escalate_overdue(state, FATE, 0, 7)
    request = state.requests[0]
    assert (state.counters[0].requests, late.escalated) == (1, 1)
    assert (request.errand, request.author, request.subject, request.decider) == (Errand.CONFLICT, FIRST, 1, HEAD)
    assert (request.turn, request.at, request.arrived) == (Turn.FORWARD, LEAD, 7 * WEEK)


def test_a_complaint_needs_somebody_who_may_decide(state):
    """With nobody who may settle it there is no request; where the lead may, it is the lead's turn to decide at once."""
    item(state, 0, first_piece=1)
    item(state, 1, kind=Kind.SUPPORT, team=1, stage=Stage.READY)
    dependencies.complain(state, FATE, 0, 1, 7)
    assert state.counters[0].requests == 0
    state.posts.rights[LEAD, Action.PRIORITIZE] = Right.DECIDE
    dependencies.complain(state, FATE, 0, 1, 7)
    assert (state.requests[0].decider, state.requests[0].turn, state.requests[0].at) == (LEAD, Turn.DECIDE, LEAD)
    state.posts.person[:4] = NONE
    dependencies.complain(state, FATE, 0, 1, 7)
    assert state.counters[0].requests == 1


def test_contact_counts_by_trust(state):
    """60 minutes at trust 0.5 are 30: all that a dependency calls for; at 0.25, half of it is unmet; a stranger's is all unmet, done or not."""
    tie(state, 0, FIRST, SECOND)
    item(state, 0, first_piece=1)
    piece = item(state, 1, kind=Kind.SUPPORT, team=1, stage=Stage.READY)
    assert exceptions.contact(state, FIRST, SECOND) == 30.0
    assert exceptions.unmet_coordination(state, 0) == 0.0
    state.ties[0].trust = 0.25
    assert exceptions.unmet_coordination(state, 0) == 0.5
    state.ties.minutes = 0
    assert exceptions.unmet_coordination(state, 0) == 1.0
    piece.stage = Stage.DONE
    assert exceptions.unmet_coordination(state, 0) == 1.0
    piece.stage, piece.team = Stage.READY, 0
    assert exceptions.unmet_coordination(state, 0) == 0.0
    assert (exceptions.contact(state, NONE, 1), exceptions.contact(state, 1, NONE)) == (0.0, 0.0)


def test_a_question_goes_to_the_owner_and_stops_the_item(state):
    """For certain: to the owner's desk, a level higher while who decides is unsettled; without an owner silence costs at once."""
    register = state.parameters[0]
    register.exception_probability, register.climb_probability, register.products = 1.0, 0.0, 0
    register.rework_if_unanswered, register.skill_effect = 0.2, 0.0
    found = item(state, 0, worked=WEEK)
    exceptions.maybe_raise(state, FATE, 0, 3)
    request = state.requests[0]
    assert (found.request, found.questioned) == (0, WEEK)
    assert (request.errand, request.subject, request.at, request.climbs) == (Errand.EXCEPTION, 0, FIRST, 0)
    assert 3 * WEEK <= request.opened < 4 * WEEK
    other = item(state, 1, worked=WEEK)
    state.posts[FIRST].unsettled_until = 4
    exceptions.maybe_raise(state, FATE, 1, 3)
    assert state.requests[1].climbs == 1
    item(state, 4, worked=WEEK)
    exceptions.maybe_raise(state, FATE, 4, 4)
    assert state.requests[2].climbs == 0  # by then it is settled
    state.posts.person[:4] = NONE
    orphan = item(state, 2, worked=WEEK)
    exceptions.maybe_raise(state, FATE, 2, 3)
    assert (orphan.request, orphan.rework, other.rework) == (NONE, 20.0, 0.0)
    idle = item(state, 3, worked=WEEK, questioned=WEEK)
    exceptions.maybe_raise(state, FATE, 3, 3)
    assert (idle.request, idle.rework, state.counters[0].requests) == (NONE, 0.0, 3)


def test_managers_coach_with_what_is_left(state):
    """The lead has 100 minutes for two reports: 50 each, times a skill of 0.8; the head's single report gets all it can use."""
    state.parameters[0].coaching_per_report = 60.0
    state.posts.left[:4] = [500, 100, 0, 0]
    state.people.skills[LEAD, Skill.COACHING] = 0.8
    coaching.coach(state, FATE, 0)
    assert state.posts.present[:4].tolist() == [1, 2, 0, 0]
    assert state.posts.coaching[:4].tolist() == [60, 100, 0, 0]
    assert state.posts.left[:2].tolist() == [440, 0]
    assert state.people.coached[:4].tolist() == [0.0, 60.0, 50.0, 50.0]
    assert state.people.taught[:4].tolist() == pytest.approx([0.0, 30.0, 40.0, 40.0])
    assert state.person_book[:2, 0, PersonAccount.COACHING].tolist() == [60, 100]
    state.posts[SECOND].person, state.posts[FIRST].minutes = NONE, 0
    coaching.coach(state, FATE, 0)
    assert state.posts.present[:4].tolist() == [1, 0, 0, 0]


def test_what_a_quarter_teaches(state):
    """Work teaches 1 % of what is missing; the usual coaching by somebody of 0.5 another 2 %, in what coaches speak about."""
    register = state.parameters[0]
    register.learning_by_doing, register.learning_by_coaching, register.coaching_per_report = 0.01, 0.04, 60.0
    state.people.coached[:2], state.people.taught[:2] = [0.0, 13 * 60.0], [0.0, 13 * 30.0]
    coaching.learn(state, FATE, 13)
    assert state.people.skills[0].tolist() == pytest.approx([0.505] * len(Skill))
    taught = {Skill.DISCOVERY, Skill.EXECUTION, Skill.ANALYTICS}
    assert state.people.skills[1].tolist() == pytest.approx([0.515 if skill in taught else 0.505 for skill in Skill])
    assert state.people.skills[5].tolist() == [0.5] * len(Skill)


def test_what_pulls_engagement(state):
    """Each driver alone: half the coaching, three quarters of promises kept, a desk at 100 %, two quarters overdue, a new boss."""
    register = state.parameters[0]
    for name in ("coaching_lift", "progress_lift", "stall_drop"):
        register[name] = 1.0
    usual = {"coached": 0.5, "kept": 0.5, "desk_use": 0.7, "new_boss": False, "overdue": 0.0}
    changes = {
        "coached": (1.75, 0.5),
        "kept": (0.75, 0.25),
        "desk_use": (1.0, -0.5),
        "new_boss": (True, -0.5),
        "overdue": (2.0, -2.0),
    }
    assert engagement.pull(*usual.values(), register) == 0.0
    for name, (value, expected) in changes.items():
        assert engagement.pull(*(usual | {name: value}).values(), register) == pytest.approx(expected), name
    assert engagement.pull(*(usual | {"desk_use": 0.2}).values(), register) == 0.0


def test_what_a_quarter_felt_like(state):
    """Without noise and memory: the first product manager kept three of four promises, and the second has a new boss."""
    register = state.parameters[0]
    register.mood_noise, register.engagement_persistence, register.promotions = 0.0, 0.0, 0
    register.coaching_lift, register.progress_lift = 0.0, 1.0
    state.tally[0, 0].promised, state.tally[0, 0].kept = 4.0, 3.0
    state.desk_book[LEAD, 0], state.person_book[LEAD, 0, PersonAccount.DECISIONS] = 1000, 800
    state.people.boss[:4] = [NONE, 1, 2, 9]
    engagement.feel(state, FATE, 13)
    assert state.people.engagement[:4].tolist() == pytest.approx([0.0, -0.5 / 3, 0.25, -0.5])
    assert state.people.boss[:4].tolist() == [NONE, 1, 2, 2]


def test_coaching_of_the_head_is_as_usual(state):
    """Who has nobody above misses no coaching; who has somebody and got none is half a lift below."""
    register = state.parameters[0]
    register.mood_noise, register.engagement_persistence, register.coaching_lift = 0.0, 0.5, 0.8
    register.coaching_per_report, register.promotions = 60.0, 0
    state.people.coached[:4] = [0.0, 0.0, 13 * 60.0, 13 * 15.0]
    state.people.engagement[:4] = 1.0
    engagement.feel(state, FATE, 13)
    assert state.people.engagement[:4].tolist() == pytest.approx([0.5, 0.3, 0.7, 0.4])
    engagement.forget_coaching(state, FATE, 13)
    assert state.people.coached.tolist() == state.people.taught.tolist() == [0.0] * len(state.people)


def test_a_person_on_a_higher_level_costs_more():
    """120 where the post asks for 100 is 1.2; without a level, at the post's own level, or without pay it is 1."""
    tiers = filled(ladder_records.LEVEL, 3, pay=[120.0, 100.0, 0.0])
    found = [
        accounts.pay_ratio(tiers, of_post, person)
        for of_post, person in ((1, 0), (1, 1), (NONE, 0), (1, NONE), (2, 0), (0, 1))
    ]
    assert found == pytest.approx([1.2, 1.0, 1.0, 1.0, 1.0, 100 / 120])


def test_a_week_of_people_is_added_up(state):
    """Two posts, one half-time, at 4 and 3 $k; attention of 600 and 300 minutes; the second has a belief that is half wrong."""
    state.posts.active[2:4] = 0
    state.posts.cost[:2], state.posts.minutes[:2] = [4.0, 3.0], [WEEK, WEEK // 2]
    state.posts.desk[:2], state.posts.portfolio[:2], state.posts.product[:2] = [100, 100], [200, 0], [300, 200]
    state.people.engagement[:2] = [1.0, -2.0]
    state.strategy[1] = 0.0
    state.strategy[1, 0] = 1.0
    state.beliefs[:2] = 0.0
    state.beliefs[:2, 0], state.beliefs[1, 1] = [1.0, 0.5], 0.5
    accounts.tally_people(state, FATE, 14)
    pulse = state.pulse[1]
    assert (pulse.people_cost, pulse.people, pulse.engagement) == (7.0, 1.5, 0.0)
    assert (pulse.attention, pulse.belief_alignment) == (900.0, 750.0)
    assert (pulse.on_ladder, pulse.quarters_in_level) == (0.0, 0.0)
    state.posts.active[1] = 0
    accounts.tally_people(state, FATE, 14)
    assert (pulse.people_cost, pulse.attention) == (11.0, 1500.0)


def test_a_week_on_the_ladder_is_added_up(state):
    """Half-time, five quarters in the level, promoted into it, 0.2 below what it expects."""
    tiers = filled(ladder_records.LEVEL, 1)
    tiers.expects, tiers.weights[0, 0] = -1.0, 1.0
    tiers.expects[0, 0] = 0.7
    state = replace(state, levels=tiers)
    person = state.people[0]
    person.level, person.entered, person.via = 0, -39, NONE
    accounts.tally_career(state, person, 0.5, 26)
    pulse = state.pulse[2]
    assert (pulse.people, pulse.on_ladder, pulse.quarters_in_level, pulse.promoted_people) == (0.5, 0.5, 2.5, 0.0)
    person.via = 0
    accounts.tally_career(state, person, 0.5, 26)
    assert (pulse.promoted_people, pulse.shortfall) == (0.5, pytest.approx(0.1))


def test_a_quarter_is_closed_with_every_wait_in_it(state):
    """An idea, a funded item, a case in a queue and one in service: all have waited since week 10 when week 12 ends; not a week before."""
    for index in range(4):
        item(state, index, booked_until=10 * WEEK)
    state.items[0].stage, state.counters[0].arrived = Stage.IDEA, 1
    state.teams[0].pool, state.teams[0].backlog = 0, 1
    for index, name in ((0, "CASE"), (1, "REQUISITION")):
        request = state.requests[index]
        request.errand, request.subject, request.booked_until, request.arrived = Errand[name], 2, 10 * WEEK, 10 * WEEK
    state.desks[LEAD].head, state.posts[HEAD].serving = 0, 1
    accounts.close_quarter(state, FATE, 11)
    assert state.item_book.sum() == 0
    accounts.close_quarter(state, FATE, 12)
    book = state.item_book[0]
    assert book[[ItemAccount.IDEA, ItemAccount.BACKLOG, ItemAccount.APPROVAL, ItemAccount.REQUEST_QUEUE]].tolist() == [
        3 * WEEK, 3 * WEEK, 3 * WEEK, 6 * WEEK
    ]  # fmt: skip
    assert book.sum() == 15 * WEEK
    assert state.items.booked_until[:4].tolist() == [13 * WEEK] * 3 + [10 * WEEK]


def test_the_weekly_series(state):
    """Alignment by attention, launches and their value, requests in queues, vacant posts, duplicates in service."""
    series = np.zeros((20, 6))
    state = replace(state, series=series)
    state.posts[SECOND].person = NONE
    state.posts.desk[:2] = [100, 300]
    state.strategy[1] = 0.0
    state.strategy[1, 0] = 1.0
    state.beliefs[:4] = 0.0
    state.beliefs[0, 0], state.beliefs[1, 1] = 1.0, 1.0
    for index, values in enumerate(({}, {"finished": 13}, {"kind": Kind.SUPPORT}, {"stage": Stage.ACTIVE})):
        item(state, index, **({"stage": Stage.DONE, "finished": 14, "realised": 2.5} | values))
    state.desks[LEAD].head, state.requests[0].next = 0, 1
    for index, values in enumerate(({}, {"duplicates": 0}, {"duplicates": 0, "ended": 9})):
        capability(state, index, **values)
    accounts.record_week(state, FATE, 14)
    assert series[14].tolist() == [0.25, 1.0, 2.5, 2.0, 1.0, 1.0]
    assert series.sum() == series[14].sum()
    assert math.isfinite(series.sum())
    assert state.requests[1].began == NEVER


def test_a_conflict_is_settled_by_who_judges(state):
    """A judge who prefers the late piece's initiative moves it to the front; one who does not, or a piece that is begun, moves nothing."""
    state.parameters[0].case_noise, state.posts.tilt = 0.0, 0.0
    state.objectives[:2], state.beliefs[:4] = 0.0, 0.0
    state.objectives[0, 0], state.objectives[1, 1] = 1.0, 1.0
    state.beliefs[HEAD, 0], state.beliefs[LEAD, 1] = 1.0, 1.0
    for index in (0, 1):
        item(state, index, promise=4.0)
    for index, priority in ((2, 1.0), (3, 5.0)):
        item(state, index, kind=Kind.SUPPORT, team=1, parent=index - 2, stage=Stage.READY, priority=priority)
        backlog.add_to_backlog(state.teams[1], state.items, index)
    assert not dependencies.settle_conflict(state, FATE, LEAD, 2)
    assert state.teams[1].backlog == 3
    assert dependencies.settle_conflict(state, FATE, LEAD, 3)
    assert dependencies.settle_conflict(state, FATE, HEAD, 2)
    assert (state.teams[1].backlog, state.items[2].priority, state.items[2].next, state.teams[1].backlog_effort) == (
        2,
        6.0,
        3,
        200.0,
    )
    state.items[3].stage = Stage.ACTIVE
    assert not dependencies.settle_conflict(state, FATE, LEAD, 3)


def test_any_two_objectives_may_trade_places():
    """When they do so in every quarter, each of the three pairs of three objectives does, and nothing else happens to the weights."""
    first, strategy = np.array([0.5, 0.3, 0.2]), np.zeros((40, 3))
    market.drift(strategy, first, FATE, 1.0, 1.0, filled(layout.EVENT, 0))
    assert strategy[0].tolist() == first.tolist()
    changed = [tuple(np.flatnonzero(after != before).tolist()) for before, after in itertools.pairwise(strategy)]
    assert set(changed) == {(0, 1), (0, 2), (1, 2)}
    assert np.sort(strategy).tolist() == pytest.approx(np.array([[0.2, 0.3, 0.5]] * 40))
