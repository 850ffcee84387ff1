"""The section on work done twice: which teams repeat each other's work, and how much of it spans branches of the chart."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from orgsim.figures import all_figures as figures
from orgsim.plain_words import interval, number
from orgsim.report.blocks import Block, Fold, Items, Section, Table, Text, picture
from orgsim.report.given import Given
from orgsim.results.twice import UNKNOWN, each_other, has_pairs, paired, pairs_of, total_of
from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import branches_of

if TYPE_CHECKING:
    import pandas as pd

UNIT = "engineer-weeks a year"
MOST_PAIRS = 8
"""So many pairs of teams are listed."""
MOST_PRINTED = 3
"""Of more designs, the map is left out on paper."""


def done_twice(given: Given) -> Section:
    """Return who does whose work again."""
    return Section("twice", "Which teams repeat each other's work", list(_blocks(given)))


def _blocks(given: Given) -> Iterator[Block]:
    """Yield what is said in sentences, the figure, and the pairs with most of it."""
    results = given.shown.results
    if not has_pairs(results):
        yield Text(f"{UNKNOWN}.")
        return
    pairs = pairs_of(results)
    if pairs.empty:
        yield Text("No team builds what another team has, in any design.")
        return
    yield Items([" ".join(_told(given, pairs, design)) for design in given.designs])
    for place, slide in enumerate(figures.done_twice(given.shown)):
        yield picture(slide, whole=True, on_paper=place == 0 and len(given.designs) <= MOST_PRINTED)
    yield Fold("The pairs of teams with most of it", (_table(given, pairs),))


def _told(given: Given, pairs: "pd.DataFrame", design: str) -> Iterator[str]:
    """Yield sentences about one design."""
    most, total = each_other(pairs, design), total_of(pairs, design)
    if most is None:
        yield f"{design}: no team builds what another team has."
        return
    names, mine = given.shown.team_names(), pairs[pairs["design"] == design]
    yield (
        f"{design}: {names[most.team]} and {names[most.other]} repeat each other's work most, with {number(most.weeks)} of the "
        f"{number(total)} {UNIT} that are done twice ({most.weeks / total:.0%})."
    )
    yield _spanning(given.final(design), float(mine["across"].sum()) / total)
    yield f"{mine['unaware'].sum() / total:.0%} of it is built by teams that know of nothing like it."
    if design != given.baseline:
        found = paired(given.shown.results, design, given.baseline)
        yield f"The difference to {given.baseline} is {interval(found.mean, found.low, found.high)} {UNIT}."


def _spanning(final: Scenario, share: float) -> str:
    """Say how much spans branches, beside how many pairs of teams do."""
    homes = list(branches_of(final).values())
    pairs = [one is None or one != other for one, other in combinations(homes, 2)]
    beside = f" That is so for {sum(pairs) / len(pairs):.0%} of all pairs of teams." if pairs else ""
    return f"{share:.0%} of it spans branches: the two teams have no superior in common below the top of the company.{beside}"


def _table(given: Given, pairs: "pd.DataFrame") -> Table:
    """Return the pairs of teams with most of it in any design."""
    names, alternatives = given.shown.team_names(), given.shown.lineup.alternatives
    largest = pairs.groupby(["team", "other"])["weeks"].max().sort_values(ascending=False, kind="stable")
    found: list[tuple[str, str]] = [(str(team), str(other)) for team, other in largest.index[:MOST_PAIRS]]
    weeks = pairs.set_index(["design", "team", "other"])["weeks"].to_dict()
    made = len(found) * len(alternatives)
    rows = [
        [
            *(names[team] for team in pair),
            *(_cell(given, design, weeks.get((design, *pair), 0.0), pair, made) for design in given.designs),
        ]
        for pair in found
    ]
    beside = f"; beside it the paired difference to {given.baseline}, whose intervals all hold together with 95% (Bonferroni)"
    caption = f"{UNIT[:1].upper()}{UNIT[1:]}, mean of all futures{beside if made else ''}"
    return Table(["builds it", "has it", *given.designs], rows, caption, range(2, 2 + len(given.designs)))


def _cell(given: Given, design: str, weeks: float, pair: tuple[str, str], comparisons: int) -> str:
    """Return how much of it two teams have in a design, with the difference to the baseline."""
    if design == given.baseline:
        return number(weeks)
    found = paired(given.shown.results, design, given.baseline, pair, comparisons)
    return f"{number(weeks)}; {interval(found.mean, found.low, found.high)}"
