"""What figures say: numbers with at most three significant digits, units a reader knows, and text that fits its place."""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextToPath
from matplotlib.ticker import Formatter

from orgsim.figures.style import BODY, FONT
from orgsim.metrics.metric import Direction, Metric
from orgsim.plain_words import number

POINTS_PER_INCH = 72.0

_measure = TextToPath()


@dataclass(frozen=True)
class Reading:
    """How a metric's values are read: times `factor`, in `unit`; differences may have a unit of their own."""

    factor: float
    unit: str
    difference_unit: str


def reading(metric: Metric) -> Reading:
    """Return how to read a metric: shares as per cent, everything else as it is."""
    if metric.unit == "share":
        return Reading(100.0, "%", "percentage points")
    return Reading(1.0, metric.unit, metric.unit)


def subject(metric: Metric) -> str:
    """Return a metric's title as the start of a sentence."""
    return metric.title[:1].upper() + metric.title[1:]


PREFERENCES: Mapping[Direction, str] = {
    "higher": "higher is better",
    "lower": "lower is better",
    "neither": "neither direction is better",
}
"""Which direction is better, in words."""
ARROWS: Mapping[Direction, str] = {
    "higher": "better \N{RIGHTWARDS ARROW}",
    "lower": "\N{LEFTWARDS ARROW} better",
    "neither": "",
}
"""An arrow along a horizontal axis to the better side."""
VERTICAL_ARROWS: Mapping[Direction, str] = {
    "higher": "\N{UPWARDS ARROW} better",
    "lower": "\N{DOWNWARDS ARROW} better",
    "neither": "",
}
"""An arrow along a vertical axis to the better side."""


class Ticks(Formatter):
    """Numbers along an axis, all with as many decimals as their distance needs."""

    def __init__(self, *, signed: bool = False) -> None:
        self.signed = signed

    def __call__(self, value: float, pos: int | None = None) -> str:  # noqa: ARG002 - matplotlib's signature
        """Return one number."""
        return number(value, signed=self.signed)

    def format_ticks(self, values: list[float]) -> list[str]:
        """Return all numbers of an axis."""
        step = abs(values[1] - values[0]) if len(values) > 1 else 0.0
        places = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else None
        return ["0" if value == 0 else number(value, places, signed=self.signed) for value in values]


def plain(text: str) -> str:
    """Return text that can be drawn: no control characters, spaces made one, a mark for letters the font lacks."""
    whole = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = (letter for letter in whole if unicodedata.category(letter) not in {"Cc", "Cs"})
    return "".join(letter if _drawable(letter) else "\N{REPLACEMENT CHARACTER}" for letter in kept)


@cache
def _drawable(letter: str) -> bool:
    return get_font(findfont(FONT)).get_char_index(ord(letter)) != 0


@cache
def width_of(text: str, size: float = BODY, *, bold: bool = False) -> float:
    """Return the width of one line of text, inches."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    width, _, _ = _measure.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / POINTS_PER_INCH


def fitted(text: str, width: float, size: float = BODY, *, bold: bool = False) -> str:
    """Return text cut with an ellipsis so that it is at most so many inches wide."""
    text = plain(text)
    if width_of(text, size, bold=bold) <= width:
        return text
    while text and width_of(text + "…", size, bold=bold) > width:
        text = text[:-1].rstrip()
    return text + "…"


def wrapped(text: str, width: float, size: float = BODY, *, bold: bool = False, lines: int = 100) -> list[str]:
    """Return text broken into at most so many lines of at most so many inches; what is too long is cut with an ellipsis."""
    rows = [""]
    for word in plain(text).split(" "):
        longer = f"{rows[-1]} {word}" if rows[-1] else word
        if rows[-1] and len(rows) < lines and width_of(longer, size, bold=bold) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return [fitted(row, width, size, bold=bold) for row in rows]
