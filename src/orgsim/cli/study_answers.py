"""Printing the verdicts of a study: how often each comes out over its cases, and case by case where there are few."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from orgsim.cli.answers import colored, with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference
from orgsim.cli.options import metrics_from
from orgsim.plain_words import counted

if TYPE_CHECKING:
    from orgsim.experiments.record import Record
    from orgsim.experiments.verdicts import Tally, Verdicted, Verdicts
    from orgsim.metrics.metric import Rope

MOST_CASES = 24
"""Cases that are shown one by one; of more, those with the smallest and the largest difference are named."""

METRICS = click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME",
    help="Metric to report; repeatable, the first one case by case; default: realised value, then the headline metrics.",
)


def verdicts_on(names: Sequence[str], ropes: "Mapping[str, Rope]", *, every: bool, baseline: str = "") -> "Verdicts":
    """Return an empty count of verdicts on the named metrics, or on realised value and the headline metrics."""
    from orgsim.experiments.verdicts import Verdicts
    from orgsim.metrics.catalog import VALUE, headline_metrics

    chosen = list(names) or list(dict.fromkeys([VALUE, *headline_metrics()]))
    return Verdicts(metrics_from(chosen), baseline, ropes, every=every)


MOST_KEYS = 4
"""Keys whose values stand beside a case; with more, the table of the study says them."""


def print_verdicts(console: Console, found: "Verdicts", record: "Record") -> None:
    """Print the first metric case by case where there are few, and the verdicts on all metrics."""
    console.answer(baseline=found.baseline, verdicts=_as_data(found))
    if not found.tallies:
        return
    if len(record.entries) <= MOST_CASES:
        _print_cases(console, found, record)
    _print_summary(console, found)


def _print_cases(console: Console, found: "Verdicts", record: "Record") -> None:
    lead = found.metrics[0]
    designs = list(dict.fromkeys(one.design for one in found.single))
    cells = {(one.case, one.design): _cell(one, lead.unit) for one in found.single if one.metric == lead.name}
    console.say()
    console.heading(f"{with_unit(lead.title, lead.unit)}: difference to {found.baseline} (95% interval), and verdict")
    keys = record.keys if len(record.keys) <= MOST_KEYS else ()
    values = {one.case.name: [str(one.value(key, found.baseline)) for key in keys] for one in record.entries}
    cases = dict.fromkeys(case for case, _ in cells)
    rows = [[case, *values[case], *(cells.get((case, one), "-") for one in designs)] for case in cases]
    console.table(["case", *(key.rpartition(".")[2] for key in keys), *designs], rows)


def _cell(one: "Verdicted", unit: str) -> str:
    paired = one.comparison
    if paired.futures < 2:
        return "too few futures"
    ends = f"{difference(paired.low, unit)} .. {difference(paired.high, unit)}"
    return f"{difference(paired.difference, unit)} ({ends}) {colored(paired.verdict, paired.verdict)}"


def _print_summary(console: Console, found: "Verdicts") -> None:
    console.say()
    cases = max(tally.cases for tally in found.tallies.values())
    console.heading(
        f"over {counted(cases, 'case')}, compared with {found.baseline}: how often each verdict, and from where to where"
    )
    rows = [_summary(tally) for tally in found.tallies.values()]
    console.table(["metric", "design", "verdicts", "smallest difference", "largest difference"], rows)
    console.say(
        "Each interval holds by itself in 95 % of all studies, so of many cases a few are judged wrongly by chance."
    )


def _summary(tally: "Tally") -> list[str]:
    unit = tally.metric.unit
    said = ", ".join(f"{colored(verdict, verdict)} {count}" for verdict, count in tally.verdicts.most_common())
    ends = [difference(tally.low, unit), difference(tally.high, unit)]
    if tally.cases > 1:
        ends = [f"{ends[0]} in {tally.low_case}", f"{ends[1]} in {tally.high_case}"]
    return [with_unit(tally.metric.title, unit), tally.design, said, *ends]


def _as_data(found: "Verdicts") -> dict[str, object]:
    return {
        "cases": [
            {"case": one.case, "metric": one.metric, "design": one.design, **asdict(one.comparison)}
            for one in found.single
        ],
        "over_cases": [
            {
                "metric": tally.metric.name,
                "unit": tally.metric.unit,
                "design": tally.design,
                "verdicts": dict(tally.verdicts),
                "smallest": {"difference": tally.low, "case": tally.low_case},
                "largest": {"difference": tally.high, "case": tally.high_case},
            }
            for tally in found.tallies.values()
        ],
    }
