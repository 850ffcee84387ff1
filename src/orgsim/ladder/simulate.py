"""Simulated careers: many futures of one ladder under one policy, each summed up as it is done.

Everything said here is about simulated people under a policy. Nothing ranks or selects real ones.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from typing import Any

import numba
import numpy as np
from pydantic import ValidationError

from orgsim.engine.career_native import CAREERS
from orgsim.engine.career_state import Careers
from orgsim.engine.careers import run
from orgsim.engine.compiled import COMPILED, cache_folder
from orgsim.engine.random import luck
from orgsim.errors import InputError, SimulationError
from orgsim.ladder.career_settings import CareerSettings
from orgsim.ladder.career_tables import CareerPlan, first_careers
from orgsim.ladder.career_tally import Tally, arrivals_of, by_person, flows_of, journeys_of, spells_of

PURPOSE = "orgsim simulates promotion policies; it must not be used to rank or select real people, and prints nothing about any."
FAULTS = {1: "vacancies", 2: "events"}
OUT_OF_ROOM = 3
LONGEST_HORIZON = 20

Array = np.ndarray[Any, np.dtype[Any]]
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Future:
    """One replication, summed up; shapes as in ``CareerResults`` without the first axis."""

    series: Array
    tally: Tally
    cases: Array
    gaps: Array
    chains: Array
    waits: Array


@dataclass(frozen=True)
class CareerResults:
    """Many futures of one plan.

    Shapes: R replications, Q quarters, L levels (rows of the plan), G groups, H horizon in quarters, T = Q + 1 durations; in a
    flow, row or column L is outside.
    """

    plan: CareerPlan
    seed: int
    horizon: int
    series: Array = field(repr=False)
    """(R, Q, L) records of heads, seats, open seats, promotions into, hires, exits, cost ($k a quarter), sum of skill."""
    flows: Array = field(repr=False)
    """(R, L + 1, L + 1) moves."""
    at_risk: Array = field(repr=False)
    """(R, G, L, T) people still in the level when they have been there for so many quarters."""
    promoted: Array = field(repr=False)
    """(R, G, L, T) of those, promoted then."""
    hires: Array = field(repr=False)
    """(R, L) people hired into a level early enough to be seen for the whole horizon."""
    journeys: Array = field(repr=False)
    """(R, L, H + 1, L + 1) where those are, by level of entry and quarters since; last column: left."""
    arrivals: Array = field(repr=False)
    """(R, L, L, L) of those, how many came to a level within the horizon, by entry, level and the level before it."""
    arrival_times: Array = field(repr=False)
    """(L, L, L, H + 1) the same by quarters since the hire, over all replications."""
    cases: Array = field(repr=False)
    """(R, L, G) records of cases."""
    gaps: Array = field(repr=False)
    """(R, L, L + 1) required minus actual skill, by level and by where people came from; column 0: outside."""
    chains: Array = field(repr=False)
    """(R, 3, longest + 1) vacancy chains by cause and length."""
    waits: Array = field(repr=False)
    """(R, L, longest + 1) vacancies filled, by level and quarters open."""

    @property
    def replications(self) -> int:
        """How many futures."""
        return len(self.series)


def settings_from(values: Mapping[str, object]) -> CareerSettings:
    """Return settings from plain values, by name.

    Raises
    ------
    InputError
        When a value does not fit.
    """
    from orgsim.scenario.problems import nearest

    try:
        return CareerSettings.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        hint = nearest(place, CareerSettings.model_fields) if first["type"] == "extra_forbidden" else ""
        raise InputError(f"{place or 'settings'}: {first['msg']}{hint}") from None


def default_horizon(quarters: int) -> int:
    """Return how long hires are followed: five years, or half of a shorter run."""
    return min(LONGEST_HORIZON, quarters // 2)


def compile_careers(say: Callable[[str], None]) -> None:
    """Compile the career engine, with a word about it; quick when the cache holds it."""
    if not COMPILED:
        return
    if not any(cache_folder().rglob("careers.run-*.nbi")):
        say("compiling the career engine: once, for about half a minute; later starts load it")
    run.compile((CAREERS, numba.typeof(luck(0, 0)), numba.int64))  # type: ignore[attr-defined]


def simulate_one(plan: CareerPlan, seed: int, replication: int) -> Careers:
    """Run one replication and return its last state.

    Raises
    ------
    SimulationError
        When a table is full although it should not be.
    """
    room = plan.room
    while True:
        careers = first_careers(plan, room)
        run(careers, luck(seed, replication), plan.quarters)
        fault = int(careers.counters[0].fault)
        if fault != OUT_OF_ROOM:
            break
        room *= 2  # the luck is keyed, so the longer run begins as the shorter one did
    if fault:
        raise SimulationError(f"replication {replication} of seed {seed}: more {FAULTS[fault]} than its table holds")
    return careers


def _future(plan: CareerPlan, seed: int, replication: int, horizon: int) -> Future:
    careers = simulate_one(plan, seed, replication)
    events = careers.events[: int(careers.counters[0].events)]
    levels, groups = len(plan.levels), len(plan.groups)
    ordered = by_person(events)
    at_risk, promoted = spells_of(ordered, plan.quarters, levels, groups)
    hires, journeys = journeys_of(ordered, plan.quarters, levels, horizon)
    arrivals = arrivals_of(ordered, plan.quarters, levels, horizon)
    tally = Tally(flows_of(events, levels), at_risk, promoted, hires, journeys, arrivals)
    return Future(careers.series, tally, careers.cases, careers.gaps, careers.chains, careers.waits)


def simulate_careers(
    plan: CareerPlan,
    *,
    replications: int,
    seed: int = 1,
    workers: int | None = None,
    horizon: int | None = None,
    report: Report | None = None,
) -> CareerResults:
    """Simulate many futures; the result depends on plan, seed and number only, not on the number of threads.

    Raises
    ------
    InputError
        When the horizon is longer than the run.
    """
    horizon = default_horizon(plan.quarters) if horizon is None else horizon
    if not 0 < horizon < plan.quarters:
        raise InputError(f"a horizon of {horizon} quarters does not fit into a run of {plan.quarters}")
    futures: list[Future] = []
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        waiting = [pool.submit(_future, plan, seed, number, horizon) for number in range(replications)]
        for done in waiting:
            futures.append(done.result())
            if report:
                report(len(futures), 0)
    return _together(plan, seed, horizon, futures)


def _together(plan: CareerPlan, seed: int, horizon: int, futures: list[Future]) -> CareerResults:
    tallies = [future.tally for future in futures]
    stacked = {
        entry.name: np.stack([getattr(tally, entry.name) for tally in tallies])
        for entry in fields(Tally)
        if entry.name != "arrivals"
    }
    arrivals = np.stack([tally.arrivals.sum(axis=-1) for tally in tallies])
    times = np.sum([tally.arrivals for tally in tallies], axis=0)
    for name in ("series", "cases", "gaps", "chains", "waits"):
        stacked[name] = np.stack([np.asarray(getattr(future, name)) for future in futures])
    return CareerResults(plan, seed, horizon, arrivals=arrivals, arrival_times=times, **stacked)
