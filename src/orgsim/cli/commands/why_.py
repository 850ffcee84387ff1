"""``orgsim why``: the reasons for a difference between two designs."""

from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.answers import with_unit
from orgsim.cli.console import Console
from orgsim.cli.numbers import difference
from orgsim.cli.options import PATH, metric_from
from orgsim.cli.simulating import Order, end_partial, simulating
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.attribution.answers import Attribution, Effect
    from orgsim.attribution.arms import Why

READING = """
Alone: the baseline with just this change, less the baseline. Left out: the whole design, less the design without this change. Where the
two differ, changes depend on each other. A mechanism carries what is gone of the difference when it is off in both designs; these parts
need not add up. Intervals (95%) cover simulation noise only."""


@click.command()
@click.argument("baseline", type=PATH)
@click.argument("design", type=PATH)
@partial(simulating, futures=100)
@click.option(
    "--metric",
    default="realised_value",
    show_default=True,
    metavar="NAME",
    help="Metric whose difference is explained.",
)
@click.option(
    "--mechanisms/--no-mechanisms",
    default=True,
    show_default=True,
    help="Switch each mechanism off in turn, in both designs.",
)
@click.pass_obj
def command(console: Console, baseline: Path, design: Path, *, order: Order, metric: str, mechanisms: bool) -> None:
    """Say why DESIGN differs from BASELINE: which of its changes does it, through which mechanism, and where the hours go.

    Each single change is tried alone and left out, and each mechanism switched off in both designs, all in the same futures.
    """
    from orgsim.attribution.answers import attribution
    from orgsim.attribution.arms import Why, futures_needed
    from orgsim.attribution.words import told
    from orgsim.results.plan import check_same_market

    metric = metric_from(metric).name
    plan = order.plan([baseline, design])
    check_same_market(plan)
    asked = Why(plan, mechanisms)
    console.note(_budget(asked, futures_needed(asked)))
    order = replace(order, output=order.output or Path("out") / asked.folder)
    results = order.carry_out(console, asked.everything())
    found = attribution(asked, results, metric)
    console.answer(seed=order.seed, **_as_data(found))
    for sentence in told(found):
        console.say(sentence)
    _print_pieces(console, found)
    _print_mechanisms(console, found)
    console.say(READING)
    console.say(f"\nresults in {shown(results.folder)}; the same command reads them again")
    end_partial(console)


def _budget(asked: "Why", futures: int) -> str:
    """Say what will be simulated, and why single changes may be missing."""
    parts = [f"{counted(len(asked.pieces), 'single change')} alone and left out"] if asked.pieces else []
    parts += [f"{counted(len(asked.switches), 'mechanism')} off in both"] if asked.switches else []
    what = f"{counted(futures, 'future')}: both designs" + (f", {', '.join(parts)}" if parts else "")
    if asked.pieces:
        return what
    return (
        f"{what}; the changes of {asked.design.name} cannot be told apart, or it is no change of {asked.baseline.name}"
    )


def _print_pieces(console: Console, found: "Attribution") -> None:
    if not found.pieces:
        return
    console.heading(f"single changes: {with_unit(found.metric.title, found.metric.unit)}")
    rows = [
        [piece.title, *_cells(piece.alone, found), *_cells(piece.left_out, found), *_cells(piece.interaction, found)]
        for piece in found.pieces
    ]
    console.table(["change", "alone", "(95%)", "left out", "(95%)", "interaction", "(95%)"], rows)


def _print_mechanisms(console: Console, found: "Attribution") -> None:
    if not found.mechanisms:
        return
    console.heading(f"mechanisms: {with_unit(found.metric.title, found.metric.unit)}")
    rows = [[one.name, *_cells(one.carries, found), *_cells(one.without, found)] for one in found.mechanisms]
    console.table(["mechanism", "carries", "(95%)", "difference without it", "(95%)"], rows)


def _cells(effect: "Effect", found: "Attribution") -> list[str]:
    unit = found.metric.unit
    return [difference(effect.mean, unit), f"({difference(effect.low, unit)} .. {difference(effect.high, unit)})"]


def _as_data(found: "Attribution") -> dict[str, object]:
    return {**asdict(found), "metric": found.metric.name, "unit": found.metric.unit}
