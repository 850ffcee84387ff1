"""The boxes of a chart: a post with its name and role, its teams below, and a ring where something changed."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle

from orgsim.figures.outline import Box, Chip
from orgsim.figures.style import ACCENT, BODY, INK, MUTED, PAPER, SMALL
from orgsim.figures.tree import BOX, WIDTH, Node
from orgsim.figures.words import fitted, width_of, wrapped

CHIP, CHIP_GAP = 0.25, 0.07
"""Height of a chip and space above it, inches."""
NAME_ROW, TITLE_ROW = 0.18, 0.155
"""Heights of a line of the name and of the role, inches."""
RING = 0.055
"""Between a box and its ring, inches."""

TINTS = ("#CFE3F3", "#FBE0C8", "#D3EEE2", "#F3DCEB", "#FFF1BF", "#DDD8F3", "#E4E0D4", "#D5EEF8")
"""Fills of the roles, in their order in the scenario; the ninth looks like the first again."""

VACANT_STYLE: dict[str, Any] = {"facecolor": PAPER, "edgecolor": MUTED, "linestyle": (0, (3.0, 2.0)), "linewidth": 1.2}


def height(box: Box) -> float:
    """Return the height of a box with its chips, inches."""
    return BOX + len(box.chips) * (CHIP + CHIP_GAP)


def draw_box(axes: Axes, node: Node, box: Box, tint: str) -> None:
    """Draw a post and what hangs under it."""
    left = node.x - WIDTH / 2
    style = VACANT_STYLE if box.vacant else {"facecolor": tint, "edgecolor": INK, "linewidth": 0.9}
    axes.add_patch(_rounded(left, node.top, WIDTH, BOX, zorder=4, **style))
    _words(axes, node, box)
    for place, chip in enumerate(box.chips):
        _chip(axes, node, node.top + BOX + CHIP_GAP + place * (CHIP + CHIP_GAP), chip)
    if box.mark:
        _ring(axes, node, box.mark)


def _rounded(left: float, top: float, width: float, tall: float, **style: Any) -> FancyBboxPatch:
    return FancyBboxPatch((left, top), width, tall, boxstyle="round,pad=0,rounding_size=0.05", **style)


def _words(axes: Axes, node: Node, box: Box) -> None:
    """Write name and role into a box."""
    room = WIDTH - 0.12
    title = f"{box.title}, vacant" if box.vacant and box.role else box.title
    names, tall, size = wrapped(box.name, room, BODY, bold=True, lines=2), NAME_ROW, BODY
    if names[-1].endswith("…"):
        names, tall, size = wrapped(box.name, room, SMALL - 0.5, bold=True, lines=3), TITLE_ROW, SMALL - 0.5
    titles = wrapped(title, room, SMALL - 0.5, lines=max(3 - len(names), 1))
    below = node.top + (BOX - tall * len(names) - TITLE_ROW * len(titles)) / 2
    rows = [(name, tall, size, "bold") for name in names]
    rows += [(line, TITLE_ROW, SMALL - 0.5, "normal") for line in titles]
    for words, tall, size, weight in rows:
        axes.text(node.x, below + tall / 2, words, ha="center", va="center", size=size, weight=weight, zorder=5)
        below += tall


def _chip(axes: Axes, node: Node, top: float, chip: Chip) -> None:
    """Draw a team, its edge strong where it changed, or a note."""
    fill = PAPER if chip.note else "#F2F2F2"
    edge: dict[str, Any] = (
        {"edgecolor": ACCENT, "linewidth": 2.0} if chip.changed else {"edgecolor": MUTED, "linewidth": 0.6}
    )
    axes.add_patch(Rectangle((node.x - WIDTH / 2 + 0.03, top), WIDTH - 0.06, CHIP, facecolor=fill, zorder=4, **edge))
    words = _team_words(chip.words, WIDTH - 0.14)
    axes.text(node.x, top + CHIP / 2, words, ha="center", va="center", size=SMALL, color=INK, zorder=5)


def _team_words(words: str, room: float) -> str:
    """Return the words of a chip; where they are too long, the name is cut and the head-count kept."""
    name, dot, count = words.rpartition(" · ")
    tail = dot + count
    return fitted(name, room - width_of(tail, SMALL), SMALL) + tail if dot else fitted(words, room, SMALL)


def _ring(axes: Axes, node: Node, mark: str) -> None:
    """Draw a ring around a changed post, and say on it what changed."""
    left, top = node.x - WIDTH / 2 - RING, node.top - RING
    ring = _rounded(left, top, WIDTH + 2 * RING, BOX + 2 * RING, facecolor="none", edgecolor=ACCENT, zorder=6)
    ring.set_linewidth(2.4)
    axes.add_patch(ring)
    words = fitted(mark, WIDTH - 0.2, SMALL, bold=True)
    patch = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}
    place = (node.x + WIDTH / 2 - 0.06, top)
    axes.text(*place, words, ha="right", va="center", size=SMALL, weight="bold", color="#A34700", zorder=7, bbox=patch)
