"""Simulated careers: many futures of one ladder under one policy, each summed up as it is done.

Everything said here is about simulated people under a policy. Nothing ranks or selects real ones.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from orgsim.careers.plan import CareerPlan, first_state
from orgsim.careers.tally import Tally, arrivals_of, by_person, flows_of, journeys_of, spells_of, stayers_of
from orgsim.engine import kept
from orgsim.engine.careers import PEOPLE_FULL, run
from orgsim.engine.compiled import COMPILED, announce, kinds_of_call
from orgsim.engine.random import luck
from orgsim.engine.simulation import FAULTS, simulate
from orgsim.engine.state import State
from orgsim.errors import InputError, SimulationError
from orgsim.organization.build import Organization
from orgsim.plain_words import counted
from orgsim.results.helpers import Crew, seconds_of
from orgsim.results.pieces import Report

PURPOSE = "orgsim simulates promotion policies; it must not be used to rank or select real people, and prints nothing about any."
LONGEST_HORIZON = 40
SHARE = 4
"""Futures that a worker simulates before it asks for more."""
PERSON_QUARTER = 2e-7
"""Seconds of processor time that a quarter of a person takes at least, summed up."""

Array = np.ndarray[Any, np.dtype[Any]]


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
    stayers: Array = field(repr=False)
    """(R, L, L) hires still there at the horizon who have held a level by then, by level of entry and level held."""
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


def default_horizon(quarters: int) -> int:
    """Return how long hires are followed: ten years, or half of a shorter run."""
    return min(LONGEST_HORIZON, quarters // 2)


def compile_careers(plan: CareerPlan, say: Callable[[str], None]) -> None:
    """Compile what a quarter on a ladder consists of, with a word about it; quick when the cache holds it."""
    kept.listen(say)
    if not COMPILED:
        return
    kinds = kinds_of_call(plan.parameters, numbers=1)
    if not run.is_kept(kinds):  # type: ignore[attr-defined]
        announce("compiling careers: once, for some seconds; later starts load them")
    run.entered(kinds)  # type: ignore[attr-defined]


def simulate_one(plan: CareerPlan, seed: int, replication: int) -> State:
    """Run one replication and return its last state.

    Raises
    ------
    SimulationError
        When a table is full although it should not be.
    """
    room = plan.room
    while True:
        state = first_state(plan, room)
        run(state, luck(seed, replication), plan.quarters)
        fault = int(state.counters[0].fault)
        if fault != PEOPLE_FULL:
            break
        room *= 2  # the luck is keyed, so the longer run begins as the shorter one did
    if fault:
        raise SimulationError(f"replication {replication} of seed {seed}: more {FAULTS[fault]} than its table holds")
    return state


def future_of(state: State, quarters: int, horizon: int) -> Future:
    """Sum up the careers in a finished run, of a ladder or of an organisation."""
    log = state.career_log[: int(state.counters[0].lines)]
    levels, groups = state.cases.shape
    ordered = by_person(log)
    at_risk, promoted = spells_of(ordered, quarters, levels, groups)
    hires, journeys = journeys_of(ordered, quarters, levels, horizon)
    arrivals = arrivals_of(ordered, quarters, levels, horizon)
    stayers = stayers_of(ordered, quarters, levels, horizon)
    tally = Tally(flows_of(log, levels), at_risk, promoted, hires, journeys, arrivals, stayers)
    return Future(state.staffed, tally, state.cases, state.gaps, state.chains, state.waits)


def simulate_careers(
    plan: CareerPlan,
    *,
    replications: int,
    seed: int = 1,
    workers: int | None = None,
    horizon: int | None = None,
    report: Report | None = None,
    organization: Organization | None = None,
) -> CareerResults:
    """Simulate many futures; the result depends on plan, seed and number only, not on the number of workers.

    With an `organization` (and its plan, ``plan_at_work``) people have posts and work; without, seats belong to no post.

    Raises
    ------
    InputError
        When the horizon is longer than the run.
    """
    horizon = default_horizon(plan.quarters) if horizon is None else horizon
    if not 0 < horizon < plan.quarters:
        raise InputError(f"a horizon of {counted(horizon, 'quarter')} does not fit into a run of {plan.quarters}")
    futures: list[Future] = []
    threads = workers or os.cpu_count() or 1
    shares = [range(first, min(first + SHARE, replications)) for first in range(0, replications, SHARE)]
    seconds = replications * (seconds_of(organization.blueprint) if organization else _seconds_of(plan))
    with closing(Crew(Work(plan, seed, horizon, organization), threads, len(shares), seconds)) as crew:
        for done in crew.submit(shares):
            futures += done.result()
            if report:
                report(len(futures), 0)
    return _together(plan, seed, horizon, futures)


def _seconds_of(plan: CareerPlan) -> float:
    """Return about how many seconds of processor time a future takes at least."""
    people = sum(max(int(level.start_seats), int(level.start_heads)) for level in plan.tables.levels)
    return PERSON_QUARTER * plan.quarters * people


@dataclass(frozen=True)
class Work:
    """What there is to do: simulating futures and summing them up."""

    plan: CareerPlan
    seed: int
    horizon: int
    organization: Organization | None

    def __call__(self, share: Sequence[int]) -> list[Future]:
        """Return the futures of these numbers."""
        return [future_of(self.simulated(number), self.plan.quarters, self.horizon) for number in share]

    def simulated(self, number: int) -> State:
        """Return the last state of one of them."""
        if self.organization:
            return simulate(self.organization.blueprint, self.seed, number)
        return simulate_one(self.plan, self.seed, number)


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
