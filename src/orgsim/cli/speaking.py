"""The options of the whole command line, which may stand before the command or after it."""

import copy
import os
from pathlib import Path
from typing import Any

import click

from orgsim.cli.console import Console


def _heard(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Do what an option says, if it was given."""
    console = context.ensure_object(Console)
    if context.resilient_parsing or value in (None, False):
        return
    if option.name == "started_in":
        os.chdir(value)
    elif option.name == "no_color":
        console.color = False
    else:
        setattr(console, str(option.name), value)


def _option(*names: str, **about: Any) -> click.Option:
    return click.Option(names, expose_value=False, is_eager=True, callback=_heard, **about)


SPEAKING = (
    _option(
        "-C",
        "started_in",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Run as if started in this folder.",
    ),
    _option("-q", "--quiet", is_flag=True, help="Print only the answer, without progress and remarks."),
    _option("-v", "--verbose", is_flag=True, help="Print the trace of an internal error."),
    _option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text, also on failure."),
    _option("--no-color", is_flag=True, help="Print without colours, as when NO_COLOR is set."),
    _option(
        "--progress",
        type=click.Choice(["auto", "bar", "plain", "none"]),
        help="How to show progress; auto, the default: a bar on a terminal, plain lines elsewhere.",
    ),
)
"""How the user wants to be spoken to, and from where."""


def speaking(command: click.Command) -> click.Command:
    """Return a command that takes these options too; its help leaves them to that of the whole command line."""
    hidden = [copy.copy(option) for option in SPEAKING]
    for option in hidden:
        option.hidden = True
    command = copy.copy(command)
    command.params = [*command.params, *hidden]
    return command
