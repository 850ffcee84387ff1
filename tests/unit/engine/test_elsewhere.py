"""What a bet does in another domain, worked by hand: who sees it, who counts it, and what becomes of it at the launch."""

import math

import numpy as np
import pytest
from tests.unit.engine.records import filled, fresh_state, organization

from orgsim.engine import schedule
from orgsim.engine.mechanisms.decisions import elsewhere, judgement
from orgsim.engine.mechanisms.work import dependencies, interdependence, launches, planning
from orgsim.engine.random import luck
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Stage
from orgsim.engine.work_records import ITEM

COMPANY = """
name: two branches
objectives: {growth: 1}
domains: {alpha: {}, beta: {}, gamma: {}}
teams:
  a: {domain: alpha, engineers: 6, owner: pm-a}
  b: {domain: beta, engineers: 4, owner: pm-b}
  c: {domain: gamma, engineers: 2, owner: pm-c}
posts:
  head: {role: cpo}
  dir: {role: director, reports_to: head}
  pm-a: {role: pm, reports_to: head}
  pm-b: {role: pm, reports_to: dir}
  pm-c: {role: pm, reports_to: dir}
  staff: {role: ppm, reports_to: head}
ties: {dotted: {pm-a: {dir: 1.0, staff: 1.0}, staff: {pm-b: 1.0}}}
parameters: {attention: {ramp_half_weeks: 0}}
mechanisms: {markets: false}
"""


@pytest.fixture
def world(tmp_path):
    """A state in week 0 with everybody in place, and the rows of posts and domains by name."""
    found = organization(tmp_path, COMPANY)
    state = fresh_state(tmp_path, COMPANY)
    schedule.run(state, luck(1, 0), 0, 1)
    posts = {name: row for row, name in enumerate(found.posts)}
    domains = {name: row for row, name in enumerate(found.domains)}
    state.ties.minutes = 0
    state.ties.trust = 0.5
    for post in state.posts:
        post.portfolio_left = 0
    return state, posts, domains


def meet(state, posts, near, far, minutes):
    """Let one post hear from another for some minutes a week."""
    for tie in state.ties:
        if (tie.receiver, tie.source) == (posts[near], posts[far]):
            tie.minutes = minutes
            return
    raise AssertionError("no such tie")


def test_who_answers_for_how_many_engineers_where(world):
    state, posts, domains = world
    assert [state.posts[posts[name]].engineers for name in ("head", "dir", "pm-a", "staff")] == [12, 6, 6, 0]
    assert elsewhere.engineers_in(state, posts["dir"], domains["beta"]) == 4
    assert elsewhere.engineers_in(state, posts["dir"], domains["alpha"]) == 0


def look(state):
    """Let everybody's insight follow the contact that the ties have."""
    elsewhere.look_into_domains(state, luck(1, 0), 0)
    return state.insights


def test_an_owner_sees_all_at_home_and_nothing_where_nobody_is_met(world):
    state, posts, domains = world
    seen = look(state)
    assert seen[posts["pm-b"], domains["beta"]] == 1.0
    assert seen[posts["pm-a"], domains["beta"]] == 0.0


def test_contact_with_an_owner_tells_about_the_owned_domain_and_reading_adds(world):
    state, posts, domains = world
    meet(state, posts, "dir", "pm-b", 90)
    seen = 1 - math.exp(-90 * 0.5 / 120)
    assert look(state)[posts["dir"], domains["beta"]] == pytest.approx(seen)
    state.posts[posts["dir"]].met, state.posts[posts["dir"]].portfolio_left = 90, 180
    state.parameters[0].audit_share = 0.5
    assert look(state)[posts["dir"], domains["beta"]] == pytest.approx(1 - math.exp(-2 * 90 * 0.5 / 120))


@pytest.mark.parametrize("between", ["staff", "dir"])
def test_whoever_has_insight_passes_it_on_staff_and_superiors_alike(world, between):
    """People talk most of what they know best, and as well as they know it; a post's head-count plays no part."""
    state, posts, domains = world
    meet(state, posts, between, "pm-b", 240)
    meet(state, posts, "pm-a", between, 30)
    first = 1 - math.exp(-240 * 0.5 / 120)
    insights = look(state)
    assert insights[posts[between], domains["beta"]] == pytest.approx(first)
    assert insights[posts["pm-a"], domains["beta"]] == pytest.approx(1 - math.exp(-30 * 0.5 * first / 120))


def test_minutes_are_shared_among_the_domains_that_are_known(world):
    state, posts, domains = world
    meet(state, posts, "dir", "pm-b", 240)
    meet(state, posts, "dir", "pm-c", 240)
    meet(state, posts, "pm-a", "dir", 30)
    first = 1 - math.exp(-240 * 0.5 / 120)
    insights = look(state)
    assert insights[posts["pm-a"], domains["beta"]] == pytest.approx(1 - math.exp(-30 * 0.5 * first / 2 / 120))
    assert insights[posts["pm-a"], domains["beta"]] == insights[posts["pm-a"], domains["gamma"]]


