"""The designs that come with orgsim: one YAML file each in ``designs/``, found by its name."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from orgsim.errors import InputError
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.model import Role
from orgsim.scenario.names import Id
from orgsim.scenario.operations.doing import Step, steps_of
from orgsim.scenario.problems import Problem, ScenarioError, listed, nearest

DESIGNS = Path(__file__).parents[1] / "designs"


class Text(Section):
    """What a file of the library says."""

    title: str = Field(max_length=80)
    """What people call it."""
    says: str = Field(max_length=300)
    """What it is, in a sentence."""
    source: str = Field(max_length=200)
    """Where it comes from."""
    suits: str = Field(max_length=200)
    """Whom it is said to suit; what orgsim finds may differ."""
    roles: dict[Id, Role] = Field(default_factory=dict)
    """Roles that it needs and that do not come with orgsim."""
    do: list[dict[str, Any]] = Field(min_length=1, max_length=20)
    """Its operations, which choose posts by what they are, so that they fit any company."""


@dataclass(frozen=True)
class LibraryDesign:
    """A design of the library: its name, what its file says, and its operations."""

    name: str
    text: Text
    roles: dict[str, Any]
    steps: tuple[Step, ...]


@cache
def library() -> dict[str, LibraryDesign]:
    """Return every design of the library by its name, in the order of the names."""
    return {path.stem: _read(path) for path in sorted(DESIGNS.glob("*.yaml"))}


def design_named(name: str) -> LibraryDesign:
    """Return a design of the library, or say which there are.

    Raises
    ------
    InputError
        When there is none of that name.
    """
    known = library()
    if name not in known:
        raise InputError(
            f"there is no design '{name}' in the library{nearest(name, known)}; there are {listed(known, len(known))}"
        )
    return known[name]


def _read(path: Path) -> LibraryDesign:
    document = read_document(path)
    text = Text.model_validate(document.data)
    problems: list[Problem] = []
    steps = steps_of(Document({"do": document.data["do"]}, document.marks), (), problems)
    if problems:
        raise ScenarioError(problems)
    return LibraryDesign(path.stem, text, document.data.get("roles", {}), steps)
