"""Processes that help: they change nothing about what is found, and one that has gone is done without."""

import os
import pickle
import threading
from pathlib import Path

import pytest
from tests.unit.results.conftest import Planner

from orgsim.results import helpers
from orgsim.results.files import has_part, make_folder
from orgsim.results.helpers import Crew, Helper, packed, started_for
from orgsim.results.parts import Part
from orgsim.results.runner import Work, run_plan, work_of


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Helper]:
    """Have helpers started as soon as one part is done; return those that were."""
    found: list[Helper] = []

    def noted(work: Work) -> Helper | None:
        helper = started_for(work)
        assert helper
        found.append(helper)
        return helper

    monkeypatch.setattr(helpers, "PAYS", 0.0)
    monkeypatch.setattr(helpers, "started_for", noted)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of results, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def test_with_helpers_the_files_are_the_same_bytes(plan: Planner, tmp_path: Path, started: list[Helper]) -> None:
    """Two workers, one of them a process, write what one worker writes, and the process ends with the plan."""
    made = plan(replications=60)
    run_plan(made, tmp_path / "one", workers=1)
    assert not started
    run_plan(made, tmp_path / "two", workers=2)
    assert len(started) == 1
    assert started[0].process.returncode == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_helper_that_has_gone_is_done_without(plan: Planner, tmp_path: Path) -> None:
    """A part whose helper is killed is run by the thread that asked for it; nothing is lost."""
    made = plan(replications=2)
    part = made.parts()[0]
    crew = Crew(work_of(made, tmp_path), 2, 1)
    helper = started_for(crew.work)
    assert helper
    helper.process.kill()
    crew.first, crew.helpers = -1, {threading.get_ident(): helper}
    make_folder(tmp_path)
    assert not crew.run(part)
    crew.close()
    assert has_part(tmp_path, part)
    assert list(crew.helpers.values()) == [None]


def test_a_helper_that_fails_says_nothing(plan: Planner, tmp_path: Path) -> None:
    """What a helper does not know ends it, and whoever asked learns that it has gone."""
    helper = started_for(work_of(plan(replications=2), tmp_path))
    assert helper
    with pytest.raises(EOFError):
        helper.run(Part("unknown", "", 0, 0))
    helper.close()
    assert helper.process.returncode != 0


class Changing:
    """Something that another thread changes while it is packed, for the first few times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        self.times -= 1
        if self.times >= 0:
            raise RuntimeError("dictionary changed size during iteration")
        return str, ("packed",)


def test_what_changes_while_it_is_packed_is_packed_again() -> None:
    """A thread that keeps something in an organisation fails no plan: packing is tried again, and given up for good at last."""
    assert pickle.loads(packed(Changing(2))) == "packed"  # noqa: S301 - our own bytes
    with pytest.raises(pickle.PicklingError):
        packed(Changing(100))


def test_little_work_starts_no_process(plan: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan of less than some seconds a worker is run by threads alone."""
    monkeypatch.setattr(helpers, "started_for", lambda *_: pytest.fail("a process was started"))
    assert run_plan(plan(replications=12), tmp_path / "out", workers=2).made > 0


def test_what_cannot_be_told_is_run_here(plan: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that does not pickle, and an engine that is not kept, leave all of it to threads."""
    work = work_of(plan(replications=2), tmp_path)

    def refuse(content: object) -> bytes:
        raise pickle.PicklingError(content)

    with monkeypatch.context() as patched:
        patched.setattr(helpers.pickle, "dumps", refuse)
        assert started_for(work) is None
    monkeypatch.setattr(helpers, "PAYS", 0.0)
    crew = Crew(work, 2, 1, lambda: False)
    crew.seconds.append(1.0)
    assert crew._helper(1) is None


def test_messages_come_whole_or_not_at_all() -> None:
    """A message that is cut counts as none."""
    way_out, way_in = os.pipe()
    with os.fdopen(way_in, "wb") as there:
        helpers.send(there, b"all of it")
        there.write((9).to_bytes(8, "little") + b"half")
    with os.fdopen(way_out, "rb") as here:
        assert helpers.receive(here) == b"all of it"
        with pytest.raises(EOFError):
            helpers.receive(here)
