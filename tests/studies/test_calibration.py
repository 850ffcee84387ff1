"""What the calibration table measures of the work, of spans and of waits, worked by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from tests.conftest import Make

from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, Kind, Stage, TeamAccount
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.outcome import Outcome
from orgsim.organization.ties import ties_of
from orgsim.studies.calibration import contact, measured
from orgsim.studies.calibration.targets import TARGETS
from orgsim.studies.calibration.work import joint, offered, significant, slower, work
from orgsim.studies.worlds import company, organized, pms

WEEK = 2400
TINY = """
name: tiny
objectives: {growth: 3, trust: 1}
domains: {a: {opportunities_per_week: 1}, b: {opportunities_per_week: 1}}
teams: {team-a: {domain: a, engineers: 4, owner: pm-a}, team-b: {domain: b, engineers: 6, owner: pm-b}}
posts: {head: {role: cpo}, pm-a: {role: pm, reports_to: head}, pm-b: {role: pm, reports_to: head}}
horizon: {warmup_quarters: 1, quarters: 2}
demand: {value_shift: 0.5}
parameters: {launches: {measurement_noise: 0.5}}
mechanisms: {markets: false}
"""


@pytest.fixture
def outcome(make: Make) -> Outcome:
    """A run in which nothing came up except in the warm-up, and nothing was done."""
    organization = make(TINY)
    state = new_state(organization.blueprint, luck(1, 0))
    state.items.week[:] = 0
    return Outcome(organization, state)


def offer(outcome: Outcome) -> None:
    """Offer three features in the quarters that count: one is worth it, one only by what it does elsewhere, one is not."""
    state = outcome.state
    state.strategy[:] = ((0.5, 0.5), (0.75, 0.25), (0.25, 0.75))
    rows = (
        (13, 6.0, 2.0, 0.0, (1.0, 0.0)),  # 2 x 1.5 - 1 = 2
        (26, 3.0, 1.0, 1.5, (1.0, 0.0)),  # 1 x 0.5 x 2.5 - 1 = 0.25, though -0.5 at home
        (27, 5.0, 1.0, -0.5, (0.0, 1.0)),  # 1 x 1.5 x 0.5 - 1 = -0.25, though 0.5 at home
    )
    for place, (week, effort, promise, spill, objectives) in enumerate(rows, start=2):
        item = state.items[place]
        item.week, item.effort, item.promise, item.spill, item.scale = week, effort * WEEK, promise, spill, 2.0
        state.objectives[place] = objectives


def launch(outcome: Outcome) -> None:
    """Launch five initiatives: two that need nobody, one that depends on another domain, and two of joint work.

    Columns: weeks from the case to the launch; measured effect; whether it depends on another domain; parts of others.
    """
    rows = ((8, 3.0, False, 0), (12, 1.9, False, 0), (11, 2.1, True, 0), (15, -4.0, False, 1), (25, 0.0, True, 2))
    outcome.state.counters[0].items = len(rows)
    for item, (weeks, effect, depends, parts) in zip(outcome.state.items, rows, strict=False):
        item.kind, item.stage, item.submitted, item.finished = Kind.INITIATIVE, Stage.DONE, 13 * WEEK, 12 + weeks
        item.measured, item.scale, item.depends_on = effect, 2.0, 1 if depends else NONE
        item.partners[:] = [1] * parts + [NONE] * (len(item.partners) - parts)


def test_what_is_offered_counts_when_it_comes_up_with_what_it_does_elsewhere(outcome: Outcome):
    """Weights are those of the day; what came up during the warm-up is left out."""
    offer(outcome)
    effort, worth = offered(outcome)
    assert effort / WEEK == pytest.approx([6.0, 3.0, 5.0])
    assert worth == pytest.approx([2.0, 0.25, -0.25])


def test_offers_are_held_against_the_time_for_features(outcome: Outcome):
    """Of 14 engineer-weeks on offer 9 are worth it, teams put 4 into features, and are idle for 1 of 10."""
    offer(outcome)
    outcome.state.team_book[:, 0] = 1e6  # in the warm-up
    outcome.state.team_book[0, 1, TeamAccount.NEW_VALUE] = 4 * WEEK
    outcome.state.team_book[1, 2, TeamAccount.REWORK] = 5 * WEEK
    outcome.state.team_book[1, 2, TeamAccount.IDLE] = WEEK
    found = work(outcome)
    assert (found["offered_effort"], found["good_ideas"], found["idle"]) == pytest.approx((3.5, 2.25, 0.1))
    assert np.isnan(found["launch_significant"])
    assert np.isnan(found["joint_lead"])


def test_an_effect_is_significant_beyond_its_error(outcome: Outcome):
    """The error is half a standard value for each of the two of its scale: 1.96 in all."""
    launch(outcome)
    assert significant(outcome).tolist() == [True, False, True, False, False]


def test_joint_work_is_held_against_work_that_needs_nobody(outcome: Outcome):
    """Alone 8 and 12 weeks, joint 15 and 25, dependent or joint 11, 15 and 25: medians 10, 20 and 15."""
    launch(outcome)
    assert joint(outcome) == pytest.approx({"joint_lead": 100.0, "other_lead": 50.0})


def test_the_reports_of_every_manager_count(monkeypatch):
    """Two managers in one company and one in the other; those at the top report to nobody."""
    lines = ({"head": None, "boss": "head", "ann": "boss", "bob": "boss"}, {"head": None, "eve": "head"})
    texts = [{"posts": {name: {"reports_to": top} if top else {} for name, top in chart.items()}} for chart in lines]
    monkeypatch.setattr(measured, "shipped", lambda: dict(enumerate(texts)))
    assert sorted(measured.spans.__wrapped__()) == [1, 1, 2]


def test_latency_is_measured_where_directors_have_so_many_product_managers():
    """Each of two directors has the span; the head has two reports."""

    def futures(text):
        managers = [post.get("reports_to") for post in text["posts"].values()]
        assert {name: managers.count(name) for name in managers if name} == {
            "head": 2,
            "director-0": 6,
            "director-1": 6,
        }
        return SimpleNamespace(total=lambda metric: np.array([1.0]) if metric == "decision_latency" else None)

    assert contact.latency(SimpleNamespace(futures=futures), 6).tolist() == [1.0]


def test_meeting_enough_is_held_against_never_meeting(monkeypatch):
    """The two arms differ in what missing contact does; futures are paired."""

    def leads(organization, lab):
        effect = organization.design.baseline.parameters.exceptions.unmet_coordination_effect
        return [np.array([10.0]), np.array([12.0])] if effect == 0 else [np.array([20.0]), np.array([16.0])]

    monkeypatch.setattr(contact, "dependent", leads)
    assert contact.met(SimpleNamespace(seed=1, replications=2)).tolist() == [-50.0, -25.0]


def test_owners_who_never_meet_have_no_tie():
    """Their lines meet at the head, and nothing else joins them."""
    text = company(6, 1)
    scenario = organized(text, contact.NEVER_MET).design.baseline
    owners = set(pms(text))
    assert not [tie for tie in ties_of(scenario, scenario) if {tie.first, tie.second} <= owners]


def test_nothing_is_slower_than_nothing():
    """Without a launch on either side there is no figure."""
    assert np.isnan(slower(np.array([1.0]), np.array([])))
    assert np.isnan(slower(np.array([]), np.array([1.0])))


def test_ranges_are_in_order_and_metrics_exist():
    """Every target has a range, a source and a name of its own; what is measured as it is, is a metric."""
    assert all(target.low < target.high and target.source for target in TARGETS)
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    assert set(measured.METRICS) <= set(all_metrics()) & {target.name for target in TARGETS}
