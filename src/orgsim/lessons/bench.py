"""From a lesson to the cells that are simulated: each with its company, ladder or desk, ready to run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

from orgsim.careers.plan import plan_careers
from orgsim.errors import InputError
from orgsim.lessons.cells import Cell, cells_of, file_of, said, settings_of
from orgsim.lessons.companies import CompanyCase
from orgsim.lessons.desks import DeskCase
from orgsim.lessons.experiments import MOVABLE, CareersExperiment, CompanyExperiment, DeskExperiment
from orgsim.lessons.ladders import LadderCase
from orgsim.lessons.loading import Told
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import Document
from orgsim.scenario.fields import Section, Setting
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import read_ladder
from orgsim.scenario.ladder.settings import settings_from
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest
from orgsim.scenario.reading import base_path

OWN = "picked."
"""How the paths begin that say how a team is picked; all others are paths of the scenario."""
Part = TypeVar("Part", bound=Section)


class Case(Protocol):
    """One cell, ready to run."""

    @property
    def cell(self) -> Cell:
        """Where the levers stand."""

    @property
    def key(self) -> str:
        """A hash of all that decides what is read."""

    def future(self, number: int) -> Mapping[str, list[float]]:
        """Simulate one future; return each outcome: the number itself, then quarter by quarter."""

    def unit(self, outcome: Any) -> str:
        """Return the unit of an outcome."""


@dataclass(frozen=True)
class Bench:
    """A lesson with all of its cells, ready to run."""

    told: Told
    cases: Mapping[Cell, Case]
    futures: int
    seed: int

    def units(self) -> dict[str, str]:
        """Return the unit of each outcome."""
        case = next(iter(self.cases.values()))
        return {name: case.unit(one) for name, one in self.told.lesson.experiment.outcomes.items()}


def bench_of(told: Told, seed: int | None = None, futures: int | None = None) -> Bench:
    """Make everything that a lesson simulates ready to run.

    Raises
    ------
    ScenarioError
        With what is wrong, in the lesson or in a file that it names.
    InputError
        When a ladder cannot be simulated as the lesson asks.
    """
    experiment = told.lesson.experiment
    seed = told.lesson.seed if seed is None else seed
    make = {"company": _company, "careers": _ladder, "desk": _desk}[experiment.kind]
    cases: dict[Cell, Case] = {cell: make(told, cell, seed) for cell in cells_of(told.lesson)}
    return Bench(told, cases, futures or experiment.futures, seed)


def _file(told: Told, cell: Cell, usual: str) -> Path:
    """Return the file of a cell, which lies beside the lesson."""
    name = file_of(told.lesson, cell, usual)
    spot = next(iter(_spots(told, name)))
    return base_path(told.path, name, told.document.place(spot) or Mark(told.path, 0, 0), [], spot)


def _spots(told: Told, file: str) -> Iterator[NodePath]:
    """Yield the places of a lesson that name a file."""
    for name, lever in told.lesson.levers.items():
        for place, value in enumerate(lever.values):
            if value.file == file:
                yield "levers", name, "values", place, "file"
    yield "experiment", "ladder" if told.lesson.experiment.kind == "careers" else "scenario"


def _company(told: Told, cell: Cell, seed: int) -> Case:
    experiment = told.lesson.experiment
    assert isinstance(experiment, CompanyExperiment)  # noqa: S101 - that is its kind
    settings = settings_of(told.lesson, cell)
    own = {path.removeprefix(OWN): settings.pop(path) for path in list(settings) if path.startswith(OWN)}
    if own and not any(one.picked for one in experiment.outcomes.values()):
        raise _wrong(told, f"{OWN}{next(iter(own))}", "no outcome is about a picked team, so nothing would read this")
    picking = _checked(told, experiment.picked, own, OWN)
    design = _design(told, _file(told, cell, experiment.scenario), said(settings))
    return CompanyCase(cell, experiment, design, picking, seed)


def _design(told: Told, path: Path, settings: Sequence[str]) -> Design:
    """Read a scenario with values laid over it; what is wrong with a value is told at its place in the lesson."""
    try:
        return load_design(path, settings)
    except ScenarioError as error:
        raise ScenarioError([_moved(told, problem) for problem in error.problems]) from None


def _moved(told: Told, problem: Problem) -> Problem:
    """Return a problem with a value that the lesson lays over at the place where the lesson says so."""
    file = str(problem.mark.file) if problem.mark else ""
    if not file.startswith("--set "):
        return problem
    path = file.removeprefix("--set ").split("=")[0]
    spot = next(_settings_spots(told, path))
    return Problem(problem.code, f"{path}: {problem.message}", spot, told.document.place(spot))


def _settings_spots(told: Told, path: str) -> Iterator[NodePath]:
    """Yield the places of a lesson that set a path."""
    for name, lever in told.lesson.levers.items():
        if path in lever.paths:
            yield "levers", name, "paths", lever.paths.index(path)
        for place, value in enumerate(lever.values):
            if path in value.set_:
                yield "levers", name, "values", place, "set", path
    yield "experiment", "set", path


def _ladder(told: Told, cell: Cell, seed: int) -> Case:
    experiment = told.lesson.experiment
    assert isinstance(experiment, CareersExperiment)  # noqa: S101 - that is its kind
    settings = settings_of(told.lesson, cell)
    name = str(settings.pop("policy", experiment.policy))
    of_policy = {
        path.removeprefix("policy."): settings.pop(path) for path in list(settings) if path.startswith("policy.")
    }
    ladder = read_ladder(_file(told, cell, experiment.ladder)).ladder
    try:
        plan = plan_careers(ladder, policy_named(name, of_policy), settings_from(settings), experiment.quarters)
    except InputError as error:
        raise InputError(f"{told.path}: at {', '.join(cell)}: {error}") from None
    what = {
        "ladder": ladder.model_dump(mode="json"),
        "policy": [name, of_policy],
        "settings": settings,
        "quarters": experiment.quarters,
    }
    return LadderCase(cell, experiment, plan, what, seed)


def _desk(told: Told, cell: Cell, seed: int) -> Case:
    experiment = told.lesson.experiment
    assert isinstance(experiment, DeskExperiment)  # noqa: S101 - that is its kind
    settings = settings_of(told.lesson, cell)
    for path in settings:
        if path not in MOVABLE:
            raise _wrong(
                told, path, f"levers cannot set '{path}' of a desk{nearest(path, MOVABLE)}; there are {listed(MOVABLE)}"
            )
    return DeskCase(cell, _checked(told, experiment, settings, ""), seed)


def _checked(told: Told, section: Part, values: Mapping[str, Setting], prefix: str) -> Part:
    """Return part of a lesson with other values, each of which is checked as if it stood in the file."""
    try:
        return type(section).model_validate({**section.model_dump(by_alias=True), **values})
    except ValidationError as error:
        entry = error.errors()[0]
        path = f"{prefix}{entry['loc'][0]}"
        problem = problem_from(entry, Document({}), type(section))
        raise _wrong(told, path, f"{path}: {problem.message}") from None


def _wrong(told: Told, path: str, message: str) -> ScenarioError:
    """Return what is wrong with a value that the lesson lays over, at the place where it says so."""
    spot = next(_settings_spots(told, path))
    return ScenarioError([Problem("E350", message, spot, told.document.place(spot))])
