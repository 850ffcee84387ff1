"""Reading a lesson: its file, and whether it fits what it simulates. Everything that is wrong is told with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from orgsim.lessons.checking import wrong_by_itself
from orgsim.lessons.model import Lesson
from orgsim.scenario.document import Document
from orgsim.scenario.mistakes import read_as, require
from orgsim.scenario.shipped_files import folder_called, shipped_folders


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
    return shipped_folders("lessons", "lesson.yaml")


def lesson_called(name: str) -> Path:
    """Return the folder of a lesson: one that comes with orgsim, or any folder with a ``lesson.yaml``.

    Raises
    ------
    InputError
        When there is none.
    """
    return folder_called(name, "lesson", shipped_lessons())


def load_lesson(place: Path) -> Told:
    """Read a lesson: a file, or the ``lesson.yaml`` of a folder; what it simulates is read by ``bench_of``.

    Raises
    ------
    ScenarioError
        With every problem of the lesson itself.
    """
    path = place / "lesson.yaml" if place.is_dir() else place
    lesson, document = read_as(path, Lesson, "lesson")
    require(list(wrong_by_itself(lesson)), document)
    return Told(path, lesson, document)


def told_in_order(folders: Sequence[Path]) -> Iterator[Told]:
    """Yield lessons in the order that they state."""
    yield from sorted((load_lesson(folder) for folder in folders), key=lambda told: (told.lesson.order, told.name))
