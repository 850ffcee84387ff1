"""Processes that help to simulate: threads of one process share the interpreter, which measures one future at a time.

The first worker is a thread of this process. Each other one hands its shares to a process of its own as soon as what is left to do pays
for starting one; until then, and whenever a process is not to be had, it does them itself. What is found is the same.
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
from typing import IO, Generic, TypeVar, cast

Share = TypeVar("Share")
Found = TypeVar("Found")

PAYS = 3.0
"""Seconds of processor time for each worker from which a process is started for it, which takes about one."""
TRIES = 5
"""How often organisations are packed anew when a thread has changed them in the meantime."""
PATIENCE = 10.0
"""Seconds that a process gets to end by itself."""


class Helper:
    """A process that knows some work and does shares of it."""

    def __init__(self, work: bytes) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "orgsim.results.helper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        try:
            send(self._way(self.process.stdin), work)
        except OSError:
            self.close()
            raise

    def run(self, share: object) -> object:
        """Have a share of the work done; return what was found.

        Raises
        ------
        EOFError, OSError
            When the process has gone.
        """
        send(self._way(self.process.stdin), pickle.dumps(share))
        return pickle.loads(receive(self._way(self.process.stdout)))  # noqa: S301 - our own process

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


class Crew(Generic[Share, Found]):
    """The workers on some work: one in this process, and helpers for the others when they pay.

    `work` does one of so many `shares`; it is pickled for helpers, which are started where nothing has to be compiled first (`is_ready`).
    """

    def __init__(
        self, work: Callable[[Share], Found], workers: int, shares: int, is_ready: Callable[[], bool] = lambda: True
    ) -> None:
        self.work = work
        self.workers = workers
        self.left = shares
        self.is_ready = is_ready
        self.seconds: list[float] = []
        self.helpers: dict[int, Helper | None] = {}
        self.first: int | None = None
        self._lock = threading.Lock()

    def run(self, share: Share) -> Found:
        """Do a share where the thread that asks has it done; return what was found."""
        me = threading.get_ident()
        with self._lock:
            self.left -= 1
            self.first = self.first or me
        if me != self.first and (helper := self._helper(me)):
            try:
                return cast("Found", helper.run(share))
            except (EOFError, OSError, pickle.UnpicklingError):
                helper.close()
                self.helpers[me] = None
        started = time.thread_time()
        found = self.work(share)
        self.seconds.append(time.thread_time() - started)
        return found

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
            self.helpers[me] = started_for(self.work) if self.is_ready() else None
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


def started_for(work: Callable[[Share], object]) -> Helper | None:
    """Start a helper; None where one cannot be had, or cannot know the work."""
    if not sys.executable:
        return None
    try:
        return Helper(packed((work, gc.get_threshold())))
    except (OSError, EOFError, AttributeError, TypeError, pickle.PicklingError):
        return None
