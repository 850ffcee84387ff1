"""The pyramid: people by level, over time for one ladder, and at the end for several."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.careers.outcomes import Range, over_futures
from orgsim.careers.simulation import CareerResults
from orgsim.careers.slides.shown import Careers
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BODY, HEADING, INK, SMALL, styled
from orgsim.figures.words import fitted, plain
from orgsim.plain_words import measured, number
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

NAMES, HEAD = 2.9, 0.36
TINT, EDGE = "#BFDDF0", "#0072B2"
MOST = 30
"""Levels that are drawn at most: those with the most people."""


@dataclass(frozen=True)
class Panel:
    """People by level at one moment of one arm."""

    title: str
    people: Mapping[str, Range]


def panels(careers: Careers) -> Iterator[Panel]:
    """Yield what stands side by side: moments of one ladder, or the first quarter and the ends of several."""
    quarters = careers.first.plan.quarters
    if careers.single:
        for quarter in sorted({0, quarters // 3, 2 * quarters // 3, quarters - 1}):
            years = measured(round(quarter / QUARTERS_PER_YEAR), "year")
            yield Panel("first quarter" if quarter == 0 else f"after {years}", at(careers.first, quarter))
        return
    yield Panel("first quarter", at(careers.first, 0))
    years = measured(round(quarters / QUARTERS_PER_YEAR), "year")
    for name, each in careers.results.items():
        yield Panel(f"{plain(name)}, after {years}", at(each, quarters - 1))


def at(results: CareerResults, quarter: int) -> dict[str, Range]:
    """Return people by level in a quarter."""
    heads = results.series["heads"]
    return {name: over_futures(heads[:, quarter, row]) for row, name in enumerate(results.plan.levels)}


def _rows(careers: Careers) -> list[str]:
    rows = list(careers.rows())
    if len(rows) <= MOST:
        return rows
    sizes = at(careers.first, careers.first.plan.quarters - 1)
    most = sorted(rows, key=lambda name: -(sizes[name].mean if name in sizes else 0.0))[:MOST]
    return [name for name in rows if name in most]


@styled
def draw(careers: Careers) -> Figure:
    """Draw the pyramids side by side, the top rung above."""
    rows, shown = _rows(careers), list(panels(careers))
    left_out = len(careers.rows()) - len(rows)
    page = Page(
        message(careers),
        "People by level: the mean of all futures; the dark line at both ends is the middle 80% of futures.",
        (ACROSS, None),
        f"{left_out} levels with the fewest people not drawn." if left_out else "",
    )
    wide = (page.width - NAMES) / len(shown)
    tall = page.room - HEAD
    row = tall / max(len(rows), 1)
    size = min(BODY, row * 72 * 0.7)
    for place, name in enumerate(rows):
        page.centred(
            0.0, page.top + HEAD + place * row, row, [fitted(careers.title(name), NAMES - 0.15, size)], size=size
        )
    widest = max((people.high for panel in shown for people in panel.people.values()), default=1.0)
    for place, panel in enumerate(shown):
        left = NAMES + place * wide
        page.text(left, page.top, fitted(panel.title, wide - 0.1, HEADING, bold=True), size=HEADING, weight="bold")
        axes = page.axes(left, page.top + HEAD, wide - 0.15, tall)
        _bars(axes, panel, rows, widest)
    return page.figure


def _bars(axes: Axes, panel: Panel, rows: list[str], widest: float) -> None:
    for place, name in enumerate(rows):
        spread = panel.people.get(name)
        if spread is None:
            continue
        axes.barh(place, spread.mean, left=-spread.mean / 2, height=0.74, color=TINT, edgecolor=EDGE, linewidth=0.8)
        for end in (-1, 1):
            axes.plot([end * spread.low / 2, end * spread.high / 2], [place, place], color=INK, linewidth=1.2)
        edge = max(spread.high, spread.mean) / 2
        axes.annotate(
            _people(spread.mean), (edge, place), (4, 0), textcoords="offset points", va="center", fontsize=SMALL
        )
    axes.set_xlim(-0.55 * widest, 0.85 * widest)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_axis_off()


def _people(mean: float) -> str:
    return number(mean, 0 if mean >= 9.5 else 1)


def message(careers: Careers) -> str:
    """Return what the figure says in one line: how many people there are at the start and at the end."""
    start, *ends = _totals(careers)
    if careers.single:
        return f"{number(start, 0)} people at the start, {number(ends[0], 0)} at the end: who stands where"
    told = " and ".join(f"{number(end, 0)} on {plain(name)}" for name, end in zip(careers.names, ends, strict=True))
    return f"{number(start, 0)} people at the start; at the end {told}"


def _totals(careers: Careers) -> list[float]:
    heads = [each.series["heads"].sum(axis=2).mean(axis=0) for each in careers.found]
    return [float(heads[0][0]), *(float(one[-1]) for one in heads)]


def describe(careers: Careers) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{panel.title}: "
        + ", ".join(
            f"{careers.title(name)} {number(panel.people[name].mean)}"
            for name in _rows(careers)
            if name in panel.people
        )
        for panel in panels(careers)
    ]
    return f"Mean number of people by level. {'. '.join(parts)}."
