"""The org chart: authority as a tree of solid lines, influence as dashed arcs, teams under their owners, changes ringed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from orgsim.figures.boxes import TINTS, VACANT_STYLE, draw_box, height
from orgsim.figures.changes import NO_CHANGES, Changes, changes, dotted_lines, pairs_of, role_title
from orgsim.figures.legends import key, key_height
from orgsim.figures.lines import AUTHORITY, INFLUENCE, WIDER, WORKING, LineStyle, authority, ties
from orgsim.figures.outline import NO_NOTES, Outline, levels_and_span, outline
from orgsim.figures.page import Page
from orgsim.figures.style import ACCENT, INK, MUTED, PAPER, styled
from orgsim.figures.tree import Node, arrange
from orgsim.figures.words import enumerated, plain
from orgsim.plain_words import counted
from orgsim.scenario.model import Scenario

WIDEST, NARROWEST = 13.0, 9.5
"""Inches: wider charts hang their lowest posts under each other; narrower pages leave no room for the words."""
EDGE = 0.42
"""Space around a chart, inches."""


@dataclass(frozen=True)
class _Chart:
    """One organisation, laid out."""

    scenario: Scenario
    changed: Changes
    outline: Outline
    roots: list[Node]
    size: tuple[float, float]

    def nodes(self) -> dict[str, Node]:
        """Return every box by key."""
        return {node.key: node for root in self.roots for node in root.all()}


@styled
def draw(
    scenario: Scenario,
    name: str,
    *,
    before: Scenario | None = None,
    title: str = "",
    remark: str = "",
    notes: Mapping[str, Sequence[str]] | None = None,
) -> Figure:
    """Draw one organisation; what differs from the one `before` is ringed; `notes` are written under the boxes of posts."""
    chart = _chart(scenario, before, notes or {})
    title = title or f"{plain(name)}: who reports to whom, who has influence, who owns which team"
    width = max(NARROWEST, chart.size[0] + 2 * EDGE)
    keys = _key(chart)
    head = key_height(keys, width) + 0.1
    page = Page(title, f"{_note(chart)} {remark}".strip(), (width, head + chart.size[1] + EDGE))
    key(page, page.top, keys)
    _paint(page, page.top + head, chart)
    return page.figure


def describe(scenario: Scenario, name: str, *, before: Scenario | None = None) -> str:
    """Say in words what the chart shows."""
    chart = _chart(scenario, before)
    ties = f"{counted(len(chart.outline.joined(dotted_lines(scenario))), 'dotted line')} of influence"
    return f"Org chart of {plain(name)}: {_note(chart)} {ties}."


def _chart(scenario: Scenario, before: Scenario | None, notes: Mapping[str, Sequence[str]] = NO_NOTES) -> _Chart:
    """Decide what is drawn and where."""
    changed = changes(before, scenario) if before is not None else NO_CHANGES
    shown = outline(scenario, changed, notes=notes)
    roots = [_node(root, shown) for root in shown.below[None]]
    return _Chart(scenario, changed, shown, roots, arrange(roots, WIDEST))


def _node(key: str, shown: Outline) -> Node:
    """Return a box with everything below it."""
    return Node(key, height(shown.boxes[key]), [_node(child, shown) for child in shown.below.get(key, ())])


def _paint(page: Page, top: float, chart: _Chart) -> None:
    """Draw one chart in the middle of the page; its axes measure inches, downwards."""
    width, tall = chart.size[0] + 2 * EDGE, chart.size[1] + EDGE
    axes = page.axes((page.width - width) / 2, top - EDGE / 2, width, tall)
    axes.set_xlim(-EDGE, chart.size[0] + EDGE)
    axes.set_ylim(chart.size[1] + EDGE / 2, -EDGE / 2)
    axes.set_axis_off()
    nodes = chart.nodes()
    shown = chart.outline
    ties(axes, shown.joined(pairs_of(chart.scenario.ties.working)), (), nodes, WORKING)
    ties(axes, shown.joined(dotted_lines(chart.scenario)), shown.joined(chart.changed.dotted), nodes, INFLUENCE)
    for box, node in nodes.items():
        authority(axes, node, chart.changed.posts)
        draw_box(axes, node, shown.boxes[box], _tint(chart.scenario, shown.boxes[box].role))


def _tint(scenario: Scenario, role: str) -> str:
    """Return the fill of a role: by its place in the scenario, whatever it is called."""
    order = list(scenario.roles)
    return TINTS[order.index(role) % len(TINTS)] if role in order else PAPER


def _key(chart: _Chart) -> list[Artist]:
    """Return the legend: roles in use, then kinds of lines and marks that occur."""
    handles: list[Artist] = []
    for role, (title, tint) in _roles(chart).items():
        handles.append(Patch(facecolor=tint, edgecolor=INK, linewidth=0.8, label=title or role))
    if any(box.vacant and box.role for box in chart.outline.boxes.values()):
        handles.append(Patch(label="vacant", **VACANT_STYLE))
    if chart.changed.posts or chart.changed.teams:
        handles.append(Patch(facecolor=PAPER, edgecolor=ACCENT, linewidth=2.2, label="changed"))
    handles.append(Patch(facecolor="#F2F2F2", edgecolor=MUTED, linewidth=0.6, label="team · engineers"))
    handles.append(_line("reports to", AUTHORITY))
    if chart.scenario.ties.dotted:
        handles.append(_line("influence without authority", INFLUENCE))
    if chart.changed.dotted:
        handles.append(_line("the same, new", replace(INFLUENCE, width=INFLUENCE.width + WIDER)))
    if chart.scenario.ties.working:
        handles.append(_line("standing cooperation", WORKING))
    return handles


def _roles(chart: _Chart) -> dict[str, tuple[str, str]]:
    """Return title and fill of the roles that are drawn, in their order in the scenario."""
    used = {box.role for box in chart.outline.boxes.values()}
    return {
        role: (role_title(chart.scenario, role), _tint(chart.scenario, role))
        for role in chart.scenario.roles
        if role in used
    }


def _line(label: str, style: LineStyle) -> Line2D:
    """Return an entry of the legend for a kind of line."""
    return Line2D([], [], color=style.color, linewidth=style.width, linestyle=style.dash, label=label)


def _note(chart: _Chart) -> str:
    """Return the facts of an organisation, how it differs, and what is not drawn."""
    sentences = [_facts(chart.scenario), _difference(chart.changed)]
    if chart.outline.collapsed:
        sentences.append("Too large to draw whole: boxes below the upper levels are counted.")
    return " ".join(filter(None, sentences))


def _facts(scenario: Scenario) -> str:
    """Return posts, teams, levels and spans in a sentence."""
    vacant = sum(post.vacant for post in scenario.posts.values())
    engineers = sum(team.engineers for team in scenario.teams.values())
    posts = counted(len(scenario.posts), "post") + (f" ({vacant} vacant)" if vacant else "")
    teams = f"{counted(len(scenario.teams), 'team')} with {counted(engineers, 'engineer')}"
    levels, span = levels_and_span(scenario)
    return f"{posts}, {teams}, {counted(levels, 'level')}, at most {counted(span, 'direct report')}."


def _difference(changed: Changes) -> str:
    """Return what changed in a sentence or two."""
    summary = changed.summary()
    closed = enumerated([plain(name) for name in (*changed.closed_posts, *changed.closed_teams)])
    sentences = [f"Changed {summary}."] if summary else []
    return " ".join([*sentences, f"Closed: {closed}."] if closed else sentences)
