"""``orgsim params``: the register of parameters."""

import click

from orgsim.cli.console import Console
from orgsim.scenario.register import register


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "md", "json"]), default="text", help="Style of output.")
@click.pass_obj
def command(console: Console, style: str) -> None:
    """List every parameter with its meaning, unit, default, range, source and how far to trust it."""
    entries = register()
    console.as_json = console.as_json or style == "json"
    console.answer(parameters=[vars(entry) for entry in entries])
    if style == "md":
        console.say("| parameter | meaning | unit | default | range | source | confidence |")
        console.say("|---|---|---|---|---|---|---|")
    for entry in entries:
        limits = f"{entry.low:g} .. {entry.high:g}"
        if style == "md":
            cells = [
                f"`{entry.path}`",
                entry.meaning,
                entry.unit,
                f"{entry.default:g}",
                limits,
                entry.source,
                entry.confidence,
            ]
            console.say("| " + " | ".join(cells) + " |")
        else:
            console.say(click.style(entry.path, bold=True) + f" = {entry.default:g} {entry.unit}  ({limits})")
            console.say(f"    {entry.meaning}")
            console.say(f"    source: {entry.source}; confidence {entry.confidence}")
