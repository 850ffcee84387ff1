"""``orgsim validate``: check files and say everything that is wrong at once."""

from collections.abc import Sequence
from pathlib import Path

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import INVALID, NO, Stop
from orgsim.cli.options import PATH, SETTINGS, STYLE
from orgsim.plain_words import counted
from orgsim.scenario.batch_reading import load_batch
from orgsim.scenario.design import load_design
from orgsim.scenario.document import read_document
from orgsim.scenario.ladder.in_design import checked_levels
from orgsim.scenario.ladder.reading import is_ladder, read_ladder
from orgsim.scenario.problems import Mark, Problem, ScenarioError, shown
from orgsim.scenario.search import load_search

UNREAD = "E001"
"""The code of a file that cannot be had, so that nothing can be said of it."""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@STYLE
@SETTINGS
@click.pass_obj
def command(console: Console, paths: tuple[Path, ...], style: str, overrides: tuple[str, ...]) -> None:
    """Check scenario, batch, story, lesson and ladder files, or all that are in a folder.

    Each problem is printed with its file, line and column, and with the nearest name that is allowed. The command ends with 1
    where it finds errors, and with 3 where a file is not there or cannot be read.
    """
    files = [file for path in paths for file in files_in(path)]
    problems = [problem for file in files for problem in _problems(file, overrides)]
    errors = report_problems(console, files, problems, style)
    unread = any(problem.code == UNREAD for problem in problems)
    raise Stop(INVALID if unread else NO if errors else 0)


def report_problems(console: Console, files: Sequence[Path], problems: Sequence[Problem], style: str) -> int:
    """Print problems in a style and return how many of them are errors."""
    errors = sum(problem.is_error for problem in problems)
    console.as_json = console.as_json or style == "json"
    console.answer(files=[shown(file) for file in files], errors=errors, problems=[p.as_dict() for p in problems])
    for problem in problems:
        console.say(_annotation(problem) if style == "github" else problem.text())
        if style == "text" and problem.is_error and (excerpt := problem.excerpt()):
            console.say(excerpt)
    if style == "text" and not console.quiet:
        warnings = counted(len(problems) - errors, "warning")
        console.say(f"{counted(errors, 'error')}, {warnings} in {counted(len(files), 'file')}")
    return errors


def files_in(path: Path) -> list[Path]:
    """Return a file, or the YAML files in a folder."""
    try:
        return sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]) if path.is_dir() else [path]
    except OSError:  # reading it will say why
        return [path]


def _problems(file: Path, overrides: tuple[str, ...]) -> list[Problem]:
    """Return what is wrong with a file; one that breaks the check itself does not end the check of the others."""
    try:
        return _checked(file, overrides)
    except ScenarioError as error:
        return error.problems
    except Exception as error:  # noqa: BLE001 - the other files are still to be checked
        what = f"orgsim cannot check this file ({type(error).__name__}: {error}); please report it"
        return [Problem("E999", what, mark=Mark(file, 0, 0))]


def _checked(file: Path, overrides: tuple[str, ...]) -> list[Problem]:
    """Check a file as what it looks like and return what is doubtful."""
    document = read_document(file)
    data = document.data
    if isinstance(data, dict) and "designs" in data:
        load_batch(file)
        return []
    if isinstance(data, dict) and "arms" in data:
        from orgsim.stories.loading import load_story

        load_story(file)
        return []
    if isinstance(data, dict) and "claims" in data:
        from orgsim.lessons.fitting import fitting_bench
        from orgsim.lessons.loading import load_lesson

        fitting_bench(load_lesson(file))
        return []
    if isinstance(data, dict) and "choices" in data:
        load_search(file)
        return []
    if is_ladder(data, file):
        read_ladder(file)
        return []
    design = load_design(file, overrides, document)
    return [*design.warnings, *checked_levels(design)]


def _annotation(problem: Problem) -> str:
    kind = "error" if problem.is_error else "warning"
    place = problem.as_dict()
    return f"::{kind} file={place['file']},line={place['line']},col={place['column']}::{problem.code} {problem.message}"
