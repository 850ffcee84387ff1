"""Compiling the engine once, with a word about what is going on; every later start loads it from the cache."""

from collections.abc import Callable
from pathlib import Path

import numba

from orgsim.engine import native, schedule
from orgsim.engine.compiled import COMPILED, cache_folder
from orgsim.engine.random import luck
from orgsim.engine.state import State
from orgsim.engine.steps import STEPS, called, plain


def is_compiled() -> bool:
    """Tell whether the compiled engine is in the cache (or compilation is off altogether)."""
    folder = Path(cache_folder())
    return not COMPILED or any(folder.rglob("schedule.run-*.nbi"))


def compile_engine(state: State, say: Callable[[str], None]) -> None:
    """Compile every step of the schedule for a state, saying which is next; quick when the cache holds it."""
    if not COMPILED:
        return
    signature = (native.type_of(state), numba.typeof(luck(0, 0)), numba.int64)
    first_time = not is_compiled()
    if first_time:
        say("compiling the engine: once, for about a minute; later starts load it")
        names = [name for name in (*called(plain(schedule.quarter)), *called(plain(schedule.run))) if name in STEPS]
        for place, name in enumerate(names, start=1):
            say(f"  {place}/{len(names) + 1} {STEPS[name].mechanism}: {name}")
            STEPS[name].function.compile((*signature,))  # type: ignore[attr-defined]
        say(f"  {len(names) + 1}/{len(names) + 1} schedule")
    schedule.run.compile((*signature, numba.int64))  # type: ignore[attr-defined]