def test_judges_count_what_they_see_less_by_interest_unless_they_answer_for_it(world):
    state, posts, domains = world
    meet(state, posts, "pm-a", "dir", 90)
    meet(state, posts, "dir", "pm-b", 60)
    insights = look(state)
    seen, above = (insights[posts[name], domains["beta"]] for name in ("pm-a", "dir"))
    assert 0 < seen < above < 1
    assert elsewhere.care_for(state, posts["pm-a"], domains["beta"], 0.25) == pytest.approx(0.75 * seen)
    assert elsewhere.care_for(state, posts["dir"], domains["beta"], 0.25) == above


def test_an_effect_elsewhere_counts_at_the_launch_and_nowhere_if_nobody_serves_that_domain(world):
    state, _, domains = world
    item = state.items[0]
    item.promise, item.spill, item.spill_domain, item.half_life, item.scale = 4.0, -0.25, domains["beta"], 0.0, 1.0
    item.domain = domains["alpha"]
    item.team = state.domains[domains["alpha"]].first_team
    shift = float(state.parameters[0].value_shift)
    assert launches.true_value(state, 0, 0.5, 10) == pytest.approx(4.0 * 0.5 * 0.75 - shift)
    state.domains[domains["beta"]].teams = 0
    assert launches.true_value(state, 0, 0.5, 10) == pytest.approx(4.0 * 0.5 - shift)


def test_a_judge_with_full_sight_and_no_interest_values_what_the_world_pays(world):
    state, posts, domains = world
    register = state.parameters[0]
    register.case_noise = register.local_interest = 0.0
    item = state.items[0]
    item.promise, item.scale, item.planned, item.spill, item.spill_domain = 5.0, 1.0, 1.0, 0.5, domains["beta"]
    item.half_life, item.reach, item.week, item.team = 0.0, 0, 0, state.domains[domains["beta"]].first_team
    item.domain = domains["alpha"]
    look(state)
    owner = posts["pm-b"]  # owns the team in beta: full sight of the effect there
    fit = 1.0  # one objective
    worth = judgement.worth_to(state, luck(1, 0), owner, 0, 0.0)
    assert worth == pytest.approx(5.0 * fit * 1.5 - register.value_shift)
    assert worth == pytest.approx(launches.true_value(state, 0, fit, 0))


def test_joint_work_is_as_much_larger_as_its_parts_together():
    item = filled(ITEM, 1, effort=10.0, planned=10.0, promise=4.0, scale=2.0, key=7)[0]
    item.partners[:] = NONE
    interdependence.draw_partners(item, np.cumsum([0.0, 1.0, 0.0]), luck(1, 0))
    assert item.partners.tolist() == [1, NONE, NONE]  # the only related domain, once
    assert (item.promise, item.scale, item.joint_effort) == (pytest.approx(5.2), pytest.approx(2.6), 3.0)
    assert interdependence.whole_effort(item) == 13.0


def test_funded_joint_work_reserves_capacity_of_its_partners_who_rank_it_by_their_own_lights(world):
    state, posts, domains = world
    item = state.items[0]
    item.domain, item.team = domains["alpha"], state.domains[domains["alpha"]].first_team
    item.partners[:] = [domains["beta"], NONE, NONE]
    item.promise, item.joint_effort, item.parent, item.stage = 9.0, 500.0, NONE, Stage.CASE
    partner = state.teams[state.domains[domains["beta"]].first_team]
    before, reserved = item.pieces, partner.backlog_effort
    planning.fund(state, luck(1, 0), 0, MINUTES_PER_WEEK, 0)
    piece = item.first_piece
    assert (item.pieces, partner.backlog_effort) == (before + 1, reserved + 500.0)
    assert state.items[piece].team == state.domains[domains["beta"]].first_team
    own, theirs = (judgement.judged_by(state, luck(1, 0), posts["pm-b"], index) for index in (0, piece))
    assert theirs == pytest.approx((1 - state.posts[posts["pm-b"]].tilt) * own)
    assert state.items[piece].priority == theirs
    dependencies.drop_pieces(state, 0, 2 * MINUTES_PER_WEEK)
    assert (item.pieces, partner.backlog_effort) == (before, reserved)
    assert state.items[piece].stage == Stage.CANCELLED


def test_a_team_without_a_partner_does_the_whole_of_joint_work(world):
    state, _, domains = world
    item = state.items[0]
    item.domain, item.team = domains["alpha"], state.domains[domains["alpha"]].first_team
    item.partners[:] = [domains["beta"], domains["gamma"], NONE]
    item.effort, item.planned, item.joint_effort = 1000.0, 1200.0, 300.0
    state.domains[domains["beta"]].teams = 0
    whole = interdependence.whole_effort(item)
    dependencies.take_on_parts(state, item)
    assert (item.effort, item.planned, interdependence.whole_effort(item)) == (1300.0, 1500.0, whole)
    assert item.partners.tolist() == [NONE, domains["gamma"], NONE]
