"""``orgsim params``: the register of parameters."""

from collections.abc import Sequence

import click

from orgsim.cli.console import Console
from orgsim.scenario.register import Entry, ladder_register, register
from orgsim.studies.screening.outcome import Screened, shipped_screening

SHOWN = 8
"""Metrics named in the text; the other styles name all."""
COLUMNS = ("parameter", "meaning", "unit", "default", "range", "source", "confidence", "moves")


@click.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "md", "json"]),
    default="text",
    show_default=True,
    help="Format of the output.",
)
@click.pass_obj
def command(console: Console, style: str) -> None:
    """List every parameter with its meaning, unit, default, range, source, confidence, and the metrics it moves.

    The metrics it moves were measured one parameter at a time, at a low and a high value, in paired futures of one small
    organisation.
    Names that begin with `ladder.` are settings of `orgsim ladder simulate`; that command reads `parameters.careers` as well.
    """
    entries, screening = [*register(), *ladder_register()], shipped_screening()
    found = [(entry, screening.parameters.get(entry.path)) for entry in entries]
    console.as_json = console.as_json or style == "json"
    console.answer(
        screening={"futures": screening.futures, "seed": screening.seed},
        parameters=[{**vars(entry), "screened": vars(screened) if screened else None} for entry, screened in found],
    )
    if style == "md":
        console.say("| " + " | ".join(COLUMNS) + " |")
        console.say("|---" * len(COLUMNS) + "|")
    for entry, screened in found:
        _print_row(console, entry, screened) if style == "md" else _print_entry(console, entry, screened)


def _print_entry(console: Console, entry: Entry, screened: Screened | None) -> None:
    limits = f"{entry.low:g} .. {entry.high:g}"
    console.say(click.style(entry.path, bold=True) + f" = {entry.default:g} {entry.unit}  ({limits})")
    console.say(f"    {entry.meaning}")
    console.say(f"    source: {entry.source} (confidence: {entry.confidence})")
    tried = f" at {screened.low:g} and {screened.high:g}" if screened else ""
    console.say(f"    moves{tried}: {moved(screened, SHOWN)}")


def _print_row(console: Console, entry: Entry, screened: Screened | None) -> None:
    limits = f"{entry.low:g} .. {entry.high:g}"
    numbers = [f"{entry.default:g}", limits, entry.source, entry.confidence, moved(screened)]
    console.say("| " + " | ".join([f"`{entry.path}`", entry.meaning, entry.unit, *numbers]) + " |")


def shortened(words: Sequence[str], most: int) -> str:
    """Return words in one phrase, cut after `most`.

    Example
    -------
    >>> shortened(["cost up", "launches down", "lapsed up"], 2)
    'cost up, launches down and 1 more'
    """
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def moved(screened: Screened | None, most: int = 1000) -> str:
    """Say which metrics a parameter moves, at most so many of them by name, and which way as it rises.

    Example
    -------
    >>> moved(Screened(1, 9, {"launches": "down", "cost": "both"})), moved(Screened(1, 9, {}, inert=True)), moved(None)
    ('launches down, cost either way', 'no output', 'not screened yet')
    """
    if screened is None:
        return "not screened yet"
    if screened.inert:
        return "no output"
    words = [f"{metric} {'either way' if way == 'both' else way}" for metric, way in screened.moves.items()]
    slightly = [f"{metric} {way}" for metric, way in screened.slightly.items()]
    if not words and slightly:
        return f"slightly: {shortened(slightly, most)}"
    return shortened(words, most) or "no metric beyond its region of equivalence"
