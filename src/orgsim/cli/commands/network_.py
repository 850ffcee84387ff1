"""``orgsim network``: who has influence, who connects whom, and whom a vacancy would cut off."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import number
from orgsim.cli.options import FIGURES, FILE, PATH, SETTINGS
from orgsim.errors import CommandLineError
from orgsim.plain_words import counted
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.views.position import Network, Position

NOTES = (
    "decides    share of engineers for whose work the post has the final decision",
    "influence  share of the convictions behind what is funded: d (I - A W)^-1 (I - A); W trusted contact, A susceptibility, d decides",
    "between    share of the shortest paths of contact between others that run through the post; long contact counts as near",
    "climb      mean number of steps up to the common superior with the owner of another team",
    "cuts off   people who would lose contact with those who set the strategy if the post were vacant",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="SCENARIO...", type=PATH)
@SETTINGS
@click.option("--top", type=click.IntRange(0), default=40, show_default=True, help="Number of posts to print; 0: all.")
@FIGURES
@click.option("--export", type=FILE, help="Write all layers of one SCENARIO to this file as GraphML.")
@click.pass_obj
def command(
    console: Console,
    paths: tuple[Path, ...],
    *,
    overrides: tuple[str, ...],
    top: int,
    figures: Path | None,
    export: Path | None,
) -> None:
    """Print the position of every post in the network of contact, after the last change of each design, with all ties settled."""
    from orgsim.organization.build import build
    from orgsim.scenario.design import load_design
    from orgsim.views.position import network_of

    if export and len(paths) > 1:
        raise CommandLineError("--export writes the layers of one scenario; name only one")
    organizations = [build(load_design(path, overrides)) for path in paths]
    networks = [network_of(organization) for organization in organizations]
    console.answer(formulas=NOTES, networks=[asdict(network) for network in networks])
    for network in networks:
        _print_network(console, network, top)
    console.say("\n".join(NOTES))
    if figures:
        from orgsim.figures.network import draw_networks

        finals = [organization.design.final for organization in organizations]
        console.figures(draw_networks(figures, finals, networks))
    if export:
        from orgsim.views.export import write_graphml

        write_graphml(export, organizations[0], networks[0])
        console.answer(export=shown(export))
        console.say(f"layers {shown(export)}")


def _print_network(console: Console, network: "Network", top: int) -> None:
    """Print one design, those with most influence first."""
    ranked = sorted(network.positions, key=lambda position: -position.influence)
    chosen = ranked[:top] if top else ranked
    layers = list(ranked[0].hours)
    console.heading(f"{network.design}: hours of contact a week by layer")
    header = ["post", "role", "decides", "influence", "between", "climb", *layers, "cuts off"]
    console.table(header, [_row(position) for position in chosen])
    if len(chosen) < len(ranked):
        console.say(f"and {counted(len(ranked) - len(chosen), 'more post')} with less influence; --top 0 prints all")
    console.say(f"two owners of teams are on average {number(network.climb)} steps below their common superior")
    console.say()


def _row(position: "Position") -> list[str]:
    """Return one line of the table."""
    held = "" if position.held else " (vacant)"
    return [
        position.post + held,
        position.role,
        number(position.decides, "share"),
        number(position.influence, "share"),
        number(position.betweenness, "share"),
        number(position.climb),
        *(f"{hours:.1f}" for hours in position.hours.values()),
        ", ".join(position.cuts_off),
    ]
