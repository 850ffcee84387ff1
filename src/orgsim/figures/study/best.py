"""Which design is best over two settings, a cell for each pair of values; of two designs, what one gains over the other."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from orgsim.experiments.response import Band, Best, World, bands_of, best_at
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.study.common import setting
from orgsim.figures.style import INK, LOOKS, MUTED, PAPER, RULE, SMALL, Lineup, styled
from orgsim.figures.words import PREFERENCES, fitted, plain, reading, subject
from orgsim.plain_words import counted, decimals, enumerated, number

LEFT, BELOW = 1.35, 0.75
"""Room for the values at the left and below, inches."""
PALE = 0.45
"""Share of its colour that a cell has."""
HATCH = "////"
MOST_CELLS = 12
"""Values of a setting that get cells of their own."""
MOST_NAMED = 3
"""Designs that a title names."""
POINTS_A_CELL = 3
"""Points that a cell should have at least where values are put together."""

Cells = Mapping[tuple[int, int], Best]


def cells_of(world: World, across: str, up: str) -> tuple[list[Band], list[Band], Cells]:
    """Return the columns, the rows and what is best in each cell that has points."""
    columns, rows = _cut(world, across), _cut(world, up)
    found = {}
    for x, column in enumerate(columns):
        for y, row in enumerate(rows):
            best = best_at(world, sorted(set(column.places) & set(row.places)))
            if best:
                found[x, y] = best
    return columns, rows, found


def _cut(world: World, key: str) -> list[Band]:
    """Return the bands of a setting: one for each of a few values, else so many that cells have points."""
    bands = bands_of(world, key, MOST_CELLS)
    if len({str(point[key]) for point in world.points}) <= MOST_CELLS:
        return bands
    return bands_of(world, key, int(np.clip((len(world.points) / POINTS_A_CELL) ** 0.5, 2, 5)))


@styled
def draw(world: World, across: str, up: str, lineup: Lineup) -> Figure:
    """Draw the cells: coloured and numbered by the best design, hatched where it cannot be told from another one."""
    columns, rows, found = cells_of(world, across, up)
    metric, read = world.metric, reading(world.metric)
    lineup = _told_apart(lineup, found)
    places = {design: place for place, design in enumerate(world.values, start=1)}
    page = Page(
        message(world, found),
        f"Each cell: the number of the design that does best in {metric.title} ({PREFERENCES[metric.direction]}), and "
        f"{_difference(world)} to {plain(world.baseline)}, in {read.difference_unit}, in the same futures.",
        (ACROSS, None),
        f"Hatched: over {counted(len(world.points), 'point')} and their futures, the 95% interval of the difference between the leader and "
        "another design holds zero. Intervals cover simulation noise only, not whether the model is right.",
        key=_legend(found, places, lineup),
    )
    size = (page.width - LEFT, page.room - BELOW)
    axes = _axes(page, size, columns, rows, (across, up))
    for (x, y), best in found.items():
        _cell(axes, x, y, best, lineup.look(best.design).color)
        words = [str(places[best.design]), *_gain(world, best, read.factor)]
        room = size[1] / len(rows)
        axes.text(
            x + 0.5,
            y + 0.5,
            "\n".join(words if room > 0.4 else words[:1]),
            ha="center",
            va="center",
            size=SMALL,
            color=INK,
        )
    return page.figure


def _told_apart(lineup: Lineup, found: Cells) -> Lineup:
    """Return a lineup in which the designs that lead somewhere look different, where there are more designs than looks."""
    if len(lineup.alternatives) <= len(LOOKS):
        return lineup
    leaders = {best.design for best in found.values()}
    first = [design for design in lineup.designs if design in leaders]
    return Lineup.of([*first, *(design for design in lineup.designs if design not in leaders)], lineup.baseline)


def message(world: World, found: Cells) -> str:
    """Return which designs lead in how many cells, and in how many the leader is told from every other design."""
    where = f" ({plain(world.name)})" if world.name else ""
    leading = Counter(best.design for best in found.values()).most_common()
    told = sum(best.is_told for best in found.values())
    first, *others = leading[:MOST_NAMED]
    rest = len(found) - sum(count for _, count in leading[:MOST_NAMED])
    parts = [f"{plain(first[0])} leads in {first[1]} of {counted(len(found), 'cell')}"]
    parts += [f"{plain(design)} in {count}" for design, count in others] + ([f"others in {rest}"] if rest else [])
    tail = (
        f"in {told} the leader is told from every other design"
        if told
        else "in none is the leader told from every other design"
    )
    return f"{subject(world.metric)}{where}: {enumerated(parts)}; {tail}"


def describe(world: World, across: str, up: str) -> str:
    """Say in words what the figure shows."""
    columns, rows, found = cells_of(world, across, up)
    factor = reading(world.metric).factor
    said = []
    for (x, y), best in found.items():
        gain = "".join(f" ({words})" for words in _gain(world, best, factor))
        unsure = "" if best.is_told else f", not told from {enumerated([plain(name) for name in best.open])}"
        said.append(f"{columns[x].label} and {rows[y].label}: {plain(best.design)}{gain}{unsure}")
    return f"Best design for {world.metric.title} by {plain(across)} and {plain(up)}. {'; '.join(said)}."


def _difference(world: World) -> str:
    return f"the difference of {plain(world.alternatives[0])}" if len(world.values) == 2 else "its difference"


def _gain(world: World, best: Best, factor: float) -> list[str]:
    """Return what the best design gains; where there are only two, what the alternative gains or loses; nothing for the baseline."""
    if best.design == world.baseline and len(world.values) > 2:
        return []
    gain = factor * best.gain.mean
    return [number(gain, max(0, decimals(gain) - 1), signed=True)]


def _axes(page: Page, size: tuple[float, float], columns: list[Band], rows: list[Band], keys: tuple[str, str]) -> Axes:
    """Make the axes, a unit a cell."""
    axes = page.axes(LEFT, page.top, *size)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(0, len(rows))
    axes.set_xticks(
        np.arange(len(columns)) + 0.5, [fitted(band.label, size[0] / len(columns), SMALL) for band in columns]
    )
    axes.set_yticks(np.arange(len(rows)) + 0.5, [fitted(band.label, LEFT - 0.4, SMALL) for band in rows])
    axes.tick_params(length=0)
    axes.set_xlabel(f"{setting(keys[0])}: {plain(keys[0])}", size=SMALL)
    axes.set_ylabel(f"{setting(keys[1])}", size=SMALL)
    for side in axes.spines.values():
        side.set_visible(False)
    return axes


def _cell(axes: Axes, x: int, y: int, best: Best, color: str) -> None:
    """Fill one cell; where the best is not told from others it is paler, and hatched."""
    share = PALE if best.is_told else PALE / 2
    fill = tuple(1.0 - share * (1.0 - part) for part in to_rgb(color))
    style: dict[str, Any] = {"facecolor": fill, "edgecolor": PAPER, "linewidth": 1.5}
    axes.add_patch(Rectangle((x, y), 1, 1, **style))
    if not best.is_told:
        axes.add_patch(Rectangle((x, y), 1, 1, facecolor="none", edgecolor=RULE, linewidth=0.0, hatch=HATCH))


def _legend(found: Cells, places: Mapping[str, int], lineup: Lineup) -> list[Artist]:
    """Return the legend: the designs that are best somewhere, with their numbers."""
    counts = Counter(best.design for best in found.values())
    entries: list[Artist] = [
        Patch(facecolor=(*to_rgb(lineup.look(design).color), PALE), label=f"{places[design]}  {design}")
        for design in sorted(counts, key=lambda design: places[design])
    ]
    return [*entries, Patch(facecolor=PAPER, edgecolor=MUTED, hatch=HATCH, label="cannot be told from another design")]
