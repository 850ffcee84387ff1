"""The page on patterns, generated from what was run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orgsim.studies.claims import Claim, Findings, Pattern, Reading

HEAD = """# Patterns

This page is written by `make patterns`; do not edit it. Each pattern is an experiment on the simulator: organisations under the
same demand and the same luck, {futures} futures each, with the mechanism that the pattern should come from switched on and off.
The direction that is expected comes from the pattern and stands beside each reading; parameters and roles are the defaults, and no
default was changed for a run or after one. What came out is published, also where a pattern does not emerge. The experiments
themselves (sizes of companies, horizons, what is searched, some ablations, margins of "no difference") were settled in trial runs.

{stamps}

- **Emerged**: the whole 95 % interval of every reading of the claim is on the expected side under the defaults. **In part**: of some.
  **Only under these settings**: none under the defaults, some in the search. **Did not emerge**: nowhere that was searched.
- Intervals are Student's for the mean of paired differences. In a search they are widened for the number of readings (Bonferroni).
- **Ablation**: how many of the readings show that the effect loses something when the mechanism is off (a paired difference of
  differences). An effect that stays with the mechanism off comes from something else.
- *Cannot tell* means that the interval includes zero (or, where no difference was expected, goes beyond what matters).

Intervals cover the luck of simulation, not whether the model is right.
"""


@dataclass(frozen=True)
class Outcome:
    """A pattern and what came of it."""

    pattern: Pattern
    findings: Findings
    figures: Mapping[str, Path]
    """Files by name of the chart."""


def stamp_lines(stamps: Mapping[str, str], seed: int) -> str:
    """Return what the page belongs to."""
    words = {
        "defaults": "default parameters and roles",
        "experiments": "experiments and expectations",
        "engine": "source of the engine",
        "futures": "a few futures",
    }
    cells = [f"| {words[name]} | `{value}` |" for name, value in stamps.items()]
    return "\n".join(["| frozen | hash |", "|---|---|", *cells, f"| seed | `{seed}` |"])


def page(outcomes: Sequence[Outcome], stamps: Mapping[str, str], futures: int, seed: int, folder: Path) -> str:
    """Return the page as Markdown; `folder` is where it will stand."""
    parts = [HEAD.format(futures=futures, stamps=stamp_lines(stamps, seed)), overview(outcomes)]
    parts += [section(outcome, folder) for outcome in outcomes]
    return "\n".join(parts)


def overview(outcomes: Sequence[Outcome]) -> str:
    """Return the table of all claims."""
    rows = ["| pattern | claim | outcome | ablation |", "|---|---|---|---|"]
    for outcome in outcomes:
        name = outcome.pattern.name
        for place, claim in enumerate(outcome.findings.claims):
            link = f"[{name}](#{name.lower()})" if place == 0 else ""
            rows.append(f"| {link} | {claim.says} | **{claim.verdict}** | {claim.traced} |")
    return "\n".join(rows) + "\n"


def section(outcome: Outcome, folder: Path) -> str:
    """Return what there is to say about one pattern."""
    pattern, findings = outcome.pattern, outcome.findings
    lines = [
        f"## {pattern.name}",
        "",
        f"**{pattern.title}.**",
        "",
        f"*Why it should:* {pattern.why}",
        "",
        f"*What was run:* {pattern.setup}",
        "",
    ]
    for chart in findings.charts:
        path = outcome.figures[chart.name].relative_to(folder).as_posix()
        lines += [f"![{pattern.title}]({path})", ""]
    for claim in findings.claims:
        lines += claim_lines(claim)
    for heading, readings in findings.tables:
        lines += [f"*{heading}*", "", *table(readings), ""]
    first = findings.claims[0].verdict
    for remark in (*pattern.remarks.get("", ()), *pattern.remarks.get(first, ())):
        lines += [remark, ""]
    return "\n".join(lines)


def claim_lines(claim: Claim) -> list[str]:
    """Return a claim with its readings."""
    lines = [
        f"### {claim.says}",
        "",
        f"**{claim.verdict.capitalize()}.**" + (f" Mechanism: {claim.mechanism}." if claim.mechanism else ""),
        "",
    ]
    lines += [*table(claim.readings), ""]
    if claim.ablations:
        lines += ["Ablation: what the effect loses when the mechanism is off.", "", *table(claim.ablations), ""]
    if claim.searched:
        lines += [
            f"Searched elsewhere: {len(claim.found)} of {len(claim.searched)} as expected.",
            "",
            *table(claim.searched),
            "",
        ]
    return lines


def table(readings: Sequence[Reading]) -> list[str]:
    """Return readings as a table."""
    rows = ["| reading | mean | 95 % interval | unit | expected | outcome |", "|---|---|---|---|---|---|"]
    return rows + [row(reading) for reading in readings]


def row(reading: Reading) -> str:
    """Return a reading as a row."""
    sides = {"above": "> 0", "below": "< 0", "nothing": f"0 ± {number(reading.margin)}", "report": "-"}
    span = f"{number(reading.low)} .. {number(reading.high)}"
    cells = [reading.what, number(reading.mean), span, reading.unit or "-", sides[reading.expected], reading.word]
    return "| " + " | ".join(cells) + " |"


def number(value: float) -> str:
    """Return a number with three digits that matter.

    Example
    -------
    >>> number(1234.5), number(-0.01234), number(0.0), number(1e-9)
    ('1230', '-0.0123', '0', '0')
    """
    if abs(value) < 5e-6:
        return "0"
    return f"{float(f'{value:.3g}'):.10f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:.3g}"
