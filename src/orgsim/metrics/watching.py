"""Simulating a future that is looked at here and there, since its last state does not tell everything that is measured."""

from orgsim.engine.blueprint import Blueprint
from orgsim.engine.random import Luck, luck
from orgsim.engine.state import State
from orgsim.organization.build import Watch


def simulate(blueprint: Blueprint, seed: int, replication: int, watch: Watch | None = None) -> State:
    """Run one replication of a design and return its last state, the same as without anybody watching.

    Raises
    ------
    SimulationError
        When a table of the run is full, or when the books do not balance.
    """
    from orgsim.engine.simulation import check, new_state  # metrics are also listed where nothing is simulated

    fate = luck(seed, replication)
    state = new_state(blueprint, fate)
    run_watched(state, fate, 0, blueprint.weeks, watch)
    check(blueprint, state, seed, replication)
    return state


def run_watched(state: State, fate: Luck, first: int, last: int, watch: Watch | None = None) -> None:
    """Run the weeks from `first` up to, not including, `last`; the watch looks before each of its weeks among them."""
    from orgsim.engine import schedule

    if watch:
        for week in (week for week in watch.weeks if first <= week < last):
            schedule.run(state, fate, first, week)
            watch.see(state, week)
            first = week
    schedule.run(state, fate, first, last)
