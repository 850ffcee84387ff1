"""Acquisitions and layoffs: events that change the organisation itself, in every design alike.

An acquired organisation is there from the start, as a tree of its own that nobody of ours knows; at the date of the acquisition its
roots report to somebody of ours, and that is all that happens. A layoff takes a share of the engineers of every team, and closes posts;
who reported there reports one level up, which also takes over the products.

The rules read plain data that nobody has checked yet: what is not as it should be is left alone, and told by those who check it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from orgsim.scenario.dates import LET_GO, Planned, happening
from orgsim.scenario.document import Document
from orgsim.scenario.model import Team

if TYPE_CHECKING:
    from orgsim.scenario.problems import Mark, NodePath

Data = dict[str, Any]

OWNED = ("domains", "teams", "posts")
"""Sections whose entries an acquired organisation brings along, under names of their own."""

REFERENCES = {"teams": ("domain", "owner"), "posts": ("reports_to", "helps", "desk")}
"""Fields of their entries that are called by such a name."""

USUAL_TEAM: int = Team.model_fields["engineers"].default
"""Head-count of a team that does not say it."""


def mapping(value: object) -> Data:
    """Return a mapping; anything else is somebody else's problem, and counts as an empty one."""
    return value if isinstance(value, dict) else {}


def names_in(value: object) -> list[str]:
    """Return the names in a list; anything else is somebody else's problem."""
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def among(name: object, names: Iterable[str]) -> bool:
    """Tell whether a value is a name, and one of these."""
    return isinstance(name, str) and name in names


def renamed(name: object, prefix: str) -> object:
    """Return a name with a prefix; what is not a name stays."""
    return f"{prefix}{name}" if isinstance(name, str) else name


def with_prefix(other: Document, prefix: str) -> Document:
    """Return the domains, teams, posts and ties of an organisation under new names, with where each stood in its file."""
    data: Data = {}
    for section in OWNED:
        entries = mapping(other.data.get(section)).items()
        data[section] = {
            f"{prefix}{key}": _entry_renamed(entry, REFERENCES.get(section, ()), prefix)
            for key, entry in entries
            if entry is not None
        }
    data["ties"] = {
        layer: {f"{prefix}{one}": others_renamed(others, prefix) for one, others in mapping(ties).items()}
        for layer, ties in mapping(other.data.get("ties")).items()
    }
    return Document(data, {_spot_renamed(spot, prefix): mark for spot, mark in other.marks.items() if len(spot) > 1})


def _entry_renamed(entry: object, references: Sequence[str], prefix: str) -> object:
    """Return a team, post or domain whose references to others of its organisation have their new names."""
    if not isinstance(entry, dict):
        return entry
    return {field: renamed(value, prefix) if field in references else value for field, value in entry.items()}


def _spot_renamed(spot: "NodePath", prefix: str) -> "NodePath":
    """Return where something stands after the names of its organisation have changed."""
    if spot[0] in OWNED:
        return (spot[0], f"{prefix}{spot[1]}", *spot[2:])
    if spot[0] == "ties":
        posts = tuple(f"{prefix}{part}" if isinstance(part, str) and part != "=" else part for part in spot[2:])
        return (*spot[:2], *posts)
    return spot


def others_renamed(others: object, prefix: str) -> object:
    """Return the far ends of ties under new names, a list or a weight for each."""
    if isinstance(others, dict):
        return {f"{prefix}{name}": weight for name, weight in others.items()}
    return [renamed(name, prefix) for name in others] if isinstance(others, list) else others


def joined(history: Sequence[Document], brought: Document, above: str, mark: "Mark") -> Document:
    """Return the change that an acquisition is: the roots of an organisation report to one of our posts.

    `history` is what there was up to then, stage by stage. A design that has closed that post by then has somebody above it.
    """
    posts = mapping(history[-1].data.get("posts"))
    theirs = [
        key
        for key in mapping(brought.data.get("posts"))
        if isinstance(posts.get(key), dict) and not posts[key].get("reports_to") and not posts[key].get("detached")
    ]
    superior = _who_is_there(history, above)
    marks = {("posts", key, "reports_to", *end): mark for key in theirs for end in ((), ("=",))}
    return Document({"posts": {key: {"reports_to": superior} for key in theirs}}, marks)


def _who_is_there(history: Sequence[Document], name: str) -> str:
    """Return a post, or when it has been closed the nearest one above it that is there; a post that never was is itself."""
    here, seen = name, {name}
    for document in reversed(history):
        posts = mapping(document.data.get("posts"))
        while here in posts and here not in mapping(history[-1].data.get("posts")):
            above = mapping(posts[here]).get("reports_to")
            if not isinstance(above, str) or above in seen:
                return name
            here = above
            seen.add(above)
    return here if here in mapping(history[-1].data.get("posts")) else name


