"""Who does whose work again: team by team, one panel a design, the darker the more; frames join the teams of one branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import BODY, INK, MUTED, PAPER, RULE, SHADE, SMALL, styled
from orgsim.figures.words import fitted, plain, width_of
from orgsim.metrics.parts import Values
from orgsim.plain_words import number
from orgsim.results.twice import each_other, total_of

if TYPE_CHECKING:
    import pandas as pd

PANELS = 3
"""Most designs on one slide."""
MOST = 13
"""More teams than this are shown by branches of the chart; of more branches, those with most of it, and the others together."""
OF_TEAMS = (
    "Row: the team that builds it. Column: the team that has it already, or began before. Engineer-weeks a year, mean of all futures. "
    "A frame holds the teams of one branch of the chart."
)
OF_BRANCHES = (
    "Row: the post above the team that builds it. Column: the post above the team that has it already, or began before. Engineer-weeks a "
    "year, mean of all futures. The posts are those of the first chart."
)
"""What rows and columns are."""
MOST_TOLD = 5
"""So many pairs of each design are described in words."""
NAMES, GAP, HEAD, LEAN = 2.0, 0.35, 0.4, 1.6
"""Width of the names of rows, space between panels, height of the name of a design and of the names of columns, inches."""
WIDEST = 0.62
"""Most width and height of a cell, inches."""
PRINT, LEAST = 7.5, 0.3
"""Size of a number in a cell, and how wide a cell is that has room for one, inches."""
FRAME = 1.6
EDGE: dict[str, Any] = {"color": INK, "linewidth": FRAME, "solid_capstyle": "projecting", "clip_on": False}
SHADES = ("#FFFFFF", "#D6E6F4", "#ABCFE5", "#6AAED6", "#3787C0", "#105BA4", "#08306B")
"""From none to most; each is darker than the one before, also in grey."""
DARK = SHADES[4:]
"""On these a number is written in white."""
HATCH = "////"

Flags: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Branches: TypeAlias = Mapping[str, Mapping[str, str | None]]
"""By design and team: the post below the top under which it stands."""


@dataclass(frozen=True)
class Grid:
    """What is drawn of one design.

    Engineer-weeks a year by the team that spends them and the team that has it, (N, N); which two stand in one branch, (N, N); and those
    of all teams, with the share of them between branches. Where the last of the N stands for several, `pooled` is true, and where they are
    `single` teams none can do what it has itself.
    """

    design: str
    weeks: Values
    together: Flags
    pooled: bool
    single: bool
    total: float
    across: float


@dataclass(frozen=True)
class Cast:
    """Who is shown: teams, or the branches of the chart that they are in.

    `names` say what to call them, in their order. For teams, `branches` says by design which of them belong together; for branches,
    `homes` says which one each team is in.
    """

    names: Mapping[str, str]
    branches: Branches = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)

    def gathered(self, pairs: "pd.DataFrame") -> "pd.DataFrame":
        """Return pairs of teams as pairs of those shown, the same design together and those with most of it first."""
        if not self.homes:
            return pairs
        found = pairs.assign(**{column: pairs[column].map(self.homes) for column in ("team", "other")})
        sums = found.groupby(["design", "team", "other"], sort=False)[["weeks", "across"]].sum().reset_index()
        return sums.sort_values("weeks", ascending=False, kind="stable")


@styled
def draw(pairs: "pd.DataFrame", designs: Sequence[str], cast: Cast) -> Figure:
    """Draw some designs side by side; `pairs` are the teams of all designs, as `orgsim.results.twice.pairs_of` gives them."""
    pairs = cast.gathered(pairs)
    shown = chosen(pairs, cast.names)
    grids = [grid_of(pairs, design, shown, cast) for design in designs]
    steps = _steps(grids)
    several = grids[0].pooled
    page = Page(
        title(pairs, designs, cast),
        OF_BRANCHES if cast.homes else OF_TEAMS,
        (ACROSS, None),
        "The grey row and column add several up and have no colour." if several else "",
        key=_key(steps, frame=not cast.homes),
    )
    titles = [fitted(cast.names[one], NAMES - 0.15, SMALL) for one in shown]
    titles += [f"{len(cast.names) - len(shown)} others"] * several
    head = HEAD + min(LEAN, max((width_of(words, SMALL) for words in titles), default=0.0) + 0.15)
    row = min(WIDEST, (page.room - head) / max(len(titles), 1))
    width = (page.width - NAMES - GAP * (len(grids) - 1)) / max(len(grids), 2)
    for place, words in enumerate(titles):
        page.text(NAMES - 0.1, page.top + head + (place + 0.5) * row, words, size=SMALL, ha="right", va="center")
    for place, grid in enumerate(grids):
        _panel(page, (NAMES + place * (width + GAP), page.top + head), (width, row), grid, titles, steps)
    return page.figure


def describe(pairs: "pd.DataFrame", designs: Sequence[str], cast: Cast) -> str:
    """Say in words what the figure shows; it takes what `draw` takes."""
    pairs = cast.gathered(pairs)
    return " ".join(_told(pairs[pairs["design"] == design], design, cast) for design in designs)


def title(pairs: "pd.DataFrame", designs: Sequence[str], cast: Cast) -> str:
    """Return the message: the two that repeat each other's work most in one of these designs, beside all there is."""
    itself = bool(cast.homes)
    found = [(both, design) for design in designs if (both := each_other(pairs, design, itself=itself))]
    if not found:
        return "No team builds what another team has"
    most, design = max(found, key=lambda one: one[0].weeks)
    one, other = cast.names[most.team], cast.names[most.other]
    amount = f"{number(most.weeks)} of {number(total_of(pairs, design))} engineer-weeks a year"
    if not cast.homes:
        return f"{one} and {other} repeat each other's work most: {amount} done twice in {design}"
    where = f"among the teams below {one}" if one == other else f"between the teams below {one} and those below {other}"
    return f"The largest part of what is done twice is {where}: {amount} in {design}"


