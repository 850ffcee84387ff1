"""Dots: one for every future, stacked over the difference that it shows, with room for the learner's own bet."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.lessons.answers import Judged
from orgsim.lessons.words import difference

WIDTH, TALL, AXIS = 760.0, 190.0, 214.0
"""Width of the drawing, room for stacks, and where the axis lies, in its own units."""
EDGE = 24.0
RADII = (5.5, 4.5, 3.6, 2.8, 2.1, 1.5)
"""Radii that are tried, so that the highest stack has room."""
TICKS = 6
SHARE = 100.0


@dataclass(frozen=True)
class Dot:
    """One future: where it lies, on which side of zero, and when it appears."""

    x: float
    y: float
    side: str
    turn: int


@dataclass(frozen=True)
class Dots:
    """A whole drawing, in its own units; `low` and `high` are the ends of the axis, in the unit of the bet."""

    dots: Sequence[Dot]
    radius: float
    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    zero: float
    mean: float
    interval: tuple[float, float]
    """Where the interval of the mean begins and ends."""
    counts: tuple[float, float]
    """Between these the difference is too small to count."""
    width: float = WIDTH
    axis: float = AXIS
    edge: float = EDGE


def dots_of(judged: Judged) -> Dots:
    """Return the drawing of a claim; differences are in per cent where the claim is a share."""
    found = judged.found
    scale = SHARE if found.is_share or found.unit.startswith("share") else 1.0
    values = scale * found.values[~np.isnan(found.values)]
    low, high, step = _scale(float(min(values.min(), 0.0)), float(max(values.max(), 0.0)))

    def at(value: float) -> float:
        return round(EDGE + (value - low) / (high - low) * (WIDTH - 2 * EDGE), 1)

    radius, dots = _stacked(values.tolist(), at)
    size = scale * judged.claim.size
    middle = found.estimate
    ticks = [low + step * place for place in range(round((high - low) / step) + 1)]
    return Dots(
        dots,
        radius,
        low,
        high,
        [(at(value), _tick(value, found.unit, share=found.is_share)) for value in ticks],
        at(0.0),
        at(scale * middle.mean),
        (at(scale * middle.low), at(scale * middle.high)),
        (at(max(-size, low)), at(min(size, high))),
    )


def _tick(value: float, unit: str, *, share: bool) -> str:
    """Return what stands at a tick; money and per cent with their sign, other units without their name."""
    if share or unit.startswith("share"):
        return difference(value / SHARE, "share", points=False)
    text = difference(value, unit if unit[:2] in ("$M", "$k") else "")
    return text or "0"


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Return round ends of an axis that holds some values, and the step between its ticks."""
    high = high if high > low else low + 1.0
    rough = (high - low) / TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = size * next(round_ for round_ in (1.0, 2.0, 2.5, 5.0, 10.0) if round_ * size >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _stacked(values: Sequence[float], at: Callable[[float], float]) -> tuple[float, list[Dot]]:
    """Return dots of the largest radius with which the highest stack has room."""
    for radius in RADII:
        columns: dict[int, int] = {}
        dots = []
        for turn, value in enumerate(values):
            column = round(at(value) / (2 * radius + 0.6))
            height = columns.get(column, 0)
            columns[column] = height + 1
            x = round(min(max(column * (2 * radius + 0.6), radius), WIDTH - radius), 1)
            y = round(AXIS - 8 - radius - height * (2 * radius + 0.4), 1)
            dots.append(Dot(x, y, "up" if value > 0 else "down" if value < 0 else "same", turn))
        if max(columns.values()) * (2 * radius + 0.4) <= TALL:
            break
    return radius, dots
