"""``orgsim ladder``: career ladders, from what they say to what they do to people."""

from pathlib import Path

import click

from orgsim.cli import LazyGroup

ABOUT = {
    "lint": "find dead ends, one-way doors, levels nobody reaches and impossible waits",
    "show": "print tracks side by side, moves, seats, pay and expected waits",
    "diff": "print what differs between two ladders",
    "import": "turn a published ladder or a CSV into a ladder file",
    "fit": "estimate promotion and exit rates from dated role histories, and back-test them",
    "simulate": "simulate careers on a ladder under its promotion policy",
    "compare": "simulate ladders or policies under the same luck and print the paired answer",
}
"""Commands in the order people meet them; each is ``command`` in ``orgsim.cli.commands.ladder_<name>_``."""


class LadderGroup(LazyGroup):
    """The commands on ladders that there are."""

    prefix = "ladder_"
    told = {  # noqa: RUF012 - never changed
        name: about for name, about in ABOUT.items() if (Path(__file__).parent / f"ladder_{name}_.py").is_file()
    }


@click.group(cls=LadderGroup)
def command() -> None:
    """Check, show, compare, import, fit and simulate career ladders.

    LADDER is a file, or the name of one that comes with orgsim.
    """
