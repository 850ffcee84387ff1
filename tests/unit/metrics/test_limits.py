"""Between which ends the values of a metric lie."""

import csv

import pytest
from tests.conftest import ROOT

from orgsim.metrics.catalog import all_metrics

ROWS = [
    row
    for path in sorted((ROOT / "tests" / "data" / "baselines").glob("*.csv"))
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
]


@pytest.mark.parametrize("name", all_metrics())
def test_means_of_shipped_scenarios_lie_between_the_limits(name: str) -> None:
    """The recorded mean of every shipped scenario lies between the limits that the unit of the metric states."""
    low, high = all_metrics()[name].limits
    means = [float(row["mean"]) for row in ROWS if row["metric"] == name]
    assert all(low <= mean <= high for mean in means)


def test_limits_by_unit() -> None:
    """Weeks are never negative, a share is between 0 and 1, and money has no limits."""
    metrics = all_metrics()
    assert metrics["lead_time"].limits == (0.0, float("inf"))
    assert metrics["rework_share"].limits == (0.0, 1.0)
    assert metrics["realised_value"].limits == (float("-inf"), float("inf"))
