"""Moves on a ladder as a Sankey diagram: a column a rung, ribbons as wide as the people who move in an average year."""

from collections.abc import Iterable
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from orgsim.careers.outcomes import Range, in_tracks, yearly_flows
from orgsim.careers.simulation import CareerResults
from orgsim.careers.slides.shown import Careers
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import ACCENT, BLUE, INK, styled
from orgsim.figures.words import plain, wrapped
from orgsim.plain_words import enumerated, number
from orgsim.scenario.ladder.model import Ladder

BAR = 0.12
"""Half-width of a level's bar, in columns."""
OUTSIDE = "outside"
NAME, TYPE = 1.35, 8.0
"""Width of a level's name, inches, and its size, points."""
GREY = "#bdbdbd"


@dataclass
class Box:
    """A level's bar, and how far its two sides are taken."""

    column: float
    bottom: float
    height: float
    inside: float = 0.0
    outward: float = 0.0


def _throughput(flows: dict[tuple[str, str], Range], name: str) -> float:
    arriving = sum(flow.mean for (_, to), flow in flows.items() if to == name)
    leaving = sum(flow.mean for (origin, _), flow in flows.items() if origin == name)
    return max(arriving, leaving)


def place_boxes(flows: dict[tuple[str, str], Range], columns: dict[str, int], order: Iterable[str]) -> dict[str, Box]:
    """Stack the levels of each rung in the given order; heights are people a year, with room for a label between them."""
    order = [name for name in order if _throughput(flows, name) > 0]
    stacks: dict[int, list[str]] = {}
    for name in order:
        stacks.setdefault(columns[name], []).append(name)
    tallest = max(sum(_throughput(flows, name) for name in stack) for stack in stacks.values())
    room = 0.17 * tallest
    boxes = {}
    for column, stack in stacks.items():
        total = sum(_throughput(flows, name) for name in stack) + room * (len(stack) - 1)
        top = total / 2
        for name in stack:
            height = _throughput(flows, name)
            boxes[name] = Box(column, top - height, height)
            top -= height + room
    return boxes


def ribbon(start: tuple[float, float], end: tuple[float, float], width: float) -> Outline:
    """Return a band from the top of one side to the top of another, of equal width throughout."""
    (x0, y0), (x1, y1) = start, end
    bend = 0.5 * (x1 - x0)
    points = [
        (x0, y0),
        (x0 + bend, y0),
        (x1 - bend, y1),
        (x1, y1),
        (x1, y1 - width),
        (x1 - bend, y1 - width),
        (x0 + bend, y0 - width),
        (x0, y0 - width),
        (x0, y0),
    ]
    bezier = Outline.CURVE4
    codes = [Outline.MOVETO, bezier, bezier, bezier, Outline.LINETO, bezier, bezier, bezier, Outline.CLOSEPOLY]
    return Outline(points, codes)


def _stub(axes: Axes, box: Box, flow: Range, *, arriving: bool, unit: float) -> None:
    """Draw people who come from or go outside as a short grey wedge beside the bar."""
    side = -1 if arriving else 1
    taken = box.inside if arriving else box.outward
    x = box.column + side * BAR
    top = box.bottom + box.height - taken
    shape = ribbon((x, top), (x + side * 0.16, top - 0.4 * unit if not arriving else top + 0.4 * unit), flow.mean)
    axes.add_patch(PathPatch(shape, facecolor=GREY, edgecolor="none", alpha=0.75))
    if arriving:
        box.inside += flow.mean
    else:
        box.outward += flow.mean


def _move(axes: Axes, start: Box, end: Box, flow: Range) -> None:
    back = end.column <= start.column
    left = (start.column + BAR, start.bottom + start.height - start.outward)
    right = (end.column - BAR, end.bottom + end.height - end.inside)
    shape = ribbon(left, right, flow.mean)
    color = ACCENT if back else BLUE
    axes.add_patch(
        PathPatch(shape, facecolor=color, edgecolor=color, linewidth=0.5, alpha=0.45, hatch="////" if back else None)
    )
    start.outward += flow.mean
    end.inside += flow.mean


def _number(people: float) -> str:
    return number(people, 0 if people >= 9.5 else 1)


def _mean(flow: Range | None) -> float:
    return 0.0 if flow is None else flow.mean


