"""Headroom: what is drawn is what the answer says."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.figures.by_hand import labels

from orgsim.figures import headroom
from orgsim.headroom.answers import TOO_LITTLE, Alternative, Capture, Finding, Gain, Headroom
from orgsim.headroom.catalog import ORACLES
from orgsim.metrics.metric import within
from orgsim.results.statistics import Ratio, Spread, compare

TODAY = np.array([10.0, 11.0, 9.0, 10.5])


def gain(mean: float) -> Gain:
    """Return a gain of a mean share with an interval of 2 points to either side."""
    paired = compare(TODAY * (1 + mean), TODAY, "higher", within(0.3))
    return Gain(paired, Ratio(mean, mean - 0.02, mean + 0.02))


@pytest.fixture
def answer() -> Headroom:
    """Return an answer with a large, a small and no headroom, and one design."""
    small, large, none = (
        Finding(ORACLES[0], "today", "", gain(0.01)),
        Finding(ORACLES[1], "today", "", gain(0.2)),
        Finding(ORACLES[2], "today", "there is only one objective", None),
    )
    captures = (
        Capture(small, replace(small, design="flat"), None, None, None, TOO_LITTLE),
        Capture(
            large, replace(large, design="flat"), Ratio(0.5, 0.3, 0.7), Ratio(0.1, 0.06, 0.14), Ratio(0.2, 0.1, 0.3), ""
        ),
        Capture(none, replace(none, design="flat"), None, None, None, none.reason),
    )
    findings = (small, large, none)
    return Headroom("today", Spread(10.2, 9.0, 11.0, 4), findings, (Alternative("flat", gain(0.03), captures),))


def test_the_largest_gain_is_on_top_and_what_does_not_apply_at_the_bottom(answer: Headroom) -> None:
    """The bars have the lengths of the shares, in per cent, in falling order."""
    figure = headroom.draw(answer)
    (axes,) = figure.axes
    bars = sorted(axes.patches, key=lambda bar: bar.get_y())
    assert [bar.get_width() for bar in bars] == pytest.approx([20.0, 1.0])
    behind = [word.split(" ")[0] for word in labels(figure) if word.startswith(("+20.0%", "+1.0%", "does not apply"))]
    assert behind == ["+20.0%", "+1.0%", "does"]


def test_a_mark_stands_where_the_design_captures(answer: Headroom) -> None:
    """One mark, at 10 % of the company's value, which is half of the bar; what is too little to share out has none."""
    (axes,) = headroom.draw(answer).axes
    marks = [line for line in axes.lines if line.get_marker() not in ("None", "", None)]
    assert [line.get_xdata()[0] for line in marks] == pytest.approx([10.0])
    words = labels(headroom.draw(answer))
    assert "flat: 50% captured (30 to 70)" in words
    assert f"flat: {TOO_LITTLE}" in words


def test_it_can_be_told(answer: Headroom) -> None:
    """The description says what is drawn."""
    told = headroom.describe(answer)
    assert f"{ORACLES[1].title}: +20.0% (+18.0 to +22.0)" in told
    assert f"flat captures: {ORACLES[1].title} 50% captured (30 to 70)" in told


def test_a_company_alone_has_bars_and_no_marks(answer: Headroom) -> None:
    """Without designs the figure says what there is to gain, and nothing of who gets it."""
    figure = headroom.draw(replace(answer, alternatives=()))
    assert not any("captures" in word for word in labels(figure))
