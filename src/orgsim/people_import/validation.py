"""From a YAML file to a model, or to sentences that say what is wrong and where."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from orgsim.scenario.document import Document
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], document: Document, path: Path) -> Model:
    """Return a document's content as a model.

    Raises
    ------
    ScenarioError
        With file, line and column of everything that is wrong.
    """
    data = {} if document.data is None else document.data
    if not isinstance(data, dict):
        allowed = listed(model.model_fields)
        raise ScenarioError([Problem("E105", f"expected a mapping; it may hold {allowed}", mark=Mark(path, 0, 0))])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ScenarioError([problem_from(entry, document, model) for entry in error.errors()]) from None


def place(document: Document, path: NodePath) -> Mark | None:
    """Return where a value stands, or the nearest thing above it."""
    return document.marks.get((*path, "=")) or document.mark(path)
