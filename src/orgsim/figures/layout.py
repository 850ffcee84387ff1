"""How a figure is laid out: in inches from its top left corner, with title, note, legend and footnote that never collide."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import Locator

from orgsim.figures.style import BODY, MUTED, SMALL, TITLE
from orgsim.figures.words import POINTS_PER_INCH, Ticks, fitted, width_of, wrapped

T = TypeVar("T")

MARGIN = 0.3
LINE = 1.35
"""Height of a line, in heights of the type."""

KEY_ROW, KEY_HANDLE, KEY_PAD, KEY_GAP = 0.24, 0.34, 0.08, 0.26
"""Of a legend: height of a row, width of a symbol, spaces after the symbol and after the words, inches."""
LONGEST_KEY = 3.4
"""Longest words of an entry, inches."""


def height_of(lines: int, size: float = BODY) -> float:
    """Return the height of lines of text, inches."""
    return lines * size * LINE / POINTS_PER_INCH


def rows_that_fit(things: Sequence[T], widths: Sequence[float], gap: float, room: float) -> Iterator[list[T]]:
    """Break things of some widths into rows, a gap apart, that are at most so wide."""
    row: list[T] = []
    used = 0.0
    for thing, width in zip(things, widths, strict=True):
        if row and used + width > room:
            yield row
            row, used = [], 0.0
        row.append(thing)
        used += width + gap
    yield row


SLIDE = (12.0, 6.75)
"""Width and height of a page that is a slide, 16:9, inches."""
ACROSS = SLIDE[0] - 2 * MARGIN
"""Width of the body of a slide."""


class Page:
    """A figure under construction; `top` is where its body begins and `width` the inches between its margins.

    `body` is the width and height of what the page is for (no height: what makes a slide of the page), and `key` the entries of a legend
    that is written above it. `room` is the height of the body.
    """

    def __init__(
        self, title: str, note: str, body: tuple[float, float | None], footnote: str = "", key: Sequence[Artist] = ()
    ) -> None:
        self.width, tall = body
        heads = wrapped(title, self.width, TITLE, bold=True)
        notes = wrapped(note, self.width) if note else []
        feet = wrapped(footnote, self.width, SMALL) if footnote else []
        keys = list(self._key_rows(key)) if key else []
        under_title = MARGIN + height_of(len(heads), TITLE)
        under_note = under_title + height_of(len(notes)) + 0.15
        self.top = under_note + (len(keys) * KEY_ROW + 0.15 if keys else 0.0)
        under_body = (height_of(len(feet), SMALL) + 0.1 if feet else 0.0) + MARGIN
        slide = (self.width + 2 * MARGIN) * SLIDE[1] / SLIDE[0]
        self.room = slide - self.top - under_body if tall is None else tall
        self.height = self.top + self.room + under_body
        self.figure = Figure(figsize=(self.width + 2 * MARGIN, self.height))
        x, y = self.place(0.0, MARGIN)
        heading = self.figure.suptitle("\n".join(heads), x=x, y=y, ha="left", va="top", size=TITLE, weight="bold")
        heading.set_linespacing(LINE * 0.85)
        self.lines(0.0, under_title, notes, color=MUTED)
        self.lines(0.0, self.height - MARGIN - height_of(len(feet), SMALL), feet, size=SMALL, color=MUTED)
        for place, row in enumerate(keys):
            self.legend(0.0, under_note + place * KEY_ROW, row, ncols=len(row), fontsize=BODY)

    def place(self, left: float, top: float) -> tuple[float, float]:
        """Return a place as fractions of the figure."""
        return (MARGIN + left) / (self.width + 2 * MARGIN), 1.0 - top / self.height

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add axes that fill a rectangle."""
        x, y = self.place(left, top + height)
        return self.figure.add_axes((x, y, width / (self.width + 2 * MARGIN), height / self.height))

    def text(self, left: float, top: float, words: str, **style: Any) -> Text:
        """Write one line, its top left corner (or as `ha` and `va` say) at a place."""
        x, y = self.place(left, top)
        return self.figure.text(x, y, words, **{"va": "top", "ha": "left", "size": BODY, **style})

    def lines(self, left: float, top: float, words: Sequence[str], **style: Any) -> None:
        """Write lines under each other."""
        size = float(style.get("size", BODY))
        for row, line in enumerate(words):
            self.text(left, top + height_of(row, size), line, **style)

    def centred(self, left: float, top: float, height: float, words: Sequence[str], **style: Any) -> None:
        """Write lines in the middle of a height."""
        self.lines(left, top + (height - height_of(len(words), float(style.get("size", BODY)))) / 2, words, **style)

    def rows(
        self, left: float, top: float, size: tuple[float, float], ends: tuple[float, float], ticks: Locator
    ) -> Axes:
        """Add axes for rows that are named beside them: values across, and inches downwards without a scale."""
        axes = self.axes(left, top, *size)
        axes.set_xlim(*ends)
        axes.set_ylim(size[1], 0.0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.xaxis.set_major_locator(ticks)
        axes.xaxis.set_major_formatter(Ticks())
        axes.set_axisbelow(True)
        return axes

    def legend(self, left: float, top: float, handles: Sequence[Artist], **style: Any) -> None:
        """Write a legend with its top left corner at a place; its symbols and spaces are the same size in every figure."""
        size = float(style["fontsize"]) / POINTS_PER_INCH
        lengths = {"handlelength": KEY_HANDLE, "handletextpad": KEY_PAD, "columnspacing": KEY_GAP, "borderaxespad": 0.0}
        where = {"loc": "upper left", "bbox_to_anchor": self.place(left, top), "frameon": False, "borderpad": 0.0}
        self.figure.legend(
            handles=handles, **{**{name: inches / size for name, inches in lengths.items()}, **where, **style}
        )

    def _key_rows(self, handles: Sequence[Artist]) -> Iterator[list[Artist]]:
        """Break the entries of the legend into rows that fit."""
        for handle in handles:
            handle.set_label(fitted(str(handle.get_label()), LONGEST_KEY))
        widths = [KEY_HANDLE + KEY_PAD + width_of(str(handle.get_label())) for handle in handles]
        return rows_that_fit(handles, widths, KEY_GAP, self.width)
