"""Sections on what comes out, and on how one gets there."""

from orgsim.figures import all_figures as figures
from orgsim.plain_words import amount, estimate
from orgsim.report.blocks import Block, Fold, Section, Table, Text, Words, linked, picture
from orgsim.report.given import Given
from orgsim.results.comparison import Answer
from orgsim.results.statistics import leaning


def outcomes(given: Given) -> Section:
    """Return what comes out."""
    shown, alternatives = given.shown, given.shown.lineup.alternatives
    blocks: list[Block] = []
    if alternatives:
        blocks.append(picture(figures.difference(shown, given.lead)))
        blocks.append(picture(figures.at_a_glance(shown, given.headline), small=True))
    blocks.append(picture(figures.outcome(shown, given.lead), small=True))
    blocks.append(_outcome_table(given))
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


def _outcome_table(given: Given) -> Table:
    """Return every headline metric of every design."""
    answers = given.shown.answers(given.headline)
    return Table(
        ["", *given.designs],
        [[_with_direction(found), *(_outcome(given, found, design) for design in given.designs)] for found in answers],
        f"Median over futures; beside it the mean paired difference to {given.baseline} with its 95% interval, and the verdict",
        range(1, len(given.designs) + 1),
    )


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
    return (f"{level}; ", *linked(size, {size: anchor}), f", {paired.verdict}")


def transition(given: Given) -> Section:
    """Return how one gets there."""
    words = (
        "The line starts two quarters before the first one that counts, when all designs are still the same. What a reorganisation "
        "costs is in it: work that stalls, people who have to learn, and pay."
    )
    return Section("transition", "Getting there", (Text(words), picture(figures.transition_of(given.shown))))
