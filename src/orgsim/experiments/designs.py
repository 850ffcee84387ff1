"""The designs of a case: scenario files, designs of the library at equal cost, and what operations make of the first design."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from orgsim.errors import InputError
from orgsim.experiments.cases import Case, ids_in
from orgsim.scenario.batch_reading import BatchFile
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import Document, parse
from orgsim.scenario.entries import ENTRIES
from orgsim.scenario.ladder.in_design import checked_levels
from orgsim.scenario.library.applying import applied
from orgsim.scenario.library.designs import design_named
from orgsim.scenario.library.writing import scenario_text
from orgsim.scenario.operations.verbs import VERBS
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest

OF_IDS = {
    name: ENTRIES[name] for name in ("teams", "posts", "domains", "objectives", "roles", "initiatives", "platforms")
}
"""Sections of a scenario whose keys are names that somebody gave, and what is called so."""
SAID = "--set "
"""What the place of a value begins with that was laid over a file."""


def designs_of(file: BatchFile, case: Case) -> list[Design]:
    """Return the designs of a case, the first being the one that others are compared with.

    Raises
    ------
    ScenarioError
        With every problem of every design; what a value of the batch file did wrong stands at that value.
    """
    problems = list(unknown_ids(file, case))
    if problems:  # what else is wrong is told as well, without what the unknown ids would add
        unknown = {problem.path[-1] for problem in problems}
        case = replace(case, values={key: value for key, value in case.values.items() if key not in unknown})
    found = []
    for make in _makers(file, case):
        try:
            design = make()
            found.append(replace(design, warnings=(*design.warnings, *checked_levels(design))))
        except ScenarioError as error:
            problems += [_placed(problem, file, case) for problem in error.problems]
    if problems := problems or list(_same_names(file, found)):
        raise ScenarioError(problems)
    return found


def _same_names(file: BatchFile, designs: Sequence[Design]) -> Iterator[Problem]:
    """Yield every design that has the name of an earlier one, where the batch file lists it."""
    spots: list[NodePath] = [("designs", place) for place in range(len(file.designs))]
    spots += [("library", place) for place in range(len(file.batch.library))]
    spots += [("redesigns", name) for name in file.batch.redesigns]
    names = [one.name for one in designs]
    for place, (name, spot) in enumerate(zip(names, spots, strict=True)):
        if name in names[:place]:
            message = f"another design of this batch is called '{name}'; give each a name of its own"
            yield Problem("E350", message, spot, file.place(spot))


def unknown_ids(file: BatchFile, case: Case) -> Iterator[Problem]:
    """Yield keys of a case under a team, post, domain or objective that no design has at its start."""
    for key in case.values:
        section, _, rest = key.partition(".")
        name = rest.partition(".")[0]
        if section not in OF_IDS or not name:
            continue
        known = ids_in(file, section) | {spot.split(".")[1] for spot in case.patch if spot.startswith(f"{section}.")}
        if known and name not in known:
            spot = file.said(key, case.environment, case.setting)
            what = f"there is no {OF_IDS[section]} '{name}'{nearest(name, known)}; there are {listed(known)}"
            yield Problem("E352", what, spot, file.place(spot))


def _makers(file: BatchFile, case: Case) -> Iterator[Callable[[], Design]]:
    for path in file.designs:
        yield lambda path=path: load_design(path, case.overrides, may_add=case.patch)  # type: ignore[misc]
    for place, name in enumerate(file.batch.library):
        yield lambda name=name, place=place: _of_library(file, case, name, place)  # type: ignore[misc]
    for name in file.batch.redesigns:
        yield lambda name=name: _redesigned(file, case, name)  # type: ignore[misc]


def _of_library(file: BatchFile, case: Case, name: str, place: int) -> Design:
    """Return a design of the library as it is for the first design, which it extends."""
    try:
        found = applied(design_named(name), load_design(file.designs[0], case.overrides, may_add=case.patch))
    except ScenarioError:
        raise
    except InputError as error:
        spot: NodePath = ("library", place)
        raise ScenarioError([Problem("E355", str(error), spot, file.place(spot))]) from None
    path = file.path.parent / f"{name}.yaml"
    return load_design(
        path, case.overrides, parse(scenario_text(found, file.batch.designs[0]), path), may_add=case.patch
    )


def _redesigned(file: BatchFile, case: Case, name: str) -> Design:
    """Return what operations make of the first design; what is wrong with one of them stands in the batch file."""
    steps = deepcopy(file.batch.redesigns[name])
    above: NodePath = ("redesigns", name)
    below: NodePath = ("changes", 0, "do")
    marks = {(*below, *at[2:]): mark for at, mark in file.document.marks.items() if at[:2] == above}
    for key, value in case.fields.items():
        _, design, place, verb, field = key.split(".")
        if design == name:
            _set_field(steps[int(place)], verb, field, value)
            spot = (*below, int(place), verb, field)
            marks[spot] = marks[(*spot, "=")] = Mark.said(f"{SAID}{key}")
    top = file.document.mark(above) or Mark(file.path, 0, 0)
    marks |= {(): top, below[:1]: top, below[:2]: top, ("extends",): top}
    data = {"name": name, "extends": file.batch.designs[0], "changes": [{"name": name, "do": steps}]}
    try:
        return load_design(file.path.parent / f"{name}.yaml", case.overrides, Document(data, marks), may_add=case.patch)
    except ScenarioError as error:
        problems = [replace(one, path=_written(one.path, below, above)) for one in error.problems]
        raise ScenarioError(problems) from None


def _written(path: NodePath, below: NodePath, above: NodePath) -> NodePath:
    """Return a path as the batch file has it, of one in the design that is made of it."""
    return (*above, *path[len(below) :]) if path[: len(below)] == below else path


def _set_field(step: dict[str, Any], verb: str, field: str, value: object) -> None:
    """Set a field of an operation, which may stand there in its short form."""
    written = step[verb]
    fields = written if isinstance(written, dict) or verb not in VERBS else {VERBS[verb].short: written}
    step[verb] = {**fields, field: value}


def _placed(problem: Problem, file: BatchFile, case: Case) -> Problem:
    """Return a problem of a value that the batch file lays over designs with its place in that file."""
    said = str(problem.mark.file) if problem.mark and not problem.mark.in_file else ""
    if not said.startswith(SAID):
        return problem
    key = said.removeprefix(SAID)
    place = file.place(file.said(key, case.environment, case.setting)) or Mark(file.path, 0, 0)
    tried = f" (tried with {key.rpartition('.')[2]}: {case.fields[key]})" if key in case.fields else ""
    return replace(problem, mark=place, message=f"{problem.message}{tried}")
