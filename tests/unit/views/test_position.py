"""Where people stand in the network of contact."""

import math
from pathlib import Path

import networkx as nx
import pytest
from tests.conftest import SMALL, Make

from orgsim.organization.ties import LAYERS
from orgsim.views.contact import all_layers, contact_graph, layer_graph, settled_state
from orgsim.views.export import write_graphml
from orgsim.views.position import betweenness, cut_off, network_of

LONELY = "parameters.ties.informal_probability=0"


def chain() -> nx.Graph:
    """Return a - b - c with equal contact."""
    graph = nx.Graph()
    graph.add_edge("a", "b", distance=1.0)
    graph.add_edge("b", "c", distance=1.0)
    return graph


def test_the_middle_of_a_chain() -> None:
    """The one path between the ends runs through the middle, and its vacancy leaves outside whoever is not with the strategy."""
    assert betweenness(chain()) == {"a": 0.0, "b": 1.0, "c": 0.0}
    assert cut_off(chain(), {"a"}) == {"b": ("c",)}
    assert cut_off(chain(), {"c"}) == {"b": ("a",)}


def test_more_contact_is_nearer() -> None:
    """A short meeting joins a and c, long ones lead over b: the shortest path takes the long way."""
    graph = chain()
    graph.add_edge("a", "c", distance=5.0)
    assert betweenness(graph)["b"] == 1.0
    assert cut_off(graph, {"a"}) == {}


def test_a_director_without_friends_below_is_the_only_bridge(make: Make) -> None:
    """Without friendships a vacant director cuts the own managers off, and nobody else's vacancy does."""
    found = {position.post: position.cuts_off for position in network_of(make(SMALL, LONELY)).positions}
    assert found["dir-a"] == ("pm-1", "pm-2", "pm-3")
    assert found["dir-b"] == ("pm-4", "pm-5", "pm-6")
    assert not any(names for post, names in found.items() if not post.startswith("dir"))


def test_steps_to_the_common_superior(make: Make) -> None:
    """Each of six owners meets two others one step up and three two steps up: 8 / 5 on average."""
    network = network_of(make())
    climbs = {position.post: position.climb for position in network.positions}
    assert [climbs[f"pm-{number}"] for number in range(1, 7)] == [1.6] * 6
    assert network.climb == pytest.approx(1.6)
    assert math.isnan(climbs["vp"])


def test_nobody_meets_for_longer_than_the_week_allows(make: Make) -> None:
    """Hours over all layers stay within the contact time of the role, and a manager without dotted lines has none there."""
    organization = make()
    for position in network_of(organization).positions:
        role = organization.design.final.roles[position.role]
        assert 0.0 < sum(position.hours.values()) <= role.hours.contact
        assert position.hours["dotted"] == 0.0


def test_layers_are_what_the_design_says(make: Make) -> None:
    """Authority points from manager to report and is the tree; siblings cooperate; the whole holds each tie once."""
    organization = make(SMALL, LONELY)
    state = settled_state(organization)
    authority = layer_graph(organization, state, "authority")
    assert nx.is_arborescence(authority)
    assert sorted(authority.successors("dir-a")) == ["pm-1", "pm-2", "pm-3"]
    assert layer_graph(organization, state, "working").number_of_edges() == 1 + 3 + 3
    assert layer_graph(organization, state, "informal").number_of_edges() == 0
    counts = [layer_graph(organization, state, layer).number_of_edges() for layer in LAYERS]
    assert all_layers(organization, state).number_of_edges() == sum(counts)
    with pytest.raises(ValueError, match="no layer 'formal'; there are authority, dotted"):
        layer_graph(organization, state, "formal")


def test_a_vacant_post_is_in_the_tree_and_in_nobody_s_week(make: Make) -> None:
    """It keeps its place in the layers, has no influence and no contact, and is not in the graph of contact."""
    organization = make(SMALL, "posts.pm-6.vacant=true")
    found = next(position for position in network_of(organization).positions if position.post == "pm-6")
    assert not found.held
    assert found.influence == sum(found.hours.values()) == 0.0
    state = settled_state(organization)
    assert "pm-6" in layer_graph(organization, state, "authority")
    assert "pm-6" not in contact_graph(organization, state)


def test_what_counts_is_the_design_after_its_last_change(make: Make) -> None:
    """A portfolio manager who comes later is in the network, with influence and without a last word."""
    organization = make(
        SMALL + "changes: [{posts: {eve: {role: ppm, reports_to: vp}}, ties: {dotted: {eve: [pm-1, dir-b]}}}]\n"
    )
    eve = next(position for position in network_of(organization).positions if position.post == "eve")
    assert eve.decides == 0.0
    assert eve.influence > 0.0
    assert eve.hours["dotted"] > 0.0


def test_graphml_reads_back(make: Make, tmp_path: Path) -> None:
    """The exported file holds every post with its influence and every tie with its layer and hours."""
    organization = make()
    network = network_of(organization)
    write_graphml(tmp_path / "net.graphml", organization, network)
    graph = nx.read_graphml(tmp_path / "net.graphml")
    assert set(graph) == set(organization.posts)
    assert sum(nx.get_node_attributes(graph, "influence").values()) == pytest.approx(1.0)
    assert {layer for *_, layer in graph.edges(data="layer")} <= set(LAYERS)
    assert all(hours >= 0.0 for *_, hours in graph.edges(data="hours"))
