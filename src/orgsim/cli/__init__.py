"""The command line. Commands are loaded when they are called, so that ``--help`` and ``validate`` stay quick."""

import atexit
import gc
import importlib
from collections.abc import Mapping
from typing import Any

import click

from orgsim.cli.console import Console
from orgsim.cli.errors import guarded
from orgsim.cli.speaking import SPEAKING, speaking

COMMANDS = {
    "init": "write a commented scenario to start from",
    "import": "turn an HR export into a scenario",
    "validate": "check scenario files",
    "show": "print a scenario as orgsim reads it, and where each value comes from",
    "redesign": "write a new design by operations: remove a layer, close posts, form pods",
    "diff": "print the differences between two designs",
    "designs": "list designs that fit any company, and write them for yours at equal cost",
    "ladder": "check, show, compare, import, fit and simulate career ladders",
    "roles": "compare roles: scope, rights, hours, ties, KPIs and next steps",
    "network": "print who has influence, who connects whom, and whom a vacancy would cut off",
    "schedule": "print what happens in a simulated week and quarter, step by step",
    "run": "simulate one design",
    "compare": "simulate designs in the same futures and compare them pair by pair",
    "explain": "tell the story of one simulated future: who waited for whom, how long and why",
    "headroom": "print what there is to gain in a company, function by function, and what designs capture of it",
    "atlas": "print in which world which design of the library is right, and which is regretted least",
    "why": "say why two designs differ: change by change, mechanism by mechanism, and where the hours go",
    "app": "open a live app in the browser of this machine: designs, levers, a chart to redraw, a seat to play",
    "play": "play a game that was saved in the app again, and print what came of it",
    "report": "write the answer of a comparison as one HTML page that opens without a network",
    "story": "run what an article tells of a role as an experiment, with a control, a placebo and the other role",
    "lesson": "build lessons for a leadership team: bet first, then see the futures, ask why, and try it",
    "batch": "compare designs in many environments, under many settings, at many points; can be resumed",
    "figures": "draw what a batch found: case by case, over its settings, and which design is best where",
    "status": "print how far a batch is, and what failed",
    "select": "select the best of several designs with a stated probability, or those that none beats",
    "optimise": "search for a better design under limits on posts, engineers and cost",
    "calibrate": "fit numbers of a scenario to what was observed of the company",
    "sensitivity": "say which uncertain numbers drive the difference between two designs, and where the answer turns",
    "verify": "simulate some saved futures again and check that they are the same",
    "verify-model": "check the model against published models and closed-form results",
    "compile": "compile everything now, so that a later start only loads it",
    "metrics": "list every metric with its formula, unit and direction",
    "params": "list every parameter with its unit, range, source and confidence",
}
"""Commands in the order people meet them; each is ``command`` in ``orgsim.cli.commands.<name>_`` (a hyphen is an underscore there)."""

SELDOM = 500_000
"""New objects from one look of the garbage collector to the next. Python's own 700 cost a tenth of the time of a command, and find nothing:
what importing and measuring make is in no cycle, or stays."""

EXIT_CODES = """\b
Exit codes:
  0    the command succeeded
  1    the answer is "no": there are findings, the condition of --fail-if holds,
       or what was expected or observed is not reached
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
        return speaking(module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; a name that none has is refused with the nearest one."""
        name = args[0]
        if name not in self.told and name[:1].isalnum():
            from orgsim.scenario.problems import nearest

            ctx.fail(f"there is no command '{name[:80]}'{nearest(name[:80], self.told)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.told.items()))


@click.group(
    cls=LazyGroup,
    params=list(SPEAKING),
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="orgsim", prog_name="orgsim")
@click.pass_context
def group(context: click.Context) -> None:
    """Try a reorganisation before you announce it.

    Simulate product organisations, person by person and week by week, and compare designs in the same futures: the
    same demand and the same random events. The options below may stand before the command or after it.
    """
    from orgsim.engine.kept import listen

    context.ensure_object(Console)
    listen(context.obj.note)  # what is compiled, and what is wrong with the place where it is kept


def main(args: list[str] | None = None) -> Any:
    """Run the command line; exit codes are listed in ``orgsim.cli.errors``."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)  # all memory goes at once: to look through it before took a tenth of a command
    return guarded(group, args)
