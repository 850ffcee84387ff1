"""``orgsim play``: a game that was saved in the app, played again to the same bytes, and what came of it."""

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.cli.console import Console
from orgsim.cli.options import ANY_SCENARIO, PATH, SETTINGS
from orgsim.plain_words import amount, counted

if TYPE_CHECKING:
    from orgsim.app.game import Game
    from orgsim.app.reveal import Reveal


@click.command()
@click.argument("file", metavar="GAME", type=PATH)
@ANY_SCENARIO
@SETTINGS
@click.pass_obj
def command(console: Console, file: Path, path: Path | None, overrides: tuple[str, ...]) -> None:
    """Play a game again that was saved in `orgsim app`, and print what was decided, what it was truly worth, and what came of it.

    GAME is the file that the page Play saves. SCENARIO is the company that it was played in, with the same --set; without it the template
    `product-org`. A game that does not come out to the bit as it was saved is refused.
    """
    from orgsim.app.reveal import reveal
    from orgsim.app.saved_games import loaded
    from orgsim.cli.commands.app_ import company_of
    from orgsim.scenario.document import read_text
    from orgsim.scenario.problems import shown

    company = company_of(console, path, overrides)
    game = loaded(read_text(file), company, shown(file))
    played, found = len(game.decided), reveal(game)
    console.answer(**_said(game, found, played))
    seat = f"{game.chair.about.view.title}, {game.chair.post}, in '{game.chair.about.design.name}'"
    console.say(
        f"{seat}, future {game.replication}: {counted(played, 'quarter')} played, the same to the bit as when saved"
    )
    _print(console, found)


def _said(game: "Game", found: "Reveal", played: int) -> dict[str, Any]:
    """Return the game as data."""
    decided = [
        {
            "quarter": one.quarter,
            "post": game.chair.post,
            "what": one.entry.title,
            "choice": one.choice,
            "seemed": _number(one.entry.worth),
            "worth": _number(one.truth),
        }
        for one in found.judged
        if one.choice != "as usual"
    ]
    metrics = {
        name: {"played": _number(found.played[name]), "usual": _number(found.usual[name])} for name in found.played
    }
    return {
        "design": game.chair.about.design.name,
        "post": game.chair.post,
        "future": game.replication,
        "quarters": played,
        "decided": decided,
        "metrics": metrics,
    }


def _print(console: Console, found: "Reveal") -> None:
    """Print what was decided and what came of it."""
    from orgsim.metrics.catalog import metric_named

    rows = [
        [
            str(one.quarter),
            one.entry.title,
            one.choice,
            *map(_money, (one.entry.worth, one.truth)),
        ]
        for one in found.judged
        if one.choice != "as usual"
    ]
    if rows:
        console.table(["quarter", "what waited", "choice", "seemed", "was worth"], rows)
    metrics = [metric_named(name) for name in found.played]
    console.say()
    console.table(
        ["metric", "as played", "as usual"],
        [
            [one.title, *(amount(values[one.name], one.unit) for values in (found.played, found.usual))]
            for one in metrics
        ],
    )


def _money(thousands: float) -> str:
    from orgsim.app.inbox import money

    return "-" if isnan(thousands) else money(thousands).replace("\N{WORD JOINER}", "")


def _number(value: float) -> float | None:
    return None if isnan(value) else value
