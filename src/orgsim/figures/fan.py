"""One panel of a timeline: for each design the median of futures and the range of the middle 80 %."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from orgsim.figures.style import INK, MUTED, RULE, SMALL, Look
from orgsim.figures.words import DIGITS, Ticks
from orgsim.metrics.outcome import Values

if TYPE_CHECKING:
    import pandas as pd

LEVELS = (0.1, 0.5, 0.9)
"""Quantiles over futures: the ends of the band, and the median."""


@dataclass(frozen=True)
class Course:
    """One design on one metric over quarters: `quantiles` are (levels, quarters), NaN where no future has a value."""

    quarters: Values
    quantiles: Values

    @property
    def empty(self) -> bool:
        """Whether no quarter has a value."""
        return bool(np.all(np.isnan(self.quantiles)))


def course(frame: "pd.DataFrame", design: str, metric: str, factor: float) -> Course:
    """Return the course of a design from the table of quarters."""
    values = frame.loc[frame["design"] == design].groupby("quarter", sort=True)[metric]
    table = values.quantile(np.array(LEVELS)).unstack()  # NaN is left out; a quarter without values stays NaN
    return Course(table.index.to_numpy(float), table.to_numpy(float).T * factor)


def fans(axes: Axes, courses: Mapping[str, Course], looks: Mapping[str, Look]) -> None:
    """Draw the designs over each other, the first at the bottom."""
    known = {design: found for design, found in courses.items() if not found.empty}
    for layer, (design, found) in enumerate(known.items()):
        _fan(axes, found, looks[design], layer)
    if not known:
        axes.text(0.5, 0.5, "no future has a value", transform=axes.transAxes, ha="center", va="center", color=MUTED)


def _fan(axes: Axes, found: Course, look: Look, layer: int) -> None:
    """Draw one design."""
    low, median, high = found.quantiles
    axes.fill_between(found.quarters, low, high, color=look.color, alpha=0.14, linewidth=0, zorder=layer)
    for edge in (low, high):
        axes.plot(found.quarters, edge, color=look.color, linestyle=look.dash, linewidth=0.7, zorder=layer + 1)
    axes.plot(
        found.quarters,
        median,
        color=look.color,
        linestyle=look.dash,
        linewidth=2.0,
        marker=look.marker,
        markersize=4.5,
        markeredgecolor="white",
        markeredgewidth=0.5,
        zorder=20 + layer,
    )


def frame(axes: Axes, courses: Sequence[Course], quarters: int, events: Iterable[float]) -> None:
    """Set up the axes of a panel: quarters, values with three digits, rules where something changes."""
    axes.set_xlim(0.2, quarters + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, steps=[1, 2, 4, 10]))
    low, high = limits(courses)
    axes.set_ylim(low, high)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(Ticks())
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=SMALL, length=3)
    for quarter in events:
        axes.axvline(quarter + 0.5, color=INK, linewidth=1.1, zorder=1.5)


def limits(courses: Sequence[Course]) -> tuple[float, float]:
    """Return the ends of the vertical axis: never so close that ticks would need more than three digits."""
    values = np.concatenate([found.quantiles.ravel() for found in courses]) if courses else np.empty(0)
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0
    low, high = float(np.min(values)), float(np.max(values))
    largest = max(abs(low), abs(high))
    finest = 10.0 ** (math.floor(math.log10(largest)) - DIGITS + 1) if largest > 0 else 0.1
    spare = max(4 * finest - (high - low), 0.0) / 2 + 0.06 * (high - low)
    return (0.0 if 0 <= low < spare else low - spare), high + spare
