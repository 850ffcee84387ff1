"""Markets, views of them, plans that move capacity, and engineers who leave, by hand."""

import math

import numpy as np
import pytest
from tests.unit.engine.firm import FATE, FIRST, HEAD, LEAD, SECOND, firm, item, tie
from tests.unit.engine.records import filled, parameters

from orgsim.engine import records as layout
from orgsim.engine.mechanisms.decisions import portfolio, proposals
from orgsim.engine.mechanisms.decisions.judgement import find_interests, worth_to
from orgsim.engine.mechanisms.knowledge import views
from orgsim.engine.mechanisms.people import engineers
from orgsim.engine.mechanisms.work import attractiveness, launches, products
from orgsim.engine.mechanisms.work.customers import custom, satisfied_share
from orgsim.engine.random import luck
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Action, Errand, Right, TeamAccount


@pytest.fixture
def state():
    """The firm in moving markets, of which nobody knows anything yet."""
    found = firm()
    register = found.parameters[0]
    register.markets, register.market_spread, register.market_half_life, register.market_common = 1, 0.5, 6.0, 0.0
    found.views[:], found.doubts[:], found.insights[:] = 0.0, 0.25, 0.0
    found.counters[0].market_seen = found.counters[0].market_launches = 0.0
    found.domains.launches = 0.0
    found.teams.price, found.teams.coverage, found.teams.run_cost, found.teams.company = 1.0, 1e9, 0.0, HEAD
    return found


def drawn(register, domains=40, quarters=400, related=None):
    """Draw many markets for a long time; return the logarithms of what they pay, less the usual."""
    levels = np.ones((quarters, domains))
    close = np.zeros((domains, domains)) if related is None else related
    attractiveness.draw_attractiveness(
        levels, filled(layout.DOMAIN, domains, key=range(10, 10 + domains)), close, register, luck(1, 0)
    )
    return levels, np.log(levels) + 0.5 * register.market_spread**2


def test_markets_walk_around_a_usual_one(tmp_path):
    """Mean 1, spread as stated from the first quarter on, half of what is unusual gone after the half-life."""
    register = parameters(tmp_path, market_spread=0.5, market_half_life=6.0, market_common=0.35)
    levels, logs = drawn(register)
    error = 0.5 / math.sqrt(logs.size / 17)  # 17 quarters of the walk are worth one independent draw
    assert abs(logs.mean()) < 4 * error
    assert logs.std() == pytest.approx(0.5, rel=0.06)
    assert levels.mean() == pytest.approx(1.0, abs=0.08)
    assert np.corrcoef(logs[:-6].ravel(), logs[6:].ravel())[0, 1] == pytest.approx(0.5, abs=0.05)


def test_related_markets_have_a_part_in_common(tmp_path):
    """Two wholly related domains share their common factors, a correlation of the common part; unrelated ones share nothing."""
    register = parameters(tmp_path, market_spread=0.5, market_half_life=1.0, market_common=0.6)
    related = np.zeros((40, 40))
    related[0, 1] = related[1, 0] = 1.0
    _, logs = drawn(register, quarters=4000, related=related)
    assert np.corrcoef(logs[:, 0], logs[:, 1])[0, 1] == pytest.approx(0.6, abs=0.05)
    assert np.corrcoef(logs[:, 2], logs[:, 3])[0, 1] == pytest.approx(0.0, abs=0.06)


def test_markets_that_do_not_differ_pay_one(tmp_path):
    levels, _ = drawn(parameters(tmp_path, market_spread=0.0, market_half_life=6.0, market_common=0.35), quarters=5)
    assert (levels == 1.0).all()


def test_a_launch_pays_what_its_market_pays_on_the_day_and_later(state):
    """Promise 4 that fits by 1 less 1.5: in a market that pays half 0.5; where it pays double, the rest of its life brings 8 less 1.5."""
    register = state.parameters[0]
    register.value_shift, register.measurement_noise, register.products, register.windows = 1.5, 0.0, 1, 0
    register.product_life, register.service_life, register.running_share = 26.0, 52.0, 0.0
    state.strategy[:] = 0.0
    state.strategy[:, 0] = 1.0
    state.objectives[0] = 0.0
    state.objectives[0, 0] = 1.0 / state.objectives.shape[1]
    found = item(state, 0, promise=4.0, finished=0, domain=0)
    state.attractiveness[0, 0], state.attractiveness[1, 0] = 0.5, 2.0
    launches.launch(state, FATE, 0, 0)
    assert found.realised == pytest.approx(0.5)
    assert state.domains[0].launches == 1.0
    products.run_products(state, FATE, 13)
    earned = products.earned_share(26.0) * (4.0 * 2.0 - 1.5)
    assert state.pulse[1].revenue == pytest.approx(
        earned * custom(satisfied_share(state.teams[0]), register.churn_effect)
    )


