"""``orgsim verify-model``: the model checked against published models and closed forms."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.cli.options import FIGURES, FOLDER
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.studies.suite import Outcome

PAGE_FIGURES = Path("img") / "validation"
"""Folder of the page's figures, beside it."""


@click.command()
@click.argument("names", nargs=-1, metavar="[CHECK]...")
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(0, 2**32 - 1), help="Seed of all random numbers."
)
@FIGURES
@click.option(
    "--write", type=FOLDER, metavar="DIR", help="Write the page validation.md and its figures into this folder."
)
@click.option(
    "--mutants", is_flag=True, help="Also run variants that are wrong on purpose; each must fail (takes longer)."
)
@click.pass_obj
def command(
    console: Console, names: tuple[str, ...], *, seed: int, figures: Path | None, write: Path | None, mutants: bool
) -> None:
    """Run every CHECK, or those named, and print target, obtained value, tolerance and verdict of each reading.

    The exit code is 1 when a target is missed.
    """
    from orgsim.studies.discovery import all_checks, check_named
    from orgsim.studies.suite import as_data, draw_figures, run_checks

    checks = [check_named(name) for name in names] or list(all_checks().values())
    with console.tracker(len(checks), "checks") as report:
        outcomes = run_checks(checks, seed, report)
    console.answer(seed=seed, passed=all(outcome.passed for outcome in outcomes), checks=[as_data(o) for o in outcomes])
    for outcome in outcomes:
        print_outcome(console, outcome)
    if figures:
        console.figures(list(draw_figures(outcomes, figures).values()))
    if write:
        write_page(console, outcomes, seed, write)
    conclude(console, outcomes, survivors(console, outcomes, seed) if mutants else [])


def print_outcome(console: Console, outcome: "Outcome") -> None:
    """Print one check: claim, source, readings, and why tolerances are what they are."""
    from orgsim.studies.pages import cells

    check = outcome.check
    color = "green" if outcome.passed else "red"
    word = click.style("passes" if outcome.passed else "FAILS", fg=color, bold=True)
    console.say(click.style(check.name, bold=True) + f" {word}  {check.claim}")
    console.say(f"source: {check.source}; {outcome.seconds:.1f} s")
    header = ("reading", "target", "obtained", "tolerance", "catches", "verdict")
    console.table(header, [cells(reading) for reading in outcome.readings])
    for reason in dict.fromkeys(reading.reason for reading in outcome.readings):
        console.say(f"tolerance: {reason}")
    for reading in outcome.readings:
        if reading.out_of_reach and not reading.passed:
            console.say(f"not met: {reading.what} - {reading.out_of_reach}")
    if check.remarks:
        console.say(f"remark: {check.remarks}")
    console.say()


def write_page(console: Console, outcomes: "Sequence[Outcome]", seed: int, folder: Path) -> None:
    """Write the page and its figures."""
    from orgsim.studies.pages import validation_page
    from orgsim.studies.suite import draw_figures

    drawn = draw_figures(outcomes, folder / PAGE_FIGURES)
    path = folder / "validation.md"
    path.write_text(validation_page(outcomes, seed, drawn, folder), encoding="utf-8")
    console.say(f"page {shown(path)}")


def survivors(console: Console, outcomes: "Sequence[Outcome]", seed: int) -> list[str]:
    """Run the wrong variants of every check; return those that pass it."""
    from orgsim.studies.suite import surviving

    found = []
    for outcome in outcomes:
        wrong = len(outcome.check.mutants) + len(outcome.check.nulls)
        left = surviving(outcome.check, seed)
        console.say(f"{outcome.check.name}: {wrong - len(left)} of {wrong} wrong variants fail")
        found += [f"{outcome.check.name}: {name}" for name in left]
    console.answer(surviving=found)
    return found


def conclude(console: Console, outcomes: "Sequence[Outcome]", left: Sequence[str]) -> None:
    """Say how it went, and end with 1 when something is wrong."""
    missed = [outcome.check.name for outcome in outcomes if not outcome.passed]
    readings = [reading for outcome in outcomes for reading in outcome.readings]
    met = sum(reading.passed for reading in readings)
    seconds = sum(outcome.seconds for outcome in outcomes)
    console.say(
        f"{len(outcomes) - len(missed)} of {len(outcomes)} checks pass; {met} of {len(readings)} targets met; {seconds:.0f} s"
    )
    for name in left:
        console.say(f"a wrong variant passes: {name}")
    if missed or left:
        raise Stop(NO)
