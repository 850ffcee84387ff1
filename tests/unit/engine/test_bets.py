"""Bets: what an initiative is worth to a judge, against closed forms, against chance, and at the ends where it is simple."""

import math

import numpy as np
import pytest
from scipy import stats
from tests.unit.engine.records import filled, fresh_state, parameters

from orgsim.engine import records as layout
from orgsim.engine import work_records
from orgsim.engine.mechanisms.decisions import bets, errands, judgement, stopping
from orgsim.engine.mechanisms.work import launches, products, ranking
from orgsim.engine.mechanisms.work.progress import share_left
from orgsim.engine.random import luck
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NEVER, NONE, Answer, Kind

FATE = luck(1, 0)


@pytest.mark.parametrize(
    ("gain", "cost", "doubt"), [(3.0, 2.0, 0.8), (1.0, 2.0, 0.5), (2.0, 2.0, 1.3), (0.01, 5.0, 0.3)]
)
def test_an_option_to_exchange(gain, cost, doubt):
    """Without exposure: the mean of what a log-normal gain exceeds its cost by (Black 1976), here integrated numerically."""
    distribution = stats.lognorm(doubt, scale=gain * math.exp(-0.5 * doubt**2))
    assert distribution.mean() == pytest.approx(gain)
    exceeding = distribution.expect(lambda x: x - cost, lb=cost)
    assert bets.worth_of_option(gain, cost, doubt, 0.0) == pytest.approx(exceeding, abs=1e-7)


def test_an_option_against_chance():
    """A hundred thousand gains: kept whole when they exceed the cost, else exposed to a fifth of the loss; within four standard errors."""
    gain, cost, doubt, exposure = 2.5, 2.0, 0.9, 0.2
    gains = gain * np.exp(doubt * np.random.default_rng(3).standard_normal(100_000) - 0.5 * doubt**2)
    brought = np.where(gains > cost, gains - cost, exposure * (gains - cost))
    error = brought.std(ddof=1) / len(brought) ** 0.5
    assert abs(bets.worth_of_option(gain, cost, doubt, exposure) - brought.mean()) < 4 * error


def test_an_option_at_its_ends():
    """Wholly exposed it is a bet on the mean; in no doubt a certain outcome; without a cost or a gain there is nothing to exchange."""
    assert bets.worth_of_option(1.5, 2.0, 0.7, 1.0) == pytest.approx(-0.5)
    assert bets.worth_of_option(3.0, 2.0, 0.0, 0.1) == 1.0
    assert bets.worth_of_option(1.0, 2.0, 0.0, 0.1) == pytest.approx(-0.1)
    assert bets.worth_of_option(3.0, 0.0, 0.7, 0.1) == pytest.approx(3.0)
    assert bets.worth_of_option(0.0, 2.0, 0.7, 0.1) == pytest.approx(-0.2)
    assert bets.worth_of_option(1e-320, 20.0, 0.7, 0.1) == pytest.approx(-2.0)
    # little doubt is nearly none
    assert bets.worth_of_option(3.0, 2.0, 1e-6, 0.1) == pytest.approx(1.0)


def test_more_doubt_is_worth_more():
    """An option gains from doubt, and never is worth less than what it would be exercised for now."""
    found = [bets.worth_of_option(2.0, 2.5, doubt, 0.1) for doubt in (0.0, 0.2, 0.5, 1.0, 2.0)]
    assert found == sorted(found)
    assert found[0] == pytest.approx(-0.05)
    assert found[-1] < 2.0


def test_shrinking_is_the_conjugate_normal():
    """A normal prior and a normal error: the mean and the spread after looking, here by weighing a grid of true values."""
    spread, error, usual, estimate = 0.8, 1.2, -0.3, 1.1
    grid = np.linspace(-12, 12, 200_001)
    weights = stats.norm.pdf(grid, usual, spread) * stats.norm.pdf(estimate, grid, error)
    mean = np.average(grid, weights=weights)
    reliable = bets.reliability(spread, error)
    assert bets.shrunk(estimate, usual, reliable) == pytest.approx(mean)
    left = np.average((grid - mean) ** 2, weights=weights)
    assert spread**2 * (1.0 - reliable) == pytest.approx(left)


