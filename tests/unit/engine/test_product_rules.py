"""Products, sunset, adoption and exploration by hand."""

import math

import numpy as np
import pytest
from tests.unit.engine.records import fresh_state

from orgsim.engine.mechanisms.knowledge import adoption
from orgsim.engine.mechanisms.work import arrivals, customers, launches, market, planning, products, sunset
from orgsim.engine.vocabulary import NONE, Action, CapabilityState, Kind, Reach, Right, Stage


@pytest.fixture
def state(tmp_path):
    """Return a state of a small organisation with round numbers for products."""
    state = fresh_state(tmp_path)
    state.teams.engineers[:2] = 7
    state.attractiveness[:] = 1.0
    register = state.parameters[0]
    register.product_life, register.service_life, register.running_share = 26.0, 52.0, 0.26
    return state


def line(state):
    """Let post 1 report to post 0, both held; return the posts."""
    state.posts.manager = NONE
    state.posts[1].manager = 0
    state.posts.person[:2] = [0, 1]
    return state.posts


def put_in_service(state, index, worth, effort=1000.0):
    """Launch an item of team 0 in week 3."""
    item = state.items[index]
    item.kind, item.stage, item.team, item.effort, item.finished, item.scale = (
        Kind.INITIATIVE,
        Stage.DONE,
        0,
        effort,
        3,
        1.0,
    )
    item.realised = item.measured = item.gains = worth
    item.damage = 0.0
    products.bring_to_market(state, index, False, 0)


def test_a_launch_earns_what_it_is_worth_over_time(state):
    """A quarter brings 1 - exp(-13/26) of what is left; two quarters leave exp(-1) of it; running costs 26 % of effort a year."""
    put_in_service(state, 0, 10.0)
    state.teams[0].delight = customers.usual_delight(state.teams[0].engineers)
    assert state.teams[0].run_cost == pytest.approx(5.0)
    assert state.teams[0].lines == 1
    for week in (13, 26):
        products.earn(state, 0, week)
    assert state.items[0].worth == pytest.approx(10.0 * math.exp(-1))
    assert state.pulse.revenue[1] == pytest.approx(10.0 * (1 - math.exp(-0.5)))
    assert state.pulse.revenue.sum() + state.items[0].worth == pytest.approx(10.0)


def test_defects_cost_customers(state):
    """Open defects of the tolerated amount leave 37 % of those satisfied whom the product pleases; half of what is lost is not bought."""
    put_in_service(state, 0, 10.0)
    team = state.teams[0]
    team.defects, team.delight = 480.0 * team.engineers, customers.usual_delight(team.engineers)
    satisfied = customers.satisfied_share(team)
    assert satisfied == pytest.approx(0.75 * math.exp(-1))
    products.earn(state, 0, 13)
    assert state.pulse.revenue[1] == pytest.approx(10.0 * (1 - math.exp(-0.5)) * (1 - 0.5 * (0.75 - satisfied)))


def test_good_work_pleases_until_it_is_expected(state):
    """A launch worth three standard values an engineer pleases 82 %; after 39 weeks half is expected, and 1 - 0.5 e^-0.5 are pleased."""
    team = state.teams[0]
    team.delight = 0.0
    put_in_service(state, 0, 3.0 * team.engineers)
    assert customers.satisfied_share(team) == pytest.approx(1 - 0.5 * math.exp(-1))
    for _ in range(39):
        customers.tally_satisfaction(state, 0, 0)
    assert team.delight == pytest.approx(1.5 * team.engineers)
    assert customers.satisfied_share(team) == pytest.approx(1 - 0.5 * math.exp(-0.5))
    assert state.pulse[0].product_weeks == 39


def test_who_ships_nothing_pleases_fewer_and_fewer(state):
    """Without launches satisfaction falls toward one half, however few the defects; harm takes it below, and neither reaches an end."""
    team = state.teams[0]
    team.defects, team.delight = 0.0, customers.usual_delight(team.engineers)
    before = customers.satisfied_share(team)
    for _ in range(200):
        customers.tally_satisfaction(state, 0, 0)
    assert before == pytest.approx(0.75)
    assert 0.5 < customers.satisfied_share(team) < 0.51
    assert 0.0 < customers.pleased_share(-50.0, 5, 2.0) < customers.pleased_share(50.0, 5, 2.0) < 1.0


def test_what_a_launch_does_elsewhere_is_felt_there(state):
    """Of six standard values of which two arise in the domain of team 1, four please the customers of team 0."""
    state.teams.delight = 0.0
    state.teams.active[:2], state.teams.domain[:2], state.teams.next_in_domain[:2] = 1, [0, 1], NONE
    state.domains.first_team[:2], state.domains.teams[:2] = [0, 1], 1
    item = state.items[0]
    item.elsewhere, item.spill_domain = 2.0, 1
    put_in_service(state, 0, 6.0)
    assert state.teams.delight[:2].tolist() == [4.0, 2.0]


def test_service_ends(state):
    """After its service life a launch goes, and its running cost with it; what is rolled back never enters service."""
    put_in_service(state, 0, 10.0)
    put_in_service(state, 1, 4.0)
    state.items[1].finished = 30
    products.earn(state, 0, 65)
    assert state.teams[0].service == 1
    assert state.teams[0].run_cost == pytest.approx(5.0)
    state.items[2].realised, state.items[2].team = -3.0, 0
    products.bring_to_market(state, 2, True, 2)
    assert state.pulse.revenue[2] == -3.0
    assert state.teams[0].lines == 1


