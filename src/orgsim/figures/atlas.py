"""The atlas as one picture: designs against environments, a panel for each metric, a row of panels for each company."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from orgsim.atlas.answers import METRICS, VALUE, Atlas, Effect
from orgsim.figures.layout import ACROSS, Page, height_of
from orgsim.figures.style import ACCENT, BLUE, INK, MUTED, PAPER, RULE, SMALL, styled
from orgsim.figures.words import fitted, plain, width_of, wrapped
from orgsim.metrics.catalog import metric_named
from orgsim.plain_words import number

NAMES = 2.0
"""Width of the column of names, inches."""
ROW, GAP, ABOVE = 0.19, 0.12, 0.55
"""Height of a row, space between panels, and room for their headings, inches."""
DEEPEST = 4.0
"""Differences of so many half widths of the region of equivalence, or more, have the full colour."""
HATCH = "/////"
HEADINGS = {
    VALUE: "value",
    "alignment": "alignment",
    "duplicate_effort": "duplicates",
    "decision_latency": "latency",
    "engagement": "people",
}
"""What stands over the panel of a metric."""


@styled
def draw(atlases: Mapping[str, Atlas]) -> Figure:
    """Draw a row of panels for each company, by what it is called (after a colon: its size); a cell for each design and environment."""
    names = order_of(list(atlases.values()))
    worlds = list(dict.fromkeys(world.environment.text.title for one in atlases.values() for world in one.worlds))
    labels = max(width_of(title, SMALL) for title in worlds) + 0.15
    tall = len(atlases) * (ABOVE + ROW * len(names)) + labels
    page = Page(
        "Which design does what in which world",
        "Each cell: a design of the library less today's company in one environment, at equal cost, in the same futures.",
        (ACROSS, tall),
        "Colour: difference in widths of the region of equivalence, which is what does not matter in practice. Intervals (95%, together "
        "for all designs of an environment) cover simulation noise only, not whether the model is right.",
        key=_key(),
    )
    width = (page.width - NAMES - GAP * len(METRICS)) / len(METRICS)
    for row, (company, atlas) in enumerate(atlases.items()):
        top = page.top + row * (ABOVE + ROW * len(names))
        if len(atlases) > 1:
            name, _, size = company.partition(": ")
            page.text(0.0, top + 0.05, plain(name), weight="bold")
            words = wrapped(size, NAMES - 0.1, SMALL - 1)
            page.lines(0.0, top + 0.05 + height_of(1), words, size=SMALL - 1, color=MUTED)
        for place, name in enumerate(names):
            page.centred(0.0, top + ABOVE + place * ROW, ROW, [fitted(name, NAMES - 0.1, SMALL)], size=SMALL)
        for column, metric in enumerate(METRICS):
            left = NAMES + column * (width + GAP)
            _heading(page, left, top, metric)
            axes = page.axes(left, top + ABOVE, width, ROW * len(names))
            _panel(axes, atlas, metric, names, worlds)
            axes.tick_params(labelbottom=row == len(atlases) - 1)
    return page.figure


def order_of(atlases: Sequence[Atlas]) -> list[str]:
    """Return the designs by what they add to value on average over all companies and environments, the best first."""
    found: dict[str, list[float]] = {}
    for world in (world for one in atlases for world in one.worlds):
        for design in world.designs:
            found.setdefault(design, []).append(world.effects[design, VALUE].share()[0])
        for design in world.skipped:
            found.setdefault(design, [])
    return sorted(found, key=lambda name: -float(np.mean(found[name])) if found[name] else float("inf"))


def _heading(page: Page, left: float, top: float, metric: str) -> None:
    """Write the name of a panel, and what its region of equivalence is."""
    known = metric_named(metric)
    page.text(left, top + 0.05, HEADINGS[metric])
    page.text(left, top + 0.05 + height_of(1), f"region {known.rope.text(known.unit)}", size=SMALL - 1, color=MUTED)


def _panel(axes: Axes, atlas: Atlas, metric: str, names: Sequence[str], titles: Sequence[str]) -> None:
    """Draw the cells of one metric of one company: colours as one image, which keeps the file small."""
    cells = {
        (titles.index(world.environment.text.title), row): world.effects.get((name, metric))
        for world in atlas.worlds
        for row, name in enumerate(names)
    }
    colors = np.ones((len(names), len(titles), 3))
    for (column, row), effect in cells.items():
        colors[row, column] = to_rgb(color_of(effect.ropes) if effect else PAPER)
    axes.imshow(colors, extent=(0, len(titles), len(names), 0), aspect="auto", interpolation="nearest")
    _hatch(axes, [place for place, effect in cells.items() if effect and effect.leaning == "open"])
    _signs(axes, cells)
    axes.set_xticks(np.arange(len(titles)) + 0.5, [plain(title) for title in titles], rotation=90, size=SMALL)
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.hlines(np.arange(len(names) + 1), 0, len(titles), color=RULE, linewidth=0.4)
    axes.vlines(np.arange(len(titles) + 1), 0, len(names), color=RULE, linewidth=0.4)
    for side in axes.spines.values():
        side.set_visible(False)


def _hatch(axes: Axes, places: Sequence[tuple[int, int]]) -> None:
    """Hatch some cells."""
    squares = [Path.unit_rectangle().transformed(Affine2D().translate(*place)) for place in places]
    if squares:
        whole = Path.make_compound_path(*squares)
        axes.add_patch(PathPatch(whole, facecolor="none", edgecolor=MUTED, linewidth=0.0, hatch=HATCH))


def _signs(axes: Axes, cells: Mapping[tuple[int, int], Effect | None]) -> None:
    """Draw a plus or a minus where a difference is told, and a cross where a design does not apply."""
    marks: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place, effect in cells.items():
        marker = sign_of(effect) if effect else "x"
        dark = effect is not None and abs(effect.ropes) > 0.6 * DEEPEST
        if marker:
            marks.setdefault((marker, MUTED if effect is None else PAPER if dark else INK), []).append(place)
    for (marker, color), places in marks.items():
        x, y = (np.array(places) + 0.5).T
        axes.plot(x, y, linestyle="none", marker=marker, color=color, markersize=4.5, markeredgewidth=1.0)


def sign_of(effect: Effect) -> str:
    """Return the marker of a difference that is told: + for the better, _ for the worse."""
    if effect.leaning in ("open", "no practical difference"):
        return ""
    return "+" if effect.ropes > 0 else "_"


def color_of(ropes: float) -> str:
    """Return the colour of a difference, given in half widths of the region of equivalence: blue is better, orange is worse.

    Example
    -------
    >>> color_of(0.0), color_of(9.0) == color_of(4.0)
    ('#ffffff', True)
    """
    if not np.isfinite(ropes):
        return PAPER
    share = min(1.0, abs(ropes) / DEEPEST)
    full, paper = to_rgb(BLUE if ropes > 0 else ACCENT), to_rgb(PAPER)
    red, green, blue = (p + share * (f - p) for f, p in zip(full, paper, strict=True))
    return to_hex((red, green, blue))


def _key() -> list[Artist]:
    """Return the legend."""
    patches = [
        Patch(facecolor=color_of(ropes), edgecolor=RULE, label=f"{words} by {number(abs(ropes))}{more}")
        for ropes, words, more in (
            (DEEPEST, "+ better", " or more"),
            (2.0, "+ better", ""),
            (-2.0, "\N{MINUS SIGN} worse", ""),
            (-DEEPEST, "\N{MINUS SIGN} worse", " or more"),
        )
    ]
    return [
        *patches,
        Patch(facecolor=PAPER, edgecolor=RULE, label="no practical difference: no sign"),
        Patch(facecolor=PAPER, edgecolor=RULE, hatch=HATCH, label="hatched: cannot be told"),
        Patch(facecolor=PAPER, edgecolor=RULE, label="\N{MULTIPLICATION SIGN} does not apply"),
    ]


def describe(atlases: Mapping[str, Atlas]) -> str:
    """Say in words what the figure shows of value."""
    parts = []
    for company, atlas in atlases.items():
        for world in atlas.worlds:
            told = [f"{name} {100 * world.effects[name, VALUE].share()[0]:+.1f}%" for name in world.designs]
            parts.append(f"{plain(company)}, {world.environment.text.title}: {', '.join(told)}")
    return f"Effects of designs on value, by environment. {'; '.join(parts)}."
