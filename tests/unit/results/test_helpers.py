"""Processes that help: they change nothing about what is found, and one that has gone is done without."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.results.conftest import Planner

from orgsim.results import copies, fresh, helpers
from orgsim.results.copies import Copy, can_copy
from orgsim.results.files import has_part, make_folder
from orgsim.results.fresh import Fresh, packed
from orgsim.results.helpers import Crew, Helper, helpers_for, seconds_of
from orgsim.results.parts import Part
from orgsim.results.runner import Work, run_plan, work_of

FORKS = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
KINDS = [pytest.param(Copy, marks=FORKS), Fresh]
Kind = Callable[[Work], Helper]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Helper]:
    """Have helpers made however little there is to do; return those that were."""
    found: list[Helper] = []

    def noted(work: Work, wanted: int, seconds: float) -> list[Helper]:
        found.extend(helpers_for(work, wanted, seconds))
        return list(found)

    monkeypatch.setattr(helpers, "COPY_PAYS", 0.0)
    monkeypatch.setattr(helpers, "START_PAYS", 0.0)
    monkeypatch.setattr(helpers, "helpers_for", noted)
    return found


@pytest.fixture
def alone() -> None:
    """Wait until no other thread of Python is left that some other test has started."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(5.0)
    if threading.active_count() > 1:
        pytest.skip("another thread runs in this process")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of results, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def code_of(helper: Helper) -> int | None:
    """Return how a helper's process ended; None while it runs."""
    process = helper.process
    return process.exitcode if isinstance(helper, Copy) else process.poll()


@pytest.mark.parametrize("copied", [pytest.param(True, marks=FORKS), False])
def test_with_helpers_the_files_are_the_same_bytes(
    plan: Planner, tmp_path: Path, started: list[Helper], monkeypatch: pytest.MonkeyPatch, *, copied: bool
) -> None:
    """Three workers, two of them processes, write what one worker writes, and the processes end with the plan."""
    monkeypatch.setattr(copies, "can_copy", lambda: copied)
    made = plan(replications=60)
    run_plan(made, tmp_path / "one", workers=1)
    assert not started
    run_plan(made, tmp_path / "three", workers=3)
    assert [type(helper) for helper in started] == [Copy if copied else Fresh] * 2
    assert [code_of(helper) for helper in started] == [0, 0]
    assert contents(tmp_path / "one") == contents(tmp_path / "three")


@pytest.mark.parametrize("kind", KINDS)
def test_a_helper_that_has_gone_is_done_without(plan: Planner, tmp_path: Path, kind: Kind) -> None:
    """A part whose helper is killed is run by the thread that asked for it; nothing is lost."""
    made = plan(replications=2)
    part = made.parts()[0]
    helper = kind(work_of(made, tmp_path))
    crew = Crew(work_of(made, tmp_path), 1, 1, 0.0)
    crew.helpers, crew._free = [helper], iter([helper])
    helper.process.kill()
    make_folder(tmp_path)
    assert not crew.submit([part])[0].result()
    assert crew._pool.submit(lambda: crew._mine.helper).result() is None
    crew.close()
    assert has_part(tmp_path, part)


@pytest.mark.parametrize("kind", KINDS)
def test_a_helper_that_fails_says_nothing(
    plan: Planner, tmp_path: Path, kind: Kind, capfd: pytest.CaptureFixture[str]
) -> None:
    """What a helper does not know ends it, and the thread that asked learns that it has gone."""
    helper = kind(work_of(plan(replications=2), tmp_path))
    with pytest.raises((EOFError, OSError)):
        helper.run(Part("unknown", "", 0, 0))
    helper.close()
    assert code_of(helper)
    assert capfd.readouterr() == ("", "")


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
    """A plan of less than a tenth of a second for each worker, a single part, or an engine that is not kept leave all to threads."""
    monkeypatch.setattr(helpers, "helpers_for", lambda *_: pytest.fail("a process was started"))
    assert run_plan(plan(replications=12), tmp_path / "out", workers=2).made > 0
    Crew(abs, 2, 1, 100.0).close()
    Crew(abs, 1, 8, 100.0).close()
    Crew(abs, 2, 8, 100.0, lambda: False).close()


def test_what_is_expected_of_a_plan_is_not_too_much(plan: Planner) -> None:
    """Five people for a year and a warm-up: some milliseconds a future, and twice as many for twice as many weeks."""
    blueprint = plan().organizations[0].blueprint
    assert 0.0 < seconds_of(blueprint) < 0.01
    assert seconds_of(blueprint._replace(weeks=2 * blueprint.weeks)) == 2 * seconds_of(blueprint)


