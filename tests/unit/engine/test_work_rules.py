"""The rules about work, worked by hand: judging, planning, delivering, questions, capabilities, launches."""

import math

import numpy as np
import pytest
from tests.unit.engine.records import filled, fresh_state, parameters

from orgsim.engine import records as layout
from orgsim.engine import work_records
from orgsim.engine.mechanisms.decisions import bets, judgement
from orgsim.engine.mechanisms.decisions.requests import mean_service
from orgsim.engine.mechanisms.knowledge import building, capabilities, news
from orgsim.engine.mechanisms.work import (
    backlog,
    delivery,
    dependencies,
    exceptions,
    items,
    launches,
    market,
    planning,
    progress,
    ranking,
)
from orgsim.engine.random import luck
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    RECENT,
    CapabilityState,
    Errand,
    ItemAccount,
    Kind,
    Stage,
    TeamAccount,
    Turn,
)

HALVES = np.array([0.5, 0.5])
FIRST = np.array([1.0, 0.0])


def test_fit_is_1_on_average():
    """K times the weighted sum: 2 x (0.8 x 0.25 + 0.2 x 0.75) = 0.7; equal weights give 1 whatever the item does."""
    assert market.strategic_fit(np.array([0.8, 0.2]), np.array([0.25, 0.75])) == pytest.approx(0.7)
    assert market.strategic_fit(HALVES, np.array([0.25, 0.75])) == 1.0


def test_cosines():
    """0 at right angles and for nothing at all, 1 for the same direction, 1 / sqrt(2) between."""
    assert market.cosine(FIRST, np.array([0.0, 3.0])) == 0.0
    assert market.cosine(FIRST, np.zeros(2)) == 0.0
    assert market.cosine(HALVES, 7 * HALVES) == pytest.approx(1.0)
    assert market.cosine(FIRST, HALVES) == pytest.approx(math.sqrt(0.5))


def test_local_interest_tilts_judgement():
    """A quarter of the way from a belief of fit 0.7 to an interest of fit 1.5 is 0.9."""
    objectives = np.array([0.25, 0.75])
    found = judgement.believed_fit(np.array([0.8, 0.2]), np.array([0.0, 1.0]), 0.25, objectives)
    assert found == pytest.approx(0.75 * 0.7 + 0.25 * 1.5)


def test_skill_shrinks_the_error_of_a_case(tmp_path):
    """1.2 for average skill; e^-0.5 of that for the best, e^0.5 for the worst."""
    register = parameters(tmp_path, case_noise=1.2, skill_effect=1.0)
    assert judgement.case_noise(register, 0.5) == 1.2
    assert judgement.case_noise(register, 1.0) == pytest.approx(1.2 * math.exp(-0.5))
    assert judgement.case_noise(register, 0.0) == pytest.approx(1.2 * math.exp(0.5))


def test_estimates_are_of_logarithms_and_worth_is_per_standard_effort():
    """A promise of 4 judged e^0.5 too high; a worth of 2.8 for twice the standard effort."""
    assert judgement.estimated_promise(4.0, 0.5) == pytest.approx(math.log(4.0) + 0.5)
    assert bets.per_effort(2.8, 200.0, 100.0) == pytest.approx(1.4)


def test_a_judgement_without_noise(tmp_path):
    """Without errors and tilt it is (fit x promise - what the change costs) for the effort that is planned, or the exposed part of a loss.

    Twice the standard effort is planned. What has lost half of its value by the launch, expected a quarter ahead, is worth that much
    less. A piece is judged by its initiative, and keeps its place when that is no team's.
    """
    state = fresh_state(tmp_path)
    register = state.parameters[0]
    register.case_noise, register.value_shift, register.rollback_exposure = 0.0, 0.5, 0.1
    standard = float(register.effort_median)
    state.posts[2].person = 1
    state.posts[2].tilt = 0.0
    state.beliefs[1] = (0.4, 0.3, 0.2, 0.1)
    state.objectives[0] = (1.0, 0.0, 0.0, 0.0)
    item = state.items[0]
    item.promise, item.scale, item.planned, item.parent, item.reach = 3.0, 2.0, 2 * standard, NONE, 0
    item.half_life, item.week, item.started, item.team = 0.0, 0, NEVER, 0
    fate = luck(1, 0)
    assert judgement.judged_by(state, fate, 2, 0) == pytest.approx((4 * 0.4 * 3.0 - 1.0) / 2)
    state.items[5].parent = 0
    assert judgement.judged_by(state, fate, 2, 5) == judgement.judged_by(state, fate, 2, 0)
    item.half_life = 13.0
    assert judgement.judged_by(state, fate, 2, 0) == pytest.approx((4 * 0.4 * 1.5 - 1.0) / 2)
    register.value_shift = 2.0
    assert judgement.judged_by(state, fate, 2, 0) == pytest.approx(0.1 * (4 * 0.4 * 1.5 - 4.0) / 2)
    state.items[5].priority, item.team = 0.75, NONE
    assert judgement.judged_by(state, fate, 2, 5) == 0.75


