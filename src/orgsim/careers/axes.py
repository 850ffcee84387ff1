"""The little that figures of careers need beside the house style: who is who, a heading, and files."""

from pathlib import Path

from matplotlib.figure import Figure

from orgsim.figures import saving
from orgsim.figures.style import ACCENT as ORANGE
from orgsim.figures.style import BLUE, INK, MUTED, RULE, SHADE, styled

__all__ = ["BLUE", "INK", "LOOKS", "MUTED", "ORANGE", "RULE", "SHADE", "headed", "save", "styled"]

LOOKS = (
    ("#4d4d4d", "solid", "o"),
    (BLUE, (0, (6.0, 1.5)), "s"),
    (ORANGE, (0, (2.5, 1.2)), "^"),
    ("#009E73", (0, (1, 1)), "D"),
)
"""Colour (Okabe and Ito 2008), dash and marker of each compared ladder: any one of the three is enough."""


def headed(figure: Figure, title: str, subtitle: str) -> None:
    """Put a title and a line of explanation at the top left, and leave room for them."""
    height = figure.get_figheight()
    figure.suptitle(title, x=0.02, y=1 - 0.12 / height, ha="left", va="top", fontsize=14, fontweight="bold")
    figure.text(0.02, 1 - 0.44 / height, subtitle, ha="left", va="top", color=MUTED)
    figure.get_layout_engine().set(rect=(0, 0, 1, 1 - 0.85 / height))  # type: ignore[union-attr, call-arg]


def save(figure: Figure, path: Path) -> Path:
    """Write a figure as SVG or PNG; its title and the line below it describe it to those who cannot see it."""
    return saving.save(figure, path, " ".join(text.get_text() for text in figure.texts))
