"""Figures of patterns: means of paired differences with 95 % intervals, as lines over a scale or as rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from orgsim.figures.layout import Page
from orgsim.figures.style import ACCENT, BODY, INK, LOOKS, MUTED, RULE, SMALL, styled
from orgsim.studies.claims import Chart, Reading

WIDTH = 9.4
"""Inches between the margins."""
ABOVE, BELOW, HEIGHT = 0.3, 0.62, 2.3
"""Of a panel: room for its heading, for its labels, and its own height, inches."""
LEFT, GAP = 0.75, 0.95
ROW = 0.25
"""Height of a row, inches."""
FOOTNOTE = "Means over paired futures with 95 % intervals."


@dataclass(frozen=True)
class Series:
    """One line: readings at places of a scale."""

    label: str
    x: Sequence[float]
    readings: Sequence[Reading]


@dataclass(frozen=True)
class Panel:
    """One diagram."""

    heading: str
    xlabel: str
    ylabel: str
    series: Sequence[Series]
    ticks: Sequence[str] = ()
    """What stands at 0, 1, 2, ... when the scale is one of names."""


def lines_chart(name: str, title: str, note: str, panels: Sequence[Panel], columns: int = 2) -> Chart:
    """Return a figure of some diagrams."""
    return Chart(name, partial(_told_lines, title, note, panels, columns))


def rows_chart(name: str, title: str, note: str, groups: Sequence[tuple[str, str, Sequence[Reading]]]) -> Chart:
    """Return a figure of readings as rows, one diagram for each (heading, unit, readings); rows of all diagrams are the same."""
    return Chart(name, partial(_told_rows, title, note, groups))


def _told_lines(title: str, note: str, panels: Sequence[Panel], columns: int) -> tuple[Figure, str]:
    words = [
        f"{panel.heading}, {series.label}: "
        + ", ".join(f"{x:g}: {r.mean:.3g}" for x, r in zip(series.x, series.readings, strict=True))
        for panel in panels
        for series in panel.series
    ]
    return _lines(title, note, panels, columns), "; ".join(words) + "."


def _told_rows(title: str, note: str, groups: Sequence[tuple[str, str, Sequence[Reading]]]) -> tuple[Figure, str]:
    words = [f"{heading}, {r.what}: {r.mean:.3g}" for heading, _, readings in groups for r in readings]
    return _rows(title, note, groups), "; ".join(words) + "."


@styled
def _lines(title: str, note: str, panels: Sequence[Panel], columns: int) -> Figure:
    labels = list(dict.fromkeys(series.label for panel in panels for series in panel.series))
    handles = [_handle(place, label) for place, label in enumerate(labels)] if len(labels) > 1 else []
    down = math.ceil(len(panels) / columns)
    page = Page(title, note, (WIDTH, down * (ABOVE + HEIGHT + BELOW)), FOOTNOTE, handles)
    width = (WIDTH - LEFT - GAP * (columns - 1)) / columns
    for place, panel in enumerate(panels):
        top = page.top + (place // columns) * (ABOVE + HEIGHT + BELOW) + ABOVE
        axes = page.axes(LEFT + (place % columns) * (width + GAP), top, width, HEIGHT)
        _panel(axes, panel, labels)
    return page.figure


def _handle(place: int, label: str) -> Line2D:
    look = LOOKS[place % len(LOOKS)]
    return Line2D([], [], color=look.color, linestyle=look.dash, marker=look.marker, markersize=5, label=label)


def _panel(axes: Axes, panel: Panel, labels: Sequence[str]) -> None:
    for place, series in enumerate(panel.series):
        look = LOOKS[labels.index(series.label) % len(LOOKS)]
        shift = (place - (len(panel.series) - 1) / 2) * 0.012 * _extent(panel)
        x = [at + shift for at in series.x]
        means = [r.mean for r in series.readings]
        arms = [[r.mean - r.low for r in series.readings], [r.high - r.mean for r in series.readings]]
        axes.errorbar(
            x,
            means,
            yerr=arms,
            color=look.color,
            linestyle=look.dash,
            marker=look.marker,
            markersize=4.5,
            elinewidth=1.1,
            linewidth=1.1,
        )
    axes.axhline(0.0, color=INK, linewidth=0.6, zorder=1)
    axes.set_title(panel.heading, loc="left", size=BODY, color=INK)
    axes.set_xlabel(panel.xlabel, size=SMALL)
    axes.set_ylabel(panel.ylabel, size=SMALL)
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    if panel.ticks:
        axes.set_xticks(range(len(panel.ticks)), list(panel.ticks))
    else:
        axes.set_xticks(sorted({at for series in panel.series for at in series.x}))


def _extent(panel: Panel) -> float:
    places = [at for series in panel.series for at in series.x]
    return max(places) - min(places)


@styled
def _rows(title: str, note: str, groups: Sequence[tuple[str, str, Sequence[Reading]]]) -> Figure:
    count = max(len(readings) for _, _, readings in groups)
    words = 3.3
    width = (WIDTH - words - 0.25 * (len(groups) - 1)) / len(groups)
    page = Page(title, note, (WIDTH, ABOVE + count * ROW + BELOW), FOOTNOTE)
    for place, (heading, unit, readings) in enumerate(groups):
        axes = page.axes(words + place * (width + 0.25), page.top + ABOVE, width, count * ROW)
        for row, one in enumerate(readings):
            color = ACCENT if one.low > 0.0 or one.high < 0.0 else MUTED
            axes.errorbar(
                [one.mean],
                [row],
                xerr=[[one.mean - one.low], [one.high - one.mean]],
                fmt="o",
                markersize=4,
                color=color,
                elinewidth=1.2,
            )
        axes.axvline(0.0, color=INK, linewidth=0.6, zorder=1)
        axes.set_ylim(count - 0.5, -0.5)
        axes.set_title(heading, loc="left", size=SMALL, color=INK)
        axes.set_xlabel(unit, size=SMALL)
        axes.tick_params(axis="x", labelsize=SMALL - 1.5)
        axes.locator_params(axis="x", nbins=3)
        axes.grid(axis="x", color=RULE, linewidth=0.5, alpha=0.6)
        axes.set_yticks(range(len(readings)), [one.what for one in readings] if place == 0 else [""] * len(readings))
        axes.tick_params(axis="y", length=0, labelcolor=INK)
    return page.figure
