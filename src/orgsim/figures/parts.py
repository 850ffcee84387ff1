"""Paired differences of one metric by part of the company or by case of a study.

Each is a dot with its interval, beside the band that does not matter and the verdict in words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from orgsim.figures.layout import ACROSS, Page
from orgsim.figures.style import HEADING, INK, MUTED, RULE, SHADE, SMALL, Lineup, styled
from orgsim.figures.words import ARROWS, PREFERENCES, Ticks, fitted, plain, reading, subject
from orgsim.metrics.metric import Metric
from orgsim.plain_words import counted, interval, number
from orgsim.results.by_part import in_order, shown
from orgsim.results.comparison import Answer
from orgsim.results.statistics import Comparison, Verdict

NAMES, LEVELS, WIDTH = 2.6, 0.8, 4.6
WORDS = ACROSS - NAMES - LEVELS - WIDTH
"""Widths of the columns: parts, the baseline's medians, differences, and verdicts; inches."""
LINE, LEAST, GAP = 0.24, 0.165, 0.06
"""Most and least height of one design's line, and the space between parts, inches."""
HEAD, AXIS = 0.5, 0.3
TINY = 8.5
"""Size of the verdicts, points."""
ROOM = 4.72
"""Height that headings, parts and the axis have on a slide, inches."""
NOUNS = {"domain": "domain", "team": "team", "branch": "branch{|es}", "role": "role", "objective": "objective"}
"""What parts are called; answers without a kind are about cases of a study."""
CASE = "case"
SURE: tuple[Verdict, ...] = ("better", "worse", "higher", "lower")


@styled
def draw(answers: Sequence[Answer], lineup: Lineup, names: Mapping[str, str] | None = None) -> Figure:
    """Draw one metric: a row a part, those that gain most first, and in it a line for each design that is compared.

    `names` say what to call the parts. Of more parts than there is room for, those that gain most and least are shown.
    """
    metric, kind, base = answers[0].metric, answers[0].kind or CASE, plain(lineup.baseline)
    designs, called = max(len(lineup.alternatives), 1), names or {}
    rows, count = shown(answers, max(2, int((ROOM - HEAD - AXIS) / (GAP + LEAST * designs))))
    page = Page(
        title(answers, lineup),
        f"Each row is a {kind}{_branch(kind)}: the mean over paired futures of the design minus {base}, with the same demand and the same "
        f"random events{_left_out(len(rows), count)}.",
        (ACROSS, None),
        _small_print(answers),
        key=_key(lineup),
    )
    _headings(page, metric, lineup)
    line = min(LINE, ((page.room - HEAD - AXIS) / len(rows) - GAP) / designs)
    axes = _axes(page, rows, GAP + line * designs, reading(metric).factor)
    for place, answer in enumerate(rows):
        _row(page, axes, place, line, answer, lineup, called.get(str(answer.part), str(answer.part)))
    axes.set_title(ARROWS[metric.direction], loc=_better_side(metric), size=SMALL, color=MUTED, pad=3)
    return page.figure


def title(answers: Sequence[Answer], lineup: Lineup) -> str:
    """Return the message: in how many parts which design does better or worse for sure."""
    metric, kind = answers[0].metric, answers[0].kind
    words = f"{subject(metric)} of {counted(len(answers), NOUNS[kind] if kind else CASE)}"
    found = {design: _surely(answers, design) for design in lineup.alternatives}
    if not any(found.values()):
        ways = "higher or lower" if metric.direction == "neither" else "better or worse"
        return f"{words}: none is {ways} for sure than in {plain(lineup.baseline)}"
    said = (
        f"{' and '.join(verdicts) or 'no sure difference'} in {plain(design)}" for design, verdicts in found.items()
    )
    return f"{words}, beside {plain(lineup.baseline)}: {', '.join(said)}"


def _surely(answers: Sequence[Answer], design: str) -> list[str]:
    """Return in how many parts a design is surely better and worse, or higher and lower; what there is none of is left out."""
    found = Counter(
        line.comparison.verdict
        for answer in answers
        for line in answer.lines
        if line.design == design and line.comparison
    )
    return [f"{found[verdict]} {verdict}" for verdict in SURE if found[verdict]]


def describe(answers: Sequence[Answer], lineup: Lineup, names: Mapping[str, str] | None = None) -> str:
    """Say in words what the figure shows."""
    metric, called = answers[0].metric, names or {}
    findings = [
        f"{plain(called.get(str(answer.part), str(answer.part)))}: {plain(line.design)} {line.comparison.verdict}"
        for answer in in_order(answers)
        for line in answer.lines
        if line.comparison
    ]
    return f"{subject(metric)} by {answers[0].kind or CASE}, paired differences to {plain(lineup.baseline)}. {'; '.join(findings)}."


def _left_out(drawn: int, count: int) -> str:
    """Return words about parts that are not drawn."""
    ends = f"Only the first {drawn - drawn // 2} and the last {drawn // 2} are shown"
    return f". {ends}, without {count} between them" if count else ""


def _branch(kind: str) -> str:
    return ", a post with everybody below it" if kind == "branch" else ""


def _small_print(answers: Sequence[Answer]) -> str:
    """Return how the verdicts are made and for how many comparisons they hold."""
    made = max(answer.comparisons for answer in answers)
    together = f"The intervals of all {made} comparisons hold together (Bonferroni). " if made > 1 else ""
    chance = "Each interval holds by itself, so of many a few are judged wrongly by chance. "
    alone = chance if made == 1 < len(answers) else ""
    return (
        f"{together}{alone}Verdicts: better or worse when the whole interval is outside the grey band, "
        "no practical difference when it is inside, and inconclusive when it crosses an edge. "
        "The interval covers simulation noise only, not whether the model is right."
    )


