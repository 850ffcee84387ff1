"""Whether a document is one stage of an organisation: its types, and what must hold between its parts."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from orgsim.scenario.checks import check
from orgsim.scenario.document import Document
from orgsim.scenario.doubts import doubts
from orgsim.scenario.entries import broken, without_aftereffects
from orgsim.scenario.model import Scenario
from orgsim.scenario.problems import Problem


def validated(document: Document, before: Document | None = None) -> tuple[Scenario | None, list[Problem]]:
    """Validate one stage; return its scenario, if it is one, and everything that is wrong or doubtful.

    What an incomplete entry was meant to change may stand in the stage `before` it.
    """
    data = spelled_out(document.data)
    wrong, doubtful = _placed(check(data), document), _placed(doubts(data), document)
    try:
        return Scenario.model_validate(data), [*wrong, *doubtful]
    except ValidationError as error:
        found = broken(error.errors(), document, Scenario, before)
        return None, [*wrong, *without_aftereffects(doubtful, found), *found]


def _placed(problems: Iterable[Problem], document: Document) -> list[Problem]:
    """Return problems with the places of what they are about."""
    return [replace(problem, mark=document.place(problem.path)) for problem in problems]


def spelled_out(data: dict[str, Any]) -> dict[str, Any]:
    """Write short forms out: an objective may be given by its weight alone."""
    objectives = data.get("objectives")
    if isinstance(objectives, dict):
        full = {
            key: {"weight": value} if isinstance(value, int | float) and not isinstance(value, bool) else value
            for key, value in objectives.items()
        }
        return {**data, "objectives": full}
    return data
