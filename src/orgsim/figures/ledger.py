"""The ledger: where the time goes, one bar a design, for teams, for posts, and for items that wait or are worked on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from orgsim.figures.accounts import BOOKS, Bar, Book, Segment, bars, listed
from orgsim.figures.legends import group_key, group_key_height
from orgsim.figures.page import Page, height_of
from orgsim.figures.style import BODY, HEADING, INK, MUTED, PAPER, SMALL, Lineup, styled
from orgsim.figures.words import Ticks, number, plain, wrapped

if TYPE_CHECKING:
    import pandas as pd

NAMES, ACROSS, END = 1.75, 8.4, 1.25
"""Widths of the columns: names, bars, and what stands behind the bars, inches."""
ROW, THICK = 0.56, 0.46
"""Heights of a row and of the bar in it, inches."""
HEAD, AXIS, FOOT = 0.34, 0.62, 0.25

PRINTED, WITH_RANGE = 0.03, 0.07
"""Shares from which on the share is printed, and its range too."""


@styled
def draw(ledger: "pd.DataFrame", lineup: Lineup, books: Sequence[Book] = BOOKS) -> Figure:
    """Draw one panel a book, one bar a design.

    `ledger` has the columns ``design`` and ``book.account`` (minutes), one row a future, as the table of ledgers.
    """
    drawn = [(book, bars(ledger, book, lineup.designs)) for book in books]
    heights = [_height(found) for _, found in drawn]
    page = Page(
        "Where the time goes",
        "In each part the mean share over all futures; below it, where there is room, the range of the middle 80% of futures.",
        (NAMES + ACROSS + END, sum(heights)),
    )
    top = page.top
    for (book, found), height in zip(drawn, heights, strict=True):
        _panel(page, top, book, found)
        top += height
    return page.figure


def describe(ledger: "pd.DataFrame", lineup: Lineup, books: Sequence[Book] = BOOKS) -> str:
    """Say in words what the figure shows: the largest accounts of every design."""
    parts = []
    for book in books:
        shares = [f"{plain(bar.design)}: {_largest(bar)}" for bar in bars(ledger, book, lineup.designs)]
        parts.append(f"{book.title}. {'; '.join(shares)}.")
    return "Mean shares over all futures, the three largest of each design. " + " ".join(parts)


def _largest(bar: Bar) -> str:
    """Return the three largest accounts of a bar."""
    largest = sorted(bar.segments, key=lambda segment: -segment.share)[:3]
    named = [f"{segment.share:.0%} {segment.account.group.lower()} ({segment.account.label})" for segment in largest]
    return ", ".join(named) or "no minutes"


def _height(found: Sequence[Bar]) -> float:
    """Return the height of a panel with its axis and legend, inches."""
    return HEAD + ROW * len(found) + AXIS + group_key_height(listed(found), ACROSS + END) + FOOT


def _panel(page: Page, top: float, book: Book, found: Sequence[Bar]) -> None:
    """Draw one book: title, bars, axis, legend."""
    page.text(0.0, top, book.title, size=HEADING, weight="bold")
    height = ROW * len(found)
    axes = page.axes(NAMES, top + HEAD, ACROSS, height)
    longest = max((bar.weeks for bar in found), default=0.0) or 1.0
    _frame(axes, book, longest if book.weeks else 1.0, height)
    for place, bar in enumerate(found):
        _bar(axes, height - (place + 0.5) * ROW, bar, bar.weeks / longest if book.weeks else 1.0, axes.get_xlim()[1])
        _beside(page, top + HEAD + place * ROW, book, bar)
    group_key(page, NAMES, top + HEAD + height + AXIS, listed(found), ACROSS + END)


def _frame(axes: Axes, book: Book, longest: float, height: float) -> None:
    """Set up the axis: per cent of the time, or weeks."""
    axes.set_xlim(0.0, longest if book.weeks else 100.0)
    axes.set_ylim(0.0, height)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(Ticks())
    axes.set_xlabel(f"{book.weeks}, mean of futures" if book.weeks else "% of all minutes", size=SMALL)


def _bar(axes: Axes, middle: float, bar: Bar, length: float, end: float) -> None:
    """Draw one design, `length` of the axis long."""
    left = 0.0
    for segment in bar.segments:
        width = segment.share * length * end
        axes.barh(
            middle,
            width,
            THICK,
            left,
            color=segment.account.color,
            hatch=segment.account.hatch,
            edgecolor=INK,
            linewidth=0.5 if width > 0 else 0.0,
        )
        if segment.share >= PRINTED and segment.share * length >= PRINTED:
            _share(axes, (left + width / 2, middle), segment, roomy=segment.share * length >= WITH_RANGE)
        left += width


def _share(axes: Axes, place: tuple[float, float], segment: Segment, *, roomy: bool) -> None:
    """Print a share, and its range where there is room."""
    words = f"{segment.share:.0%}"
    low, high = f"{100 * segment.low:.0f}", f"{100 * segment.high:.0f}"
    if roomy and low != high:
        words += f"\n{low}\N{EN DASH}{high}"
    patch = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.92}
    axes.text(*place, words, ha="center", va="center", size=SMALL, color=INK, linespacing=1.05, bbox=patch)


def _beside(page: Page, top: float, book: Book, bar: Bar) -> None:
    """Write the name of a design before its bar, and its weeks behind it."""
    names = wrapped(bar.design, NAMES - 0.15, BODY, bold=True, lines=2)
    page.lines(0.0, top + (ROW - height_of(len(names))) / 2, names, weight="bold")
    words = ["no minutes"] if not bar.segments else []
    if book.weeks and bar.segments:
        words = [f"{number(bar.weeks)} weeks", f"+ {number(bar.apart)} as ideas"] if bar.apart else [number(bar.weeks)]
    start = top + (ROW - height_of(len(words), SMALL)) / 2
    page.lines(NAMES + ACROSS + 0.12, start, words, size=SMALL, color=MUTED)
