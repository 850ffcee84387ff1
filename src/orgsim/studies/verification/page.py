"""The page on validation, generated from the checks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from orgsim.studies.checks import Reading
from orgsim.studies.suite import Outcome

HEAD = """# Validation

This page is written by `orgsim verify-model --write docs`; do not edit it. Anybody can run the checks: `orgsim verify-model`.

Every check holds numbers that the engine's own functions produce against published models and closed forms. A check never carries a
second implementation of the rule it tests: it calls the compiled rule that a simulated week calls, alone (through
`orgsim.laboratory`) or in a whole simulation. The exception is March's model of 1991, which is there as a worked example with code of
its own, and says so.

- **Tolerances** come from standard errors ({width} of them), from how far a target is rounded, or are declared bands with their reason.
- **Catches** is the smallest error that a reading would catch 19 times in 20: how much the check means.
- **Mutants** are deliberately wrong variants, and **null models** variants without the mechanism that a pattern is said to need. Each
  must fail its check; the tests run them all.
- Where something published is not met, it says so under the check's remarks.

Seed {seed}. Numbers that involve luck change with the seed; targets, sources and tolerances' reasons do not.
"""


def number(value: float) -> str:
    """Return a number as the page and the terminal print it.

    Example
    -------
    >>> number(51.08695), number(1e-9), number(0.0), number(-0.00002)
    ('51.087', '1e-09', '0', '-2e-05')
    """
    return f"{value:.5g}" if value == 0.0 or abs(value) >= 1e-3 else f"{value:.1g}"


def target_of(reading: Reading) -> str:
    """Return a target with its side."""
    return {"near": "", "above": "> ", "below": "< "}[reading.side] + number(reading.target)


def verdict(passed: bool) -> str:
    """Return the word for a verdict."""
    return "met" if passed else "NOT MET"


def page(outcomes: Sequence[Outcome], seed: int, width: float, figures: Mapping[str, Path], folder: Path) -> str:
    """Return the page as Markdown; `folder` is where it will stand."""
    parts = [HEAD.format(seed=seed, width=f"{width:g}"), overview(outcomes)]
    parts += [section(outcome, figures.get(outcome.check.name), folder) for outcome in outcomes]
    return "\n".join(parts)


def overview(outcomes: Sequence[Outcome]) -> str:
    """Return the table of all checks."""
    rows = ["| check | what holds | targets met | wrong variants that must fail |", "|---|---|---|---|"]
    for outcome in outcomes:
        met = sum(reading.passed for reading in outcome.readings)
        wrong = len(outcome.check.mutants) + len(outcome.check.nulls)
        name = outcome.check.name
        rows.append(
            f"| [{name}](#{name.lower()}) | {outcome.check.claim} | {met} of {len(outcome.readings)} | {wrong} |"
        )
    return "\n".join(rows) + "\n"


def section(outcome: Outcome, figure: Path | None, folder: Path) -> str:
    """Return what there is to say about one check."""
    check = outcome.check
    lines = [f"## {check.name}", "", check.claim, "", f"Source: {check.source}.", ""]
    if figure:
        lines += [f"![{check.claim}]({figure.relative_to(folder).as_posix()})", ""]
    lines += ["| reading | target | obtained | tolerance | catches | verdict |", "|---|---|---|---|---|---|"]
    lines += [row(reading) for reading in outcome.readings]
    lines += ["", "Tolerances: " + "; ".join(dict.fromkeys(reading.reason for reading in outcome.readings)) + ".", ""]
    lines.append("Must fail: " + "; ".join(check.mutants) + ".")
    if check.nulls:
        lines.append("Null models that must fail: " + "; ".join(check.nulls) + ".")
    lines += [*("\n" + remark for remark in check.remarks), ""]
    return "\n".join(lines)


def row(reading: Reading) -> str:
    """Return a reading as a row of a table."""
    cells = [
        reading.what,
        target_of(reading),
        number(reading.obtained),
        number(reading.tolerance),
        number(reading.catches),
        verdict(reading.passed),
    ]
    return "| " + " | ".join(cells) + " |"