def test_interests_are_of_what_one_answers_for(tmp_path):
    """A head over 7 and 3 engineers answers for all and has no tilt; who has 3 of 10 has 0.5 x 0.7, and that domain's interest."""
    state = fresh_state(tmp_path)
    state.parameters[0].local_interest = 0.5
    state.teams.active = 0
    state.teams.active[:2] = 1
    state.teams.engineers[:2] = (7, 3)
    state.teams.domain[:2] = (0, 1)
    state.posts.manager = NONE
    state.posts.manager[1:3] = 0
    state.teams.owner[:2] = (1, 2)
    judgement.find_interests(state)
    assert state.posts.tilt[:4].tolist() == pytest.approx([0.0, 0.15, 0.35, 0.0])
    assert np.allclose(state.interests[2], state.domain_interests[1])
    assert np.allclose(state.interests[0], 0.7 * state.domain_interests[0] + 0.3 * state.domain_interests[1])


def ranked(items, head):
    """Return a list as Python's."""
    found = []
    while head != NONE:
        found.append(int(head))
        head = items[head].next
    return found


def test_lists_are_by_priority_then_key():
    """Whatever the order of insertion: highest priority first, equals by key; taking out leaves the order of the rest."""
    items = filled(work_records.ITEM, 4, priority=[1.0, 3.0, 1.0, 2.0], key=[9, 1, 4, 7], next=NONE)
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        head = NONE
        for index in order:
            head = backlog.insert(items, head, index)
        assert ranked(items, head) == [1, 3, 2, 0]
    head = backlog.remove(items, head, 3)
    assert ranked(items, head) == [1, 2, 0]
    assert ranked(items, backlog.remove(items, head, 1)) == [2, 0]


def test_a_backlog_knows_its_effort():
    """What is planned for an item is added with it and goes with it."""
    team = filled(layout.TEAM, 1, backlog=NONE)[0]
    items = filled(work_records.ITEM, 2, planned=[100.0, 40.0], priority=[1.0, 2.0], next=NONE)
    backlog.add_to_backlog(team, items, 0)
    backlog.add_to_backlog(team, items, 1)
    assert (team.backlog, team.backlog_effort) == (1, 140.0)
    backlog.take_from_backlog(team, items, 1)
    assert (team.backlog, team.backlog_effort) == (0, 100.0)


def test_planned_capacity(tmp_path):
    """Seven engineers, 40 % of whose week is counted on."""
    team = filled(layout.TEAM, 1, engineers=7)[0]
    assert planning.planned_capacity(team, parameters(tmp_path, productive_share=0.4)) == pytest.approx(0.4 * 7 * 2400)


def test_effort_to_go():
    """While a need is met the feature is still to come; in the feature only what is left; of a piece never more than that."""
    initiative = filled(work_records.ITEM, 1, kind=Kind.INITIATIVE, phase=1, effort=500.0, left=30.0, rework=5.0)[0]
    assert progress.effort_to_go(initiative) == 535.0
    initiative.phase = 2
    assert progress.effort_to_go(initiative) == 35.0
    piece = filled(work_records.ITEM, 1, kind=Kind.SUPPORT, phase=0, effort=500.0, left=30.0)[0]
    assert progress.effort_to_go(piece) == 30.0


