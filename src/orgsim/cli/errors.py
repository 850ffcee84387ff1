"""How commands end: their exit codes.

0    the command succeeded
1    the answer is "no": there are findings, the condition of --fail-if holds, or what was expected or observed is not reached
2    the command line was wrong: a word in it is not what it should be, or contradicts another one, whatever the files hold
3    the input cannot be read or is invalid
4    some runs failed; the results of the others are saved
5    an internal error occurred; a trace file is named
130  the command was interrupted; repeating it continues
"""

import re
import sys
import tempfile
import traceback
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.errors import CommandLineError, OrgsimError, SimulationError

if TYPE_CHECKING:
    from orgsim.scenario.problems import ScenarioError

NO = 1
USAGE = 2
INVALID = 3
PARTIAL = 4
INTERNAL = 5
INTERRUPTED = 130


class Stop(click.exceptions.Exit):
    """End a command with an exit code."""


def guarded(group: click.Group, args: list[str] | None) -> Any:
    """Run the command line so that every failure ends with a sentence and an exit code, never with a traceback."""
    arguments = sys.argv[1:] if args is None else args
    as_json = "--json" in arguments
    try:
        code = _run(group, arguments)
    except click.exceptions.Exit as stop:  # --help and --version
        code = stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        _report("interrupted", as_json=as_json)
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except Exception as error:  # noqa: BLE001 - the last line of defence
        code = _reported(error, as_json=as_json, verbose="-v" in arguments or "--verbose" in arguments)
    sys.exit(code)


def _run(group: click.Group, arguments: list[str]) -> int:
    """Run one command, print its JSON document if that was asked for, and return its exit code."""
    code = 0
    with group.make_context("orgsim", list(arguments)) as context:
        try:
            group.invoke(context)
        except click.exceptions.Exit as stop:
            code = stop.exit_code
        if isinstance(context.obj, Console):
            context.obj.flush()
    return code


def _reported(error: Exception, *, as_json: bool, verbose: bool) -> int:
    """Say what went wrong and return the exit code for it."""
    from orgsim.scenario.problems import ScenarioError

    if isinstance(error, click.UsageError):
        error = _plainly(error)
        _report(error.format_message(), as_json=True) if as_json else error.show()
        return USAGE
    if isinstance(error, ScenarioError):
        _report_problems(error, as_json=as_json)
        return INVALID
    if isinstance(error, OrgsimError):
        _report(str(error), as_json=as_json)
        return (
            USAGE if isinstance(error, CommandLineError) else PARTIAL if isinstance(error, SimulationError) else INVALID
        )
    if isinstance(error, OSError):  # a folder that cannot be written, a full disk: nothing is wrong with orgsim
        _report(_about_files(error), as_json=as_json)
        return INVALID
    _report_defect(error, as_json=as_json, verbose=verbose)
    return INTERNAL


REFUSED = re.compile(r"'(?P<value>.*)' is not (?P<why>a valid integer|a valid float|one of)", re.DOTALL)
"""What click says of a value that an option cannot have."""


def _plainly(error: click.UsageError) -> click.UsageError:
    """Return a wrong use of a command in the words of other messages: what is expected, and the nearest name."""
    from orgsim.scenario.problems import nearest

    found = REFUSED.match(error.message)
    if not found or not isinstance(error, click.BadParameter) or error.param is None:
        return error
    value, kind = found["value"][:80], error.param.type
    number = "a whole number" if "integer" in found["why"] else "a number"
    said = f"expected {number}, got '{value}'"
    if isinstance(kind, click.Choice):
        choices = [str(choice) for choice in kind.choices]
        said = f"there is no '{value}'{nearest(value, choices)}; there are {', '.join(choices)}"
    return click.BadParameter(said, error.ctx, error.param, error.param_hint)


def _about_files(error: OSError) -> str:
    """Return what the system refused, in one sentence."""
    name = str(error.filename or "a file")
    reason = (error.strerror or str(error) or "unknown reason").lower()
    return f"{name if len(name) <= 200 else name[:197] + '...'} cannot be read or written: {reason}"


def _report(message: str, *, as_json: bool, **more: object) -> None:
    if as_json:
        import json

        click.echo(json.dumps({"error": message, **more}, indent=2, default=str))
    else:
        click.echo(message, err=True)


def _report_problems(error: "ScenarioError", *, as_json: bool) -> None:
    if as_json:
        _report("invalid scenario", as_json=True, problems=[problem.as_dict() for problem in error.problems])
        return
    for line in (text for problem in error.problems for text in (problem.text(), problem.excerpt()) if text):
        click.echo(line, err=True)


def _report_defect(error: Exception, *, as_json: bool, verbose: bool) -> None:
    trace = traceback.format_exc()
    with tempfile.NamedTemporaryFile("w", prefix="orgsim-trace-", suffix=".txt", delete=False) as file:
        file.write(trace)
    what = f"internal error: {type(error).__name__}: {error}"
    _report(f"{what}\nThe trace is in {file.name}; please report it.", as_json=as_json)
    if verbose and not as_json:
        click.echo(trace, err=True)
