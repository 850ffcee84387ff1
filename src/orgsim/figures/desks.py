"""Desks: how full the time is that each post keeps for deciding, and how long those who ask have to wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.figures.legends import key, key_height
from orgsim.figures.page import Page
from orgsim.figures.style import BODY, INK, MUTED, SHADE, SMALL, Lineup, Look, styled
from orgsim.figures.words import Ticks, fitted, number, plain, width_of
from orgsim.plain_words import counted

if TYPE_CHECKING:
    import pandas as pd

MOST_POSTS = 20
"""Of more posts than this, the busiest are shown."""

WIDTH, WAITS = 6.6, 1.6
"""Widths of the axis and of the column behind it, inches."""
MOST_NAMES = 3.4
"""Widest column of names, inches."""
LINE, SPACE, HEAD, FOOT = 0.2, 0.12, 0.3, 0.6
"""Heights of one design's line, of the space between posts, of the column heads, and of the axis, inches."""


@dataclass(frozen=True)
class Desk:
    """One desk in one design: per cent of its open time that is used, median and middle 80 % of futures; mean weeks of waiting."""

    median: float
    low: float
    high: float
    weeks: float


Use = dict[tuple[str, str], Desk]
"""Desks by post and design."""


@styled
def draw(desks: "pd.DataFrame", lineup: Lineup, names: Mapping[str, str]) -> Figure:
    """Draw one row a post, and in it one line a design; `names` say what to call the posts."""
    found = desk_use(desks)
    posts, every = busiest(found), len({post for post, _ in found})
    titles = {post: fitted(names.get(post, post), MOST_NAMES) for post in posts}
    left = max([width_of(title) for title in titles.values()], default=0.0) + 0.2
    rows = {post: [design for design in lineup.designs if (post, design) in found] for post in posts}
    across, tall = left + WIDTH + WAITS, sum(map(_height, rows.values()))
    keys = _key(lineup)
    head = key_height(keys, across)
    page = Page(
        "How full the desks of those who decide are", _note(len(posts), every), (across, head + HEAD + tall + FOOT)
    )
    key(page, page.top, keys)
    top = page.top + head + HEAD
    page.text(left + WIDTH + 0.25, top - 0.22, "weeks to an answer", size=SMALL, color=MUTED)
    axes = _axes(page, left, top, max(tall, 0.1))
    above = 0.0
    for post, designs in rows.items():
        page.text(0.0, top + above + _height(designs) / 2, titles[post], va="center")
        axes.axhline(above, color=SHADE, linewidth=0.8, zorder=0)
        for line, design in enumerate(designs):
            desk, middle = found[post, design], above + SPACE / 2 + (line + 0.5) * LINE
            _line(axes, middle, desk, lineup.look(design))
            page.text(left + WIDTH + 0.25, top + middle, number(desk.weeks, 2), size=SMALL, va="center")
        above += _height(designs)
    return page.figure


def describe(desks: "pd.DataFrame", lineup: Lineup, names: Mapping[str, str]) -> str:
    """Say in words what the figure shows."""
    found = desk_use(desks)
    rows = [
        f"{plain(names.get(post, post))}: "
        + ", ".join(f"{found[post, d].median:.0f}% ({plain(d)})" for d in lineup.designs if (post, d) in found)
        for post in busiest(found)
    ]
    return f"Time spent deciding in per cent of the time kept for it, median future. {'; '.join(rows)}."


def desk_use(desks: "pd.DataFrame") -> Use:
    """Return every desk that was open in some future, by post and design."""
    found = {}
    for place, rows in desks.loc[desks["open"] > 0].groupby(["post", "design"], sort=False):
        post, design = map(str, tuple(place))
        found[post, design] = _desk(rows)
    return found


def _desk(rows: "pd.DataFrame") -> Desk:
    """Return how one desk is used over all futures."""
    shares = 100.0 * rows["spent"].to_numpy(float) / rows["open"].to_numpy(float)
    low, median, high = np.quantile(shares, (0.1, 0.5, 0.9)).tolist()
    requests = float(rows["requests"].sum())
    weeks = float(rows["waited"].sum()) / requests / MINUTES_PER_WEEK if requests else float("nan")
    return Desk(median, low, high, weeks)


def busiest(found: Use) -> list[str]:
    """Return the posts to show, the one that is fullest in any design first."""
    fullest: dict[str, float] = {}
    for (post, _), desk in found.items():
        fullest[post] = max(fullest.get(post, 0.0), desk.median)
    return sorted(fullest, key=lambda post: -fullest[post])[:MOST_POSTS]


def _height(designs: Sequence[str]) -> float:
    """Return the height of a post that these designs have, inches."""
    return LINE * len(designs) + SPACE


def _axes(page: Page, left: float, top: float, tall: float) -> Axes:
    """Make the axis: per cent of the time, downwards in inches."""
    axes = page.axes(left, top, WIDTH, tall)
    axes.set_xlim(0.0, 105.0)
    axes.set_ylim(tall, 0.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MultipleLocator(20))
    axes.xaxis.set_major_formatter(Ticks())
    axes.grid(axis="x", color=SHADE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.axvline(100.0, color=INK, linewidth=1.2)
    axes.set_xlabel("time spent deciding, % of the time kept for it", size=BODY)
    return axes


def _line(axes: Axes, height: float, desk: Desk, look: Look) -> None:
    """Draw one desk in one design: the range of futures and their median."""
    axes.plot((desk.low, desk.high), (height, height), color=look.color, linewidth=2.4, alpha=0.55)
    axes.plot(desk.median, height, marker=look.marker, color=look.color, markersize=7, markeredgecolor="white")


def _key(lineup: Lineup) -> Sequence[Artist]:
    """Return the legend: the designs, and what the line and the rule mean."""
    shape = {"linewidth": 2.4, "markersize": 7.0, "markeredgecolor": "white"}
    designs = [
        Line2D([], [], color=look.color, marker=look.marker, label=plain(design), **shape)  # type: ignore[arg-type]
        for design, look in ((design, lineup.look(design)) for design in lineup.designs)
    ]
    return [*designs, Line2D([], [], color=INK, linewidth=1.2, label="full")]


def _note(shown: int, every: int) -> str:
    """Return how to read the figure, and what is left out."""
    note = "Mark: the median future. Line: the middle 80% of futures. A full desk makes everybody who asks wait."
    return note + (f" The {shown} busiest of {counted(every, 'desk')}." if shown < every else "")