def test_what_is_promised_already():
    """The backlog's 100, 30 left of the item in work and 20 of the parked one."""
    items = filled(work_records.ITEM, 2, kind=Kind.SUPPORT, left=[30.0, 20.0], next=NONE)
    team = filled(layout.TEAM, 1, backlog_effort=100.0, working=1, parked=1)[0]
    assert planning.remaining_effort(team, items, np.array([0, NONE])) == 150.0


def test_only_initiatives_are_promises(tmp_path):
    """An initiative is counted for the quarter, and what it should bring among the targets by objective; a piece is not."""
    state = fresh_state(tmp_path)
    for index, kind, estimate in ((0, Kind.INITIATIVE, 4.0), (1, Kind.SUPPORT, 9.0), (2, Kind.INITIATIVE, -2.0)):
        item = state.items[index]
        item.kind, item.estimate, item.team, item.committed = kind, estimate, 0, NEVER
        planning.promise(state, index, 3)
    assert state.tally[0, 3].promised == 2.0
    assert state.items.committed[:3].tolist() == [3, NEVER, 3]
    assert state.targets[3] == pytest.approx(4.0 * state.objectives[0])


def test_old_ideas_are_forgotten():
    """At week 20, with a life of 13 weeks: ideas of weeks 5 and 6 go, that of week 7 stays; each has waited since it came."""
    items = filled(
        work_records.ITEM,
        3,
        week=[5, 7, 6],
        booked_until=[5 * 2400, 7 * 2400, 6 * 2400],
        next=[1, 2, NONE],
        stage=Stage.IDEA,
    )
    team = filled(layout.TEAM, 1, pool=0)[0]
    book = np.zeros(len(ItemAccount), np.int64)
    ranking.drop_stale(team, items, book, 13.0, 20)
    assert ranked(items, team.pool) == [1]
    assert items.stage.tolist() == [Stage.EXPIRED, Stage.IDEA, Stage.EXPIRED]
    assert book[ItemAccount.IDEA] == (15 + 14) * 2400


def test_output_of_a_team():
    """A minute of eight engineers gives 8^-0.1; without any product management 30 % less, with half of it 15 % less."""
    full = 8 ** (0.9 - 1.0)
    assert delivery.output_rate(8, 0.9, 1.0, 0.3) == pytest.approx(full)
    assert delivery.output_rate(8, 0.9, 0.0, 0.3) == pytest.approx(0.7 * full)
    assert delivery.output_rate(8, 0.9, 0.5, 0.3) == pytest.approx(0.85 * full)
    assert delivery.output_rate(1, 0.9, 1.0, 0.3) == 1.0


def test_switching_costs_time():
    """Nothing for one item; for three at 10 % each, 1 - 1 / 1.2 = one sixth."""
    assert delivery.switching_share(1, 0.1) == 0.0
    assert delivery.switching_share(0, 0.1) == 0.0
    assert delivery.switching_share(3, 0.1) == pytest.approx(1 / 6)


def test_minutes_are_whole_and_at_most_those_there_are():
    """10 of effort at a rate of 0.8 take 12.5, so 13 minutes; 10 when there are only 10."""
    assert items.minutes_for(10.0, 100, 0.8) == 13
    assert items.minutes_for(10.0, 10, 0.8) == 10


def test_rework_comes_first():
    """100 minutes at a rate of 0.5: 40 of rework take 80; the next call works off 10 in the 20 that are left."""
    item = filled(
        work_records.ITEM,
        1,
        kind=Kind.INITIATIVE,
        left=30.0,
        rework=40.0,
        capability=NONE,
        account=TeamAccount.NEW_VALUE,
    )[0]
    book = np.zeros(len(TeamAccount), np.int64)
    made = filled(work_records.CAPABILITY, 1)
    assert items.work_on(item, made, book, 100, 0.5) == 80
    assert items.work_on(item, made, book, 20, 0.5) == 20
    assert (item.rework, item.left, item.worked) == (0.0, 20.0, 100)
    assert (book[TeamAccount.REWORK], book[TeamAccount.NEW_VALUE], book.sum()) == (80, 20, 100)


