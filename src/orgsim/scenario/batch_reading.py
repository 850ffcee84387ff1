"""Reading a batch file: what it says, and everything that is wrong with it, with its place."""

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from orgsim.scenario.batch import Batch
from orgsim.scenario.batch_checks import wrong
from orgsim.scenario.batch_patches import wrong_patches
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.mistakes import brief, problem_from
from orgsim.scenario.names import mapping
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, in_order
from orgsim.scenario.reading import base_path


@dataclass(frozen=True)
class BatchFile:
    """A batch file that is right by itself: what it says, where it says so, and the scenario files that it names."""

    path: Path
    batch: Batch
    document: Document
    designs: tuple[Path, ...]

    def place(self, path: NodePath) -> Mark | None:
        """Return where something stands in it."""
        return self.document.place(path)

    def said(self, key: str, environment: str, setting: str) -> NodePath:
        """Return where a value that was laid over a design comes from."""
        if key in self.batch.vary:
            return ("vary", key)
        if key in self.batch.settings.get(setting, {}):
            return ("settings", setting, key)
        return ("environments", environment, *key.split("."))


def load_batch(path: Path) -> BatchFile:
    """Read a batch file.

    Raises
    ------
    ScenarioError
        With every problem of the batch file itself; what its values do to the scenarios is seen when its cases are made.
    """
    document = read_document(path)
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a batch is a mapping of keys to values", mark=Mark(path, 0, 0))])
    problems = _spelled_out(document)
    batch, found = _read(document)
    designs, missing = _beside(path, batch.designs if batch else [], document)
    problems += [*found, *missing]
    if batch:
        unread = {str(problem.path[0]) for problem in problems if problem.path}
        problems += [replace(one, mark=document.place(one.path)) for one in wrong(batch, unread)]
    if problems or batch is None:
        told = {problem.path for problem in problems}
        more = [problem for problem in wrong_patches(document) if problem.path not in told]
        raise ScenarioError(in_order([*problems, *more]))
    return BatchFile(path, batch, document, designs)


def _read(document: Document) -> tuple[Batch | None, list[Problem]]:
    """Return what a batch file says, without the sections in which something is of the wrong kind, and what that is.

    There is none where that leaves no designs.
    """
    try:
        return Batch.model_validate(document.data), []
    except ValidationError as error:
        found = [_as_written(problem_from(entry, document, Batch)) for entry in error.errors()]
        wrong_sections = {entry["loc"][0] for entry in error.errors()}
    try:
        rest = {key: value for key, value in document.data.items() if key not in wrong_sections}
        return Batch.model_validate(rest), found
    except ValidationError:
        return None, found


def _spelled_out(document: Document) -> list[Problem]:
    """Write the short form of what is varied out, a list; return what is neither a list nor a range."""
    problems = []
    vary = mapping(document.data.get("vary"))
    for key, value in list(vary.items()):
        if isinstance(value, list):
            vary[key] = {"values": value}
            for place in range(len(value)):
                if mark := document.marks.get(("vary", key, place)):
                    document.marks["vary", key, "values", place] = mark
        elif not isinstance(value, dict):
            message = f"expected a list of values, or a range such as {{from: 0.1, to: 0.9}}, got {brief(value)}"
            problems.append(Problem("E203", message, ("vary", key), document.place(("vary", key))))
            del vary[key]
    if problems and not vary:  # then it was not empty as it was written
        del document.data["vary"]
    return problems


def _as_written(problem: Problem) -> Problem:
    """Return a problem with the path that its reader wrote: without the key that a list stands for."""
    short = problem.path[:1] == ("vary",) and problem.path[2:3] == ("values",)
    return replace(problem, path=(*problem.path[:2], *problem.path[3:])) if short else problem


def _beside(path: Path, names: list[str], document: Document) -> tuple[tuple[Path, ...], list[Problem]]:
    """Return the scenario files that a batch names; they lie in its folder or below, since batches are passed around."""
    found, problems = [], []
    for place, name in enumerate(names):
        at: NodePath = ("designs", place)
        try:
            found.append(base_path(path, name, document.place(at) or Mark(path, 0, 0), [], at))
        except ScenarioError as error:
            problems += error.problems
    return tuple(found), problems
