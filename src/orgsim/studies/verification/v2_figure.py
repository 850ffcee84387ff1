"""The picture of screening: who lets good and bad projects through."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.figures.style import MUTED, styled
from orgsim.studies.checks import Reading
from orgsim.studies.verification.drawing import COLORS, dressed, named, page_with_key, points, series, told

CURVES = {
    "chain 1": lambda p: p,
    "chain 2": lambda p: p**2,
    "any of 2": lambda p: 1 - (1 - p) ** 2,
    "chain 3": lambda p: p**3,
    "any of 3": lambda p: 1 - (1 - p) ** 3,
    "2 of 3 3": lambda p: 3 * p**2 - 2 * p**3,
}
TITLES = {"chain 1": "alone", "2 of 3 3": "2 of 3"}


def draw_screening(readings: Sequence[Reading]) -> tuple[Figure, str]:
    """Draw the chance to be accepted by structure."""
    return _draw(readings), told(readings)


@styled
def _draw(readings: Sequence[Reading]) -> Figure:
    page, top = page_with_key(
        "Chains refuse good projects, alternatives let bad ones through",
        "Chance of a project to be accepted, by the chance that one screener alone accepts it: .8 if it is good, "
        ".4 if it is bad. Lines are the closed forms of Sah and Stiglitz; tolerances are smaller than the dots.",
        3.85,
    )
    axes = dressed(page.axes(0.6, top + 0.1, 5.6, 3.2), "", "accepted by one screener", "accepted by the structure")
    for place, name in enumerate(CURVES):
        _curve(axes, name, COLORS[place])
        points(axes, series(readings, name), color=COLORS[place])
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    return page.figure


def _curve(axes: Axes, name: str, color: str) -> None:
    """Draw one closed form and its name."""
    p = np.linspace(0.0, 1.0, 101)
    axes.plot(p, CURVES[name](p), color=color, linewidth=1.0, zorder=2)
    order = ["any of 3", "any of 2", "2 of 3 3", "chain 1", "chain 2", "chain 3"].index(name)
    axes.plot([1.03, 1.07], [0.95 - 0.13 * order] * 2, color=color, linewidth=1.6, clip_on=False)
    named(axes, 1.07, 0.95 - 0.13 * order, TITLES.get(name, name), MUTED, annotation_clip=False)