def test_beside_another_thread_nothing_is_copied() -> None:
    """A thread might hold a lock that the copy would wait for: then a helper starts from nothing, where that pays."""
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert not can_copy()
        assert helpers_for(abs, 1, helpers.START_PAYS / 2) == []
        (helper,) = helpers_for(abs, 1, helpers.START_PAYS)
        assert isinstance(helper, Fresh)
        assert helper.run(-3) == 3
        helper.close()
    finally:
        over.set()
        other.join()


@FORKS
@pytest.mark.usefixtures("alone")
def test_a_copy_knows_what_cannot_be_told() -> None:
    """Work that does not pickle is no obstacle for a copy; a fresh process cannot have it, and then there is none."""
    assert can_copy()
    (helper,) = helpers_for(lambda number: number + 1, 1, helpers.COPY_PAYS)
    assert helper.run(2) == 3
    helper.close()
    assert not multiprocessing.active_children()


def test_what_cannot_be_told_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no copy can be made, work that does not pickle is left to threads, and so is all where no process can be had."""
    monkeypatch.setattr(copies, "can_copy", lambda: False)
    assert helpers_for(lambda number: number, 1, 100.0) == []
    monkeypatch.setattr(fresh.subprocess, "Popen", lambda *_, **__: (_ for _ in ()).throw(OSError("no more processes")))
    assert helpers_for(abs, 1, 100.0) == []


@FORKS
def test_copies_end_with_the_process_that_made_them() -> None:
    """When the first process is killed, its copies see their pipes end and go, the last one first."""
    program = (
        "import time\nfrom orgsim.results.copies import Copy\n"
        "both = [Copy(abs), Copy(abs)]\nprint(*(one.process.pid for one in both), flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        copied = [int(word) for word in first.stdout.readline().split()]
        assert len(copied) == 2
        first.send_signal(signal.SIGKILL)
    until = time.monotonic() + 30.0
    while any(map(is_running, copied)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(is_running, copied))


@FORKS
def test_an_interrupt_is_for_the_first_process_alone(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that comes while a process is copied reaches that process afterwards; a copy says nothing about any, and works on."""
    real = multiprocessing.get_context("fork").Process.start

    def start(process: object) -> None:
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)  # a library's thread might get one for the process
        real(process)  # type: ignore[arg-type]

    monkeypatch.setattr(multiprocessing.get_context("fork").Process, "start", start)
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a command in the background begins without
    with pytest.raises(KeyboardInterrupt):
        Copy(abs)
    signal.signal(signal.SIGINT, heard)
    monkeypatch.undo()
    helper = Copy(abs)
    assert helper.process.pid
    os.kill(helper.process.pid, signal.SIGINT)
    assert helper.run(-2) == 2
    helper.close()
    for left in multiprocessing.active_children():
        left.join(5.0)
        assert left.exitcode == 0
    assert capfd.readouterr() == ("", "")


def is_running(pid: int) -> bool:
    """Tell whether there is such a process, and it has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_shares_of_one_kin_go_to_one_worker() -> None:
    """Two workers, side by side in every share: each does all of one kin before it begins another; what is left over is divided."""
    meet, done = threading.Barrier(2, timeout=10.0), dict[int, list[tuple[int, str]]]()

    def work(share: tuple[int, str]) -> str:
        meet.wait()
        done.setdefault(threading.get_ident(), []).append(share)
        return share[1]

    shares = [(future, design) for future in range(5) for design in "abc"] + [(4, "d")]
    crew = Crew(work, 2, len(shares), 0.0, kin=lambda share: share[0])
    assert [one.result() for one in crew.submit(shares)] == [design for _, design in shares]
    crew.close()
    orders = [[future for future, _ in mine] for mine in done.values()]
    assert all(len(set(order[:3])) == len(set(order[3:6])) == 1 for order in orders)
    assert [order[6:] for order in orders] == [[4, 4], [4, 4]]


def test_an_error_of_a_share_is_that_of_its_future() -> None:
    """What goes wrong in one share is told to whoever waits for it, and the next is done."""
    crew = Crew(lambda share: 1 // share, 1, 2, 0.0)
    wrong, right = crew.submit([0, 1])
    with pytest.raises(ZeroDivisionError):
        wrong.result()
    assert right.result() == 1
    crew.close()


def test_messages_come_whole_or_not_at_all() -> None:
    """A message that is cut counts as none."""
    way_out, way_in = os.pipe()
    with os.fdopen(way_in, "wb") as there:
        fresh.send(there, b"all of it")
        there.write((9).to_bytes(8, "little") + b"half")
    with os.fdopen(way_out, "rb") as here:
        assert fresh.receive(here) == b"all of it"
        with pytest.raises(EOFError):
            fresh.receive(here)
