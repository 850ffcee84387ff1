"""What a company built before the run, worked by hand."""

import numpy as np
import pytest
from tests.conftest import SMALL
from tests.unit.engine.firm import FATE, FIRST, SECOND, firm
from tests.unit.engine.records import drawn

from orgsim.engine.mechanisms.knowledge import past
from orgsim.engine.mechanisms.work.interdependence import build_effort
from orgsim.engine.mechanisms.work.market import generation
from orgsim.engine.vocabulary import NEVER, NONE, CapabilityState, Kind, Stage

KINDS = 12
"""Types of the two domains that have a team; the third domain has none, so nobody runs anything of its types."""


@pytest.fixture
def state():
    """A firm whose two teams serve two related domains; every type of theirs is older than the run, and every one was built twice."""
    found = firm()
    found.related[:] = 0.0
    found.related[0, 1] = found.related[1, 0] = 1.0
    register = found.parameters[0]
    register.inherited_share, register.inherited_twice, register.capability_life, register.overlap = (
        1.0,
        1.0,
        200.0,
        1.0,
    )
    return found


def taken_over(state):
    """Return the capabilities of the past after week 0."""
    past.inherit(state, FATE, 0)
    return state.capabilities[: state.counters[0].capabilities]


def test_everything_exists_and_was_built_twice(state):
    """Of each type there are two, with the team of its domain and with the other; the younger duplicates the older, unnoticed."""
    found = taken_over(state)
    assert len(found) == 2 * KINDS
    assert found.duplicates.tolist() == [place - 1 if place % 2 else NONE for place in range(2 * KINDS)]
    assert set(found.state) == {CapabilityState.LIVE}
    assert set(found.noticed) == set(found.ended) == {NEVER}
    for older, younger in zip(found[::2], found[1::2], strict=True):
        assert (older.type, older.built_for) == (younger.type, younger.built_for)
        assert {older.team, younger.team} == {0, 1}
        assert -200 <= older.born <= younger.born < 0
    assert state.teams.live[:2].tolist() == [KINDS, KINDS]
    assert len(set(found.key.tolist())) == len(found)


def test_nothing_is_older_than_its_generation(state):
    """What is out of date when the run begins has gone; so the first renewal finds things of every age."""
    for kind in range(12):
        begun = 200.0 * state.phases[kind]
        assert past.born_before(state.phases[kind], 200.0, 1e-9) == -1
        assert -1 - begun <= past.born_before(state.phases[kind], 200.0, 1.0 - 1e-9) <= 0.0 - begun
        assert generation(state.phases[kind], 0, 200.0) == 0


def test_teams_know_and_host_what_they_run(state):
    """It is entered with its team, with the owner of the team, and in the list of its type; it took what building takes such a team."""
    found = taken_over(state)
    for index, one in enumerate(found):
        assert state.hosts[one.team, one.type] == index
        assert state.heard[(FIRST, SECOND)[one.team], one.type] == index
        assert one.effort == build_effort(int(one.type), state.parameters[0], FATE)
        assert one.minutes == int(one.effort / 5.0 ** (state.parameters[0].size_exponent - 1.0))
    assert state.type_first[:KINDS].tolist() == list(range(0, len(found), 2))
    assert state.type_last[:KINDS].tolist() == list(range(1, len(found), 2))


def test_users_are_teams_elsewhere(state):
    """Built once, each type is relied on by the only other team, whose owner has heard of it; at an overlap of 0 by nobody."""
    state.parameters[0].inherited_twice = 0.0
    found = taken_over(state)
    assert set(found.users) == {1}
    for index, one in enumerate(found):
        assert state.uses[1 - one.team, one.type] == index
        assert state.heard[(SECOND, FIRST)[one.team], one.type] == index


def test_needs_at_home_only_make_no_users(state):
    """Where needs are never for another domain, nobody relies on another team."""
    state.parameters[0].overlap, state.parameters[0].inherited_twice = 0.0, 0.0
    assert set(taken_over(state).users) == {0}


def test_without_related_domains_nothing_is_built_twice(state):
    """A second instance needs a related domain whose team would need the same."""
    state.related[:] = 0.0
    found = taken_over(state)
    assert set(found.duplicates) == {NONE}
    assert len(found) == KINDS


def test_companies_do_not_share_a_past(state):
    """Another company's team is neither host of a second instance nor a user."""
    state.teams.company[:2] = (0, 1)
    found = taken_over(state)
    assert set(found.duplicates) == {NONE}
    assert set(found.users) == {0}


@pytest.mark.parametrize(("week", "share"), [(0, 0.0), (1, 1.0)], ids=["no past", "past week 0"])
def test_nothing_to_take_over(state, week, share):
    """Without a past, and after week 0, nothing happens."""
    state.parameters[0].inherited_share = share
    past.inherit(state, FATE, week)
    assert state.counters[0].capabilities == 0
    assert (state.hosts == NONE).all()


def test_the_past_is_drawn_from_the_market_alone(state):
    """Which types there are, how old, and which of them twice does not depend on how many people work there."""
    state.parameters[0].inherited_share = state.parameters[0].inherited_twice = 0.5
    other = firm()
    other.related[:] = state.related
    other.parameters[:] = state.parameters
    other.teams.engineers[:2] = (9, 40)
    fields = ["type", "team", "born", "duplicates", "users", "effort", "key"]
    assert taken_over(state)[fields].tolist() == taken_over(other)[fields].tolist()


def test_rows_of_the_past():
    """They follow the opportunities, are done, belong to the domain of the type, and have a scope that sums to 1."""
    plain = drawn(SMALL, ("parameters.capabilities.inherited_share=0",))
    found = drawn(SMALL, ("parameters.capabilities.inherited_share=0.5",))
    kinds, opportunities = len(found.type_first), len(plain.objectives)
    assert len(found.objectives) == opportunities + kinds
    assert np.array_equal(found.objectives[:opportunities], plain.objectives)
    assert np.array_equal(found.items[:opportunities], plain.items[:opportunities])
    rows = found.items[opportunities : opportunities + kinds]
    assert found.counters[0].items == opportunities + kinds
    assert set(rows.kind) == {Kind.PAST}
    assert set(rows.stage) == {Stage.DONE}
    assert set(rows.finished) == set(rows.funded) == set(rows.closed) == set(rows.team) == {NEVER}
    assert found.objectives[opportunities:].sum(axis=1) == pytest.approx(np.ones(kinds))