def chosen(pairs: "pd.DataFrame", names: Mapping[str, str]) -> list[str]:
    """Return who is shown, in the order of `names`: all of them, or those with most work done twice in all designs."""
    if len(names) <= MOST:
        return list(names)
    parts = dict.fromkeys(names, 0.0)
    for column in ("team", "other"):
        for one, weeks in pairs.groupby(column)["weeks"].sum().items():
            parts[str(one)] += float(weeks)
    most = set(sorted(names, key=lambda one: -parts[one])[: MOST - 1])
    return [one for one in names if one in most]


def grid_of(pairs: "pd.DataFrame", design: str, shown: Sequence[str], cast: Cast) -> Grid:
    """Return what is drawn of a design."""
    mine = pairs[pairs["design"] == design]
    size = len(shown) + (len(shown) < len(cast.names))
    rows, columns = ([_place(shown, one) for one in mine[column]] for column in ("team", "other"))
    weeks = np.zeros((size, size))
    np.add.at(weeks, (rows, columns), mine["weeks"].to_numpy(float))
    branches = cast.branches.get(design, {})
    homes = [branches.get(one) for one in shown] + [None] * (size - len(shown))
    together = np.array([[one is not None and one == other for other in homes] for one in homes]).reshape(size, size)
    total = float(mine["weeks"].sum())
    across = float(mine["across"].sum()) / total if total else float("nan")
    return Grid(design, weeks, together, size > len(shown), not cast.homes, total, across)


def _place(shown: Sequence[str], one: str) -> int:
    """Return a row; that of several together is the last."""
    return shown.index(one) if one in shown else len(shown)


def _told(mine: "pd.DataFrame", design: str, cast: Cast) -> str:
    """Return one design in words."""
    if mine.empty:
        return f"{plain(design)}: nothing is done twice."
    total, apart = float(mine["weeks"].sum()), float(mine["across"].sum())
    by, has = ("below", "is below {}") if cast.homes else ("by", "{} has")
    worst = [
        f"{by} {cast.names[team]} what {has.format(cast.names[other])} ({number(weeks)})"
        for team, other, weeks in mine[["team", "other", "weeks"]].head(MOST_TOLD).itertuples(index=False, name=None)
    ]
    return (
        f"{plain(design)}: {number(total)} engineer-weeks a year are done twice, {apart / total:.0%} of them between branches; "
        f"most is built {', '.join(worst)}."
    )


