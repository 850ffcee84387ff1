"""``orgsim ladder diff``: what a change of ladder would change, before anything is simulated."""

from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.errors import InputError

if TYPE_CHECKING:
    from orgsim.scenario.ladder.model import Ladder


@click.command()
@click.argument("before")
@click.argument("after", required=False)
@click.pass_obj
def command(console: Console, before: str, after: str | None) -> None:
    """Print what differs between two ladders: levels, moves, expectations and numbers.

    With one ladder that extends another: what it changes.
    """
    from orgsim.cli.ladder_difference import lines_of
    from orgsim.scenario.ladder.diff import difference

    first, second = _compared(before, after)
    found = difference(first, second)
    console.answer(before=first.name, after=second.name, **vars(found))
    if found.empty:
        console.say(f"{first.name} and {second.name} are the same")
    for line in lines_of(found):
        console.say(line)


def _compared(before: str, after: str | None) -> "tuple[Ladder, Ladder]":
    """Return the two ladders; of one, what it extends and itself."""
    from orgsim.scenario.ladder.reading import load_ladder, read_ladder
    from orgsim.scenario.ladder.shipped import ladder_path

    first = read_ladder(ladder_path(before))
    if after is not None:
        return first.ladder, load_ladder(ladder_path(after))
    if first.base is None:
        raise InputError(f"{before} extends no other ladder; name a second one to compare it with")
    return first.base, first.ladder
