"""``orgsim ladder lint``: what is doubtful about ladders, with the closed form that says so."""

from pathlib import Path

import click

from orgsim.cli.commands.validate_ import files_in, report_problems
from orgsim.cli.console import Console
from orgsim.cli.errors import NO, Stop
from orgsim.scenario.problems import Problem, ScenarioError


@click.command()
@click.argument("ladders", metavar="LADDER...", nargs=-1, required=True)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="Style of output."
)
@click.option("--exit-zero", is_flag=True, help="Findings are no failure.")
@click.pass_obj
def command(console: Console, ladders: tuple[str, ...], style: str, *, exit_zero: bool) -> None:
    """Find what is doubtful: levels nobody reaches or leaves, one-way doors, missing seats, impossible waits, empty expectations.

    Exit code 1 with findings, 0 without.
    """
    from orgsim.scenario.ladder.shipped import ladder_path

    files = [file for text in ladders for file in files_in(ladder_path(text))]
    problems = [problem for file in files for problem in _problems(console, file, style)]
    report_problems(console, files, problems, style)
    raise Stop(NO if problems and not exit_zero else 0)


def _problems(console: Console, file: Path, style: str) -> list[Problem]:
    from orgsim.careers.flow import flow_of
    from orgsim.careers.lint import lint
    from orgsim.scenario.ladder.reading import read_ladder

    try:
        read = read_ladder(file)
    except ScenarioError as error:
        return error.problems
    assumptions = flow_of(read.ladder).assumptions
    console.answer(assumptions={entry.text: entry.verdict for entry in assumptions})
    if style == "text":
        console.note(
            f"{read.ladder.name}: waits by closed form. " + "; ".join(f"{a.text}: {a.verdict}" for a in assumptions)
        )
    return lint(read)
