"""The positions that levers can take together: each combination is a cell, and each cell is simulated."""

from collections.abc import Mapping
from itertools import product

from orgsim.lessons.experiments import Value
from orgsim.lessons.model import Lesson
from orgsim.scenario.fields import Setting

Cell = tuple[str, ...]
"""Where each lever stands, in the order of the levers."""


def cells_of(lesson: Lesson) -> list[Cell]:
    """Return every cell, the last lever moving first."""
    return list(product(*([value.says for value in lever.values] for lever in lesson.levers.values())))


def cell_at(lesson: Lesson, at: Mapping[str, str], otherwise: Cell | None = None) -> Cell:
    """Return the cell of some positions; other levers stand as in another cell, or where they usually do."""
    usual = dict(zip(lesson.levers, otherwise, strict=True)) if otherwise else lesson.usual()
    return tuple((usual | dict(at)).values())


def values_of(lesson: Lesson, cell: Cell) -> dict[str, Value]:
    """Return the position of each lever in a cell."""
    return {name: lever.value(says) for (name, lever), says in zip(lesson.levers.items(), cell, strict=True)}


def file_of(lesson: Lesson, cell: Cell, usual: str) -> str:
    """Return the file that a cell is about: that of a lever's position, or the experiment's with the positions in their places."""
    files = {name: value.file or "" for name, value in values_of(lesson, cell).items()}
    for name, file in files.items():
        if place_of(name) in usual:
            usual, files[name] = usual.replace(place_of(name), file), ""
    return next(filter(None, files.values()), usual)


def place_of(lever: str) -> str:
    """Return how the name of a file says that a lever's position belongs there."""
    return f"{{{lever}}}"


def settings_of(lesson: Lesson, cell: Cell) -> dict[str, Setting]:
    """Return what is laid over the file in a cell, by path: the experiment's values, then those of each lever in turn."""
    found = dict(getattr(lesson.experiment, "set_", {}))
    for name, value in values_of(lesson, cell).items():
        if value.to is not None:
            found |= dict.fromkeys(lesson.levers[name].paths, value.to)
        found |= value.set_
    return found


def said(settings: Mapping[str, Setting]) -> list[str]:
    """Return settings as they would stand on the command line."""
    return [f"{path}={str(value).lower() if isinstance(value, bool) else value}" for path, value in settings.items()]
