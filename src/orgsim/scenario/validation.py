"""Whether a document is one stage of an organisation: its types, and what must hold between its parts."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from orgsim.scenario.checks import check
from orgsim.scenario.document import Document
from orgsim.scenario.doubts import doubts
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.model import Scenario
from orgsim.scenario.problems import Problem


def validated(document: Document) -> tuple[Scenario | None, list[Problem]]:
    """Validate one stage; return its scenario, if it is one, and everything that is wrong or doubtful."""
    data = _spelled_out(document.data)
    problems = [replace(problem, mark=document.place(problem.path)) for problem in (*check(data), *doubts(data))]
    try:
        return Scenario.model_validate(data), problems
    except ValidationError as error:
        return None, problems + [problem_from(entry, document, Scenario) for entry in error.errors()]


def _spelled_out(data: dict[str, Any]) -> dict[str, Any]:
    """Write short forms out: an objective may be given by its weight alone."""
    objectives = data.get("objectives")
    if isinstance(objectives, dict):
        full = {
            key: {"weight": value} if isinstance(value, int | float) and not isinstance(value, bool) else value
            for key, value in objectives.items()
        }
        return {**data, "objectives": full}
    return data
