"""What differs between two designs, in the words of a reorganisation: new, closed, moved, re-roled, spans, layers, cost, edges."""

from dataclasses import dataclass, field
from typing import Any

from orgsim.scenario.model import Scenario
from orgsim.scenario.structure import depth_of, reports_of, yearly_cost

Edge = tuple[str, str]


@dataclass
class Difference:
    """What the second design has other than the first. Pairs are (before, after)."""

    new: dict[str, str] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    re_roled: dict[str, tuple[str, str]] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Posts with another number of reports; of new and closed ones, those who lead somebody."""
    layers: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Posts of both that are in another layer, counted from 1 at the top."""
    cost: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Posts of both that cost something else, $k a year, loaded."""
    edges: dict[str, dict[str, list[Edge]]] = field(default_factory=dict)
    """Edges ``added`` and ``removed``, for each kind: ``reporting`` (report, superior), ``dotted`` and ``working`` (both ways)."""
    other: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not any((self.new, self.closed, self.moved, self.re_roled, self.edges, self.other))


def difference(before: Scenario, after: Scenario) -> Difference:
    """Return what differs between two scenarios; names of designs and descriptions do not count."""
    found = Difference()
    for name in {**before.posts, **after.posts}:
        _compare_post(found, name, before, after)
    found.spans = _spans(before, after)
    found.edges = {kind: changed for kind in KINDS if (changed := _edges(kind, before, after))}
    left, right = _rest(before), _rest(after)
    told = {f"posts.{name}." for name in (*found.new, *found.closed)}
    told |= {f"posts.{name}.salary" for name in after.posts if name not in found.cost}  # stated only to stay as it was
    for path in sorted(left.keys() | right.keys()):
        if left.get(path) != right.get(path) and not any(path.startswith(post) for post in told):
            found.other[path] = (left.get(path), right.get(path))
    return found


def _compare_post(found: Difference, name: str, before: Scenario, after: Scenario) -> None:
    old, new = before.posts.get(name), after.posts.get(name)
    if old is None and new is not None:
        found.new[name] = f"{new.role}, reports to {new.reports_to or 'nobody'}"
    elif new is None and old is not None:
        found.closed[name] = f"{old.role}, reported to {old.reports_to or 'nobody'}"
    elif old is not None and new is not None:
        if old.reports_to != new.reports_to:
            found.moved[name] = (old.reports_to or "nobody", new.reports_to or "nobody")
        if old.role != new.role:
            found.re_roled[name] = (old.role, new.role)
        layers = (1 + depth_of(before.posts, name), 1 + depth_of(after.posts, name))
        if layers[0] != layers[1]:
            found.layers[name] = layers
        cost = (yearly_cost(before, old), yearly_cost(after, new))
        if round(cost[0] - cost[1], 6):
            found.cost[name] = cost


def _spans(before: Scenario, after: Scenario) -> dict[str, tuple[int, int]]:
    """Return the numbers of reports that changed, in the order of the posts."""
    old, new = reports_of(before), reports_of(after)
    spans = {name: (len(old.get(name, [])), len(new.get(name, []))) for name in {**before.posts, **after.posts}}
    return {name: span for name, span in spans.items() if span[0] != span[1]}


KINDS = ("reporting", "dotted", "working")


def _edges(kind: str, before: Scenario, after: Scenario) -> dict[str, list[Edge]]:
    """Return the edges of a kind that only one of two designs has."""
    old, new = edges_of(kind, before), edges_of(kind, after)
    changed = {"added": sorted(new - old), "removed": sorted(old - new)}
    return {way: edges for way, edges in changed.items() if edges}


def edges_of(kind: str, scenario: Scenario) -> set[Edge]:
    """Return the edges of a kind; ties, which count both ways, with their ends in order."""
    if kind == "reporting":
        return {(name, post.reports_to) for name, post in scenario.posts.items() if post.reports_to}
    ties = getattr(scenario.ties, kind)
    return {(min(post, other), max(post, other)) for post, others in ties.items() for other in others}


def _weights(kind: str, scenario: Scenario) -> dict[str, float]:
    """Return how strong each tie of a kind is."""
    ties = getattr(scenario.ties, kind)
    return {
        f"{min(post, other)} - {max(post, other)}": weight
        for post, others in ties.items()
        for other, weight in others.items()
    }


def _rest(scenario: Scenario) -> dict[str, Any]:
    """Return every leaf of a scenario that the other kinds of change do not cover, by path; of ties, those that are not usual."""
    data = scenario.model_dump(mode="json", exclude={"name", "description", "guesses", "ties"}, exclude_none=True)
    data["events"] = [event.model_dump(mode="json", exclude_defaults=True) for event in scenario.events]
    for post in data["posts"].values():
        post.pop("reports_to", None)
        post.pop("role")
    leaves: dict[str, Any] = {}
    _flatten(data, "", leaves)
    for kind in ("dotted", "working"):
        leaves |= {f"ties.{kind}, {pair}": w for pair, w in _weights(kind, scenario).items() if w != 1.0}
    return leaves


def _flatten(value: Any, path: str, leaves: dict[str, Any]) -> None:
    if isinstance(value, dict):
        for key, below in value.items():
            _flatten(below, f"{path}.{key}" if path else str(key), leaves)
    elif isinstance(value, list) and any(isinstance(below, dict) for below in value):
        for place, below in enumerate(value):
            _flatten(below, f"{path}[{place}]", leaves)
    else:
        leaves[path] = value
