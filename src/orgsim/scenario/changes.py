"""The changes that a scenario lists, each as what happens when: first its operations, then what it states itself."""

from collections.abc import Sequence

from pydantic import ValidationError

from orgsim.scenario.dates import CHANGED, DATED, WEEKS_PER_QUARTER, ChangeDate, Planned, first_week
from orgsim.scenario.document import Document
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.operations.doing import Redrawing, steps_of
from orgsim.scenario.problems import NodePath, Problem, listed, nearest


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


def nothing_changed(name: str, changes: Sequence[Document]) -> list[Problem]:
    """Return the doubt that a change, as it is written, changes nothing."""
    mark = next((change.marks[()] for change in changes if () in change.marks), None)
    message = f"'{name}' changes nothing: the organisation is the same before and after it"
    return [Problem("W420", message, ("changes",), mark)] if mark else []
