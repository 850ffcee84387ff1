"""The page on a fit: what was planted is learned, what says nothing stays open, and what is not met is said."""

import html
import re

import numpy as np
import pytest
from tests.unit.report.test_report_page import Links

from orgsim.figures.fitting import (
    describe_observations,
    draw_numbers,
    draw_ruled_out,
    numbers_message,
    observations_message,
)
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Values
from orgsim.report.calibration import calibration_report
from orgsim.scenario.register import register
from orgsim.sensitivity.fit import Fit
from orgsim.sensitivity.matching import Observed, match
from orgsim.sensitivity.settings import Doubt

ENTRIES = {entry.path: entry for entry in register()}
KEYS = (Doubt(ENTRIES["demand.effort_median"], 7.0, 2.0, 30.0), Doubt(ENTRIES["demand.overlap"], 0.6, 0.3, 0.8))
NAMES = ("lead_time", "launches", "cost")


def fit(*values: float, discrepancy: float = 0.5) -> Fit:
    """Return a fit to observations of a world in which the first number gives the first two of them, and nothing depends on the second."""
    luck = np.random.default_rng(1)

    def simulate(shares: Values) -> Values:
        truth = np.column_stack((20.0 * shares[:, 0], 10.0 - 5.0 * shares[:, 0], np.full(len(shares), 3.0)))
        return np.asarray(truth[:, None, :] + luck.normal(0.0, 0.3, (len(shares), 8, 3)))

    seen = [Observed(name, value, 0.2, discrepancy) for name, value in zip(NAMES, values, strict=True)]
    found = match(seen, len(KEYS), simulate, points=80, waves=2, seed=1)
    return Fit(found, KEYS, seen, [metric_named(name) for name in NAMES])


@pytest.fixture(scope="module")
def good() -> Fit:
    """Return a fit in which the first number is planted at 4/10 of its range."""
    return fit(8.0, 8.0, 3.0)


def test_what_is_told_and_what_stays_open(good: Fit) -> None:
    """The first number is learned, its interval holds 2 x 15 ** 0.4; of the second next to nothing is known."""
    low, middle, high = good.ends(0)
    assert low <= 2.0 * 15.0**0.4 <= high
    assert low < middle < high
    assert good.learned(0) > 0.6
    assert good.learned(1) < 0.3
    assert (
        numbers_message(good)
        == "The observations narrow down effort median (demand), and say little of overlap (demand)"
    )
    assert observations_message(good) == "The fitted model meets all 3 observations"
    assert "lead time, median: observed 8, fitted model" in describe_observations(good)


def test_what_is_not_met_is_said() -> None:
    """An observation that no number explains is named, once its error and discrepancy are counted."""
    lost = fit(8.0, 8.0, 3.6, discrepancy=0.001)
    assert [metric.name for metric in lost.off()] == []  # 0.6 is two standard deviations of luck
    far = Fit(lost.found, lost.keys, [*lost.seen[:2], Observed("cost", 6.0, 0.2, 0.001)], lost.metrics)
    assert [metric.name for metric in far.off()] == ["cost"]
    assert observations_message(far) == "The fitted model does not meet cost"
    vague = Fit(lost.found, lost.keys, [*lost.seen[:2], Observed("cost", 6.0, 0.2, 3.0)], lost.metrics)
    assert vague.off() == []  # as far as the model may be off by its discrepancy


def test_the_pictures_show_the_posterior_and_the_line(good: Fit) -> None:
    """The histogram of the learned number stands above the range where the truth is; points above three are beyond the line."""
    axes = draw_numbers(good).axes[0]
    after = axes.patches[len(axes.patches) // 2 :]
    peak = max(after, key=lambda bar: bar.get_height())
    assert abs(peak.get_x() - 0.4) < 0.15
    assert peak.get_height() > 2.0
    assert sum(bar.get_height() * bar.get_width() for bar in after) == pytest.approx(1.0)
    clouds = draw_ruled_out(good).axes
    assert len(clouds) == 2
    assert any(list(line.get_ydata()) == [3.0, 3.0] for line in clouds[0].lines)


def test_the_page_stands_alone_and_says_all(good: Fit) -> None:
    """It loads nothing; numbers, observations with discrepancies, waves, limits and the command are on it; a name is shown as text."""
    page = calibration_report(good, "<b>today</b>", "seen.csv", "orgsim calibrate today.yaml seen.csv", 8)
    links = Links(page)
    assert all(target.startswith("#") for target in links.targets)
    assert {target[1:] for target in links.targets} <= set(links.ids)
    assert not re.search(r"@import|url\((?!#)|https?://(?!www\.w3\.org)", page)
    assert re.findall(r'<section id="([a-z-]+)"', page) == ["answer", "numbers", "fit", "ruled-out", "limits"]
    words = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
    for said in (
        "demand.effort_median",
        "discrepancy",
        "seen.csv",
        "still open",
        "orgsim calibrate today.yaml",
        "80 points, then 80 points",
    ):
        assert said in words
    assert "<b>today" not in page
