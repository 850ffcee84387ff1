"""How every figure looks: one palette, one set of sizes, and who appears in which order and colour.

Colours are those of Okabe and Ito (2008), told apart by people with colour-blindness; every design also has a marker and a dash of
its own, so that a figure printed in grey still reads.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, ParamSpec, TypeAlias

import matplotlib.style
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

P = ParamSpec("P")

INK = "#1a1a1a"
MUTED = "#595959"
RULE = "#b3b3b3"
SHADE = "#e3e3e3"
PAPER = "#ffffff"
ACCENT = "#D55E00"
"""What changed."""
BLUE = "#0072B2"
"""Influence without authority."""

TITLE, HEADING, BODY, SMALL = 15.0, 11.5, 10.5, 9.0
"""Sizes of type, points."""

FONT = "DejaVu Sans"
"""Comes with matplotlib, so that figures are the same on every machine."""

SETTINGS: dict[str, Any] = {
    "font.family": [FONT],
    "font.size": BODY,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.labelsize": BODY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "hatch.linewidth": 0.6,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "path",
}

Dash: TypeAlias = Literal["solid"] | tuple[float, Sequence[float]]

_lock = threading.RLock()


@contextmanager
def house_style(**more: str) -> Iterator[None]:
    """Draw in orgsim's style whatever the reader's own settings are; one thread at a time, as matplotlib's settings are global."""
    with _lock, matplotlib.style.context(["default", {**SETTINGS, **more}]):
        yield


def styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Make a function draw its figure in the house style."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with house_style():
            return draw(*args, **kwargs)

    return drawn


@dataclass(frozen=True)
class Look:
    """How one design is told from the others, with colour and without."""

    color: str
    dash: Dash
    marker: str


BASELINE_LOOK = Look("#4d4d4d", "solid", "o")

LOOKS = (
    Look("#0072B2", (0, (6.0, 1.5)), "s"),
    Look("#D55E00", (0, (2.5, 1.2)), "^"),
    Look("#009E73", (0, (6.0, 1.5, 1.2, 1.5)), "D"),
    Look("#B0528B", (0, (1.0, 1.2)), "v"),
    Look("#C98A00", (0, (9.0, 2.0)), "P"),
    Look("#56B4E9", (0, (4.0, 1.2, 1.2, 1.2, 1.2, 1.2)), "X"),
    Look("#7A5C3E", (0, (3.0, 3.0)), "<"),
)
"""Alternatives in their order; the eighth looks like the first again."""


@dataclass(frozen=True)
class Lineup:
    """The designs of a comparison, in the order and with the looks they have in every figure."""

    designs: tuple[str, ...]
    baseline: str

    @classmethod
    def of(cls, designs: Sequence[str], baseline: str) -> "Lineup":
        """Put the baseline first; the others keep their order."""
        return cls((baseline, *(design for design in designs if design != baseline)), baseline)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The designs that are compared to the baseline."""
        return tuple(design for design in self.designs if design != self.baseline)

    def look(self, design: str) -> Look:
        """Return how a design looks."""
        if design == self.baseline:
            return BASELINE_LOOK
        return LOOKS[self.alternatives.index(design) % len(LOOKS)]

    def key(self, *, dashed: bool = True, **style: Any) -> list[Line2D]:
        """Return the entries of a legend for the designs, in their order."""
        looks = {design: self.look(design) for design in self.designs}
        return [
            Line2D([], [], color=look.color, marker=look.marker, ls=look.dash if dashed else "-", label=design, **style)
            for design, look in looks.items()
        ]
