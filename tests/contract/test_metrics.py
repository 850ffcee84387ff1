"""Every metric keeps the same promises."""

import importlib
import pkgutil

import numpy as np
import pytest
from tests.conftest import ROOT, run

from orgsim import metrics
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.kpis import KPIS
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import build
from orgsim.scenario.design import load_design
from orgsim.scenario.shipped_files import shipped_roles

NAMES = sorted(all_metrics())


def test_no_two_metrics_have_one_name():
    """Of two the catalogue would keep one: it has as many metrics as the files of the package together."""
    modules = [
        importlib.import_module(f"orgsim.metrics.{entry.name}") for entry in pkgutil.iter_modules(metrics.__path__)
    ]
    assert len(NAMES) == sum(len(getattr(module, "METRICS", ())) for module in modules)


@pytest.fixture(scope="module")
def outcome():
    """Return one finished run."""
    organization = build(
        load_design(
            ROOT / "scenarios/product-org/today.yaml",
            [
                "parameters.staffing.attrition_rate=0.4",
                "journeys.buy=[search, feed]",
                "budget.company=18000",
                "objectives.growth={weight: 5, target: 5}",
            ],
        )
    )
    return Outcome(organization, run(organization))


@pytest.mark.parametrize("name", NAMES)
def test_metrics_say_what_they_are(name):
    """Each has a title, a unit, a formula and a region of equivalence."""
    metric = all_metrics()[name]
    assert metric.title
    assert metric.unit
    assert metric.formula
    assert metric.rope.low < 0 < metric.rope.high


def test_key_figures_are_metrics_of_roles():
    """Roles that are shipped have metrics that there are, in the order in which all are listed."""
    order = list(all_metrics())
    assert set(KPIS) <= set(shipped_roles().data["roles"])
    for names in KPIS.values():
        assert set(names) <= set(order)
        assert list(names) == sorted(names, key=order.index)


@pytest.mark.parametrize("name", NAMES)
def test_metrics_have_a_value_in_total_and_by_quarter(name, outcome):
    """Each gives a finite total and as many quarters as count; shares lie between 0 and 1."""
    measurement = all_metrics()[name].measure(outcome)
    total, quarters = measurement.total(), measurement.by_quarter()
    assert np.isfinite(total)
    assert quarters.shape == (12,)
    if all_metrics()[name].unit == "share":
        assert 0 <= total <= 1
        assert np.nanmin(quarters) >= 0
        assert np.nanmax(quarters) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_measuring_changes_nothing(name, outcome):
    """Measuring twice gives the same and leaves the state alone."""
    before = outcome.state.items.tobytes(), outcome.state.team_book.tobytes()
    first, second = (all_metrics()[name].measure(outcome).total() for _ in range(2))
    assert first == second
    assert before == (outcome.state.items.tobytes(), outcome.state.team_book.tobytes())


def test_sums_by_quarter_add_up(outcome):
    """Amounts per quarter add up to the total."""
    for name in ("launches", "realised_value", "cost", "duplicate_run_cost", "escalations"):
        measurement = all_metrics()[name].measure(outcome)
        assert measurement.by_quarter().sum() == pytest.approx(measurement.total(), rel=1e-12)


def test_cost_by_hand(outcome):
    """Without vacancies and hires, cost is loaded pay plus engineers; here it is that less what vacancies saved."""
    scenario = outcome.organization.design.baseline
    pay = sum(scenario.roles[post.role].salary for post in scenario.posts.values()) * 1.35 * 3
    engineers = 63 * 50 * 12
    hiring = float(outcome.of_all("hiring_cost").sum())
    vacancies = pay + engineers + hiring - float(outcome.cost.sum())
    assert 0 <= vacancies < 0.25 * pay


def test_launches_by_hand(outcome):
    """The number of launches is that of initiatives finished after the warm-up, counted one by one."""
    items = outcome.state.items[: outcome.state.counters[0].items]
    count = sum(1 for item in items if item.kind == 0 and item.stage == 5 and item.finished >= 52)
    assert all_metrics()["launches"].measure(outcome).total() == count
