"""The pages of the studies as Markdown: validation, patterns and calibration, generated from what was run."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orgsim.studies import checks
from orgsim.studies.calibration.targets import NOT_MEASURED, TARGETS, Target
from orgsim.studies.claims import Claim, Findings, Pattern, Reading
from orgsim.studies.evidence import Measured
from orgsim.studies.suite import Outcome

VALIDATION = """# Validation

This page is written by `orgsim verify-model --write docs`; do not edit it. You can run the checks yourself: `orgsim verify-model`.

Each check compares numbers that the model produces with published models and closed forms. A check calls the compiled rules that a
simulated week calls, either alone (through `orgsim.laboratory`, which says where a loop around a rule is its own) or in a whole
simulation. There is one exception: V6a tests March's model of 1991, a worked example with code of its own. It runs no rule of the
engine; V6b and V6c put the same question to the engine.

- **Tolerances** are multiples of standard errors ({width} of them), or come from how far a target is rounded, or are bands that were
  declared beforehand, with their reason.
- **Catches** is the smallest error that a reading would detect 19 times in 20: how much the check means.
- **Mutants** are deliberately wrong variants, and **null models** lack the mechanism that a pattern is said to need. Each of them
  must fail its check; the tests run them all.
- A published figure that the model does not reach is shown as **not met**, with the reason under the check. Such a figure does not
  decide whether the check passes; the targets of independent code with the same assumptions do.

The seed is {seed}. Numbers that involve chance change with the seed; targets, sources and the reasons for tolerances do not.
"""

PATTERNS = """# Patterns

This page is written by `make patterns`; do not edit it. Each pattern is an experiment on the simulator: organisations are simulated
under the same demand and the same random events, in {futures} futures each, with the mechanism that should produce the pattern
switched on and off. The expected direction comes from the pattern and stands beside each reading. Parameters and roles are the
defaults, and no default was changed for a run or after one. The outcome is published even where a pattern does not emerge. The
experiments themselves (sizes of companies, horizons, what is searched, some ablations, margins of "no difference") were settled in
trial runs.

{stamps}

- **Emerged**: under the defaults, the whole 95 % interval of every reading of the claim is on the expected side. **Emerged in part**:
  this holds for some of the readings. **Only under these settings**: for none under the defaults, but for some in the search. **Did
  not emerge**: nowhere that was searched.
- Intervals are Student's for the mean of paired differences. In a search they are widened for the number of readings (Bonferroni).
- **Ablation**: how many of the readings show that the effect shrinks when the mechanism is off (a paired difference of
  differences). An effect that remains when the mechanism is off comes from something else.
- *Inconclusive* means that the interval includes zero (or, where no difference was expected, extends beyond the margin).

Intervals cover the randomness of simulation, not whether the model is right.
"""

CALIBRATION = """# Calibration

This page is written by `make patterns`; do not edit it. It shows how default results compare with published figures: the shipped
scenario `product-org` (with its ladder, every mechanism on), means over {futures} futures with 95 % intervals, all measured in the
same futures, against ranges of what is reported of real organisations. A range says which values are plausible. Confidence is
confidence in the source. Decision latency by span and the effect of meeting are measured in generated companies, in as many futures.

Ranges of the world (what is offered, what it is worth, what it needs of others) were settled before any two designs were compared, and so
were most defaults. Four defaults got their present values later, when trials of grouping, of spans and of layers and a check of the demo's
variance, which showed its designs, had been seen: the 0.14 opportunities for each engineer and week, `planning.productive_share`,
`exceptions.unmet_coordination_effect` and `exceptions.exception_probability`. They were set by the quantities of this page and by headroom;
no number was set by the effect of a design, a role or a tie. The [decisions](decisions.md) name these exceptions. A default that was set so
that one of these quantities lies in its range says so in the [model](model.md) as its source; there the row shows that this was done, and
is no test.

{stamps}

