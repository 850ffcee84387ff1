"""The chart as SVG for the screen: authority in solid lines, influence in dotted ones, every post a box that can be reached by keyboard.

What is drawn and where is decided by the code of the figures (`figures.outline`, `figures.tree`); here it becomes a picture that scripts
can take hold of: each box says in ``data-post`` which post it is.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import cycle

from orgsim.figures.boxes import CHIP, CHIP_GAP, height
from orgsim.figures.changes import NO_CHANGES, Changes, changes, dotted_lines
from orgsim.figures.outline import Box, Outline, outline, role_title
from orgsim.figures.tree import BETWEEN, BOX, WIDTH, Node, arrange
from orgsim.figures.words import fitted, plain, width_of, wrapped
from orgsim.scenario.model import Scenario

SCALE = 100.0
"""Pixels an inch."""
EDGE = 0.45
SHAPE = 1.8
"""Width over height of the room for a chart on a screen, about."""
BAND = 7
"""Width of the strip of colour that tells the role, pixels."""


TINTS = ("#5B9BD0", "#E8964F", "#4DB38A", "#C77FB2", "#D9AE2B", "#8F82CF", "#9C9377", "#5FB3C9")
"""Colours of the roles, in their order in the scenario: those of the figures, deeper, since they fill a strip and not a box."""


@dataclass(frozen=True)
class Paint:
    """What a box shows of its post at some moment: a fill, a few characters on its upper edge, and what is said of it."""

    fill: str
    badge: str
    said: str
    vacant: bool = False


NO_PAINT: Mapping[str, Paint] = {}


def tints_of(scenario: Scenario) -> dict[str, str]:
    """Return the colour of every role, the same for all designs that have the same roles."""
    return dict(zip(scenario.roles, cycle(TINTS), strict=False))


def draw(
    scenario: Scenario,
    before: Scenario | None = None,
    *,
    live: bool = False,
    picked: str = "",
    paints: Mapping[str, Paint] = NO_PAINT,
) -> str:
    """Return a chart; what differs from the one `before` is marked, and `paints` say what boxes show beside their names.

    A `live` one can be worked on: its boxes take the focus, and the one that is `picked` stands out.
    """
    changed = changes(before, scenario) if before is not None else NO_CHANGES
    shown = outline(scenario, changed)
    roots = [_node(root, shown) for root in shown.below[None]]
    width, tall = arrange(roots, _widest(roots))
    nodes = {node.key: node for root in roots for node in root.all()}
    size = ((width + 2 * EDGE) * SCALE, (tall + 2 * EDGE) * SCALE)
    ties = shown.joined(dotted_lines(scenario))
    fresh = {frozenset(pair) for pair in shown.joined(changed.dotted)}
    words = f"Org chart: {len(scenario.posts)} posts, {len(ties)} dotted lines of influence"
    kind, role = ("chart live", "group") if live else ("chart", "img")
    head = (
        f'<svg class="{kind}" viewBox="{-EDGE * SCALE:.0f} {-EDGE * SCALE:.0f} {size[0]:.0f} {size[1]:.0f}" '
        f'style="max-width:{size[0]:.0f}px" role="{role}" aria-label="{escape(words)}">'
    )
    lines = [line for node in nodes.values() for line in _authority(node, changed)]
    posts = [
        _post(scenario, shown.boxes[key], node, live=live, picked=key == picked, paint=paints.get(key))
        for key, node in nodes.items()
    ]
    return "".join((head, *_influence(ties, fresh, nodes), *lines, *posts, "</svg>"))


def legend(scenarios: Iterable[Scenario]) -> str:
    """Return the legend of charts: the roles in use, and the two kinds of lines."""
    entries: dict[str, str] = {}
    dotted = False
    for scenario in scenarios:
        tints = tints_of(scenario)
        dotted |= bool(scenario.ties.dotted)
        for post in scenario.posts.values():
            entries[role_title(scenario, post.role)] = tints.get(post.role, TINTS[0])
    roles = "".join(f'<li><i style="background:{tint}"></i>{escape(title)}</li>' for title, tint in entries.items())
    influence = '<li><b class="influence"></b>influence without authority</li>'
    return f'<ul class="legend">{roles}<li><b class="authority"></b>reports to</li>{influence if dotted else ""}</ul>'


def _node(key: str, shown: Outline) -> Node:
    return Node(key, height(shown.boxes[key]), [_node(child, shown) for child in shown.below.get(key, ())])


def _widest(roots: list[Node]) -> float:
    """Return how wide a chart may be before its lowest posts hang under each other, so that it is drawn as large as can be."""
    needed = {}
    for widest in (math.inf, 0.0):
        width, tall = arrange(roots, widest)
        needed[widest] = max(width, tall * SHAPE)
    return min(needed, key=lambda widest: needed[widest])


def _px(*inches: float) -> str:
    return " ".join(f"{value * SCALE:.1f}" for value in inches)


# lines


def _authority(node: Node, changed: Changes) -> Iterator[str]:
    """Yield the lines from a post to those who report to it."""
    for child in node.children:
        mark = changed.posts.get(child.key, "")
        kind = "authority fresh" if "new" in mark or "moved" in mark else "authority"
        yield f'<path class="{kind}" d="{_hanging(node, child) if node.hangs else _standing(node, child)}"/>'


def _standing(node: Node, child: Node) -> str:
    """Return the way down, across and down, with round corners."""
    middle = child.top - BETWEEN / 2
    reach = child.x - node.x
    if abs(reach) < 0.01:
        return f"M{_px(node.x, node.bottom)} L{_px(child.x, child.top)}"
    turn = min(0.1, abs(reach) / 2)
    side = turn if reach > 0 else -turn
    return (
        f"M{_px(node.x, node.bottom)} L{_px(node.x, middle - turn)} Q{_px(node.x, middle)} {_px(node.x + side, middle)} "
        f"L{_px(child.x - side, middle)} Q{_px(child.x, middle)} {_px(child.x, middle + turn)} L{_px(child.x, child.top)}"
    )


def _hanging(node: Node, child: Node) -> str:
    """Return the way down the left side and into the box."""
    rail, entry = node.x - WIDTH / 2 + 0.1, child.top + BOX / 2
    return (
        f"M{_px(rail, node.bottom)} L{_px(rail, entry - 0.08)} Q{_px(rail, entry)} {_px(rail + 0.08, entry)} "
        f"L{_px(child.x - WIDTH / 2, entry)}"
    )


def _influence(ties: Iterable[tuple[str, str]], fresh: set[frozenset[str]], nodes: Mapping[str, Node]) -> Iterator[str]:
    """Yield the dotted lines, below the boxes that they pass."""
    for here, there in ties:
        upper, lower = sorted((nodes[here], nodes[there]), key=lambda node: (node.top, node.x))
        kind = "influence fresh" if frozenset((here, there)) in fresh else "influence"
        yield f'<path class="{kind}" data-tie="{escape(here)} {escape(there)}" d="{_arc(upper, lower)}"/>'


def _arc(upper: Node, lower: Node) -> str:
    """Return an arc: from top to top between boxes side by side, else from the foot of one to the head of the other."""
    side = 1.0 if lower.x >= upper.x else -1.0
    if abs(upper.top - lower.top) < 0.01:
        rise = min(0.28 + 0.05 * abs(lower.x - upper.x), BETWEEN * 0.95)
        start, end = (upper.x + side * 0.3, upper.top), (lower.x - side * 0.3, lower.top)
        return f"M{_px(*start)} C{_px(start[0], start[1] - rise)} {_px(end[0], end[1] - rise)} {_px(*end)}"
    start = (upper.x + side * 0.45, upper.top + BOX)
    end = (lower.x + WIDTH / 2, lower.top + BOX / 2) if lower.hung else (lower.x - side * 0.42, lower.top)
    fall = max((end[1] - start[1]) * 0.55, 0.3)
    turn = (end[0] + 0.35, end[1]) if lower.hung else (end[0], end[1] - fall)
    return f"M{_px(*start)} C{_px(start[0], start[1] + fall)} {_px(*turn)} {_px(*end)}"


# boxes


def _post(scenario: Scenario, box: Box, node: Node, *, live: bool, picked: bool, paint: Paint | None) -> str:
    """Return the box of a post with its teams."""
    x, y = (node.x - WIDTH / 2) * SCALE, node.top * SCALE
    said = ", ".join(filter(None, (box.name, box.title, box.mark, paint.said if paint else "")))
    focus = f'tabindex="0" role="button" aria-label="{escape(said)}"' if live and box.role else ""
    chips = "".join(
        _chip(
            node.x - WIDTH / 2, node.top + BOX + CHIP_GAP + place * (CHIP + CHIP_GAP), chip.words, changed=chip.changed
        )
        for place, chip in enumerate(box.chips)
    )
    return (
        f'<g class="{_kind(box, paint, picked=picked)}" data-post="{escape(box.key)}" {focus}><title>{escape(said)}</title>'
        f"{_rectangles(scenario, box, paint, x, y)}{_name(box.name, x + 22, y)}"
        f'<text class="title" x="{x + 22:.1f}" y="{y + 53:.1f}">{escape(fitted(box.title, WIDTH - 0.25, 7.8))}</text>'
        f"{_marks(box, paint, x, y)}{chips}</g>"
    )


def _kind(box: Box, paint: Paint | None, *, picked: bool) -> str:
    """Return the classes of a box."""
    vacant = paint.vacant if paint else box.vacant
    kinds = {"vacant": vacant, "changed": bool(box.mark), "picked": picked}
    return " ".join(["post", *(kind for kind, on in kinds.items() if on)])


def _rectangles(scenario: Scenario, box: Box, paint: Paint | None, x: float, y: float) -> str:
    """Return the box itself, in its colour, and the strip that tells the role."""
    tint = tints_of(scenario).get(box.role, "#eee")
    fill = f' style="fill:{paint.fill}"' if paint else ""
    return (
        f'<rect class="box" x="{x:.1f}" y="{y:.1f}" width="{WIDTH * SCALE:.0f}" height="{BOX * SCALE:.0f}" rx="9"{fill}/>'
        f'<rect class="role" x="{x + 8:.1f}" y="{y + 12:.1f}" width="{BAND}" height="{BOX * SCALE - 24:.0f}" rx="3.5" '
        f'style="fill:{tint}"/>'
    )


def _marks(box: Box, paint: Paint | None, x: float, y: float) -> str:
    """Return what stands on the upper edge of a box: what it shows on the left, what has changed on the right."""
    found = ""
    if paint:
        found += f'<text class="badge" x="{x + 8:.1f}" y="{y + 4:.1f}">{escape(paint.badge)}</text>'
    if box.mark:
        found += f'<text class="mark" x="{x + WIDTH * SCALE - 8:.1f}" y="{y + 3:.1f}">{escape(box.mark)}</text>'
    return found


NAME, SMALL_NAME = 10.6, 9.0
"""Sizes of names that fit into a line of a box, and of those that take two, points."""


def _name(name: str, x: float, y: float) -> str:
    """Return a name in one line or, where it is long, in two smaller ones."""
    room = WIDTH - 0.32
    if width_of(plain(name), NAME, bold=True) <= room:
        return f'<text class="name" x="{x:.1f}" y="{y + 31:.1f}">{escape(plain(name))}</text>'
    lines = wrapped(name, room, SMALL_NAME, bold=True, lines=2)
    first = 25 if len(lines) > 1 else 31
    return "".join(
        f'<text class="name small" x="{x:.1f}" y="{y + first + 14 * place:.1f}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )


def _chip(left: float, top: float, words: str, *, changed: bool) -> str:
    """Return a team under its owner."""
    x, y, wide = (left + 0.12) * SCALE, top * SCALE, (WIDTH - 0.12) * SCALE
    return (
        f'<g class="team{" changed" if changed else ""}"><rect x="{x:.1f}" y="{y:.1f}" width="{wide:.0f}" '
        f'height="{CHIP * SCALE:.0f}" rx="6"/>'
        f'<text x="{x + 9:.1f}" y="{y + 17:.1f}">{escape(fitted(words, WIDTH - 0.3, 8.4))}</text></g>'
    )
