"""A page: a figure laid out in inches from its top left corner, with a title, a note and a footnote that never collide."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from orgsim.figures.style import BODY, INK, MUTED, SMALL, TITLE
from orgsim.figures.words import wrapped

MARGIN = 0.3
LINE = 1.35
"""Height of a line, in heights of the type."""


def height_of(lines: int, size: float = BODY) -> float:
    """Return the height of lines of text, inches."""
    return lines * size * LINE / 72.0


class Page:
    """A figure under construction; `top` is where its body begins and `width` the inches between its margins."""

    def __init__(self, title: str, note: str, body: tuple[float, float], footnote: str = "") -> None:
        width, height = body
        self.width = width
        heads = wrapped(title, width, TITLE, bold=True)
        notes = wrapped(note, width) if note else []
        feet = wrapped(footnote, width, SMALL) if footnote else []
        under_title = MARGIN + height_of(len(heads), TITLE)
        self.top = under_title + height_of(len(notes)) + 0.15
        self.height = self.top + height + (height_of(len(feet), SMALL) + 0.1 if feet else 0.0) + MARGIN
        self.figure = Figure(figsize=(width + 2 * MARGIN, self.height))
        x, y = self.place(0.0, MARGIN)
        heading = self.figure.suptitle("\n".join(heads), x=x, y=y, ha="left", va="top", size=TITLE, weight="bold")
        heading.set_linespacing(LINE * 0.85)
        self.lines(0.0, under_title, notes, color=MUTED)
        self.lines(0.0, self.height - MARGIN - height_of(len(feet), SMALL), feet, size=SMALL, color=MUTED)

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

    def box(self, left: float, top: float, width: float, height: float, **style: Any) -> None:
        """Draw a rectangle with its top left corner at a place."""
        corner = self.place(left, top + height)
        size = (width / (self.width + 2 * MARGIN), height / self.height)
        edge = {"edgecolor": INK, "linewidth": 0.5, **style}
        self.figure.add_artist(Rectangle(corner, *size, transform=self.figure.transFigure, **edge))