def test_a_view_moves_by_the_weight_of_its_evidence(state):
    """Doubt .25 against evidence of variance .75: a quarter of the way, and a quarter less doubt."""
    views.learn_from(state, 0, 1, 0.8, 0.75)
    assert (state.views[0, 1], state.doubts[0, 1]) == (pytest.approx(0.2), pytest.approx(0.1875))
    state.doubts[0, 1] = 0.0
    views.learn_from(state, 0, 1, 9.0, 0.75)
    assert state.views[0, 1] == pytest.approx(0.2)


def test_launches_teach_those_who_have_insight(state):
    """All who see the same launches see the same sign; who sees none keeps a view that fades."""
    state.views[:, 0] = 0.4
    state.domains[0].launches = 4.0
    state.insights[FIRST, 0] = state.insights[LEAD, 0] = 1.0
    before = state.doubts[0, 0]
    views.read_markets(state, FATE, 13)
    keeps = attractiveness.persistence(6.0)
    assert state.views[SECOND, 0] == pytest.approx(0.4 * keeps)
    assert state.views[FIRST, 0] == state.views[LEAD, 0] != state.views[SECOND, 0]
    assert state.doubts[FIRST, 0] < before
    assert state.domains[0].launches == 0.0


def test_how_much_markets_differ_is_learned_from_what_was_seen(state):
    """Sixteen launches that show one market 1.5 and another -1.5 off, against eight launches' worth of faith that all are alike."""
    counters = state.counters[0]
    assert views.spread_learned(counters) == 0.0
    counters.market_seen, counters.market_launches = 16 * (1.5**2 - 1 / 8), 16.0
    assert views.spread_learned(counters) == pytest.approx(16 * 2.125 / 24)
    counters.market_seen = -1.0
    assert views.spread_learned(counters) == 0.0


def test_a_judge_expects_what_the_view_says_less_what_will_be_gone(state):
    """A view of .4 is worth e^.4 today and e^.2 after a half-life; where markets are off, nothing."""
    state.counters[0].market_seen, state.counters[0].market_launches = 0.0, 1.0
    state.doubts[:] = 0.0
    state.views[0, 0] = 0.4
    assert views.seen_attractiveness(state, 0, 0, 0.0) == pytest.approx(math.exp(0.4))
    assert views.seen_attractiveness(state, 0, 0, 6 * 13.0) == pytest.approx(math.exp(0.2))
    state.parameters[0].markets = 0
    assert views.seen_attractiveness(state, 0, 0, 0.0) == 1.0


def test_a_case_in_a_market_that_seems_to_pay_more_is_worth_more(state):
    """Nothing else of the judgement changes."""
    register = state.parameters[0]
    register.case_noise = register.local_interest = 0.0
    state.beliefs[:] = 0.0
    state.beliefs[:, 0] = 1.0
    state.objectives[0] = 0.0
    state.objectives[0, 0] = 1.0 / state.objectives.shape[1]
    state.doubts[:] = 0.0
    state.teams.lead = 0.0
    item(state, 0, promise=4.0, domain=0, started=3, left=0.0, worked=1)
    usual = worth_to(state, FATE, FIRST, 0, 0.0)
    state.views[FIRST, 0] = math.log(2.0)
    assert worth_to(state, FATE, FIRST, 0, 0.0) == pytest.approx(usual + 4.0)


def test_output_is_worth_less_the_more_of_it_there_is():
    """With a slope of one half, four times the output is worth twice as much."""
    assert portfolio.worth_of_output(4.0, 0.5) == pytest.approx(2 * portfolio.worth_of_output(1.0, 0.5))


def test_capacity_is_worth_what_it_costs_elsewhere_times_the_market(state):
    """The mean price of the company, and what the reviewer expects of the market while the plan lasts."""
    state.counters[0].market_launches = 1.0
    state.doubts[:] = 0.0
    state.teams[0].price, state.teams[1].price = 1.0, 3.0
    state.views[HEAD, 0] = 0.4
    left = 2 ** (-1.5 / 6)
    portfolio.reckon_prices(state.posts, state.teams)
    assert portfolio.worth_at_margin(state, HEAD, 0) == pytest.approx(2.0 * math.exp(0.4 * left))
    assert portfolio.worth_at_margin(state, HEAD, 1) == pytest.approx(2.0)


