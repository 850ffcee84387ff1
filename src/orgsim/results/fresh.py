"""Helpers that are a Python of their own: it starts from nothing, imports what it needs and gets the work once.

It runs `orgsim.results.helper` and not the user's script, so that a script needs no ``if __name__ == "__main__"``.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

TRIES = 5
"""How often organisations are packed anew when a thread has changed them in the meantime."""
PATIENCE = 10.0
"""Seconds that a process gets to end by itself."""


class Fresh:
    """A process that knows some work and does shares of it."""

    def __init__(self, work: Callable[[Any], object]) -> None:
        self.work: bytes | None = packed((work, gc.get_threshold()))
        path = os.pathsep.join(filter(None, sys.path))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "orgsim.results.helper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )

    def run(self, share: object) -> object:
        """Have a share of the work done; return what was found.

        Raises
        ------
        EOFError, OSError
            When the process has gone.
        """
        if self.work is not None:  # it is told when somebody has the time to wait until it has started
            send(self._way(self.process.stdin), self.work)
            self.work = None
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
