"""Processes that help to run a plan: threads of one process share the interpreter, which measures one future at a time.

The first worker is a thread of this process. Each other one hands its parts to a process of its own as soon as what is left to do pays for
starting one; until then, and whenever a process is not to be had, it runs them itself. What is found is the same.
"""

import gc
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from orgsim.engine.warmup import is_compiled
from orgsim.results.failures import Failure
from orgsim.results.parts import Part
from orgsim.results.plan import Plan

PAYS = 3.0
"""Seconds of processor time for each worker from which a process is started for it, which takes about one."""
TRIES = 5
"""How often organisations are packed anew when a thread has changed them in the meantime."""
PATIENCE = 10.0
"""Seconds that a process gets to end by itself."""


class Helper:
    """A process that knows the organisations of a plan and where its results go, and runs and writes its parts."""

    def __init__(self, known: bytes) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "orgsim.results.helper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        try:
            send(self._way(self.process.stdin), known)
        except OSError:
            self.close()
            raise

    def run(self, part: Part) -> list[Failure]:
        """Have a part run and written; return what failed.

        Raises
        ------
        EOFError, OSError
            When the process has gone.
        """
        send(self._way(self.process.stdin), pickle.dumps(part))
        failures: list[Failure] = pickle.loads(receive(self._way(self.process.stdout)))  # noqa: S301 - our own process
        return failures

    def close(self) -> None:
        """Let the process end, and end it if it does not."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                self._way(pipe).close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @staticmethod
    def _way(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise EOFError
        return pipe


def send(pipe: IO[bytes], content: bytes) -> None:
    """Send one message: its length, then what it says."""
    pipe.write(len(content).to_bytes(8, "little") + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Return the next message.

    Raises
    ------
    EOFError
        When there is none, or not a whole one.
    """
    length = int.from_bytes(_exactly(pipe, 8), "little")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


class Crew:
    """The workers of a plan: one in this process, and helpers for the others when they pay."""

    def __init__(
        self, plan: Plan, folder: Path, workers: int, parts: int, run: Callable[[Part], list[Failure]]
    ) -> None:
        self.plan = plan
        self.folder = folder
        self.workers = workers
        self.left = parts
        self.run_here = run
        self.seconds: list[float] = []
        self.helpers: dict[int, Helper | None] = {}
        self.first: int | None = None
        self._lock = threading.Lock()

    def run(self, part: Part) -> list[Failure]:
        """Run and write a part where the thread that asks has it done; return what failed."""
        me = threading.get_ident()
        with self._lock:
            self.left -= 1
            self.first = self.first or me
        if me != self.first and (helper := self._helper(me)):
            try:
                return helper.run(part)
            except (EOFError, OSError, pickle.UnpicklingError):
                helper.close()
                self.helpers[me] = None
        started = time.thread_time()
        failures = self.run_here(part)
        self.seconds.append(time.thread_time() - started)
        return failures

    def close(self) -> None:
        """Let all helpers go."""
        for helper in self.helpers.values():
            if helper:
                helper.close()

    def _helper(self, me: int) -> Helper | None:
        """Return the helper of a thread, started when it pays; one that has gone is not replaced."""
        if me not in self.helpers:
            if not self.seconds or min(self.seconds) * self.left / self.workers < PAYS:
                return None
            self.helpers[me] = started_for(self.plan, self.folder)
        return self.helpers[me]


def packed(content: object) -> bytes:
    """Return content as bytes; other threads may look up in it what is kept from then on, which a pickle does not bear, so it tries again.

    Raises
    ------
    pickle.PicklingError
        When every try met a change.
    """
    for _ in range(TRIES):
        with suppress(RuntimeError):
            return pickle.dumps(content)
    raise pickle.PicklingError("it changes all the time")


def started_for(plan: Plan, folder: Path) -> Helper | None:
    """Start a helper; None where one cannot know the plan or would have to compile."""
    if not sys.executable or not is_compiled(plan.organizations[0].blueprint):
        return None
    try:
        return Helper(packed((plan.organizations, folder.absolute(), plan.seed, gc.get_threshold())))
    except (OSError, EOFError, AttributeError, TypeError, pickle.PicklingError):
        return None
