"""Panels whose axis is quarters, and the course of a mean with its interval: shared by every figure of quarters."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import Page
from orgsim.figures.style import HEADING, INK, RULE, SMALL, Look
from orgsim.figures.words import Ticks, fitted
from orgsim.metrics.outcome import Values
from orgsim.results.transition import Course

NUMBERS, FOOT, GAP, HEAD = 0.7, 0.6, 0.5, 0.36
"""Width of the numbers beside a panel, height under it, space between panels, and height of a panel's title; inches."""


def panel(page: Page, place: int, panels: int, title: str, changes: Sequence[float], *, signed: bool) -> Axes:
    """Make the axes of one of so many panels, with a rule where a design changes (in quarters since the end of the warm-up)."""
    wide = (page.width - GAP * (panels - 1)) / panels
    left = place * (wide + GAP)
    page.text(left, page.top, fitted(title, wide, HEADING, bold=True), size=HEADING, weight="bold")
    axes = page.axes(left + NUMBERS, page.top + HEAD, wide - NUMBERS, page.room - HEAD - FOOT)
    axes.set_xlabel("quarter", size=SMALL)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, steps=[1, 2, 4, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(Ticks(signed=signed))
    axes.grid(axis="y", color=RULE, linewidth=0.5, alpha=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=SMALL, length=3)
    if signed:
        axes.axhline(0.0, color=INK, linewidth=1.2, zorder=2)
    for quarter in changes:
        axes.axvline(quarter + 0.5, color=INK, linewidth=1.1, zorder=1.5)
    return axes


def draw_course(axes: Axes, quarters: Values, course: Course, look: Look) -> None:
    """Draw the mean of one design in some quarters, with its interval."""
    axes.fill_between(quarters, course.low, course.high, color=look.color, alpha=0.15, linewidth=0)
    axes.plot(
        quarters,
        course.mean,
        color=look.color,
        linestyle=look.dash,
        linewidth=2.0,
        marker=look.marker,
        markersize=5.0,
        markeredgecolor="white",
        markeredgewidth=0.5,
        zorder=5,
    )
