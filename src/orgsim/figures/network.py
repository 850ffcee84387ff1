"""The org chart with the influence of every post under its box: authority solid, influence without authority dashed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from orgsim.figures import chart
from orgsim.figures.saving import file_name, save
from orgsim.figures.words import plain
from orgsim.plain_words import counted, enumerated
from orgsim.scenario.model import Scenario
from orgsim.views.position import Network

READING = "Under each box: its influence (its share of the convictions behind what is funded) and how many its vacancy would cut off."


def draw_networks(folder: Path, scenarios: Sequence[Scenario], networks: Sequence[Network]) -> list[Path]:
    """Draw the chart of every design into a folder; return the files."""
    taken: set[str] = set()
    return [
        save(draw(scenario, network), folder / f"{file_name(network.design, taken, 'network')}.svg", describe(network))
        for scenario, network in zip(scenarios, networks, strict=True)
    ]


def draw(scenario: Scenario, network: Network) -> Figure:
    """Draw one organisation with the influence of every post."""
    title = f"{plain(network.design)}: who has authority, who has influence"
    return chart.draw(scenario, network.design, title=title, remark=READING, notes=notes(network))


def notes(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return what to write under every box."""
    return {
        position.post: (
            f"influence · {100 * position.influence:.1f} %",
            *([f"if vacant · {len(position.cuts_off)} cut off"] if position.cuts_off else []),
        )
        for position in network.positions
    }


def describe(network: Network) -> str:
    """Say in words what the chart shows."""
    ranked = sorted(network.positions, key=lambda position: -position.influence)[:3]
    first = enumerated([f"{plain(one.post)} {100 * one.influence:.1f} %" for one in ranked])
    brokers = sum(bool(position.cuts_off) for position in network.positions)
    return (
        f"Org chart of {plain(network.design)} with influence on what is funded. Most: {first}. "
        f"{counted(brokers, 'post')} would cut others off if vacant."
    )
