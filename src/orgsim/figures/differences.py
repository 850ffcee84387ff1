"""Paired differences of one metric: one dot a future, zero, the region that does not matter, and the verdict in words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from orgsim.figures.layout import ACROSS, Page, height_of
from orgsim.figures.strip import MOST_DOTS, QUANTILE_DOTS, Paired, Place, strip
from orgsim.figures.style import INK, MUTED, PAPER, RULE, SHADE, Lineup, styled
from orgsim.figures.words import PREFERENCES, fitted, plain, reading, subject, width_of, wrapped
from orgsim.metrics.metric import Direction, Metric
from orgsim.plain_words import amount, counted, enumerated, interval
from orgsim.results.comparison import Answer, values_by_design
from orgsim.results.statistics import Comparison, leaning_words

if TYPE_CHECKING:
    import pandas as pd

NAMES, WORDS = 1.9, 3.7
"""Widths of the columns left and right of the dots, inches."""
AXIS, ROW = 0.5, 1.7
"""Heights of the axis, and the most of one row, inches."""
BODY = 12.0
"""Size of the names of designs, points."""

MOST_TOLD = 3
"""A title tells of so many designs by name."""


@styled
def draw(answer: Answer, futures: "pd.DataFrame", lineup: Lineup) -> Figure:
    """Draw one metric, a row an alternative.

    `futures` has the columns ``design``, ``replication`` and one for the metric, as the table of replications.
    """
    metric, read = answer.metric, reading(answer.metric)
    base = plain(lineup.baseline)
    compared = {design: _scaled(comparison, read.factor) for design, comparison in _compared(answer).items()}
    page = Page(
        message(answer, lineup),
        f"{subject(metric)}, difference in {read.difference_unit} ({PREFERENCES[metric.direction]}): each row is the design minus {base}, "
        f"future by future, with the same demand and the same random events. {_level(answer, lineup)}",
        (ACROSS, None),
        "Better or worse: the whole interval lies outside the grey band. No practical difference: it lies inside. Probably: it crosses an "
        "edge, but lies to one side of zero. The interval covers simulation noise only, not whether the model is right.",
        key=_key(answer),
    )
    row = min(ROW, (page.room - AXIS) / max(len(lineup.alternatives), 1))
    place = Place(NAMES, page.top + 0.1, page.width - NAMES - WORDS, row)
    looks = {design: lineup.look(design).color for design in lineup.alternatives}
    strip(page, place, _paired(compared, futures, metric, lineup), looks, metric.direction)
    for line, design in enumerate(lineup.alternatives):
        top = place.top + line * row
        page.centred(0.0, top, row, wrapped(design, NAMES - 0.2, BODY, bold=True, lines=3), size=BODY, weight="bold")
        _verdict(page, top, row, compared.get(design), metric.direction)
    return page.figure


def message(answer: Answer, lineup: Lineup) -> str:
    """Return what the figure says in one line: the verdict on each alternative, or how many got which."""
    said: dict[str, list[str]] = {}
    for design, comparison in _compared(answer).items():
        said.setdefault(leaning_words(comparison, answer.metric.direction), []).append(plain(design))
    if len(lineup.alternatives) > MOST_TOLD:
        parts = [f"{words} {len(designs)}" for words, designs in said.items()]
    else:
        parts = [f"{enumerated(designs)} \N{EN DASH} {words}" for words, designs in said.items()]
    return f"{subject(answer.metric)}{where(answer)}: {'; '.join(parts)}"


def where(answer: Answer) -> str:
    """Return which part an answer is about, as words in a sentence; nothing for the whole company."""
    return f" in {answer.kind} {plain(str(answer.part))}" if answer.part is not None else ""


def describe(answer: Answer, lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    found = [
        f"{plain(design)} {leaning_words(comparison, answer.metric.direction)} ({_counts(comparison, answer.metric.direction)})"
        for design, comparison in _compared(answer).items()
    ]
    return (
        f"Paired differences to {plain(lineup.baseline)}, future by future. {answer.metric.title}: {', '.join(found)}."
    )


def _compared(answer: Answer) -> dict[str, Comparison]:
    """Return the comparisons of an answer by design."""
    return {line.design: line.comparison for line in answer.lines if line.comparison is not None}


def _key(answer: Answer) -> list[Artist]:
    """Return the legend: what a dot, the band and the bar mean."""
    most = max((comparison.futures for comparison in _compared(answer).values()), default=0)
    dot = f"each dot {100 // QUANTILE_DOTS}% of the futures" if most > MOST_DOTS else "each dot one future"
    good, bad = ("higher", "lower") if answer.metric.direction == "neither" else ("better", "worse")
    shape: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": 7.5, "markeredgecolor": INK}
    return [
        Line2D([], [], markerfacecolor=INK, label=f"{good} ({dot})", **shape),
        Line2D([], [], markerfacecolor=PAPER, label=bad, **shape),
        Line2D([], [], markerfacecolor=RULE, label="equal", **shape),
        Patch(facecolor=SHADE, label="too small to matter"),
        Line2D([], [], color=INK, linewidth=3.2, label="mean with 95% interval"),
    ]


def _level(answer: Answer, lineup: Lineup) -> str:
    """Return where the baseline itself stands, so that differences have a size."""
    spread = next(line.spread for line in answer.lines if line.design == lineup.baseline)
    middle, low, high = (amount(value, answer.metric.unit) for value in (spread.median, spread.low, spread.high))
    name = fitted(lineup.baseline, WORDS - width_of("median"))
    return f"The median future of {name} has {middle}, the middle 80% of futures {low} to {high}."


def _scaled(comparison: Comparison, factor: float) -> Comparison:
    """Return a comparison in the unit of its reader."""
    names = ("difference", "low", "high", "rope_low", "rope_high")
    return replace(comparison, **{name: getattr(comparison, name) * factor for name in names})


def _paired(
    compared: Mapping[str, Comparison], futures: "pd.DataFrame", metric: Metric, lineup: Lineup
) -> dict[str, Paired]:
    """Return each comparison that has futures, with its differences."""
    values = values_by_design(futures, metric.name, lineup.designs)
    factor = reading(metric).factor
    paired = {design: values[design] - values[lineup.baseline] for design in compared if design in values}
    return {
        design: (comparison, paired[design][~np.isnan(paired[design])] * factor)
        for design, comparison in compared.items()
        if comparison.futures > 0
    }


def _verdict(page: Page, top: float, row: float, comparison: Comparison | None, direction: Direction) -> None:
    """Write what came out, beside the dots."""
    words = _sentences(comparison, direction)
    start = top + (row - height_of(len(words))) / 2
    for line, sentence in enumerate(words):
        style = {"weight": "bold"} if line == 0 and len(words) > 1 else {"color": INK if line == 1 else MUTED}
        page.text(page.width - WORDS + 0.25, start + height_of(line), sentence, **style)


def _sentences(comparison: Comparison | None, direction: Direction) -> list[str]:
    """Return the verdict, the counts, and the mean with its interval."""
    if comparison is None or comparison.futures == 0:
        return ["no future has a value"]
    if comparison.futures < 2:
        return ["cannot tell yet", "only 1 future has a value"]
    mean = interval(comparison.difference, comparison.low, comparison.high)
    return [leaning_words(comparison, direction), _counts(comparison, direction), f"mean {mean}"]


def _counts(comparison: Comparison, direction: Direction) -> str:
    """Return in how many futures the difference is on which side."""
    futures = counted(comparison.futures, "future")
    if comparison.better + comparison.worse == 0:
        return f"equal in all {futures}" if comparison.futures else "no future has a value"
    good, bad = ("higher", "lower") if direction == "neither" else ("better", "worse")
    return f"{good} in {comparison.better:,} of {futures}, {bad} in {comparison.worse:,}"
