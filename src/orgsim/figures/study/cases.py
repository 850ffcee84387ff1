"""What each design gains in every case of a study: a row a design, a dot a case, filled as the verdict on that case goes."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from orgsim.experiments.response import World
from orgsim.figures.layout import ACROSS, Page, height_of
from orgsim.figures.strip import diameter_for, swarm
from orgsim.figures.study.common import padded
from orgsim.figures.style import INK, PAPER, RULE, SHADE, Lineup, styled
from orgsim.figures.words import ARROWS, POINTS_PER_INCH, PREFERENCES, Ticks, fitted, plain, reading, subject, wrapped
from orgsim.metrics.metric import Direction, Rope
from orgsim.plain_words import counted, enumerated, number
from orgsim.results.comparison import Answer, answered
from orgsim.results.statistics import Comparison

NAMES, WORDS = 2.1, 3.3
"""Widths of the columns left and right of the dots, inches."""
AXIS, ROW = 0.6, 1.8
"""Heights of the axis, and the most of one row, inches."""
FLOOR = 0.08
"""How far the dots stand above the foot of their row, inches."""
NO_DIFFERENCE, OPEN = "no practical difference", "inconclusive"


@styled
def draw(world: World, rope: Rope, lineup: Lineup) -> Figure:
    """Draw one row an alternative."""
    read, metric = reading(world.metric), world.metric
    found = {design: _known(world.compared(design, rope)) for design in world.alternatives}
    page = Page(
        message(world, found),
        f"{subject(metric)}, difference in {read.difference_unit} ({PREFERENCES[metric.direction]}): each row is the design minus "
        f"{plain(world.baseline)}, and each dot the mean over the futures of one case ({_cases(world)}).",
        (ACROSS, None),
        "A verdict on a case is given where its 95% interval lies on one side of the region in which differences do not matter. Each "
        "interval holds by itself, so of many cases a few are judged wrongly by chance. It covers simulation noise only, not whether the "
        "model is right.",
        key=_key(metric.direction),
    )
    row = min(ROW, (page.room - AXIS) / max(len(found), 1))
    axes = _axes(page, world, found, row)
    scale = axes.get_window_extent().width / page.figure.dpi / np.ptp(axes.get_xlim())
    middles = {design: np.array([one.difference for one in cases]) * read.factor for design, cases in found.items()}
    stack = row - FLOOR - 0.04
    diameter = min((diameter_for(each * scale, stack) for each in middles.values() if len(each)), default=0.1)
    for place, (design, cases) in enumerate(found.items()):
        top = page.top + place * row
        name = wrapped(design, NAMES - 0.2, 11.0, bold=True, lines=2)
        page.centred(0.0, top, row, name, size=11.0, weight="bold")
        words = _words(cases, metric.direction, read.factor)[: 2 if row > 2.2 * height_of(1, 9.0) else 1]
        words = [fitted(line, WORDS - 0.25, 9.0) for line in words]
        page.centred(page.width - WORDS + 0.2, top, row, words, size=9.0)
        if cases:
            heights = (place + 1) * row - FLOOR - swarm(middles[design] * scale, diameter, stack)
            _dots(axes, middles[design], heights, diameter, cases, lineup.look(design).color, metric.direction)
    return page.figure


def answer_in(world: World, rope: Rope) -> Answer:
    """Return the answer in a world of a single point, under the name of the world."""
    values = {design: futures[0] for design, futures in world.values.items()}
    return replace(answered(values, world.baseline, world.metric, rope), part=world.name or "the only case")


def message(world: World, found: dict[str, list[Comparison]]) -> str:
    """Return in how many cases the design that is better most often is better, and whether any other never is."""
    where = f" ({plain(world.name)})" if world.name else ""
    if world.metric.direction == "neither" or not found:
        return f"{subject(world.metric)} over {_cases(world)}{where}"
    if not any(found.values()):
        return f"{subject(world.metric)}{where}: no case has two futures with a value"
    better = {design: sum(one.verdict == "better" for one in cases) for design, cases in found.items()}
    most, single = max(better.values()), len(world.points) == 1
    first = enumerated([plain(design) for design, count in better.items() if count == most])
    if not most:
        among = "" if single else f" in any of {_cases(world)}"
        return f"{subject(world.metric)}{where}: no design is clearly better than {plain(world.baseline)}{among}"
    among = "" if single else f" in {most} of {_cases(world)}"
    return f"{subject(world.metric)}{where}: {first} clearly better than {plain(world.baseline)}{among}"


def describe(world: World, rope: Rope) -> str:
    """Say in words what the figure shows."""
    read = reading(world.metric)
    rows = []
    for design in world.alternatives:
        words = _words(_known(world.compared(design, rope)), world.metric.direction, read.factor)
        rows.append(f"{plain(design)}: {'; '.join(words)}")
    return f"{subject(world.metric)}, difference to {plain(world.baseline)} case by case. {'. '.join(rows)}."


def _known(cases: list[Comparison]) -> list[Comparison]:
    return [one for one in cases if np.isfinite(one.difference)]


def _cases(world: World) -> str:
    return counted(len(world.points), "case")


def _words(cases: list[Comparison], direction: Direction, factor: float) -> list[str]:
    """Return how often each verdict came out, and from where to where the differences go."""
    if not cases:
        return ["no case has two futures with a value"]
    counts = Counter[str](one.verdict for one in cases)
    sides = ("higher", "lower") if direction == "neither" else ("better", "worse")
    told = [f"{side} in {counts[side]}" for side in sides if counts[side]]
    told += [f"no difference in {counts[NO_DIFFERENCE]}"] if counts[NO_DIFFERENCE] else []
    told += [f"cannot tell in {counts[OPEN]}"] if counts[OPEN] else []
    ends = [factor * one.difference for one in cases]
    return [", ".join(told), f"from {number(min(ends), signed=True)} to {number(max(ends), signed=True)}"]


def _axes(page: Page, world: World, found: dict[str, list[Comparison]], row: float) -> Axes:
    """Make the common axis; zero lies on it."""
    read = reading(world.metric)
    ends = [0.0, *(read.factor * one.difference for cases in found.values() for one in cases)]
    size = (page.width - NAMES - WORDS, row * max(len(found), 1))
    axes = page.rows(NAMES, page.top, size, padded(ends), MaxNLocator(nbins=8, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(Ticks(signed=True))
    axes.axvline(0.0, color=INK, linewidth=1.2, zorder=2)
    axes.set_xlabel(", ".join(filter(None, (f"difference in {read.difference_unit}", ARROWS[world.metric.direction]))))
    for place in range(1, len(found)):
        axes.axhline(place * row, color=SHADE, linewidth=0.8, zorder=0)
    return axes


def _dots(
    axes: Axes,
    middles: "np.ndarray[Any, Any]",
    heights: "np.ndarray[Any, Any]",
    diameter: float,
    cases: list[Comparison],
    color: str,
    direction: Direction,
) -> None:
    """Draw the dots: filled where better (or higher), hollow where worse, grey where nothing is told."""
    good = "higher" if direction == "neither" else "better"
    told = [one.verdict not in (NO_DIFFERENCE, OPEN) for one in cases]
    faces = [color if one.verdict == good else PAPER if sure else RULE for one, sure in zip(cases, told, strict=True)]
    edges = [color if sure and one.verdict != good else PAPER for one, sure in zip(cases, told, strict=True)]
    size = ((diameter - 0.008) * POINTS_PER_INCH) ** 2
    axes.scatter(middles, heights, s=size, c=faces, edgecolors=edges, linewidths=0.9, zorder=3)


def _key(direction: Direction) -> list[Artist]:
    """Return the legend."""
    good, bad = ("higher", "lower") if direction == "neither" else ("better", "worse")
    shape: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": 7.5}
    return [
        Line2D([], [], color=INK, label=good, **shape),
        Line2D([], [], markerfacecolor=PAPER, markeredgecolor=INK, label=bad, **shape),
        Line2D([], [], color=RULE, label="no practical difference, or cannot be told", **shape),
    ]
