"""The org chart: authority as a tree of solid lines, influence as dashed arcs, teams under their owners, changes ringed."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from orgsim.figures.boxes import TINTS, VACANT_STYLE, draw_box, height
from orgsim.figures.changes import NO_CHANGES, Changes, changes, dotted_lines, pairs_of
from orgsim.figures.layout import MARGIN, SLIDE, Page
from orgsim.figures.lines import AUTHORITY, INFLUENCE, WIDER, WORKING, LineStyle, authority, ties
from orgsim.figures.outline import NO_NOTES, Outline, outline, role_title
from orgsim.figures.style import ACCENT, INK, MUTED, PAPER, styled
from orgsim.figures.tree import Node, arrange
from orgsim.figures.words import plain
from orgsim.plain_words import counted, enumerated
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import structure_of

WIDEST, NARROWEST = 13.0, 9.5
"""Inches: wider charts hang their lowest posts under each other where that makes them larger on a slide; narrower pages leave no room for
the words."""
HEAD = 1.5
"""Room for title, note and legend above a chart, about, inches."""
EDGE = 0.42
"""Space around a chart, inches."""
ABOVE = 0.4
"""Most room between the legend and the chart, inches."""


@dataclass(frozen=True)
class _Chart:
    """One organisation, laid out."""

    scenario: Scenario
    changed: Changes
    outline: Outline
    roots: list[Node]
    size: tuple[float, float]

    @classmethod
    def of(cls, scenario: Scenario, before: Scenario | None, notes: Mapping[str, Sequence[str]] = NO_NOTES) -> "_Chart":
        """Decide what is drawn and where."""
        changed = changes(before, scenario) if before is not None else NO_CHANGES
        shown = outline(scenario, changed, notes=notes)

        def node(key: str) -> Node:
            return Node(key, height(shown.boxes[key]), [node(child) for child in shown.below.get(key, ())])

        roots = [node(root) for root in shown.below[None]]
        return cls(scenario, changed, shown, roots, arrange(roots, _widest(roots)))

    def nodes(self) -> dict[str, Node]:
        """Return every box by key."""
        return {node.key: node for root in self.roots for node in root.all()}

    def roles(self) -> dict[str, str]:
        """Return the fill of every role that is drawn: by its place in the scenario, whatever it is called."""
        used = {box.role for box in self.outline.boxes.values()}
        tints = zip(self.scenario.roles, cycle(TINTS), strict=False)
        return {role: tint for role, tint in tints if role in used}


@styled
def draw(
    scenario: Scenario,
    name: str,
    *,
    before: Scenario | None = None,
    title: str = "",
    remark: str = "",
    notes: Mapping[str, Sequence[str]] = NO_NOTES,
) -> Figure:
    """Draw one organisation; what differs from the one `before` is ringed; `notes` are written under the boxes of posts."""
    chart = _Chart.of(scenario, before, notes)
    title = title or f"{plain(name)}: who reports to whom, who has influence, who owns which team"
    size = (max(NARROWEST, chart.size[0] + 2 * EDGE), chart.size[1] + EDGE + 0.1)
    page = _slide(title, f"{_note(chart)} {remark}".strip(), size, _key(chart))
    spare = page.room - size[1]
    _paint(page, page.top + 0.1 + min(spare / 3, ABOVE), chart)
    return page.figure


def _widest(roots: list[Node]) -> float:
    """Return how wide a chart may be before its lowest posts hang under each other, so that it is drawn as large as can be."""
    needed = {}
    for widest in (math.inf, WIDEST):
        width, height = arrange(roots, widest)
        needed[widest] = max(width, (height + HEAD) * SLIDE[0] / SLIDE[1])
    return min(needed, key=lambda widest: needed[widest])


def _slide(title: str, note: str, size: tuple[float, float], key: Sequence[Artist]) -> Page:
    """Return a page in the shape of a slide, however large the chart on it is."""
    needed = Page(title, note, size, key=key).height * SLIDE[0] / SLIDE[1]
    return Page(title, note, (max(size[0], needed - 2 * MARGIN), None), key=key)


def describe(scenario: Scenario, name: str, *, before: Scenario | None = None) -> str:
    """Say in words what the chart shows."""
    chart = _Chart.of(scenario, before)
    ties = f"{counted(len(chart.outline.joined(dotted_lines(scenario))), 'dotted line')} of influence"
    return f"Org chart of {plain(name)}: {_note(chart)} {ties}."


def _paint(page: Page, top: float, chart: _Chart) -> None:
    """Draw one chart in the middle of the page; its axes measure inches, downwards."""
    width, tall = chart.size[0] + 2 * EDGE, chart.size[1] + EDGE
    axes = page.axes((page.width - width) / 2, top - EDGE / 2, width, tall)
    axes.set_xlim(-EDGE, chart.size[0] + EDGE)
    axes.set_ylim(chart.size[1] + EDGE / 2, -EDGE / 2)
    axes.set_axis_off()
    nodes, shown, tints = chart.nodes(), chart.outline, chart.roles()
    ties(axes, shown.joined(pairs_of(chart.scenario.ties.working)), (), nodes, WORKING)
    ties(axes, shown.joined(dotted_lines(chart.scenario)), shown.joined(chart.changed.dotted), nodes, INFLUENCE)
    for box, node in nodes.items():
        authority(axes, node, chart.changed.posts)
        draw_box(axes, node, shown.boxes[box], tints.get(shown.boxes[box].role, PAPER))


def _key(chart: _Chart) -> list[Artist]:
    """Return the legend: roles in use, then kinds of lines and marks that occur."""
    scenario, changed = chart.scenario, chart.changed
    vacant = any(box.vacant and box.role for box in chart.outline.boxes.values())
    new = replace(INFLUENCE, width=INFLUENCE.width + WIDER)
    roles = [(role_title(scenario, role) or role, tint) for role, tint in chart.roles().items()]
    return [
        *(Patch(facecolor=tint, edgecolor=INK, linewidth=0.8, label=title) for title, tint in roles),
        *([Patch(label="vacant", **VACANT_STYLE)] if vacant else []),
        *([Patch(fc=PAPER, ec=ACCENT, lw=2.2, label="changed")] if changed.posts or changed.teams else []),
        Patch(facecolor="#F2F2F2", edgecolor=MUTED, linewidth=0.6, label="team · engineers"),
        _line("reports to", AUTHORITY),
        *([_line("influence without authority", INFLUENCE)] if scenario.ties.dotted else []),
        *([_line("new influence without authority", new)] if changed.dotted else []),
        *([_line("standing cooperation", WORKING)] if scenario.ties.working else []),
    ]


def _line(label: str, style: LineStyle) -> Line2D:
    """Return an entry of the legend for a kind of line."""
    return Line2D([], [], color=style.color, linewidth=style.width, linestyle=style.dash, label=label)


def _note(chart: _Chart) -> str:
    """Return the facts of an organisation, how it differs, and what is not drawn."""
    found, changed = structure_of(chart.scenario), chart.changed.summary()
    closed = enumerated([plain(name) for name in (*chart.changed.closed_posts, *chart.changed.closed_teams)])
    posts = counted(found.posts, "post") + (f" ({found.vacant} vacant)" if found.vacant else "")
    teams = f"{counted(found.teams, 'team')} with {counted(found.engineers, 'engineer')}"
    span = counted(found.widest_span, "direct report")
    sentences = [
        f"{posts}, {teams}, {counted(found.layers, 'level')}, at most {span}.",
        f"Changed {changed}." if changed else "",
        f"Closed: {closed}." if closed else "",
        "Too large to draw whole: boxes below the upper levels are counted." if chart.outline.collapsed else "",
    ]
    return " ".join(filter(None, sentences))
