"""Rows of marks with intervals on one axis, a row a thing and a mark an arm."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, Locator, MaxNLocator

from orgsim.careers.outcomes import Range
from orgsim.figures.layout import Page
from orgsim.figures.style import BODY, INK, RULE, SHADE, SMALL, Look
from orgsim.figures.words import fitted
from orgsim.plain_words import number

NAMES, AXIS, WORDS = 3.1, 0.55, 1.75
"""Width of the names, height under the axis, and width of the numbers, inches."""
TALLEST = 0.85
"""Rows are at most so tall, inches."""
LEAST_LINE = 0.17
"""Numbers are written beside marks that have so much height each, inches."""
MOST_WORDS = 2
"""Of so many marks in a row at most, the numbers are written beside them."""


@dataclass(frozen=True)
class Mark:
    """A value with its interval and its look; `hollow` for a second kind of value."""

    value: Range
    look: Look
    words: str
    hollow: bool = False


@dataclass(frozen=True)
class Row:
    """One thing with its marks; `strong` for a sum of the others."""

    name: str
    marks: Sequence[Mark]
    strong: bool = False


@dataclass(frozen=True)
class Scale:
    """What stands under the axis, how its numbers read, and the value that matters, if any."""

    label: str
    share: bool = False
    line: float | None = None
    ends: tuple[float, float] | None = None
    ticks: Locator | None = None


def draw_rows(page: Page, rows: Sequence[Row], scale: Scale, names: float = NAMES) -> Axes:
    """Draw rows down the page, as tall as there is room for; `names` is the room for their names, inches."""
    height = min(TALLEST, (page.room - AXIS) / max(len(rows), 1))
    most = max((len(row.marks) for row in rows), default=1)
    words = WORDS if most <= MOST_WORDS and height / most >= LEAST_LINE else 0.2
    size = (page.width - names - words, max(height * len(rows), 0.1))
    axes = page.rows(
        names,
        page.top,
        size,
        scale.ends or _ends(rows, scale),
        scale.ticks or MaxNLocator(nbins=7, steps=[1, 2, 5, 10]),
    )
    if scale.share:
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{number(100 * value)}%"))
    axes.set_xlabel(scale.label)
    axes.grid(axis="x", color=RULE, linewidth=0.5, alpha=0.6)
    if scale.line is not None:
        axes.axvline(scale.line, color=INK, linewidth=1.1, zorder=1.5)
    for place, row in enumerate(rows):
        _name(page, row, place * height, height, names)
        _marks(page, axes, row, place * height, height, spoken=words > 1.0)
    return axes


def _ends(rows: Sequence[Row], scale: Scale) -> tuple[float, float]:
    """Return where an axis begins and ends: with every interval on it, and with the value that matters."""
    known = [end for row in rows for mark in row.marks for end in (mark.value.low, mark.value.high, mark.value.mean)]
    known = [end for end in known if math.isfinite(end)] + ([scale.line] if scale.line is not None else [])
    low, high = min([0.0 if scale.share else math.inf, *known]), max([0.01 if scale.share else -math.inf, *known])
    if not math.isfinite(low) or not math.isfinite(high) or low == high:
        low, high = (low, low + 1.0) if math.isfinite(low) else (0.0, 1.0)
    room = 0.04 * (high - low)
    return (low if scale.share and low == 0.0 else low - room), high + room


def _name(page: Page, row: Row, top: float, height: float, width: float) -> None:
    weight = "bold" if row.strong else "normal"
    size = min(BODY, height * 72 * 0.75)
    page.centred(0.0, page.top + top, height, [fitted(row.name, width - 0.15, size)], size=size, weight=weight)


def _marks(page: Page, axes: Axes, row: Row, top: float, height: float, *, spoken: bool) -> None:
    if top > 0.0:
        axes.axhline(top, color=SHADE, linewidth=0.8, zorder=0)
    for place, mark in enumerate(row.marks):
        middle = top + (place + 0.5 + 0.25) * height / (len(row.marks) + 0.5)
        _mark(axes, middle, mark)
        if spoken:
            style: dict[str, Any] = {"size": SMALL, "color": mark.look.color, "va": "center"}
            page.text(page.width - WORDS + 0.12, page.top + middle, fitted(mark.words, WORDS - 0.15, SMALL), **style)


def _mark(axes: Axes, height: float, mark: Mark) -> None:
    value, color = mark.value, mark.look.color
    if not math.isfinite(value.mean):
        return
    if math.isfinite(value.low) and math.isfinite(value.high):
        axes.plot(
            (value.low, value.high), (height, height), color=color, linewidth=2.2, solid_capstyle="butt", zorder=3
        )
    face = "white" if mark.hollow else color
    edge = color if mark.hollow else "white"
    axes.plot(value.mean, height, marker=mark.look.marker, mfc=face, mec=edge, mew=1.2, ms=7.5, zorder=4, clip_on=False)
