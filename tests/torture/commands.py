"""Command lines in forked processes. The parent has loaded orgsim and its compiled engine, so that a command costs milliseconds."""

import json
import os
import select
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.torture.attack import BrokenError


class Ended(NamedTuple):
    """How a command ended; a negative code is the signal that ended it."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """What it printed as JSON, but for what depends on the folder and on what had been saved."""
        return {
            name: value for name, value in json.loads(self.out).items() if name not in ("folder", "saved", "reused")
        }


class Command:
    """A command line that runs."""

    def __init__(self, words: Sequence[object], folder: Path, before: Callable[[], object] | None = None) -> None:
        self.pipes = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._run([str(word) for word in words], folder, before)
        for _, end in self.pipes:
            os.close(end)

    def _run(self, words: list[str], folder: Path, before: Callable[[], object] | None) -> None:
        code = 70
        try:
            for number, (_, end) in enumerate(self.pipes, 1):
                os.dup2(end, number)
            sys.stdout, sys.stderr = open(1, "w", encoding="utf-8"), open(2, "w", encoding="utf-8")  # noqa: SIM115
            os.chdir(folder)
            tempfile.tempdir = None
            if before:
                before()
            from orgsim.cli import main

            main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
        except BaseException:  # noqa: BLE001 - the process ends here
            traceback.print_exc()
        finally:
            for stream in (sys.stdout, sys.stderr):
                try:
                    stream.flush()
                except (OSError, ValueError):
                    continue
            os._exit(code)

    def kill_after(self, seconds: float) -> bool:
        """Kill it at a moment; tell whether it was still running."""
        self.read(seconds)
        os.kill(self.pid, signal.SIGKILL)
        return self.end().code == -signal.SIGKILL

    def read(self, seconds: float | None) -> tuple[bytes, bytes]:
        """Take what it prints until it ends or some seconds are over."""
        import time

        until = None if seconds is None else time.monotonic() + seconds
        found = {reader: bytearray() for reader, _ in self.pipes}
        reading = list(found)
        while reading:
            left = None if until is None else until - time.monotonic()
            ready = select.select(reading, [], [], left if left is None else max(0.0, left))[0]
            if not ready:
                break
            for reader in ready:
                data = os.read(reader, 1 << 16)
                found[reader] += data
                if not data:
                    reading.remove(reader)
        out, err = (bytes(data) for data in found.values())
        return out, err

    def end(self) -> Ended:
        """Wait for its end."""
        out, err = self.read(None)
        for reader, _ in self.pipes:
            os.close(reader)
        _, status = os.waitpid(self.pid, 0)
        return Ended(os.waitstatus_to_exitcode(status), out.decode(errors="replace"), err.decode(errors="replace"))


def run(words: Sequence[object], folder: Path, before: Callable[[], object] | None = None) -> Ended:
    """Run a command line to its end; it must end as the help says commands end.

    Raises
    ------
    BrokenError
        When it ended with a traceback or an internal error.
    """
    return decent(Command(words, folder, before).end())


def decent(ended: Ended) -> Ended:
    """Return how a command ended, when that was one of the ways in which a command may end."""
    if ended.code not in (0, 1, 2, 3, 4) or "Traceback" in ended.err or "internal error" in ended.out + ended.err:
        raise BrokenError(f"a command ended with {ended.code}: {ended.err[-3000:] or ended.out[-3000:]}")
    return ended


def worked(words: Sequence[object], folder: Path, before: Callable[[], object] | None = None) -> Ended:
    """Run a command line that must succeed."""
    ended = run(words, folder, before)
    if ended.code:
        raise BrokenError(f"{' '.join(map(str, words))} ended with {ended.code}: {ended.err[-2000:]}{ended.out[-500:]}")
    return ended


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def differences(found: dict[str, bytes], expected: dict[str, bytes]) -> str:
    """Return in words how two folders differ; empty when they do not."""
    parts = {
        "missing": sorted(set(expected) - set(found)),
        "left over": sorted(set(found) - set(expected)),
        "different": sorted(name for name in set(found) & set(expected) if found[name] != expected[name]),
    }
    return "; ".join(f"{what}: {', '.join(names[:4])} ({len(names)})" for what, names in parts.items() if names)
