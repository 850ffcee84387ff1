"""The named tables of a scenario and of a ladder, and entries that somebody meant to change although there is none of that name."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from orgsim.scenario.document import Document
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.names import mapping, untagged
from orgsim.scenario.problems import NodePath, Problem, listed, nearest, spell

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


def set_anew(override: str, said: Document, before: Document, later: Iterable[Document] = ()) -> list[Problem]:
    """Return a problem for every entry that a single value would add to what is there before it, or remove from it in vain.

    `override` is ``KEY.PATH=VALUE``, and `said` what it says; a whole entry, a mapping or a list, is meant to be new. `later` are the
    changes of a design, whose entries are not there at the start.
    """
    found = []
    for table in tables_of(before):
        known = table_at(before.data, table)
        opened = [name for change in later for name, entry in table_at(change.data, table).items() if entry is not None]
        for name, entry in table_at(said.data, table).items():
            spot: NodePath = (*table, name)
            is_whole = isinstance(entry, dict | list) and tuple(override.partition("=")[0].split(".")) == spot
            if name not in known and not is_whole:
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


def broken(
    errors: Sequence[Any], document: Document, model: type[BaseModel], before: Document | None = None
) -> list[Problem]:
    """Turn pydantic's errors of a document into problems; an incomplete entry that another one is meant by is one problem.

    That is an entry of a name near one in what the document extends, or in the stage `before` it, and without what a new one needs.
    """
    needs: dict[NodePath, list[str]] = {}
    others = []
    for error in errors:
        path, _ = untagged(model, error["loc"])
        if error["type"] == "missing" and path[:-2] in tables_of(document) and _meant(document, path[:-1], before):
            needs.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            others.append(problem_from(error, document, model))
    return [*(_misnamed(document, spot, fields, before) for spot, fields in needs.items()), *others]


def _misnamed(document: Document, spot: NodePath, fields: Sequence[str], before: Document | None) -> Problem:
    """Return the problem that there is no entry of a name to be changed, and not all that a new one needs."""
    none = f"there is no {ENTRIES[str(spot[-2])]} '{spot[-1]}'{_meant(document, spot, before)}"
    needed = listed(f"'{field}'" for field in fields)
    return Problem("E302", f"{none}; a new one needs {needed}", spot, document.mark(spot))


def _meant(document: Document, spot: NodePath, before: Document | None) -> str:
    """Return a hint at the entry that an incomplete one is meant to change; empty when it may be a new one.

    Entries of the same file are new like itself, unless it comes with a change.
    """
    table, name = spot[:-1], spot[-1]
    earlier = table_at(before.data, table) if before else {}
    known = [
        other
        for other in table_at(document.data, table)
        if other != name and ((other in earlier and name not in earlier) or _elsewhere(document, (*table, other), spot))
    ]
    return nearest(name, known)


def _elsewhere(document: Document, one: NodePath, other: NodePath) -> bool:
    """Tell whether two entries stand in different files."""
    sources = _source(document, one), _source(document, other)
    return None not in sources and sources[0] != sources[1]


def _source(document: Document, spot: NodePath) -> str | None:
    """Return the file in which an entry stands, or the mapping; a shipped role, which is a file, has a place only for what it says."""
    below = ((*spot, key) for key in table_at(document.data, spot))
    path = next((path for path in (spot, *below) if path in document.marks), None)
    return None if path is None else str(document.marks[path].file).removesuffix(spell(path))


AFTEREFFECTS = {"posts": ("W401", "W410"), "teams": ("W403", "W404")}
"""What is doubted of the entries of a table only because a key of one of them is misspelt or missing."""


def without_aftereffects(doubtful: Iterable[Problem], found: Iterable[Problem]) -> list[Problem]:
    """Return what is doubtful without what may follow from an unknown key (E101), or from a missing one, in an entry of the same table."""
    tables = {str(one.path[0]) for one in found if one.code in ("E101", "E201", "E302") and one.path}
    follows = {code for table in tables for code in AFTEREFFECTS.get(table, ())}
    return [one for one in doubtful if one.code not in follows]
