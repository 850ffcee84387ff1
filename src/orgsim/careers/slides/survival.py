"""Time to promotion: the share not yet promoted by years in level, a panel a level and a line an arm."""

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.careers.outcomes import Survival, survival
from orgsim.careers.side_by_side import promoting
from orgsim.careers.slides.shown import Careers
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BLUE, INK, MUTED, RULE, SHADE, SMALL, styled
from orgsim.figures.words import fitted, plain
from orgsim.plain_words import counted, enumerated
from orgsim.scenario.ladder.model import QUARTERS_PER_YEAR

COLUMNS, MOST = 4, 8
GAP, HEAD, FOOT, SIDE = 0.3, 0.34, 0.5, 0.45
"""Space between panels, for their titles, under the last row, and for the scale at the left, inches."""
LONGEST = 15 * QUARTERS_PER_YEAR
"""Quarters that are shown at most."""


def levels_of(careers: Careers) -> list[str]:
    """Return the levels that have a panel: those that most people are promoted out of, track by track."""
    found = promoting(careers.found)
    counts = {name: int(careers.first.cases["promoted"][:, careers.first.plan.row(name)].sum()) for name in found}
    most = sorted(found, key=lambda name: -counts[name])[:MOST]
    return [name for name in found if name in most]


@styled
def draw(careers: Careers) -> Figure:
    """Draw every panel."""
    levels = levels_of(careers)
    left_out = len(promoting(careers.found)) - len(levels)
    band = " Band: the middle 80% of futures." if careers.single else ""
    page = Page(
        message(careers),
        f"Share of people not yet promoted, by years in level. Those who still wait, left or moved sideways count for as long as they were "
        f"seen.{band}",
        (ACROSS, None),
        f"{counted(left_out, 'level')} with fewer promotions not drawn." if left_out else "",
        key=() if careers.single else careers.lineup.key(linewidth=2.0, markersize=0),
    )
    rows = max(1, math.ceil(len(levels) / COLUMNS))
    columns = max(1, math.ceil(len(levels) / rows))
    wide = (page.width - SIDE - (columns - 1) * GAP) / columns
    tall = (page.room - FOOT - rows * HEAD) / rows
    for place, level in enumerate(levels):
        row, column = divmod(place, columns)
        left, top = SIDE + column * (wide + GAP), page.top + row * (tall + HEAD)
        page.text(left, top + 0.04, fitted(careers.title(level), wide - 0.1, bold=True), weight="bold")
        axes = page.axes(left, top + HEAD, wide, tall - 0.28)
        _panel(axes, careers, level, first=column == 0)
    page.text(SIDE, page.top + page.room - 0.3, "years in level", size=SMALL, color=MUTED)
    return page.figure


def message(careers: Careers) -> str:
    """Return what the figure says in one line: how long half of those in the lowest level wait."""
    levels = levels_of(careers)
    if not levels:
        return "Time to promotion: too few people are promoted to say"
    level = careers.entry if careers.entry in levels else levels[0]
    told = [f"{_half(survival(each, level))} on {plain(name)}" for name, each in careers.results.items()]
    if careers.single:
        return f"Half of those who stay as {careers.title(level)} are promoted within {_half(survival(careers.first, level))}"
    return f"Half of those who stay as {careers.title(level)} are promoted after {enumerated(told)}"


def _half(curve: Survival) -> str:
    years = curve.median / QUARTERS_PER_YEAR
    return f"{years:.1f} years" if math.isfinite(years) else "more years than were seen"


def describe(careers: Careers) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{careers.title(level)}: "
        + ", ".join(f"{plain(name)} {_half(survival(each, level))}" for name, each in careers.results.items())
        for level in levels_of(careers)
    ]
    return f"Time until half of those who stay in a level are promoted. {'; '.join(parts) or 'Nobody is'}."


def _longest(careers: Careers) -> int:
    """Return how many quarters the panels show: as long as any curve is known."""
    curves = [survival(each, level).share for each in careers.found for level in levels_of(careers)]
    known = max((int(np.flatnonzero(np.isfinite(curve))[-1]) for curve in curves), default=1)
    return min(known + 1, LONGEST)


def _panel(axes: Axes, careers: Careers, level: str, *, first: bool) -> None:
    longest = _longest(careers)
    axes.axhline(0.5, color=RULE, linewidth=0.7, zorder=0)
    for name, each in careers.results.items():
        curve = survival(each, level)
        look = careers.lineup.look(name)
        color = BLUE if careers.single else look.color
        quarters = np.arange(len(curve.share))
        if careers.single:
            axes.fill_between(quarters, curve.low, curve.high, step="post", color=SHADE, linewidth=0, zorder=0)
            _median(axes, curve, longest)
        axes.step(quarters, curve.share, where="post", color=color, linestyle=look.dash, linewidth=1.9)
    axes.set_xlim(0, longest)
    axes.set_ylim(0, 1.03)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"] if first else ["", "", ""])
    step = 1 if longest <= 24 else 2 if longest <= 44 else 5
    axes.set_xticks(
        range(0, longest + 1, step * QUARTERS_PER_YEAR),
        [str(y) for y in range(0, longest // QUARTERS_PER_YEAR + 1, step)],
    )
    axes.tick_params(labelsize=SMALL, length=3)


def _median(axes: Axes, curve: Survival, longest: int) -> None:
    """Mark when half are promoted, or say how many are not at the end."""
    if curve.median <= longest:
        axes.plot([curve.median], [0.5], "o", color=INK, markersize=4.5, zorder=5)
        words = f"half by {curve.median / QUARTERS_PER_YEAR:.1f} years"
        late = curve.median > 0.5 * longest
        axes.annotate(
            words,
            (curve.median, 0.5),
            (-5 if late else 6, -13 if late else 5),
            textcoords="offset points",
            fontsize=SMALL,
            ha="right" if late else "left",
        )
        return
    last = int(np.flatnonzero(np.isfinite(curve.share[: longest + 1]))[-1])
    words = f"{curve.share[last]:.0%} are not after {last / QUARTERS_PER_YEAR:.0f} years"
    axes.annotate(words, (0.02 * longest, 0.05), fontsize=SMALL, color=MUTED)
