"""The transition: what a design gains or loses quarter by quarter, and when it has paid for itself."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from orgsim.figures.course import draw_course, panel
from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import INK, MUTED, PAPER, SMALL, Lineup, Look, styled
from orgsim.figures.words import fitted, plain
from orgsim.plain_words import enumerated
from orgsim.results.transition import Course, Transition

BEFORE = 2
"""Quarters before the first that counts, in which designs are the same."""
MOST_TOLD = 3
BAR_ROW = 0.05
"""Height of a row for a bar under the courses, as a share of the panel."""


@styled
def draw(found: Sequence[Transition], lineup: Lineup, events: Mapping[str, Sequence[float]]) -> Figure:
    """Draw two panels, the difference of each quarter and the sum since the start, a line an alternative.

    `events` say when designs change, in quarters since the end of the warm-up.
    """
    base = plain(lineup.baseline)
    page = Page(
        message(found),
        f"Realised value less cost, $M, compared with {base}: the mean over paired futures and its 95% interval. Value counts when a "
        "launch is made, with what it will earn over its life. Before the first change, designs are the same by construction.",
        (ACROSS, None),
        key=[
            *lineup.key(linewidth=2.0, markersize=5.5)[1:],
            Line2D([], [], color=INK, linewidth=1.1, label="a change takes effect"),
        ],
    )
    changes = sorted({when for transition in found for when in events.get(transition.design, ())})
    for place, (title, kind) in enumerate(
        (("In each quarter", "by_quarter"), ("Added up since the start", "added_up"))
    ):
        axes = panel(page, place, 2, title, changes, signed=True)
        for transition in found:
            _course(axes, getattr(transition, kind), lineup.look(transition.design))
        if kind == "added_up":
            _break_even(axes, found, lineup)
    return page.figure


def message(found: Sequence[Transition]) -> str:
    """Return what the figure says in one line."""
    if not found:
        return "The transition: no future has a value"
    if len(found) > MOST_TOLD:
        paid = sum(one.pays_back is not None and one.told for one in found)
        return f"The transition: {paid} of {len(found)} designs are told to have paid for themselves by the end"
    if not any(one.told for one in found):
        return f"{payback(found[0], enumerated([plain(one.design) for one in found], link='or'))}"
    return "; ".join(payback(one, plain(one.design)) for one in found)


def payback(one: Transition, name: str) -> str:
    """Say when a design has paid for itself, with the interval, or that the sum at the end is not told from zero."""
    within = f"within {len(one.added_up.mean)} quarters"
    if not one.told:
        return f"It cannot be told whether {name} pays for itself {within}"
    if one.pays_back is None:
        return f"{name} does not pay for itself {within}"
    if one.latest is None:
        return (
            f"{name} pays for itself from quarter {one.pays_back} (95%: from quarter {one.earliest}, or not {within})"
        )
    sure = one.earliest == one.latest
    return f"{name} pays for itself from quarter {one.pays_back}" + (
        "" if sure else f" (95%: {one.earliest} to {one.latest})"
    )


def describe(found: Sequence[Transition], lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{payback(one, plain(one.design))}; added up over the run, the mean is {one.added_up.mean[-1]:+.2f} $M "
        f"({one.added_up.low[-1]:+.2f} to {one.added_up.high[-1]:+.2f}), above zero in {one.chance:.0%} of {one.futures} futures"
        for one in found
    ]
    return f"Realised value less cost compared with {plain(lineup.baseline)}. {'. '.join(parts) or 'No future has a value'}."


def _course(axes: Axes, course: Course, look: Look) -> None:
    """Draw one design: nothing before the start, then the mean with its interval."""
    zeros = np.zeros(BEFORE)
    quarters = np.arange(1.0 - BEFORE, len(course.mean) + 1)
    mean, low, high = (np.concatenate((zeros, values)) for values in (course.mean, course.low, course.high))
    draw_course(axes, quarters, Course(mean, low, high), look)


def _break_even(axes: Axes, found: Sequence[Transition], lineup: Lineup) -> None:
    """Mark under the courses when each design of which that is told has paid for itself, with its interval, and say so."""
    told = [(one, one.pays_back) for one in found if one.told and one.pays_back is not None]
    if not told:
        return
    bottom, top = axes.get_ylim()
    step = BAR_ROW * (top - bottom)
    axes.set_ylim(bottom - (len(told) + 2) * step, top)
    end = len(told[0][0].added_up.mean)
    for place, (one, quarter) in enumerate(told):
        look, height = lineup.look(one.design), bottom - (place + 2) * step
        latest = end + 0.4 if one.latest is None else one.latest
        axes.plot(
            (one.earliest or quarter, latest), (height, height), color=look.color, linewidth=3.0, alpha=0.9, zorder=4
        )
        axes.plot(quarter, height, marker="|", markersize=11, markeredgewidth=2.6, color=look.color, zorder=6)
    words = fitted("the quarter from which each has paid for itself, 95%", 5.0, SMALL)
    behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    axes.text(1.0 - BEFORE, bottom - step, words, size=SMALL, color=MUTED, va="center", bbox=behind, zorder=5)
