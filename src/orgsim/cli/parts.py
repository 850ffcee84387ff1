"""Printing answers by part: one table a metric, one row a part and design."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from orgsim.cli.answers import READING, SIGNS, WAYS, colored, with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number

if TYPE_CHECKING:
    from orgsim.results.comparison import Answer
    from orgsim.results.statistics import Comparison

WIDEST = 100
"""Columns of a table of medians, so that it can be read on most terminals."""


def print_parts(console: Console, answers: Sequence["Answer"], baseline: str, seed: int) -> None:
    """Print one table for each metric, the parts that gain most first."""
    for _, of_metric in groupby(answers, key=lambda found: found.metric.name):
        _print_metric(console, list(of_metric), baseline, seed)
    console.say(READING)
    if (made := answers[0].comparisons) > 1:
        console.say(
            f"Each table makes {made} comparisons. Their intervals are so much wider that all of a table hold together in 95% of cases\n"
            "(Bonferroni), so nothing is better or worse just because so many were looked at."
        )


def _print_metric(console: Console, answers: Sequence["Answer"], baseline: str, seed: int) -> None:
    from orgsim.results.by_part import in_order

    metric, rope, kind = answers[0].metric, answers[0].rope, str(answers[0].kind)
    futures = max((line.spread.futures for found in answers for line in found.lines), default=0)
    several = len({line.design for found in answers for line in found.lines} - {baseline}) > 1
    rows = [row for found in in_order(answers) for row in _rows(found, baseline, several=several)]
    header = [kind, *(["design"] if several else []), baseline, "difference (95% interval)", "better in"]
    console.say()
    console.heading(f"{with_unit(metric.title, metric.unit)}, by {kind}")
    console.say(
        f"{WAYS[metric.direction]}; {futures} paired futures; seed {seed}; same within {rope.text()}; medians of {baseline}"
    )
    console.table([*header, "verdict"], rows)


def _rows(found: "Answer", baseline: str, *, several: bool) -> list[list[str]]:
    """Return the rows of one part: one for each design that is compared, and one that says who has it if not all do."""
    unit, part = found.metric.unit, str(found.part)
    medians = {line.design: number(line.spread.median, unit) for line in found.lines}
    middle = medians.get(baseline, "-")
    compared = {line.design: line.comparison for line in found.lines if line.comparison}
    rows = [
        [part, *([design] if several else []), middle, *_cells(paired, unit)] for design, paired in compared.items()
    ]
    if found.absent:
        names = ", ".join(f"{name} ({middle})" if name != baseline else name for name, middle in medians.items())
        rows.append([part, *(["-"] if several else []), middle, "-", "", f"only in {names}"])
    return rows


def _cells(paired: "Comparison", unit: str) -> list[str]:
    interval = f"({difference(paired.low, unit)} .. {difference(paired.high, unit)})"
    counts = f"{paired.better} / {paired.futures}"
    return [
        f"{difference(paired.difference, unit)}  {interval}",
        counts,
        colored(SIGNS[paired.verdict], paired.verdict),
    ]


def print_medians(console: Console, medians: Mapping[str, Mapping[Hashable, float]], kind: str) -> None:
    """Print the median of each metric, ``{metric: {part: median}}``, in tables that are not too wide."""
    from orgsim.metrics.catalog import all_metrics

    parts = list(next(iter(medians.values()), {}))
    columns = {
        with_unit(all_metrics()[name].title, all_metrics()[name].unit): [
            number(found[part], all_metrics()[name].unit) for part in parts
        ]
        for name, found in medians.items()
    }
    first = max(len(str(name)) for name in (kind, *parts))
    for titles in _abreast(list(columns), first):
        rows = [[str(part), *(columns[title][place] for title in titles)] for place, part in enumerate(parts)]
        console.say()
        console.table([kind, *titles], rows)


def _abreast(titles: Sequence[str], first: int) -> list[list[str]]:
    """Return which columns stand side by side, after a first column of a width."""
    found: list[list[str]] = [[]]
    for title in titles:
        if found[-1] and first + sum(len(one) + 2 for one in (*found[-1], title)) > WIDEST:
            found.append([])
        found[-1].append(title)
    return found
