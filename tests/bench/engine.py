"""How fast the engine is, without reading, measuring and writing; about two minutes.

Three tables, for companies of one shape with about 50, 500 and 5,000 posts (``tests.bench.company``), with everything on:

speed       person-weeks a second on one core. People are those who hold posts: who decide, meet, believe and are simulated one by one;
            engineers are head-count of teams. Each time is the median of several futures, with compiling, reading and measuring left
            out; it is the time of the processor, so that other users of the machine count as little as possible. One number sums it
            up: what a person-week costs at 5,000 posts over what it costs at 500. The aim is below 1.5.
threads     futures a second on two threads over those on one, by the clock: the same futures, the median of alternating repeats. It
            says something only when two cores are free, so the load of the machine is printed with it. The aim is 1.8.
mechanisms  microseconds a person-week by step of the schedule. The weeks of a future are run step by step from Python, in the order
            that ``orgsim schedule`` prints, through the very functions that a run calls; each call is timed. What it costs to call a
            compiled function at all is taken off: it is the median time of ``record_week``, which does nothing unless a weekly series
            is wanted. The sum over the steps may differ from the whole run by what the compiler saves across steps.
"""

import statistics
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.room import reusing
from orgsim.engine.simulation import new_state, simulate
from orgsim.engine.steps import STEPS, called, plain, switch_of
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.engine.warmup import compile_engine
from orgsim.organization.build import Organization
from tests.bench.company import SIZES, organization_of
from tests.bench.page import Page, machine

REPEATS = {50: 9, 500: 5, 5000: 2}
"""How often futures of each size are run."""

Organizations = dict[int, Organization]
"""By size."""


def seconds_of_a_future(organization: Organization, repeats: int) -> float:
    """Return the median processor time of a future on one core, in the room of the future before it, as in every command."""
    times = []
    with reusing() as room:
        for replication in range(repeats + 1):
            started = time.thread_time()
            room.give_back(simulate(organization.blueprint, 1, replication))
            times.append(time.thread_time() - started)
    return statistics.median(times[1:])


def person_weeks(organization: Organization) -> int:
    """Return the person-weeks of a future."""
    return len(organization.posts) * organization.blueprint.weeks


def futures_a_second(organization: Organization, threads: int, count: int) -> float:
    """Return how many futures are simulated a second on some threads."""
    with ThreadPoolExecutor(threads) as pool:
        started = time.perf_counter()
        list(pool.map(lambda replication: simulate(organization.blueprint, 1, replication), range(count)))
        return count / (time.perf_counter() - started)


def steps_of_a_week(first_of_quarter: bool) -> list[str]:
    """Return the names of the steps of a week in the order of the schedule; in the first of a quarter, with those of the quarter."""
    names = []
    for name in called(plain(schedule.run)):
        if name in STEPS:
            names.append(name)
        elif name == "quarter" and first_of_quarter:
            names.extend(step for step in called(plain(schedule.quarter)) if step in STEPS)
    return names


def is_on(parameters: object, name: str) -> bool:
    """Tell whether the switch of a step, if it has one, is on."""
    switch = switch_of(plain(schedule.run), name) or switch_of(plain(schedule.quarter), name)
    return switch is None or bool(getattr(parameters, switch))


def seconds_by_step(organization: Organization, replication: int) -> dict[str, float]:
    """Return the time of each step over all weeks of one future, without the cost of calling it."""
    fate = luck(1, replication)
    state = new_state(organization.blueprint, fate)
    weeks = {first: [n for n in steps_of_a_week(first) if is_on(state.parameters[0], n)] for first in (True, False)}
    spent: defaultdict[str, int] = defaultdict(int)
    calls: defaultdict[str, int] = defaultdict(int)
    idle = []
    for week in range(organization.blueprint.weeks):
        for name in weeks[week % WEEKS_PER_QUARTER == 0]:
            function = STEPS[name].function
            started = time.thread_time_ns()
            function(state, fate, week)
            taken = time.thread_time_ns() - started
            spent[name] += taken
            calls[name] += 1
            if name == "record_week":
                idle.append(taken)
    overhead = statistics.median(idle)
    return {name: max(0.0, spent[name] - calls[name] * overhead) / 1e9 for name in spent}


