"""The single changes that a design is made of, so that each can be tried alone and left out.

A piece is an operation, or what a change says of one post, team, role, tie or practice. Pieces that cannot be told apart are one: what
names a post that another piece opens, what closes a post and what moves those who reported there, and whatever makes no valid company by
itself.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from orgsim.plain_words import counted, enumerated
from orgsim.scenario.dates import ChangeDate
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.diff import Difference, difference
from orgsim.scenario.document import document_of
from orgsim.scenario.model import Scenario
from orgsim.scenario.names import mapping, names, uses
from orgsim.scenario.problems import ScenarioError

MOST_PIECES = 8
"""Of more pieces than this, those of one change are one."""

Leaf = tuple[int, str, str | int]
"""One thing that a change says: the place of the change, a section (or `do`), and the key there (or the place of the operation)."""

Leaves = Collection[Leaf]
Company = Callable[[Leaves], Design]
"""Makes the design with some leaves."""

LISTED = ("ties", "governance")
"""Sections whose entries name posts that they can do without."""


@dataclass(frozen=True)
class Piece:
    """What is tried alone and left out."""

    leaves: frozenset[Leaf]
    title: str


def pieces_of(design: Design) -> list[Piece]:
    """Return the pieces of a design, in the order of its file; a single one where they cannot be told apart."""
    source = design.source
    company = partial(made_of, design)
    groups = _joined(source, [frozenset({leaf}) for leaf in _leaves(source)])
    if len(groups) > MOST_PIECES:
        places = sorted({leaf[0] for group in groups for leaf in group})
        groups = _merged(groups, [[leaf for group in groups for leaf in group if leaf[0] == place] for place in places])
    groups = _valid(groups, company)
    before = company(()).final
    return [Piece(group, _title(before, company(group).final)) for group in groups]


def made_of(design: Design, leaves: Leaves) -> Design:
    """Return a design with just these leaves of its changes.

    Raises
    ------
    ScenarioError
        When that is no company.
    """
    return load_design(design.path, document=document_of(only(design.source, leaves)))


def _leaves(source: Mapping[str, Any]) -> Iterator[Leaf]:
    """Yield everything that changes say."""
    for place, change in enumerate(source["changes"]):
        for section, content in change.items():
            if section in ChangeDate.model_fields:
                continue
            if section == "do":
                yield from ((place, section, number) for number in range(len(content)))
            elif section == "ties":
                yield from (
                    (place, section, f"{layer}.{post}") for layer in content for post in mapping(content[layer])
                )
            else:
                yield from ((place, section, key) for key in mapping(content))


def only(source: Mapping[str, Any], leaves: Leaves) -> dict[str, Any]:
    """Return a scenario with just these leaves of its changes; practices and ties do without posts that are not there."""
    kept = set(leaves)
    changes = [
        _reduced(change, [leaf for leaf in kept if leaf[0] == place]) for place, change in enumerate(source["changes"])
    ]
    missing = {post for place, change in enumerate(source["changes"]) for post in _opened(source, change)} - {
        post for change in changes for post in _opened(source, change)
    }
    for change in changes:
        for section in LISTED:
            if section in change:
                change[section] = _without(change[section], missing)
    return {
        **deepcopy(dict(source)),
        "changes": [change for change in changes if set(change) - set(ChangeDate.model_fields)],
    }


def _reduced(change: Mapping[str, Any], leaves: Sequence[Leaf]) -> dict[str, Any]:
    """Return one change with just some of what it says."""
    found: dict[str, Any] = {key: value for key, value in change.items() if key in ChangeDate.model_fields}
    for _, section, key in sorted(leaves, key=lambda leaf: (leaf[1], str(leaf[2]).zfill(6))):
        if section == "do":
            found.setdefault("do", []).append(deepcopy(change["do"][key]))
        elif section == "ties":
            layer, _, post = str(key).partition(".")
            found.setdefault("ties", {}).setdefault(layer, {})[post] = deepcopy(change["ties"][layer][post])
        else:
            found.setdefault(section, {})[key] = deepcopy(change[section][key])
    return found


def _opened(source: Mapping[str, Any], change: Mapping[str, Any]) -> set[str]:
    """Return the posts that a change opens by a patch."""
    before = set(names(source, "posts"))
    return {post for post, said in mapping(change.get("posts")).items() if said is not None and post not in before}


def _without(value: Any, missing: set[str]) -> Any:
    """Return ties or practices without some posts, wherever they are named in lists and as keys."""
    if isinstance(value, dict):
        return {key: _without(below, missing) for key, below in value.items() if key not in missing}
    if isinstance(value, list):
        return [_without(below, missing) for below in value if not (isinstance(below, str) and below in missing)]
    return value


def _joined(source: Mapping[str, Any], groups: list[frozenset[Leaf]]) -> list[frozenset[Leaf]]:
    """Join what names a post or team that another leaf opens, closes or changes."""
    told = {leaf: (_names_in(source, leaf), _entity(leaf)) for group in groups for leaf in group}
    together = [
        [leaf, other]
        for leaf, (named, _) in told.items()
        for other, (_, entity) in told.items()
        if leaf != other and entity is not None and entity in named and not _can_do_without(source, leaf, entity)
    ]
    return _merged(groups, together)


def _entity(leaf: Leaf) -> str | None:
    """Return the post or team that a leaf is about."""
    return str(leaf[2]) if leaf[1] in ("posts", "teams") else None


def _names_in(source: Mapping[str, Any], leaf: Leaf) -> set[str]:
    """Return the posts and teams that a leaf names; of one that is closed, also those that name it today."""
    place, section, key = leaf
    if section == "do":
        return set()
    said = _reduced(source["changes"][place], [leaf])
    found = {
        use.name for use in uses(Scenario, said) if isinstance(use.name, str) and use.of.section in ("posts", "teams")
    }
    if section == "posts" and said["posts"][key] is None:
        found |= {
            post for post, content in mapping(source.get("posts")).items() if mapping(content).get("reports_to") == key
        }
        found |= {
            team for team, content in mapping(source.get("teams")).items() if mapping(content).get("owner") == key
        }
    return found


def _can_do_without(source: Mapping[str, Any], leaf: Leaf, post: str) -> bool:
    """Tell whether a tie or practice goes on when a post that it names is not there."""
    if leaf[1] not in LISTED or str(leaf[2]).partition(".")[2] == post:
        return False
    section = _reduced(source["changes"][leaf[0]], [leaf])[leaf[1]]
    (value,) = section.values() if leaf[1] == "governance" else next(iter(section.values())).values()
    left = _without(value, {post})
    return bool(left) and left != value


def _merged(groups: Sequence[frozenset[Leaf]], together: Sequence[Sequence[Leaf]]) -> list[frozenset[Leaf]]:
    """Return groups with those leaves in one group that are to be together, in the order of their first leaves."""
    found = [set(group) for group in groups]
    for leaves in together:
        touched = [group for group in found if group.intersection(leaves)]
        for group in touched[1:]:
            touched[0] |= group
            found.remove(group)
    return [frozenset(group) for group in found]


def _valid(groups: list[frozenset[Leaf]], company: Company) -> list[frozenset[Leaf]]:
    """Join groups until each makes a company alone and can be left out."""
    while len(groups) > 1:
        bad = next((place for place in range(len(groups)) if not _stands(groups, place, company)), None)
        if bad is None:
            return groups
        others = [place for place in range(len(groups)) if place != bad]
        fitting = (place for place in others if _stands(_pair(groups, bad, place), 0, company))
        groups = _pair(groups, bad, next(fitting, others[0]))
        groups = sorted(groups, key=lambda group: min(map(str, group)))
    return groups


def _pair(groups: Sequence[frozenset[Leaf]], first: int, second: int) -> list[frozenset[Leaf]]:
    """Return groups with two of them as one, which comes first."""
    rest = [group for place, group in enumerate(groups) if place not in (first, second)]
    return [groups[first] | groups[second], *rest]


def _stands(groups: Sequence[frozenset[Leaf]], place: int, company: Company) -> bool:
    """Tell whether a group makes a company by itself, and all others do without it."""
    left = frozenset(leaf for number, group in enumerate(groups) if number != place for leaf in group)
    try:
        company(groups[place])
        company(left)
    except ScenarioError:
        return False
    return True


def _title(before: Scenario, after: Scenario) -> str:
    """Return a piece in a few words: the posts that it opens, closes, moves or gives another role, and what else it touches."""
    found = difference(before, after)
    named = {post: said.name or post for one in (before, after) for post, said in one.posts.items()}
    parts = [
        *(f"new post {named[post]}" for post in found.new),
        *(f"post {named[post]} closed" for post in found.closed),
        *(f"{named[post]} becomes {now}" for post, (_, now) in found.re_roled.items()),
        *_moved(found, named),
        *_rest(found, named, {name: team.name or name for name, team in after.teams.items()}),
    ]
    return "; ".join(parts) or "nothing"


def _moved(found: Difference, named: Mapping[str, str]) -> Iterator[str]:
    """Yield who moves to whom."""
    heads: dict[str, list[str]] = {}
    for name, (_, now) in found.moved.items():
        heads.setdefault(named.get(now, now), []).append(named[name])
    for head, moved in heads.items():
        yield f"{enumerated(moved) if len(moved) < 4 else f'{len(moved)} posts'} under {head}"


def _rest(found: Difference, posts: Mapping[str, str], teams: Mapping[str, str]) -> Iterator[str]:
    """Yield the other things that change, by what they are about."""
    for kind in ("dotted", "working"):
        for way, edges in found.edges.get(kind, {}).items():
            if edges:
                yield f"{counted(len(edges), f'{kind} line')} {way}"
    about: dict[str, int] = {}
    for path in found.other:
        key = ".".join(path.split(".")[:2])
        about[key] = about.get(key, 0) + 1
    for key in about:
        section, _, name = key.partition(".")
        yield {"teams": f"team {teams.get(name, name)}", "posts": f"{posts.get(name, name)} changed"}.get(
            section, (name or section).replace("_", " ")
        )
