"""Acquisitions and layoffs: events that change the organisation itself, in every design alike.

An acquired organisation is there from the start, as a tree of its own that nobody of ours knows; at the date of the acquisition its
roots report to somebody of ours, and that is all that happens. A layoff takes a share of the engineers of every team, and closes posts;
who reported there reports one level up, which also takes over the products.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from orgsim.scenario.document import Document

if TYPE_CHECKING:
    from orgsim.scenario.problems import NodePath

Data = dict[str, Any]

OWNED = ("domains", "teams", "posts")
"""Sections whose entries an acquired organisation brings along, under names of their own."""


def mapping(value: object) -> Data:
    """Return a mapping; anything else is somebody else's problem, and counts as an empty one."""
    return value if isinstance(value, dict) else {}


def renamed(name: object, prefix: str) -> object:
    """Return a name with a prefix; what is not a name stays."""
    return f"{prefix}{name}" if isinstance(name, str) else name


def with_prefix(other: Document, prefix: str) -> Document:
    """Return the domains, teams, posts and ties of an organisation under new names, with where each stood in its file."""
    data: Data = {section: {} for section in OWNED}
    marks: dict[NodePath, Any] = {}
    references = {"domain": "domains", "owner": "posts", "reports_to": "posts", "helps": "teams", "desk": "posts"}
    for section in OWNED:
        for key, entry in mapping(other.data.get(section)).items():
            data[section][f"{prefix}{key}"] = {
                field: renamed(value, prefix) if field in references and section != "domains" else value
                for field, value in mapping(entry).items()
            }
    data["ties"] = {
        layer: {f"{prefix}{one}": others_renamed(others, prefix) for one, others in mapping(ties).items()}
        for layer, ties in mapping(other.data.get("ties")).items()
    }
    for spot, mark in other.marks.items():
        if len(spot) > 1 and spot[0] in OWNED:
            marks[(spot[0], f"{prefix}{spot[1]}", *spot[2:])] = mark
        elif len(spot) > 1 and spot[0] == "ties":
            marks[spot] = mark
    return Document(data, marks)


def others_renamed(others: object, prefix: str) -> object:
    """Return the far ends of ties under new names, a list or a weight for each."""
    if isinstance(others, dict):
        return {f"{prefix}{name}": weight for name, weight in others.items()}
    return [renamed(name, prefix) for name in others] if isinstance(others, list) else others


def roots(data: Data) -> list[str]:
    """Return the posts of an organisation that report to nobody."""
    posts = mapping(data.get("posts"))
    return [
        key for key, post in posts.items() if not mapping(post).get("reports_to") and not mapping(post).get("detached")
    ]


def joined(other: Document, above: str) -> Document:
    """Return the change that an acquisition is: the roots of an organisation report to one of our posts."""
    return Document({"posts": {root: {"reports_to": above} for root in roots(other.data)}})


def fewer(engineers: Mapping[str, int], share: float) -> dict[str, int]:
    """Return the head-count of teams after a share has gone: of all together as near as can be, and nobody's last engineer.

    Example
    -------
    >>> fewer({"a": 7, "b": 7, "c": 6}, 0.1)
    {'a': 6, 'b': 6, 'c': 6}
    """
    exact = {team: number * (1.0 - share) for team, number in engineers.items()}
    kept = {team: max(1, int(number)) for team, number in exact.items()}
    missing = round(sum(exact.values())) - sum(kept.values())
    for team in sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))[: max(0, missing)]:
        kept[team] = min(engineers[team], kept[team] + 1)
    return kept


def let_go(before: Document, event: Data) -> Document:
    """Return the change that a layoff is, for the organisation as it is then."""
    posts, teams = mapping(before.data.get("posts")), mapping(before.data.get("teams"))
    closed = {name for name in event.get("posts") or () if isinstance(name, str) and name in posts}
    change: Data = {"posts": dict.fromkeys(sorted(closed)), "teams": {}}
    for key, post in posts.items():
        if key not in closed and mapping(post).get("reports_to") in closed:
            change["posts"][key] = {"reports_to": heir(posts, str(post["reports_to"]), closed)}
    share = event.get("share", 0.0)
    chosen = {
        key: team["engineers"]
        for key, team in teams.items()
        if isinstance(mapping(team).get("engineers"), int) and event.get("domain") in (None, team.get("domain"))
    }
    for key, number in (fewer(chosen, share) if isinstance(share, int | float) and 0 <= share <= 1 else {}).items():
        change["teams"][key] = {"engineers": number}
    for key, team in teams.items():
        if mapping(team).get("owner") in closed:
            change["teams"].setdefault(key, {})["owner"] = heir(posts, str(team["owner"]), closed)
    change["ties"] = ties_without(mapping(before.data.get("ties")), closed)
    change["governance"] = practices_without(mapping(before.data.get("governance")), closed)
    return Document(change)


def heir(posts: Data, name: str, closed: Iterable[str]) -> str | None:
    """Return the nearest superior of a post that stays."""
    above: str | None = name
    while above is not None and above in closed:
        above = mapping(posts.get(above)).get("reports_to")
    return above


def ties_without(ties: Data, closed: set[str]) -> Data:
    """Return the change that takes closed posts out of all ties."""
    change: Data = {}
    for layer, pairs in ties.items():
        for one, others in mapping(pairs).items():
            left = [name for name in others if name not in closed] if isinstance(others, dict | list) else []
            if one in closed:
                change.setdefault(layer, {})[one] = None
            elif isinstance(others, list) and len(left) < len(others):
                change.setdefault(layer, {})[one] = left
            elif isinstance(others, dict) and len(left) < len(others):
                change.setdefault(layer, {})[one] = {name: None for name in others if name in closed}
    return change


def practices_without(governance: Data, closed: set[str]) -> Data:
    """Return the change that takes closed posts out of practices; a forum of fewer than two is no more."""
    change: Data = {}
    for practice in ("raters", "investment_review"):
        members = governance.get(practice)
        if isinstance(members, list) and closed & {name for name in members if isinstance(name, str)}:
            change[practice] = [name for name in members if name not in closed]
    for key, forum in mapping(governance.get("forums")).items():
        members = mapping(forum).get("members")
        left = [name for name in members if name not in closed] if isinstance(members, list) else []
        if mapping(forum).get("chair") in closed or (isinstance(members, list) and len(left) < 2):
            change.setdefault("forums", {})[key] = None
        elif isinstance(members, list) and len(left) < len(members):
            change.setdefault("forums", {})[key] = {"members": left}
    return change
