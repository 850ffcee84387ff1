"""``orgsim network``: who has influence, who joins whom, and what a vacancy would cut off."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgsim.cli.console import Console
from orgsim.cli.numbers import number
from orgsim.cli.options import SETTINGS
from orgsim.errors import InputError
from orgsim.scenario.problems import shown

if TYPE_CHECKING:
    from orgsim.organization.build import Organization
    from orgsim.views.position import Network, Position

NOTES = (
    "decides    share of engineers on whose work the post has the last word",
    "influence  share of the convictions behind what is funded: d (I - A W)^-1 (I - A); W trusted contact, A susceptibility, d decides",
    "between    share of the shortest paths of contact between others that run through the post; near is who meets for long",
    "climb      steps up to the common superior with another team's owner, on average",
    "cuts off   who would be out of contact with those who set the strategy if the post went vacant",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="SCENARIO...", type=click.Path(path_type=Path))
@SETTINGS
@click.option("--top", type=click.IntRange(0), default=40, show_default=True, help="Posts to print; 0: all.")
@click.option("--figures", type=click.Path(path_type=Path, file_okay=False), help="Draw charts into this folder.")
@click.option(
    "--export",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all layers of one SCENARIO to this file as GraphML.",
)
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
    """Print where everybody stands in the network of contact, after the last change of each design, with all ties settled."""
    from orgsim.organization.build import build
    from orgsim.scenario.design import load_design
    from orgsim.views.position import network_of

    if export and len(paths) > 1:
        raise InputError("--export writes the layers of one scenario; name only one")
    organizations = [build(load_design(path, overrides)) for path in paths]
    networks = [network_of(organization) for organization in organizations]
    console.answer(formulas=NOTES, networks=[asdict(network) for network in networks])
    for network in networks:
        _print_network(console, network, top)
    for note in NOTES:
        console.say(note)
    if figures:
        _draw(console, figures, organizations, networks)
    if export:
        _export(console, export, organizations[0], networks[0])


def _print_network(console: Console, network: "Network", top: int) -> None:
    """Print one design, those with most influence first."""
    ranked = sorted(network.positions, key=lambda position: -position.influence)
    chosen = ranked[:top] if top else ranked
    layers = list(ranked[0].hours)
    console.say(click.style(f"{network.design}: hours of contact a week by layer", bold=True))
    header = ["post", "role", "decides", "influence", "between", "climb", *layers, "cuts off"]
    console.table(header, [_row(position) for position in chosen])
    if len(chosen) < len(ranked):
        console.say(f"and {len(ranked) - len(chosen)} more posts with less influence; --top 0 prints all")
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


def _draw(
    console: Console, folder: Path, organizations: Sequence["Organization"], networks: Sequence["Network"]
) -> None:
    """Draw the chart of every design with everybody's influence, and say where it is."""
    from orgsim.figures.network import draw_networks

    finals = [organization.design.final for organization in organizations]
    paths = draw_networks(folder, finals, networks)
    console.answer(figures=[shown(path) for path in paths])
    for path in paths:
        console.say(f"figure {shown(path)}")


def _export(console: Console, path: Path, organization: "Organization", network: "Network") -> None:
    """Write every layer as one GraphML file of parallel edges, with everybody's measures."""
    from orgsim.views.export import write_graphml

    write_graphml(path, organization, network)
    console.answer(export=shown(path))
    console.say(f"layers {shown(path)}")
