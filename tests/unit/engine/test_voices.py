"""Who is asked before a decision, who hears of it, who has the last word on scope, and which gates a case has to pass: worked by hand."""

import numpy as np
import pytest
from tests.unit.engine.firm import FATE, FIRST, HEAD, LEAD, SECOND, capability, firm, item, tie

from orgsim.engine.mechanisms.decisions import errands, gates, informing, judgement, proposals, rubric, stopping, voices
from orgsim.engine.mechanisms.knowledge import beliefs, maps
from orgsim.engine.mechanisms.work import dependencies, exceptions, planning, progress, ranking
from orgsim.engine.mechanisms.work.backlog import insert
from orgsim.engine.random import Purpose, uniform
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    Action,
    Answer,
    CapabilityState,
    Errand,
    ItemAccount,
    Kind,
    Right,
    Stage,
)

WEEK = MINUTES_PER_WEEK


@pytest.fixture
def state():
    """Return the firm; nobody errs or has an interest of one's own, and two objectives divide the beliefs of the four."""
    state = firm()
    parameters = state.parameters[0]
    parameters.minutes_to_rate, parameters.case_noise, parameters.value_shift = 15.0, 0.0, 9.0
    state.posts.tilt, state.posts.desk[:4], state.posts.planning_due[:4] = 0.0, 100, 0
    state.counters[0].raters = 0
    state.objectives[:6] = 0.0
    state.objectives[:6, 0] = 1.0
    state.beliefs[:4] = 0.0
    state.beliefs[:4, 0] = [1.0, 0.5, 0.25, 1.0]
    state.beliefs[:4, 1] = [0.0, 0.5, 0.75, 0.0]
    return state


# Consulted


def test_who_is_consulted_weighs_as_much_as_trusted(state):
    """The head's view weighs 1 and that of the lead, trusted by one half, one half; the lead spends 15 minutes on it."""
    item(state, 0, promise=4.0)
    tie(state, 0, HEAD, LEAD)
    own = [judgement.judged_by(state, FATE, post, 0) for post in range(4)]
    assert rubric.rated_case(state, FATE, HEAD, 0, Action.FUND, FIRST) == own[HEAD]
    state.posts.rights[LEAD, Action.FUND] = Right.CONSULT
    together = rubric.rated_case(state, FATE, HEAD, 0, Action.FUND, FIRST)
    assert together == pytest.approx((own[HEAD] + 0.5 * own[LEAD]) / 1.5)
    assert state.posts.planning_due[:4].tolist() == [0, 15, 0, 0]


@pytest.mark.parametrize(
    "reason", ["no time", "never met", "vacant", "another action", "another right", "author", "rater"]
)
def test_who_is_not_heard(state, reason):
    """A voice needs time, contact, a holder, and the right to be consulted on just this; authors have spoken, and raters have scored."""
    item(state, 0, promise=4.0)
    tie(state, 0, HEAD, LEAD)
    state.posts.rights[LEAD, Action.FUND] = Right.CONSULT
    action, author = Action.FUND, FIRST
    if reason == "no time":
        state.posts.planning_due[LEAD] = 86
    elif reason == "never met":
        state.ties.minutes[:2] = 0
    elif reason == "vacant":
        state.posts.person[LEAD] = NONE
    elif reason == "another action":
        action = Action.EXPLORE
    elif reason == "another right":
        state.posts.rights[LEAD, Action.FUND] = Right.APPROVE
    elif reason == "author":
        author = LEAD
    else:
        state.posts.rater[LEAD] = 1
    before = state.posts.planning_due.tolist()
    assert voices.next_voice(state, HEAD, action, author, NONE) == NONE
    assert state.posts.planning_due.tolist() == before


def test_one_person_is_asked_once(state):
    """Two people met over ties in two layers: the one with more contact counts."""
    tie(state, 0, HEAD, LEAD, minutes=60, agreed=60)
    tie(state, 2, HEAD, LEAD, minutes=90, agreed=90, layer=1)
    state.ties.source[1], state.ties.receiver[1] = LEAD, HEAD
    state.posts.first_tie[HEAD], state.posts.ties[HEAD] = 0, 3
    state.ties.minutes[1] = 0
    state.posts.rights[LEAD, Action.SHIFT] = Right.CONSULT
    assert voices.next_voice(state, HEAD, Action.SHIFT, NONE, NONE) == 2
    assert voices.next_voice(state, HEAD, Action.SHIFT, NONE, 2) == NONE


