"""How what each design gains depends on one setting: a panel a design, all on the same axes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from orgsim.experiments.response import Band, World, bands_of, column_means, mean_gain
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.study.common import padded, setting
from orgsim.figures.style import INK, MUTED, SHADE, SMALL, Lineup, styled
from orgsim.figures.words import VERTICAL_ARROWS, Ticks, fitted, plain, reading, subject
from orgsim.metrics.metric import Rope
from orgsim.metrics.outcome import Values
from orgsim.plain_words import interval
from orgsim.results.statistics import Estimate, estimated, students_t

MOST_PANELS = 9
"""Designs on one slide."""
ACROSS_MOST = 3
"""Panels side by side."""
AXIS, HEAD, GAP, LEFT = 0.42, 0.28, 0.25, 0.65
"""Heights of an axis and of a heading, space between panels, and room for the numbers at the left, inches."""


@dataclass(frozen=True)
class Curve:
    """What one design gains along a key: in each band the mean with its interval, and the mean of each point."""

    design: str
    bands: list[Band]
    gains: list[Estimate]
    points: list[Values]
    swing: Estimate
    """From the first band to the last."""


def curves(world: World, key: str) -> list[Curve]:
    """Return the curve of every alternative along a key."""
    bands = bands_of(world, key)
    return [_curve(world, design, bands) for design in world.alternatives]


def _curve(world: World, design: str, bands: list[Band]) -> Curve:
    gains = world.gains(design)
    parts = [gains[list(band.places)] for band in bands]
    means = [mean_gain(part, drawn=world.drawn) for part in parts]
    swing = _swing(parts[0], parts[-1], count=max(1, len(world.alternatives)), drawn=world.drawn)
    return Curve(design, bands, means, [column_means(part.T) for part in parts], swing)


def _swing(first: Values, last: Values, *, count: int, drawn: bool) -> Estimate:
    """Return the change from the first band to the last, paired over futures; all designs' intervals hold together in 95 % of figures."""
    paired = estimated(column_means(last) - column_means(first), count)
    if not drawn:
        return paired
    ends = [column_means(part.T) for part in (first, last)]
    ends = [end[~np.isnan(end)] for end in ends]
    if min(map(len, ends)) < 2:
        return paired
    among = sum(float(np.var(end, ddof=1)) / len(end) for end in ends) ** 0.5 * students_t(min(map(len, ends)), count)
    half = float(np.hypot(among, paired.high - paired.mean))
    return Estimate(paired.mean, paired.mean - half, paired.mean + half)


@styled
def draw(world: World, key: str, rope: Rope, lineup: Lineup, shown: list[Curve], *, more: str = "") -> Figure:
    """Draw a panel for each of some designs."""
    read, metric = reading(world.metric), world.metric
    bands = shown[0].bands
    others = len(world.points) > len(bands)
    page = Page(
        message(world, key, shown) + more,
        f"{subject(metric)}, difference in {read.difference_unit} to {plain(world.baseline)} in the same futures, along {plain(key)}."
        + (
            f" Each mark is the mean over some of the {len(world.points)} points, which are the small dots."
            if others
            else ""
        ),
        (ACROSS, None),
        f"Lines: 95% intervals, which cover simulation noise{' and which points were drawn' if world.drawn else ''} only, not whether the "
        "model is right.",
        key=_key(others=others),
    )
    limits = _limits(world, shown, rope, read.factor)
    for place, curve in enumerate(shown):
        axes = _panel(page, place, len(shown), limits, curve, lineup)
        bounds = np.array(rope.bounds(float(np.nanmedian(world.values[world.baseline])))) * read.factor
        axes.axhspan(*bounds, color=SHADE, zorder=0)
        _lines(axes, curve, lineup, read.factor, dots=others)
        _ticks(axes, bands)
        if place % min(ACROSS_MOST, len(shown)) == 0:
            axes.set_ylabel(VERTICAL_ARROWS[metric.direction], size=SMALL)
    return page.figure


