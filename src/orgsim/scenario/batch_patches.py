"""What can be said of the environments and settings of a batch file before any design is made with them: unknown keys, wrong values."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from orgsim.scenario.document import Document
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.model import Scenario
from orgsim.scenario.names import mapping
from orgsim.scenario.problems import NodePath, Problem
from orgsim.scenario.validation import spelled_out

OF_WHOLES = ("missing", "too_short", "value_error")
"""Errors of pydantic's that say nothing of a patch: what is not in it may be said by the design under it."""


def wrong_patches(document: Document) -> list[Problem]:
    """Return what no design can take: keys and values of environments and settings that a scenario does not have.

    Names, and what a value makes of a design, are looked at when the cases are made.
    """
    return [problem for at, patch in _patches(document) for problem in _wrong(document, at, patch)]


def _patches(document: Document) -> Iterator[tuple[NodePath, dict[str, Any]]]:
    """Yield every environment, and every setting as the patch that it is, with where it stands."""
    for name, patch in mapping(mapping(document.data).get("environments")).items():
        yield ("environments", name), mapping(patch)
    for name, values in mapping(mapping(document.data).get("settings")).items():
        for key, value in mapping(values).items():
            if not key.startswith("redesigns."):
                yield ("settings", name, key), _nested(key, value)


def _nested(key: str, value: Any) -> dict[str, Any]:
    """Return a dotted key and its value as a patch."""
    for part in reversed(key.split(".")):
        value = {part: value}
    return dict(value)


def _wrong(document: Document, at: NodePath, patch: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with a patch by itself; a setting is one place, an environment has one for each of its keys."""
    marks = {spot[len(at) :]: mark for spot, mark in document.marks.items() if spot[: len(at)] == at}
    try:
        Scenario.model_validate(spelled_out(_stated(patch)))
    except ValidationError as error:
        for entry in error.errors():
            if entry["type"] not in OF_WHOLES and not entry["type"].startswith("E"):
                problem = problem_from(entry, Document(patch, marks), Scenario, at)
                yield replace(problem, path=at) if at[0] == "settings" else problem


def _stated(patch: dict[str, Any]) -> dict[str, Any]:
    """Return a patch without what it removes, and without the ladder, which may be the name of a file."""
    return {
        key: _stated(value) if isinstance(value, dict) else value
        for key, value in patch.items()
        if value is not None and key != "ladder"
    }
