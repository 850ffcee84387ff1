"""Outcomes of one metric as quantile dotplots: fifty dots a design on one axis, each dot two in a hundred futures."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.strip import diameter_for, swarm
from orgsim.figures.style import INK, PAPER, SHADE, Lineup, Look, styled
from orgsim.figures.words import ARROWS, POINTS_PER_INCH, PREFERENCES, Ticks, plain, reading, subject, wrapped
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.plain_words import amount, enumerated

if TYPE_CHECKING:
    import pandas as pd

DOTS = 50
"""Dots a design: each stands for an equal share of its futures. Fernandes et al. 2018 found readers decide best with 50."""
NAMES, WORDS = 1.9, 2.4
"""Widths of the columns left and right of the axis, inches."""
AXIS, ROW = 0.6, 1.5
"""Heights of the axis, and the most of one row, inches."""
FLOOR = 0.2
"""Where in a row the dots stand, from below, inches."""
NAME_SIZE = 12.0


@styled
def draw(metric: Metric, futures: "pd.DataFrame", lineup: Lineup) -> Figure:
    """Draw one row a design.

    `futures` has the columns ``design`` and one for the metric, as the table of replications.
    """
    page = Page(
        f"{subject(metric)}: how it may turn out",
        f"{DOTS} dots a design, each for {100 // DOTS} in 100 futures; {reading(metric).unit} ({PREFERENCES[metric.direction]}). "
        "Designs share their futures, so the rows look more alike than the differences between them are sure: see those.",
        (ACROSS, None),
        key=[
            Line2D(
                [], [], color=INK, marker="o", linestyle="none", markersize=7.5, label=f"{100 // DOTS}% of the futures"
            ),
            Line2D([], [], color=INK, linewidth=5.0, alpha=0.35, label="middle 95%"),
            Line2D([], [], color=INK, linewidth=5.0, label="middle 80%"),
            Line2D([], [], color=INK, marker="|", linestyle="none", markersize=10, markeredgewidth=2.6, label="median"),
        ],
    )
    values = _values(metric, futures, lineup)
    row = min(ROW, (page.room - AXIS) / len(lineup.designs))
    axes = _axes(page, metric, values, row)
    scale = (page.width - NAMES - WORDS) / (axes.get_xlim()[1] - axes.get_xlim()[0])
    stack = row - FLOOR - 0.05
    diameter = min((diameter_for(found * scale, stack) for found in values.values() if len(found)), default=0.1)
    for place, design in enumerate(lineup.designs):
        top = page.top + place * row
        page.centred(
            0.0, top, row, wrapped(design, NAMES - 0.2, NAME_SIZE, bold=True, lines=3), size=NAME_SIZE, weight="bold"
        )
        page.centred(page.width - WORDS + 0.25, top, row, _words(metric, futures, design))
        if len(values[design]):
            heights = swarm(values[design] * scale, diameter, stack)
            _row(axes, (place + 1) * row, values[design], heights, diameter, lineup.look(design))
    return page.figure


def describe(metric: Metric, futures: "pd.DataFrame", lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    parts = [f"{plain(design)}: {', '.join(_words(metric, futures, design))}" for design in lineup.designs]
    return f"{subject(metric)} of {enumerated([plain(name) for name in lineup.designs])} over all futures. {'; '.join(parts)}."


def _values(metric: Metric, futures: "pd.DataFrame", lineup: Lineup) -> dict[str, Values]:
    """Return fifty quantiles of each design, (50,), in the unit of the reader; none where no future has a value."""
    found = {}
    for design in lineup.designs:
        known = futures.loc[futures["design"] == design, metric.name].dropna().to_numpy(float) * reading(metric).factor
        levels = (np.arange(DOTS) + 0.5) / DOTS
        found[design] = np.asarray(np.quantile(known, levels)) if len(known) else known
    return found


def _axes(page: Page, metric: Metric, values: dict[str, Values], row: float) -> Axes:
    """Make the common axis."""
    every = np.concatenate([*values.values(), np.zeros(0)])
    low, high = (float(np.min(every)), float(np.max(every))) if len(every) else (0.0, 1.0)
    pad = 0.04 * (high - low) or 1.0
    size = (page.width - NAMES - WORDS, row * len(values))
    axes = page.rows(NAMES, page.top, size, (low - pad, high + pad), MaxNLocator(nbins=8, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(Ticks())
    axes.grid(axis="x", color=SHADE, linewidth=0.8)
    axes.set_xlabel(" ".join(filter(None, (reading(metric).unit, ARROWS[metric.direction]))))
    for place in range(1, len(values)):
        axes.axhline(place * row, color=SHADE, linewidth=0.8, zorder=0)
    return axes


def _row(axes: Axes, bottom: float, values: Values, heights: Values, diameter: float, look: Look) -> None:
    """Draw one design: its dots, and under them the middle of its futures."""
    size = ((diameter - 0.008) * POINTS_PER_INCH) ** 2
    style: dict[str, Any] = {"edgecolors": PAPER, "linewidths": 0.6, "zorder": 3}
    axes.scatter(values, bottom - FLOOR - heights, s=size, c=look.color, **style)
    for share, alpha in ((0.95, 0.35), (0.8, 1.0)):
        ends = np.quantile(values, ((1.0 - share) / 2, (1.0 + share) / 2))
        axes.plot(ends, (bottom - 0.1,) * 2, color=look.color, linewidth=5.0, alpha=alpha, solid_capstyle="butt")
    axes.plot(np.median(values), bottom - 0.1, marker="|", markersize=10, markeredgewidth=2.6, color=INK, zorder=5)


def _words(metric: Metric, futures: "pd.DataFrame", design: str) -> list[str]:
    """Return median and middle 80 % of a design."""
    known = futures.loc[futures["design"] == design, metric.name].dropna().to_numpy(float)
    if not len(known):
        return ["no future has a value"]
    low, median, high = (amount(float(value), metric.unit) for value in np.quantile(known, (0.1, 0.5, 0.9)))
    return [f"median {median}", f"80%: {low} to {high}"]
