"""How fast the engine is, on this machine, in one run: ``make bench`` or ``python -m tests.bench``; about two minutes.

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

Nothing is asserted: absolute times say as much about the machine and its other users as about the engine.
"""

import os
import platform
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state, simulate
from orgsim.engine.steps import STEPS, called, plain, switch_of
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.engine.warmup import compile_engine
from orgsim.organization.build import Organization
from tests.bench.company import SIZES, organization_of

REPEATS = {50: 9, 500: 5, 5000: 2}
"""How often futures of each size are run."""

Organizations = dict[int, Organization]
"""By size."""


def seconds_of_a_future(organization: Organization, repeats: int) -> float:
    """Return the median processor time of a future on one core."""
    times = []
    for replication in range(repeats):
        started = time.thread_time()
        simulate(organization.blueprint, 1, replication)
        times.append(time.thread_time() - started)
    return statistics.median(times)


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


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header, the first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in (header, *rows)) for place in range(len(header))]
    for row in (header, *rows):
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    sys.stdout.write("\n")


def bench_speed(organizations: Organizations, built: dict[int, float]) -> dict[int, float]:
    """Print person-weeks a second on one core; return the seconds of a future."""
    rows = []
    seconds = {}
    for size, organization in organizations.items():
        seconds[size] = seconds_of_a_future(organization, REPEATS[size])
        engineers = sum(team.engineers for team in organization.design.baseline.teams.values())
        rows.append(
            [
                f"{size:,}",
                f"{len(organization.posts):,}",
                f"{engineers:,}",
                f"{built[size]:.2f}",
                f"{1000 * seconds[size]:,.1f}",
                f"{person_weeks(organization) / seconds[size]:,.0f}",
            ]
        )
    weeks = organizations[50].blueprint.weeks
    header = [
        f"one core, futures of {weeks} weeks",
        "posts",
        "engineers",
        "s to build",
        "ms a future",
        "person-weeks/s",
    ]
    print_table(header, rows)
    cost = {size: seconds[size] / person_weeks(organizations[size]) for size in organizations}
    sys.stdout.write(f"a person-week at 5,000 posts costs {cost[5000] / cost[500]:.2f} times one at 500\n\n")
    return seconds


def bench_threads(organizations: Organizations, seconds: dict[int, float]) -> None:
    """Print how much faster two threads are than one."""
    rows = []
    for size, organization in organizations.items():
        count = max(2, int(1.0 / seconds[size]) // 2 * 2)
        repeats = 5 if count > 2 else 1
        pairs = [[futures_a_second(organization, threads, count) for threads in (1, 2)] for _ in range(repeats)]
        one, two = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        rows.append([f"{size:,}", f"{one:.2f}", f"{two:.2f}", f"{ratio:.2f}"])
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print_table([f"threads ({os.cpu_count()} cores here{load})", "futures/s on 1", "on 2", "ratio"], rows)


def bench_mechanisms(organizations: Organizations, seconds: dict[int, float]) -> None:
    """Print microseconds a person-week by step, largest first by the largest company."""
    columns: list[dict[str, float]] = []
    for size, organization in organizations.items():
        repeats = [seconds_by_step(organization, replication) for replication in range(max(1, REPEATS[size] // 2))]
        weeks = person_weeks(organization)
        columns.append({name: 1e6 * statistics.median(found[name] for found in repeats) / weeks for name in repeats[0]})
    rows = [
        [f"{STEPS[name].mechanism}: {name}", *(f"{column.get(name, 0.0):.3f}" for column in columns)]
        for name in sorted(columns[-1], key=lambda name: -columns[-1][name])
    ]
    whole = [1e6 * seconds[size] / person_weeks(organization) for size, organization in organizations.items()]
    rows.append(["all steps", *(f"{sum(column.values()):.3f}" for column in columns)])
    rows.append(["a whole run, with drawing the market and the audit", *(f"{value:.3f}" for value in whole)])
    print_table(["microseconds a person-week", *(f"{size:,}" for size in organizations)], rows)


def main() -> None:
    """Run all three."""
    started = time.perf_counter()
    organizations, built = {}, {}
    for size, layers in SIZES.items():
        before = time.perf_counter()
        organizations[size] = organization_of(layers)
        built[size] = time.perf_counter() - before
    compile_engine(organizations[50].blueprint, lambda text: sys.stderr.write(text + "\n"))
    simulate(organizations[50].blueprint, 1, 0)
    sys.stdout.write(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n\n")
    seconds = bench_speed(organizations, built)
    bench_threads(organizations, seconds)
    bench_mechanisms(organizations, seconds)
    sys.stdout.write(f"medians of {REPEATS} repeats; {time.perf_counter() - started:.0f} s in all\n")


if __name__ == "__main__":
    main()
