"""Dots: one for every future, stacked over the difference that it shows, with room for the learner's own bet."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from orgsim.lessons.answers import Judged
from orgsim.lessons.words import difference

WIDTH, TALL, AXIS = 760.0, 190.0, 214.0
"""Width of the drawing, room for stacks, and where the axis lies, in its own units."""
EDGE, ROOM = 24.0, 170.0
"""Room beside the axis, and for half of the words below the mean."""
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

    @property
    def words(self) -> float:
        """Where the words below the mean stand, so that they have room."""
        return min(max(self.mean, ROOM), WIDTH - ROOM)


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
    """Return dots of the largest radius with which the highest stack has room.

    Few different values, such as counts, are stacks as wide as the space between them allows.
    """
    places = sorted({at(value) for value in values})
    gap = min((after - before for before, after in pairwise(places)), default=0.0)
    radius, dots = RADII[-1], []
    for radius in RADII:
        wide = 2 * radius + 0.6
        across = max(1, int(FULL * gap / wide)) if len(places) <= FEW_VALUES else 1
        dots = list(_dots(values, at, radius, across))
        if min(dot.y for dot in dots) >= AXIS - TALL:
            break
    return radius, dots


FEW_VALUES, FULL = 30, 0.8
"""So many different values make stacks of their own, which fill this share of the space between them."""


def _dots(values: Sequence[float], at: Callable[[float], float], radius: float, across: int) -> Iterator[Dot]:
    """Yield a dot for each value, in stacks that are so many dots wide."""
    wide = 2 * radius + 0.6
    heights: dict[float, int] = {}
    for turn, value in enumerate(values):
        stack = at(value) if across > 1 else _column(at(value), at(0.0), value, wide)
        count = heights.get(stack, 0)
        heights[stack] = count + 1
        x = stack + (count % across - (across - 1) / 2) * wide
        y = AXIS - 8 - radius - count // across * (2 * radius + 0.4)
        side = "up" if value > 0 else "down" if value < 0 else "same"
        yield Dot(round(min(max(x, radius), WIDTH - radius), 1), round(y, 1), side, turn)


def _column(x: float, zero: float, value: float, wide: float) -> float:
    """Return the middle of the column of a dot: no column lies across zero but the one of what is zero."""
    return zero if value == 0.0 else zero + (math.floor((x - zero) / wide) + 0.5) * wide