def fewer(engineers: Mapping[str, int], share: float) -> dict[str, int]:
    """Return the head-count of teams after a share has gone: of all together as near as can be, and nobody's last engineer.

    Every team keeps its part, to a whole number; the largest fractions get what is left. What a team keeps beyond its part, because
    nobody's last engineer goes, the larger ones do without.

    Example
    -------
    >>> fewer({"a": 7, "b": 7, "c": 6}, 0.1)
    {'a': 6, 'b': 6, 'c': 6}
    >>> fewer({"a": 1, "b": 1, "c": 8}, 0.5)
    {'a': 1, 'b': 1, 'c': 3}
    """
    total = max(len(engineers), round(sum(engineers.values()) * (1.0 - share)))
    small: set[str] = set()
    while True:
        large = {team: number for team, number in engineers.items() if team not in small}
        part = (total - len(small)) / max(1, sum(large.values()))
        exact = {team: number * part for team, number in large.items()}
        below = {team for team, number in exact.items() if number < 1.0}
        if not below:
            break
        small |= below
    kept = {team: 1 if team in small else int(exact[team]) for team in engineers}
    missing = total - sum(kept.values())
    for team in sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))[:missing]:
        kept[team] += 1
    return kept


def layoffs(baseline: Document, joining: Iterable[tuple[int, Iterable[str]]] = ()) -> list[Planned]:
    """Return every layoff, to be worked out for the organisation as it is then.

    `joining` says from which week on which teams are acquired: until then, their engineers are not ours to let go.
    """
    return [_layoff(week, event, joining) for week, _, event in happening(baseline, "layoff") if week is not None]


def _layoff(week: int, event: Data, joining: Iterable[tuple[int, Iterable[str]]]) -> Planned:
    theirs = {team for joined_in, teams in joining if joined_in > week for team in teams}
    return week, LET_GO, "layoff", lambda history: let_go(history[-1], event, theirs)


def let_go(before: Document, event: Data, theirs: Iterable[str] = ()) -> Document:
    """Return the change that a layoff is, for the organisation as it is then; `theirs` are teams that it is not about."""
    posts, teams = mapping(before.data.get("posts")), mapping(before.data.get("teams"))
    closed = {name for name in names_in(event.get("posts")) if name in posts}
    ours = {key: team for key, team in teams.items() if key not in theirs}
    change: Data = {"posts": dict.fromkeys(sorted(closed)), "teams": teams_without(ours, event)}
    for key, post in posts.items():
        if key not in closed and among(mapping(post).get("reports_to"), closed):
            change["posts"][key] = {"reports_to": heir(posts, post["reports_to"], closed)}
    for key, team in teams.items():
        if among(mapping(team).get("owner"), closed):
            change["teams"].setdefault(key, {})["owner"] = heir(posts, team["owner"], closed)
    change["ties"] = ties_without(mapping(before.data.get("ties")), closed)
    change["governance"] = practices_without(mapping(before.data.get("governance")), closed)
    return Document({section: below for section, below in change.items() if below})


def teams_without(teams: Data, event: Data) -> Data:
    """Return the change that takes a share of the engineers out of the teams that a layoff is about."""
    share, domain = event.get("share", 0.0), event.get("domain")
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0.0 < share <= 1.0:
        return {}
    engineers = {
        key: team.get("engineers", USUAL_TEAM)
        for key, team in teams.items()
        if isinstance(team, dict) and domain in (None, team.get("domain"))
    }
    counted = {key: number for key, number in engineers.items() if isinstance(number, int) and number > 0}
    return {key: {"engineers": number} for key, number in fewer(counted, share).items()}


def heir(posts: Data, name: str, closed: Iterable[str]) -> str | None:
    """Return the nearest superior of a post that stays; None when there is none, or when the line turns in a circle."""
    above: object = name
    seen: set[str] = set()
    while isinstance(above, str) and above in closed and above not in seen:
        seen.add(above)
        above = mapping(posts.get(above)).get("reports_to")
    return above if isinstance(above, str) and above not in seen else None


def ties_without(ties: Data, closed: set[str]) -> Data:
    """Return the change that takes closed posts out of all ties."""
    change: Data = {}
    for layer, pairs in ties.items():
        for one, others in mapping(pairs).items():
            gone = [name for name in others if among(name, closed)] if isinstance(others, dict | list) else []
            if one in closed:
                change.setdefault(layer, {})[one] = None
            elif gone and isinstance(others, list):
                change.setdefault(layer, {})[one] = [name for name in others if name not in gone]
            elif gone:
                change.setdefault(layer, {})[one] = dict.fromkeys(gone)
    return change


def practices_without(governance: Data, closed: set[str]) -> Data:
    """Return the change that takes closed posts out of practices; a forum without its chair, or of fewer than two, is no more."""
    change: Data = {}
    for practice in ("raters", "investment_review"):
        if (left := _members_left(governance.get(practice), closed)) is not None:
            change[practice] = left
    for key, forum in mapping(governance.get("forums")).items():
        left = _members_left(mapping(forum).get("members"), closed)
        if among(mapping(forum).get("chair"), closed) or (left is not None and len(left) < 2):
            change.setdefault("forums", {})[key] = None
        elif left is not None:
            change.setdefault("forums", {})[key] = {"members": left}
    return change


def _members_left(members: object, closed: set[str]) -> list[Any] | None:
    """Return who is left of a list of posts; None when nobody in it goes."""
    if not isinstance(members, list) or not closed & set(names_in(members)):
        return None
    return [name for name in members if not among(name, closed)]
