"""Reading a lesson: its file, and whether it fits what it simulates. Everything that is wrong is told with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from orgsim.errors import InputError
from orgsim.lessons.checking import wrong_by_itself
from orgsim.lessons.model import Lesson
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.mistakes import problem_from
from orgsim.scenario.problems import Mark, NodePath, Problem, ScenarioError, listed, nearest

SHIPPED_INSIDE = Path(__file__).parents[1] / "templates" / "lessons"
CHECKED_OUT = Path(__file__).parents[3] / "scenarios" / "lessons"
SHIPPED = SHIPPED_INSIDE if SHIPPED_INSIDE.is_dir() else CHECKED_OUT
"""The lessons that come with orgsim: packed into the wheel, or beside the source."""


@dataclass(frozen=True)
class Told:
    """A lesson that has been read: its file, what it says, and where it says it."""

    path: Path
    lesson: Lesson
    document: Document

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.path.resolve().parent.name


def shipped_lessons() -> dict[str, Path]:
    """Return the folders of the lessons that come with orgsim, by name."""
    return {path.parent.name: path.parent for path in sorted(SHIPPED.glob("*/lesson.yaml"))}


def lesson_called(name: str) -> Path:
    """Return the folder of a lesson: one that comes with orgsim, or any folder with a ``lesson.yaml``.

    Raises
    ------
    InputError
        When there is none.
    """
    shipped = shipped_lessons()
    if name in shipped:
        return shipped[name]
    path = Path(name)
    folder = path.parent if path.name == "lesson.yaml" else path
    if (folder / "lesson.yaml").is_file():
        return folder
    raise InputError(
        f"there is no lesson '{name[:80]}'{nearest(name[:80], shipped)}; there are {listed(shipped, 20)}, and folders with a lesson.yaml"
    )


def load_lesson(place: Path) -> Told:
    """Read a lesson: a file, or the ``lesson.yaml`` of a folder; what it simulates is read by ``bench_of``.

    Raises
    ------
    ScenarioError
        With every problem of the lesson itself.
    """
    path = place / "lesson.yaml" if place.is_dir() else place
    document = read_document(path)
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem("E105", "a lesson is a mapping of keys to values", mark=Mark(path, 0, 0))])
    try:
        lesson = Lesson.model_validate(document.data)
    except ValidationError as error:
        raise ScenarioError([problem_from(entry, document, Lesson) for entry in error.errors()]) from None
    require(list(wrong_by_itself(lesson)), document)
    return Told(path, lesson, document)


def require(found: Sequence[tuple[NodePath, str]], document: Document) -> None:
    """Raise what is wrong in a lesson, each with its place; nothing, when nothing is."""
    if found:
        raise ScenarioError([Problem("E350", message, spot, document.place(spot)) for spot, message in found])


def told_in_order(folders: Sequence[Path]) -> Iterator[Told]:
    """Yield lessons in the order that they state."""
    yield from sorted((load_lesson(folder) for folder in folders), key=lambda told: (told.lesson.order, told.name))
