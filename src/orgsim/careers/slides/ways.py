"""Ways to a level: the chance of hires to come there, in all and if they stay, and by the level held just before."""

from collections.abc import Iterator
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from orgsim.careers.outcomes import Prospect, Range, prospect
from orgsim.careers.slides.rows import Mark, Row, Scale, draw_rows
from orgsim.careers.slides.shown import Careers
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BLUE, Look, styled
from orgsim.figures.words import plain
from orgsim.plain_words import enumerated, measured, number
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

ALONE = Look(BLUE, "solid", "o")


def share(found: Range) -> str:
    """Return a share with its interval."""
    return f"{percent(found.mean)}% ({percent(found.low)} to {percent(found.high)})"


def percent(value: float) -> str:
    """Return a share in per cent, without decimals that nobody needs."""
    return number(100 * value, 0 if value >= 0.095 else 1 if value >= 0.00095 or value == 0 else 2)


def prospects(careers: Careers, goal: str) -> dict[str, Prospect]:
    """Return what hires may expect of a level, by arm; arms without such a level have none."""
    return {
        name: prospect(each, careers.entry or "", goal)
        for name, each in careers.results.items()
        if goal in each.plan.levels
    }


@styled
def draw(careers: Careers) -> Figure:
    """Draw the chances to come to the goal: in all, if they stay, and way by way."""
    goal = careers.goal or ""
    page = Page(
        message(careers),
        f"Chance of a hire to have held the level within {_years(careers)}: in all, of those who are still there then, and by the level "
        "held just before. 95% intervals.",
        (ACROSS, None),
        key=() if careers.single else careers.lineup.key(dashed=False, linewidth=2.2, markersize=7.5),
    )
    scale = Scale("chance", share=True)
    draw_rows(page, list(_rows(careers, prospects(careers, goal))), scale)
    return page.figure


def _rows(careers: Careers, found: dict[str, Prospect]) -> Iterator[Row]:
    def marks(values: dict[str, Range]) -> list[Mark]:
        return [Mark(value, _look(careers, name), share(value)) for name, value in values.items()]

    yield Row("any way", marks({name: one.total.chance for name, one in found.items()}), strong=True)
    yield Row("any way, of those still there", marks({name: one.staying for name, one in found.items()}), strong=True)
    ways: dict[str, dict[str, Range]] = {}
    for name, one in found.items():
        for way in one.ways:
            ways.setdefault(way.through, {})[name] = way.chance
    for through, values in sorted(ways.items(), key=lambda entry: -max(value.mean for value in entry[1].values())):
        yield Row(f"through {careers.title(through)}", marks(values))


def _look(careers: Careers, name: str) -> Look:
    return ALONE if careers.single else careers.lineup.look(name)


def _years(careers: Careers) -> str:
    return measured(careers.first.horizon / QUARTERS_PER_YEAR, "year")


def message(careers: Careers) -> str:
    """Return what the figure says in one line."""
    entry, goal = careers.entry or "", careers.goal or ""
    found = prospects(careers, goal)
    told = [
        percent(one.total.chance.mean) + ("" if careers.single else f" on {plain(name)}") for name, one in found.items()
    ]
    return f"Of 100 hired as {careers.title(entry)}, {enumerated(told)} come to {careers.title(goal)} within {_years(careers)}"


def describe(careers: Careers) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{plain(name)}: {share(one.total.chance)}, of those still there {share(one.staying)}"
        for name, one in prospects(careers, careers.goal or "").items()
    ]
    return f"{message(careers)}. {'; '.join(parts)}."


@styled
def draw_all(careers: Careers) -> Figure:
    """Draw the chance to come to each level, of all hires; of a single ladder also of those who stay."""
    page = Page(
        f"What {careers.title(careers.entry or '')}s come to within {_years(careers)}",
        "Chance of a hire to have held each level by then. 95% intervals."
        + (" Hollow: of those who are still there." if careers.single else ""),
        (ACROSS, None),
        key=_key(careers),
    )
    draw_rows(page, list(_levels(careers)), Scale("chance", share=True))
    return page.figure


def _key(careers: Careers) -> list[Artist]:
    if not careers.single:
        return list(careers.lineup.key(dashed=False, linewidth=2.2, markersize=7.5))
    style: dict[str, Any] = {"color": BLUE, "marker": "o", "linestyle": "", "markersize": 7.5}
    return [
        Line2D([], [], label="of all hires", **style),
        Line2D([], [], label="of those still there", markerfacecolor="white", **style),
    ]


def _levels(careers: Careers) -> Iterator[Row]:
    for level in reached(careers):
        marks = []
        for name, one in prospects(careers, level).items():
            marks.append(Mark(one.total.chance, _look(careers, name), share(one.total.chance)))
            if careers.single:
                marks.append(Mark(one.staying, ALONE, share(one.staying), hollow=True))
        yield Row(careers.title(level), marks)


def reached(careers: Careers) -> list[str]:
    """Return the levels that some hires come to in some arm, the top rung first."""
    entry = careers.entry or ""
    return [
        level
        for level in careers.rows()
        if level != entry and any(one.ways for one in prospects(careers, level).values())
    ]


def describe_all(careers: Careers) -> str:
    """Say in words what the figure of all levels shows."""
    parts = [
        f"{careers.title(level)}: "
        + ", ".join(f"{plain(name)} {share(one.total.chance)}" for name, one in prospects(careers, level).items())
        for level in reached(careers)
    ]
    return f"Chance of hires to come to each level. {'; '.join(parts)}."
