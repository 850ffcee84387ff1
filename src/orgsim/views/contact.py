"""Who meets whom: the engine's own ties as networkx graphs, layer by layer."""

from typing import TYPE_CHECKING, TypeAlias

from orgsim.engine.mechanisms.change.reorganisation import open_company, reorganise
from orgsim.engine.mechanisms.knowledge.ties import arrange, meet
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE
from orgsim.organization.build import Organization
from orgsim.organization.ties import LAYERS

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.Graph"
"""Posts as nodes, by id."""


def settled_state(organization: Organization) -> State:
    """Return the organisation after its last change, contact arranged by the engine, before anything else happens.

    Trust is full on every tie: it grows toward that with any contact, and beliefs settle later than trust. Everybody is as open to
    others as the parameter says. Posts are vacant where the design says so.
    """
    fate = luck(0, 0)
    state = new_state(organization.blueprint, fate)
    for week in organization.blueprint.era_weeks:
        open_company(state, fate, int(week))
        reorganise(state, fate, int(week))
    arrange(state, fate, int(organization.blueprint.era_weeks[-1]))
    meet(state, fate, int(organization.blueprint.era_weeks[-1]))
    state.ties.trust[state.ties.weight > 0.0] = 1.0
    state.people.susceptibility = organization.design.baseline.parameters.beliefs.susceptibility
    return state


def layer_graph(organization: Organization, state: State, layer: str) -> Graph:
    """Return one layer of the posts that exist: ``authority`` points from manager to report, the others have no direction.

    Edges carry `hours` of contact a week and mutual `trust` (the mean of both ends); nodes their `role` and whether they are `held`.

    Raises
    ------
    ValueError
        When there is no such layer.
    """
    import networkx as nx

    if layer not in LAYERS:
        raise ValueError(f"there is no layer '{layer}'; there are {', '.join(LAYERS)}")
    graph = nx.DiGraph() if layer == "authority" else nx.Graph()
    _add_posts(graph, organization, state)
    names, posts = organization.posts, state.posts
    for tie in state.ties:
        here, there = int(tie.receiver), int(tie.source)
        if tie.layer != LAYERS.index(layer) or tie.weight <= 0.0:
            continue
        if posts[there].manager == here if layer == "authority" else here < there:
            trust = (float(tie.trust) + float(state.ties[tie.reverse].trust)) / 2.0
            graph.add_edge(names[here], names[there], hours=float(tie.minutes) / 60.0, trust=trust)
    return graph


def contact_graph(organization: Organization, state: State) -> Graph:
    """Return everybody who is there, joined by the hours of contact over all layers; `distance` is 1 / hours."""
    import networkx as nx

    graph = nx.Graph()
    _add_posts(graph, organization, state)
    graph.remove_nodes_from([name for name, held in graph.nodes(data="held") if not held])
    for layer in LAYERS:
        for here, there, hours in layer_graph(organization, state, layer).edges(data="hours"):
            if hours > 0.0:
                before = graph.get_edge_data(here, there, {"hours": 0.0})["hours"]
                graph.add_edge(here, there, hours=before + hours, distance=1.0 / (before + hours))
    return graph


def all_layers(organization: Organization, state: State) -> Graph:
    """Return every layer in one graph of parallel edges; `layer` says which."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    _add_posts(graph, organization, state)
    for layer in LAYERS:
        for here, there, tie in layer_graph(organization, state, layer).edges(data=True):
            graph.add_edge(here, there, key=layer, layer=layer, **tie)
    return graph


def _add_posts(graph: Graph, organization: Organization, state: State) -> None:
    """Add every post that is open now."""
    stage = organization.design.stages[int(state.counters[0].era)].scenario
    for row, name in enumerate(organization.posts):
        if state.posts[row].active:
            graph.add_node(name, role=stage.posts[name].role, held=bool(state.posts[row].person != NONE))
