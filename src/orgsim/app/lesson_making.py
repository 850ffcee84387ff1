"""Lessons from the app: the pages of `orgsim lesson build`, simulated when somebody asks and kept while the app runs, for all browsers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from orgsim.lessons.answers import Answer
from orgsim.lessons.bench import bench_of
from orgsim.lessons.loading import Told, shipped_lessons, told_in_order
from orgsim.lessons.page import page_of
from orgsim.lessons.running import parts_of, run_lesson


@cache
def every_lesson() -> dict[str, Told]:
    """Return the lessons that come with orgsim by name, in the order in which they build on each other."""
    return {told.name: told for told in told_in_order(list(shipped_lessons().values()))}


@dataclass
class Making:
    """A lesson on its way: what share of it is simulated, and the page when it is done."""

    share: float = 0.0
    page: str = ""
    _at_work: Lock = field(default_factory=Lock, repr=False)

    def make(self, told: Told) -> None:
        """Simulate a lesson and write its page, unless it is there; whoever asks meanwhile waits for the same one.

        Raises
        ------
        SimulationError
            When a future fails.
        """
        with self._at_work:
            if not self.page:
                self.page = made(told, self._tell)

    def _tell(self, share: float) -> None:
        self.share = share


@cache
def makings() -> dict[str, Making]:
    """Return what is made or on its way, by the name of the lesson."""
    return {name: Making() for name in every_lesson()}


def made(told: Told, tell: Callable[[float], None], futures: int | None = None) -> str:
    """Return the page of a lesson; `tell` hears what share is simulated. Its runs are kept in a folder that is gone afterwards.

    Raises
    ------
    SimulationError
        When a future fails.
    """
    bench = bench_of(told, None, futures)
    parts = len(parts_of(bench))
    with TemporaryDirectory(prefix="orgsim-app-") as place:
        grid = run_lesson(bench, Path(place), report=lambda done, _: tell(done / parts))
        return page_of(Answer(bench, grid), Path(place))
