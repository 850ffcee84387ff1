"""Influence on the portfolio, against numbers worked out by hand and against the engine's own beliefs."""

import numpy as np
import pytest
from tests.conftest import Make

from orgsim.engine.mechanisms.knowledge.beliefs import exchange_beliefs
from orgsim.engine.random import luck
from orgsim.organization.build import Organization
from orgsim.views.contact import settled_state
from orgsim.views.influence import belief_weights, deciding_shares, influence, settled_weights

THREE = """
name: three
objectives: {growth: 5, retention: 3}
domains:
  search:  {opportunities_per_week: 1}
  billing: {opportunities_per_week: 1}
teams:
  search:  {domain: search, engineers: 7, owner: ann}
  billing: {domain: billing, engineers: 7, owner: bob}
posts:
  head: {role: cpo}
  ann:  {role: pm, reports_to: head}
  bob:  {role: pm, reports_to: head}
demand: {drift_probability: 0.0}
parameters: {ties: {informal_probability: 0.0}, beliefs: {detail_lost: 0.0, strategy_error: 0.0}}
"""
DIRECTED = THREE.replace("head: {role: cpo}", "top: {role: cpo}\n  head: {role: director, reports_to: top}")


def by_name(organization: Organization) -> dict[str, float]:
    """Return everybody's influence by post."""
    return dict(zip(organization.posts, influence(settled_state(organization)), strict=True))


def test_three_people_by_hand(make: Make) -> None:
    """A head who is moved by nobody has .9 w / (1 - .9 u) of the influence, each of two managers .05 / (1 - .9 u).

    A manager has 480 minutes for two ties of weight 1 (head) and 0.4 (peer): 342 and 137 whole minutes, so w = 342/479 and u = 137/479.
    The head has more time for each. Nobody above a manager may fund, so each decides for one of two equal teams. By symmetry what
    managers believe is b = .9 (w h + u b) + .1 b0 on average, hence the shares.
    """
    w, u = 342 / 479, 137 / 479
    found = by_name(make(THREE))
    assert found["head"] == pytest.approx(0.9 * w / (1 - 0.9 * u), abs=1e-12)
    for manager in ("ann", "bob"):
        assert found[manager] == pytest.approx(0.05 / (1 - 0.9 * u), abs=1e-12)
    assert found["head"] == pytest.approx(0.865336, abs=1e-6)


def test_shares_add_up(make: Make) -> None:
    """Somebody's convictions stand behind every funded engineer: shares sum to 1, in every kind of organisation."""
    for text in (THREE, DIRECTED):
        assert sum(by_name(make(text)).values()) == pytest.approx(1.0, abs=1e-12)


def test_what_talk_loses_is_nobodys(make: Make) -> None:
    """Where each step loses a fifth, influence still sums to 1, and those weigh less who are heard over more steps."""
    whole, lossy = (by_name(make(DIRECTED, f"parameters.beliefs.detail_lost={lost}")) for lost in (0.0, 0.2))
    assert sum(lossy.values()) == pytest.approx(1.0, abs=1e-12)
    assert lossy["top"] < whole["top"]
    assert lossy["head"] > whole["head"]


@pytest.mark.parametrize("lost", [0.0, 0.2])
@pytest.mark.parametrize("text", [THREE, DIRECTED])
def test_the_engine_settles_there(make: Make, text: str, lost: float) -> None:
    """With frozen ties and a steady strategy beliefs end at V b(0), what was lost being equal weights, to 9 digits: the engine's formula."""
    organization = make(text, "parameters.beliefs.strategy_delay=0", f"parameters.beliefs.detail_lost={lost}")
    state = settled_state(organization)
    for row in range(len(state.posts)):  # whoever sets the strategy knows it from the start
        if state.posts[row].rights[0]:
            state.first_beliefs[state.posts[row].person] = state.strategy[0]
    first = state.first_beliefs[state.posts.person].copy()
    kept = settled_weights(*belief_weights(state))
    expected = kept @ first + (1.0 - kept.sum(axis=1, keepdims=True)) / first.shape[1]
    assert np.abs(expected - first).max() > 0.01  # there is something to settle
    for _ in range(2000):
        exchange_beliefs(state, luck(0, 0), 0)
    assert np.allclose(state.beliefs[state.posts.person], expected, atol=1e-9)


def test_rows_that_do_not_sum_to_one_are_noticed(make: Make) -> None:
    """The wrong formula, contact in hours instead of shares, gives other numbers: the checks above can fail."""
    state = settled_state(make(THREE))
    susceptibility, weights = belief_weights(state)
    right = settled_weights(susceptibility, weights)
    assert np.allclose(right.sum(axis=1), 1.0)
    wrong = settled_weights(susceptibility, weights * 1.05)
    assert not np.allclose(right, wrong, atol=1e-3)


def test_who_has_the_last_word(make: Make) -> None:
    """Managers decide where nobody above may fund, directors where they may, owners again when approvals are off.

    Whoever stands in for a vacant director decides, as in the engine; and a director who may only approve passes cases on.
    """
    for text, settings, deciders in (
        (THREE, (), {"ann": 0.5, "bob": 0.5}),
        (DIRECTED, (), {"head": 1.0}),
        (DIRECTED, ("mechanisms.approvals=false",), {"ann": 0.5, "bob": 0.5}),
        (DIRECTED, ("posts.head.vacant=true",), {"top": 1.0}),
        (DIRECTED, ("roles.director.rights.fund=approve", "roles.cpo.rights.fund=decide"), {"top": 1.0}),
    ):
        organization = make(text, *settings)
        shares = zip(organization.posts, deciding_shares(settled_state(organization)), strict=True)
        assert {name: share for name, share in shares if share} == deciders


def test_without_belief_exchange_deciders_alone_have_influence(make: Make) -> None:
    """When nobody is moved by anybody, influence is the right to decide."""
    organization = make(DIRECTED, "mechanisms.beliefs=false")
    assert by_name(organization) == {"top": 0.0, "head": 1.0, "ann": 0.0, "bob": 0.0}


def test_people_without_own_convictions_are_still_an_answer() -> None:
    """Two who only ever repeat each other have an answer: each keeps a trace of both."""
    found = settled_weights(np.array([1.0, 1.0]), np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert np.allclose(found, 0.5, atol=1e-6)