def test_sunset_of_the_worst(state):
    """The launch that seems to bring least over what it costs goes; an owner who built it needs more to see that."""
    register = state.parameters[0]
    register.engineer_cost, register.standard_value = 50.0, 260.0
    put_in_service(state, 0, 5.0)
    put_in_service(state, 1, 0.001)
    put_in_service(state, 2, -1.0)
    pay = 5.0 / 2400 * 50 / 260
    assert sunset.cost_to_run(state.items[0], 0.0, register) == pytest.approx(pay)
    dear = 2 * pay * register.effort_median / (5.0 * 13)
    assert sunset.cost_to_run(state.items[0], dear, register) == pytest.approx(2 * pay)
    assert sunset.worst_in_service(state, 0, 0.0, 3) == 2
    assert sunset.worst_in_service(state, 0, 5.0, 3) == NONE
    assert sunset.sunset(state, 2)
    assert not sunset.sunset(state, 2)
    assert (state.pulse.sunset[0], state.pulse.sunset_rightly[0]) == (1.0, 1.0)
    assert sunset.worst_in_service(state, 0, 0.0, 3) == 1
    assert sunset.sunset(state, 0)
    assert (state.pulse.sunset[0], state.pulse.sunset_rightly[0]) == (2.0, 1.0)


def test_closing_teams_hand_their_launches_on(state):
    """What is in service, its running cost and its defects go to the successor; without one it goes out of service."""
    put_in_service(state, 0, 10.0)
    put_in_service(state, 1, 10.0)
    state.teams[0].defects = 7.0
    products.bequeath_service(state, 0, 1)
    assert (state.teams[0].lines, state.teams[0].run_cost, state.teams[0].defects) == (0, 0.0, 0.0)
    assert (state.teams[1].lines, state.teams[1].defects) == (2, 7.0)
    assert state.teams[1].run_cost == pytest.approx(10.0)
    assert state.items.team[:2].tolist() == [1, 1]
    products.bequeath_service(state, 1, NONE)
    assert (state.teams[1].lines, state.teams[1].service) == (0, NONE)
    assert state.items.worth[:2].tolist() == [0.0, 0.0]


def test_hold_outs_keep_a_capability_alive(state):
    """Two teams rely on a merged instance; nobody who meets nobody moves; the last to move takes it out of service."""
    old, new = state.capabilities[0], state.capabilities[1]
    state.counters[0].capabilities = 2
    for capability, team in ((old, 0), (new, 1)):
        capability.team, capability.type, capability.state = team, 0, CapabilityState.LIVE
        capability.migration, capability.successor, capability.minutes = NONE, NONE, 1000
    old.successor, old.moved, old.users, old.built_for = 1, 1, 1, 0
    state.uses[1, 0] = 0
    assert adoption.exposure(state, 1, 1) == 0.0
    assert adoption.adoption_chance(0.0) == 0.0
    before = state.counters[0].items
    adoption.move_over(state, 1, 0, 1, 13)
    assert old.users == 0
    assert state.counters[0].items == before + 1
    assert state.items[before].effort == pytest.approx(
        1000 * state.parameters[0].migration_share * state.parameters[0].integration_share
    )


def test_wider_spreads_keep_the_mean():
    """The mean of the lognormal stays exp(sigma^2 / 2), the median falls: more failures and larger successes."""
    z = np.linspace(-8, 8, 20001)
    density = np.exp(-(z**2) / 2)
    for wider in (0.0, 0.3, 0.6):
        values = np.array([market.spread_value(point, 1.0, wider) for point in z])
        assert (values * density).sum() / density.sum() == pytest.approx(math.exp(0.5), rel=1e-3)
    assert market.spread_value(0.0, 1.0, 0.6) < market.spread_value(0.0, 1.0, 0.0) == 1.0


def test_what_is_far_is_seldom_seen():
    """Without research a step away is seen with the base chance; research brings that up."""
    assert arrivals.search_radius(0.0, 0.5, 120.0) == 0.5
    assert arrivals.search_radius(120.0, 0.5, 120.0) == pytest.approx(1 - 0.5 * math.exp(-1))


def test_new_ground_needs_leave(state):
    """A far-reaching case needs whoever decides on exploring, unless a budget is set aside or nobody does."""
    posts = line(state)
    posts.rights[:, Action.EXPLORE] = Right.PROPOSE
    assert planning.right_needed(posts, 0, Reach.FAR, False) == Action.FUND
    posts[0].rights[Action.EXPLORE] = Right.DECIDE
    assert planning.right_needed(posts, 1, Reach.FAR, False) == Action.EXPLORE
    assert planning.right_needed(posts, 1, Reach.FAR, True) == Action.FUND
    assert planning.right_needed(posts, 1, Reach.ADJACENT, False) == Action.FUND


def test_who_ranks_the_work(state):
    """The owner, when that is the owner's right; else the nearest superior whose right it is; else the owner all the same."""
    posts, below, above = line(state), 1, 0
    posts.rights[:, Action.SCOPE] = Right.NONE
    assert planning.planner_of(posts, below) == below
    posts[above].rights[Action.SCOPE] = Right.DECIDE
    assert planning.planner_of(posts, below) == above
    posts[above].person = NONE
    assert planning.planner_of(posts, below) == below
    posts[below].rights[Action.SCOPE] = Right.DECIDE
    assert planning.planner_of(posts, below) == below


def test_analytics_sharpen_measurements():
    """Analytics halves the error at effect ln 4."""
    assert launches.measurement_error(0.5, math.log(4.0), 1.0) == pytest.approx(0.25)
