"""``orgsim figures``: the figures of a batch, from its one table."""

from pathlib import Path
from typing import Any

import click

from orgsim.cli.console import Console
from orgsim.cli.options import FOLDER, PATH, ROPES, metrics_from, ropes_from
from orgsim.errors import InputError
from orgsim.scenario.problems import shown


@click.command()
@click.argument("place", metavar="DIR", type=PATH)
@click.option("-o", "--output", type=FOLDER, help="Draw into this folder; default: DIR/figures.")
@click.option(
    "--metric", "metrics", multiple=True, metavar="NAME", help="Metric to draw; repeatable; default: realised value."
)
@click.option(
    "--design", "designs", multiple=True, metavar="NAME", help="Draw only this design and the first one; repeatable."
)
@click.option("--by", "keys", multiple=True, metavar="KEY", help="Draw only over this setting; repeatable.")
@ROPES
@click.option(
    "--figure-format",
    type=click.Choice(["svg", "png", "pdf"]),
    default="svg",
    show_default=True,
    help="Format of the figures, which are slides of 16:9.",
)
@click.pass_obj
def command(
    console: Console,
    place: Path,
    *,
    output: Path | None,
    metrics: tuple[str, ...],
    designs: tuple[str, ...],
    keys: tuple[str, ...],
    ropes: tuple[str, ...],
    figure_format: Any,
) -> None:
    """Draw what a batch found: case by case, along each setting, which design is best over two of them, and what drives the difference.

    DIR is the folder of the batch; where it holds several batches, name the record of one, such as out/NAME.study.json. Everything is
    read from the table of the batch, and nothing is simulated.
    """
    from orgsim.experiments.record import read_record
    from orgsim.figures.study.slides import Drawn
    from orgsim.metrics.catalog import VALUE

    record = read_record(place)
    drawn = Drawn(record, metrics_from(metrics or (VALUE,)), ropes_from(ropes), designs, keys)
    folder = output or record.folder / "figures"
    found = []
    for slide in drawn.slides():
        figure = slide.draw()
        path = slide.save(folder, figure_format, figure)
        found.append({"file": shown(path), "title": _title(figure)})
        console.say(f"{shown(path)}\n  {found[-1]['title']}")
    for reason in drawn.untold:
        console.note(reason)
    if not found:
        raise InputError(f"{record.name} has a single design, and figures of a batch are of differences; add a design")
    console.answer(figures=found)


def _title(figure: Any) -> str:
    from orgsim.figures.saving import title_of

    return title_of(figure)