def bench_speed(page: Page, organizations: Organizations, built: dict[int, float], fewer: int) -> dict[int, float]:
    """Print person-weeks a second on one core; return the seconds of a future."""
    seconds = {size: seconds_of_a_future(one, max(1, REPEATS[size] // fewer)) for size, one in organizations.items()}
    cost = {size: 1e6 * seconds[size] / person_weeks(one) for size, one in organizations.items()}
    rows = []
    for size, one in organizations.items():
        engineers = sum(team.engineers for team in one.design.baseline.teams.values())
        least = cost[min(cost)]
        numbers = [
            f"{cost[size] / least:.2f}",
            f"{cost[size]:.2f}",
            f"{1e6 / cost[size]:,.0f}",
            f"{1000 * seconds[size]:,.1f}",
        ]
        rows.append([f"{len(one.posts):,} posts", *numbers, f"{engineers:,}", f"{built[size]:.2f}"])
    header = [
        "company",
        "times the smallest",
        "microseconds a person-week",
        "person-weeks/s",
        "ms a future",
        "engineers",
        "s to build",
    ]
    weeks = organizations[min(cost)].blueprint.weeks
    says = "processor time of one core, with everything on; drawing the market and the audit of the books are in it. The aim is 2 microseconds"
    page.table(f"futures of {weeks} weeks", header, rows, f"{says}, and 1.3 times the smallest.")
    return seconds


def bench_threads(page: Page, organizations: Organizations, seconds: dict[int, float]) -> None:
    """Print how much faster two threads are than one."""
    rows = []
    for size, organization in organizations.items():
        count = max(2, int(1.0 / seconds[size]) // 2 * 2)
        repeats = 5 if count > 2 else 1
        pairs = [[futures_a_second(organization, threads, count) for threads in (1, 2)] for _ in range(repeats)]
        one, two = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        rows.append([f"{size:,}", f"{ratio:.2f}", f"{one:.2f}", f"{two:.2f}"])
    header = ["posts", "2 threads are faster by", "futures/s on 1", "on 2"]
    page.table("the engine alone on two threads, by the clock", header, rows, f"the aim is 1.8 ({machine()})")


def bench_mechanisms(page: Page, organizations: Organizations, seconds: dict[int, float], fewer: int) -> None:
    """Print microseconds a person-week by step, largest first by the largest company."""
    columns: list[dict[str, float]] = []
    smallest = organizations[min(organizations)]
    seconds_by_step(smallest, 0)  # compiles each step by itself
    for size, organization in organizations.items():
        repeats = [
            seconds_by_step(organization, replication) for replication in range(max(1, REPEATS[size] // (2 * fewer)))
        ]
        weeks = person_weeks(organization)
        columns.append({name: 1e6 * statistics.median(found[name] for found in repeats) / weeks for name in repeats[0]})
    rows = [
        [f"{STEPS[name].mechanism}: {name}", *(f"{column.get(name, 0.0):.3f}" for column in columns)]
        for name in sorted(columns[-1], key=lambda name: -columns[-1][name])
    ]
    whole = [1e6 * seconds[size] / person_weeks(organization) for size, organization in organizations.items()]
    rows.append(["all steps", *(f"{sum(column.values()):.3f}" for column in columns)])
    rows.append(["a whole run, with drawing the market and the audit", *(f"{value:.3f}" for value in whole)])
    header = ["step", *(f"{size:,} posts" for size in organizations)]
    page.table("microseconds a person-week by step", header, rows)


def run(page: Page, *, quick: bool, slow: bool) -> None:
    """Print all three."""
    organizations, built = {}, {}
    for size, layers in SIZES.items():
        if quick and size == max(SIZES):
            continue
        before = time.perf_counter()
        organizations[size] = organization_of(layers)
        built[size] = time.perf_counter() - before
    compile_engine(organizations[50].blueprint, lambda text: sys.stderr.write(text + "\n"))
    simulate(organizations[50].blueprint, 1, 0)
    fewer = 3 if quick else 1
    seconds = bench_speed(page, organizations, built, fewer)
    bench_threads(page, organizations, seconds)
    bench_mechanisms(page, organizations, seconds, fewer)