def _steps(grids: Sequence[Grid]) -> list[float]:
    """Return the bounds of the shades, from 0 up."""
    single = [grid.weeks[: len(grid.weeks) - grid.pooled, : len(grid.weeks) - grid.pooled] for grid in grids]
    most = max((float(weeks.max(initial=0.0)) for weeks in single), default=0.0)
    ticks = MaxNLocator(nbins=len(SHADES) - 1, steps=[1, 2, 2.5, 5, 10]).tick_values(0.0, most or 1.0)
    return [float(tick) for tick in ticks if tick >= 0.0]


def _shade(value: float, steps: Sequence[float]) -> int:
    """Return which shade a value has."""
    return 0 if value <= 0.0 else max(1, int(np.searchsorted(steps, value, side="left")))


def _shades(count: int) -> list[str]:
    """Return the shade of none and of so many steps, from the lightest to the darkest."""
    return [SHADES[0], *(SHADES[round(place)] for place in np.linspace(1, len(SHADES) - 1, max(count, 1)).tolist())]


def _key(steps: Sequence[float], *, frame: bool) -> list[Artist]:
    """Return the legend: the shades with their bounds, and the frame where there is any."""
    edge: dict[str, Any] = {"edgecolor": RULE, "linewidth": 0.6}
    bounds = [f"{number(low)} to {number(high)}" for low, high in pairwise(steps)]
    shades = [
        Patch(facecolor=color, label=words, **edge)
        for color, words in zip(_shades(len(bounds)), ["none", *bounds], strict=True)
    ]
    branch = [Patch(facecolor=PAPER, edgecolor=INK, linewidth=FRAME, label="one branch")]
    return [*shades, *branch] if frame else [*shades]


def _panel(
    page: Page,
    corner: tuple[float, float],
    room: tuple[float, float],
    grid: Grid,
    titles: Sequence[str],
    steps: Sequence[float],
) -> None:
    """Draw one design: its name with its sum, the names of the columns, and the cells, given the first one's corner.

    `room` is the width of the whole and the height of a row.
    """
    (left, top), (width, row), size = corner, room, len(titles)
    cell = min(WIDEST, width / max(size, 1))
    apart = f", {grid.across:.0%} of it between branches" if grid.total else ""
    page.text(left, page.top, fitted(grid.design, width, BODY, bold=True), weight="bold")
    page.text(
        left, page.top + 0.2, fitted(f"{number(grid.total)} in all{apart}", width, SMALL), size=SMALL, color=MUTED
    )
    for place, words in enumerate(titles):
        middle = left + (place + 0.5) * cell
        page.text(
            middle, top - 0.06, fitted(words, LEAN - 0.1, SMALL), size=SMALL, rotation=90, ha="center", va="bottom"
        )
    axes = page.axes(left, top, cell * size, row * size)
    axes.set_axis_off()
    axes.set_xlim(0, size)
    axes.set_ylim(size, 0)
    for y in range(size):
        for x in range(size):
            _cell(axes, x, y, grid, steps, printed=cell >= LEAST)
    _frames(axes, grid.together)


def _cell(axes: Axes, x: int, y: int, grid: Grid, steps: Sequence[float], *, printed: bool) -> None:
    """Draw one cell, with its number where there is room."""
    value, several = float(grid.weeks[y, x]), grid.pooled and len(grid.weeks) - 1 in (x, y)
    shade = _shade(value, steps)
    fill = SHADE if several else _shades(len(steps) - 1)[shade]
    look: dict[str, Any] = (
        {"facecolor": PAPER, "hatch": HATCH} if x == y and grid.single and not several else {"facecolor": fill}
    )
    axes.add_patch(Rectangle((x, y), 1, 1, edgecolor=RULE, linewidth=0.6, clip_on=False, **look))
    if printed and value > 0.0:
        ink = PAPER if fill in DARK else INK
        axes.text(
            x + 0.5, y + 0.5, number(value, 1 if value < 10 else 0), size=PRINT, color=ink, ha="center", va="center"
        )


def _frames(axes: Axes, together: Flags) -> None:
    """Draw a line wherever a cell within one branch meets one that is not."""
    size = len(together)
    inside = np.zeros((size + 2, size + 2), bool)
    inside[1:-1, 1:-1] = together
    for y, x in np.argwhere(inside[1:-1, 1:] != inside[1:-1, :-1]).tolist():
        axes.plot((x, x), (y, y + 1), **EDGE)
    for y, x in np.argwhere(inside[1:, 1:-1] != inside[:-1, 1:-1]).tolist():
        axes.plot((x, x + 1), (y, y), **EDGE)
