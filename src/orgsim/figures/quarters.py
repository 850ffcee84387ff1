"""Quarters: how each metric goes on, one panel a metric, never two axes in one."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from orgsim.figures.fan import course, fans, frame
from orgsim.figures.legends import key, key_height
from orgsim.figures.page import Page
from orgsim.figures.style import HEADING, INK, MUTED, SMALL, Lineup, styled
from orgsim.figures.words import enumerated, fitted, number, plain, reading, subject, vertical_arrow
from orgsim.metrics.metric import Metric

if TYPE_CHECKING:
    import pandas as pd

MOST_TOGETHER = 2
"""More designs than this are not drawn over each other, but each beside the baseline in a panel of its own."""

ACROSS, TOGETHER, APART = 11.4, 3, 4
"""Width of the page, and the most panels side by side of either kind."""
NUMBERS, HEAD, HEIGHT, FOOT = 0.62, 0.55, 1.75, 0.62
"""Of a panel: the width of the numbers left of it, and the heights of its title, of itself, and of what is under it; inches."""


@dataclass(frozen=True)
class _Panel:
    metric: Metric
    designs: tuple[str, ...]
    row: int
    column: int
    title: str
    subtitle: str


def page_height(designs: int, metrics: int) -> float:
    """Return how high the panels of so many metrics are, inches."""
    per_metric = designs - 1 if designs > MOST_TOGETHER else 1
    rows = math.ceil(metrics / max(columns(designs) // per_metric, 1)) * math.ceil(per_metric / columns(designs))
    return rows * (HEAD + HEIGHT + FOOT)


def columns(designs: int) -> int:
    """Return how many panels are side by side: whole metrics where that is possible."""
    if designs <= MOST_TOGETHER:
        return TOGETHER
    return APART - APART % (designs - 1) if designs - 1 <= APART else APART


@styled
def draw(
    metrics: Sequence[Metric], quarters: "pd.DataFrame", lineup: Lineup, events: Mapping[str, Sequence[float]]
) -> Figure:
    """Draw one panel a metric with all designs in it; with many designs, one panel a metric and alternative.

    `quarters` has the columns ``design``, ``quarter`` (from 1) and one for each metric, as the table of quarters; `events` say when
    designs change, in quarters since the end of the warm-up.
    """
    keys = _key(lineup)
    head = key_height(keys, ACROSS)
    page = Page(
        "Quarter by quarter",
        "Line: the median of all futures in each quarter. Band: the middle 80% of futures.",
        (ACROSS, head + page_height(len(lineup.designs), len(metrics))),
    )
    key(page, page.top, keys)
    looks = {design: lineup.look(design) for design in lineup.designs}
    last = int(quarters["quarter"].max())
    for panel in _panels(metrics, lineup):
        factor = reading(panel.metric).factor
        courses = {design: course(quarters, design, panel.metric.name, factor) for design in lineup.designs}
        axes = _axes(page, page.top + head, panel, lineup)
        changes = {when for design in panel.designs for when in events.get(design, ())}
        frame(axes, list(courses.values()), last, sorted(changes))
        fans(axes, {design: courses[design] for design in panel.designs}, looks)
    return page.figure


def describe(metrics: Sequence[Metric], quarters: "pd.DataFrame", lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    last = int(quarters["quarter"].max())
    final = quarters.loc[quarters["quarter"] == last].groupby("design")
    medians = {metric.name: final[metric.name].median() for metric in metrics}
    courses = [
        f"{metric.title} ends at "
        + ", ".join(
            f"{number(float(medians[metric.name].get(design, np.nan)) * reading(metric).factor)} ({plain(design)})"
            for design in lineup.designs
        )
        + f" {reading(metric).unit}"
        for metric in metrics
    ]
    return (
        f"Medians and middle ranges of {enumerated([metric.title for metric in metrics])} in each of {last} "
        f"quarters. In the median future of quarter {last}, {'; '.join(courses)}."
    )


def _panels(metrics: Sequence[Metric], lineup: Lineup) -> Iterator[_Panel]:
    """Return the panels with their places and titles, row by row."""
    side_by_side, place = columns(len(lineup.designs)), 0
    for metric in metrics:
        unit = ", ".join(filter(None, (reading(metric).unit, vertical_arrow(metric.direction))))
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


def _axes(page: Page, top: float, panel: _Panel, lineup: Lineup) -> Axes:
    """Make the axes of a panel, with its title above and its unit below."""
    apart = len(lineup.designs) > MOST_TOGETHER
    across = page.width / columns(len(lineup.designs))
    left = panel.column * across
    above = top + panel.row * (HEAD + HEIGHT + FOOT)
    width = across - NUMBERS - 0.2
    room = across * (len(lineup.alternatives) if apart else 1) - 0.2
    page.text(left, above, fitted(panel.title, room, HEADING, bold=True), size=HEADING, weight="bold")
    page.text(left, above + 0.24, fitted(panel.subtitle, across - 0.2), color=INK if apart else MUTED)
    axes = page.axes(left + NUMBERS, above + HEAD, width, HEIGHT)
    axes.set_xlabel("quarter", size=SMALL)
    return axes


def _key(lineup: Lineup) -> list[Artist]:
    """Return the legend: the designs in their order, and the rule."""
    handles: list[Artist] = []
    for design in lineup.designs:
        look = lineup.look(design)
        line = Line2D([], [], color=look.color, linestyle=look.dash, linewidth=2.0, marker=look.marker, markersize=5.5)
        line.set_label(plain(design))
        handles.append(line)
    return [*handles, Line2D([], [], color=INK, linewidth=1.1, label="a change takes effect")]
