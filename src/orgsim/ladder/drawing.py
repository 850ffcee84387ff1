"""The little that figures of careers need: one look, and SVG whose bytes depend on the figure alone."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import matplotlib.style
from matplotlib.figure import Figure

P = ParamSpec("P")

INK, MUTED, RULE, SHADE = "#1a1a1a", "#595959", "#b3b3b3", "#e3e3e3"
BLUE, ORANGE = "#0072B2", "#D55E00"
LOOKS = (
    ("#4d4d4d", "solid", "o"),
    (BLUE, (0, (6.0, 1.5)), "s"),
    (ORANGE, (0, (2.5, 1.2)), "^"),
    ("#009E73", (0, (1, 1)), "D"),
)
"""Colour (Okabe and Ito 2008), dash and marker of each compared ladder: any one of the three is enough."""

SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 10.0,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10.0,
    "axes.titlelocation": "left",
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 9.0,
    "ytick.labelsize": 9.0,
    "svg.fonttype": "path",
}

_lock = threading.RLock()


@contextmanager
def house_style(**more: str) -> Iterator[None]:
    """Draw in one style whatever the reader's own settings are; one thread at a time, as matplotlib's settings are global."""
    with _lock, matplotlib.style.context(["default", {**SETTINGS, **more}]):
        yield


def styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Make a function draw its figure in the house style."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with house_style():
            return draw(*args, **kwargs)

    return drawn


def headed(figure: Figure, title: str, subtitle: str) -> None:
    """Put a title and a line of explanation at the top left, and leave room for them."""
    height = figure.get_figheight()
    figure.suptitle(title, x=0.02, y=1 - 0.12 / height, ha="left", va="top", fontsize=14, fontweight="bold")
    figure.text(0.02, 1 - 0.44 / height, subtitle, ha="left", va="top", color=MUTED)
    figure.get_layout_engine().set(rect=(0, 0, 1, 1 - 0.85 / height))  # type: ignore[union-attr, call-arg]


def save(figure: Figure, path: Path) -> Path:
    """Write a figure as SVG or PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"Date": None, "Creator": None} if path.suffix == ".svg" else {"Software": None}
    with house_style(**{"svg.hashsalt": f"orgsim {path.stem}"}):
        figure.savefig(path, metadata=metadata, dpi=110)
    return path
