"""Required minus actual skill of those who hold each level, by arm; of a single ladder by the way they came."""

from collections.abc import Iterator

from matplotlib.figure import Figure

from orgsim.careers.outcomes import Range, competence_gaps, over_futures
from orgsim.careers.simulation import CareerResults
from orgsim.careers.slides.rows import Mark, Row, Scale, draw_rows
from orgsim.careers.slides.shown import Careers
from orgsim.careers.slides.ways import ALONE
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import styled
from orgsim.figures.words import plain
from orgsim.plain_words import enumerated, number

FEWEST_PERSON_QUARTERS = 100
MOST = 24
"""Rows at most: those with the most people behind them."""


@styled
def draw(careers: Careers) -> Figure:
    """Draw one row a level, or a level and way."""
    rows = list(_rows(careers))
    page = Page(
        message(careers),
        "Peter gap: what a level asks for less what its holders can do; to the right they fall short. Mean over people and quarters, with "
        "the middle 80% of futures." + (" Hollow: hired into the level from outside." if careers.single else ""),
        (ACROSS, None),
        key=() if careers.single else careers.lineup.key(dashed=False, linewidth=2.2, markersize=7.5),
    )
    draw_rows(page, rows, Scale("required minus actual skill", line=0.0), names=4.4 if careers.single else 3.1)
    return page.figure


def overall(results: CareerResults) -> dict[str, Range]:
    """Return the gap by level, whatever the way people came."""
    total, count = (results.gaps[part].sum(axis=2) for part in ("total", "count"))
    found = {}
    for row, name in enumerate(results.plan.levels):
        if count[:, row].sum() >= FEWEST_PERSON_QUARTERS:
            held = count[:, row] > 0
            found[name] = over_futures(total[held, row] / count[held, row])
    return found


def _rows(careers: Careers) -> Iterator[Row]:
    if careers.single:
        yield from _by_way(careers)
        return
    found = {name: overall(each) for name, each in careers.results.items()}
    for level in careers.rows():
        marks = [
            Mark(gaps[level], careers.lineup.look(name), _said(gaps[level]))
            for name, gaps in found.items()
            if level in gaps
        ]
        if marks:
            yield Row(careers.title(level), marks)


def _by_way(careers: Careers) -> Iterator[Row]:
    gaps = [gap for gap in competence_gaps(careers.first) if gap.person_quarters >= FEWEST_PERSON_QUARTERS]
    most = sorted(gaps, key=lambda gap: -gap.person_quarters)[:MOST]
    for level in careers.rows():
        here = sorted((gap for gap in most if gap.level == level), key=lambda gap: (gap.route != "outside", gap.route))
        for gap in here:
            way = "hired" if gap.route == "outside" else f"from {careers.title(gap.route)}"
            mark = Mark(gap.gap, ALONE, _said(gap.gap), hollow=gap.route == "outside")
            yield Row(f"{careers.title(level)}, {way}", [mark])


def _said(gap: Range) -> str:
    return f"{number(gap.mean, 2, signed=True)}"


def message(careers: Careers) -> str:
    """Return what the figure says in one line."""
    short = {
        name: [careers.title(level) for level, gap in overall(each).items() if gap.mean > 0]
        for name, each in careers.results.items()
    }
    if not any(short.values()):
        return "Those who hold a level have what it asks for, on average" + (
            "" if careers.single else ", on every ladder"
        )
    told = [
        f"{enumerated(levels, 3)}" + ("" if careers.single else f" on {plain(name)}")
        for name, levels in short.items()
        if levels
    ]
    return f"On average, people fall short as {'; '.join(told)}"


def describe(careers: Careers) -> str:
    """Say in words what the figure shows."""
    parts = [f"{row.name} {', '.join(mark.words for mark in row.marks)}" for row in _rows(careers)]
    return f"Required minus actual skill. {'; '.join(parts)}."
