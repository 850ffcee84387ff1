"""Compiling the engine once, on two cores, with a word about what is going on; every later start loads it from the cache."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numba

from orgsim.engine import native, schedule
from orgsim.engine.blueprint import Blueprint
from orgsim.engine.compiled import COMPILED, cache_folder
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.steps import STEPS, called, plain
from orgsim.engine.warmup_helper import Helper

ELSEWHERE = (
    "review_people",
    "reorganise",
    "outdate",
    "deliver",
    "quit_some",
    "fill_vacancies",
    "appoint_from_inside",
)
"""About half of the work: steps that share their rules with each other more than with the rest, which a helper compiles meanwhile."""


def is_compiled() -> bool:
    """Tell whether the compiled engine is in the cache (or compilation is off altogether)."""
    folder = Path(cache_folder())
    return not COMPILED or any(folder.rglob("schedule.run-*.nbi"))


def compile_engine(blueprint: Blueprint, say: Callable[[str], None]) -> None:
    """Compile the market and every step of the schedule, saying which is next; quick when the cache holds them."""
    if not COMPILED:
        return
    if is_compiled():
        compile_schedule(blueprint)
        return
    say("compiling the engine: once, for a minute or two; later starts load it")
    names = [name for name in (*called(plain(schedule.quarter)), *called(plain(schedule.run))) if name in STEPS]
    elsewhere = [name for name in names if name in ELSEWHERE] if cores() > 1 else []
    helper = Helper(blueprint.parameters.dtype, elsewhere) if elsewhere else None
    try:
        compile_steps(blueprint, sorted(names, key=lambda name: name in elsewhere), helper, say)
    finally:
        if helper:
            helper.stop()


def compile_steps(
    blueprint: Blueprint, names: Sequence[str], helper: Helper | None, say: Callable[[str], None]
) -> None:
    """Compile steps in order, and what calls them; those of a helper come last, and are compiled here if it failed."""
    total = len(names) + 2
    say(f"  1/{total} market")
    new_state(blueprint, luck(0, 0))
    for place, name in enumerate(names, start=2):
        if helper and name in helper.names:
            helper.collect()
        say(f"  {place}/{total} {STEPS[name].mechanism}: {name}")
        STEPS[name].function.compile(signature(blueprint))  # type: ignore[attr-defined]
    say(f"  {total}/{total} schedule")
    compile_schedule(blueprint)


def compile_schedule(blueprint: Blueprint) -> None:
    """Compile the order of a week and a quarter, or load all of it."""
    schedule.run.compile((*signature(blueprint), numba.int64))  # type: ignore[attr-defined]


def signature(blueprint: Blueprint) -> tuple[object, ...]:
    """Return the types that every step is called with."""
    return native.type_for(blueprint.parameters.dtype), numba.typeof(luck(0, 0)), numba.int64


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
