"""What a fit to a company's history found: numbers before and after, observations and the fitted model, and what was ruled out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import ACCENT, BLUE, INK, MUTED, RULE, SHADE, SMALL, styled
from orgsim.figures.words import Ticks, fitted, plain
from orgsim.metrics.outcome import Values
from orgsim.plain_words import counted, enumerated, number
from orgsim.sensitivity.fit import LEVELS, Fit
from orgsim.sensitivity.matching import IMPLAUSIBLE
from orgsim.sensitivity.settings import Doubt
from orgsim.sensitivity.words import called

NAMES, WORDS = 2.9, 3.5
"""Widths of the columns left and right of the axes, inches."""
ROW, AXIS, TALLEST = 0.9, 0.55, 1.5
"""Height that a row needs, that of its axis, and the most of a row, inches."""
BINS = 24
MUCH = 0.3
"""A number of which less was learned than this is said to be open still."""


@styled
def draw_numbers(fit: Fit) -> Figure:
    """Draw one row a number: its range before, how likely each value is after, the median with its interval."""
    page = Page(
        numbers_message(fit),
        "Grey: the range before, every value being as likely. Blue: how likely values are after the fit. Number behind a row: "
        "median and 95% interval.",
        (ACROSS, None),
        "Intervals hold if the discrepancies are stated honestly: a model that is further off than they say is fitted to its faults.",
        key=[
            Patch(facecolor=SHADE, label="before"),
            Patch(facecolor=BLUE, alpha=0.6, label="after"),
            Line2D([], [], color=INK, linewidth=3.2, label="median and 95% interval"),
            Line2D([], [], color=ACCENT, linewidth=2.0, label="as the scenario says"),
        ],
    )
    row = _row(page, len(fit.keys))
    for place, key in enumerate(fit.keys):
        top = page.top + place * row
        axes = page.axes(NAMES, top + 0.05, page.width - NAMES - WORDS, row - AXIS)
        _number(axes, fit, place)
        low, middle, high = (number(end) for end in fit.ends(place))
        words = [
            f"{middle} ({low} to {high}) {key.entry.unit}",
            f"{fit.learned(place):.0%} learned; scenario: {number(key.value)}",
        ]
        _beside(page, top, row, called(key.path), words)
    return page.figure


def numbers_message(fit: Fit) -> str:
    """Return which numbers were learned, and which are as open as before."""
    names = [plain(called(key.path)) for key in fit.keys]
    learned = [name for place, name in enumerate(names) if fit.learned(place) >= MUCH]
    if not learned:
        return f"The observations say little of {enumerated(names, 3)}"
    rest = [name for name in names if name not in learned]
    tail = f", and say little of {enumerated(rest, 3)}" if rest else ""
    return f"The observations narrow down {enumerated(learned, 3)}{tail}"


def describe_numbers(fit: Fit) -> str:
    """Say in words what the figure shows."""
    rows = []
    for place, key in enumerate(fit.keys):
        low, middle, high = (number(end) for end in fit.ends(place))
        rows.append(
            f"{called(key.path)}: {number(key.low)} to {number(key.high)} before, {middle} ({low} to {high}) after"
        )
    return f"Numbers before and after the fit. {'; '.join(rows)}."


def _row(page: Page, count: int) -> float:
    return min(TALLEST, max(ROW, page.room / max(count, 1)))


def _beside(page: Page, top: float, row: float, name: str, words: Sequence[str]) -> None:
    """Write the name of a row left of its axes, and what was found right of them."""
    page.centred(0.0, top, row - AXIS, [fitted(name, NAMES - 0.2)])
    page.centred(
        page.width - WORDS + 0.2, top, row - AXIS, [fitted(line, WORDS - 0.2, SMALL) for line in words], size=SMALL
    )


def _number(axes: Axes, fit: Fit, place: int) -> None:
    """Draw the range of one number, on the scale on which it was drawn, and what is left of it."""
    key, weights = fit.keys[place], fit.found.weights
    heights, edges = np.histogram(fit.found.shares[:, place], BINS, (0.0, 1.0), weights=weights / weights.sum() * BINS)
    axes.bar(edges[:-1], np.ones(BINS), 1.0 / BINS, align="edge", color=SHADE)
    axes.bar(edges[:-1], heights, 1.0 / BINS, align="edge", color=BLUE, alpha=0.6)
    low, middle, high = fit.found.quantiles(place, LEVELS)
    axes.plot((low, high), (-0.08 * heights.max(),) * 2, color=INK, linewidth=3.2, solid_capstyle="butt", clip_on=False)
    axes.plot(middle, -0.08 * heights.max(), marker="|", color=INK, markersize=9, markeredgewidth=2.4, clip_on=False)
    at = _share_of(key, key.value)
    if 0.0 <= at <= 1.0:
        axes.axvline(at, color=ACCENT, linewidth=2.0)
    shares = np.linspace(0.0, 1.0, 5)
    axes.set_xticks(shares, [number(key.at(float(share))) for share in shares])
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(-0.16 * heights.max(), 1.05 * max(1.0, heights.max()))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _share_of(key: Doubt, value: float) -> float:
    """Return where a value stands on the way through its range; outside of it, a share below 0 or above 1."""
    if not key.low <= value <= key.high:
        return -1.0
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if key.at(middle) < value else (low, middle)
    return (low + high) / 2


@styled
def draw_observations(fit: Fit) -> Figure:
    """Draw one row an observation: what the model made of it before, what it makes of it after, and what was observed."""
    page = Page(
        observations_message(fit),
        "Grey: the middle 95% of points before the fit. Blue: the middle 95% of single futures of the fitted model. Each row "
        "on its own scale.",
        (ACROSS, None),
        "The line of an observation reaches two standard deviations of its error to either side; the thin part is what the "
        "stated discrepancy adds.",
        key=[
            Line2D([], [], color=RULE, linewidth=7.0, label="model before"),
            Line2D([], [], color=BLUE, linewidth=7.0, label="model after"),
            Line2D([], [], color=ACCENT, marker="D", linewidth=2.4, label="observed"),
        ],
    )
    row = _row(page, len(fit.seen))
    for place, one in enumerate(fit.seen):
        top = page.top + place * row
        axes = page.rows(
            NAMES, top + 0.05, (page.width - NAMES - WORDS, row - AXIS), _observation_ends(fit, place), MaxNLocator(5)
        )
        _observation(axes, fit, place, row - AXIS)
        low, middle, high = (number(end) for end in fit.predicted(place))
        words = [
            f"observed {number(one.value)} {fit.metrics[place].unit}",
            f"fitted model {middle} ({low} to {high})",
        ]
        _beside(page, top, row, fit.metrics[place].title, words)
    return page.figure


def observations_message(fit: Fit) -> str:
    """Return whether the fitted model meets the observations."""
    outside = [metric.title for metric in fit.off()]
    if not outside:
        return f"The fitted model meets {'all ' if len(fit.seen) > 1 else ''}{counted(len(fit.seen), 'observation')}"
    return f"The fitted model does not meet {enumerated(outside, 3)}"


def describe_observations(fit: Fit) -> str:
    """Say in words what the figure shows."""
    rows = []
    for place, one in enumerate(fit.seen):
        low, middle, high = (number(end) for end in fit.predicted(place))
        rows.append(
            f"{fit.metrics[place].title}: observed {number(one.value)}, fitted model {middle} ({low} to {high})"
        )
    return f"Observations and what the fitted model makes of them. {'; '.join(rows)}."


def _before(fit: Fit, place: int) -> Values:
    """Return the middle 95 % of an observable over the points of the first wave."""
    means = fit.found.waves[0].means[:, place]
    return np.asarray(np.nanquantile(means, (0.025, 0.975)))


def _observation_ends(fit: Fit, place: int) -> tuple[float, float]:
    one = fit.seen[place]
    reach = 2.0 * float(np.hypot(one.error, one.discrepancy))
    ends = [*_before(fit, place), *fit.predicted(place), one.value - reach, one.value + reach]
    pad = 0.05 * (max(ends) - min(ends)) or 1.0
    return float(min(ends) - pad), float(max(ends) + pad)


def _observation(axes: Axes, fit: Fit, place: int, height: float) -> None:
    one = fit.seen[place]
    bar: dict[str, Any] = {"linewidth": 7.0, "solid_capstyle": "butt"}
    axes.plot(_before(fit, place), (0.2 * height,) * 2, color=RULE, **bar)
    low, middle, high = fit.predicted(place)
    axes.plot((low, high), (0.5 * height,) * 2, color=BLUE, **bar)
    axes.plot(middle, 0.5 * height, marker="|", color=INK, markersize=10, markeredgewidth=2.4)
    for spread, width in ((float(np.hypot(one.error, one.discrepancy)), 1.0), (one.error, 2.8)):
        axes.plot((one.value - 2 * spread, one.value + 2 * spread), (0.8 * height,) * 2, color=ACCENT, linewidth=width)
    axes.plot(one.value, 0.8 * height, marker="D", color=ACCENT, markersize=6.0)


@styled
def draw_ruled_out(fit: Fit) -> Figure:
    """Draw a panel a number: how far each point of every wave lies from the observations, along that number."""
    page = Page(
        ruled_out_message(fit),
        "Each dot is a point that was tried; its height is how far it lies from the observation that it is furthest from, in "
        "standard deviations of "
        "error, discrepancy and luck together.",
        (ACROSS, None),
        f"Points above {IMPLAUSIBLE:g} are ruled out. A number along which points everywhere are left is not told by the observations.",
        key=[
            Line2D([], [], marker="o", linestyle="none", color=MUTED, alpha=0.6, markersize=5, label="first wave"),
            Line2D([], [], marker="o", linestyle="none", color=BLUE, alpha=0.8, markersize=5, label="last wave"),
            Line2D([], [], color=ACCENT, linewidth=1.6, label="ruled out above"),
        ],
    )
    across = min(3, len(fit.keys))
    rows = -(-len(fit.keys) // across)
    width, height = (page.width - 0.6 + 0.3) / across - 0.3, page.room / rows
    for place, key in enumerate(fit.keys):
        left, top = 0.6 + (place % across) * (width + 0.3), page.top + (place // across) * height
        page.text(left, top, fitted(called(key.path), width), weight="bold")
        axes = page.axes(left, top + 0.3, width, height - 0.3 - 0.45)
        _cloud(axes, fit, place)
        axes.tick_params(labelleft=place % across == 0)
    return page.figure


def ruled_out_message(fit: Fit) -> str:
    """Return how much of the ranges the first wave ruled out."""
    first = fit.found.waves[0]
    gone = first.points - first.left
    tried = counted(first.points, "point")
    return f"{number(100 * gone / first.points, 0)}% of the ranges are ruled out: {gone} of {tried} of the first wave"


def describe_ruled_out(fit: Fit) -> str:
    """Say in words what the figure shows."""
    rows = [
        f"wave {place}: {wave.left} of {wave.points} left, the nearest {number(wave.least)} standard deviations away"
        for place, wave in enumerate(fit.found.waves, start=1)
    ]
    return f"How far the points that were tried lie from what was observed. {'; '.join(rows)}."


def _cloud(axes: Axes, fit: Fit, place: int) -> None:
    waves = fit.found.waves
    dots: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": 4}
    axes.plot(waves[0].shares[:, place], waves[0].furthest, color=MUTED, alpha=0.6, **dots)
    if len(waves) > 1:
        axes.plot(waves[-1].shares[:, place], waves[-1].furthest, color=BLUE, alpha=0.8, **dots)
    axes.axhline(IMPLAUSIBLE, color=ACCENT, linewidth=1.6)
    axes.set_yscale("symlog", linthresh=IMPLAUSIBLE)
    axes.set_ylim(0.0, 1.2 * max(IMPLAUSIBLE, *(float(wave.furthest.max()) for wave in waves)))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(Ticks())
    axes.set_xlim(0.0, 1.0)
    shares = np.linspace(0.0, 1.0, 5)
    axes.set_xticks(shares, [number(fit.keys[place].at(float(share))) for share in shares])
