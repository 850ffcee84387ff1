"""Cases in some processes at once. A worker that dies, or that hangs in one case for too long, breaks that case and is replaced."""

import faulthandler
import json
import os
import random
import select
import shutil
import signal
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.torture.attack import Attack, BrokenError

LONGEST_CASE = 300
"""Seconds by the clock after which a case counts as hanging; the machine may be busy."""


@dataclass
class Tally:
    """What came of an attack."""

    done: int = 0
    seconds: float = 0.0
    what: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[int, str]] = field(default_factory=list)
    """Number of a case, and what was broken."""


def dice(seed: int, name: str, case: int) -> random.Random:
    """Return the random numbers of one case."""
    return random.Random(f"{seed} {name} {case}")


def attacked(name: str, attack: Attack, count: int, seed: int, workers: int, most_broken: int = 50) -> Tally:
    """Do the cases of an attack; stop when many are broken, since more would say no more."""
    began = time.monotonic()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix=f"orgsim-torture-{name}-", dir=memory()) as place:
        shared = attack.prepare(_new(Path(place) / "shared"))
        crew = [
            _Worker(name, attack, shared, Path(place) / str(k), range(k, count, workers), seed) for k in range(workers)
        ]
        try:
            for case, what, broken in _told(crew):
                tally.done += 1
                if broken:
                    tally.broken.append((case, broken))
                    if len(tally.broken) >= most_broken:
                        break
                else:
                    tally.what[what] += attack.size
        finally:
            for worker in crew:
                worker.stop()
    tally.seconds = time.monotonic() - began
    return tally


def memory() -> str | None:
    """Return a folder in memory where the system has one: thousands of synced files wear a disk and wait for it."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _told(crew: "list[_Worker]") -> Iterator[tuple[int, str, str]]:
    for worker in crew:
        worker.start()
    while busy := [worker for worker in crew if worker.busy]:
        ready, _, _ = select.select([worker.pipe for worker in busy], [], [])
        for worker in busy:
            if worker.pipe in ready:
                yield from worker.heard()


class _Worker:
    """A process that does its cases in order and says so over a pipe."""

    def __init__(self, name: str, attack: Attack, shared: Any, place: Path, cases: range, seed: int) -> None:
        self.name, self.attack, self.shared, self.place, self.seed = name, attack, shared, place, seed
        self.cases, self.pipe, self.pid, self.rest = cases, -1, 0, b""
        self.busy = bool(cases)

    def start(self) -> None:
        """Fork a process for the cases that are left."""
        if not self.busy:
            return
        self.pipe, end = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.pipe)
            try:
                self._work(end)
            finally:
                os._exit(0)
        os.close(end)

    def _work(self, end: int) -> None:
        for case in self.cases:
            shutil.rmtree(self.place, ignore_errors=True)
            self.place.mkdir(parents=True)
            faulthandler.dump_traceback_later(LONGEST_CASE, exit=True)
            told = self._done(case)
            faulthandler.cancel_dump_traceback_later()
            os.write(end, json.dumps(told).encode() + b"\n")

    def _done(self, case: int) -> tuple[int, str, str]:
        return done(self.name, self.attack, case, self.seed, self.place, self.shared)

    def heard(self) -> Iterator[tuple[int, str, str]]:
        """Yield what the worker has said; replace it when it has died in the middle of its cases."""
        data = os.read(self.pipe, 1 << 16)
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            self.cases = self.cases[1:]
            yield tuple(json.loads(line))
        if data:
            return
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        self.busy = bool(self.cases)
        if self.busy:
            case, self.cases, self.rest = self.cases[0], self.cases[1:], b""
            self.busy = bool(self.cases)
            yield case, "", f"the process died or hung ({os.waitstatus_to_exitcode(status)})"
            self.start()

    def stop(self) -> None:
        """End the process, if it still runs."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0


def done(name: str, attack: Attack, case: int, seed: int, place: Path, shared: Any) -> tuple[int, str, str]:
    """Do one case; return its number, what happened, and what was broken."""
    warnings.filterwarnings("ignore", category=DeprecationWarning)  # Python 3.12 warns of forks beside threads
    try:
        return case, attack.one(dice(seed, name, case), place, shared), ""
    except BrokenError as broken:
        return case, "", str(broken)
    except Exception:  # noqa: BLE001 - whatever an attack did not expect is what it looks for
        return case, "", traceback.format_exc()
