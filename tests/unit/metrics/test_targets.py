"""Targets of objectives, on launches written by hand."""

import numpy as np
import pytest
from tests.conftest import Make, run

from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import Kind, Stage
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import parts_of
from orgsim.metrics.targets import served
from orgsim.scenario.problems import ScenarioError

AIMED = """
name: aimed
objectives: {growth: {weight: 3, target: 1}, trust: {weight: 1, target: 0.5, per: run}, calm: 1}
domains: {a: {opportunities_per_week: 1}}
teams: {team-a: {domain: a, engineers: 4, owner: pm-a}}
posts: {pm-a: {role: pm}}
horizon: {warmup_quarters: 1, quarters: 6}
demand: {standard_value: 260}
mechanisms: {products: false}
"""

LAUNCHES = ((13, 2.0, (1, 0, 0)), (26, 4.0, (3, 1, 0)), (90, 1.0, (1, 1, 0)), (5, 50.0, (1, 1, 0)))
"""Week, what it earned in standard values of $260k, and objectives in the order growth, trust, calm; the last one is of the warm-up."""


def written(make: Make, text: str = AIMED) -> Outcome:
    """Return a run with these launches."""
    organization = make(text)
    state = new_state(organization.blueprint, luck(1, 0))
    state.counters[0].items = len(LAUNCHES)
    columns = [organization.objectives.index(name) for name in ("growth", "trust", "calm")]
    for row, (week, earned, weights) in enumerate(LAUNCHES):
        item = state.items[row]
        item.kind, item.stage, item.finished, item.earned = Kind.INITIATIVE, Stage.DONE, week, earned
        state.objectives[row, columns] = weights
    return Outcome(organization, state)


def total(outcome: Outcome, metric: str) -> float:
    """Return a metric over all quarters."""
    return metric_named(metric).measure(outcome).total()


def test_value_goes_to_objectives_in_proportion(make: Make) -> None:
    """$1.04M of a launch that serves growth three times as much as trust are $0.78M and $0.26M."""
    outcome = written(make)
    columns = [outcome.organization.objectives.index(name) for name in ("growth", "trust", "calm")]
    found = served(outcome)[:, columns]
    assert found[[0, 1, 5]] == pytest.approx(np.array([[520, 0, 0], [780, 260, 0], [130, 130, 0]]))
    assert not found[2:5].any()
    assert found.sum() == pytest.approx(outcome.realised.sum())


def test_attainment_is_capped_by_year_and_the_last_year_may_be_short(make: Make) -> None:
    """Growth: 1300 of 1000, so 1, and in half a year 130 of 500; trust over the run: 390 of 500; the half year weighs a half."""
    assert total(written(make), "target_attainment") == pytest.approx((1 + 0.5 * 0.26 + 0.78) / 2.5)
    assert total(written(make), "targets_met") == pytest.approx(1 / 3)


def test_losses_do_not_count_below_nothing(make: Make) -> None:
    """An objective that loses value attains nothing of its target, and not less."""
    outcome = written(make)
    outcome.state.items.earned[:3] = -1.0
    assert total(outcome, "target_attainment") == 0.0
    assert total(outcome, "targets_met") == 0.0


def test_without_targets_there_is_nothing_to_attain(make: Make) -> None:
    """Both metrics are undefined."""
    outcome = written(make, AIMED.replace(", target: 1}", "}").replace(", target: 0.5, per: run", ""))
    assert np.isnan(total(outcome, "target_attainment"))
    assert np.isnan(total(outcome, "targets_met"))


def test_targets_steer_nobody(make: Make) -> None:
    """They are measured, not pursued: the run is the same, bit for bit, without them."""
    aimed, bare = run(make(AIMED)), run(make(AIMED.replace(", target: 1}", "}").replace(", target: 0.5, per: run", "")))
    assert aimed.items.tobytes() == bare.items.tobytes()


@pytest.mark.parametrize(
    ("stated", "code"), [("{per: run}", "E201"), ("{target: 0}", "E204"), ("{target: 1, per: month}", "E203")]
)
def test_what_cannot_be_is_refused_with_a_sentence(make: Make, stated: str, code: str) -> None:
    """A period without a target, a target of nothing, an unknown period."""
    with pytest.raises(ScenarioError) as caught:
        make(AIMED.replace("calm: 1", f"calm: {stated}"))
    assert [problem.code for problem in caught.value.problems if problem.is_error] == [code]


def test_each_objective_has_its_own(make: Make) -> None:
    """Growth: 1.13 of 1.5 periods, one of two met; trust 390 of 500, not met; calm has no target."""
    whole = written(make)
    parts = parts_of(whole.organization)
    outcome = Outcome(whole.organization, whole.state, parts)
    found = {}
    for metric in ("target_attainment", "targets_met"):
        measurement = metric_named(metric).measure(outcome)
        rows = [place for place, kind in enumerate(parts.kinds) if kind == "objective"]
        totals = measurement.numerator.sum(axis=1)[rows] / np.maximum(measurement.denominator.sum(axis=1)[rows], 1e-12)
        found[metric] = {parts.names[row]: total for row, total in zip(rows, totals, strict=True)}
    assert found["target_attainment"] == pytest.approx({"growth": 1.13 / 1.5, "trust": 0.78, "calm": 0.0})
    assert found["targets_met"] == pytest.approx({"growth": 0.5, "trust": 0.0, "calm": 0.0})
