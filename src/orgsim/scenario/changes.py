"""The changes that a scenario lists, each as what happens when: first its operations, then what it states itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from orgsim.scenario.dates import CHANGED, DATED, WEEKS_PER_QUARTER, ChangeDate, Planned, first_week
from orgsim.scenario.document import Document
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.operations.doing import Redrawing, steps_of
from orgsim.scenario.problems import Mark, NodePath, Problem, listed, nearest


def dated_changes(changes: list[Document], baseline: Document, problems: list[Problem]) -> list[Planned]:
    """Split each change into its date, its operations and its patch, which is laid over what they have made."""
    first = first_week(baseline) or 0
    result: list[Planned] = []
    for place, change in enumerate(changes):
        date = {key: value for key, value in change.data.items() if key in ChangeDate.model_fields}
        patch = {key: value for key, value in change.data.items() if key in DATED}
        at: NodePath = ("changes", place)
        for key in change.data:
            if key not in date and key not in patch and key != "do":
                allowed = [*ChangeDate.model_fields, "do", *DATED]
                message = f"unknown key '{key}'{nearest(key, allowed)}; a change has {listed(allowed)}"
                problems.append(Problem("E101", message, (*at, key), change.mark((key,))))
        try:
            when = ChangeDate.model_validate(date)
        except ValidationError as error:
            problems += [problem_from(entry, change, ChangeDate, at) for entry in error.errors()]
            continue
        week = first + when.quarter * WEEKS_PER_QUARTER + when.week
        if steps := steps_of(change, at, problems):
            result.append((week, CHANGED, when.name, Redrawing(steps, problems)))
        result.append((week, CHANGED, when.name, Document(patch, change.marks)))
    return result


def pointed(problem: Problem, document: Document, changes: Sequence[Document], name: str) -> Problem:
    """Return a problem that changes have made with the place in them that it comes from, and where it shows.

    That is where they state the value, or the entry that it is in, or close what it names; or else the change as a whole.
    """
    if any(problem.mark in change.marks.values() for change in changes):
        return replace(problem, message=f"{problem.message} (after '{name}')")
    named = ("posts", "teams", "roles")
    spots = [problem.path[:end] for end in range(len(problem.path), 1, -1)]
    spots += [(section, value) for value in _names_at(document.data, problem.path) for section in named]
    marks = [mark for spot in spots for change in changes if (mark := _stated(change, spot))]
    marks += [change.marks[()] for change in changes if () in change.marks]
    if not marks:
        return replace(problem, message=f"{problem.message} (after '{name}')")
    shows = f"; it shows at {problem.mark.text()}" if problem.mark and problem.mark.in_file else ""
    return replace(problem, message=f"{problem.message}{shows} (after '{name}')", mark=marks[0])


def _stated(change: Document, spot: NodePath) -> Mark | None:
    return change.marks.get((*spot, "=")) or change.marks.get(spot)


def _names_at(data: Any, path: NodePath) -> list[str]:
    """Return what may be a name at the end of a path: the last key, and the value there."""
    here = data
    for part in path:
        here = (
            here.get(part)
            if isinstance(here, dict)
            else here[part]
            if isinstance(here, list) and isinstance(part, int) and part < len(here)
            else None
        )
    return [name for name in (here, path[-1] if path else None) if isinstance(name, str)]


def nothing_changed(name: str, changes: Sequence[Document]) -> list[Problem]:
    """Return the doubt that a change, as it is written, changes nothing."""
    mark = next((change.marks[()] for change in changes if () in change.marks), None)
    message = f"'{name}' changes nothing: the organisation is the same before and after it"
    return [Problem("W420", message, ("changes",), mark)] if mark else []
