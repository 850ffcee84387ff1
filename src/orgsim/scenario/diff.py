"""What differs between two designs, in the words of a reorganisation: new, closed, moved, re-roled."""

from dataclasses import dataclass, field
from typing import Any

from orgsim.scenario.model import Scenario


@dataclass
class Difference:
    """What the second design has other than the first. Pairs are (before, after)."""

    new: dict[str, str] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    re_roled: dict[str, tuple[str, str]] = field(default_factory=dict)
    other: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.new or self.closed or self.moved or self.re_roled or self.other)


def difference(before: Scenario, after: Scenario) -> Difference:
    """Return what differs between two scenarios; names of designs, descriptions and guesses do not count."""
    found = Difference()
    for name in {**before.posts, **after.posts}:
        _compare_post(found, name, before, after)
    left, right = _rest(before), _rest(after)
    told = {f"posts.{name}." for name in (*found.new, *found.closed)}
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


def _rest(scenario: Scenario) -> dict[str, Any]:
    """Return every leaf of a scenario that the four kinds of change do not cover, by path."""
    data = scenario.model_dump(mode="json", exclude={"name", "description", "guesses"}, exclude_none=True)
    data["events"] = [event.model_dump(mode="json", exclude_defaults=True) for event in scenario.events]
    for post in data["posts"].values():
        post.pop("reports_to", None)
        post.pop("role")
    for layer in data["ties"].values():
        for post, others in layer.items():
            layer[post] = ", ".join(
                f"{other} x {weight:g}" if weight != 1 else other for other, weight in others.items()
            )
    leaves: dict[str, Any] = {}
    _flatten(data, "", leaves)
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
