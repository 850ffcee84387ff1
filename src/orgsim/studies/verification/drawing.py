"""What figures of checks share: a ring for the target, a dot with its tolerance for what was obtained."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from orgsim.figures.layout import Page
from orgsim.figures.style import ACCENT, BODY, INK, LOOKS, MUTED, RULE
from orgsim.studies.checks import Reading

WIDTH = 8.2
"""Inches between the margins."""
COLORS = tuple(look.color for look in LOOKS)


def page_with_key(title: str, note: str, height: float, footnote: str = "") -> tuple[Page, float]:
    """Return a page with the legend that all figures of checks share, and where its body begins."""
    handles = [
        Line2D(
            [],
            [],
            marker="o",
            markersize=9,
            markerfacecolor="none",
            markeredgecolor=INK,
            linestyle="none",
            label="target",
        ),
        Line2D([], [], marker="o", markersize=4.5, color=ACCENT, linestyle="none", label="obtained"),
        Line2D([], [], color=ACCENT, linewidth=1.2, label="tolerance"),
    ]
    page = Page(title, note, (WIDTH, height), footnote, handles)
    return page, page.top


def series(readings: Sequence[Reading], name: str) -> list[Reading]:
    """Return the readings that a figure draws as one series, from left to right."""
    return sorted((reading for reading in readings if reading.series == name), key=lambda reading: reading.x)


def points(axes: Axes, readings: Sequence[Reading], x: Sequence[float] | None = None, color: str = ACCENT) -> None:
    """Draw readings: ring, dot, tolerance."""
    places = [reading.x for reading in readings] if x is None else list(x)
    axes.scatter(
        places,
        [reading.target for reading in readings],
        s=80,
        facecolors="none",
        edgecolors=INK,
        linewidths=1.0,
        zorder=5,
    )
    axes.errorbar(
        places,
        [reading.obtained for reading in readings],
        yerr=[reading.tolerance for reading in readings],
        fmt="o",
        markersize=4.5,
        color=color,
        elinewidth=1.2,
        zorder=6,
    )


def dressed(axes: Axes, heading: str, xlabel: str, ylabel: str) -> Axes:
    """Give axes a heading, labels and a light grid."""
    axes.set_title(heading, loc="left", size=BODY, color=INK)
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    axes.set_axisbelow(True)
    return axes


def named(axes: Axes, x: float, y: float, words: str, color: str = MUTED, **style: object) -> None:
    """Write a name beside a line."""
    axes.annotate(words, (x, y), xytext=(6, 0), textcoords="offset points", va="center", color=color, **style)  # type: ignore[arg-type]


def told(readings: Sequence[Reading]) -> str:
    """Return readings in words, for those who cannot see the figure."""
    parts = [
        f"{reading.what}: target {reading.target:.4g}, obtained {reading.obtained:.4g}"
        for reading in readings
        if reading.series and not math.isnan(reading.target)
    ]
    return "; ".join(parts) + "."
