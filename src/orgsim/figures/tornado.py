"""The tornado: the paired difference with one number at a time at the ends of its range, the widest swing at the top."""

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import ACCENT, BLUE, BODY, INK, MUTED, PAPER, SHADE, SMALL, styled
from orgsim.figures.words import Ticks, fitted, plain, reading, subject
from orgsim.plain_words import change, counted, enumerated, number
from orgsim.sensitivity.flips import Driver, End, Flips
from orgsim.sensitivity.words import as_they_are, called, ensemble, is_sure, turns

NAMES, WORDS = 3.9, 2.3
"""Widths of the columns left and right of the axis, inches."""
ROW, BAR, AXIS = 0.5, 0.3, 0.6
"""Heights of a row, of the bar in it, and of the axis, inches."""
HIGH = BLUE
BASE: dict[str, Any] = {"color": ACCENT, "linewidth": 1.4, "linestyle": (0, (4, 2))}
ENDS: dict[str, Any] = {"marker": "o", "markersize": 5.5, "linewidth": 1.4, "zorder": 4}


@styled
def draw(found: Flips) -> Figure:
    """Draw one row a parameter."""
    read = reading(found.metric)
    page = Page(
        title(found),
        f"{subject(found.metric)}: mean paired difference in {read.difference_unit} with one number at either end of its range, in "
        f"{counted(found.budget.futures_an_end, 'future')} each, and its 95% interval. Numbers were chosen by how the difference goes with "
        f"them in {counted(found.sets, 'set')} of numbers, so that chance plays a part.",
        (ACROSS, None),
        ensemble(found),
        key=[
            Line2D([], [], color=MUTED, markerfacecolor=PAPER, label="low end", **ENDS),
            Line2D([], [], color=HIGH, label="high end", **ENDS),
            Patch(facecolor=SHADE, label="swing"),
            *([Line2D([], [], label="all numbers as they are", **BASE)] if math.isfinite(found.base.mean) else []),
        ],
    )
    row = min(ROW, (page.room - AXIS) / max(len(found.drivers), 1))
    axes = _axes(page, found, read.factor, row)
    for place, driver in enumerate(found.drivers):
        _row(page, axes, place * row, row, driver, read.factor)
    return page.figure


def title(found: Flips) -> str:
    """Return the message: what turns the answer alone, or what moves it most."""
    sure = list(dict.fromkeys(called(driver.doubt.path) for driver, end in turns(found) if is_sure(found, end)))
    if sure and found.is_open:
        return f"What alone would tell the difference of {plain(found.design)} from zero: {enumerated(sure, 3)}"
    if sure:
        return f"What turns the answer on {plain(found.design)} alone: {enumerated(sure, 3)}"
    if not found.drivers:
        return f"No number drives the answer on {plain(found.design)}"
    most = called(max(found.drivers, key=lambda driver: driver.swing).doubt.path)
    if found.is_open:
        return f"No single number tells the difference of {plain(found.design)} from zero; {most} moves it most"
    return f"No single number turns the answer on {plain(found.design)} beyond chance; {most} moves it most"


def describe(found: Flips) -> str:
    """Say in words what the figure shows."""
    unit = found.metric.unit
    said = [
        (one, [f"{change(end.difference.mean, unit)} at {number(end.value)}" for end in (one.low, one.high)])
        for one in found.drivers
    ]
    rows = [f"{called(one.doubt.path)}: {' and '.join(ends)}" for one, ends in said]
    what = f"Mean paired difference of {plain(found.design)} with one number at a time at the ends of its range."
    return " ".join((what, f"{'; '.join(rows)}.", *as_they_are(found)))


def _axes(page: Page, found: Flips, factor: float, row: float) -> Axes:
    """Make the axis of differences."""
    ends = [0.0, factor * found.base.mean] + [
        factor * at
        for one in found.drivers
        for end in (one.low, one.high)
        for at in (end.difference.low, end.difference.high)
    ]
    known = [end for end in ends if math.isfinite(end)]
    pad = 0.05 * (max(known) - min(known)) or 1.0
    size = (page.width - NAMES - WORDS, max(row * len(found.drivers), 0.1))
    axes = page.rows(
        NAMES, page.top, size, (min(known) - pad, max(known) + pad), MaxNLocator(nbins=8, steps=[1, 2, 5, 10])
    )
    axes.xaxis.set_major_formatter(Ticks(signed=True))
    axes.grid(axis="x", color=SHADE, linewidth=0.8)
    axes.axvline(0.0, color=INK, linewidth=1.2, zorder=2)
    if math.isfinite(found.base.mean):
        axes.axvline(factor * found.base.mean, zorder=2.5, **BASE)
    axes.set_xlabel(f"difference in {reading(found.metric).difference_unit}", size=BODY)
    return axes


def _row(page: Page, axes: Axes, top: float, row: float, driver: Driver, factor: float) -> None:
    """Draw one parameter: the swing between its ends, and each end with its interval."""
    middle = top + row / 2
    page.centred(0.0, page.top + top, row, [fitted(called(driver.doubt.path), NAMES - 0.2, SMALL)], size=SMALL)
    left, right = sorted((factor * driver.low.difference.mean, factor * driver.high.difference.mean))
    axes.barh(middle, right - left, BAR, left, color=SHADE, zorder=1)
    _end(axes, middle - 0.07, driver.low, factor, {"color": MUTED, "markerfacecolor": PAPER})
    _end(axes, middle + 0.07, driver.high, factor, {"color": HIGH})
    values = f"{number(driver.low.value)} to {number(driver.high.value)} {driver.doubt.entry.unit}"
    page.centred(
        page.width - WORDS + 0.2, page.top + top, row, [fitted(values, WORDS - 0.2, SMALL)], size=SMALL, color=MUTED
    )


def _end(axes: Axes, height: float, end: End, factor: float, look: dict[str, Any]) -> None:
    axes.plot(
        (factor * end.difference.low, factor * end.difference.high),
        (height, height),
        color=look["color"],
        linewidth=1.4,
        zorder=3,
    )
    axes.plot(factor * end.difference.mean, height, **(ENDS | look))
