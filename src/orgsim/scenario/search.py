"""A search file: what a better design may be made of, what it may have at most, and how long it is looked for."""

from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from orgsim.scenario.batch import LARGEST_SEED
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import Document
from orgsim.scenario.fields import Section
from orgsim.scenario.mistakes import read_as
from orgsim.scenario.names import Id
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError
from orgsim.scenario.reading import base_path
from orgsim.scenario.structure import structure_of

CANNOT = "E340"
"""The code of an operation that cannot be done to a company as it is then."""
Operations = Annotated[list[dict[str, Any]], Field(max_length=50)]
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]


class Limits(Section):
    """What a design may have at most, after all its changes."""

    posts: int | None = Field(None, ge=1)
    """Posts."""
    engineers: int | None = Field(None, ge=1)
    """Engineers."""
    layers: int | None = Field(None, ge=1)
    """Layers."""
    widest_span: int | None = Field(None, ge=1)
    """Reports of one post."""
    cost: float | None = Field(None, gt=0)
    """Posts and engineers together, $k a year."""


class Budget(Section):
    """How much is tried."""

    designs: int = Field(40, ge=2, le=10_000)
    """Designs that are tried."""
    futures: int = Field(20, ge=2, le=100_000)
    """Futures of each."""
    finalists: int = Field(4, ge=2, le=50)
    """Designs that are tried in four times as many futures, the same for all."""
    seed: Seed = 1
    """Seed of these futures, and of what proposes designs."""


class Final(Section):
    """The comparison at the end, in futures that the search has not seen."""

    futures: int = Field(200, ge=2, le=1_000_000)
    """Futures of the best design, the runner-up and today's."""
    seed: Seed = 1_000_003
    """Their seed."""


class Search(Section):
    """What a search file says."""

    design: str
    """The scenario that is to be made better, in the folder of the file or below."""
    metric: str = "realised_value"
    """What is to be better."""
    choices: dict[Id, Annotated[dict[Id, Operations], Field(min_length=2, max_length=100)]] = Field(
        min_length=1, max_length=50
    )
    """Questions, in the order in which they are answered, and the operations of each answer; an empty list leaves things as they are."""
    limits: Limits = Field(default_factory=Limits)
    """What a design may have at most."""
    search: Budget = Field(default_factory=Budget)
    """How much is tried."""
    final: Final = Field(default_factory=Final)
    """The comparison at the end."""


@dataclass(frozen=True)
class SearchFile:
    """A search file that is right by itself, and the scenario that it names."""

    path: Path
    search: Search
    document: Document
    today: Path

    def design(self, answers: dict[str, str]) -> Design:
        """Return the design that some answers make.

        Raises
        ------
        ScenarioError
            When an operation is wrong, or cannot be done to the company as it is then.
        """
        steps, marks = list[dict[str, Any]](), dict[NodePath, Mark]()
        top = self.document.mark(("choices",)) or Mark(self.path, 0, 0)
        for question, answer in answers.items():
            above: NodePath = ("choices", question, answer)
            for place, step in enumerate(self.search.choices[question][answer]):
                own: NodePath = ("changes", 0, "do", len(steps))
                under = (*above, place)
                found = {at: mark for at, mark in self.document.marks.items() if at[: len(under)] == under}
                marks |= {(*own, *at[len(under) :]): mark for at, mark in found.items()}
                steps.append(deepcopy(step))
        name = name_of(answers)
        marks |= {(): top, ("extends",): top}
        marks |= {("changes",): top, ("changes", 0): top} if steps else {}
        changes = [{"name": name, "do": steps}] if steps else []
        data = {"name": name, "extends": self.search.design, "changes": changes}
        return load_design(self.path.parent / f"{name}.yaml", (), Document(data, marks))

    def too_much(self, design: Design) -> str:
        """Return which limit a design exceeds, and by how much; empty for none."""
        found = structure_of(design.final)
        has = {**vars(found), "cost": found.people_cost + found.engineering_cost}
        for name, most in self.search.limits.model_dump(exclude_none=True).items():
            if has[name] > most:
                return f"{name.replace('_', ' ')} {has[name]:,.0f} of at most {most:,.0f}"
        return ""


def name_of(answers: dict[str, str]) -> str:
    """Return what a combination of answers is called.

    Example
    -------
    >>> name_of({"layer": "none", "pods": "three"})
    'layer-none.pods-three'
    """
    return ".".join(f"{question}-{answer}" for question, answer in answers.items())


def load_search(path: Path) -> SearchFile:
    """Read a search file.

    Raises
    ------
    ScenarioError
        With every problem of the file and of its operations. That one cannot be done is none: another answer may make it possible.
    """
    search, document = read_as(path, Search, "search")
    at: NodePath = ("design",)
    today = base_path(path, search.design, document.place(at) or Mark(path, 0, 0), [], at)
    file = SearchFile(path, search, document, today)
    if problems := [*_seeds(file), *_operations(file)]:
        raise ScenarioError(problems)
    return file


def _seeds(file: SearchFile) -> list[Problem]:
    if file.search.search.seed != file.search.final.seed:
        return []
    at: NodePath = ("final", "seed")
    message = "the comparison at the end needs futures that the search has not seen: another seed"
    return [Problem("E360", message, at, file.document.place(at))]


def _operations(file: SearchFile) -> list[Problem]:
    """Return what is wrong with the company or with any answer by itself, but for what cannot be done."""
    load_design(file.today)
    found: dict[tuple[object, ...], Problem] = {}
    for question, answers in file.search.choices.items():
        for answer in answers:
            try:
                file.design({question: answer})
            except ScenarioError as error:
                for problem in error.problems:
                    if problem.is_error and problem.code != CANNOT:
                        short = replace(problem, path=("choices", question, answer, *problem.path[3:]))
                        found.setdefault((short.code, short.path, short.mark), short)
    return list(found.values())
