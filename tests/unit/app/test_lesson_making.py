"""Lessons from the app: the page of the command, made once for all who ask, and a failure that leaves the next try free."""

from pathlib import Path

import pytest

from orgsim.app import lesson_making
from orgsim.app.lesson_making import Making, every_lesson, made, makings
from orgsim.errors import SimulationError
from orgsim.lessons.answers import Answer
from orgsim.lessons.bench import bench_of
from orgsim.lessons.page import page_of
from orgsim.lessons.running import run_lesson


def test_it_is_the_page_of_the_command(tmp_path: Path) -> None:
    """In twenty futures the page has the bytes that `orgsim lesson build` writes; shares of the work rise to one."""
    told = every_lesson()["desk-at-90"]
    shares: list[float] = []
    bench = bench_of(told, None, 20)
    assert made(told, shares.append, 20) == page_of(Answer(bench, run_lesson(bench, tmp_path)), tmp_path)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert set(makings()) == set(every_lesson())


def test_a_lesson_is_made_once_and_again_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first try fails and leaves nothing; the second gives the page, the third gives the same one without more work."""
    tries: list[int] = []

    def make(*_: object) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise SimulationError("a future failed")
        return "a page"

    monkeypatch.setattr(lesson_making, "made", make)
    making, told = Making(), every_lesson()["peter"]
    with pytest.raises(SimulationError):
        making.make(told)
    assert making.page == ""
    making.make(told)
    making.make(told)
    assert making.page == "a page"
    assert len(tries) == 2
