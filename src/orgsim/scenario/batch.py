"""A batch file: which designs, under which settings, with which seeds, how many futures."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section, Setting
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.names import Id
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError
from orgsim.scenario.reading import base_path

LARGEST_SEED = 2**64 - 1
Values = dict[str, Setting]


def _base() -> dict[str, Values]:
    return {"base": {}}


class Batch(Section):
    """What a batch file says."""

    designs: list[str] = Field(min_length=1, max_length=64)
    """Scenario files, in the folder of the batch file or below."""
    settings: dict[Id, Values] = Field(default_factory=_base, min_length=1)
    """Named cases: values laid over every design's baseline, as ``key.path: value``."""
    seeds: list[Annotated[int, Field(ge=0, le=LARGEST_SEED)]] = Field(
        default_factory=lambda: [1], min_length=1, max_length=1000
    )
    """Roots of luck."""
    replications: int = Field(200, ge=1, le=1_000_000)
    """Futures of each design, setting and seed."""


@dataclass(frozen=True)
class Case:
    """One comparison of a batch: all designs under one setting and one seed."""

    name: str
    paths: tuple[Path, ...]
    overrides: tuple[str, ...]
    seed: int
    replications: int


def load_batch(path: Path) -> list[Case]:
    """Read a batch file into its cases.

    Raises
    ------
    ScenarioError
        With every problem of the batch file itself; scenario files are read when their case is run.
    """
    document = read_document(path)
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a batch is a mapping of keys to values", mark=Mark(path, 0, 0))])
    try:
        batch = Batch.model_validate(document.data)
    except ValidationError as error:
        raise ScenarioError([problem_from(entry, document, Batch) for entry in error.errors()]) from None
    if repeated := _repeated(batch.seeds, document):
        raise ScenarioError(repeated)
    designs = _beside(path, batch.designs, document)
    return [
        Case(f"{setting}-seed{seed}", designs, tuple(_override(values)), seed, batch.replications)
        for setting, values in batch.settings.items()
        for seed in batch.seeds
    ]


def _repeated(seeds: list[int], document: Document) -> list[Problem]:
    """Return a problem for every seed that is there already: its case would be run twice."""
    seen: set[int] = set()
    found = []
    for place, seed in enumerate(seeds):
        if seed in seen:
            at: NodePath = ("seeds", place)
            found.append(Problem("E315", f"the seed {seed} is listed twice", at, document.place(at)))
        seen.add(seed)
    return found


def _beside(path: Path, names: list[str], document: Document) -> tuple[Path, ...]:
    """Return the scenario files that a batch names; they lie in its folder or below, since batches are passed around."""
    found, problems = [], []
    for place, name in enumerate(names):
        at: NodePath = ("designs", place)
        try:
            found.append(base_path(path, name, document.place(at) or Mark(path, 0, 0), [], at))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return tuple(found)


def _override(values: Values) -> list[str]:
    return [f"{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in values.items()]
