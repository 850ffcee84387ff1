"""A warning of desks that cannot keep up, shared by the commands that simulate."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import number
from orgsim.plain_words import counted

if TYPE_CHECKING:
    from orgsim.results.comparison import Results

MOST_NAMED = 5


def warn_of_desks(console: Console, results: "Results") -> None:
    """Name the desks that are saturated: the worst on the terminal, all of them in the JSON document."""
    from orgsim.results.desks import BUSY, LAPSED, saturated_desks

    found = saturated_desks(results.columns("desks"))
    console.answer(saturated_desks=[asdict(desk) for desk in found])
    if not found:
        return
    several = len(results.designs) > 1
    console.say()
    console.say(
        click.style(
            f"Warning: {counted(len(found), 'saturated desk')}, busy for more than {BUSY:.0%} of the open time or with more than "
            f"{LAPSED:.0%} of requests lapsed.",
            fg="yellow",
        )
    )
    console.table(
        ["post", *(["design"] if several else []), "busy", "lapsed", "lapsed requests a future"],
        [
            [
                desk.post,
                *([desk.design] if several else []),
                number(desk.busy, "share"),
                number(desk.lapsed, "share"),
                number(desk.lapsed_per_future),
            ]
            for desk in found[:MOST_NAMED]
        ],
    )
    if len(found) > MOST_NAMED:
        console.say(f"and {len(found) - MOST_NAMED} more; --json lists them all")
    console.say(
        "What lapses goes without an answer, so results may say more about the hours at these desks than about the design."
    )