def test_building_is_booked_on_the_capability():
    """Minutes spent on a need count for the instance that is built."""
    item = filled(work_records.ITEM, 1, kind=Kind.INITIATIVE, left=30.0, capability=0, account=TeamAccount.FIRST_BUILD)[
        0
    ]
    made = filled(work_records.CAPABILITY, 1, minutes=5)
    items.work_on(item, made, np.zeros(len(TeamAccount), np.int64), 100, 1.0)
    assert made[0].minutes == 35


@pytest.mark.parametrize(
    ("columns", "workable", "stuck"),
    [
        ({"left": 5.0, "request": NONE}, True, False),
        ({"left": 0.0, "rework": 1.0, "request": NONE}, True, False),
        ({"left": 5.0, "request": 3}, False, True),
        ({"left": 0.0, "request": NONE, "pieces": 1}, False, True),
        ({"left": 5.0, "request": NONE, "pieces": 1}, True, False),
        ({"left": 0.0, "request": NONE}, False, False),
    ],
)
def test_what_can_be_worked_on(columns, workable, stuck):
    """Not while a question is open, nor with nothing left to do; stuck by a question, or when only a piece is missing."""
    item = filled(work_records.ITEM, 1, stage=Stage.ACTIVE, **columns)[0]
    assert items.workable(item) == workable
    assert items.stuck(item) == stuck


def test_coordination_grows_with_the_square(tmp_path):
    """Seven engineers: 7 x (300 + 30 x 6) minutes a week; one alone only the base."""
    register = parameters(tmp_path, coordination_base=300, coordination_per_peer=30)
    assert dependencies.coordination_minutes(7, register) == 3360.0
    assert dependencies.coordination_minutes(1, register) == 300.0


def test_exceptions_by_hand(tmp_path):
    """0.3 for an average owner; x e^-0.5 for the best; x 1.5 unmet; x 1.2 with two more in hand; never above 1."""
    register = parameters(
        tmp_path, exception_probability=0.3, skill_effect=1.0, unmet_coordination_effect=0.5, crowding_effect=0.1
    )
    chance = exceptions.exception_probability
    assert chance(register, 0.5, 0.0, 0.0) == pytest.approx(0.3)
    assert chance(register, 1.0, 0.0, 0.0) == pytest.approx(0.3 * math.exp(-0.5))
    assert chance(register, 0.5, 1.0, 2.0) == pytest.approx(0.3 * 1.5 * 1.2)
    register.exception_probability = 0.9
    assert chance(register, 0.0, 1.0, 9.0) == 1.0


@pytest.mark.parametrize(("u", "levels"), [(0.6, 0), (0.5, 0), (0.49, 1), (0.25, 1), (0.24, 2), (0.01, 6), (0.0, 20)])
def test_questions_climb_geometrically(u, levels):
    """At one half a level: above 1/2 none, above 1/4 one, above 1/8 two, and 20 at most."""
    assert exceptions.levels_to_climb(0.5, u) == levels


def test_answers_cost_rework(tmp_path):
    """An answer brings 10 % of the effort as rework, silence 20 %, half of it found by customers; either way work goes on."""
    state = fresh_state(tmp_path)
    state.parameters[0].escape_share = 0.5
    state.parameters[0].rework_if_answered, state.parameters[0].rework_if_unanswered = 0.1, 0.2
    state.items[0].effort, state.items[0].request, state.items[0].rework = 500.0, 4, 0.0
    exceptions.answer_exception(state, 0, True)
    assert (state.items[0].rework, state.items[0].request) == (50.0, NONE)
    exceptions.answer_exception(state, 0, False)
    assert (state.items[0].rework, state.items[0].latent) == (100.0, 50.0)


@pytest.mark.parametrize(
    ("errand", "turn", "name"),
    [
        (Errand.CASE, Turn.DECIDE, "minutes_to_decide"),
        (Errand.CASE, Turn.FORWARD, None),
        (Errand.SHIFT, Turn.PREPARE, "minutes_to_prepare"),
        (Errand.SHIFT, Turn.CONSENT, "minutes_to_decide"),
        (Errand.EXCEPTION, Turn.DECIDE, "minutes_to_answer"),
        (Errand.REPORT, Turn.DECIDE, None),
    ],
)
def test_what_a_turn_takes(tmp_path, errand, turn, name):
    """Each turn of an errand has its mean time; passing a request on takes 20 minutes."""
    register = parameters(tmp_path)
    assert mean_service(register, errand, turn) == (register[name] if name else 20.0)


