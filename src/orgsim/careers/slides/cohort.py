"""Where a hundred people hired into one level are, quarter by quarter: by rung, and gone."""

import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from orgsim.careers.simulation import Array, CareerResults
from orgsim.careers.slides.shown import Careers
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BODY, INK, MUTED, SMALL, styled
from orgsim.figures.words import fitted, plain
from orgsim.plain_words import measured, number
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

FOOT, SIDE, WORDS = 0.55, 0.5, 4.0
LEAST = 1.0
"""Bands of fewer people than this at the end are not named."""
PALEST, DARKEST = 0.2, 0.95
"""Where on a scale of blues the lowest and the highest rung are."""
GONE = "#ececec"


def bands(careers: Careers, results: CareerResults, entry: str) -> dict[str, Array]:
    """Return of 100 hires how many are on each rung, the highest first, and gone, by quarters since the hire."""
    row = results.plan.row(entry)
    people = 100.0 * results.journeys[:, row].sum(axis=0) / max(1, int(results.hires[:, row].sum()))
    ladder = results.plan.ladder
    rungs = sorted({level.rung for level in ladder.levels.values()}, reverse=True)
    found: dict[str, Array] = {}
    for rung in rungs:
        names = [name for name in results.plan.levels if ladder.levels[name].rung == rung]
        here = people[:, [results.plan.row(name) for name in names]].sum(axis=1)
        if here.any():
            titles = sorted(names, key=lambda name: -people[-1, results.plan.row(name)])
            found[_called(careers, titles, people[-1], results)] = here
    found["no longer there"] = people[:, -1]
    return found


def _called(careers: Careers, names: list[str], last: Array, results: CareerResults) -> str:
    known = [careers.title(name) for name in names if last[results.plan.row(name)] > 0] or [careers.title(names[0])]
    return known[0] + (
        f" and {len(known) - 1} others" if len(known) > 2 else f" or {known[1]}" if len(known) > 1 else ""
    )


@styled
def draw(careers: Careers, name: str) -> Figure:
    """Draw the bands of one arm over each other, those who are gone on top."""
    results, entry = careers.results[name], careers.entry or ""
    found = bands(careers, results, entry)
    page = Page(
        message(careers, name),
        f"Of 100 people hired as {careers.title(entry)}: how many are on each rung of the ladder, by years since the hire. "
        f"{int(results.hires[:, results.plan.row(entry)].sum()):,} simulated hires.",
        (ACROSS, None),
    )
    axes = page.axes(SIDE, page.top, page.width - SIDE - WORDS, page.room - FOOT)
    years = np.arange(results.horizon + 1) / QUARTERS_PER_YEAR
    ordered = list(found.items())
    staying = [entry for entry in reversed(ordered) if entry[0] != "no longer there"]
    tints = colormaps["Blues"](np.linspace(PALEST, DARKEST, max(len(staying), 2)))
    colors = dict(zip((title for title, _ in staying), tints, strict=False))
    stack = [*staying, ("no longer there", found["no longer there"])]
    base = np.zeros(len(years))
    for title, people in stack:
        color = colors.get(title, GONE)
        axes.fill_between(years, base, base + people, color=color, edgecolor="white", linewidth=0.8)
        base = base + people
    axes.set_xlim(0, years[-1])
    axes.set_ylim(0, 100)
    axes.yaxis.set_major_locator(MultipleLocator(25))
    axes.xaxis.set_major_locator(MultipleLocator(1 if years[-1] <= 12 else 5))
    axes.tick_params(labelsize=SMALL, length=3)
    axes.set_xlabel("years since the hire", size=SMALL)
    _names(page, stack)
    return page.figure


def _names(page: Page, stack: list[tuple[str, Array]]) -> None:
    """Name the bands at the right, each at its height, without overlaps."""
    tall, left = page.room - FOOT, page.width - WORDS + 0.15
    below, taken = 0.0, tall + 1.0
    for title, people in stack:
        last = float(people[-1])
        middle = tall * (1.0 - (below + last / 2) / 100.0)
        below += last
        if last < LEAST:
            continue
        middle = min(middle, taken - 0.24)
        taken = middle
        words = fitted(f"{number(last, 0 if last >= 10 else 1)}  {title}", WORDS - 0.2)
        page.text(
            left, page.top + middle, words, va="center", size=BODY, color=MUTED if title == "no longer there" else INK
        )


def message(careers: Careers, name: str) -> str:
    """Return what the figure says in one line."""
    results, entry = careers.results[name], careers.entry or ""
    people = bands(careers, results, entry)
    up = _up(results, entry)
    where = "" if careers.single else f"{plain(name)}: "
    after = measured(results.horizon / QUARTERS_PER_YEAR, "year")
    return (
        f"{where}{number(float(people['no longer there'][-1]), 0)} of 100 hired as {careers.title(entry)} are gone after {after}, "
        f"{number(up, 0 if up >= 10 else 1)} are there and higher up"
    )


def _up(results: CareerResults, entry: str) -> float:
    """Return how many of 100 hires are on a higher rung at the horizon."""
    row, ladder = results.plan.row(entry), results.plan.ladder
    higher = [
        place for place, name in enumerate(results.plan.levels) if ladder.levels[name].rung > ladder.levels[entry].rung
    ]
    return float(100.0 * results.journeys[:, row, -1, higher].sum() / max(1, int(results.hires[:, row].sum())))


def describe(careers: Careers, name: str) -> str:
    """Say in words what the figure shows."""
    found = bands(careers, careers.results[name], careers.entry or "")
    return "At the end: " + ", ".join(f"{title} {number(float(people[-1]))}" for title, people in found.items()) + "."
