"""From a lesson to the cells that are simulated: each with its company, ladder or desk, ready to run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from orgsim.careers.plan import plan_careers
from orgsim.errors import InputError
from orgsim.lessons.cells import Cell, cell_at, cells_of, file_of, said, settings_of
from orgsim.lessons.checking import numbers_of
from orgsim.lessons.companies import CompanyCase
from orgsim.lessons.desks import DeskCase
from orgsim.lessons.ladders import LadderCase
from orgsim.lessons.loading import Told, require
from orgsim.lessons.model import CareersExperiment, CompanyExperiment, DeskExperiment, Measure
from orgsim.metrics.catalog import all_metrics
from orgsim.results.plan import market_of
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import read_ladder
from orgsim.scenario.ladder.settings import settings_from
from orgsim.scenario.problems import Mark, NodePath, ScenarioError, nearest
from orgsim.scenario.reading import base_path


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
    bench = Bench(told, cases, futures or experiment.futures, seed)
    require(list(_wrong_with_cases(bench)), told.document)
    return bench


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
    own = {path: settings.pop(path) for path in list(settings) if path.startswith("picked.")}
    design = _design(told, _file(told, cell, experiment.scenario), said(settings))
    picking = experiment.picked.model_copy(update={path.removeprefix("picked."): value for path, value in own.items()})
    return CompanyCase(cell, experiment, design, type(picking).model_validate(picking.model_dump()), seed)


def _design(told: Told, path: Path, settings: Sequence[str]) -> Design:
    """Read a scenario with values laid over it; what is wrong with a value is told at its place in the lesson."""
    try:
        return load_design(path, settings)
    except ScenarioError as error:
        raise ScenarioError([_moved(told, problem) for problem in error.problems]) from None


def _moved(told: Told, problem: Any) -> Any:
    """Return a problem with a value that the lesson lays over at the place where the lesson says so."""
    file = str(problem.mark.file) if problem.mark else ""
    if not file.startswith("--set "):
        return problem
    spot = next(iter(_settings_spots(told, file.removeprefix("--set ").split("=")[0])), ("levers",))
    return type(problem)(
        problem.code, f"{file.removeprefix('--set ')}: {problem.message}", spot, told.document.place(spot)
    )


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
    said_here = experiment.model_dump() | settings_of(told.lesson, cell)
    return DeskCase(cell, DeskExperiment.model_validate(said_here), seed)


def _wrong_with_cases(bench: Bench) -> Iterator[tuple[NodePath, str]]:
    """Yield where a lesson does not fit what it simulates."""
    experiment = bench.told.lesson.experiment
    if isinstance(experiment, CareersExperiment):
        yield from _wrong_levels(bench, experiment)
    if not isinstance(experiment, CompanyExperiment):
        return
    for name, one in experiment.outcomes.items():
        if isinstance(one, Measure) and one.metric not in all_metrics():
            yield (
                ("experiment", "outcomes", name, "metric"),
                f"there is no metric '{one.metric}'{nearest(one.metric, all_metrics())}",
            )
    for case in bench.cases.values():
        assert isinstance(case, CompanyCase)  # noqa: S101 - that is its kind
        yield from _wrong_quarters(case, experiment)
        yield from _wrong_posts(bench.told, case)
        break
    yield from _other_markets(bench)


def _wrong_levels(bench: Bench, experiment: CareersExperiment) -> Iterator[tuple[NodePath, str]]:
    case = next(iter(bench.cases.values()))
    assert isinstance(case, LadderCase)  # noqa: S101 - that is its kind
    for name, one in experiment.outcomes.items():
        for level in one.levels:
            if level not in case.plan.levels:
                yield (
                    ("experiment", "outcomes", name, "levels", level),
                    f"the ladder has no level '{level}'{nearest(level, case.plan.levels)}",
                )


def _wrong_quarters(case: CompanyCase, experiment: CompanyExperiment) -> Iterator[tuple[NodePath, str]]:
    quarters = case.organization.quarters
    for name, one in experiment.outcomes.items():
        if one.quarters and one.quarters[1] > quarters:
            yield ("experiment", "outcomes", name, "quarters"), f"the run has {quarters} quarters that count"
    picking = experiment.picked
    if "picked" in experiment.model_fields_set and not picking.quarters <= picking.last <= quarters - picking.quarters:
        yield ("experiment", "picked"), f"of {quarters} quarters, as many have to lie before the pick as after it"


def _wrong_posts(told: Told, case: CompanyCase) -> Iterator[tuple[NodePath, str]]:
    for place, look in enumerate(told.lesson.why.looks):
        if look.kind == "queue" and look.post not in case.organization.posts:
            posts = case.organization.posts
            yield ("why", "looks", place, "post"), f"there is no post '{look.post}'{nearest(str(look.post), posts)}"


def _other_markets(bench: Bench) -> Iterator[tuple[NodePath, str]]:
    """Yield comparisons of companies under different markets, which say nothing about the companies."""
    lesson = bench.told.lesson
    for section, name, one in numbers_of(lesson):
        if one.against is None:
            continue
        here, there = (bench.cases[cell_at(lesson, reading.at)] for reading in (one.of, one.against))
        assert isinstance(here, CompanyCase)  # noqa: S101 - that is its kind
        assert isinstance(there, CompanyCase)  # noqa: S101 - that is its kind
        if here.cell != there.cell and market_of(here.organization) != market_of(there.organization):
            yield (section, name, "against"), "the two companies face different markets, so that futures are no pairs"