def message(world: World, key: str, shown: list[Curve]) -> str:
    """Return whose gain moves most with the setting, or that nobody's does beyond chance."""
    read, name = reading(world.metric), setting(key)
    where = f" ({plain(world.name)})" if world.name else ""
    sure = [one for one in shown if one.swing.is_off_zero]
    if all(np.isnan(one.swing.mean) for one in shown):
        return f"{subject(world.metric)}{where}: too few futures with a value to compare the ends of {name}"
    if not sure:
        who = f"the gain of {plain(shown[0].design)} does not change" if len(shown) == 1 else "no design's gain changes"
        return f"{subject(world.metric)}{where}: {who} beyond chance from one end of {name} to the other"
    most = max(sure, key=lambda one: abs(one.swing.mean))
    ends = interval(*(read.factor * end for end in (most.swing.mean, most.swing.low, most.swing.high)))
    many = f"; {len(sure)} of {len(shown)} designs move beyond chance" if len(shown) > 1 else ""
    moved = f"the gain of {plain(most.design)} changes by {ends} {read.difference_unit}{many}"
    return f"{subject(world.metric)}{where}: from one end of {name} to the other {moved}"


def describe(world: World, key: str, shown: list[Curve]) -> str:
    """Say in words what the figure shows."""
    factor = reading(world.metric).factor
    rows = [
        f"{plain(curve.design)}: "
        + ", ".join(
            f"{interval(*(factor * end for end in (gain.mean, gain.low, gain.high)))} at {band.label}"
            for band, gain in zip(curve.bands, curve.gains, strict=True)
        )
        for curve in shown
    ]
    return f"{subject(world.metric)}, difference to {plain(world.baseline)} along {plain(key)}. {'; '.join(rows)}."


def _limits(world: World, shown: list[Curve], rope: Rope, factor: float) -> tuple[float, float]:
    """Return the ends of the common axis of gains."""
    ends = [0.0, *rope.bounds(float(np.nanmedian(world.values[world.baseline])))]
    for curve in shown:
        ends += [end for gain in curve.gains for end in (gain.low, gain.high)]
        ends += (
            [float(point) for points in curve.points for point in points]
            if len(world.points) > len(curve.bands)
            else []
        )
    return padded([factor * end for end in ends])


def _panel(page: Page, place: int, count: int, limits: tuple[float, float], curve: Curve, lineup: Lineup) -> Axes:
    """Make the axes of one design, with its name above."""
    across = min(ACROSS_MOST, count)
    rows = -(-count // across)
    width = (page.width - LEFT + GAP) / across - GAP
    height = page.room / rows
    left, top = LEFT + (place % across) * (width + GAP), page.top + (place // across) * height
    page.text(
        left,
        top,
        fitted(curve.design, width, 11.0, bold=True),
        size=11.0,
        weight="bold",
        color=lineup.look(curve.design).color,
    )
    axes = page.axes(left, top + HEAD, width, height - HEAD - AXIS)
    axes.set_ylim(*limits)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(Ticks(signed=True))
    axes.tick_params(labelleft=place % across == 0)
    axes.grid(axis="y", color=SHADE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.axhline(0.0, color=INK, linewidth=1.0, zorder=1)
    return axes


def _lines(axes: Axes, curve: Curve, lineup: Lineup, factor: float, *, dots: bool) -> None:
    """Draw a design's means with their intervals, and its points faintly behind them."""
    look = lineup.look(curve.design)
    at = [band.at for band in curve.bands]
    if dots:
        for band, points in zip(curve.bands, curve.points, strict=True):
            axes.plot(band.spots, factor * points, ".", color=INK, markersize=2.5, alpha=0.5, zorder=5)
    axes.plot(
        at,
        [factor * gain.mean for gain in curve.gains],
        color=look.color,
        marker=look.marker,
        linestyle="none" if curve.bands[0].is_word else "-",
        markersize=5.0,
        zorder=4,
    )
    for x, gain in zip(at, curve.gains, strict=True):
        axes.plot((x, x), (factor * gain.low, factor * gain.high), color=look.color, linewidth=1.6, zorder=3)


def _ticks(axes: Axes, bands: list[Band]) -> None:
    """Write the values of the setting below a panel; words where they are words."""
    if not any(band.is_word for band in bands):
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
        axes.xaxis.set_major_formatter(Ticks())
        return
    axes.set_xticks([band.at for band in bands], [fitted(band.label, 0.9, SMALL) for band in bands])


def _key(*, others: bool) -> list[Artist]:
    """Return the legend."""
    point: dict[str, Any] = {"marker": ".", "linestyle": "none", "markersize": 4.0, "color": INK, "alpha": 0.5}
    return [
        Line2D([], [], color=MUTED, marker="o", markersize=5.0, label="mean with 95% interval"),
        *([Line2D([], [], label="one point of the study", **point)] if others else []),
        Patch(facecolor=SHADE, label="too small to matter"),
    ]
