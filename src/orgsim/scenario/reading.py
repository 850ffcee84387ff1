"""Scenario files as they are written: what a file extends, the changes it lists, the ladder it names, and single values laid over it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from orgsim.scenario.beside import beside, is_file, may_name
from orgsim.scenario.document import DEEPEST, MAPPING, Document, parse, read_for_designs
from orgsim.scenario.ladder.extending import completed, ladder_document, ladder_file
from orgsim.scenario.mistakes import brief
from orgsim.scenario.patch import merge
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, nearest, shown, siblings

LONGEST_CHAIN = 20
MOST_CHANGES = 200


@dataclass
class Written:
    """What a file says, with everything it extends: the baseline, and the changes one by one."""

    document: Document
    changes: list[Document]


def read(path: Path, above: list[Path], document: Document | None = None) -> Written:
    """Read a file and everything it extends; `above` are the files that have led here, and a `document` is used up."""
    document = document or read_for_designs(path)
    top = document.marks[()]
    if len(above) > LONGEST_CHAIN:
        raise ScenarioError([Problem("E326", f"more than {LONGEST_CHAIN} scenarios extend each other", mark=top)])
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a scenario is a mapping of keys to values", mark=top)])
    own_ladder = read_ladder(document, path)
    base = document.data.pop("extends", None)
    own = _pop_changes(document, path)
    if base is None:
        return Written(document, own)
    under = _extended(base, document, path, above)
    if path != MAPPING:
        document.data.setdefault("name", path.stem)
    if own_ladder:
        drop_ladder(under.document)
    merged = merge(under.document, document)
    merged.marks[()] = top
    return Written(merged, under.changes + own)


def _extended(base: object, document: Document, path: Path, above: list[Path]) -> Written:
    """Read what a document extends: a file, or within a mapping another mapping."""
    if path == MAPPING and isinstance(base, dict):
        marks = {spot[1:]: mark for spot, mark in document.marks.items() if spot[:1] == ("extends",)}
        return read(path, [*above, path], Document(base, marks))
    mark = document.mark(("extends", "=")) or Mark(path, 0, 0)
    return read(base_path(path, base, mark, above), [*above, path])


def drop_ladder(document: Document) -> None:
    """Forget a ladder: another one stands in its place, and does not merge with it."""
    document.data.pop("ladder", None)
    document.marks = {spot: mark for spot, mark in document.marks.items() if spot[:1] != ("ladder",)}


def read_ladder(document: Document, path: Path) -> bool:
    """Put the ladder that a scenario names, or extends, in its place; tell whether it does either.

    It is a file beside the scenario, or one that comes with orgsim; its places are kept.
    """
    named = document.data.get("ladder")
    if isinstance(named, str):
        mark = document.place(("ladder",)) or Mark(path, 0, 0)
        ladder = ladder_document(ladder_file(path, named, mark, ("ladder",)))
    elif isinstance(named, dict) and "extends" in named:
        marks = {spot[1:]: mark for spot, mark in document.marks.items() if spot[:1] == ("ladder",)}
        ladder = completed(Document(named, marks), path)
    else:
        return False
    drop_ladder(document)
    document.data["ladder"] = ladder.data
    document.marks.update({("ladder", *spot): mark for spot, mark in ladder.marks.items()})
    return True


NAMING = {"extends": "extends", "designs": "compares"}
"""What a file does with another one that it names, by the key."""


def base_path(path: Path, base: object, mark: Mark, above: list[Path], spot: NodePath = ("extends",)) -> Path:
    """Return the file beside another that a scenario names, or refuse it."""
    if not isinstance(base, str):
        expected = (
            "the name of a file or a mapping" if spot == ("extends",) and path == MAPPING else "the name of a file"
        )
        raise ScenarioError([Problem("E321", f"expected {expected}", spot, mark)])
    origin = beside(path, base)
    if origin == path.resolve() or origin in [other.resolve() for other in above]:
        chain = " -> ".join(file.name for file in [*above, path, origin])
        verb = NAMING.get(str(spot[0]), "acquires")
        raise ScenarioError([Problem("E322", f"{verb} itself: {chain}", spot, mark)])
    if not may_name(path, origin):
        message = f"{brief(base)} is outside the folder of {shown(path)}"
        raise ScenarioError([Problem("E323", message, spot, mark)])
    if not is_file(origin):
        message = f"there is no file {brief(base)}{nearest(base[:200], siblings(path))}"
        raise ScenarioError([Problem("E324", message, spot, mark)])
    return path.parent / base


def _pop_changes(document: Document, path: Path) -> list[Document]:
    """Take the list of changes out of a document, each as a document of its own."""
    changes = document.data.pop("changes", None)
    if changes is None:
        return []
    if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
        mark = document.mark(("changes",)) or Mark(path, 0, 0)
        raise ScenarioError([Problem("E203", "expected a list of changes", ("changes",), mark)])
    if len(changes) > MOST_CHANGES:
        mark = document.mark(("changes",)) or Mark(path, 0, 0)
        raise ScenarioError([Problem("E203", f"expected at most {MOST_CHANGES} changes", ("changes",), mark)])
    result = [Document(change) for change in changes]
    for spot, mark in document.marks.items():
        if spot[:1] == ("changes",) and len(spot) > 1 and isinstance(spot[1], int):
            result[spot[1]].marks[spot[2:]] = mark
    return result


def overridden(text: str, path: Path, baseline: Document) -> Document:
    """Return a document that sets one value of a scenario; what is wrong with it stands on the command line."""
    key, separator, value = (part.strip() for part in text.partition("="))
    parts = tuple(key.split("."))
    if not separator or not all(parts) or len(parts) > DEEPEST:
        raise ScenarioError([Problem("E330", f"--set {text[:200]}: expected KEY.PATH=VALUE")])
    said = Mark.said(f"--set {key}")
    try:
        data: Any = parse(value, path).data
    except ScenarioError as error:
        raise ScenarioError([replace(problem, mark=said) for problem in error.problems]) from None
    for part in reversed(parts):
        data = {part: data}
    document = Document(data, {(*parts, "="): said, parts: said})
    document.marks.update(
        {parts[:end]: said for end in range(1, len(parts)) if parts[:end] not in baseline.marks},
    )
    if parts == ("ladder",) and read_ladder(document, path):
        drop_ladder(baseline)
    return document