def _key(lineup: Lineup) -> list[Artist]:
    """Return the legend: designs, the bar and the band."""
    designs = [
        Line2D([], [], color=lineup.look(one).color, marker=lineup.look(one).marker, linestyle="none", label=one)
        for one in lineup.alternatives
    ]
    band = Patch(facecolor=SHADE, label="too small to matter")
    return [*designs, Line2D([], [], color=INK, linewidth=2.0, label="95% interval"), band]


def _headings(page: Page, metric: Metric, lineup: Lineup) -> None:
    read = reading(metric)
    unit = f", {read.unit}" if read.unit else ""
    page.text(
        NAMES + LEVELS - 0.15,
        page.top,
        fitted(lineup.baseline, LEVELS + 0.6, SMALL),
        size=SMALL,
        ha="right",
        color=MUTED,
    )
    page.text(
        NAMES + LEVELS - 0.15,
        page.top + 0.16,
        fitted(f"median{unit}", LEVELS + 0.6, SMALL),
        size=SMALL,
        ha="right",
        color=MUTED,
    )
    words = f"Difference in {read.difference_unit} ({PREFERENCES[metric.direction]})"
    page.text(NAMES + LEVELS, page.top, fitted(words, WIDTH + WORDS, HEADING, bold=True), size=HEADING, weight="bold")


def _axes(page: Page, rows: Sequence[Answer], row: float, factor: float) -> Axes:
    """Make the common axis of all parts."""
    size = (WIDTH, row * len(rows))
    axes = page.rows(
        NAMES + LEVELS, page.top + HEAD, size, _limits(rows, factor), MaxNLocator(nbins=7, steps=[1, 2, 5, 10])
    )
    axes.xaxis.set_major_formatter(Ticks(signed=True))
    axes.axvline(0.0, color=INK, linewidth=1.2, zorder=2)
    return axes


def _limits(rows: Sequence[Answer], factor: float) -> tuple[float, float]:
    """Return the ends of the axis: zero, every interval and every band lie inside."""
    compared = [line.comparison for answer in rows for line in answer.lines if line.comparison]
    marks = [mark for one in compared for mark in (one.low, one.high, one.rope_low, one.rope_high, one.difference)]
    ends = [0.0, *(mark * factor for mark in marks if np.isfinite(mark))]
    pad = 0.06 * (max(ends) - min(ends)) or 1.0
    return min(ends) - pad, max(ends) + pad


def _better_side(metric: Metric) -> Literal["left", "right"]:
    return "right" if metric.direction == "higher" else "left"


def _row(page: Page, axes: Axes, place: int, line: float, answer: Answer, lineup: Lineup, name: str) -> None:
    """Draw one part: its name, the baseline's median, and a line for each design."""
    factor, height = reading(answer.metric).factor, GAP + line * max(len(lineup.alternatives), 1)
    top = place * height
    middle = page.top + HEAD + top + height / 2
    level = next((one.spread.median * factor for one in answer.lines if one.design == lineup.baseline), float("nan"))
    page.text(0.0, middle, fitted(name, NAMES - 0.1, SMALL, bold=True), size=SMALL, weight="bold", va="center")
    page.text(NAMES + LEVELS - 0.15, middle, number(level), size=SMALL, ha="right", color=MUTED, va="center")
    axes.axhline(top + height, color=RULE, linewidth=0.6, zorder=0)
    compared = {one.design: one.comparison for one in answer.lines if one.comparison}
    for order, design in enumerate(lineup.alternatives):
        middle = top + GAP / 2 + line * (order + 0.5)
        if design in compared:
            _line(axes, (middle, line), compared[design], lineup, design, factor)
        words = _verdict(compared.get(design), factor) if design in compared else _missing(answer, lineup, design)
        page.text(
            NAMES + LEVELS + WIDTH + 0.2,
            page.top + HEAD + middle,
            fitted(words, WORDS - 0.2, TINY),
            size=TINY,
            va="center",
        )


def _line(
    axes: Axes, place: tuple[float, float], found: Comparison, lineup: Lineup, design: str, factor: float
) -> None:
    """Draw the band, the interval and the mean of one comparison, given the middle and the height of its line."""
    look, (middle, height) = lineup.look(design), place
    if np.isfinite(found.rope_low):
        corner = (found.rope_low * factor, middle - height / 2)
        axes.add_patch(
            Rectangle(
                corner, (found.rope_high - found.rope_low) * factor, height, facecolor=SHADE, edgecolor="none", zorder=1
            )
        )
    if np.isfinite(found.low):
        axes.plot(
            (found.low * factor, found.high * factor), (middle, middle), color=look.color, linewidth=2.0, zorder=3
        )
        axes.plot(found.difference * factor, middle, marker=look.marker, color=look.color, markersize=6.5, zorder=4)


def _verdict(found: Comparison | None, factor: float) -> str:
    """Return the verdict with the difference and its interval."""
    if found is None or found.futures < 2:
        return (
            "no future has a value"
            if found is None or found.futures == 0
            else "inconclusive, only 1 future has a value"
        )
    return f"{found.verdict}: {interval(found.difference * factor, found.low * factor, found.high * factor)}"


def _missing(answer: Answer, lineup: Lineup, design: str) -> str:
    """Return why a design is not compared on a part."""
    if lineup.baseline not in answer.absent:
        return f"not in {plain(design)}"
    own = next((line.spread.median for line in answer.lines if line.design == design), None)
    if own is None:
        return f"neither in {plain(lineup.baseline)} nor in {plain(design)}"
    return f"new in {plain(design)}: median {number(own * reading(answer.metric).factor)}"
