"""The picture of queues: waits by load against the closed forms, and what whole minutes do."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.figures.layout import Page
from orgsim.figures.style import ACCENT, INK, MUTED, styled
from orgsim.studies.checks import Reading
from orgsim.studies.verification.drawing import COLORS, dressed, named, page_with_key, points, series, told
from orgsim.studies.verification.queueing import expected_wait

WEEKLY = ((2, -0.6), (6, -1.1), (20, -1.9))
"""A desk that serves week by week (the mutant of that name): services a week, and how far its wait at load .8 is from 4."""
QUEUES = (("M/M/1", 1, 1.0), ("M/M/2", 2, 1.0), ("M/M/3", 3, 1.0), ("M/D/1", 1, 0.0), ("G/G/1 with cs2 = .25", 1, 0.25))


def draw_queues(readings: Sequence[Reading]) -> tuple[Figure, str]:
    """Draw waits and the bias of whole minutes."""
    return _draw(readings), told(readings)


@styled
def _draw(readings: Sequence[Reading]) -> Figure:
    page, top = page_with_key(
        "A desk makes people wait as queueing theory says",
        "Left: mean wait in mean services, by load; lines are closed forms. Right: what whole minutes add to the "
        "wait of 4 services at load .8 (circles: what rounding services explains), and what a desk served week by "
        "week would be off by (crosses).",
        3.75,
    )
    _waits(dressed(page.axes(0.55, top + 0.3, 4.0, 2.9), "waits", "load", "mean wait / mean service"), readings)
    _bias(page, top, readings)
    return page.figure


def _waits(axes: Axes, readings: Sequence[Reading]) -> None:
    """Draw mean waits over closed forms."""
    loads = np.linspace(0.3, 0.93, 80)
    for place, (name, servers, variability) in enumerate(QUEUES):
        curve = [expected_wait(servers, load, variability) for load in loads]
        axes.plot(loads, curve, color=COLORS[place], linewidth=1.0, zorder=2)
        points(axes, series(readings, name), color=COLORS[place])
        axes.plot([0.31, 0.34], [11.5 - 0.9 * place] * 2, color=COLORS[place], linewidth=1.6)
        named(axes, 0.34, 11.5 - 0.9 * place, name.replace(" with cs2 = .25", ", gamma services"), MUTED)
    axes.set_xlim(0.3, 0.95)
    axes.set_ylim(0, 12)


def _bias(page: Page, top: float, readings: Sequence[Reading]) -> None:
    """Draw what discretisation does to the wait."""
    axes = dressed(
        page.axes(5.45, top + 0.3, 2.7, 2.9), "discretisation", "services a week", "wait too long by, mean services"
    )
    points(axes, series(readings, "bias"))
    axes.plot(*zip(*WEEKLY, strict=True), marker="x", markersize=6, color=INK, linestyle="none", zorder=4)
    axes.axhline(0.0, color=ACCENT, linewidth=0.6)
    axes.set_xscale("log")
    axes.set_xticks([2, 10, 40, 120, 480], ["2", "10", "40", "120", "480"])
    axes.minorticks_off()
    axes.set_ylim(-2.2, 0.6)
