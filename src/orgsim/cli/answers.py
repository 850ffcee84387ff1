"""Printing the answers of a comparison."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number
from orgsim.cli.part_sizes import remarks_on_part

if TYPE_CHECKING:
    from orgsim.report.verdicts import Finding
    from orgsim.results.comparison import Answer, Line
    from orgsim.results.statistics import Comparison

WAYS = {"higher": "higher is better", "lower": "lower is better", "neither": "neither direction is better"}
STYLES = {"better": "green", "worse": "yellow"}
SIGNS = {
    "better": "+ better",
    "worse": "- worse",
    "higher": "> higher",
    "lower": "< lower",
    "no practical difference": "= same",
    "inconclusive": "? inconclusive",
}

NO_VALUE = "no value"
"""What stands for the verdict on a metric that no future has a value of, such as what is reached of a target that there is not."""

READING = """
Differences are means over paired futures, and a few futures with a large outcome move a mean further than a median, so a
difference may point the other way than the medians. A design is better or worse when the whole interval lies outside the
region of practical equivalence; there is no practical difference when it lies inside. Inconclusive: the interval crosses
the edge of the region, so the direction may be clear but the size is not.
Intervals cover simulation noise only, not whether the model is right."""


def print_answers(console: Console, answers: Sequence["Answer"], seed: int) -> None:
    """Print every answer: one line for each design, under the metric's name."""
    for found in answers:
        metric = found.metric
        futures = max((line.spread.futures for line in found.lines), default=0)
        quarter = f", quarter {found.quarter}" if found.quarter else ""
        part = f", {found.kind} {found.part}" if found.part else ""
        title = click.style(f"{with_unit(metric.title, metric.unit)}{part}{quarter}", bold=True)
        console.say()
        console.say(
            f"{title} ({WAYS[metric.direction]}); {futures} paired futures; seed {seed}; same within {found.rope.text(metric.unit)}"
        )
        paired = f"difference to {baseline_name(found)} (95% interval)"
        rows = [_row(line, metric.unit) for line in found.lines]
        console.table(["design", "median", "80% of futures", paired, "better in", "verdict"], rows)
    for note in remarks_on_part(answers[0], baseline_name(answers[0])):
        console.say(f"\n{note}")
    console.say(READING)


def with_unit(title: str, unit: str) -> str:
    """Return a metric's title with its unit; shares are printed with their sign and need none."""
    return title if unit == "share" else f"{title}, {unit}"


def baseline_name(found: "Answer") -> str:
    """Return the design that others are compared with."""
    return next((line.design for line in found.lines if line.comparison is None), "baseline")


def _row(line: "Line", unit: str) -> list[str]:
    spread, paired = line.spread, line.comparison
    start = [line.design, number(spread.median, unit), f"{number(spread.low, unit)} .. {number(spread.high, unit)}"]
    if paired is None:
        return [*start, "-", "", "baseline"]
    if not paired.futures:
        return [*start, "-", "", NO_VALUE]
    interval = f"({difference(paired.low, unit)} .. {difference(paired.high, unit)})"
    return [
        *start,
        f"{difference(paired.difference, unit)}  {interval}",
        f"{paired.better} / {paired.futures}",
        colored(paired.verdict, paired.verdict),
    ]


def colored(words: str, verdict: str) -> str:
    """Return words in the colour of a verdict."""
    return click.style(words, fg=STYLES.get(verdict))


def _sign(paired: "Comparison") -> str:
    return colored(SIGNS[paired.verdict], paired.verdict) if paired.futures else NO_VALUE


def print_summary(console: Console, answers: Sequence["Answer"]) -> None:
    """Print the verdicts of all designs on all metrics at a glance."""
    rows = [
        [
            found.metric.title,
            *(_sign(one) for line in found.lines if (one := line.comparison)),
        ]
        for found in answers
    ]
    designs = [line.design for line in answers[0].lines if line.comparison]
    console.table([f"compared with {baseline_name(answers[0])}", *designs], rows)


def print_findings(console: Console, found: Sequence["Finding"]) -> None:
    """Print the answer on every alternative in the sentences with which its report begins."""
    for one in found:
        console.say()
        console.heading(f"{one.design}: {one.chip}")
        for sentence in one.sentences:
            console.say(sentence)
    console.answer(findings=[asdict(one) for one in found])


def answers_as_data(answers: Sequence["Answer"]) -> list[dict[str, object]]:
    """Return answers as plain data."""
    return [
        {
            "metric": found.metric.name,
            "unit": found.metric.unit,
            "direction": found.metric.direction,
            "quarter": found.quarter,
            **_part_as_data(found),
            "designs": [_as_data(line) for line in found.lines],
        }
        for found in answers
    ]


def _part_as_data(found: "Answer") -> dict[str, object]:
    """Return which part an answer is about, and how many comparisons its intervals hold for; nothing for the whole company."""
    if found.part is None:
        return {}
    return {
        "kind": found.kind,
        "part": found.part,
        "absent": list(found.absent),
        "comparisons": found.comparisons,
        "sizes": dict(found.sizes),
    }


def _as_data(line: "Line") -> dict[str, object]:
    paired = asdict(line.comparison) if line.comparison else None
    return {"design": line.design, **asdict(line.spread), "paired": paired}
