"""The network as a file that other tools read."""

from pathlib import Path

import networkx as nx

from orgsim.organization.build import Organization
from orgsim.views.contact import all_layers, settled_state
from orgsim.views.position import Network


def write_graphml(path: Path, organization: Organization, network: Network) -> None:
    """Write all layers of a design as GraphML: parallel edges that name their layer, nodes with their measures.

    Edges of authority point from manager to report; of the other layers each is written once, and its direction means nothing.
    """
    graph = all_layers(organization, settled_state(organization))
    for position in network.positions:
        measures = {"decides": position.decides, "influence": position.influence, "betweenness": position.betweenness}
        graph.nodes[position.post].update(measures, held=int(position.held))
    path.parent.mkdir(parents=True, exist_ok=True)
    nx.write_graphml(graph, path, named_key_ids=True)
