"""Thousands of futures in one process: memory stays flat."""

import os
import random
from pathlib import Path

from tests.torture.attack import Attack, BrokenError
from tests.torture.worlds import load_engine, write_designs

FUTURES = 5000
WARM = 1000
MOST_GROWTH = 30
"""Megabytes by which memory may grow after the first thousand: what the allocator keeps for later."""


def one(dice: random.Random, folder: Path, shared: None) -> str:
    """Run all futures as one plan in this process, and measure memory as parts are done."""
    from orgsim.results.plan import make_plan
    from orgsim.results.runner import run_plan

    seen: list[tuple[int, float]] = []
    plan = make_plan([write_designs(folder) / "today.yaml"], replications=FUTURES)
    progress = run_plan(plan, folder / "out", report=lambda done, _: seen.append((done, megabytes())))
    if progress.failures or progress.made != FUTURES:
        raise BrokenError(f"{progress.made} of {FUTURES} made; {progress.failures[:1]}")
    early = max(size for done, size in seen if done <= WARM)
    late = max(size for done, size in seen if done > WARM)
    if late > early + MOST_GROWTH:
        raise BrokenError(f"memory grew from {early:.0f} MB after {WARM} futures to {late:.0f} MB after {FUTURES}")
    return f"from {early:.0f} to {late:.0f} MB"


def megabytes() -> float:
    """Return the memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


ATTACK = Attack(
    f"one process runs {FUTURES:,} futures as one plan; after the first {WARM:,} its memory grows by less than {MOST_GROWTH} MB",
    "futures",
    1,
    one,
    load_engine,
    size=FUTURES,
)