def test_a_proposal_is_judged_in_company(state):
    """The lead would stop work for a small gain, the head, who values it more, would lose by it: half trusted, the head talks the lead out of it."""
    item(state, 0, promise=40.0, effort=4000.0, left=4000.0)
    request = state.requests[0]
    request.errand, request.author, request.subject = Errand.STOP, LEAD, 0
    tie(state, 0, LEAD, HEAD)
    worth = [judgement.worth_to(state, FATE, post, 0, 0.0) for post in (HEAD, LEAD)]
    state.teams[0].price = (worth[1] + 0.1) / (
        progress.effort_to_go(state.items[0]) / state.parameters[0].effort_median
    )
    gain = [stopping.stop_seen_by(state, FATE, post, 0, False) for post in (HEAD, LEAD)]
    assert gain[1] == pytest.approx(0.1)
    assert proposals.judged_in_company(state, FATE, LEAD, request) == gain[1]
    assert proposals.persists(state, FATE, LEAD, request)
    state.posts.rights[HEAD, Action.SHIFT] = Right.CONSULT
    assert proposals.judged_in_company(state, FATE, LEAD, request) == pytest.approx((gain[1] + 0.5 * gain[0]) / 1.5)
    assert not proposals.persists(state, FATE, LEAD, request)


def test_a_conflict_is_settled_with_those_consulted(state):
    """The judge likes the second objective and would leave the piece where it is; one who likes the first, and is trusted, turns that."""
    state.objectives[1, :2] = [0.0, 1.0]
    item(state, 0, promise=40.0)
    item(state, 1, promise=40.0)
    state.beliefs[HEAD, :2], state.beliefs[LEAD, :2] = [0.45, 0.55], [1.0, 0.0]
    tie(state, 0, HEAD, LEAD, trust=0.9)
    assert not dependencies.preferred(state, FATE, HEAD, 0, 1)
    state.posts.rights[LEAD, Action.PRIORITIZE] = Right.CONSULT
    assert dependencies.preferred(state, FATE, HEAD, 0, 1)


def test_a_setter_of_the_strategy_listens(state):
    """The setter reads (0.4, 0.6, 0, 0) and hears (0.5, 0.5, 0, 0) from somebody half trusted: 0.4 + 1/3 x 0.1."""
    state.strategy[:, :] = [0.4, 0.6, 0.0, 0.0]
    state.posts.rights[HEAD, Action.STRATEGY] = Right.DECIDE
    tie(state, 0, HEAD, LEAD)
    beliefs.exchange_beliefs(state, FATE, 14)
    assert state.beliefs[HEAD].tolist() == [0.4, 0.6, 0.0, 0.0]
    state.beliefs[LEAD] = [0.5, 0.5, 0.0, 0.0]
    state.posts.rights[LEAD, Action.STRATEGY] = Right.CONSULT
    beliefs.exchange_beliefs(state, FATE, 14)
    assert state.beliefs[HEAD] == pytest.approx([0.4 + 0.1 / 3.0, 0.6 - 0.1 / 3.0, 0.0, 0.0])
    assert state.posts.planning_due[LEAD] == 15


# Informed


def test_who_is_informed_takes_over_the_setters_belief(state):
    """Once a quarter, for ten minutes."""
    state.strategy[:, :] = [0.4, 0.6, 0.0, 0.0]
    state.posts.rights[HEAD, Action.STRATEGY], state.posts.rights[LEAD, Action.STRATEGY] = Right.DECIDE, Right.INFORM
    state.beliefs[HEAD] = [0.3, 0.7, 0.0, 0.0]
    tie(state, 0, HEAD, LEAD)
    beliefs.exchange_beliefs(state, FATE, 14)
    assert state.posts.planning_due[LEAD] == 0
    state.beliefs[HEAD] = [0.3, 0.7, 0.0, 0.0]
    beliefs.exchange_beliefs(state, FATE, 26)
    assert state.beliefs[LEAD].tolist() == [0.3, 0.7, 0.0, 0.0]
    assert state.posts.planning_due[LEAD] == 10


