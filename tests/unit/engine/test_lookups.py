"""What is looked up where it is gives what asking everybody gives."""

import numpy as np
import pytest
from tests.conftest import ROOT
from tests.unit.engine.firm import FATE, firm

from orgsim.engine import records as layout
from orgsim.engine import schedule, work_records
from orgsim.engine.mechanisms.decisions import desks, elsewhere, judgement, portfolio
from orgsim.engine.mechanisms.work import backlog
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state, zeros
from orgsim.engine.vocabulary import NONE, Errand, Stage
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

WEEKS = 30


@pytest.fixture(scope="module")
def running():
    """Return a company after some weeks."""
    organization = build(load_design(ROOT / "scenarios/product-org/today.yaml"))
    state = new_state(organization.blueprint, luck(5, 0))
    schedule.run(state, luck(5, 0), 0, WEEKS)
    return state


def in_queue(desk, requests):
    """Return the waiting requests in their order."""
    found, index = [], int(desk.head)
    while index != NONE:
        found.append(index)
        index = int(requests[index].next)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_a_queue_is_in_order_whatever_comes_and_goes(seed):
    """Requests of all urgencies come and go at random; the queue is always as sorting it would leave it."""
    draw = np.random.default_rng(seed)
    requests = zeros(work_records.REQUEST, 60)
    requests.errand = draw.choice([Errand.CASE, Errand.EXCEPTION, Errand.SHIFT, Errand.STOP], 60)
    requests.arrived, requests.key = draw.integers(0, 20, 60), draw.permutation(60)
    desk = zeros(layout.DESK, 1)[0]
    desk.head = NONE
    waiting = set()
    for _ in range(300):
        index = int(draw.integers(60))
        if index in waiting:
            desks.unlink(desk, requests, index)
            waiting.remove(index)
        else:
            desks.enqueue(desk, requests, index)
            waiting.add(index)
        order = [(desks.urgency(requests[one].errand), requests[one].arrived, requests[one].key) for one in waiting]
        found = in_queue(desk, requests)
        assert set(found) == waiting
        assert [
            (desks.urgency(requests[one].errand), requests[one].arrived, requests[one].key) for one in found
        ] == sorted(order)


def test_a_desk_that_was_cleared_by_hand_is_filled_anew():
    """Whoever hands a desk over takes its queue away; what is known of it is forgotten."""
    requests = zeros(work_records.REQUEST, 3)
    requests.errand, requests.arrived = Errand.CASE, [1, 2, 3]
    desk = zeros(layout.DESK, 1)[0]
    desk.head = NONE
    desks.enqueue(desk, requests, 2)
    desk.head = NONE
    desks.enqueue(desk, requests, 0)
    desks.enqueue(desk, requests, 1)
    assert in_queue(desk, requests) == [0, 1]


@pytest.mark.parametrize("known", [NONE, 0, 1, 2])
def test_an_idea_finds_its_place_behind_those_that_were_ranked(known):
    """Whatever is noted as the last ranked one: one that is in the pool, the first of it, or one that has left it."""
    items = zeros(work_records.ITEM, 6)
    items.stage, items.team, items.key = Stage.IDEA, 0, [9, 8, 7, 6, 3, 5]
    items.priority = [2.0, 1.0, 5.0, backlog.UNRANKED, backlog.UNRANKED, backlog.UNRANKED]
    items.next = [1, 3, NONE, NONE, NONE, NONE]
    items[2].stage = Stage.CASE
    team = zeros(layout.TEAM, 1)[0]
    team.pool, team.last_ranked = 0, known
    for index in (4, 5):
        backlog.insert_idea(team, items, 0, index)
    found, index = [], 0
    while index != NONE:
        found.append(index)
        index = int(items[index].next)
    assert found == [0, 1, 4, 5, 3]


def dense_insights(state):
    """Return what ``look_into_domains`` finds, asking everybody about every domain."""
    seen = np.zeros(state.insights.shape)
    for team in state.teams:
        if team.active and team.owner != NONE:
            seen[team.owner, team.domain] = 1.0
    for _ in range(elsewhere.CONVERSATIONS):
        told = np.array([row * row / sum(row) if sum(row) > 0.0 else row * 0.0 for row in seen])
        for p, post in enumerate(state.posts):
            if post.active and post.person != NONE:
                reading = 1.0 + state.parameters[0].audit_share * float(post.portfolio_left) / float(max(1, post.met))
                minutes = np.zeros(len(state.domains))
                for tie in state.ties[post.first_tie : post.first_tie + post.ties]:
                    minutes += tie.trust * float(tie.minutes) * told[tie.source]
                heard = [elsewhere.insight_of(reading * one, state.parameters[0].insight_scale) for one in minutes]
                seen[p] = np.maximum(heard, np.where(seen[p] == 1.0, 1.0, 0.0))
    return seen


def test_insight_is_as_if_everybody_were_asked_about_every_domain(running):
    elsewhere.look_into_domains(running, FATE, WEEKS)
    assert running.insights.any()
    assert np.array_equal(running.insights, dense_insights(running))


def test_interests_after_a_move_are_as_found_anew(running):
    """Posts on the two lines are found anew when they judge or at the end of the week; to the bit as all at once."""
    judgement.find_interests(running)
    giving = int(np.argmax(running.teams.engineers))
    taking = next(t for t in range(len(running.teams)) if t != giving and running.teams[t].active)
    assert portfolio.move_capacity(running, giving, taking, 1, WEEKS)
    judgement.renew_interests(running)
    found = (running.interests.copy(), running.posts.tilt.copy(), running.posts.engineers.copy())
    judgement.find_interests(running)
    for one, other in zip(found, (running.interests, running.posts.tilt, running.posts.engineers), strict=True):
        assert np.array_equal(one, other)


def test_prices_are_those_of_each_company():
    """Two teams of five and a third of another company: each head has the mean of its own."""
    state = firm()
    state.teams.price, state.teams.company[:2] = 3.0, 0
    state.teams.price[0] = 1.0
    portfolio.reckon_prices(state.posts, state.teams)
    assert portfolio.usual_price(state, 0) == 2.0
    state.teams.company[1] = 1
    portfolio.reckon_prices(state.posts, state.teams)
    assert (portfolio.usual_price(state, 0), portfolio.usual_price(state, 1)) == (1.0, 3.0)
