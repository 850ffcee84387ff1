"""Measuring the futures of a part, as many at once as fit into little memory: a metric takes hardly longer for ten than for one."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from orgsim.engine.room import Room
from orgsim.engine.state import State
from orgsim.metrics.parts import Parts, parts_of
from orgsim.metrics.runs import Kept, Shelves
from orgsim.metrics.twice import Branches, Twice, branches_of, twice_in
from orgsim.organization.build import Organization
from orgsim.results.failures import Failure, failure_of
from orgsim.results.files import Columns
from orgsim.results.parts import Part
from orgsim.results.tables import Rows, rows_of, tables_of

AT_ONCE = 48e6
"""Bytes of futures that are measured at once; those of a company of a dozen posts over four years take half a million each."""


_here = threading.local()
"""The shelves of each thread, and the places in the organisations that it measured last."""
DESIGNS = 8
"""Designs whose places a thread keeps, since designs take turns."""


def _places_of(organization: Organization) -> tuple[Parts, Branches]:
    """Return the parts of an organisation and where its teams stand, found once for all futures of a design."""
    known: list[tuple[Organization, Parts, Branches]] = getattr(_here, "known", [])
    for one, parts, branches in known:
        if one is organization:
            return parts, branches
    found = parts_of(organization), branches_of(organization)
    _here.known = [(organization, *found), *known[: DESIGNS - 1]]
    return found


@dataclass(frozen=True)
class Ended:
    """A future that was simulated and is not measured yet."""

    replication: int
    run: Kept
    twice: Twice


@dataclass
class Measuring:
    """What was found in the futures of a part so far, and what failed. What is found in a future does not depend on the others.

    The long tables of a future that was taken go back to the room.
    """

    organization: Organization
    part: Part
    seed: int
    room: Room
    failures: list[Failure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parts, self.branches = _places_of(self.organization)
        self._found: list[tuple[Sequence[int], Rows]] = []
        self._waiting: list[Ended] = []
        self._shelves = _here.shelves = getattr(_here, "shelves", None) or Shelves()
        self._shelves.clear()

    def watch(self) -> Twice:
        """Return what has to watch a future."""
        return twice_in(self.organization, self.branches)

    def add(self, replication: int, state: State, twice: Twice) -> None:
        """Take what is read of a future from its last state, which is over then, and measure those that wait when they take much memory."""
        kept = self._shelves.keep(state, following=self.part.last - replication)
        self._waiting.append(Ended(replication, kept, twice))
        self.room.give_back(state)
        if self._shelves.nbytes > AT_ONCE:
            self._measure()

    def failed(self, replication: int, error: Exception) -> None:
        """Note that a future could not be simulated or measured."""
        self.failures.append(failure_of(self.part.design, replication, self.seed, error))

    def tables(self) -> dict[str, Columns]:
        """Return the tables of all futures that were taken."""
        self._measure()
        self.failures.sort(key=lambda failure: int(str(failure["replication"])))
        return tables_of(self.organization, sorted(self._found, key=lambda found: found[0][0]), self.parts)

    def _measure(self) -> None:
        """Measure what waits; where that fails each future by itself, so that one bad run costs one run."""
        waiting, self._waiting = self._waiting, []
        if not self._could_measure(waiting):
            for one in waiting:
                self._measure_alone(one)
        self._shelves.clear()

    def _could_measure(self, ended: Sequence[Ended]) -> bool:
        with suppress(Exception):
            if ended:
                self._found.append(self._rows(ended))
            return True
        return False

    def _measure_alone(self, ended: Ended) -> None:
        try:
            self._found.append(self._rows([ended]))
        except Exception as error:  # noqa: BLE001 - it is recorded with its trace
            self.failed(ended.replication, error)

    def _rows(self, ended: Sequence[Ended]) -> tuple[Sequence[int], Rows]:
        runs, worked = [one.run for one in ended], [one.twice.until_the_end(one.run) for one in ended]
        return [one.replication for one in ended], rows_of(self.organization, runs, self.parts, worked)
