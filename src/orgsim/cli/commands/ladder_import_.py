"""``orgsim ladder import``: published ladders and tables as ladder files."""

from pathlib import Path

import click

from orgsim.cli.console import Console
from orgsim.errors import InputError
from orgsim.scenario.problems import shown


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Ladder file to write; default: print it."
)
@click.option("--as", "shape", metavar="SHAPE", help="Shape of the file, when it cannot be told.")
@click.pass_obj
def command(console: Console, file: Path, output: Path | None, shape: str | None) -> None:
    """Turn FILE into a ladder file: GitLab's job grades, Monzo's frameworks, or a plain table of levels.

    What the source does not say is left out; `orgsim ladder lint` names it. Nothing is overwritten.
    """
    from orgsim.scenario.ladder.importing import import_ladder

    if output is not None and output.exists():
        raise InputError(f"{shown(output)} exists already; choose another name (nothing was written)")
    found, text = import_ladder(file, shape)
    console.answer(shape=found, written=shown(output) if output else None, text=text)
    if output is None:
        console.say(text.rstrip())
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")
    console.say(f"wrote {shown(output)} (read as {found})")
    console.note(f"next: orgsim ladder lint {shown(output)}")
