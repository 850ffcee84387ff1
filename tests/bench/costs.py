"""What a process takes: by the clock, of all processors, and of memory at most."""

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[2]
COMMAND = """\
import os, sys
from orgsim.cli import main
try:
    main(sys.argv[1:])
finally:
    if os.path.exists("/proc/self/status"):
        with open("/proc/self/status") as file:
            sys.stderr.write([line for line in file if line.startswith("VmHWM:")][0])
"""
"""A command that says at its end how much memory it had at most: what the system says afterwards may be that of the process it came from."""
MEGABYTE = 1e6

Key = TypeVar("Key")


class Cost(NamedTuple):
    """What a process took, with all that it started and waited for."""

    clock: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of all processors."""
    memory: float
    """Megabytes that it had at most, without those of processes that it started; NaN where the system does not say."""


def cost_of(words: Sequence[str], **environment: str) -> Cost:
    """Run Python with these words and return what it took.

    Raises
    ------
    SystemExit
        When it does not end well, with the last of what it said.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path_here(), "PYTHONDONTWRITEBYTECODE": "", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        name = " ".join(["orgsim", *words[2:]] if COMMAND in words else words)
        raise SystemExit(f"{name[:200]} ended with {process.returncode}: {said.decode()[-2000:]}")
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, _memory(said))


def _memory(said: bytes) -> float:
    """Return the megabytes that a command says it had, in the last line of what it said."""
    last = said.decode().strip().splitlines()[-1:] or [""]
    name, *value = last[0].split()[:2] or [""]
    return int(value[0]) * 1024 / MEGABYTE if name == "VmHWM:" else math.nan


def path_here() -> str:
    """Return the search path of this process for another one, so that both run the same code."""
    return os.pathsep.join([str(ROOT), *filter(None, sys.path)])


def command(*words: object) -> list[str]:
    """Return the words that run a command of orgsim."""
    return ["-c", COMMAND, *map(str, words)]


def in_turns(ways: Mapping[Key, Callable[[], Cost]], repeats: int) -> dict[Key, list[Cost]]:
    """Return what each of several ways takes, tried in turns, so that whatever else the machine does meets all alike."""
    found: dict[Key, list[Cost]] = {name: [] for name in ways}
    for turn in range(1, repeats + 1):
        for name, way in ways.items():
            sys.stderr.write(f"  turn {turn} of {repeats}: {name}\n")
            found[name].append(way())
    return found


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def ratio(these: Sequence[Cost], those: Sequence[Cost], which: str = "clock") -> float:
    """Return how many times as much the first took as the second, the median over turns."""
    return statistics.median(getattr(a, which) / getattr(b, which) for a, b in zip(these, those, strict=True))
