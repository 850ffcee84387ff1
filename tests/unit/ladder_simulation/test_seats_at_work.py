"""People on a ladder who hold posts: the log, the heads and the chains of vacancies of an organisation add up."""

import numpy as np
import pytest
from tests.conftest import ROOT, run

from orgsim.engine.vocabulary import Cause
from orgsim.organization.build import build
from orgsim.scenario.design import load_design


@pytest.fixture(scope="module")
def states():
    """Four futures of a company of 19 posts with a busy labour market."""
    settings = ["parameters.staffing.attrition_rate=0.4", "ladder.policy.name=vacancy-driven"]
    organization = build(load_design(ROOT / "scenarios/flatter/today.yaml", settings))
    return [run(organization, replication) for replication in range(4)]


def log_of(state):
    return state.career_log[: int(state.counters[0].lines)]


def test_heads_follow_from_the_log(states):
    """People on a level at the end: those who came less those who went, line by line."""
    for state in states:
        log = log_of(state)
        came = np.bincount(log["to"][log["to"] >= 0], minlength=len(state.levels))
        went = np.bincount(log["origin"][log["origin"] >= 0], minlength=len(state.levels))
        assert (came - went).tolist() == state.levels.heads.tolist()
        held = state.people.level[state.people.post >= 0]
        assert np.bincount(held[held >= 0], minlength=len(state.levels)).tolist() == state.levels.heads.tolist()


def test_promotions_are_counted_once(states):
    """The log, the table by quarter and the table of cases agree."""
    for state in states:
        promoted = (log_of(state)["cause"] == Cause.PROMOTION).sum()
        assert promoted == state.staffed.promoted.sum() == state.cases.promoted.sum()


def test_a_capped_level_never_grows(states):
    """Under `vacancy-driven` a committee lets people in only where others have left."""
    for state in states:
        capped = np.flatnonzero(state.levels.capped)
        assert (state.staffed.heads[:, capped] <= state.levels.places[capped]).all()


def test_chains_end_where_somebody_is_hired(states):
    """Posts of levels with seats that were filled from outside end one chain each; those filled inside make chains longer."""
    lengths = np.arange(states[0].chains.shape[1])
    chains = sum(state.chains.sum(axis=0) for state in states)
    assert chains.sum() > 0
    assert (chains * lengths).sum() >= chains.sum()
    assert sum(state.waits.sum() for state in states) >= chains.sum()
