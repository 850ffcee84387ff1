"""Paired differences as dots, drawn as SVG: one dot a future, zero, the band that does not matter, the mean with its interval."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import numpy as np
from matplotlib.ticker import MaxNLocator

from orgsim.figures.strip import diameter_for, shown_of, swarm
from orgsim.figures.words import reading
from orgsim.metrics.metric import Metric
from orgsim.metrics.outcome import Values
from orgsim.plain_words import change, estimate
from orgsim.results.statistics import Comparison

WIDTH, HEIGHT = 560, 128
FLOOR, STACK = 88, 80
"""Where dots stand, from above, and how high they may be piled, pixels."""
BAR = 100
PIXELS = 100.0
"""Pixels an inch: the dots are laid out by the code of the figures, which measures in inches."""


@dataclass(frozen=True)
class Axis:
    """The scale that all rows have in common, in the metric's unit."""

    low: float
    high: float

    def x(self, value: float) -> float:
        """Return where a value stands, pixels."""
        return round((value - self.low) / (self.high - self.low) * (WIDTH - 24) + 12, 2)

    def ticks(self) -> list[float]:
        """Return a few round values on the axis, zero among them."""
        values = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(self.low, self.high)
        return [float(value) for value in values if self.low <= value <= self.high]


def axis_of(rows: Iterable[tuple[Comparison, Values]]) -> Axis:
    """Return a scale on which zero, every dot, every interval and every band can be seen."""
    ends = [0.0]
    for comparison, values in rows:
        marks = (comparison.low, comparison.high, comparison.rope_low, comparison.rope_high, *shown_of(values).tolist())
        ends += [mark for mark in marks if np.isfinite(mark)]
    pad = 0.05 * (max(ends) - min(ends)) or 1.0
    return Axis(min(ends) - pad, max(ends) + pad)


def dots(metric: Metric, comparison: Comparison, values: Values, axis: Axis, color: str) -> str:
    """Return one row as SVG, with words for those who cannot see it."""
    words = (
        f"{len(values)} futures: better in {comparison.better}, worse in {comparison.worse}; mean difference "
        f"{estimate(comparison.difference, comparison.low, comparison.high, metric.unit)}"
    )
    return "".join(
        (
            f'<svg class="dots" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(words)}">',
            *_ground(metric, comparison, axis),
            *_pile(metric, shown_of(values), axis, color),
            *_interval(comparison, axis, color),
            "</svg>",
        )
    )


def _ground(metric: Metric, comparison: Comparison, axis: Axis) -> Iterable[str]:
    """Yield the band that does not matter, the ticks, and zero."""
    left, right = axis.x(comparison.rope_low), axis.x(comparison.rope_high)
    if np.isfinite(left) and right > left:
        yield f'<rect class="band" x="{left}" y="4" width="{right - left:.2f}" height="{BAR + 6}" rx="3"/>'
    for tick in axis.ticks():
        label = "0" if tick == 0 else _tick(metric, tick)
        yield f'<line class="tick" x1="{axis.x(tick)}" x2="{axis.x(tick)}" y1="{BAR + 8}" y2="{BAR + 12}"/>'
        yield f'<text class="scale" x="{axis.x(tick)}" y="{HEIGHT - 3}">{escape(label)}</text>'
    yield f'<line class="zero" x1="{axis.x(0.0)}" x2="{axis.x(0.0)}" y1="2" y2="{BAR + 10}"/>'


def _tick(metric: Metric, value: float) -> str:
    """Return a value at the axis; of long units, the number alone."""
    read = reading(metric)
    if len(metric.unit) <= 5:
        return change(float(f"{value:.6g}"), metric.unit)
    return f"{value * read.factor:+g}".replace("-", "\N{MINUS SIGN}")


def _pile(metric: Metric, values: Values, axis: Axis, color: str) -> Iterable[str]:
    """Yield the dots: filled to the good, hollow to the bad, grey where nothing changed."""
    places = np.array([axis.x(value) for value in values]) / PIXELS
    diameter = diameter_for(places, STACK / PIXELS)
    heights = swarm(places, diameter, STACK / PIXELS) * PIXELS
    radius = diameter * PIXELS / 2 - 0.6
    good = values < 0 if metric.direction == "lower" else values > 0
    for value, place, height, fine in zip(values, places, heights, good, strict=True):
        kind = "equal" if value == 0 else "good" if fine else "bad"
        yield (
            f'<circle class="{kind}" style="--c:{color}" cx="{place * PIXELS:.2f}" cy="{FLOOR - height:.2f}" '
            f'r="{radius:.2f}"><title>{escape(change(float(value), metric.unit))}</title></circle>'
        )


def _interval(comparison: Comparison, axis: Axis, color: str) -> Iterable[str]:
    """Yield the interval of the mean, and the mean."""
    if not np.isfinite(comparison.low):
        return
    low, middle, high = (axis.x(value) for value in (comparison.low, comparison.difference, comparison.high))
    yield f'<line class="interval" style="--c:{color}" x1="{low}" x2="{high}" y1="{BAR}" y2="{BAR}"/>'
    yield f'<line class="mean" x1="{middle}" x2="{middle}" y1="{BAR - 7}" y2="{BAR + 7}"/>'
