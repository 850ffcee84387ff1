"""The strip of paired differences of one metric: a row a design, with its dots, the band that does not matter, and the interval."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import Page
from orgsim.figures.style import INK, MUTED, PAPER, RULE, SHADE, SMALL
from orgsim.figures.words import ARROWS, POINTS_PER_INCH, Ticks
from orgsim.metrics.metric import Direction
from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Comparison

Paired: TypeAlias = tuple[Comparison, Values]
"""A comparison and the differences it is made of, design minus baseline, one a future."""

MOST_DOTS = 100
"""More futures than this are shown by quantiles ..."""
QUANTILE_DOTS = 50
"""... this many of them."""

BAR, FLOOR, CEILING = 0.12, 0.22, 0.04
"""How far from the bottom of a row the interval lies and the dots stand, and how far below its top they end, inches."""

LARGEST, SMALLEST = 0.15, 0.055
"""Diameters of a dot, inches."""

STEPS = 7


@dataclass(frozen=True)
class Place:
    """Where a strip stands: its left top corner, its width, and the height of one row, inches."""

    left: float
    top: float
    width: float
    row: float

    @property
    def stack(self) -> float:
        """Room for a stack of dots."""
        return self.row - FLOOR - CEILING


def strip(page: Page, place: Place, rows: Mapping[str, Paired], looks: Mapping[str, str], direction: Direction) -> None:
    """Draw the rows of one metric in the order of `looks` (design -> colour); designs without values stay empty."""
    rows = {design: (comparison, shown_of(values)) for design, (comparison, values) in rows.items()}
    axes = _axes(page, place, _limits(rows.values()), len(looks))
    scale = place.width / (axes.get_xlim()[1] - axes.get_xlim()[0])
    diameter = min((diameter_for(values * scale, place.stack) for _, values in rows.values()), default=LARGEST)
    for number, (design, color) in enumerate(looks.items(), start=1):
        if design in rows:
            comparison, values = rows[design]
            _interval(axes, number * place.row, place.row, comparison, color)
            heights = swarm(values * scale, diameter, place.stack)
            _dots(axes, number * place.row - FLOOR, values, heights, diameter, color, direction)
    side: Literal["left", "right"] = "right" if direction == "higher" else "left"
    axes.set_title(ARROWS[direction], loc=side, size=SMALL, color=MUTED, pad=3)


def _limits(rows: Iterable[Paired]) -> tuple[float, float]:
    """Return the ends of the common axis: zero, every dot, every interval and every band lie inside."""
    ends = [0.0]
    for comparison, values in rows:
        marks = (comparison.low, comparison.high, comparison.rope_low, comparison.rope_high, *values.tolist())
        ends += [mark for mark in marks if np.isfinite(mark)]
    low, high = min(ends), max(ends)
    pad = 0.06 * (high - low) or 1.0
    return low - pad, high + pad


def _axes(page: Page, place: Place, limits: tuple[float, float], rows: int) -> Axes:
    """Make the axis: values across, inches downwards, rules at zero and between rows."""
    size = (place.width, place.row * max(rows, 1))
    axes = page.rows(place.left, place.top, size, limits, MaxNLocator(nbins=8, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(Ticks(signed=True))
    axes.axvline(0.0, color=INK, linewidth=1.2, zorder=2)
    for row in range(1, rows):
        axes.axhline(row * place.row, color=SHADE, linewidth=0.8, zorder=0)
    return axes


def _interval(axes: Axes, bottom: float, row: float, comparison: Comparison, color: str) -> None:
    """Shade the differences that do not matter, and draw the mean with its interval."""
    low, high = comparison.rope_low, comparison.rope_high
    if np.isfinite(low) and high > low:
        band = Rectangle(
            (low, bottom - row + 0.03), high - low, row - 0.06, facecolor=SHADE, edgecolor="none", zorder=1
        )
        axes.add_patch(band)
    if np.isfinite(comparison.low):
        ends, height = (comparison.low, comparison.high), bottom - BAR
        axes.plot(ends, (height, height), color=color, linewidth=3.2, solid_capstyle="butt", zorder=4)
        axes.plot(comparison.difference, height, marker="|", markersize=10, markeredgewidth=2.6, color=INK, zorder=5)


def shown_of(values: Values) -> Values:
    """Return the values to show: each, or where there are many, values that stand for equal shares of them."""
    if len(values) <= MOST_DOTS:
        return values
    return np.asarray(np.quantile(values, (np.arange(QUANTILE_DOTS) + 0.5) / QUANTILE_DOTS))


def _dots(
    axes: Axes, floor: float, values: Values, heights: Values, diameter: float, color: str, direction: Direction
) -> None:
    """Draw the dots: filled to the good (or up, when neither side is better), hollow to the bad, grey where nothing changed."""
    good = values < 0 if direction == "lower" else values > 0
    faces = np.where(values == 0, RULE, np.where(good, color, PAPER)).tolist()
    edges = np.where(good, PAPER, color).tolist()  # light around filled dots, to tell them apart where they are pressed
    size = ((diameter - 0.008) * POINTS_PER_INCH) ** 2
    axes.scatter(values, floor - heights, s=size, c=faces, edgecolors=edges, linewidths=0.6, zorder=3)


def diameter_for(places: Values, height: float) -> float:
    """Return the largest diameter of dots at such places (inches along the axis) whose stacks fit under a height."""
    sizes = np.linspace(LARGEST, SMALLEST, STEPS).tolist()
    fitting = (size for size in sizes if size * (1 + int(np.max(_stack(places, size), initial=0))) <= height)
    return float(next(fitting, SMALLEST))


def swarm(places: Values, diameter: float, height: float) -> Values:
    """Return how high the centre of each dot stands, inches; where even the smallest do not fit, rows are pressed together."""
    rows = _stack(places, diameter)
    most = int(np.max(rows, initial=0))
    step = min(diameter, (height - diameter) / most) if most else diameter
    return np.asarray(diameter / 2 + rows * step)


def _stack(places: Values, diameter: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Return the row of each dot, 0 at the bottom: each row takes what fits, in turn from the left and from the right.

    Example
    -------
    >>> _stack(np.array([0.0, 0.05, 0.1, 0.1]), 0.1).tolist()
    [0, 2, 0, 1]
    """
    rows = np.zeros(len(places), np.int64)
    waiting: Sequence[int] = np.argsort(places, kind="stable").tolist()
    row = 0
    while waiting:
        taken, waiting = _fill(places, waiting, diameter)
        rows[taken] = row
        row, waiting = row + 1, waiting[::-1]
    return rows


def _fill(places: Values, waiting: Sequence[int], diameter: float) -> tuple[list[int], list[int]]:
    """Return who fits into a row when they come in this order, and who does not."""
    taken: list[int] = []
    left: list[int] = []
    for dot in waiting:
        fits = not taken or abs(places[dot] - places[taken[-1]]) >= diameter * 0.999
        (taken if fits else left).append(dot)
    return taken, left