def test_reliability_at_its_ends():
    """Nothing to see without spread, everything without error, and certainty without both."""
    assert bets.reliability(0.0, 1.0) == 0.0
    assert bets.reliability(1.0, 0.0) == 1.0
    assert bets.reliability(0.0, 0.0) == 1.0


@pytest.mark.parametrize("reach", [0, 1, 2])
def test_what_is_usual_is_the_mean_of_what_the_market_draws(tmp_path, reach):
    """Estimates without any reliability are worth what such cases bring on average, near or far from the core."""
    register = parameters(tmp_path, value_sigma=0.9, reach_spread=0.3, value_shift=0.0, rollback_exposure=1.0)
    item = filled(work_records.ITEM, 1, scale=2.0, reach=reach)[0]
    assert bets.worth_of_bet(item, 1.0, 5.0, 1e6, 0.0, register) == pytest.approx(2.0 * math.exp(0.5 * 0.9**2))


def test_a_bet_without_doubt_is_its_net_value(tmp_path):
    """No error: fit x promise x what waiting leaves - scale x shift; no spread either: the same of an average promise."""
    register = parameters(tmp_path, value_sigma=1.0, value_shift=1.5, rollback_exposure=0.1)
    item = filled(work_records.ITEM, 1, scale=2.0, half_life=26.0)[0]
    seen = math.log(6.0 / 2.0)
    assert bets.worth_of_bet(item, 1.25, seen, 0.0, 0.0, register) == pytest.approx(1.25 * 6.0 - 3.0)
    assert bets.worth_of_bet(item, 1.25, seen, 0.0, 26.0, register) == pytest.approx(1.25 * 3.0 - 3.0)
    assert bets.worth_of_bet(item, 1.25, seen, 0.0, 52.0, register) == pytest.approx(0.1 * (1.25 * 1.5 - 3.0))
    register.value_sigma = 0.0
    assert bets.worth_of_bet(item, 1.25, 0.0, 0.0, 0.0, register) == pytest.approx(0.1 * (1.25 * 2.0 - 3.0))
    assert bets.worth_of_bet(item, 1.25, seen, 1.0, 0.0, register) == pytest.approx(0.1 * (1.25 * 2.0 - 3.0))


def test_fading():
    """Half after a half-life, a quarter after two, and for ever the same without one."""
    assert [bets.fading(weeks, 26.0) for weeks in (0.0, 26.0, 52.0)] == [1.0, 0.5, 0.25]
    assert bets.fading(1e6, 0.0) == 1.0
    assert bets.fading(1e9, 1.0) == 0.0


def test_the_price_of_capacity_is_learned():
    """Half of the way to what the last bet brought, each quarter; a team with room to spare forgets it by halves."""
    price = 0.0
    for marginal in (4.0, 4.0, 0.0):
        price = bets.price_learned(price, marginal)
    assert price == 1.5


def test_errors_have_a_common_part():
    """Of 4,000 cases: unit variance, a correlation between two judges of the common share, and one error when all is common."""
    for common in (0.0, 0.6, 1.0):
        errors = np.array(
            [[judgement.error_of_judge(FATE, case, judge, common) for judge in (7, 8)] for case in range(4000)]
        )
        assert errors.std(axis=0) == pytest.approx([1.0, 1.0], abs=0.05)
        assert np.corrcoef(errors.T)[0, 1] == pytest.approx(common, abs=0.05)
    assert (errors[:, 0] == errors[:, 1]).all()


@pytest.fixture
def state(tmp_path):
    """Return a state in which two posts judge an item of team 0 alike: of average skill, with the same beliefs and no interest of theirs."""
    state = fresh_state(tmp_path)
    state.people.skills[:] = 0.5
    state.people.key[:2] = [7, 8]
    state.posts.person[:2] = [0, 1]
    state.posts.tilt[:2] = 0.0
    state.beliefs[:] = state.strategy[0]
    item = state.items[0]
    item.kind, item.parent, item.started, item.team, item.week = Kind.INITIATIVE, NONE, NEVER, 0, 0
    return state


def test_judges_who_know_the_same_agree_when_errors_are_common(state):
    """All error in common: exactly the same worth; none in common: another."""
    state.parameters[0].common_error = 1.0
    assert judgement.judged_by(state, FATE, 0, 0) == judgement.judged_by(state, FATE, 1, 0)
    state.parameters[0].common_error = 0.0
    assert judgement.judged_by(state, FATE, 0, 0) != judgement.judged_by(state, FATE, 1, 0)


