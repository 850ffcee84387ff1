"""Sections on what comes out, and on how one gets there."""

from collections.abc import Iterator, Sequence

import numpy as np

from orgsim.figures import all_figures as figures
from orgsim.figures.transition import payback
from orgsim.metrics.catalog import metric_named
from orgsim.plain_words import amount, counted, enumerated, estimate
from orgsim.report.blocks import Block, Fold, Items, Section, Table, Text, Words, linked, picture
from orgsim.report.given import Given
from orgsim.results.comparison import Answer, Line
from orgsim.results.statistics import leaning, leaning_words
from orgsim.results.transition import Course, Transition


def outcomes(given: Given) -> Section:
    """Return what comes out."""
    shown, alternatives = given.shown, given.shown.lineup.alternatives
    blocks: list[Block] = []
    if alternatives:
        blocks.append(picture(figures.difference(shown, given.lead), whole=True))
        blocks.append(picture(figures.at_a_glance(shown, given.headline), small=True, on_paper=False))
    blocks.append(picture(figures.outcome(shown, given.lead), small=True, on_paper=not alternatives))
    blocks.append(outcome_table(given, given.headline, "Every headline metric"))
    blocks += [Text(words) for words in against_medians(given, given.headline)]
    blocks.append(Fold("What these metrics measure", (_formulas(given),)))
    if alternatives:
        more = tuple(picture(figures.difference(shown, name)) for name in _different(given)[:MOST_FIGURES])
        blocks.append(Fold("Paired differences in the other metrics that differ", more))
    blocks.append(Fold("Quarter by quarter", (picture(figures.by_quarter(shown, given.lead)),)))
    return Section("outcomes", "What comes out", blocks)


MOST_FIGURES = 4
"""Of so many metrics at most, the differences are drawn in a fold."""


def _different(given: Given) -> list[str]:
    """Return the metrics beside the leading one in which some design is better, worse, or leans to either; the surest first."""
    found: list[tuple[int, str]] = []
    for one in given.shown.answers([name for name in given.headline if name != given.lead]):
        leans = [leaning(line.comparison, one.metric.direction) for line in one.lines if line.comparison]
        sure = [SURE.index(lean) for lean in leans if lean in SURE]
        if sure:
            found.append((min(sure), one.metric.name))
    return [name for _, name in sorted(found, key=lambda entry: entry[0])]


SURE = ("better", "worse", "higher", "lower", "probably better", "probably worse")


def outcome_table(given: Given, metrics: Sequence[str], title: str) -> Table:
    """Return some metrics of every design."""
    answers = [found for found in given.shown.answers(metrics) if any(line.spread.futures for line in found.lines)]
    return Table(
        ["", *given.designs],
        [[_with_direction(found), *(_outcome(given, found, design) for design in given.designs)] for found in answers],
        title
        + (
            COMPARED.format(baseline=given.baseline) if given.shown.lineup.alternatives else ": the median over futures"
        ),
        range(1, len(given.designs) + 1),
        whole=True,
    )


def against_medians(given: Given, metrics: Sequence[str]) -> Iterator[str]:
    """Yield, where it is so, that mean differences point the other way than the medians beside them, and why that may be."""
    found = [
        f"{answer.metric.title} ({line.design})"
        for answer in given.shown.answers(metrics)
        for line in answer.lines
        if line.comparison and _points_elsewhere(given, answer, line)
    ]
    if found:
        yield (
            "A few futures with a large outcome move a mean further than a median, so the mean of the paired differences may point the "
            f"other way than the two medians. That is so here for {enumerated(found)}."
        )


def _points_elsewhere(given: Given, answer: Answer, line: Line) -> bool:
    """Tell whether the mean paired difference and the difference of the medians, as they are shown, have opposite signs."""
    unit, paired = answer.metric.unit, line.comparison
    base = next(one.spread.median for one in answer.lines if one.design == given.baseline)
    if paired is None or paired.futures < 2 or amount(base, unit) == amount(line.spread.median, unit):
        return False
    return (line.spread.median - base) * paired.difference < 0.0


def _formulas(given: Given) -> Table:
    """Return what each metric measures."""
    metrics = [metric_named(name) for name in given.metrics]
    rows = [[one.title, one.unit, one.formula] for one in metrics]
    return Table(["metric", "unit", "what it measures"], rows)


COMPARED = ": the median over futures; beside it the mean paired difference to {baseline} with its 95% interval, and the verdict"
"""What stands in the cells of a table of outcomes."""


def _with_direction(found: Answer) -> str:
    way = {"higher": "\N{UPWARDS ARROW}", "lower": "\N{DOWNWARDS ARROW}", "neither": ""}[found.metric.direction]
    return f"{found.metric.title} {way}".strip()


def _outcome(given: Given, found: Answer, design: str) -> Words:
    """Return one cell: where a design stands, and how it compares, which leads to the futures behind it."""
    line = next((line for line in found.lines if line.design == design), None)
    if line is None or not line.spread.futures:
        return "no value"
    level, paired = amount(line.spread.median, found.metric.unit), line.comparison
    anchor = given.row_of(design, found.metric.name)
    if paired is None or paired.futures < 2:
        return linked(level, {level: anchor})
    size = estimate(paired.difference, paired.low, paired.high, found.metric.unit)
    return (f"{level}; ", *linked(size, {size: anchor}), f", {leaning_words(paired, found.metric.direction)}")


def transition(given: Given) -> Section:
    """Return how one gets there: what it costs on the way, and when it has paid for itself."""
    words = (
        "The line starts two quarters before the first one that counts, when all designs are still the same. What a reorganisation "
        "costs is in it: work that stalls, people who have to learn, and pay."
    )
    told = [_course(one) for one in given.transitions.values()]
    return Section(
        "transition",
        "Getting there",
        (Text(words), Items(told), picture(figures.transition_of(given.shown), whole=True)),
    )


def _course(one: Transition) -> str:
    """Say when a design has paid for itself, how deep it goes before, and where it ends."""
    sums = one.added_up
    lowest = int(np.argmin(sums.mean))
    dip = ""
    if sums.mean[lowest] < 0.0 and lowest < len(sums.mean) - 1:
        dip = f" On the way it is lowest at the end of quarter {lowest + 1}: {_sum(sums, lowest)}."
    return (
        f"{payback(one, one.design)}. Added up to the end, value less cost is {_sum(sums, -1)}, and above zero in "
        f"{round(one.chance * one.futures):,} of {counted(one.futures, 'future')}.{dip}"
    )


def _sum(sums: Course, place: int) -> str:
    return estimate(sums.mean[place], sums.low[place], sums.high[place], "$M")
