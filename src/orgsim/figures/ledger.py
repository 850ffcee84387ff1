"""The ledger: where the time goes, one book a figure (teams, posts, or items that wait or are worked on), one bar a design."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from orgsim.figures.accounts import Account, Bar, Book, Segment, bars, listed
from orgsim.figures.layout import KEY_HANDLE, KEY_PAD, Page, rows_that_fit
from orgsim.figures.style import BODY, INK, MUTED, PAPER, SMALL, Lineup, styled
from orgsim.figures.words import plain, width_of, wrapped
from orgsim.plain_words import number

if TYPE_CHECKING:
    import pandas as pd

NAMES, ACROSS, END = 1.75, 8.4, 1.25
"""Widths of the columns: names, bars, and what stands behind the bars, inches."""
ROW, THICK = 0.9, 0.8
"""The most height of a row, inches, and the share of it that is the bar."""
AXIS = 0.62
ENTRY, GAP = 0.2, 0.3
"""Heights of the axis and of an entry of the legend, and space between groups of these, inches."""

PRINTED, WITH_RANGE = 0.03, 0.07
"""Shares from which on the share is printed, and its range too."""
LABEL = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.92}


@styled
def draw(ledger: "pd.DataFrame", lineup: Lineup, book: Book) -> Figure:
    """Draw one book, one bar a design.

    `ledger` has the columns ``design`` and ``book.account`` (minutes), one row a future, as the table of ledgers.
    """
    found = bars(ledger, book, lineup.designs)
    page = Page(
        f"Where the time goes: {book.title[:1].lower()}{book.title[1:]}",
        "Each part shows its mean share over all futures and, where there is room, the range of the middle 80% of futures.",
        (NAMES + ACROSS + END, None),
    )
    _panel(page, page.top, book, found)
    return page.figure


def describe(ledger: "pd.DataFrame", lineup: Lineup, book: Book) -> str:
    """Say in words what the figure shows: the largest accounts of every design."""
    shares = [f"{plain(bar.design)}: {_largest(bar)}" for bar in bars(ledger, book, lineup.designs)]
    return f"Mean shares over all futures, the three largest of each design. {book.title}. {'; '.join(shares)}."


def _largest(bar: Bar) -> str:
    """Return the three largest accounts of a bar."""
    largest = sorted(bar.segments, key=lambda segment: -segment.share)[:3]
    named = [f"{segment.share:.0%} {segment.account.group.lower()} ({segment.account.label})" for segment in largest]
    return ", ".join(named) or "no minutes"


def _panel(page: Page, top: float, book: Book, found: Sequence[Bar]) -> None:
    """Draw one book: bars, axis, legend."""
    rows = list(_key_rows(found))
    row = min(ROW, (page.room - AXIS - sum(map(_height, rows))) / max(len(found), 1))
    height = row * len(found)
    lengths = [bar.weeks if book.weeks else 100.0 for bar in found]
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10])
    axes = page.rows(NAMES, top, (ACROSS, height), (0.0, max(lengths) or 1.0), ticks)
    axes.set_xlabel(f"{book.weeks}, mean of futures" if book.weeks else "% of all minutes", size=SMALL)
    for place, (bar, length) in enumerate(zip(found, lengths, strict=True)):
        _bar(axes, (place + 0.5) * row, row * THICK, bar, length)
        above = top + place * row
        page.centred(0.0, above, row, wrapped(bar.design, NAMES - 0.15, BODY, bold=True, lines=2), weight="bold")
        page.centred(NAMES + ACROSS + 0.12, above, row, _behind(book, bar), size=SMALL, color=MUTED)
    _key(page, top + height + AXIS, rows)


def _bar(axes: Axes, middle: float, thick: float, bar: Bar, length: float) -> None:
    """Draw one design, `length` long."""
    left, end = 0.0, axes.get_xlim()[1]
    for segment in bar.segments:
        width = segment.share * length
        look: dict[str, Any] = {"color": segment.account.color, "hatch": segment.account.hatch, "edgecolor": INK}
        drawn = axes.barh(middle, width, thick, left, linewidth=0.5 if width > 0 else 0.0, **look)
        words = [_share(segment, width / end)]
        axes.bar_label(drawn, words, label_type="center", size=SMALL, color=INK, linespacing=1.05, bbox=LABEL)
        left += width


def _share(segment: Segment, room: float) -> str:
    """Return a share, and its range where there is room; nothing where there is none for either."""
    low, high = f"{100 * segment.low:.0f}", f"{100 * segment.high:.0f}"
    ends = f"\n{low}\N{EN DASH}{high}" if room >= WITH_RANGE and low != high else ""
    return f"{segment.share:.0%}{ends}" if min(room, segment.share) >= PRINTED else ""


def _behind(book: Book, bar: Bar) -> list[str]:
    """Return what stands behind a bar: its weeks."""
    if not bar.segments:
        return ["no minutes"]
    if not book.weeks:
        return []
    return [f"{number(bar.weeks)} weeks", f"+ {number(bar.apart)} as ideas"] if bar.apart else [number(bar.weeks)]


def _key(page: Page, top: float, rows: Sequence[Sequence[Sequence[Account]]]) -> None:
    """Write the legend of some bars: a column for each group, with its name above."""
    for row in rows:
        left = NAMES
        for group in row:
            handles = [
                Patch(facecolor=one.color, hatch=one.hatch, edgecolor=INK, lw=0.5, label=one.label) for one in group
            ]
            page.text(left, top, group[0].group, size=SMALL, weight="bold", color=MUTED)
            page.legend(left, top + ENTRY, handles, fontsize=SMALL, handleheight=1.1, labelspacing=0.42)
            left += _width(group) + GAP
        top += _height(row)


def _key_rows(found: Sequence[Bar]) -> Iterator[list[list[Account]]]:
    """Break the groups of accounts that can be seen into rows that fit."""
    groups = [list(group) for _, group in groupby(listed(found), key=lambda account: account.group)]
    return rows_that_fit(groups, [_width(group) for group in groups], GAP, ACROSS + END)


def _width(group: Sequence[Account]) -> float:
    widest = max(width_of(account.label, SMALL) for account in group)
    return max(width_of(group[0].group, SMALL, bold=True), KEY_HANDLE + KEY_PAD + widest)


def _height(row: Sequence[Sequence[Account]]) -> float:
    return ENTRY * (1 + max((len(group) for group in row), default=0)) + 0.1
