"""The named tables of a scenario and of a ladder, and entries that somebody meant to change although there is none of that name."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from orgsim.scenario.document import Document
from orgsim.scenario.names import mapping
from orgsim.scenario.problems import NodePath, Problem, listed, nearest

ENTRIES = {
    "objectives": "objective",
    "domains": "domain",
    "initiatives": "initiative",
    "platforms": "platform",
    "journeys": "journey",
    "clusters": "cluster",
    "teams": "team",
    "posts": "post",
    "roles": "role",
    "forums": "forum",
    "gates": "gate",
    "levels": "level",
    "tracks": "track",
    "competencies": "competency",
    "sources": "source",
}
"""The tables whose keys are names that somebody gave, by the last key of their path, and what one entry is called."""

LADDER = "ladder"
TABLES: tuple[NodePath, ...] = (
    *((section,) for section in ("objectives", "domains", "initiatives", "platforms", "journeys")),
    ("related", "clusters"),
    *((section,) for section in ("teams", "posts", "roles")),
    ("governance", "forums"),
    ("governance", "gates"),
    *((LADDER, section) for section in ("levels", "tracks", "competencies", "sources")),
)
"""Where they stand in a scenario; in a ladder by itself the last ones stand at the top."""


def table_at(data: object, path: NodePath) -> Mapping[str, Any]:
    """Return what stands under a path, where that is a mapping; an empty one otherwise."""
    for part in path:
        data = mapping(data).get(str(part))
    return mapping(data)


def set_anew(said: Document, before: Document, later: Iterable[Document] = ()) -> list[Problem]:
    """Return a problem for every entry that a single value (`said`) would add to what is there before it, or remove from it in vain.

    `later` are the changes of a design, whose entries are not there at the start.
    """
    found = []
    for table in tables_of(before):
        known = table_at(before.data, table)
        opened = [name for change in later for name, entry in table_at(change.data, table).items() if entry is not None]
        for name in table_at(said.data, table):
            spot: NodePath = (*table, name)
            if name not in known:
                found.append(Problem("E302", _not_there(table, name, known, opened), spot, said.place(spot)))
    return found


def tables_of(document: Document) -> tuple[NodePath, ...]:
    """Return where the named tables of a document stand: of a scenario, or of a ladder by itself, which has levels at its top.

    A scenario without a ladder has none of its tables: one that a single value names is read as a whole.
    """
    if "levels" in mapping(document.data):
        return tuple(table[1:] for table in TABLES if table[0] == LADDER)
    return TABLES if LADDER in mapping(document.data) else tuple(table for table in TABLES if table[0] != LADDER)


def _not_there(table: NodePath, name: str, known: Collection[str], opened: Collection[str]) -> str:
    """Say that nothing of a name is there to be changed by a single value."""
    none = f"there is no {ENTRIES[str(table[-1])]} '{name}'"
    if name in opened:
        return f"{none} at the start: it comes with a change, and --set changes what is there before"
    hint = nearest(name, known)
    return f"{none}{hint}; --set changes what is there" + (
        "" if hint else f" ({listed(known)})" if known else ", and there is none"
    )
