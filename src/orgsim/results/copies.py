"""Helpers that are copies of this process: whatever it has imported, read and loaded, they have at once."""

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PATIENCE = 10.0
"""Seconds that a process gets to end by itself."""


def can_copy() -> bool:
    """Tell whether a copy of this process can work: there is no other thread that could hold a lock the copy would wait for.

    Threads of numpy, pyarrow and their allocators are not Python's; these libraries prepare them. The system's libraries of macOS do not.
    Python refuses to copy a process that is to end with another one.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and not current_process().daemon


class Copy:
    """A process that knows some work and does shares of it."""

    def __init__(self, work: Callable[[Any], object]) -> None:
        fork = get_context("fork")
        self.pipe, theirs = fork.Pipe()
        self.process = fork.Process(target=serve, args=(work, theirs, self.pipe), daemon=True)
        with uninterrupted(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 counts the threads of libraries, too
            self.process.start()
        theirs.close()

    def run(self, share: object) -> object:
        """Have a share of the work done; return what was found.

        Raises
        ------
        EOFError, OSError
            When the process has gone.
        """
        self.pipe.send(share)
        return self.pipe.recv()

    def close(self) -> None:
        """Let the process end, and end it if it does not."""
        self.pipe.close()
        self.process.join(PATIENCE)
        self.process.kill()
        self.process.join()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Have an interrupt wait: it is for this process, and a copy that has just begun does not know yet that it need not mind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(work: Callable[[Any], object], here: "Connection[Any, Any]", there: "Connection[Any, Any]") -> None:
    """Do shares until nobody wants more; an interrupt is a matter of the first process, and so is the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    there.close()  # so that this process learns when the other one has gone
    sys.stdout = sys.stderr = nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - as long as the process lives
    for place in (1, 2):
        os.dup2(nowhere.fileno(), place)
    with suppress(EOFError, OSError):
        while True:
            here.send(work(here.recv()))