def test_who_is_informed_of_funded_work_hears_of_its_builds(state):
    """The lead approves the first manager's cases; the second manager, who meets the lead and is informed, knows what is being built."""
    state.posts.rights[LEAD, Action.FUND], state.posts.rights[SECOND, Action.FUND] = Right.APPROVE, Right.INFORM
    tie(state, 0, LEAD, SECOND)
    built = capability(state, 3, type=1, team=0, state=CapabilityState.BUILDING)
    item(state, 0, capability=3)
    informing.tell_of_build(state, 0)
    assert state.heard[SECOND].tolist() == [NONE, 3, *[NONE] * (state.heard.shape[1] - 2)]
    assert state.posts.planning_due[SECOND] == voices.MINUTES_TO_HEAR
    state.heard[:] = NONE
    built.state = CapabilityState.LIVE
    informing.tell_of_build(state, 0)
    assert (state.heard == NONE).all()


def test_who_is_informed_of_mergers_hears_of_both(state):
    """Both capabilities are remembered, of one type or of two."""
    state.posts.rights[LEAD, Action.CONSOLIDATE] = Right.INFORM
    tie(state, 0, HEAD, LEAD)
    capability(state, 0, type=0, team=0)
    capability(state, 1, type=1, team=1)
    informing.tell_of_merger(state, HEAD, 0, 1)
    assert state.heard[LEAD, :2].tolist() == [0, 1]


def test_owners_who_heard_of_the_order_need_not_meet(state):
    """A piece of another team's leaves contact unmet until its place was settled by somebody who informs one of the owners."""
    parent, piece = item(state, 0, first_piece=1, pieces=1), item(state, 1, kind=Kind.SUPPORT, parent=0, team=1)
    parent.partners[:] = NONE
    tie(state, 0, LEAD, FIRST)
    assert exceptions.unmet_coordination(state, 0) == 1.0
    informing.tell_of_order(state, LEAD, 0, 1)
    assert piece.told == 0
    state.posts.rights[FIRST, Action.PRIORITIZE] = Right.INFORM
    informing.tell_of_order(state, LEAD, 0, 1)
    assert piece.told == 1
    assert exceptions.unmet_coordination(state, 0) == 0.0


# Maps


def test_a_map_is_drawn_in_company(state):
    """The author puts 1 on the first objective; half trusted, a voice with 0.25 makes it 0.75, and an approver with 0.5 makes that 0.625."""
    state.maps[:] = 0.0
    state.posts.contact[:4], state.posts.reading_due[:4], state.parameters[0].map_effect = 60, 0, 0.0
    state.beliefs[SECOND] = [1.0, 0.0, 0.0, 0.0]
    tie(state, 0, SECOND, FIRST)
    company = np.where(state.posts.active == 1, HEAD, NONE)
    maps.publish(state, SECOND, company)
    assert state.maps[HEAD].tolist() == [1.0, 0.0, 0.0, 0.0]
    state.posts.rights[FIRST, Action.REVIEW], state.posts.rights[LEAD, Action.REVIEW] = Right.CONSULT, Right.APPROVE
    maps.publish(state, SECOND, company)
    assert state.maps[HEAD] == pytest.approx([0.625, 0.375, 0.0, 0.0])
    assert state.posts.planning_due[:4].tolist() == [0, 30, 15, 0]


# Scope


def test_a_superior_with_the_final_say_on_scope_looks_at_the_best_ideas(state):
    """Of six ideas the superior reads five, 15 minutes each; the mean of both views ranks them, and the sixth keeps its place in value."""
    state.posts.rights[FIRST, Action.SCOPE], state.posts.rights[LEAD, Action.SCOPE] = Right.DECIDE, Right.APPROVE
    for index in range(6):
        row = item(state, index, promise=40.0 + index, stage=Stage.IDEA)
        row.priority = judgement.judged_by(state, FATE, FIRST, index)
        state.teams[0].pool = insert(state.items, int(state.teams[0].pool), index)
    alone = state.items.priority[:6].tolist()
    lead = [judgement.judged_by(state, FATE, LEAD, index) for index in range(6)]
    ranking.settle_scope(state, FATE, 0, FIRST)
    expected = [alone[0], *(0.5 * (mine + other) for mine, other in zip(alone[1:], lead[1:], strict=True))]
    assert state.items.priority[:6].tolist() == pytest.approx(expected)
    assert state.posts.planning_due[LEAD] == 75
    state.posts.rights[LEAD, Action.SCOPE] = Right.NONE
    ranking.settle_scope(state, FATE, 0, FIRST)
    assert state.items.priority[:6].tolist() == pytest.approx(expected)


