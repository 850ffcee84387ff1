"""Impact ratios by level with their intervals against four fifths; cells with too few people are left out."""

from matplotlib.figure import Figure

from orgsim.careers.impact import FOUR_FIFTHS
from orgsim.careers.side_by_side import RatioLine, ratios
from orgsim.careers.slides.rows import Mark, Row, Scale, draw_rows
from orgsim.careers.slides.shown import Careers
from orgsim.careers.slides.ways import ALONE
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import styled
from orgsim.figures.words import plain
from orgsim.plain_words import counted, number


def lines_of(careers: Careers) -> list[RatioLine]:
    """Return every impact ratio, hidden ones included."""
    return ratios(careers.names, careers.found)


@styled
def draw(careers: Careers) -> Figure:
    """Draw one row a level and group, and in it a mark an arm."""
    found = lines_of(careers)
    hidden = sum(not line.shown for line in found)
    page = Page(
        message(careers),
        "Impact ratio: a group's rate of promotion over that of the other group. 95% intervals of the mean future. The line is four "
        "fifths, below which a ratio is commonly looked into.",
        (ACROSS, None),
        f"{counted(hidden, 'cell')} with too few people not shown." if hidden else "",
        key=() if careers.single else careers.lineup.key(dashed=False, linewidth=2.2, markersize=7.5),
    )
    rows: dict[str, list[Mark]] = {}
    for line in found:
        if line.shown:
            look = ALONE if careers.single else careers.lineup.look(line.name)
            rows.setdefault(_called(careers, line), []).append(Mark(line.ratio, look, ratio(line)))
    shown = [Row(name, marks, strong=place == 0) for place, (name, marks) in enumerate(rows.items())]
    draw_rows(page, shown, Scale("impact ratio (1: the same rate)", line=FOUR_FIFTHS))
    return page.figure


def ratio(line: RatioLine) -> str:
    """Return a ratio with its interval."""
    return f"{line.ratio.mean:.2f} ({line.ratio.low:.2f} to {line.ratio.high:.2f})"


def _called(careers: Careers, line: RatioLine) -> str:
    where = line.level if line.level == "all levels" else careers.title(line.level)
    return f"{where}: {plain(line.group)} / {plain(line.reference)}"


def message(careers: Careers) -> str:
    """Return what the figure says in one line."""
    found = [line for line in lines_of(careers) if line.level == "all levels" and line.shown]
    if not found:
        return "Impact ratios: too few people in each group to say"
    told = "; ".join(
        f"that of {plain(line.group)} is {number(line.ratio.mean, 2)} of {plain(line.reference)}'s"
        + ("" if careers.single else f" on {plain(line.name)}")
        for line in found
    )
    return f"Of the rates of promotion over all levels, {told}"


def describe(careers: Careers) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{_called(careers, line)} on {plain(line.name)} {ratio(line)}" for line in lines_of(careers) if line.shown
    ]
    return f"Impact ratios. {'; '.join(parts)}."
