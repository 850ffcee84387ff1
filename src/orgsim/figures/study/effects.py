"""What drives a difference in a study: the effects of Morris, or Sobol' shares of the variance, a row a setting."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.study.common import setting
from orgsim.figures.style import ACCENT, BLUE, INK, MUTED, PAPER, SHADE, SMALL, styled
from orgsim.figures.words import Ticks, fitted, plain, reading, subject
from orgsim.metrics.metric import Metric
from orgsim.plain_words import counted, enumerated, number
from orgsim.sensitivity.indices import Effect, Share

NAMES, WORDS = 2.9, 3.6
"""Widths of the columns left and right of the bars, inches."""
ROW, AXIS, MOST = 0.62, 0.6, 8
"""Heights of a row and of the axis, inches, and the most rows."""
MUCH = 0.5
"""A share of the variance due to few futures that is too large to say what drives a difference."""
MOST_NAMED = 3
"""Settings that a title names."""


@styled
def draw_effects(found: Sequence[Effect], metric: Metric, against: str, futures: int) -> Figure:
    """Draw Morris's effects, the strongest at the top; `against` says which difference they are of."""
    read = reading(metric)
    rows = found[:MOST]
    page = Page(
        effects_message(found, metric, against),
        f"Bar: how far the difference in {metric.title} moves, in {read.difference_unit}, when a setting goes through its whole range, "
        f"wherever the others stand (mu* of Morris); {counted(futures, 'future')} at each point.",
        (ACROSS, None),
        "Hollow: not twice what few futures would give a setting without any effect. Lines: 95% intervals over trajectories. "
        "Differences are those of the model, whether it is right or not.",
        key=[
            Patch(facecolor=BLUE, label="mean size of the effect"),
            Line2D([], [], color=INK, linewidth=1.6, label="95% interval"),
            Line2D([], [], color=ACCENT, linewidth=2.4, label="what noise alone would give"),
        ],
    )
    axes = _axes(page, len(rows), max(one.strength + one.error for one in rows) * read.factor)
    axes.set_xlabel(read.difference_unit)
    for place, one in enumerate(rows):
        middle = (place + 0.5) * ROW
        _bar(axes, middle, one.strength * read.factor, 0.3, BLUE, told=one.is_told)
        _span(axes, middle, one.strength * read.factor, one.error * read.factor)
        axes.plot((one.floor * read.factor,) * 2, (middle - 0.2, middle + 0.2), color=ACCENT, linewidth=2.4, zorder=4)
        _names(page, place, one.key, _effect_words(one, read.factor))
    return page.figure


def effects_message(found: Sequence[Effect], metric: Metric, against: str) -> str:
    """Return which settings are told from noise."""
    sure = [setting(one.key) for one in found if one.is_told]
    if not sure:
        return f"{subject(metric)}: no setting stands out from noise in {plain(against)}"
    return f"{subject(metric)}: what drives {plain(against)}: {enumerated(sure, MOST_NAMED)}"


def describe_effects(found: Sequence[Effect], metric: Metric, against: str) -> str:
    """Say in words what the figure shows."""
    factor = reading(metric).factor
    rows = [f"{plain(one.key)}: {'; '.join(_effect_words(one, factor))}" for one in found]
    return f"Effects of Morris on {metric.title}, {plain(against)}. {'. '.join(rows)}."


def _effect_words(one: Effect, factor: float) -> list[str]:
    sign = "rises" if one.mean > 0 else "falls"
    first = f"{number(factor * one.strength)} (noise {number(factor * one.floor)})"
    if not one.is_told:
        return [first, "not told from noise"]
    return [first, f"{sign} by {number(abs(factor * one.mean))} on average; sigma {number(factor * one.spread)}"]


@styled
def draw_shares(found: Sequence[Share], metric: Metric, against: str, noise: float, futures: int) -> Figure:
    """Draw Sobol' indices: what a setting explains alone, and with all that it takes part in."""
    rows = found[:MOST]
    page = Page(
        shares_message(found, metric, against, noise),
        f"Bar: the share of the variance of the difference in {metric.title} over the ranges that a setting explains (Sobol' indices); "
        f"{counted(futures, 'future')} at each point. At most {number(100 * noise, 0)}% of the variance is due to few futures.",
        (ACROSS, None),
        "Lines: 95% intervals over points. Shares are those of the model, whether it is right or not.",
        key=[
            Patch(facecolor=BLUE, label="alone"),
            Patch(facecolor=SHADE, label="with all interactions"),
            Line2D([], [], color=INK, linewidth=1.6, label="95% interval"),
        ],
    )
    axes = _axes(
        page, len(rows), max(100 * max(one.total + one.total_error, one.first + one.first_error) for one in rows)
    )
    axes.set_xlabel("% of the variance")
    for place, one in enumerate(rows):
        upper, lower = (place + 0.33) * ROW, (place + 0.67) * ROW
        _bar(axes, upper, 100 * one.first, 0.18, BLUE, told=True)
        _span(axes, upper, 100 * one.first, 100 * one.first_error)
        _bar(axes, lower, 100 * one.total, 0.18, SHADE, told=True)
        _span(axes, lower, 100 * one.total, 100 * one.total_error)
        _names(page, place, one.key, _share_words(one))
    return page.figure


def shares_message(found: Sequence[Share], metric: Metric, against: str, noise: float) -> str:
    """Return which setting explains most, where that is told from nothing and little of the variance is noise."""
    first = found[0]
    if first.total - first.total_error <= 0.0 or noise > MUCH:
        return f"{subject(metric)}: what drives {plain(against)} cannot be told from so few points and futures"
    return f"{subject(metric)}: {setting(first.key)} drives {plain(against)}, with {number(100 * first.total, 0)}% of the variance"


def describe_shares(found: Sequence[Share], metric: Metric, against: str) -> str:
    """Say in words what the figure shows."""
    rows = [f"{plain(one.key)}: {'; '.join(_share_words(one))}" for one in found]
    return f"Sobol' shares of the variance of {metric.title}, {plain(against)}. {'. '.join(rows)}."


def _share_words(one: Share) -> list[str]:
    pairs = (("alone", one.first, one.first_error), ("with interactions", one.total, one.total_error))
    return [f"{words} {number(100 * value, 0)}% ± {number(100 * error, 0)}" for words, value, error in pairs]


def _axes(page: Page, rows: int, most: float) -> Axes:
    size = (page.width - NAMES - WORDS, ROW * rows)
    axes = page.rows(NAMES, page.top, size, (0.0, 1.05 * most or 1.0), MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(Ticks())
    axes.grid(axis="x", color=SHADE, linewidth=0.8)
    return axes


def _bar(axes: Axes, middle: float, length: float, height: float, color: str, *, told: bool) -> None:
    style: dict[str, Any] = {"color": color} if told else {"facecolor": PAPER, "edgecolor": color, "linewidth": 1.4}
    axes.barh(middle, max(length, 0.0), height, zorder=2, **style)


def _span(axes: Axes, middle: float, value: float, error: float) -> None:
    axes.plot((max(value - error, 0.0), value + error), (middle, middle), color=INK, linewidth=1.6, zorder=3)


def _names(page: Page, place: int, key: str, words: list[str]) -> None:
    """Write the setting at the left of a row, and its numbers at the right."""
    top = page.top + place * ROW
    page.centred(0.0, top, ROW, [fitted(setting(key), NAMES - 0.2)])
    lines = [fitted(line, WORDS - 0.25, SMALL) for line in words]
    page.centred(page.width - WORDS + 0.2, top, ROW, lines, size=SMALL, color=MUTED)
