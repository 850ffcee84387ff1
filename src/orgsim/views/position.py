"""Where people stand in the network of contact, person by person."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, Action, Right
from orgsim.organization.build import Organization
from orgsim.organization.ties import LAYERS
from orgsim.views.contact import Graph, contact_graph, layer_graph, settled_state
from orgsim.views.influence import deciding_shares, influence

EXACT, SOURCES = 400, 150
"""Among more people than the first, betweenness is estimated from the shortest paths of so many of them as the second."""


@dataclass(frozen=True)
class Position:
    """One post in the network."""

    post: str
    role: str
    held: bool
    decides: float  # share of engineers on whose work it has the last word
    influence: float  # share of the convictions behind what is funded
    betweenness: float  # share of the shortest paths of contact between others that run through it
    climb: float  # mean steps up to the common superior with another owner of a team; NaN for a post that owns none
    hours: Mapping[str, float]  # of contact a week, by layer
    cuts_off: tuple[str, ...]  # whom no contact would join to the rest if the post went vacant


@dataclass(frozen=True)
class Network:
    """All positions of one design after its last change, and the mean distance of team owners to their common superior."""

    design: str
    positions: tuple[Position, ...]
    climb: float


def network_of(organization: Organization) -> Network:
    """Return the network of a design."""
    state = settled_state(organization)
    contact = contact_graph(organization, state)
    between = betweenness(contact)
    lost = cut_off(contact, strategists(organization, state))
    climbs = climbs_of_owners(organization, state)
    hours = contact_hours(organization, state)
    decides, weight = deciding_shares(state), influence(state)
    positions = []
    for name, node in layer_graph(organization, state, "authority").nodes(data=True):
        row, climb = organization.posts.index(name), mean(climbs.get(name, ()))
        shares = float(decides[row]), float(weight[row]), between.get(name, 0.0), climb
        positions.append(
            Position(name, str(node["role"]), bool(node["held"]), *shares, hours[name], lost.get(name, ()))
        )
    everybody = [steps for several in climbs.values() for steps in several]
    return Network(organization.design.name, tuple(positions), mean(everybody))


def mean(values: Sequence[float]) -> float:
    """Return a mean; NaN of nothing."""
    return sum(values) / len(values) if values else math.nan


def strategists(organization: Organization, state: State) -> set[str]:
    """Return the posts that set the strategy."""
    posts = zip(organization.posts, state.posts, strict=True)
    return {name for name, post in posts if post.active and post.rights[Action.STRATEGY] >= Right.DECIDE}


def betweenness(contact: Graph) -> dict[str, float]:
    """Return everybody's share of the shortest paths between others, long contact counting as near."""
    sources = SOURCES if len(contact) > EXACT else None
    found: dict[str, float] = nx.betweenness_centrality(contact, k=sources, weight="distance", seed=1)
    return found


def cut_off(contact: Graph, sources: set[str]) -> dict[str, tuple[str, ...]]:
    """Return, for every post whose vacancy would split those in contact, who is left outside the main part.

    The main part is the one with most of those who set the strategy, then the largest. Those outside it already are not counted.
    """
    found = {}
    for part in nx.connected_components(contact):
        inside = contact.subgraph(part)
        for post in nx.articulation_points(inside):
            parts = list(nx.connected_components(inside.subgraph(part - {post})))
            main = max(parts, key=lambda names: (len(names & sources), len(names), max(names)))
            found[post] = tuple(sorted(part - main - {post}))
    return found


def climbs_of_owners(organization: Organization, state: State) -> dict[str, list[float]]:
    """Return for every owner of a team the steps up to the common superior with each other owner.

    Two who share no superior: one step more than to the owner's own root.
    """
    teams = state.teams[(state.teams.active > 0) & (state.teams.owner != NONE)]
    lines = {int(owner): line_above(state, int(owner)) for owner in sorted(set(teams.owner))}
    return {
        organization.posts[here]: [steps_to_common(line, other) for there, other in lines.items() if there != here]
        for here, line in lines.items()
    }


def line_above(state: State, post: int) -> list[int]:
    """Return a post and its superiors, upward."""
    line = []
    while post != NONE:
        line.append(post)
        post = int(state.posts[post].manager)
    return line


def steps_to_common(here: Sequence[int], there: Sequence[int]) -> float:
    """Return how many steps up from the first of one line of superiors the first of another line is met.

    Example
    -------
    >>> steps_to_common([4, 1, 0], [5, 1, 0]), steps_to_common([4, 1, 0], [6, 2, 0]), steps_to_common([4, 1], [3])
    (1.0, 2.0, 2.0)
    """
    above = set(there)
    return float(next((steps for steps, post in enumerate(here) if post in above), len(here)))


def contact_hours(organization: Organization, state: State) -> dict[str, dict[str, float]]:
    """Return everybody's hours of contact a week by layer."""
    found = {name: dict.fromkeys(LAYERS, 0.0) for name in organization.posts}
    for tie in state.ties:
        found[organization.posts[tie.receiver]][LAYERS[tie.layer]] += float(tie.minutes) / 60.0
    return found
