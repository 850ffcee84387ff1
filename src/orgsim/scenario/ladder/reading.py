"""From a ladder file to a ladder: everything that is wrong at once, each problem with its place and the nearest name."""

import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orgsim.scenario.beside import beside, is_file
from orgsim.scenario.document import Document, parse, read_document
from orgsim.scenario.entries import broken
from orgsim.scenario.ladder.checks import check
from orgsim.scenario.ladder.extending import LONGEST_CHAIN, extended_by, ladder_document
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.problems import NodePath, Problem, ScenarioError
from orgsim.scenario.shipped_files import shipped_ladders


@dataclass(frozen=True)
class LadderFile:
    """A ladder with the places of its parts."""

    ladder: Ladder
    document: Document
    path: Path
    base: Ladder | None = None
    """The ladder that it extends."""

    def problem(self, code: str, message: str, path: NodePath) -> Problem:
        """Return a problem at a part of the ladder."""
        return Problem(code, message, path, self.document.place(path))


def load_ladder(path: Path | str) -> Ladder:
    """Read a ladder file.

    Raises
    ------
    ScenarioError
        With every problem found, each with file, line and column.
    """
    return read_ladder(Path(path)).ladder


def read_ladder(path: Path) -> LadderFile:
    """Read a ladder file and keep the places of its parts."""
    document = ladder_document(path)
    base = extended_by(path)
    return LadderFile(ladder_in(document, path.stem), document, path, load_ladder(base) if base else None)


def ladder_from_text(text: str, path: Path = Path("ladder.yaml")) -> Ladder:
    """Read a ladder from YAML text."""
    return ladder_in(parse(text, path), path.stem)


def ladder_of(data: dict[str, Any]) -> Ladder:
    """Return the ladder that plain data describe, such as those of a scenario.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    return ladder_in(Document(copy.deepcopy(data)))


def is_ladder(data: Any, path: Path) -> bool:
    """Tell whether the plain data of a file look like a ladder rather than a scenario; what extends a ladder is one."""
    if not isinstance(data, dict) or "posts" in data:
        return False
    return "levels" in data or _extends_a_ladder(data, path)


def _extends_a_ladder(data: dict[str, Any], path: Path, depth: int = LONGEST_CHAIN) -> bool:
    """Tell whether what a file extends, and what that extends, ends with a ladder."""
    base = data.get("extends")
    if not isinstance(base, str) or not depth:
        return False
    found = beside(path, base)
    if not is_file(found):
        return base in shipped_ladders()
    below = read_document(found).data
    if not isinstance(below, dict) or "posts" in below:
        return False
    return "levels" in below or _extends_a_ladder(below, found, depth - 1)


def ladder_in(document: Document, name: str = "ladder") -> Ladder:
    """Return the ladder in a document; `name` is for one that has none.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a ladder is a mapping of keys to values", mark=document.mark(()))])
    document.data.setdefault("name", name)
    problems = [replace(problem, mark=document.place(problem.path)) for problem in check(document.data)]
    try:
        ladder = Ladder.model_validate(document.data)
    except ValidationError as error:
        problems += broken(error.errors(), document, Ladder)
    if problems:
        raise ScenarioError(_in_order(problems))
    return ladder


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.mark.line, p.mark.column, p.code) if p.mark else (0, 0, p.code))
