"""The figures of the studies: readings with their intervals as lines over a scale or as rows, and targets as rings."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from orgsim.figures.layout import Page
from orgsim.figures.style import ACCENT, BODY, INK, LOOKS, MUTED, RULE, SMALL, styled
from orgsim.metrics.outcome import Values
from orgsim.studies import checks
from orgsim.studies.claims import Chart, Reading, reading

WIDTH = 9.4
"""Inches between the margins."""
ABOVE, BELOW, HEIGHT = 0.3, 0.62, 2.3
"""Of a panel: room for its heading, for its labels, and its own height, inches."""
LEFT, GAP = 0.75, 0.95
ROW = 0.25
"""Height of a row, inches."""
FOOTNOTE = "Means over paired futures with 95 % intervals."
RINGS = "Rings: targets. Bars: tolerances."

Points = Sequence[tuple[float, float]]
"""Places of a curve."""


@dataclass(frozen=True)
class Series:
    """One line of a panel: numbers with an interval each at places of a scale, and where there are any, targets and a curve."""

    label: str
    x: Sequence[float]
    y: Sequence[float]
    below: Sequence[float]
    above: Sequence[float]
    targets: Sequence[float] = ()
    curve: Points = ()
    """What is drawn as the line; by default the numbers are joined."""


@dataclass(frozen=True)
class Panel:
    """One diagram."""

    heading: str
    xlabel: str
    ylabel: str
    series: Sequence[Series]
    ticks: Sequence[str] = ()
    """What stands at 0, 1, 2, ... when the scale is one of names."""
    log: bool = False


def means(label: str, x: Iterable[float], readings: Iterable[Reading]) -> Series:
    """Return readings of a pattern as a line."""
    known = list(readings)
    return Series(
        label, list(x), [r.mean for r in known], [r.mean - r.low for r in known], [r.high - r.mean for r in known]
    )


def held(label: str, readings: Iterable[checks.Reading], curve: Points = (), *, places: bool = False) -> Series:
    """Return readings of a check as a line, from left to right, or in the given order at `places` 0, 1, 2, ..."""
    known = list(readings) if places else sorted(readings, key=lambda reading: reading.x)
    x = range(len(known)) if places else [r.x for r in known]
    arms = [r.tolerance for r in known]
    return Series(label, list(x), [r.obtained for r in known], arms, arms, [r.target for r in known], curve)


def metric_panels(
    metrics: Iterable[Sequence[object]],
    xlabel: str,
    ylabel: str,
    x: Sequence[int],
    lines: Iterable[str],
    values: Callable[[str, str, int], Values],
    ticks: Sequence[str] = (),
) -> list[Panel]:
    """Return a panel for each (metric, heading, unit, ...); `values` gives one value per future for a line, a metric and a place."""
    labels = list(lines)
    places = range(len(ticks)) if ticks else x
    return [
        Panel(
            str(heading),
            xlabel,
            f"{ylabel}, {unit}",
            [means(label, places, [reading("", values(label, str(metric), at)) for at in x]) for label in labels],
            ticks,
        )
        for metric, heading, unit, *_ in metrics
    ]


def lines_chart(name: str, title: str, note: str, panels: Sequence[Panel], columns: int = 2) -> Chart:
    """Return a figure of some panels."""
    return Chart(name, lambda: (_lines(title, note, panels, columns), told(panels)))


def told(panels: Sequence[Panel]) -> str:
    """Return panels in words, for those who cannot see the figure."""
    words = [
        f"{panel.heading}, {line.label}: " + ", ".join(f"{x:g}: {y:.3g}" for x, y in zip(line.x, line.y, strict=True))
        for panel in panels
        for line in panel.series
    ]
    return "; ".join(words) + "."


@styled
def _lines(title: str, note: str, panels: Sequence[Panel], columns: int) -> Figure:
    labels = list(dict.fromkeys(line.label for panel in panels for line in panel.series))
    handles = [_handle(place, label) for place, label in enumerate(labels)] if len(labels) > 1 else []
    down = math.ceil(len(panels) / columns)
    footnote = RINGS if any(line.targets for panel in panels for line in panel.series) else FOOTNOTE
    page = Page(title, note, (WIDTH, down * (ABOVE + HEIGHT + BELOW)), footnote, handles)
    width = (WIDTH - LEFT - GAP * (columns - 1)) / columns
    for place, panel in enumerate(panels):
        top = page.top + (place // columns) * (ABOVE + HEIGHT + BELOW) + ABOVE
        _panel(page.axes(LEFT + (place % columns) * (width + GAP), top, width, HEIGHT), panel, labels)
    return page.figure


def _handle(place: int, label: str) -> Line2D:
    look = LOOKS[place % len(LOOKS)]
    return Line2D([], [], color=look.color, linestyle=look.dash, marker=look.marker, markersize=5, label=label)


def _panel(axes: Axes, panel: Panel, labels: Sequence[str]) -> None:
    for place, line in enumerate(panel.series):
        shift = 0.0 if line.targets else (place - (len(panel.series) - 1) / 2) * 0.012 * _extent(panel)
        _line(axes, line, labels.index(line.label), shift)
    if not any(line.targets for line in panel.series):
        axes.axhline(0.0, color=INK, linewidth=0.6, zorder=1)
    axes.set_title(panel.heading, loc="left", size=BODY, color=INK)
    axes.set_xlabel(panel.xlabel, size=SMALL)
    axes.set_ylabel(panel.ylabel, size=SMALL)
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    if panel.log:
        axes.set_xscale("log")
        axes.minorticks_off()
    places = sorted({at for line in panel.series for at in line.x})
    axes.set_xticks(range(len(panel.ticks)) if panel.ticks else places, panel.ticks or [f"{at:g}" for at in places])


def _line(axes: Axes, line: Series, row: int, shift: float) -> None:
    """Draw one line: numbers with their intervals, targets as rings, and the curve."""
    look = LOOKS[row % len(LOOKS)]
    joined = "none" if line.curve else look.dash
    style: dict[str, Any] = {
        "color": look.color,
        "marker": look.marker,
        "markersize": 4.5,
        "elinewidth": 1.1,
        "linewidth": 1.1,
    }
    axes.errorbar(
        [at + shift for at in line.x], line.y, yerr=[line.below, line.above], linestyle=joined, zorder=6, **style
    )
    if line.targets:
        axes.scatter(line.x, line.targets, s=80, facecolors="none", edgecolors=INK, linewidths=1.0, zorder=5)
    if line.curve:
        axes.plot(*zip(*line.curve, strict=True), color=look.color, linewidth=1.0, zorder=2)


def _extent(panel: Panel) -> float:
    places = [at for line in panel.series for at in line.x]
    return max(places) - min(places)


Groups = Sequence[tuple[str, str, Sequence[Reading]]]
"""Diagrams that share their rows: a heading, a unit and the readings of each."""


def rows_chart(name: str, title: str, note: str, groups: Groups) -> Chart:
    """Return a figure of readings as rows."""
    words = [f"{heading}, {r.what}: {r.mean:.3g}" for heading, _, readings in groups for r in readings]
    return Chart(name, lambda: (_rows(title, note, groups), "; ".join(words) + "."))


@styled
def _rows(title: str, note: str, groups: Groups) -> Figure:
    count = max(len(readings) for _, _, readings in groups)
    words = 3.3
    width = (WIDTH - words - 0.25 * (len(groups) - 1)) / len(groups)
    page = Page(title, note, (WIDTH, ABOVE + count * ROW + BELOW), FOOTNOTE)
    for place, (heading, unit, readings) in enumerate(groups):
        axes = page.axes(words + place * (width + 0.25), page.top + ABOVE, width, count * ROW)
        for row, one in enumerate(readings):
            color = ACCENT if one.low > 0.0 or one.high < 0.0 else MUTED
            arms = [[one.mean - one.low], [one.high - one.mean]]
            axes.errorbar([one.mean], [row], xerr=arms, fmt="o", markersize=4, color=color, elinewidth=1.2)
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
