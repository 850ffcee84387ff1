"""How fast careers are: person-quarters a second, and beside plain Mesa agents on the same pyramid."""

import time

from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers, simulate_one
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import load_ladder
from orgsim.scenario.ladder.settings import settings_from
from tests.bench.costs import ROOT
from tests.bench.page import Page, machine
from tests.reference import pluchino
from tests.reference.mesa_pyramid import Pyramid

LADDER = ROOT / "ladders" / "product.yaml"
PEOPLE, QUARTERS, REPLICATIONS = 10_000, 40, 100
MESA_YEARS, YEARS = 30, 3000


def run(page: Page, *, quick: bool, slow: bool) -> None:
    """Print both."""
    big_ladder(page, REPLICATIONS // 5 if quick else REPLICATIONS)
    against_mesa(page)


def big_ladder(page: Page, futures: int) -> None:
    """Print the time of the standing target: 10,000 people, 40 quarters, 100 futures, with one worker and two."""
    plan = plan_careers(load_ladder(LADDER), policy_named("merit"), settings_from({}), QUARTERS, people=PEOPLE)
    simulate_one(plan, 1, 0)
    rates, rows = [], []
    for workers in (1, 2):
        before, started = time.process_time(), time.perf_counter()
        lived = simulate_careers(plan, replications=futures, workers=workers).series["heads"].sum() / 1e6
        clock, cpu = time.perf_counter() - started, time.process_time() - before
        rates.append(lived / clock)
        name = f"{workers} worker{'s' * (workers > 1)}"
        rows.append([name, f"{rates[-1] / rates[0]:.2f}", f"{rates[-1]:.2f}", f"{lived / cpu:.2f}", f"{clock:.1f}"])
    header = ["", "times", "million person-quarters/s", "of processor", "s by the clock"]
    page.table(
        f"{PEOPLE:,} people on the ladder product, {QUARTERS} quarters, {futures} futures", header, rows, machine()
    )


def against_mesa(page: Page) -> None:
    """Print person-years a second of the same pyramid as Mesa agents and as an orgsim ladder."""
    model = Pyramid("best", carries_over=True, seed=1)
    started = time.thread_time()
    for _ in range(MESA_YEARS):
        model.step()
    mesa = 160 * MESA_YEARS / (time.thread_time() - started)
    plan = pluchino.plan("best", 1.0, YEARS)
    simulate_one(plan, 1, 0)
    started = time.thread_time()
    simulate_one(plan, 1, 1)
    ours = 160 * YEARS / (time.thread_time() - started)
    rows = [["plain Mesa", "1", f"{mesa:,.0f}"], ["orgsim", f"{ours / mesa:.0f}", f"{ours:,.0f}"]]
    page.table("a pyramid of 160 people, one core", ["", "times as fast", "person-years/s"], rows)
