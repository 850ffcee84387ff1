"""All metrics at a glance: each interval in units of the smallest difference that matters, so that unlike metrics share one axis."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MultipleLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import INK, SHADE, SMALL, Lineup, Look, styled
from orgsim.figures.words import fitted, plain, subject
from orgsim.plain_words import change, counted
from orgsim.results.comparison import Answer
from orgsim.results.statistics import Comparison, leaning_words

NAMES, WORDS = 2.6, 2.4
"""Widths of the columns left and right of the axis, inches."""
AXIS = 0.6
FURTHEST = 6.0
"""Intervals are cut at so many times the smallest difference that matters."""
MOST_WORDS = 2
"""Of so many alternatives at most, the differences are written beside the marks."""


@dataclass(frozen=True)
class Mark:
    """One design on one metric, towards better to the right, in units of the smallest difference that matters."""

    middle: float
    low: float
    high: float
    words: str


@styled
def draw(answers: Sequence[Answer], lineup: Lineup) -> Figure:
    """Draw one row a metric, and in it one line an alternative."""
    base = plain(lineup.baseline)
    page = Page(
        f"What would change compared with {base}, in all headline metrics",
        "Marks are mean differences with 95% intervals, divided by the smallest difference that matters in each metric. To the right is "
        "better. Inside the grey band there is no practical difference.",
        (ACROSS, None),
        f"Intervals are cut at {FURTHEST:g} times what matters. They cover simulation noise only, not whether the model is right.",
        key=[
            *lineup.key(dashed=False, linewidth=2.6, markersize=7.5, markeredgecolor="white")[1:],
            Patch(facecolor=SHADE, label="too small to matter"),
        ],
    )
    shown = [answer for answer in answers if answer.metric.direction != "neither"]
    height = (page.room - AXIS) / max(len(shown), 1)
    axes = _axes(page, height * len(shown))
    for row, answer in enumerate(shown):
        _row(page, axes, row * height, height, answer, lineup)
    return page.figure


def describe(answers: Sequence[Answer], lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    parts = []
    for design in lineup.alternatives:
        verdicts = [
            leaning_words(one, answer.metric.direction) for answer in answers if (one := _compared(answer, design))
        ]
        kinds = [f"{verdict} in {counted(verdicts.count(verdict), 'metric')}" for verdict in dict.fromkeys(verdicts)]
        parts.append(f"{plain(design)}: {', '.join(kinds)}")
    return f"Compared with {plain(lineup.baseline)}. {'; '.join(parts)}."


def _compared(answer: Answer, design: str) -> Comparison | None:
    return next((line.comparison for line in answer.lines if line.design == design), None)


def _axes(page: Page, height: float) -> Axes:
    """Make the axis: from much worse to much better, downwards in inches."""
    size = (page.width - NAMES - WORDS, max(height, 0.1))
    axes = page.rows(NAMES, page.top, size, (-FURTHEST, FURTHEST), MultipleLocator(1.0))
    axes.axvspan(-1.0, 1.0, color=SHADE, linewidth=0, zorder=0)
    axes.axvline(0.0, color=INK, linewidth=1.2, zorder=2)
    axes.set_xlabel("\N{LEFTWARDS ARROW} worse          times what matters          better \N{RIGHTWARDS ARROW}")
    return axes


def _row(page: Page, axes: Axes, top: float, height: float, answer: Answer, lineup: Lineup) -> None:
    """Draw one metric."""
    if top > 0.0:
        axes.axhline(top, color=SHADE, linewidth=0.8, zorder=0)
    page.centred(0.0, page.top + top, height, [fitted(subject(answer.metric), NAMES - 0.15)])
    marks = dict(_marks(answer, lineup))
    for place, design in enumerate(lineup.alternatives):
        if design in marks:
            _mark(
                axes,
                top + (place + 0.75) * height / (len(lineup.alternatives) + 0.5),
                marks[design],
                lineup.look(design),
            )
    if len(lineup.alternatives) <= MOST_WORDS:
        for place, design in enumerate(lineup.alternatives):
            middle = top + (place + 0.75) * height / (len(lineup.alternatives) + 0.5)
            words = fitted(marks[design].words, WORDS - 0.2, SMALL) if design in marks else "no value"
            style: dict[str, Any] = {"size": SMALL, "color": lineup.look(design).color, "va": "center"}
            page.text(page.width - WORDS + 0.2, page.top + middle, words, **style)


def _marks(answer: Answer, lineup: Lineup) -> Iterator[tuple[str, Mark]]:
    """Yield where each alternative stands; none without a value."""
    for design in lineup.alternatives:
        found = _compared(answer, design)
        if found is None or found.futures < 2 or not found.rope_high > 0.0:
            continue
        sign = -1.0 if answer.metric.direction == "lower" else 1.0
        scale = sign / (found.rope_high if sign * found.difference > 0.0 else -found.rope_low)
        low, high = sorted((found.low * scale, found.high * scale))
        yield design, Mark(found.difference * scale, low, high, change(found.difference, answer.metric.unit))


def _mark(axes: Axes, height: float, mark: Mark, look: Look) -> None:
    """Draw one interval with its mean, both cut at the ends of the axis."""
    low, middle, high = (max(-FURTHEST, min(FURTHEST, value)) for value in (mark.low, mark.middle, mark.high))
    if not all(map(math.isfinite, (low, middle, high))):
        return
    axes.plot((low, high), (height, height), color=look.color, linewidth=2.6, solid_capstyle="butt", zorder=3)
    style: dict[str, Any] = {
        "color": look.color,
        "markeredgecolor": "white",
        "markersize": 7.5,
        "zorder": 4,
        "clip_on": False,
    }
    marker = look.marker if abs(mark.middle) <= FURTHEST else ">" if middle > 0.0 else "<"
    axes.plot(middle, height, marker=marker, **style)
