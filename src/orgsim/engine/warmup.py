"""Compiling the engine once, with a word about what is going on; every later start loads it from the cache."""

from collections.abc import Callable

from orgsim.engine import kept, schedule
from orgsim.engine.blueprint import Blueprint
from orgsim.engine.compiled import COMPILED, announce, kinds_of_call, prepare, uncollected
from orgsim.engine.entry import Kinds
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.steps import STEPS, called, plain


def is_compiled(blueprint: Blueprint) -> bool:
    """Tell whether the engine compiled for such a blueprint, by this Python and numba, is in the cache (or compilation is off)."""
    return not COMPILED or schedule.run.is_kept(kinds_of_run(blueprint))  # type: ignore[attr-defined]


def compile_engine(blueprint: Blueprint, say: Callable[[str], None]) -> None:
    """Compile the market and every step of the schedule, saying which is next; quick when the cache holds them."""
    kept.listen(say)
    if not COMPILED:
        return
    if not is_compiled(blueprint):
        announce("compiling the engine: once, for about a minute; later starts load it")
        with uncollected():
            compile_steps(blueprint, say)
    compile_schedule(blueprint)


def compile_steps(blueprint: Blueprint, say: Callable[[str], None]) -> None:
    """Compile the market, and prepare every step for the schedule that holds them all."""
    names = [name for name in (*called(plain(schedule.quarter)), *called(plain(schedule.run))) if name in STEPS]
    total = len(names) + 2
    say(f"  1/{total} market")
    new_state(blueprint, luck(0, 0))
    for place, name in enumerate(names, start=2):
        say(f"  {place}/{total} {STEPS[name].mechanism}: {name}")
        prepare(STEPS[name].function, kinds_of_step(blueprint))
    say(f"  {total}/{total} schedule")


def compile_schedule(blueprint: Blueprint) -> None:
    """Compile the order of a week and a quarter with all steps, or load it."""
    schedule.run.entered(kinds_of_run(blueprint))  # type: ignore[attr-defined]


def kinds_of_run(blueprint: Blueprint) -> Kinds:
    """Return what the schedule is called with."""
    return kinds_of_call(blueprint.parameters, numbers=2)


def kinds_of_step(blueprint: Blueprint) -> Kinds:
    """Return what every step is called with."""
    return kinds_of_call(blueprint.parameters, numbers=1)
