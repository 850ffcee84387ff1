"""The pictures of March: his model against independent code, and the pattern in the engine's beliefs."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.figures.style import styled
from orgsim.studies.checks import Reading
from orgsim.studies.verification.drawing import COLORS, dressed, named, page_with_key, points, series, told

SPEEDS = ("0.1", "0.5", "0.9")


def draw_march(readings: Sequence[Reading]) -> tuple[Figure, str]:
    """Draw code knowledge by rates of learning, and over time in a turbulent world."""
    return _march(readings), told(readings)


@styled
def _march(readings: Sequence[Reading]) -> Figure:
    page, top = page_with_key(
        "March 1991: slow socialisation wins, turnover keeps up with a moving world",
        "What the organisation's code knows. Left and middle: in period 80, by how fast members learn from the "
        "code, for two readings of what members without a belief count for. Right: while the world turns over at "
        ".02 a period. Targets: independent code, 150 runs.",
        3.5,
    )
    for place, zeros in enumerate(("agree", "abstain")):
        axes = page.axes(0.55 + place * 2.6, top + 0.35, 2.1, 2.6)
        dressed(axes, f"zeros {zeros}", "members learn at p1", "code knowledge" if not place else "")
        for row, speed in enumerate(SPEEDS):
            _line(axes, series(readings, f"{zeros} {speed}"), COLORS[row])
            _name(axes, row, f"code learns at {speed}")
        _limits(axes, (0.0, 1.0), (0.35, 1.0))
    axes = dressed(page.axes(5.85, top + 0.35, 2.3, 2.6), "turbulence", "period", "")
    for row, turnover in enumerate(("0", "0.1")):
        _line(axes, series(readings, f"turnover {turnover}"), COLORS[row + 3])
        named(axes, 28, (0.385, 0.86)[row], f"turnover {turnover}", COLORS[row + 3])
    _limits(axes, (0, 105), (0.35, 1.0))
    return page.figure


def _line(axes: Axes, readings: Sequence[Reading], color: str) -> None:
    """Draw a series as points joined by a line."""
    axes.plot(
        [reading.x for reading in readings], [reading.obtained for reading in readings], color=color, linewidth=0.9
    )
    points(axes, readings, color=color)


def _name(axes: Axes, row: int, words: str) -> None:
    """Write an entry of the list of colours in the lower left corner."""
    axes.text(0.04, 0.05 + 0.075 * row, words, color=COLORS[row], size=8.5, transform=axes.transAxes)


def _limits(axes: Axes, across: tuple[float, float], up: tuple[float, float]) -> None:
    axes.set_xlim(*across)
    axes.set_ylim(*up)


def draw_socialisation(readings: Sequence[Reading]) -> tuple[Figure, str]:
    """Draw what the hub knows in the engine, and how turnover rescues it."""
    return _socialisation(readings), told(readings)


@styled
def _socialisation(readings: Sequence[Reading]) -> Figure:
    page, top = page_with_key(
        "The same pattern in the engine's beliefs",
        "What the hub of an organisation knows (1 minus total variation distance to the true weights). Left: a hub "
        "that starts without a clue, after 80 weeks, by how fast members adopt what it holds. Right: an "
        "organisation that starts aligned, while the strategy drifts.",
        3.5,
    )
    axes = dressed(
        page.axes(0.6, top + 0.35, 3.2, 2.6),
        "slow socialisation wins",
        "members move by, a week",
        "knowledge of the hub",
    )
    for row, speed in enumerate(SPEEDS):
        _line(axes, series(readings, f"hub {speed}"), COLORS[row])
        _name(axes, row, f"hub moves by {speed}")
    _limits(axes, (0.0, 1.0), (0.4, 1.0))
    axes = dressed(page.axes(4.7, top + 0.35, 3.4, 2.6), "turnover rescues", "period", "")
    still = series(readings, "nobody is replaced")
    _line(axes, still, COLORS[3])
    _rescued(axes, still, series(readings, "rescue"))
    named(axes, 32, 0.425, "nobody is replaced", COLORS[3])
    named(axes, 32, 0.81, "a tenth is replaced a period", COLORS[4])
    _limits(axes, (-3, 105), (0.4, 1.0))
    return page.figure


def _rescued(axes: Axes, still: Sequence[Reading], gained: Sequence[Reading]) -> None:
    """Draw knowledge with turnover, as far above that without as was obtained; the bar is what it had to exceed."""
    base = {reading.x: reading.obtained for reading in still}
    places = [reading.x for reading in gained]
    levels = [base[reading.x] + reading.obtained for reading in gained]
    axes.plot(places, levels, color=COLORS[4], linewidth=0.9)
    errors = [reading.tolerance for reading in gained]
    axes.errorbar(places, levels, yerr=errors, fmt="o", markersize=4.5, color=COLORS[4], elinewidth=1.2, zorder=6)
