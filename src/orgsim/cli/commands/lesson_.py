"""``orgsim lesson``: lessons that let people bet before they see what came out."""

import click

from orgsim.cli import LazyGroup

ABOUT = {
    "list": "list the lessons that come with orgsim",
    "build": "simulate lessons and write one page for each, which opens without a network",
}
"""Commands in the order people meet them; each is ``command`` in ``orgsim.cli.commands.lesson_<name>_``."""


class LessonGroup(LazyGroup):
    """The commands on lessons."""

    prefix = "lesson_"
    told = ABOUT


@click.group(cls=LessonGroup)
def command() -> None:
    """List lessons, and build the pages on which people bet, see the futures, ask why and try it themselves."""
