"""A ladder as a baseline ladder plus changes: merge patches, as for scenarios, and moves by the levels between which they lead."""

from pathlib import Path

from orgsim.scenario.beside import beside, is_file, may_name
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.mistakes import brief
from orgsim.scenario.names import mapping
from orgsim.scenario.patch import merge, pointless_removals
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest, siblings
from orgsim.scenario.shipped_files import shipped_ladders

LONGEST_CHAIN = 20
MOVES: NodePath = ("moves",)
ARROW = " -> "
"""Between the ends of a move, in its key while moves are merged."""


def ladder_document(path: Path, above: tuple[Path, ...] = ()) -> Document:
    """Read a ladder file and everything it extends; a ladder without a name is called like its file.

    Raises
    ------
    ScenarioError
        When a file cannot be read, is no mapping, extends itself, or removes what is not there.
    """
    document = read_document(path)
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a ladder is a mapping of keys to values", mark=document.mark(()))])
    document.data.setdefault("name", path.stem)
    return completed(document, path, above)


def completed(document: Document, path: Path, above: tuple[Path, ...] = ()) -> Document:
    """Return a document laid over what it extends, if it does; it is used up. `above` are the files that have led here."""
    if "extends" not in document.data:
        return document
    base = document.data.pop("extends")
    mark = document.place(("extends",)) or Mark(path, 0, 0)
    found = ladder_file(path, base, mark, ("extends",))
    chain = [file.resolve() for file in (*above, path)]
    if found.resolve() in chain or len(above) >= LONGEST_CHAIN:
        told = ARROW.join(file.name for file in (*above, path, found))
        raise ScenarioError([Problem("E322", f"extends itself: {told}", ("extends",), mark)])
    return laid_over(ladder_document(found, (*above, path)), document)


def extended_by(path: Path) -> Path | None:
    """Return the ladder that a ladder file extends, if it does."""
    document = read_document(path)
    if not isinstance(document.data, dict) or "extends" not in document.data:
        return None
    mark = document.place(("extends",)) or Mark(path, 0, 0)
    return ladder_file(path, document.data["extends"], mark, ("extends",))


def ladder_file(path: Path, name: object, mark: Mark, spot: NodePath) -> Path:
    """Return the ladder that a file names: one beside it, or one that comes with orgsim.

    Raises
    ------
    ScenarioError
        When it names none.
    """
    if not isinstance(name, str):
        raise ScenarioError([Problem("E321", "expected the name of a ladder or of its file", spot, mark)])
    shipped = shipped_ladders()
    found = beside(path, name)
    if is_file(found) and may_name(path, found):
        return path.parent / name
    if name in shipped:
        return shipped[name]
    if is_file(found):
        message = f"{brief(name)} is outside the folder of {path.name}, and no ladder of that name comes with orgsim"
        raise ScenarioError([Problem("E323", message, spot, mark)])
    known = [*shipped, *siblings(path)]
    message = f"there is no ladder {brief(name)}{nearest(name[:200], known)}; orgsim has {listed(shipped)}"
    raise ScenarioError([Problem("E325", message, spot, mark)])


def laid_over(base: Document, own: Document) -> Document:
    """Return a ladder with changes laid over it.

    Mappings merge, null removes, and everything else replaces. A move changes the one between the same levels, or is new; with
    ``remove: true`` there is no such move any more. A level that is removed takes its moves along, and another policy brings no settings.

    Raises
    ------
    ScenarioError
        When something is removed that is not there.
    """
    if "moves" in own.data and not isinstance(own.data["moves"], list):
        return merge(base, own)  # which checks refuse at its place
    before, changes = _by_ends(base), _by_ends(own, changing=True)
    if before is None or changes is None:
        return merge(base, own)
    problems = pointless_removals(before, changes)
    if problems:
        raise ScenarioError(problems)
    if mapping(own.data.get("policy")).get("name") not in (None, mapping(base.data.get("policy")).get("name")):
        mapping(before.data.get("policy")).pop("settings", None)
    merged = merge(before, changes)
    if () in own.marks:
        merged.marks[()] = own.marks[()]
    return _as_list(merged, {key for key, level in mapping(own.data.get("levels")).items() if level is None})


def _by_ends(document: Document, *, changing: bool = False) -> Document | None:
    """Return a document whose moves are a mapping by their ends; None when they cannot be told apart by these.

    What is `changing` another document may say ``remove: true``, which becomes null.
    """
    moves = document.data.get("moves", [])
    if not isinstance(moves, list) or not all(isinstance(move, dict) for move in moves):
        return None
    keys = [f"{move.get('from')}{ARROW}{move.get('to')}" for move in moves]
    if len(set(keys)) < len(keys):
        return None
    removed = [changing and move.get("remove") is True for move in moves]
    entries = {key: None if gone else move for key, move, gone in zip(keys, moves, removed, strict=True)}
    marks = {_renamed(spot, keys): mark for spot, mark in document.marks.items()}
    data = {**document.data, "moves": entries} if "moves" in document.data or not changing else dict(document.data)
    return Document(data, marks)


def _renamed(spot: NodePath, keys: list[str]) -> NodePath:
    if spot[:1] == MOVES and len(spot) > 1 and isinstance(spot[1], int):
        return ("moves", keys[spot[1]], *spot[2:])
    return spot


def _as_list(document: Document, gone: set[str]) -> Document:
    """Return a document whose moves are a list again, without those from or to levels that are gone."""
    kept = {
        key: move
        for key, move in document.data["moves"].items()
        if not gone & {str(move.get("from")), str(move.get("to"))}
    }
    places = {key: place for place, key in enumerate(kept)}
    marks = {}
    for spot, mark in document.marks.items():
        if spot[:1] != MOVES or len(spot) == 1:
            marks[spot] = mark
        elif spot[1] in places:
            marks[("moves", places[str(spot[1])], *spot[2:])] = mark
    return Document({**document.data, "moves": list(kept.values())}, marks)
