"""Room for the long tables of futures that follow one another: memory that is there already is not asked for again.

A table is as long as anything in a run could make it, and the system hands its pages over one by one as they are touched. For a company of
a dozen posts that took as long as half of the simulation. What was written in a table is cleared when its future is over.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from orgsim.engine.ladder_records import CAREER_EVENT
from orgsim.engine.state import State
from orgsim.engine.work_records import CAPABILITY, ITEM, REQUEST

LONG = {"items": (ITEM, "items"), "requests": (REQUEST, "requests"), "capabilities": (CAPABILITY, "capabilities")}
LONG |= {"career_log": (CAREER_EVENT, "lines")}
"""The tables that room is kept for: their records, and the counter that says how many rows of one are in use."""

Table = np.ndarray[Any, np.dtype[Any]]


class Room:
    """Tables of futures that are over, all zeros again."""

    def __init__(self) -> None:
        self._free: dict[str, list[Table]] = {name: [] for name in LONG}

    def take(self, name: str, length: int) -> Table:
        """Return a table of so many rows of zeros, which is no other's until it is given back."""
        free = sorted(self._free[name], key=len)
        place = next((place for place, table in enumerate(free) if len(table) >= length), None)
        found = free.pop(place or 0) if free else None  # one that is too short makes room for a longer one
        self._free[name] = free
        return np.zeros(length, LONG[name][0]) if place is None or found is None else found[:length]

    def give_back(self, state: State) -> None:
        """Take the long tables of a future that nobody will look at any more, wherever they came from."""
        for name, (_, counter) in LONG.items():
            table = getattr(state, name).view(np.ndarray)
            table[: int(state.counters[counter][0])].view(np.uint8)[:] = 0
            whole = table if table.base is None else table.base
            self._free[name].append(whole)


_here = threading.local()


@contextmanager
def reusing() -> Iterator[Room]:
    """Let states that this thread makes find their long tables in its room, and return that room, to which they are given back."""
    room = _here.kept = getattr(_here, "kept", None) or Room()
    _here.used = room
    try:
        yield room
    finally:
        _here.used = None


def long_table(name: str, length: int) -> Table:
    """Return a long table of zeros for a state, a record array, from the room that this thread uses if there is one."""
    room: Room | None = getattr(_here, "used", None)
    table = room.take(name, length) if room else np.zeros(length, LONG[name][0])
    return table.view(np.recarray)
