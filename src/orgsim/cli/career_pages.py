"""Writing what simulated careers look like: slides into a folder, and the report as one HTML file."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.options import FILE
from orgsim.errors import InputError
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.careers.simulation import CareerResults

CAREER_REPORT = click.option(
    "--report", type=FILE, metavar="FILE", help="Write the answer as one HTML page, which opens without a network."
)


def followed(
    results: "Mapping[str, CareerResults]", entry: str | None, goal: str | None
) -> tuple[str | None, str | None]:
    """Return the level whose hires are followed (default: where most are hired), and the one that they may come to.

    Raises
    ------
    InputError
        When one of the ladders has no such level, or nobody is hired into a level that all of them have.
    """
    from orgsim.careers.outcomes import entry_levels, level_row

    for name, each in results.items():
        for level in filter(None, (entry, goal)):
            try:
                level_row(each, level)
            except InputError as error:
                raise InputError(f"{name}: {error}") from None
    first, *others = results.values()
    shared = [level for level in entry_levels(first) if all(level in other.plan.levels for other in others)]
    start = entry or next(iter(shared), None)
    if goal and start is None:
        raise InputError(
            f"--to {goal}: nobody is hired into a level that all of these have; --entry LEVEL names one to start from"
        )
    return start, goal


def draw_slides(
    console: Console,
    results: "Mapping[str, CareerResults]",
    entry: str | None,
    goal: str | None,
    folder: Path,
    suffix: Any,
) -> None:
    """Draw every figure into a folder."""
    from orgsim.careers.slides import Careers, slides

    paths = [slide.save(folder, suffix) for slide in slides(Careers(results, entry, goal))]
    console.answer(figures=[shown(path) for path in paths])
    for path in paths:
        console.say(f"figure {shown(path)}")


def write_report(
    console: Console,
    results: "Mapping[str, CareerResults]",
    entry: str | None,
    goal: str | None,
    page: Path,
    words: Sequence[str],
) -> None:
    """Write the report; `words` are those of a command line that makes it again.

    Raises
    ------
    ResultsError
        When the file cannot be written.
    """
    from orgsim.careers.page import ladder_report
    from orgsim.careers.slides import Careers
    from orgsim.cli.reporting import save_page

    save_page(console, page, ladder_report(Careers(results, entry, goal), shlex.join(["orgsim", *words])))