{inside} of {count} are inside their range.
"""

STAMPS = {
    "experiments": "experiments and expectations",
    "settings": "default parameters and roles in use",
    "model": "source of the model",
    "futures": "a few futures",
}
"""What each stamp of a page belongs to."""


def digits(value: float) -> str:
    """Return a number as the page on validation and the terminal print it.

    Example
    -------
    >>> digits(51.08695), digits(1e-9), digits(0.0), digits(-0.00002)
    ('51.087', '1e-09', '0', '-2e-05')
    """
    return f"{value:.5g}" if value == 0.0 or abs(value) >= 1e-3 else f"{value:.1g}"


def number(value: float) -> str:
    """Return a number with three significant digits, as the other pages print it.

    Example
    -------
    >>> number(1234.5), number(-0.01234), number(0.0), number(1e-9)
    ('1230', '-0.0123', '0', '0')
    """
    if abs(value) < 5e-6:
        return "0"
    return f"{float(f'{value:.3g}'):.10f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:.3g}"


def table(header: str, rows: Iterable[Sequence[object]]) -> list[str]:
    """Return a table, line by line; `header` is written as in Markdown, without the outer bars."""
    lines = [f"| {header} |", "|" + "---|" * (header.count("|") + 1)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def stamp_table(stamps: Mapping[str, str], seed: int) -> str:
    """Return the table of what a page belongs to."""
    return "\n".join(
        table(
            "frozen | hash", [*((STAMPS[name], f"`{value}`") for name, value in stamps.items()), ("seed", f"`{seed}`")]
        )
    )


def target_of(reading: checks.Reading) -> str:
    """Return a target with its side."""
    return {"near": "", "above": "> ", "below": "< "}[reading.side] + digits(reading.target)


def verdict(reading: checks.Reading) -> str:
    """Return the words for the verdict on a reading."""
    if reading.passed:
        return "met"
    return "not met (out of reach)" if reading.out_of_reach else "NOT MET"


def cells(reading: checks.Reading) -> tuple[str, ...]:
    """Return a reading of a check as a row: what, target, obtained, tolerance, what it catches, verdict."""
    numbers = (digits(value) for value in (reading.obtained, reading.tolerance, reading.catches))
    return (reading.what, target_of(reading), *numbers, verdict(reading))


def validation_page(outcomes: Sequence[Outcome], seed: int, figures: Mapping[str, Path], folder: Path) -> str:
    """Return the page on validation; `folder` is where it will stand."""
    rows = []
    for outcome in outcomes:
        check = outcome.check
        met = sum(reading.passed for reading in outcome.readings)
        wrong = len(check.mutants) + len(check.nulls)
        rows.append((f"[{check.name}](#{check.name.lower()})", check.claim, f"{met} of {len(outcome.readings)}", wrong))
    overview = table("check | what holds | targets met | wrong variants that must fail", rows)
    sections = [line for outcome in outcomes for line in validation_lines(outcome, figures, folder)]
    return "\n".join([VALIDATION.format(seed=seed, width=f"{checks.STANDARD_ERRORS:g}"), *overview, "", *sections])


def validation_lines(outcome: Outcome, figures: Mapping[str, Path], folder: Path) -> list[str]:
    """Return what there is to say about one check."""
    check = outcome.check
    lines = [f"## {check.name}", "", check.claim, "", f"Source: {check.source}.", ""]
    if check.name in figures:
        lines += [f"![{check.claim}]({figures[check.name].relative_to(folder).as_posix()})", ""]
    header = "reading | target | obtained | tolerance | catches | verdict"
    lines += table(header, (cells(reading) for reading in outcome.readings))
    lines += ["", "Tolerances: " + "; ".join(dict.fromkeys(reading.reason for reading in outcome.readings)) + ".", ""]
    missed = [reading for reading in outcome.readings if not reading.passed and reading.out_of_reach]
    lines += [f"Not met: {reading.what} - {reading.out_of_reach}.\n" for reading in missed]
    lines.append("Must fail: " + "; ".join(check.mutants) + ".")
    if check.nulls:
        lines.append("Null models that must fail: " + "; ".join(check.nulls) + ".")
    return [*lines, *(["\n" + check.remarks] if check.remarks else []), ""]


@dataclass(frozen=True)
class PatternOutcome:
    """A pattern and what came of it."""

    pattern: Pattern
    findings: Findings
    figures: Mapping[str, Path]
    """Files by name of the chart."""


def patterns_page(
    outcomes: Sequence[PatternOutcome], stamps: Mapping[str, str], futures: int, seed: int, folder: Path
) -> str:
    """Return the page on patterns; `folder` is where it will stand."""
    head = PATTERNS.format(futures=futures, stamps=stamp_table(stamps, seed))
    sections = [line for outcome in outcomes for line in pattern_lines(outcome, folder)]
    return "\n".join([head, *overview(outcomes), "", *sections])


def overview(outcomes: Sequence[PatternOutcome]) -> list[str]:
    """Return the table of all claims."""
    rows = []
    for outcome in outcomes:
        name = outcome.pattern.name
        for place, claim in enumerate(outcome.findings.claims):
            link = f"[{name}](#{name.lower()})" if place == 0 else ""
            rows.append((link, claim.says, f"**{claim.verdict}**", claim.traced))
    return table("pattern | claim | outcome | ablation", rows)


def pattern_lines(outcome: PatternOutcome, folder: Path) -> list[str]:
    """Return what there is to say about one pattern."""
    pattern, findings = outcome.pattern, outcome.findings
    lines = [f"## {pattern.name}", "", f"**{pattern.title}.**", ""]
    lines += [f"*Why it should:* {pattern.why}", "", f"*What was run:* {pattern.setup}", ""]
    for chart in findings.charts:
        lines += [f"![{pattern.title}]({outcome.figures[chart.name].relative_to(folder).as_posix()})", ""]
    for claim in findings.claims:
        lines += claim_lines(claim)
    for heading, readings in findings.tables:
        lines += [f"*{heading}*", "", *readings_table(readings), ""]
    told = [pattern.remarks[word] for word in ("", findings.claims[0].verdict) if word in pattern.remarks]
    return [*lines, *(line for remark in told for line in (remark, ""))]


def claim_lines(claim: Claim) -> list[str]:
    """Return a claim with its readings."""
    mechanism = f" Mechanism: {claim.mechanism}." if claim.mechanism else ""
    lines = [
        f"### {claim.says}",
        "",
        f"**{claim.verdict.capitalize()}.**{mechanism}",
        "",
        *readings_table(claim.readings),
        "",
    ]
    if claim.ablations:
        lines += [
            "Ablation: how much the effect shrinks when the mechanism is off.",
            "",
            *readings_table(claim.ablations),
            "",
        ]
    if claim.searched:
        count = f"Searched elsewhere: {len(claim.found)} of {len(claim.searched)} as expected."
        lines += [count, "", *readings_table(claim.searched), ""]
    return lines


def published_patterns(outcomes: Iterable[PatternOutcome]) -> Iterator[Measured]:
    """Yield what patterns found as data: the readings of claims, then those of tables, with the digits of the page."""
    for outcome in outcomes:
        for claim in outcome.findings.claims:
            for one in claim.readings:
                yield _published(outcome.pattern.name, claim.says, one)
        for _, readings in outcome.findings.tables:
            for one in readings:
                yield _published(outcome.pattern.name, "", one)


def _published(pattern: str, claim: str, one: Reading) -> Measured:
    mean, low, high = (None if math.isnan(end) else float(number(end)) for end in (one.mean, one.low, one.high))
    return Measured("patterns", pattern, claim, one.what, one.unit, mean, low, high, one.futures, one.word)


def readings_table(readings: Iterable[Reading]) -> list[str]:
    """Return readings of a pattern as a table."""
    rows = []
    for r in readings:
        sides = {"above": "> 0", "below": "< 0", "nothing": f"0 ± {number(r.margin)}", "report": "-"}
        rows.append((r.what, number(r.mean), span(r), r.unit or "-", sides[r.expected], r.word))
    return table("reading | mean | 95 % interval | unit | expected | outcome", rows)


def span(reading: Reading) -> str:
    """Return the interval of a reading."""
    return f"{number(reading.low)} .. {number(reading.high)}"


def calibration_page(measured: Mapping[str, Reading], stamps: Mapping[str, str], futures: int, seed: int) -> str:
    """Return the page on calibration."""
    known = [target for target in TARGETS if target.name in measured]
    missed = [target for target in known if not target.holds(measured[target.name].mean)]
    stamped = stamp_table(stamps, seed)
    head = CALIBRATION.format(futures=futures, stamps=stamped, inside=len(known) - len(missed), count=len(known))
    header = "quantity | unit | measured | 95 % interval | range | | source | confidence"
    rows = table(header, (calibration_cells(target, measured.get(target.name)) for target in TARGETS))
    reasons = [f"- **{target.what}**: {target.if_missed or 'no explanation yet.'}" for target in missed]
    return "\n".join([head, *rows, "", "## What is outside, and why", "", *reasons, "", NOT_MEASURED, ""])


def calibration_cells(target: Target, found: Reading | None) -> tuple[str, ...]:
    """Return a row of the table on calibration."""
    range_of = f"{number(target.low)} .. {number(target.high)}"
    if found is None:
        obtained, within = ("-", "-"), "not measured yet"
    else:
        obtained, within = (number(found.mean), span(found)), "in" if target.holds(found.mean) else "**out**"
    return (target.what, target.unit, *obtained, range_of, within, target.source, target.confidence)
