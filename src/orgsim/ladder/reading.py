"""From a ladder file to a ladder: everything that is wrong at once, each problem with its place and the nearest name."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orgsim.ladder.checks import check
from orgsim.ladder.model import Ladder
from orgsim.scenario.design import problem_from
from orgsim.scenario.document import Document, parse, read_document
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError


@dataclass(frozen=True)
class LadderFile:
    """A ladder with the places of its parts."""

    ladder: Ladder
    document: Document
    path: Path

    def problem(self, code: str, message: str, path: NodePath) -> Problem:
        """Return a problem at a part of the ladder."""
        return Problem(code, message, path, best_mark(self.document, path))


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
    return _ladder_in(read_document(path), path)


def ladder_from_text(text: str, path: Path = Path("ladder.yaml")) -> Ladder:
    """Read a ladder from YAML text."""
    return _ladder_in(parse(text, path), path).ladder


def is_ladder(data: Any) -> bool:
    """Tell whether plain data look like a ladder rather than a scenario."""
    return isinstance(data, dict) and "levels" in data and "posts" not in data


def best_mark(document: Document, path: NodePath) -> Mark | None:
    """Return the place of a value, or of the nearest key above it."""
    return document.marks.get((*path, "=")) or document.mark(path)


def _ladder_in(document: Document, path: Path) -> LadderFile:
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a ladder is a mapping of keys to values", mark=Mark(path, 0, 0))])
    document.data.setdefault("name", path.stem)
    problems = [replace(problem, mark=best_mark(document, problem.path)) for problem in check(document.data)]
    try:
        ladder = Ladder.model_validate(document.data)
    except ValidationError as error:
        problems += [problem_from(entry, document, Ladder) for entry in error.errors()]
    if problems:
        raise ScenarioError(_in_order(problems))
    return LadderFile(ladder, document, path)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.mark.line, p.mark.column, p.code) if p.mark else (0, 0, p.code))