def test_where_teams_are_alike_nothing_is_gained_by_a_move(state):
    """It costs weeks of a newcomer, and ideas get worse where more are taken up."""
    assert portfolio.gain_of_move(state, 0, 1, (1.0, 1.0), 1, 0) < 0.0
    assert portfolio.gain_of_move(state, 0, 1, (1.0, 4.0), 1, 0) > 0.0


def test_an_open_post_moves_free_of_cost(state):
    """The difference is what the newcomer would cost twice over."""
    moved = portfolio.gain_of_move(state, 0, 1, (1.0, 2.0), 1, 0)
    state.teams[0].open = 1
    cost = portfolio.CAUTION * portfolio.cost_of_move(2.0, 1, state.parameters[0])
    assert portfolio.gain_of_move(state, 0, 1, (1.0, 2.0), 1, 0) == pytest.approx(moved + cost)


def planned(state):
    """Let the head make a plan of both teams; return the requests."""
    state.in_sight[:2] = [0, 1]
    portfolio.plan_moves(state, FATE, HEAD, np.array([1.0, 3.0]), 0)
    return state.requests[: state.counters[0].requests]


def test_a_plan_takes_from_where_capacity_is_worth_least(state):
    """One proposal, of at least one engineer and no more than leaves three."""
    (request,) = planned(state)
    assert (request.errand, request.subject, request.other) == (Errand.SHIFT, 0, 1)
    assert 1 <= request.engineers <= 2
    assert request.evidence == pytest.approx(portfolio.gain_of_move(state, 0, 1, (1.0, 3.0), request.engineers, 0))


def test_no_plan_takes_from_the_smallest_team_or_across_companies(state):
    state.teams[0].engineers = 3
    assert len(planned(state)) == 0
    state.teams[0].engineers, state.teams[0].company = 5, LEAD
    assert len(planned(state)) == 0


def test_a_move_takes_open_posts_first(state):
    """Two posts move, of which one stood open and goes on standing open."""
    state.teams[0].open = 1
    find_interests(state)
    assert portfolio.move_capacity(state, 0, 1, 2, 20)
    giving, taking = state.teams[0], state.teams[1]
    assert (giving.engineers, giving.open, giving.shifted) == (4, 0, -2)
    assert (taking.engineers, taking.open, taking.shifted, taking.newcomers) == (6, 1, 2, 1)


def test_an_open_post_is_missed_half_as_much(state):
    state.teams[0].open = 1
    assert proposals.share_of_team(state.teams[0], 1) == pytest.approx(0.5 / 6)
    assert proposals.share_of_team(state.teams[0], 2) == pytest.approx(1.5 / 6)


def test_engineers_leave_and_their_posts_are_booked(state):
    """With half of them leaving a year about one in 75 goes each week; all minutes are booked, worked or vacant."""
    register = state.parameters[0]
    register.attrition, register.hiring, register.engineer_attrition = 1, 0, 0.5
    for week in range(13):
        engineers.renew_engineers(state, FATE, week)
    gone = int(state.teams.open[:2].sum())
    assert gone > 0
    assert (state.teams.engineers[:2] + state.teams.open[:2]).tolist() == [5, 5]
    assert 0 < state.team_book[:2, 0, TeamAccount.VACANT].sum() <= 13 * gone * MINUTES_PER_WEEK
    register.attrition, register.hiring = 0, 1
    for week in range(13, 200):
        engineers.renew_engineers(state, FATE, week)
    assert state.teams.engineers[:2].tolist() == [5, 5]
    assert state.pulse.hiring_cost.sum() == pytest.approx(
        gone * register.hiring_cost_share * register.engineer_cost * 4
    )


def test_nobody_leaves_where_the_rate_is_nought(state):
    state.parameters[0].engineer_attrition = 0.0
    before = state.teams.copy()
    engineers.renew_engineers(state, FATE, 0)
    assert (state.teams == before).all()


def test_who_reviews_learns_about_the_market_and_proposes(state):
    """With the right to propose, portfolio hours and contact; the review itself moves the reviewer's view and nobody else's."""
    tie(state, 0, HEAD, FIRST)
    state.posts[HEAD].portfolio, state.posts[HEAD].portfolio_left = 1200, 1200
    state.posts[HEAD].rights[Action.SHIFT] = Right.PROPOSE
    state.posts[LEAD].rights[Action.STAFF] = Right.DECIDE
    state.attractiveness[1, 0], state.attractiveness[1, 1] = 8.0, 0.1
    state.counters[0].market_seen, state.counters[0].market_launches = 20.0, 20.0
    state.doubts[:] = 1.0
    portfolio.review_portfolio(state, FATE, 13)
    assert (state.views[HEAD, :2] != 0.0).all()
    assert (state.views[LEAD] == 0.0).all()
    assert state.teams[0].pool == NONE