def test_looking_twice_teaches_nothing(state):
    """The same judge sees the same case with the same error, this quarter and the next, unless it fades."""
    state.items[0].half_life = 0.0
    first = judgement.judged_by(state, FATE, 0, 0)
    state.counters[0].quarter, state.counters[0].week = 2, 26
    assert judgement.judged_by(state, FATE, 0, 0) == first
    state.items[0].half_life = 26.0
    assert judgement.judged_by(state, FATE, 0, 0) < first


def test_the_unskilled_shrink_too_little(state):
    """Errors grow as skill at discovery falls, and what judges believe of their errors does not: estimates spread more."""
    state.parameters[0].common_error, state.parameters[0].value_shift = 0.0, 0.0
    state.people.skills[:2] = [[0.1], [0.9]]
    found = np.zeros((2, 400))
    for case in range(400):
        state.items[0].key = case
        found[:, case] = [math.log(judgement.judged_by(state, FATE, post, 0)) for post in (0, 1)]
    assert found[0].std() / found[1].std() == pytest.approx(math.exp(0.8 * state.parameters[0].skill_effect), rel=0.15)


def test_what_is_under_way_is_nearer_to_its_launch(state):
    """A team that expects 20 weeks, and work of which a quarter is done: 15 weeks; before it begins, all 20."""
    team, item = state.teams[0], state.items[0]
    team.lead = 20.0
    assert judgement.weeks_ahead(item, team) == 20.0
    item.started, item.phase, item.effort, item.left, item.rework, item.worked = 3, 2, 400.0, 300.0, 0.0, 100
    assert share_left(item) == 0.75
    assert judgement.weeks_ahead(item, team) == 15.0


def test_teams_remember_lead_times():
    """A fifth of the way to what they just lived: asked for in week 10, launched in week 36."""
    team = filled(layout.TEAM, 1, lead=16.0)[0]
    launches.remember_lead(team, filled(work_records.ITEM, 1, submitted=10 * MINUTES_PER_WEEK)[0], 36)
    assert team.lead == pytest.approx(18.0)


def test_planned_effort_counts_what_owners_can_see(state):
    """A feature of 1,000, a build of 500 that nobody has, and questions at .1 a week that cost .2 of the feature each."""
    register, item = state.parameters[0], state.items[0]
    register.capabilities, register.exceptions = 1, 0
    item.effort, item.needs[:], item.build_effort[:] = 1000.0, [0, NONE], [500.0, 0.0]
    assert ranking.expected_effort(state, 0, 0, 0) == 1500.0
    register.exceptions, register.exception_probability, register.rework_if_answered = 1, 0.1, 0.2
    assert ranking.expected_effort(state, 0, 0, 0) == pytest.approx(1500.0 + 0.1 * 1500.0 / 2400 * 0.2 * 1000.0)
    register.capabilities = 0
    assert ranking.expected_effort(state, 0, 0, 0) == pytest.approx(1000.0 + 0.1 * 1000.0 / 2400 * 0.2 * 1000.0)


def test_what_a_stop_gains():
    """What is left would bring 2 x 0.5 elsewhere and 0.5 here; who spent the rest sees 0.4 more here."""
    assert stopping.gain_of_stop(0.5, 2.0, 0.5, 0.0) == pytest.approx(0.5)
    assert stopping.gain_of_stop(0.5, 2.0, 0.5, 0.4) == pytest.approx(0.1)
    assert stopping.gain_of_stop(-0.1, 0.0, 0.5, 0.0) == pytest.approx(0.1)


def test_a_case_is_granted_from_nothing_upward():
    """Below nothing it is refused; the last judge grants what the others pass on."""
    assert errands.verdict_on(-1e-9, 0.0, True) == Answer.NO
    assert errands.verdict_on(0.0, 0.0, True) == Answer.YES
    assert errands.verdict_on(0.0, 0.0, False) == Answer.OPEN


def test_discounting():
    """A year at 25 % makes four fifths; at no rate money is worth the same whenever it comes."""
    assert products.discount(52.0, 0.25) == pytest.approx(0.8)
    assert products.discount(104.0, 0.25) == pytest.approx(0.64)
    assert products.discount(1e4, 0.0) == 1.0