SCOPES = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])


@pytest.mark.parametrize(
    ("first", "second", "scopes", "expected"),
    [
        ((4, 0), (4, 0), (0, 0), 1.0),
        ((4, 0), (4, 0), (0, 1), math.sqrt(0.5)),
        ((4, 0), (4, 1), (0, 0), 0.0),
        ((4, 0), (5, 3), (0, 0), 0.6),
        ((4, 0), (6, 0), (0, 0), 0.0),
        ((3, 0), (4, 0), (0, 0), 0.0),
        ((4, 0), (4, 0), (0, 2), 0.0),
    ],
    ids=[
        "the same",
        "other scope",
        "other generation",
        "look-alike type",
        "other type",
        "next type, not its twin",
        "nothing in common",
    ],
)
def test_overlap(first, second, scopes, expected):
    """Similarity of type times cosine of scope: types 2m and 2m + 1 are alike by 0.6, others not at all."""
    one, other = filled(
        work_records.CAPABILITY, 2, type=[first[0], second[0]], generation=[first[1], second[1]], built_for=scopes
    )
    assert capabilities.overlap(one, other, SCOPES, 0.6) == pytest.approx(expected)


def test_reuse_or_build(tmp_path):
    """100 of effort at 0.1 weeks each take 10 weeks to build: reuse at 2.5 weeks of integration may wait for 12.5 weeks, not for 13."""
    register = parameters(tmp_path, duplicate_threshold=0.4, integration_share=0.25, reuse_patience=1.5)
    assert capabilities.reuse_is_better(100.0, 0.5, 12.5, 0.1, register)
    assert not capabilities.reuse_is_better(100.0, 0.5, 13.0, 0.1, register)
    assert not capabilities.reuse_is_better(100.0, 0.39, 0.0, 0.1, register)


def test_weeks_of_a_host():
    """A backlog of 9600 and 2400 more, at half of five engineers' time: 12000 / 6000 = 2 weeks."""
    host = filled(layout.TEAM, 1, backlog_effort=9600.0, engineers=5)[0]
    assert capabilities.host_wait(host, 2400.0, 0.5) == 2.0


def test_what_a_team_knows_of():
    """Its own first, then what its owner heard of; neither when retired, nor when of an older generation."""
    made = filled(work_records.CAPABILITY, 3, type=1, generation=[0, 0, 1], state=CapabilityState.LIVE, successor=NONE)
    heard, hosted = np.array([NONE, 0]), np.array([NONE, 1])
    nothing = np.array([NONE, NONE])
    assert capabilities.known_instance(heard, hosted, made, 1, 0) == 1
    assert capabilities.known_instance(heard, nothing, made, 1, 0) == 0
    assert capabilities.known_instance(heard, hosted, made, 1, 1) == NONE
    made[1].state = CapabilityState.RETIRED
    assert capabilities.known_instance(heard, hosted, made, 1, 0) == 0
    made[1].state, made[0].successor = CapabilityState.LIVE, 1
    assert capabilities.known_instance(heard, nothing, made, 1, 0) == 1  # sent on to what it is merged into


def test_remembering():
    """The latest instance of a type is kept, and among the recent ones at a place that its key decides."""
    made = filled(work_records.CAPABILITY, 2, type=1, key=[3, RECENT + 5])
    heard, recent = np.full(2, NONE), np.full(RECENT, NONE)
    for instance in (0, 1):
        capabilities.remember(heard, recent, made, instance)
    assert heard.tolist() == [NONE, 1]
    assert {place: int(told) for place, told in enumerate(recent) if told != NONE} == {3: 0, 5: 1}


