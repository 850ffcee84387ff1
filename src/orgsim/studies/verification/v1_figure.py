"""The picture of the pyramid: efficiency by policy under both hypotheses, and contrasts against published ones."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from orgsim.figures.style import styled
from orgsim.studies.checks import Reading
from orgsim.studies.verification.drawing import COLORS, dressed, page_with_key, points, told

PANELS = ("skills carry over", "skills drawn afresh")


def draw_pyramid(readings: Sequence[Reading]) -> tuple[Figure, str]:
    """Draw the efficiencies and the contrasts."""
    return _draw(readings), told(readings)


@styled
def _draw(readings: Sequence[Reading]) -> Figure:
    page, top = page_with_key(
        "Promote the best, the worst, or by lot",
        "Efficiency of a pyramid of 160 posts, per cent of the most that is possible; targets by independent code. "
        "On the right: differences between policies, against independent code and against the published figures.",
        3.45,
    )
    for place, panel in enumerate(PANELS):
        axes = page.axes(0.55 + place * 2.45, top + 0.35, 1.9, 2.5)
        found = [reading for reading in readings if reading.series == panel]
        points(axes, found, range(len(found)), COLORS[place])
        axes.set_xticks(range(len(found)), [reading.what.split(", ")[1].split(":")[0] for reading in found])
        axes.set_xlim(-0.5, len(found) - 0.5)
        axes.set_ylim(55, 85)
        dressed(axes, panel, "", "efficiency, %" if not place else "")
    _contrasts(page.axes(5.45, top + 0.35, 2.75, 2.5), readings)
    return page.figure


def _contrasts(axes: object, readings: Sequence[Reading]) -> None:
    """Draw the contrasts: each against two targets."""
    found = [reading for reading in readings if reading.what.endswith(("independent code", "published"))]
    places = [place // 2 + (0.17 if place % 2 else -0.17) for place in range(len(found))]
    points(axes, found, places, COLORS[2])  # type: ignore[arg-type]
    dressed(axes, "contrasts: code | published", "", "points")  # type: ignore[arg-type]
    names = [reading.what.split(": ")[1].split(",")[0].replace(" - ", "\n- ") for reading in found[::2]]
    axes.set_xticks(range(len(names)), names)  # type: ignore[attr-defined]
    axes.set_xlim(-0.6, len(names) - 0.4)  # type: ignore[attr-defined]
    axes.set_ylim(0, 26)  # type: ignore[attr-defined]
    for place in range(len(names)):
        axes.text(place, 1.0, ("afresh", "afresh", "carried")[place], ha="center", size=8)  # type: ignore[attr-defined]
