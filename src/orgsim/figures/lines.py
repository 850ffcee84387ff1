"""The lines of a chart: right-angled ones for authority, dashed ones for influence, thin ones for standing cooperation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from orgsim.figures.style import ACCENT, BLUE, INK, MUTED, Dash
from orgsim.figures.tree import BETWEEN, BOX, WIDTH, Node

CORNER = 0.09
"""Radius of the corners of ties that go around boxes, inches."""
LANES, LANE = 3, 0.05
"""Ties of this many posts run side by side before they share a lane, and how far apart, inches."""


@dataclass(frozen=True)
class LineStyle:
    """How one kind of line looks."""

    color: str
    width: float
    dash: Dash


AUTHORITY = LineStyle(INK, 1.3, "solid")
CHANGED = LineStyle(ACCENT, 2.4, "solid")
INFLUENCE = LineStyle(BLUE, 1.5, (0, (4.0, 2.0)))
WORKING = LineStyle(MUTED, 0.7, "solid")
WIDER = 1.0
"""A tie that is new is drawn so much wider, points."""

Point: TypeAlias = tuple[float, float]
Pair: TypeAlias = tuple[str, str]


def authority(axes: Axes, node: Node, changed: Mapping[str, str]) -> None:
    """Draw the lines from a post to those who report to it; lines to posts that are new or moved stand out."""
    for child in node.children:
        fresh = "new" in changed.get(child.key, "") or "moved" in changed.get(child.key, "")
        points = _hanging(node, child) if node.hangs else _standing(node, child)
        moves = [Path.MOVETO, *([Path.LINETO] * (len(points) - 1))]
        _stroke(axes, Path(points, moves), CHANGED if fresh else AUTHORITY, 3 if fresh else 2)


def _stroke(axes: Axes, path: Path, style: LineStyle, layer: int) -> None:
    """Draw a line."""
    look = {"edgecolor": style.color, "linewidth": style.width, "linestyle": style.dash}
    axes.add_patch(PathPatch(path, facecolor="none", capstyle="butt", zorder=layer, **look))


def _standing(node: Node, child: Node) -> list[Point]:
    """Return the way down, across and down."""
    middle = child.top - BETWEEN / 2
    return [(node.x, node.bottom), (node.x, middle), (child.x, middle), (child.x, child.top)]


def _hanging(node: Node, child: Node) -> list[Point]:
    """Return the way down the left side and into the box."""
    rail = node.x - WIDTH / 2 + 0.1
    return [(rail, node.bottom), (rail, child.top + BOX / 2), (child.x - WIDTH / 2, child.top + BOX / 2)]


def ties(axes: Axes, pairs: Sequence[Pair], new: Sequence[Pair], nodes: Mapping[str, Node], style: LineStyle) -> None:
    """Draw ties between boxes, below the boxes that they pass; new ones are wider."""
    sources = list(dict.fromkeys(here for here, _ in pairs))
    for pair in pairs:
        upper, lower = sorted((nodes[pair[0]], nodes[pair[1]]), key=lambda node: (node.column_top, node.top, node.x))
        wide = replace(style, width=style.width + WIDER) if pair in new else style
        aside = LANE * (sources.index(pair[0]) % LANES)
        path = _path(upper, lower, aside)
        if (
            upper is not nodes[pair[0]]
        ):  # from its source on, so that the dashes of its ties coincide where they run together
            path = Path(np.asarray(path.vertices)[::-1], path.codes)
        _stroke(axes, path, wide, 1)
        ends = np.asarray(path.vertices)[[0, -1]]
        axes.plot(*ends.T, linestyle="none", marker="o", markersize=style.width * 2.4, color=style.color, zorder=5)


def _path(upper: Node, lower: Node, aside: float) -> Path:
    """Return the way of a tie."""
    if lower.hung:
        return _rounded(_around(upper, lower, aside))
    bend = _over(upper, lower) if upper.top == lower.top else _down(upper, lower)
    return Path(bend, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])


def _over(left: Node, right: Node) -> list[Point]:
    """Return an arc from top to top, the higher the longer it is."""
    rise = min(0.28 + 0.05 * (right.x - left.x), BETWEEN * 0.95)
    start, end = (left.x + 0.3, left.top), (right.x - 0.3, right.top)
    return [start, (start[0] + 0.2, start[1] - rise), (end[0] - 0.2, end[1] - rise), end]


def _down(upper: Node, lower: Node) -> list[Point]:
    """Return an arc from the foot of one box to the head of another, beside the line of authority."""
    side = 1.0 if lower.x < upper.x else -1.0
    start, end = (upper.x - side * 0.3, upper.bottom), (lower.x + side * 0.42, lower.top)
    fall = max((end[1] - start[1]) * 0.55, 0.3)
    return [start, (start[0], start[1] + fall), (end[0], end[1] - fall), end]


def _around(upper: Node, lower: Node, aside: float) -> list[Point]:
    """Return a way to a box in a column: along the lane above the column, down beside it, and in from the right."""
    lane = lower.column_top - 0.12 - aside
    if upper.hung and upper.x == lower.x:
        return [*_side(upper, aside), *_side(lower, aside)[::-1]]
    start = [*_side(upper, aside), (_side(upper, aside)[1][0], lane)] if upper.hung else _foot(upper, lane)
    end = _side(lower, aside)[::-1]
    return [*start, (end[0][0], lane), *end]


def _side(node: Node, aside: float) -> list[Point]:
    """Return the way out of a box in a column to the space right of it."""
    right, middle = node.x + WIDTH / 2, node.top + BOX / 2
    return [(right, middle), (right + 0.08 + aside, middle)]


def _foot(node: Node, lane: float) -> list[Point]:
    """Return the way from the foot of a box into a lane."""
    return [(node.x + 0.3, node.bottom), (node.x + 0.3, lane)]


def _rounded(points: Sequence[Point]) -> Path:
    """Return a way with round corners."""
    vertices, codes = [points[0]], [int(Path.MOVETO)]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        vertices += [_towards(corner, before), corner, _towards(corner, after)]
        codes += [int(Path.LINETO), int(Path.CURVE3), int(Path.CURVE3)]
    return Path([*vertices, points[-1]], [*codes, int(Path.LINETO)])


def _towards(corner: Point, other: Point) -> Point:
    """Return the point a radius away from a corner, at most half the way to another."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(across) + abs(down), 1e-9)
    share = min(CORNER, length / 2) / length
    return corner[0] + across * share, corner[1] + down * share