@styled
def draw(careers: Careers, name: str) -> Figure:
    """Draw the moves of an average year: blue upward, hatched orange sideways or back, grey from and to the outside."""
    results = careers.results[name]
    flows = yearly_flows(results)
    page = Page(
        message(careers, name),
        "Ribbons are as wide as people a year. Blue: upward; hatched orange: sideways or back; grey: joining from outside (left of a bar) "
        "and leaving (right). Rungs rise from left to right.",
        (ACROSS, None),
    )
    axes = page.axes(0.0, page.top, page.width, page.room)
    axes.set_axis_off()
    if flows:
        _diagram(axes, careers, results, flows)
    return page.figure


def _diagram(axes: Axes, careers: Careers, results: CareerResults, flows: dict[tuple[str, str], Range]) -> None:
    ladder = results.plan.ladder
    rungs = sorted({level.rung for level in ladder.levels.values()})
    columns = {name: rungs.index(level.rung) for name, level in ladder.levels.items()}
    boxes = place_boxes(flows, columns, in_tracks(results, results.plan.levels))
    unit = max(box.height for box in boxes.values()) * 0.08
    for name in boxes:  # moves from the top down at both ends, so that ribbons cross as little as possible
        for other in boxes:
            if (name, other) in flows:
                _move(axes, boxes[name], boxes[other], flows[name, other])
    for name, box in boxes.items():
        for arriving, pair in ((True, (OUTSIDE, name)), (False, (name, OUTSIDE))):
            if pair in flows:
                _stub(axes, box, flows[pair], arriving=arriving, unit=unit)
        axes.add_patch(Rectangle((box.column - BAR, box.bottom), 2 * BAR, box.height, color=INK))
        _name(axes, careers, name, box, flows)
    axes.set_xlim(-0.4, len(rungs) - 0.2)
    lows, highs = [box.bottom for box in boxes.values()], [box.bottom + box.height for box in boxes.values()]
    axes.set_ylim(min(lows) - 0.5 * unit, max(highs) + 1.6 * unit)


def _name(axes: Axes, careers: Careers, name: str, box: Box, flows: dict[tuple[str, str], Range]) -> None:
    hired, left = (_number(_mean(flows.get(pair))) for pair in ((OUTSIDE, name), (name, OUTSIDE)))
    title = "\n".join(wrapped(careers.title(name), NAME, TYPE, lines=2))
    axes.annotate(
        f"{title}\n+{hired} hired, {left} leave",
        (box.column - BAR, box.bottom + box.height),
        (0, 3),
        textcoords="offset points",
        fontsize=TYPE,
        va="bottom",
        bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.6},
    )


def _people(flows: dict[tuple[str, str], Range], ladder: Ladder, kind: str) -> float:
    """Return people a year who move up, or sideways and back."""
    rung = {name: level.rung for name, level in ladder.levels.items()}
    inside = {pair: flow.mean for pair, flow in flows.items() if OUTSIDE not in pair}
    return sum(people for (origin, to), people in inside.items() if (rung[to] > rung[origin]) == (kind == "up"))


def message(careers: Careers, name: str) -> str:
    """Return what the figure says in one line."""
    results = careers.results[name]
    flows, ladder = yearly_flows(results), results.plan.ladder
    hired = sum(flow.mean for (origin, _), flow in flows.items() if origin == OUTSIDE)
    left = sum(flow.mean for (_, to), flow in flows.items() if to == OUTSIDE)
    up, other = (_people(flows, ladder, kind) for kind in ("up", "other"))
    where = "An average year" if careers.single else f"{plain(name)}: an average year"
    inside = f"{_number(up)} promotions, {_number(other)} moves sideways or back"
    return f"{where} has {_number(hired)} hires, {inside}, and {_number(left)} exits"


def describe(careers: Careers, name: str) -> str:
    """Say in words what the figure shows."""
    flows = yearly_flows(careers.results[name])
    largest = sorted(
        ((pair, flow) for pair, flow in flows.items() if OUTSIDE not in pair), key=lambda entry: -entry[1].mean
    )
    told = [f"{careers.title(origin)} to {careers.title(to)} {number(flow.mean)}" for (origin, to), flow in largest]
    return f"People a year by move: {enumerated(told, 12) or 'nobody moves'}."
