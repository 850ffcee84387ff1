"""Every shipped scenario comes to what it came to when its baseline was recorded, but for luck."""

from pathlib import Path

import pandas as pd
import pytest
from tests.baselines.shipped import kind_of, name_of, shipped_files, shipped_scenarios, table_for
from tests.baselines.table import TEST_SEED, departures, measured, metrics_kept, recorded, rows_recorded
from tests.conftest import SCENARIOS

FEW, MANY = 8, 50
SHIPPED = shipped_scenarios()
FAST = [path for path in SHIPPED if path.stem == "today" and path.parent.parent == SCENARIOS]
REORG = SCENARIOS / "reorg" / "today.yaml"


def left(path: Path, futures: int, *settings: str) -> list[str]:
    """Simulate a scenario; return which of its means leave their tolerance."""
    return departures(measured(path, futures, TEST_SEED, *settings), recorded(path), rows_recorded())


@pytest.mark.parametrize("path", shipped_files(), ids=name_of)
def test_every_shipped_scenario_has_a_baseline(path):
    """A new scenario without one fails here; after ``python -m tests.baselines FOLDER`` it has one, with every metric that is kept."""
    assert kind_of(path) != "unknown"
    assert kind_of(path) != "scenario" or set(recorded(path).metric) == set(metrics_kept())


def test_no_baseline_is_of_a_scenario_that_is_gone():
    """Tables hold what is shipped and nothing else."""
    expected = {name_of(path) for path in SHIPPED}
    assert {name for path in SHIPPED for name in _names(table_for(path))} == expected


@pytest.mark.parametrize("path", FAST, ids=name_of)
def test_a_few_futures_stay_within_the_tolerance(path):
    """The companies that others extend, in eight futures that are not among the recorded ones."""
    assert not left(path, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_many_futures_stay_within_the_tolerance(path):
    """Every shipped scenario, in fifty futures that are not among the recorded ones."""
    assert not left(path, MANY)


@pytest.mark.parametrize(
    ("setting", "metric"),
    [
        ("parameters.delivery.coordination_base=10", "coordination_share"),
        ("parameters.decisions.minutes_to_decide=900", "decision_latency"),
        ("parameters.staffing.attrition_rate=0.6", "attrition"),
    ],
)
def test_a_changed_company_leaves_its_tolerance(setting, metric):
    """Eight futures are enough to notice twice the coordination, decisions that take five times as long, and many more exits."""
    assert any(f" {metric} is " in sentence for sentence in left(REORG, FEW, setting))


def test_a_metric_that_is_lost_is_noticed():
    """A metric that has a value in every recorded future and in none that is simulated is a departure."""
    found = measured(REORG, 3, TEST_SEED)
    found.loc[found.metric == "launches", ["mean", "futures"]] = float("nan"), 0
    assert any(" launches is nan" in sentence for sentence in departures(found, recorded(REORG), rows_recorded()))


def _names(file: Path) -> set[str]:
    """Return the scenarios in a table; none where there is no table."""
    return set(pd.read_csv(file).scenario) if file.exists() else set()
