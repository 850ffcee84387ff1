"""Desks: how full the time is that each post keeps for deciding, and how long those who ask have to wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BODY, INK, MUTED, SHADE, SMALL, TITLE, Lineup, Look, styled
from orgsim.figures.words import fitted, plain, width_of
from orgsim.plain_words import counted, number
from orgsim.results.desks import over_futures

if TYPE_CHECKING:
    import pandas as pd

WAITS = 1.6
"""Width of the column behind the axis, inches."""
MOST_NAMES = 3.4
"""Widest column of names, inches."""
LINE, SPACE, HEAD, FOOT = 0.19, 0.1, 0.3, 0.6
"""Heights of one design's line, of the space between posts, of the column heads, and of the axis, inches."""
ROOM = 4.1
"""Height that posts have on a slide, inches; of more posts than fit, the busiest are shown."""
MOST_TOLD = 20
"""So many posts are described in words."""
LONGEST = 4.0
"""Longest name in the title, inches."""
THICK = 2.4
MARK: dict[str, Any] = {"markersize": 7.0, "markeredgecolor": "white"}


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
    every = len({post for post, _ in found})
    most = int(ROOM / (LINE * len(lineup.designs) + SPACE))
    rows = {post: [design for design in lineup.designs if (post, design) in found] for post in busiest(found, most)}
    heights = [LINE * len(designs) + SPACE for designs in rows.values()]
    titles = [fitted(names.get(post, post), MOST_NAMES) for post in rows]
    left = max(map(width_of, titles), default=0.0) + 0.2
    note = "Mark: the median future. Line: the middle 80% of futures. A full desk makes everyone who asks wait."
    page = Page(
        message(found, names),
        note + (f" The {len(rows)} busiest of {counted(every, 'desk')}." if len(rows) < every else ""),
        (ACROSS, None),
        key=[
            *lineup.key(dashed=False, linewidth=THICK, **MARK),
            Line2D([], [], color=INK, linewidth=1.2, label="full"),
        ],
    )
    top = page.top + HEAD
    behind = page.width - WAITS + 0.25
    axes = _axes(page, left, top, (page.width - WAITS - left, max(sum(heights), 0.1)))
    page.text(behind, top - 0.22, "weeks to an answer", size=SMALL, color=MUTED)
    above = 0.0
    for title, (post, designs), height in zip(titles, rows.items(), heights, strict=True):
        page.text(0.0, top + above + height / 2, title, va="center")
        axes.axhline(above, color=SHADE, linewidth=0.8, zorder=0)
        for line, design in enumerate(designs):
            desk, middle = found[post, design], above + SPACE / 2 + (line + 0.5) * LINE
            _line(axes, middle, desk, lineup.look(design))
            page.text(behind, top + middle, number(desk.weeks, 2), size=SMALL, va="center")
        above += height
    return page.figure


def message(found: Use, names: Mapping[str, str]) -> str:
    """Return the title: whose desk is fullest in the median future of a design."""
    if not found:
        return "Nobody has a desk at which others ask for decisions"
    (post, design), most = max(found.items(), key=lambda entry: entry[1].median)
    name, where = fitted(names.get(post, post), LONGEST, TITLE, bold=True), fitted(design, LONGEST, TITLE, bold=True)
    return f"The fullest desk is that of {name} in {where}, at {most.median:.0f}% of the time kept for deciding"


def describe(desks: "pd.DataFrame", lineup: Lineup, names: Mapping[str, str]) -> str:
    """Say in words what the figure shows."""
    found = desk_use(desks)
    rows = [
        f"{plain(names.get(post, post))}: "
        + ", ".join(f"{found[post, d].median:.0f}% ({plain(d)})" for d in lineup.designs if (post, d) in found)
        for post in busiest(found, MOST_TOLD)
    ]
    return f"Time spent deciding in per cent of the time kept for it, median future. {'; '.join(rows)}."


def desk_use(desks: "pd.DataFrame") -> Use:
    """Return every desk that was open in some future, by post and design."""
    found = {}
    weeks = over_futures(desks).set_index(["post", "design"])["weeks"]
    for place, rows in desks.loc[desks["open"] > 0].groupby(["post", "design"], sort=False):
        post, design = map(str, tuple(place))
        low, median, high = np.quantile(100.0 * rows["spent"] / rows["open"], (0.1, 0.5, 0.9)).tolist()
        found[post, design] = Desk(median, low, high, float(weeks[post, design]))
    return found


def busiest(found: Use, most: int) -> list[str]:
    """Return at most so many posts, the one that is fullest in any design first."""
    fullest: dict[str, float] = {}
    for (post, _), desk in found.items():
        fullest[post] = max(fullest.get(post, 0.0), desk.median)
    return sorted(fullest, key=lambda post: -fullest[post])[:most]


def _axes(page: Page, left: float, top: float, size: tuple[float, float]) -> Axes:
    """Make the axis: per cent of the time, downwards in inches."""
    axes = page.rows(left, top, size, (0.0, 105.0), MultipleLocator(20))
    axes.grid(axis="x", color=SHADE, linewidth=0.8)
    axes.axvline(100.0, color=INK, linewidth=1.2)
    axes.set_xlabel("time spent deciding, % of the time kept for it", size=BODY)
    return axes


def _line(axes: Axes, height: float, desk: Desk, look: Look) -> None:
    """Draw one desk in one design: the range of futures and their median."""
    axes.plot((desk.low, desk.high), (height, height), color=look.color, linewidth=THICK, alpha=0.55)
    axes.plot(desk.median, height, marker=look.marker, color=look.color, **MARK)
