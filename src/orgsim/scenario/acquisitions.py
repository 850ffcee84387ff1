"""Acquisitions: reading the organisation that an event names, and putting it beside ours under names of its own.

An acquired organisation is there from the start, as a tree of its own that nobody of ours knows; at the date of the acquisition its
roots report to somebody of ours, and that is all that happens.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orgsim.scenario.dates import ACQUIRED, Planned, Worked, happening
from orgsim.scenario.document import Document
from orgsim.scenario.model import Scenario
from orgsim.scenario.names import Data, Names, mapping, names, renamed
from orgsim.scenario.problems import Mark, NodePath, Problem, listed, shown
from orgsim.scenario.reading import Written, base_path, read

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
LONGEST_PREFIX = 16

OWNED = ("domains", "teams", "posts")
"""Sections whose entries an acquired organisation brings along, under names of their own."""

LEFT_BEHIND = ("budget", "events", "governance", "guesses", "initiatives", "journeys", "platforms", "related", "roles")
"""What a reader might expect to come along, and does not: ours count. Objectives, the market and parameters are ours by nature."""

KINDS = {"domains": "domain", "teams": "team", "posts": "post"}


@dataclass(frozen=True)
class Acquisition:
    """An organisation that is acquired: what it brings, and when its roots report to whom (None: that is not said as it should be)."""

    name: str
    week: int | None
    above: str | None
    brought: Document
    mark: Mark


def acquisitions(baseline: Document, ours: Document, path: Path, problems: list[Problem]) -> list[Acquisition]:
    """Return every organisation that is acquired; `ours` is what our files say, without what was said on the command line."""
    taken = {section: set(names(ours.data, section)) for section in OWNED}
    found = []
    for week, place, event in happening(baseline, "acquisition"):
        if event.get("organisation") is None:
            continue
        spot: NodePath = ("events", place, "organisation")
        mark = baseline.place(spot) or Mark(path, 0, 0)
        home = mark.file if mark.in_file else path
        origin = base_path(home, event["organisation"], mark, [], spot)
        written = read(origin, [home])
        refused = [*_nobody(written, origin), *_left_behind(written, origin)]
        prefix = _prefix(event, origin)
        brought = with_prefix(written.document, prefix)
        refused += _no_names(prefix, origin) or _clashes(brought, taken, prefix)
        problems += [Problem(code, message, spot, mark) for code, message in refused]
        if any(code.startswith("E") for code, _ in refused):
            continue
        for section in OWNED:
            taken[section].update(brought.data[section])
        above = event.get("reports_to")
        said = baseline.place(("events", place, "reports_to")) or mark
        found.append(Acquisition(origin.stem, week, above if isinstance(above, str) else None, brought, said))
    return found


def joining(acquired: Sequence[Acquisition], baseline: Document, changes: Sequence[Planned]) -> list[Planned]:
    """Return the changes that acquisitions are, to be worked out for the organisation as it is then.

    Who reports to a post that never is joins nobody: one problem, at the event, is enough.
    """
    known = set(names(baseline.data, "posts"))
    known.update(post for *_, change in changes for post in _opened(change))
    return [
        _joining(one, one.week, one.above)
        for one in acquired
        if one.week is not None and one.above is not None and one.above in known
    ]


def _opened(change: Document | Worked) -> Iterable[str]:
    """Return the posts that a change names or opens."""
    return names(change.data, "posts") if isinstance(change, Document) else getattr(change, "opened", ())


def teams_joining(acquired: Sequence[Acquisition]) -> list[tuple[int, list[str]]]:
    """Return which teams are acquired in which week."""
    return [(one.week, list(one.brought.data["teams"])) for one in acquired if one.week is not None]


def _joining(one: Acquisition, week: int, above: str) -> Planned:
    name = f"acquisition of {one.name}"
    return week, ACQUIRED, name, lambda history: joined(history, one.brought, above, one.mark)


def _prefix(event: dict[str, Any], origin: Path) -> str:
    """Return what an acquired organisation's names begin with: what the event says, if that can be, or the name of the file."""
    given = event.get("prefix")
    fits = isinstance(given, str) and NAME.fullmatch(given) and len(given) <= LONGEST_PREFIX
    return given if isinstance(given, str) and fits else f"{origin.stem}-"


Refusal = tuple[str, str]
"""Code and message of a problem."""


def _nobody(written: Written, origin: Path) -> Iterator[Refusal]:
    if not mapping(written.document.data.get("posts")):
        yield "E328", f"{shown(origin)} has no posts: there is nobody to acquire"


def _left_behind(written: Written, origin: Path) -> Iterator[Refusal]:
    there = [section for section in LEFT_BEHIND if written.document.data.get(section)]
    there += ["changes"] if written.changes else []
    if there:
        yield "W406", f"of {shown(origin)} only domains, teams, posts and ties come along, not {listed(there)}"


def _no_names(prefix: str, origin: Path) -> list[Refusal]:
    if NAME.fullmatch(prefix):
        return []
    return [("E329", f"the name of {shown(origin)} cannot begin the names of its posts: give the event a `prefix`")]


def _clashes(brought: Document, taken: dict[str, set[str]], prefix: str) -> list[Refusal]:
    both = [(section, name) for section in OWNED for name in brought.data[section] if name in taken[section]]
    if not both:
        return []
    section, name = both[0]
    others = f" (and {len(both) - 1} more names)" if len(both) > 1 else ""
    message = f"there already is a {KINDS[section]} '{name}'{others}: give the event a `prefix` other than '{prefix}'"
    return [("E329", message)]


def with_prefix(other: Document, prefix: str) -> Document:
    """Return the domains, teams, posts and ties of an organisation under new names, with where each stood in its file."""

    def change(of: Names, name: str) -> str:
        return f"{prefix}{name}" if of.section in (*OWNED, "desks") else name

    brought = {section: mapping(other.data.get(section)) for section in (*OWNED, "ties")}
    data: Data = renamed(Scenario, brought, change)
    for section in OWNED:
        data[section] = {f"{prefix}{key}": entry for key, entry in data[section].items() if entry is not None}
    return Document(data, {_spot_renamed(spot, prefix): mark for spot, mark in other.marks.items() if len(spot) > 1})


def _spot_renamed(spot: NodePath, prefix: str) -> NodePath:
    """Return where something stands after the names of its organisation have changed."""
    if spot[0] in OWNED:
        return (spot[0], f"{prefix}{spot[1]}", *spot[2:])
    if spot[0] == "ties":
        posts = tuple(f"{prefix}{part}" if isinstance(part, str) and part != "=" else part for part in spot[2:])
        return (*spot[:2], *posts)
    return spot


def joined(history: Sequence[Document], brought: Document, above: str, mark: Mark) -> Document:
    """Return the change that an acquisition is: the roots of an organisation report to one of our posts.

    `history` is what there was up to then, stage by stage. A design that has closed that post by then has somebody above it.
    """
    posts = mapping(history[-1].data.get("posts"))
    theirs = [
        key
        for key in mapping(brought.data.get("posts"))
        if isinstance(posts.get(key), dict) and not posts[key].get("reports_to") and not posts[key].get("detached")
    ]
    superior = who_is_there(history, above)
    marks = {("posts", key, "reports_to", *end): mark for key in theirs for end in ((), ("=",))}
    return Document({"posts": {key: {"reports_to": superior} for key in theirs}}, marks)


def who_is_there(history: Sequence[Document], name: str) -> str:
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
