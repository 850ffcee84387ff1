"""Who does whose work again: team by team, one panel a design, the darker the more; frames join the teams of one branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from orgsim.figures.words import fitted, plain
from orgsim.metrics.parts import Values
from orgsim.plain_words import counted, number
from orgsim.results.twice import each_other, total_of

if TYPE_CHECKING:
    import pandas as pd

PANELS = 3
"""Most designs on one slide."""
MOST = 13
"""Of more teams than this, those with most of it are shown, and the others together."""
MOST_TOLD = 5
"""So many pairs of each design are described in words."""
NAMES, GAP, HEAD, LEAN = 2.0, 0.35, 0.4, 1.4
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
    of all teams, with the share of them between branches. Where the last of the N teams stands for several, `pooled` is true.
    """

    design: str
    weeks: Values
    together: Flags
    pooled: bool
    total: float
    across: float


@styled
def draw(pairs: "pd.DataFrame", designs: Sequence[str], names: Mapping[str, str], branches: Branches) -> Figure:
    """Draw some designs side by side.

    `pairs` are those of all designs, as `orgsim.results.twice.pairs_of` gives them; `names` say what to call the teams, in their order.
    """
    teams = chosen(pairs, names)
    grids = [grid_of(pairs, design, teams, names, branches[design]) for design in designs]
    steps = _steps(grids)
    page = Page(
        title(pairs, designs, names),
        "Row: the team that builds it. Column: the team that has it already, or began before. Engineer-weeks a year, mean of all futures. "
        "A frame holds the teams of one branch of the chart.",
        (ACROSS, None),
        "Grey: several teams together, which have no colour. The text beside the figure says how much is theirs."
        if grids[0].pooled
        else "",
        key=_key(steps),
    )
    titles = [fitted(names.get(team, team), NAMES - 0.15, SMALL) for team in teams]
    titles += [counted(len(names) - len(teams), "other team")] * grids[0].pooled
    row = min(WIDEST, (page.room - HEAD - LEAN) / max(len(titles), 1))
    width = (page.width - NAMES - GAP * (len(grids) - 1)) / max(len(grids), 2)
    for place, words in enumerate(titles):
        page.text(NAMES - 0.1, page.top + HEAD + LEAN + (place + 0.5) * row, words, size=SMALL, ha="right", va="center")
    for place, grid in enumerate(grids):
        _panel(page, NAMES + place * (width + GAP), width, row, grid, titles, steps)
    return page.figure


def describe(pairs: "pd.DataFrame", designs: Sequence[str], names: Mapping[str, str], branches: Branches) -> str:  # noqa: ARG001
    """Say in words what the figure shows; it takes what `draw` takes."""
    return " ".join(_told(pairs[pairs["design"] == design], design, names) for design in designs)


def title(pairs: "pd.DataFrame", designs: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the message: the two teams that repeat each other's work most in one of these designs, beside all there is."""
    found = [(both, total_of(pairs, design), design) for design in designs if (both := each_other(pairs, design))]
    if not found:
        return "No team builds what another team has"
    most, total, design = max(found, key=lambda one: one[0].weeks)
    return (
        f"{names.get(most.team, most.team)} and {names.get(most.other, most.other)} repeat each other's work most: {number(most.weeks)} of "
        f"{number(total)} engineer-weeks a year done twice in {design}"
    )


def chosen(pairs: "pd.DataFrame", names: Mapping[str, str]) -> list[str]:
    """Return the teams to show, in the order of `names`: all of them, or those with most work done twice in all designs."""
    if len(names) <= MOST:
        return list(names)
    parts = dict.fromkeys(names, 0.0)
    for column in ("team", "other"):
        for team, weeks in pairs.groupby(column)["weeks"].sum().items():
            parts[str(team)] += float(weeks)
    most = set(sorted(names, key=lambda team: -parts[team])[: MOST - 1])
    return [team for team in names if team in most]


def grid_of(
    pairs: "pd.DataFrame",
    design: str,
    teams: Sequence[str],
    names: Mapping[str, str],
    branches: Mapping[str, str | None],
) -> Grid:
    """Return what is drawn of a design, given the teams to show and where every team stands."""
    mine = pairs[pairs["design"] == design]
    size = len(teams) + (len(teams) < len(names))
    rows, columns = ([_place(teams, team) for team in mine[column]] for column in ("team", "other"))
    weeks = np.zeros((size, size))
    np.add.at(weeks, (rows, columns), mine["weeks"].to_numpy(float))
    homes = [branches.get(team) for team in teams] + [None] * (size - len(teams))
    together = np.array([[one is not None and one == other for other in homes] for one in homes])
    total = float(mine["weeks"].sum())
    across = float(mine["across"].sum()) / total if total else float("nan")
    return Grid(design, weeks, together.reshape(size, size), size > len(teams), total, across)


def _place(teams: Sequence[str], team: str) -> int:
    """Return the row of a team; that of several together is the last."""
    return teams.index(team) if team in teams else len(teams)


def _told(mine: "pd.DataFrame", design: str, names: Mapping[str, str]) -> str:
    """Return one design in words."""
    if mine.empty:
        return f"{plain(design)}: nothing is done twice."
    total, apart = float(mine["weeks"].sum()), float(mine["across"].sum())
    worst = [
        f"{names.get(team, team)} what {names.get(other, other)} has ({number(weeks)})"
        for team, other, weeks in mine[["team", "other", "weeks"]].head(MOST_TOLD).itertuples(index=False, name=None)
    ]
    return (
        f"{plain(design)}: {number(total)} engineer-weeks a year are done twice, {apart / total:.0%} of them between branches; "
        f"most is built by {', '.join(worst)}."
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


def _key(steps: Sequence[float]) -> list[Artist]:
    """Return the legend: the shades with their bounds, and the frame."""
    edge: dict[str, Any] = {"edgecolor": RULE, "linewidth": 0.6}
    bounds = [f"{number(low)} to {number(high)}" for low, high in pairwise(steps)]
    shades = [
        Patch(facecolor=color, label=words, **edge)
        for color, words in zip(_shades(len(bounds)), ["none", *bounds], strict=True)
    ]
    return [*shades, Patch(facecolor=PAPER, edgecolor=INK, linewidth=FRAME, label="one branch")]


def _panel(
    page: Page, left: float, width: float, row: float, grid: Grid, titles: Sequence[str], steps: Sequence[float]
) -> None:
    """Draw one design: its name with its sum, the names of the columns, and the cells."""
    size, top = len(titles), page.top + HEAD + LEAN
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
    look: dict[str, Any] = {"facecolor": PAPER, "hatch": HATCH} if x == y and not several else {"facecolor": fill}
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
