"""Quarters: how each metric goes on, one panel a metric, never two axes in one."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import Page
from orgsim.figures.style import HEADING, INK, MUTED, RULE, SMALL, Lineup, Look, styled
from orgsim.figures.words import DIGITS, VERTICAL_ARROWS, Ticks, enumerated, fitted, number, plain, reading, subject
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values

if TYPE_CHECKING:
    import pandas as pd

MOST_TOGETHER = 2
"""More designs than this are not drawn over each other, but each beside the baseline in a panel of its own."""

ACROSS, TOGETHER, APART = 11.4, 3, 4
"""Width of the page, and the most panels side by side of either kind."""
NUMBERS, HEAD, HEIGHT, FOOT = 0.62, 0.55, 1.75, 0.62
"""Of a panel: the width of the numbers left of it, and the heights of its title, of itself, and of what is under it; inches."""

LEVELS = (0.1, 0.5, 0.9)
"""Quantiles over futures: the ends of the band, and the median."""

Course: TypeAlias = "pd.DataFrame"
"""One design on one metric: a row a quarter, a column a quantile, NaN where no future has a value."""


@dataclass(frozen=True)
class _Panel:
    metric: Metric
    designs: tuple[str, ...]
    row: int
    column: int
    title: str
    subtitle: str


@styled
def draw(
    metrics: Sequence[Metric], quarters: "pd.DataFrame", lineup: Lineup, events: Mapping[str, Sequence[float]]
) -> Figure:
    """Draw one panel a metric with all designs in it; with many designs, one panel a metric and alternative.

    `quarters` has the columns ``design``, ``quarter`` (from 1) and one for each metric, as the table of quarters; `events` say when
    designs change, in quarters since the end of the warm-up.
    """
    panels = list(_panels(metrics, lineup))
    change = Line2D([], [], color=INK, linewidth=1.1, label="a change takes effect")
    page = Page(
        "Quarter by quarter",
        "Line: the median of all futures in each quarter. Band: the middle 80% of futures.",
        (ACROSS, (panels[-1].row + 1) * (HEAD + HEIGHT + FOOT) if panels else 0.0),
        key=[*lineup.key(linewidth=2.0, markersize=5.5), change],
    )
    last = int(quarters["quarter"].max())
    for panel in panels:
        courses = {design: _course(quarters, design, panel.metric) for design in lineup.designs}
        axes = _axes(page, panel, lineup)
        changes = {when for design in panel.designs for when in events.get(design, ())}
        _frame(axes, list(courses.values()), last, sorted(changes))
        known = [design for design in panel.designs if not courses[design].isna().all(axis=None)]
        for layer, design in enumerate(known):
            _fan(axes, courses[design], lineup.look(design), layer)
        if not known:
            axes.text(
                0.5, 0.5, "no future has a value", transform=axes.transAxes, ha="center", va="center", color=MUTED
            )
    return page.figure


def describe(metrics: Sequence[Metric], quarters: "pd.DataFrame", lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    last = int(quarters["quarter"].max())
    medians = (
        quarters.loc[quarters["quarter"] == last].groupby("design").median(numeric_only=True).reindex(lineup.designs)
    )
    courses = []
    for metric in metrics:
        read = reading(metric)
        ends = [f"{number(value * read.factor)} ({plain(str(name))})" for name, value in medians[metric.name].items()]
        courses.append(f"{metric.title} ends at {', '.join(ends)} {read.unit}")
    return (
        f"Medians and middle ranges of {enumerated([metric.title for metric in metrics])} in each of {last} "
        f"quarters. In the median future of quarter {last}, {'; '.join(courses)}."
    )


def _columns(designs: int) -> int:
    """Return how many panels are side by side: whole metrics where that is possible."""
    if designs <= MOST_TOGETHER:
        return TOGETHER
    return APART - APART % (designs - 1) if designs - 1 <= APART else APART


def _panels(metrics: Sequence[Metric], lineup: Lineup) -> Iterator[_Panel]:
    """Return the panels with their places and titles, row by row."""
    side_by_side, place = _columns(len(lineup.designs)), 0
    for metric in metrics:
        unit = ", ".join(filter(None, (reading(metric).unit, VERTICAL_ARROWS[metric.direction])))
        if len(lineup.designs) <= MOST_TOGETHER:
            yield _Panel(metric, lineup.designs, *divmod(place, side_by_side), subject(metric), unit)
            place += 1
            continue
        for first, design in enumerate(lineup.alternatives):
            title = "" if first else f"{subject(metric)} ({unit})"
            yield _Panel(metric, (lineup.baseline, design), *divmod(place, side_by_side), title, design)
            place += 1
        if len(lineup.alternatives) > side_by_side:  # a metric of several rows leaves the last row to itself
            place = math.ceil(place / side_by_side) * side_by_side


def _axes(page: Page, panel: _Panel, lineup: Lineup) -> Axes:
    """Make the axes of a panel, with its title above and its unit below."""
    apart = len(lineup.designs) > MOST_TOGETHER
    across = page.width / _columns(len(lineup.designs))
    left, above = panel.column * across, page.top + panel.row * (HEAD + HEIGHT + FOOT)
    room = across * (len(lineup.alternatives) if apart else 1) - 0.2
    page.text(left, above, fitted(panel.title, room, HEADING, bold=True), size=HEADING, weight="bold")
    page.text(left, above + 0.24, fitted(panel.subtitle, across - 0.2), color=INK if apart else MUTED)
    axes = page.axes(left + NUMBERS, above + HEAD, across - NUMBERS - 0.2, HEIGHT)
    axes.set_xlabel("quarter", size=SMALL)
    return axes


def _course(frame: "pd.DataFrame", design: str, metric: Metric) -> Course:
    """Return the course of a design from the table of quarters."""
    values = frame.loc[frame["design"] == design].groupby("quarter", sort=True)[metric.name]
    return values.quantile(np.array(LEVELS)).unstack() * reading(metric).factor  # a quarter without values stays NaN


def _fan(axes: Axes, found: Course, look: Look, layer: int) -> None:
    """Draw one design: the median of futures and the range of the middle 80 %."""
    low, median, high = found.to_numpy(float).T
    line: dict[str, Any] = {"color": look.color, "linestyle": look.dash}
    axes.fill_between(found.index, low, high, color=look.color, alpha=0.14, linewidth=0, zorder=layer)
    axes.plot(found.index, np.array((low, high)).T, linewidth=0.7, zorder=layer + 1, **line)
    mark: dict[str, Any] = {
        "marker": look.marker,
        "markersize": 4.5,
        "markeredgecolor": "white",
        "markeredgewidth": 0.5,
    }
    axes.plot(found.index, median, linewidth=2.0, zorder=20 + layer, **line, **mark)


def _frame(axes: Axes, courses: Sequence[Course], quarters: int, events: Iterable[float]) -> None:
    """Set up the axes of a panel: quarters, values with three digits, rules where something changes."""
    axes.set_xlim(0.2, quarters + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, steps=[1, 2, 4, 10]))
    axes.set_ylim(*_limits(np.concatenate([found.to_numpy(float).ravel() for found in courses])))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(Ticks())
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=SMALL, length=3)
    for quarter in events:
        axes.axvline(quarter + 0.5, color=INK, linewidth=1.1, zorder=1.5)


def _limits(values: Values) -> tuple[float, float]:
    """Return the ends of the vertical axis: never so close that ticks would need more than three digits."""
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0
    low, high = float(np.min(values)), float(np.max(values))
    largest = max(abs(low), abs(high))
    finest = 10.0 ** (math.floor(math.log10(largest)) - DIGITS + 1) if largest > 0 else 0.1
    spare = max(4 * finest - (high - low), 0.0) / 2 + 0.06 * (high - low)
    return (0.0 if 0 <= low < spare else low - spare), high + spare
