"""How fast careers are: person-quarters a second, and against plain Mesa agents on the same pyramid.

Run with ``python -m tests.bench.careers``.
"""

import os
import sys
import time
from pathlib import Path

from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers, simulate_one
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import load_ladder
from orgsim.scenario.ladder.settings import settings_from
from tests.reference import pluchino
from tests.reference.mesa_pyramid import Pyramid

LADDER = Path(__file__).parents[2] / "ladders" / "product.yaml"
PEOPLE, QUARTERS, REPLICATIONS = 10_000, 40, 100
MESA_YEARS, YEARS = 30, 3000


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def big_ladder() -> None:
    """Print the time of the standing target: 10,000 people, 40 quarters, 100 futures, 2 threads."""
    plan = plan_careers(load_ladder(LADDER), policy_named("merit"), settings_from({}), QUARTERS, people=PEOPLE)
    simulate_one(plan, 1, 0)
    for workers in (1, 2):
        futures = REPLICATIONS if workers == 2 else REPLICATIONS // 5
        start = time.perf_counter()
        results = simulate_careers(plan, replications=futures, workers=workers)
        seconds = time.perf_counter() - start
        lived = results.series["heads"].sum()
        say(
            f"{workers} threads: {futures} futures in {seconds:.1f} s, {lived / seconds / 1e6:.2f} million person-quarters/s"
        )


def against_mesa() -> None:
    """Print person-years a second of the same pyramid as Mesa agents and as an orgsim ladder."""
    model = Pyramid("best", carries_over=True, seed=1)
    start = time.perf_counter()
    for _ in range(MESA_YEARS):
        model.step()
    mesa = 160 * MESA_YEARS / (time.perf_counter() - start)
    plan = pluchino.plan("best", 1.0, YEARS)
    simulate_one(plan, 1, 0)
    start = time.perf_counter()
    simulate_one(plan, 1, 1)
    ours = 160 * YEARS / (time.perf_counter() - start)
    say(f"pyramid: Mesa {mesa:,.0f}, orgsim {ours:,.0f} person-years/s on one thread: {ours / mesa:.0f} x")


if __name__ == "__main__":
    say(f"load {os.getloadavg()[0]:.1f}")
    big_ladder()
    against_mesa()
