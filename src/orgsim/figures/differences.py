"""Paired differences: one dot a future, zero, the region that does not matter, and the verdict in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from orgsim.figures.layout import Page, height_of
from orgsim.figures.strip import MOST_DOTS, QUANTILE_DOTS, ROW, WIDTH, Paired, strip
from orgsim.figures.style import BODY, HEADING, INK, MUTED, PAPER, RULE, SHADE, SMALL, Lineup, styled
from orgsim.figures.words import PREFERENCES, fitted, interval, number, plain, reading, subject, width_of, wrapped
from orgsim.metrics.metric import Direction
from orgsim.plain_words import counted
from orgsim.results.comparison import Answer
from orgsim.results.statistics import Comparison

if TYPE_CHECKING:
    import pandas as pd

NAMES, WORDS = 1.75, 3.75
"""Widths of the columns left and right of the dots, inches."""
ACROSS = NAMES + WIDTH + WORDS
HEAD, AXIS = 0.42, 0.46


@styled
def draw(answers: Sequence[Answer], futures: "pd.DataFrame", lineup: Lineup) -> Figure:
    """Draw one panel a metric, one row an alternative, for the whole company or for the part that the answers are about.

    `futures` has the columns ``design``, ``replication`` and one for each metric, as the table of replications.
    """
    base = plain(lineup.baseline)
    height = HEAD + ROW * max(len(lineup.alternatives), 1) + AXIS
    page = Page(
        f"What would change{_where(answers)}, compared to {base}",
        f"Each row is the design minus {base}, future by future, with the same demand and the same random events. "
        f"On the right is {base} itself: its median future and the middle 80% of its futures.",
        (ACROSS, height * len(answers)),
        "Verdicts: better or worse when the whole interval is outside the grey band, no practical difference when it is inside, and "
        "inconclusive when it crosses an edge. The interval covers simulation noise only, not whether the model is right.",
        key=_key(answers),
    )
    for place, answer in enumerate(answers):
        _panel(page, page.top + place * height, answer, futures, lineup)
    return page.figure


def describe(answers: Sequence[Answer], lineup: Lineup) -> str:
    """Say in words what the figure shows."""
    findings = [f"{answer.metric.title}: {', '.join(_findings(answer))}" for answer in answers]
    return f"Paired differences{_where(answers)} to {plain(lineup.baseline)}, future by future. {'; '.join(findings)}."


def _where(answers: Sequence[Answer]) -> str:
    """Return which part the answers are about, as words in a sentence; nothing for the whole company."""
    parts = {(answer.kind, answer.part) for answer in answers if answer.part is not None}
    return "".join(f" in {kind} {plain(str(part))}" for kind, part in parts)


def _findings(answer: Answer) -> list[str]:
    """Return the verdict and the counts of each alternative."""
    return [
        f"{plain(design)} {comparison.verdict} ({_counts(comparison, answer.metric.direction)})"
        for design, comparison in _compared(answer).items()
    ]


def _compared(answer: Answer) -> dict[str, Comparison]:
    """Return the comparisons of an answer by design."""
    return {line.design: line.comparison for line in answer.lines if line.comparison is not None}


def _key(answers: Sequence[Answer]) -> list[Artist]:
    """Return the legend: what a dot, the band and the bar mean."""
    most = max((comparison.futures for answer in answers for comparison in _compared(answer).values()), default=0)
    dot = f"each dot {100 // QUANTILE_DOTS}% of the futures" if most > MOST_DOTS else "each dot one future"
    upward = ", or higher" if any(answer.metric.direction == "neither" for answer in answers) else ""
    shape: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": 7.5, "markeredgecolor": INK}
    return [
        Line2D([], [], markerfacecolor=INK, label=f"better{upward} ({dot})", **shape),
        Line2D([], [], markerfacecolor=PAPER, label="worse" + upward.replace("higher", "lower"), **shape),
        Line2D([], [], markerfacecolor=RULE, label="equal", **shape),
        Patch(facecolor=SHADE, label="too small to matter"),
        Line2D([], [], color=INK, linewidth=3.2, label="mean with 95% interval"),
    ]


def _panel(page: Page, top: float, answer: Answer, futures: "pd.DataFrame", lineup: Lineup) -> None:
    """Draw one metric."""
    metric, read = answer.metric, reading(answer.metric)
    title = f"{subject(metric)}: difference in {read.difference_unit} ({PREFERENCES[metric.direction]})"
    page.text(0.0, top, fitted(title, NAMES + WIDTH, HEADING, bold=True), size=HEADING, weight="bold")
    page.text(NAMES + WIDTH + 0.25, top, _level(answer, lineup), color=MUTED)
    compared = {design: _scaled(comparison, read.factor) for design, comparison in _compared(answer).items()}
    page.text(NAMES + WIDTH + 0.25, top + 0.2, _band(compared), size=SMALL, color=MUTED)
    looks = {design: lineup.look(design).color for design in lineup.alternatives}
    paired = _paired(compared, futures, metric.name, lineup, read.factor)
    strip(page, NAMES, top + HEAD, paired, looks, metric.direction)
    for row, design in enumerate(lineup.alternatives):
        place = top + HEAD + row * ROW
        page.centred(0.0, place, ROW, wrapped(design, NAMES - 0.15, BODY, bold=True, lines=3), weight="bold")
        _verdict(page, place, compared.get(design), metric.direction)


def _level(answer: Answer, lineup: Lineup) -> str:
    """Return where the baseline itself stands, so that differences have a size."""
    read = reading(answer.metric)
    spread = next(line.spread for line in answer.lines if line.design == lineup.baseline)
    middle, low, high = (number(value * read.factor) for value in (spread.median, spread.low, spread.high))
    unit = read.unit if read.unit == "%" else ""
    words = f": {middle}{unit} (80%: {low} to {high})"
    return fitted(lineup.baseline, WORDS - 0.25 - width_of(words)) + words


def _band(compared: Mapping[str, Comparison]) -> str:
    """Return which differences are too small to matter; between designs they differ by missing futures only."""
    ends = [(found.rope_low, found.rope_high) for found in compared.values() if found.futures > 0]
    low, high = (number(end, signed=True) for end in ends[0]) if ends else ("", "")
    return f"too small to matter: {low} to {high}" if ends else ""


def _scaled(comparison: Comparison, factor: float) -> Comparison:
    """Return a comparison in the unit of its reader."""
    names = ("difference", "low", "high", "rope_low", "rope_high")
    return replace(comparison, **{name: getattr(comparison, name) * factor for name in names})


def _paired(
    compared: Mapping[str, Comparison], futures: "pd.DataFrame", metric: str, lineup: Lineup, factor: float
) -> dict[str, Paired]:
    """Return each comparison that has futures, with its differences."""
    wide = futures.pivot_table(index="replication", columns="design", values=metric, dropna=False)
    found = {}
    for design, comparison in compared.items():
        if comparison.futures > 0:
            values = (wide[design] - wide[lineup.baseline]).dropna().to_numpy(float)
            found[design] = (comparison, values * factor)
    return found


def _verdict(page: Page, top: float, comparison: Comparison | None, direction: Direction) -> None:
    """Write what came out, beside the dots."""
    words = _sentences(comparison, direction)
    start = top + (ROW - height_of(len(words))) / 2
    for row, sentence in enumerate(words):
        style = {"weight": "bold"} if row == 0 and len(words) > 1 else {"color": INK if row == 1 else MUTED}
        page.text(NAMES + WIDTH + 0.25, start + height_of(row), sentence, **style)


def _sentences(comparison: Comparison | None, direction: Direction) -> list[str]:
    """Return the verdict, the counts, and the mean with its interval."""
    if comparison is None or comparison.futures == 0:
        return ["no future has a value"]
    if comparison.futures < 2:
        return ["inconclusive", "only 1 future has a value"]
    mean = interval(comparison.difference, comparison.low, comparison.high)
    return [comparison.verdict, _counts(comparison, direction), f"mean {mean}"]


def _counts(comparison: Comparison, direction: Direction) -> str:
    """Return in how many futures the difference is on which side."""
    futures = counted(comparison.futures, "future")
    if comparison.better + comparison.worse == 0:
        return f"equal in all {futures}" if comparison.futures else "no future has a value"
    good, bad = ("higher", "lower") if direction == "neither" else ("better", "worse")
    return f"{good} in {comparison.better:,} of {futures}, {bad} in {comparison.worse:,}"
