"""Sections on what comes out, and on how one gets there."""

from orgsim.errors import InputError
from orgsim.explain.choosing import WAYS, chosen
from orgsim.figures import all_figures as figures
from orgsim.metrics.catalog import metric_named
from orgsim.plain_words import amount, change, enumerated, estimate
from orgsim.report.blocks import Block, Fold, Section, Table, Text, picture
from orgsim.report.given import Given
from orgsim.results.comparison import Answer
from orgsim.results.statistics import leaning


def outcomes(given: Given) -> Section:
    """Return what comes out."""
    shown, alternatives = given.shown, given.shown.lineup.alternatives
    blocks: list[Block] = []
    if alternatives:
        blocks.append(picture(figures.difference(shown, given.lead)))
        blocks += [Text(told) for design in alternatives if (told := _followed(given, design))]
        blocks.append(picture(figures.at_a_glance(shown, given.headline), small=True))
    blocks.append(picture(figures.outcome(shown, given.lead), small=True))
    blocks.append(_outcome_table(given))
    if alternatives:
        more = tuple(picture(figures.difference(shown, name)) for name in _different(given)[:MOST_FIGURES])
        blocks.append(Fold("Paired differences in the other metrics that differ", more))
    blocks.append(Fold("Quarter by quarter", (picture(figures.by_quarter(shown, given.lead)),)))
    return Section("outcomes", "What comes out", blocks)


def _followed(given: Given, design: str) -> str:
    """Return which futures of a design to follow, week by week; nothing where no future has a value."""
    results = given.shown.results
    try:
        found = {way: chosen(results, way, given.lead, (given.baseline, design)) for way in WAYS}
    except InputError:
        return ""
    unit = metric_named(given.lead).unit
    named = [f"{one.replication} is {way} ({change(one.value, unit)})" for way, one in found.items()]
    first = next(iter(found.values())).replication
    return (
        f"Follow {design} down to one simulated future: of the differences, future {enumerated(named)}. "
        f"orgsim explain {results.folder.name} --future {first} --design {design} tells what happened in it."
    )


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
        [[_with_direction(found), *(_outcome(found, design) for design in given.designs)] for found in answers],
        f"Median over futures; beside it the mean paired difference to {given.baseline} with its 95% interval, and the verdict",
        range(1, len(given.designs) + 1),
    )


def _with_direction(found: Answer) -> str:
    way = {"higher": "\N{UPWARDS ARROW}", "lower": "\N{DOWNWARDS ARROW}", "neither": ""}[found.metric.direction]
    return f"{found.metric.title} {way}".strip()


def _outcome(found: Answer, design: str) -> str:
    """Return one cell: where a design stands, and how it compares."""
    line = next((line for line in found.lines if line.design == design), None)
    if line is None or not line.spread.futures:
        return "no value"
    level, paired = amount(line.spread.median, found.metric.unit), line.comparison
    if paired is None or paired.futures < 2:
        return level
    return f"{level}; {estimate(paired.difference, paired.low, paired.high, found.metric.unit)}, {paired.verdict}"


def transition(given: Given) -> Section:
    """Return how one gets there."""
    words = (
        "The line starts two quarters before the first one that counts, when all designs are still the same. What a reorganisation "
        "costs is in it: work that stalls, people who have to learn, and pay."
    )
    return Section("transition", "Getting there", (Text(words), picture(figures.transition_of(given.shown))))
