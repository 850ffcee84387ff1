"""The command line. Commands are loaded when they are called, so that ``--help`` and ``validate`` stay quick."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import guarded

COMMANDS = {
    "init": "write a commented scenario to start from",
    "import": "turn an HR export into a scenario",
    "validate": "check scenario files",
    "show": "print a scenario as it is read, and where each value came from",
    "diff": "print what differs between two designs",
    "ladder": "check, show, compare, import, fit and simulate career ladders",
    "roles": "print the roles side by side: scope, rights, hours, ties, KPIs, next steps",
    "network": "print who has influence, who joins whom, and whom a vacancy would cut off",
    "schedule": "print who does what when in a simulated week and quarter",
    "run": "simulate one design",
    "compare": "simulate designs under the same luck and print the paired answer",
    "batch": "run a list of designs, seeds and settings, resumable",
    "verify-model": "hold the model against published models and closed forms",
    "metrics": "list the metrics",
    "params": "list every parameter with unit, range, source and confidence",
}
"""Commands in the order people meet them; each is ``command`` in ``orgsim.cli.commands.<name>_`` (a hyphen is an underscore there)."""

EXIT_CODES = """\b
Exit codes:
  0    done
  1    the answer is "no": findings, or --fail-if holds
  2    the command line was used wrongly
  3    input that cannot be read or is invalid
  4    some runs failed; the rest is saved
  5    an internal error; a trace file is named
  130  interrupted; the same command continues
"""


class LazyGroup(click.Group):
    """A group that imports a command when it is called, not before."""

    told: Mapping[str, str] = COMMANDS
    """Its commands, and what each is for."""
    prefix = ""
    """What the names of its commands' modules start with."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(self.told)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return one command, imported now."""
        if name not in self.told:
            return None
        module = importlib.import_module(f"orgsim.cli.commands.{self.prefix}{name.replace('-', '_')}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.told.items()))


@click.group(cls=LazyGroup, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="orgsim", prog_name="orgsim")
@click.option(
    "-C", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Work in this folder."
)
@click.option("-q", "--quiet", is_flag=True, help="Print answers only.")
@click.option("-v", "--verbose", is_flag=True, help="Say more; show the trace of an internal error.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON document, also on failure.")
@click.option("--no-color", is_flag=True, help="No colours (also with NO_COLOR set).")
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "none"]),
    default="auto",
    help="How to show progress; auto: a bar on a terminal, plain lines elsewhere.",
)
@click.pass_context
def group(
    context: click.Context,
    folder: Path | None,
    *,
    quiet: bool,
    verbose: bool,
    as_json: bool,
    no_color: bool,
    progress: str,
) -> None:
    """Try a reorganisation before you announce it.

    Simulate product organisations, person by person and week by week, and compare designs under the same luck.
    """
    if folder:
        import os

        os.chdir(folder)
    context.obj = Console(quiet=quiet, verbose=verbose, as_json=as_json, color=not no_color, progress=progress)


def main(args: list[str] | None = None) -> Any:
    """Run the command line; exit codes are listed in ``orgsim.cli.errors``."""
    return guarded(group, args)
