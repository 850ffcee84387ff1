"""How commands end: their exit codes.

0    done
1    the answer is "no": findings, a condition that holds, results that differ
2    the command line was used wrongly
3    input that cannot be read or is invalid, for a command that needed it
4    partial: some runs failed, the rest is saved
5    an internal error; a trace file is named
130  interrupted; the same command continues
"""

import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import click

from orgsim.cli.console import Console
from orgsim.errors import OrgsimError, SimulationError

NO = 1
INVALID = 3
PARTIAL = 4
INTERNAL = 5
INTERRUPTED = 130


class Stop(click.exceptions.Exit):
    """End a command with an exit code."""


def guarded(group: click.Group, args: list[str] | None) -> Any:
    """Run the command line so that whatever goes wrong is a sentence and an exit code, never a traceback."""
    arguments = sys.argv[1:] if args is None else args
    as_json = "--json" in arguments
    if as_json:  # accepted anywhere on the line
        arguments = ["--json", *(word for word in arguments if word != "--json")]
    context: click.Context | None = None
    try:
        with group.make_context("orgsim", list(arguments)) as context:
            group.invoke(context)
            _flush(context)
        sys.exit(0)
    except click.exceptions.Exit as stop:
        _flush(context)
        sys.exit(stop.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _report("interrupted", as_json=as_json)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except click.UsageError as error:
        if as_json:
            _report(error.format_message(), as_json=True)
        else:
            error.show()
        sys.exit(2)
    except OrgsimError as error:
        _report_orgsim(error, as_json=as_json)
        sys.exit(PARTIAL if isinstance(error, SimulationError) else INVALID)
    except OSError as error:  # a folder that cannot be written, a full disk: nothing is wrong with orgsim
        _report(_about_files(error), as_json=as_json)
        sys.exit(INVALID)
    except Exception as error:  # noqa: BLE001 - the last line of defence
        _report_internal(error, as_json=as_json, verbose="-v" in arguments or "--verbose" in arguments)
        sys.exit(INTERNAL)


def _about_files(error: OSError) -> str:
    """Return what the system refused, in one sentence."""
    name = str(error.filename or "a file")
    reason = (error.strerror or str(error) or "unknown reason").lower()
    return f"{name if len(name) <= 200 else name[:197] + '...'} cannot be read or written: {reason}"


def _flush(context: click.Context | None) -> None:
    if context is not None and isinstance(context.obj, Console):
        context.obj.flush()


def _report(message: str, *, as_json: bool, **more: object) -> None:
    if as_json:
        import json

        click.echo(json.dumps({"error": message, **more}, indent=2, default=str))
    else:
        click.echo(message, err=True)


def _report_orgsim(error: OrgsimError, *, as_json: bool) -> None:
    from orgsim.scenario.problems import ScenarioError

    if not isinstance(error, ScenarioError):
        _report(str(error), as_json=as_json)
        return
    if as_json:
        _report("invalid scenario", as_json=True, problems=[problem.as_dict() for problem in error.problems])
        return
    for problem in error.problems:
        click.echo(problem.text(), err=True)
        if excerpt := problem.excerpt():
            click.echo(excerpt, err=True)


def _report_internal(error: Exception, *, as_json: bool, verbose: bool) -> None:
    trace = traceback.format_exc()
    with tempfile.NamedTemporaryFile("w", prefix="orgsim-trace-", suffix=".txt", delete=False) as file:
        file.write(trace)
    path = Path(file.name)
    _report(
        f"internal error: {type(error).__name__}: {error}\nThe trace is in {path}; please report it.", as_json=as_json
    )
    if verbose and not as_json:
        click.echo(trace, err=True)
