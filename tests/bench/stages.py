"""One command with a clock in it: ``python -m tests.bench.stages FILE compare ...`` runs it and writes what each stage took to FILE.

The time is that of the processor, by thread, and what a stage spends in another one counts there alone. A helper of a second worker is a
process of its own; it has the same clock, and its stages are added.
"""

import builtins
import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any

STAGES = {
    "reading": ["orgsim.results.plan:make_plan"],
    "compiling or loading the engine": ["orgsim.engine.warmup:compile_engine"],
    "market": ["orgsim.engine.simulation:new_state"],
    "simulation": ["orgsim.metrics.watching:run_watched", "orgsim.engine.simulation:check"],
    "measuring": [f"orgsim.results.measuring:Measuring.{name}" for name in ("__post_init__", "add", "tables")],
    "writing": [f"orgsim.results.runner:{name}" for name in ("write_part", "write_manifest", "find_part")],
    "printing": ["orgsim.cli.console:Console.table", "orgsim.cli.console:Console.say"],
}
"""The functions of each stage, where they are looked up; all the rest is the start (imports) and statistics."""

HELPER = "orgsim.results.helper"
ORDER = ("start", *list(STAGES)[:-1], "statistics", "printing")

spent: defaultdict[str, float] = defaultdict(float)
running = threading.local()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Book the time of this thread on a stage, and on no other."""
    above = getattr(running, "name", None)
    book(above)
    running.name = name
    try:
        yield
    finally:
        book(name)
        running.name = above


def book(name: str | None) -> None:
    """Book the time since this thread last did so."""
    now = time.thread_time()
    if name:
        spent[name] += now - getattr(running, "since", now)
    running.since = now


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function whose time is booked on a stage."""

    @wraps(function)
    def booked(*arguments: Any, **named: Any) -> Any:
        with stage(name):
            return function(*arguments, **named)

    return booked


def missing() -> list[str]:
    """Return the functions of stages that there are not."""
    return [place for places in STAGES.values() for place in places if not _found(place)]


def _found(place: str) -> tuple[Any, str] | None:
    """Return what holds a function, and its name there."""
    module, _, path = place.partition(":")
    with suppress(ImportError, AttributeError):
        holder: Any = importlib.import_module(module)
        *owners, last = path.split(".")
        for owner in owners:
            holder = getattr(holder, owner)
        getattr(holder, last)
        return holder, last
    return None


def watch() -> None:
    """Put a clock into every function of a stage, after importing them, and into imports."""
    with stage("start"):
        for name, places in STAGES.items():
            for place in places:
                if found := _found(place):
                    setattr(*found, timed(name, getattr(*found)))
                else:
                    spent[f"{name} ({place})"] = 0.0
    builtins.__import__ = timed("start", builtins.__import__)


def watch_helpers(folder: Path) -> None:
    """Have helpers made with a clock in them, each of which writes its stages into a folder: copies of this process, and fresh ones."""
    from orgsim.results import copies, fresh

    real = copies.serve

    def serving(*words: Any) -> None:
        spent.clear()
        vars(running).clear()
        try:
            real(*words)
        finally:
            write(folder / f"copy-{os.getpid()}.json")

    def started(words: Sequence[str], **named: Any) -> "subprocess.Popen[bytes]":
        told = folder / f"fresh-{len(list(folder.glob('fresh-*')))}.json"
        told.touch()
        own = ["tests.bench.stages", "--helper", str(told)]
        return subprocess.Popen([part for word in words for part in (own if word == HELPER else [word])], **named)

    copies.serve = serving
    fresh.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": started})  # type: ignore[assignment]


def write(path: Path) -> None:
    """Write what each stage took, in seconds; what ends with Python itself belongs to its start."""
    spent["start"] += time.process_time() - sum(spent.values())
    path.write_text(json.dumps(spent), encoding="utf-8")


def main(path: Path, words: Sequence[str]) -> Any:
    """Run the command and write what each stage took, its helpers included; return how it ended."""
    import tempfile

    from orgsim.cli import main as command

    ended: Any = 0
    with tempfile.TemporaryDirectory() as place:
        watch()
        watch_helpers(Path(place))
        with stage("statistics"):
            try:
                command(list(words))
            except SystemExit as end:
                ended = end.code
        spent["start"] += time.process_time() - sum(spent.values())
        for told in Path(place).glob("*.json"):
            for name, seconds in json.loads(told.read_text(encoding="utf-8") or "{}").items():
                spent[name] += seconds
    path.write_text(json.dumps(spent), encoding="utf-8")
    return ended


def helping(path: Path) -> None:
    """Be a helper with a clock in it."""
    import importlib

    watch()
    importlib.import_module(HELPER).main()
    write(path)


if __name__ == "__main__":
    if sys.argv[1] == "--helper":
        helping(Path(sys.argv[2]))
    else:
        sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
