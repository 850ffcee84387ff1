"""Base pay over the years, against the budget."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from orgsim.careers.outcomes import Cost, cost
from orgsim.careers.slides.shown import Careers
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BLUE, INK, RULE, SMALL, styled
from orgsim.figures.words import plain
from orgsim.plain_words import number
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

FOOT, SIDE = 0.6, 0.8
THOUSAND = 1000.0


def known(careers: Careers) -> bool:
    """Tell whether every ladder states what its levels pay."""
    return all(bool(each.plan.tables.levels.pay.any()) for each in careers.found)


@styled
def draw(careers: Careers) -> Figure:
    """Draw a line an arm, with the middle 80 % of futures where there is one."""
    found = {name: cost(each) for name, each in careers.results.items()}
    budget = found[careers.names[0]].budget
    page = Page(
        message(careers),
        "Base pay of everybody, $M a year: the mean of all futures"
        + (", and their middle 80%." if careers.single else "."),
        (ACROSS, None),
        key=_key(careers, planned=budget is not None),
    )
    axes = page.axes(SIDE, page.top, page.width - SIDE, page.room - FOOT)
    for name, one in found.items():
        look = careers.lineup.look(name)
        years, values = _yearly(one)
        color = BLUE if careers.single else look.color
        if careers.single:
            low, high = np.quantile(values, (0.1, 0.9), axis=0)
            axes.fill_between(years, low, high, color=color, alpha=0.16, linewidth=0)
        axes.plot(years, values.mean(axis=0), color=color, linestyle=look.dash, linewidth=2.0)
    if budget is not None:
        years = np.arange(len(budget)) / QUARTERS_PER_YEAR
        axes.plot(years, budget / THOUSAND, color=INK, linestyle=(0, (1, 1.5)), linewidth=1.6)
    axes.set_ylim(0.0, None)
    axes.set_xlim(0.0, careers.first.plan.quarters / QUARTERS_PER_YEAR)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"${number(value)}M"))
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    axes.tick_params(labelsize=SMALL, length=3)
    axes.set_xlabel("years", size=SMALL)
    return page.figure


def _yearly(found: Cost) -> tuple[np.ndarray, np.ndarray]:
    values = found.per_year / THOUSAND
    return np.arange(values.shape[1]) / QUARTERS_PER_YEAR, values


def _key(careers: Careers, *, planned: bool) -> list[Artist]:
    arms: list[Artist] = [] if careers.single else list(careers.lineup.key(linewidth=2.0, markersize=0))
    dots = Line2D([], [], color=INK, linestyle=(0, (1, 1.5)), linewidth=1.6, label="budget")
    return [*arms, *([dots] if planned else [])]


def message(careers: Careers) -> str:
    """Return what the figure says in one line."""
    told = [
        f"${number(cost(each).last_year.mean / THOUSAND)}M" + ("" if careers.single else f" on {plain(name)}")
        for name, each in careers.results.items()
    ]
    return f"Base pay in the last year: {'; '.join(told)}"


def describe(careers: Careers) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{plain(name)}: {number(one.last_year.mean / THOUSAND)} $M in the last year, middle 80% of futures "
        f"{number(one.last_year.low / THOUSAND)} to {number(one.last_year.high / THOUSAND)}"
        for name, one in ((name, cost(each)) for name, each in careers.results.items())
    ]
    return f"{'. '.join(parts)}."
