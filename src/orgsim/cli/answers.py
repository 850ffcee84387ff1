"""Printing paired answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import difference, number

if TYPE_CHECKING:
    from orgsim.results.comparison import Answer, Line

WAYS = {"higher": "higher is better", "lower": "lower is better", "neither": "no better way"}
STYLES = {"better": "green", "worse": "yellow"}
SIGNS = {
    "better": "+ better",
    "worse": "- worse",
    "higher": "> higher",
    "lower": "< lower",
    "no practical difference": "= same",
    "cannot tell": "? cannot tell",
}


def print_answers(console: Console, answers: Sequence["Answer"], seed: int) -> None:
    """Print every answer: a line a design, under the metric's name."""
    for found in answers:
        metric = found.metric
        futures = max((line.spread.futures for line in found.lines), default=0)
        quarter = f", quarter {found.quarter}" if found.quarter else ""
        unit = "" if metric.unit == "share" else f", {metric.unit}"
        console.say()
        console.say(
            click.style(f"{metric.title}{unit}{quarter}", bold=True)
            + f" ({WAYS[metric.direction]}); {futures} paired futures; seed {seed}; same within {found.rope.text()}"
        )
        rows = [_row(line, metric.unit) for line in found.lines]
        base = next((line.design for line in found.lines if line.comparison is None), "baseline")
        header = ["design", "median", "80% of futures", f"difference to {base} (95% interval)", "better in", "verdict"]
        console.table(header, rows)
    console.say()
    console.say(
        "Differences are means over paired futures. Better or worse: the whole interval is beyond what is the same;"
    )
    console.say("no practical difference: within it; cannot tell: across its border.")
    console.say("Intervals cover simulation noise only, not whether the model is right.")


def _row(line: "Line", unit: str) -> list[str]:
    spread, paired = line.spread, line.comparison
    start = [line.design, number(spread.median, unit), f"{number(spread.low, unit)} .. {number(spread.high, unit)}"]
    if paired is None:
        return [*start, "-", "", "baseline"]
    interval = f"({difference(paired.low, unit)} .. {difference(paired.high, unit)})"
    return [
        *start,
        f"{difference(paired.difference, unit)}  {interval}",
        f"{paired.better} / {paired.futures}",
        click.style(paired.verdict, fg=STYLES.get(paired.verdict)),
    ]


def print_summary(console: Console, answers: Sequence["Answer"]) -> None:
    """Print the verdicts of all designs on all metrics at a glance."""
    designs = [line.design for line in answers[0].lines if line.comparison]
    base = next((line.design for line in answers[0].lines if line.comparison is None), "baseline")
    rows = []
    for found in answers:
        verdicts = {line.design: line.comparison.verdict for line in found.lines if line.comparison}
        rows.append(
            [found.metric.title]
            + [
                click.style(SIGNS[verdicts[name]], fg=STYLES.get(verdicts[name]))
                for name in designs
                if name in verdicts
            ]
        )
    console.table([f"compared with {base}", *designs], rows)


def answers_as_data(answers: Sequence["Answer"]) -> list[dict[str, object]]:
    """Return answers as plain data."""
    return [
        {
            "metric": found.metric.name,
            "unit": found.metric.unit,
            "direction": found.metric.direction,
            "quarter": found.quarter,
            "designs": [
                {
                    "design": line.design,
                    **vars(line.spread),
                    "paired": vars(line.comparison) if line.comparison else None,
                }
                for line in found.lines
            ],
        }
        for found in answers
    ]
