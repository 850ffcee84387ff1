"""Quarters: how one metric goes on in each design, and beside it the paired difference to the baseline; never two axes in one."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from orgsim.figures.course import draw_course, panel
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import INK, MUTED, Lineup, Look, styled
from orgsim.figures.words import VERTICAL_ARROWS, plain, reading, subject
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.plain_words import DIGITS, number
from orgsim.results.transition import Course, course

if TYPE_CHECKING:
    import pandas as pd

LEVELS = (0.1, 0.5, 0.9)
"""Quantiles over futures: the ends of the band, and the median."""

Fan: TypeAlias = "pd.DataFrame"
"""One design on one metric: a row a quarter, a column a quantile, NaN where no future has a value."""


@styled
def draw(metric: Metric, quarters: "pd.DataFrame", lineup: Lineup, events: Mapping[str, Sequence[float]]) -> Figure:
    """Draw the level of a metric in each quarter, and the paired differences where there is a design to compare with.

    `quarters` has the columns ``design``, ``replication``, ``quarter`` (from 1) and one for the metric, as the table of quarters;
    `events` say when designs change, in quarters since the end of the warm-up.
    """
    change = Line2D([], [], color=INK, linewidth=1.1, label="a change takes effect")
    unit = ", ".join(filter(None, (reading(metric).unit, VERTICAL_ARROWS[metric.direction])))
    page = Page(
        f"{subject(metric)}, quarter by quarter" + (f" ({unit})" if unit else ""),
        "Left: the median of all futures in each quarter, and the middle 80% of futures."
        + (
            f" Right: the mean difference to {plain(lineup.baseline)}, paired, with its 95% interval."
            if lineup.alternatives
            else ""
        ),
        (ACROSS, None),
        key=[*lineup.key(linewidth=2.0, markersize=5.5), change],
    )
    changes = sorted({when for design in lineup.designs for when in events.get(design, ())})
    fans = {design: _fan_of(quarters, design, metric) for design in lineup.designs}
    panels = 2 if lineup.alternatives else 1
    _levels(panel(page, 0, panels, "Level", changes, signed=False), fans, lineup)
    if lineup.alternatives:
        axes = panel(page, 1, panels, f"Difference to {plain(lineup.baseline)}", changes, signed=True)
        _differences(axes, _wide(quarters, metric), lineup)
    return page.figure


def describe(metric: Metric, quarters: "pd.DataFrame", lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    last = int(quarters["quarter"].max())
    medians = (
        quarters.loc[quarters["quarter"] == last].groupby("design").median(numeric_only=True).reindex(lineup.designs)
    )
    read = reading(metric)
    ends = [f"{number(value * read.factor)} ({plain(str(name))})" for name, value in medians[metric.name].items()]
    return (
        f"Medians and middle ranges of {metric.title} in each of {last} quarters, and paired differences. In the median future of "
        f"quarter {last}, it ends at {', '.join(ends)} {read.unit}."
    )


def _fan_of(frame: "pd.DataFrame", design: str, metric: Metric) -> Fan:
    """Return the quantiles of a design from the table of quarters."""
    values = frame.loc[frame["design"] == design].groupby("quarter", sort=True)[metric.name]
    return values.quantile(np.array(LEVELS)).unstack() * reading(metric).factor  # a quarter without values stays NaN


def _levels(axes: Axes, fans: Mapping[str, Fan], lineup: Lineup) -> None:
    """Draw the level of every design."""
    every = np.concatenate([found.to_numpy(float).ravel() for found in fans.values()])
    last = max((int(found.index.max()) for found in fans.values() if len(found)), default=1)
    axes.set_xlim(*_ends(last))
    axes.set_ylim(*_limits(every))
    for layer, (design, found) in enumerate(fans.items()):
        if not found.isna().all(axis=None):
            _fan(axes, found, lineup.look(design), layer)
    if not np.isfinite(every).any():
        _empty(axes)


def _wide(quarters: "pd.DataFrame", metric: Metric) -> Mapping[str, "pd.DataFrame"]:
    """Return a metric by design: a row a future, a column a quarter."""
    values = quarters.assign(value=quarters[metric.name] * reading(metric).factor)
    return {
        str(design): frame.pivot_table(index="replication", columns="quarter", values="value", dropna=False)
        for design, frame in values.groupby("design", sort=False)
    }


def _differences(axes: Axes, wide: Mapping[str, "pd.DataFrame"], lineup: Lineup) -> None:
    """Draw the mean difference of every alternative; quarters with fewer than two pairs stay empty."""
    base = wide[lineup.baseline]
    axes.set_xlim(*_ends(int(base.columns.max())))
    drawn = False
    for design in lineup.alternatives:
        if design not in wide:
            continue
        paired = (wide[design] - base).dropna(axis=0, how="all")
        known = [quarter for quarter in paired.columns if paired[quarter].notna().sum() > 1]
        ends = [course(paired[[quarter]].dropna().to_numpy(float)) for quarter in known]
        if known:
            drawn = True
            mean, low, high = (np.concatenate([getattr(one, name) for one in ends]) for name in ("mean", "low", "high"))
            draw_course(axes, np.array(known, float), Course(mean, low, high), lineup.look(design))
    if not drawn:
        _empty(axes)


def _fan(axes: Axes, found: Fan, look: Look, layer: int) -> None:
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


def _empty(axes: Axes) -> None:
    axes.text(0.5, 0.5, "no future has a value", transform=axes.transAxes, ha="center", va="center", color=MUTED)


def _ends(quarters: int) -> tuple[float, float]:
    """Return the ends of the horizontal axis."""
    return 0.2, quarters + 0.5


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
