"""How fast the engine is, on this machine, in one run: ``make bench`` or ``python -m tests.bench``; about a minute.

Three tables:

speed       person-weeks a second on one core, for companies of four sizes. A person is counted twice over, since both readings are
            common: only those who hold posts (who decide, meet, believe and are simulated one by one), or posts and engineers (who are
            head-count of teams). Each time is the median of several futures, with compiling, reading and measuring left out; it is
            the time of the processor, so that other users of the machine count as little as possible.
threads     futures a second on two threads over those on one, by the clock: the same futures, the median of alternating repeats. It
            says something only when two cores are free, so the load of the machine is printed with it.
mechanisms  microseconds a person-week (posts) by step of the schedule. The weeks of a future are run step by step from Python, in the
            order that ``orgsim schedule`` prints, through the very functions that a run calls; each call is timed. What it costs to call
            a compiled function at all is taken off: it is the median time of ``record_week``, which does nothing unless a weekly
            series is wanted. The sum over the steps may differ from the whole run by what the compiler saves across steps.

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
from orgsim.organization.build import Organization, build
from orgsim.scenario.catalog import shipped_roles
from orgsim.scenario.design import Design, Stage
from orgsim.scenario.document import Document
from orgsim.scenario.model import Scenario

PMS, ENGINEERS = 6, 7
"""In every branch: product managers under one director, and engineers in the team of each."""
SIZES = {1: "50 posts and engineers", 7: "50 posts", 10: "500 posts and engineers", 71: "500 posts"}
"""Branches of a company, and which size that is meant to be."""
REPEATS = 5


def company(branches: int) -> dict[str, object]:
    """Return the scenario of a head and a number of branches, each a director, six product managers and their teams."""
    posts: dict[str, object] = {"head": {"role": "cpo"}}
    teams: dict[str, object] = {}
    domains: dict[str, object] = {}
    for branch in range(branches):
        domains[f"domain-{branch}"] = {"opportunities_per_week": 1.2 * PMS}
        posts[f"director-{branch}"] = {"role": "director", "reports_to": "head"}
        for place in range(PMS):
            name = f"pm-{branch}-{place}"
            posts[name] = {"role": "pm", "reports_to": f"director-{branch}"}
            teams[f"team-{branch}-{place}"] = {"domain": f"domain-{branch}", "engineers": ENGINEERS, "owner": name}
    return {
        "objectives": {"growth": {"weight": 5.0}, "retention": {"weight": 3.0}, "trust": {"weight": 2.0}},
        "domains": domains,
        "posts": posts,
        "teams": teams,
        "roles": shipped_roles().data["roles"],
        "horizon": {"warmup_quarters": 2, "quarters": 6},
    }


def organization_of(branches: int) -> Organization:
    """Build a company."""
    data = company(branches)
    stage = Stage(0, "baseline", Scenario.model_validate(data), Document(data))
    return build(Design(f"{branches} branches", None, (stage,)))  # type: ignore[arg-type]


def engineers_of(organization: Organization) -> int:
    """Return the head-count of all teams."""
    return sum(team.engineers for team in organization.design.baseline.teams.values())


def seconds_of_a_future(organization: Organization) -> float:
    """Return the median processor time of a future on one core; the first one is not counted."""
    times = []
    for replication in range(REPEATS + 1):
        started = time.thread_time()
        simulate(organization.blueprint, 1, replication)
        times.append(time.thread_time() - started)
    return statistics.median(times[1:])


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


def bench_speed(organizations: dict[int, Organization]) -> None:
    """Print person-weeks a second on one core."""
    rows = []
    for branches, organization in organizations.items():
        posts, engineers = len(organization.posts), engineers_of(organization)
        seconds = seconds_of_a_future(organization)
        weeks = organization.blueprint.weeks
        rows.append(
            [
                f"{SIZES[branches]}",
                f"{posts}",
                f"{engineers}",
                f"{1000 * seconds:.1f}",
                f"{posts * weeks / seconds:,.0f}",
                f"{(posts + engineers) * weeks / seconds:,.0f}",
            ]
        )
    weeks = next(iter(organizations.values())).blueprint.weeks
    header = [
        f"one core, futures of {weeks} weeks",
        "posts",
        "engineers",
        "ms a future",
        "post-weeks/s",
        "(posts + engineers)-weeks/s",
    ]
    print_table(header, rows)


def bench_threads(organizations: dict[int, Organization]) -> None:
    """Print how much faster two threads are than one."""
    rows = []
    for branches in (1, 10):
        organization = organizations[branches]
        count = max(6, int(1.0 / seconds_of_a_future(organization)) // 2 * 2)
        pairs = [[futures_a_second(organization, threads, count) for threads in (1, 2)] for _ in range(5)]
        one, two = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        rows.append([SIZES[branches], f"{one:.1f}", f"{two:.1f}", f"{ratio:.2f}"])
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print_table([f"threads ({os.cpu_count()} cores here{load})", "futures/s on 1", "on 2", "ratio"], rows)


def bench_mechanisms(organizations: dict[int, Organization]) -> None:
    """Print microseconds a person-week by step, largest first by the larger company."""
    columns: list[dict[str, float]] = []
    whole: list[float] = []
    chosen = (7, 71)
    for branches in chosen:
        organization = organizations[branches]
        person_weeks = len(organization.posts) * organization.blueprint.weeks
        repeats = [seconds_by_step(organization, replication) for replication in range(REPEATS)]
        columns.append(
            {name: 1e6 * statistics.median(found[name] for found in repeats) / person_weeks for name in repeats[0]}
        )
        whole.append(1e6 * seconds_of_a_future(organization) / person_weeks)
    rows = [
        [f"{STEPS[name].mechanism}: {name}", *(f"{column.get(name, 0.0):.3f}" for column in columns)]
        for name in sorted(columns[-1], key=lambda name: -columns[-1][name])
    ]
    rows.append(["all steps", *(f"{sum(column.values()):.3f}" for column in columns)])
    rows.append(["a whole run, with drawing the market and the audit", *(f"{value:.3f}" for value in whole)])
    print_table(["microseconds a person-week (posts)", *(SIZES[branches] for branches in chosen)], rows)


def main() -> None:
    """Run all three."""
    started = time.perf_counter()
    organizations = {branches: organization_of(branches) for branches in SIZES}
    compile_engine(new_state(organizations[1].blueprint, luck(1, 0)), lambda text: sys.stderr.write(text + "\n"))
    sys.stdout.write(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n\n")
    bench_speed(organizations)
    bench_threads(organizations)
    bench_mechanisms(organizations)
    sys.stdout.write(f"medians of {REPEATS} repeats; {time.perf_counter() - started:.0f} s in all\n")


if __name__ == "__main__":
    main()
