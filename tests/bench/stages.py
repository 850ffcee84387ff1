"""One command with a clock in it: ``python -m tests.bench.stages FILE compare ...`` runs it and writes what each stage took to FILE.

The time is that of the processor, by thread, and what a stage spends in another one counts there alone. Helpers of a second worker are
processes of their own, so stages are told of one worker.
"""

import builtins
import importlib
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

STAGES = {
    "reading": ["orgsim.results.plan:make_plan"],
    "loading the engine": ["orgsim.engine.warmup:compile_engine"],
    "market": ["orgsim.metrics.watching:new_state"],
    "simulation": ["orgsim.metrics.watching:run_watched", "orgsim.metrics.watching:check"],
    "measuring": [f"orgsim.results.measuring:{name}" for name in ("rows_of", "tables_of", "parts_of", "branches_of")],
    "writing": [f"orgsim.results.runner:{name}" for name in ("write_part", "write_manifest", "find_part")],
    "printing": ["orgsim.cli.console:Console.table", "orgsim.cli.console:Console.say"],
}
"""The functions of each stage, where they are looked up; all the rest is the start (imports) and statistics."""

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


def watch() -> None:
    """Put a clock into every function of a stage, after importing them, and into imports."""
    with stage("start"):
        for name, places in STAGES.items():
            for place in places:
                module, _, path = place.partition(":")
                holder: Any = importlib.import_module(module)
                *owners, last = path.split(".")
                for owner in owners:
                    holder = getattr(holder, owner)
                setattr(holder, last, timed(name, getattr(holder, last)))
    builtins.__import__ = timed("start", builtins.__import__)


def main() -> None:
    """Run the command and write what each stage took, in seconds."""
    path, words = Path(sys.argv[1]), sys.argv[2:]
    from orgsim.cli import main as command

    watch()
    ended: Any = 0
    with stage("statistics"):
        try:
            command(words)
        except SystemExit as end:
            ended = end.code
    spent["start"] += time.process_time() - sum(spent.values())  # Python itself, and whatever ends with it
    path.write_text(json.dumps({name: spent[name] for name in ORDER}), encoding="utf-8")
    sys.exit(ended)


if __name__ == "__main__":
    main()
