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
    "show": "print a scenario as orgsim reads it, and where each value comes from",
    "diff": "print the differences between two designs",
    "ladder": "check, show, compare, import, fit and simulate career ladders",
    "roles": "compare roles: scope, rights, hours, ties, KPIs and next steps",
    "network": "print who has influence, who connects whom, and whom a vacancy would cut off",
    "schedule": "print what happens in a simulated week and quarter, step by step",
    "run": "simulate one design",
    "compare": "simulate designs in the same futures and compare them pair by pair",
    "batch": "compare designs under several settings and seeds; can be resumed",
    "verify-model": "check the model against published models and closed-form results",
    "metrics": "list every metric with its formula, unit and direction",
    "params": "list every parameter with its unit, range, source and confidence",
}
"""Commands in the order people meet them; each is ``command`` in ``orgsim.cli.commands.<name>_`` (a hyphen is an underscore there)."""

EXIT_CODES = """\b
Exit codes:
  0    the command succeeded
  1    the answer is "no": there are findings, or the condition of --fail-if holds
  2    the command line was wrong
  3    the input cannot be read or is invalid
  4    some runs failed; the results of the others are saved
  5    an internal error occurred; a trace file is named
  130  the command was interrupted; repeating it continues
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
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Run as if started in this folder.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only the answer, without progress and remarks.")
@click.option("-v", "--verbose", is_flag=True, help="Print the trace of an internal error.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text, also on failure.")
@click.option("--no-color", is_flag=True, help="Print without colours, as when NO_COLOR is set.")
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "none"]),
    default="auto",
    show_default=True,
    help="How to show progress; auto: a bar on a terminal, plain lines elsewhere.",
)
@click.pass_context
def group(context: click.Context, /, folder: Path | None, *, no_color: bool, **speaking: Any) -> None:
    """Try a reorganisation before you announce it.

    Simulate product organisations, person by person and week by week, and compare designs in the same futures: the
    same demand and the same random events.
    """
    if folder:
        import os

        os.chdir(folder)
    from orgsim.engine.kept import listen

    context.obj = Console(color=not no_color, **speaking)
    listen(context.obj.note)  # what is compiled, and what is wrong with the place where it is kept


def main(args: list[str] | None = None) -> Any:
    """Run the command line; exit codes are listed in ``orgsim.cli.errors``."""
    return guarded(group, args)