@pytest.mark.parametrize(
    ("duplicates", "rational", "account"),
    [
        (NONE, 0, TeamAccount.FIRST_BUILD),
        (NONE, 1, TeamAccount.FIRST_BUILD),
        (3, 0, TeamAccount.DUPLICATE_UNAWARE),
        (3, 1, TeamAccount.DUPLICATE_RATIONAL),
    ],
)
def test_what_a_build_is_booked_as(duplicates, rational, account):
    """Nothing like it: a first build; something like it: a duplicate, knowingly or not."""
    instance = filled(work_records.CAPABILITY, 1, duplicates=duplicates, rational=rational)[0]
    assert building.account_of_build(instance) == account


def test_types_are_renewed_every_lifetime():
    """Over two lifetimes of 52 weeks a type is renewed exactly twice, 52 weeks apart."""
    for phase in (0.0, 0.01, 0.3, 0.5, 0.77, 0.99):
        current = [market.generation(phase, week, 52.0) for week in range(105)]
        renewals = [week for week in range(1, 105) if current[week] != current[week - 1]]
        assert len(renewals) == 2
        assert renewals[1] - renewals[0] == 52


def test_work_of_a_domain_is_shared_by_key():
    """Three teams of a domain take turns by key; a domain without teams has nobody."""
    teams = filled(layout.TEAM, 4, next_in_domain=[NONE, 3, NONE, 0])
    domain = filled(layout.DOMAIN, 1, first_team=1, teams=3)[0]
    assert [market.team_for(domain, teams, key) for key in range(4)] == [1, 3, 0, 1]
    assert market.team_for(filled(layout.DOMAIN, 1, first_team=NONE)[0], teams, 0) == NONE


def test_what_a_launch_is_worth():
    """A promise of 5 that fits by 0.8 gains 4; after one half-life a promise of 10 gains as much; taken back, a quarter of what was seen."""
    item = filled(work_records.ITEM, 1, promise=5.0, scale=2.0, fresh_until=7)[0]
    assert launches.gain_at_home(item, 0.8, 33) == pytest.approx(4.0)
    item.promise, item.half_life = 10.0, 26.0
    assert launches.gain_at_home(item, 0.8, 33) == pytest.approx(4.0)
    assert launches.realised_value(-2.0, False, 0.25) == -2.0
    assert launches.realised_value(-2.0, True, 0.25) == -0.5


def test_news_is_told_in_proportion_to_trust():
    """45 minutes at trust 0.8 carry 1.2 messages of 30 minutes: one, or two when chance rounds up."""
    assert news.messages(45.0, 0.8, 30.0, 0.0) == 1
    assert news.messages(45.0, 0.8, 30.0, 0.79) == 1
    assert news.messages(45.0, 0.8, 30.0, 0.81) == 2
    assert news.messages(45.0, 0.0, 30.0, 0.99) == 0


def test_noticing():
    """Two hours with things that overlap by half, at 0.3 an hour: 1 - e^-0.3; without overlap never; six times as large, e^-0.05."""
    assert news.notice_probability(2.0, 0.5, 1.0, 0.3) == pytest.approx(1 - math.exp(-0.3))
    assert news.notice_probability(2.0, 0.0, 1.0, 0.3) == 0.0
    assert news.notice_probability(2.0, 0.5, 6.0, 0.3) == pytest.approx(1 - math.exp(-0.05))


def test_large_things_have_to_be_read():
    """Of half an hour, a fifth of it reading, all counts for what is of twice the median size at most, and a fifth for what is larger."""
    assert [news.attention(0.5, 0.2, size) for size in (0.1, 2.0, 2.1, 30.0)] == [0.5, 0.5, 0.1, 0.1]


def test_topics_are_what_one_lately_heard():
    """From a random place on, the next thing that is there; nothing when one has heard of nothing."""
    recent = np.full(RECENT, NONE)
    assert news.topic(recent, 0.3) == NONE
    recent[[2, 9]] = (20, 90)
    assert news.topic(recent, 0.0) == 20
    assert news.topic(recent, 2.5 / RECENT) == 20
    assert news.topic(recent, 3.0 / RECENT) == 90
    assert news.topic(recent, 0.99) == 20


def test_the_clock_counts_minutes():
    """A week is forty hours."""
    assert MINUTES_PER_WEEK == 2400