def test_ranking_in_the_owners_place_takes_time(state):
    """A superior who ranks reads 15 minutes for each idea, and goes by the owner where no time is left."""
    item(state, 0, promise=40.0)
    own, above = (judgement.judged_by(state, FATE, post, 0) for post in (FIRST, LEAD))
    assert ranking.ranked_by(state, FATE, FIRST, FIRST, 0) == own
    assert ranking.ranked_by(state, FATE, LEAD, FIRST, 0) == above != own
    assert state.posts.planning_due[:4].tolist() == [0, 15, 0, 0]
    state.posts.planning_due[LEAD] = 86
    assert ranking.ranked_by(state, FATE, LEAD, FIRST, 0) == own


# Gates


def gated(state, *shares):
    """Give team 0 a gate for each share, kept by the head and the lead in turn, and return a case of that team."""
    state.teams.gates[:] = NONE
    for place, share in enumerate(shares):
        state.teams[0].gates[place], state.teams[0].gate_shares[place] = (HEAD, LEAD)[place % 2], share
        state.teams[0].gate_keys[place] = 40 + place
    case = item(state, 0, stage=Stage.CASE, submitted=0, booked_until=WEEK, planned=100.0, started=NEVER)
    state.teams[0].submitted_effort = 0.0
    return case


def test_without_gates_a_case_is_funded_at_once(state):
    """No gate, or none that this case needs: work may start, and no request is made."""
    case = gated(state, 0.0, 0.0)
    planning.admit(state, FATE, 0, WEEK, 0)
    assert (case.stage, state.counters[0].requests) == (Stage.READY, 0)


def test_gates_are_asked_side_by_side_and_the_last_one_counts(state):
    """Both are asked when the case is approved; it is funded when the second has answered, at the later of the two moments."""
    case = gated(state, 1.0, 1.0)
    planning.admit(state, FATE, 0, WEEK, 0)
    assert (case.stage, case.gates, state.counters[0].requests) == (Stage.CASE, 2, 2)
    assert state.requests.at[:2].tolist() == [HEAD, LEAD]
    assert state.teams[0].submitted_effort == 100.0
    errands.answer(state, FATE, 0, Answer.YES, 4 * WEEK)
    assert (case.stage, state.teams[0].submitted_effort) == (Stage.CASE, 100.0)
    errands.answer(state, FATE, 1, Answer.YES, 3 * WEEK)
    assert (case.stage, case.funded, state.teams[0].submitted_effort) == (Stage.READY, 4 * WEEK, 0.0)
    assert state.item_book[0, ItemAccount.APPROVAL] == 3 * WEEK


def test_a_case_lapses_when_a_gate_does_not_answer(state):
    """It leaves the table once, and what the other gate says later comes to nothing."""
    case = gated(state, 1.0, 1.0)
    planning.admit(state, FATE, 0, WEEK, 0)
    errands.answer(state, FATE, 1, Answer.LAPSED, 9 * WEEK)
    errands.answer(state, FATE, 0, Answer.YES, 10 * WEEK)
    assert (case.stage, case.closed, state.teams[0].submitted_effort) == (Stage.LAPSED, 9 * WEEK, 0.0)
    assert state.item_book[0, ItemAccount.APPROVAL] == 8 * WEEK


def test_which_cases_need_a_gate_is_drawn_by_the_case_and_the_gate(state):
    """Half of the cases, whatever else happens; another gate needs others."""
    gated(state, 0.5, 0.5)
    team = state.teams[0]
    need = [[gates.needs_gate(team, FATE, case, place) for case in range(400)] for place in range(2)]
    drawn = [[uniform(FATE, Purpose.GATE, case, 40 + place, 0) < 0.5 for case in range(400)] for place in range(2)]
    assert need == drawn
    assert np.mean(need) == pytest.approx(0.5, abs=0.06)
    assert need[0] != need[1]
