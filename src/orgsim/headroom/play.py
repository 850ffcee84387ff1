"""A future in which an oracle takes part: the engine's own weeks, in pieces, with the oracle's hand between them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from orgsim.engine.blueprint import Blueprint
from orgsim.engine.fingerprint import folder_hash
from orgsim.engine.random import luck
from orgsim.engine.simulation import check, new_state
from orgsim.engine.state import State
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.headroom.oracle import Oracle, no_hand
from orgsim.metrics.watching import run_watched
from orgsim.organization.build import Watch


@dataclass(frozen=True)
class Play:
    """An oracle that acts from a week on, which is the first of a quarter."""

    oracle: Oracle
    first: int

    @property
    def name(self) -> str:
        """The name of the oracle."""
        return self.oracle.name

    @property
    def key(self) -> str:
        """A hash of all that it does, beside what the design does."""
        content = f"{self.oracle.name} {self.first} {folder_hash(Path(__file__).parent)}"
        return hashlib.sha256(content.encode()).hexdigest()

    def __call__(self, blueprint: Blueprint, seed: int, replication: int, watch: Watch | None = None) -> State:
        """Run one replication of a design with the oracle and return its last state; the books are audited as in every run.

        Raises
        ------
        SimulationError
            When a table of the run is full, or when the books do not balance.
        """
        fate = luck(seed, replication)
        redrawn = self.oracle.redesign(blueprint, self.first)
        own = redrawn._replace(parameters=redrawn.parameters.copy())
        state = new_state(own, fate)
        run_watched(state, fate, 0, self.first, watch)
        for numbers in state.parameters:  # those in force, and those that changes of the design bring
            self.oracle.settings(numbers)
        step = own.weeks if self.oracle.hand is no_hand else self.oracle.every
        for week in range(self.first, own.weeks, step):
            state.counters[0].quarter, state.counters[0].week = week // WEEKS_PER_QUARTER, week
            self.oracle.hand(state, fate, week)
            run_watched(state, fate, week, min(week + step, own.weeks), watch)
        check(own, state, seed, replication)
        return state
