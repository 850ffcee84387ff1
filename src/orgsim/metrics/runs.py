"""The last states of some futures of one design side by side, so that a metric is computed for all of them at once.

Tables that have as many rows in every future are stacked: (F, ...) for F futures. Of the others the rows in use follow one another, future
by future, and each knows of which it is.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from orgsim.engine.state import Records, State
from orgsim.metrics.parts import Numbers, Values

RAGGED = ("items", "requests", "capabilities")
"""Tables that have more rows in one future than in another; ``counters`` says how many."""


class Table:
    """The rows in use of one table in every future; its columns are attributes, put together when they are first asked for."""

    def __init__(self, pieces: Sequence[Numbers]) -> None:
        self.pieces = pieces
        self.first = np.cumsum([0, *(len(piece) for piece in pieces)])
        """Where the rows of each future begin, and where the last one's end, (F + 1,)."""

    def __len__(self) -> int:
        """Return how many rows there are in all futures."""
        return int(self.first[-1])

    def __getattr__(self, name: str) -> Numbers:
        """Return a column, (rows, ...)."""
        if name not in (self.__dict__["pieces"][0].dtype.names or ()):
            raise AttributeError(name)
        found: Numbers = joined([piece[name] for piece in self.pieces])
        self.__dict__[name] = found
        return found

    @cached_property
    def future(self) -> Numbers:
        """The future of each row."""
        return np.repeat(np.arange(len(self.pieces)), np.diff(self.first))

    def __getitem__(self, rows: Numbers) -> "Rows":
        """Return some rows, given by their numbers."""
        return Rows(self, rows)

    def where(self, chosen: Numbers) -> "Rows":
        """Return the rows that are chosen, (rows,)."""
        return Rows(self, np.flatnonzero(chosen))

    def row(self, places: Numbers, futures: Numbers) -> Numbers:
        """Return the rows that have these places in the tables of these futures."""
        return np.asarray(places + self.first[futures])


class Rows:
    """Some rows of a table, with its columns as attributes; `rows` are their numbers among all, and `future` says of which each is."""

    def __init__(self, table: Table, rows: Numbers) -> None:
        self.table, self.rows = table, rows

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def __getattr__(self, name: str) -> Numbers:
        """Return a column, (rows, ...)."""
        if name in ("table", "rows"):
            raise AttributeError(name)
        found: Numbers = getattr(self.table, name)[self.rows]
        self.__dict__[name] = found
        return found

    def where(self, chosen: Numbers) -> "Rows":
        """Return the rows among these that are chosen, (rows,)."""
        return Rows(self.table, self.rows[np.flatnonzero(chosen)])

    def records(self) -> list[Records]:
        """Return each row as a record of its own."""
        pieces, first = self.table.pieces, self.table.first
        return [pieces[future][row - first[future]] for row, future in zip(self.rows, self.future, strict=True)]

    def by_future(self, values: Numbers) -> list[Numbers]:
        """Return values of these rows, which are in the order of the table, for each future."""
        return np.split(values, np.searchsorted(self.rows, self.table.first[1:-1]))


class Runs:
    """The tables of some last states."""

    def __init__(self, states: Sequence[State]) -> None:
        self.states = states
        self._stacked: dict[tuple[str, str | None], Numbers] = {}

    def __len__(self) -> int:
        """Return how many futures there are."""
        return len(self.states)

    @cached_property
    def items(self) -> Table:
        """All items of work."""
        return self._in_use("items")

    @cached_property
    def requests(self) -> Table:
        """All requests."""
        return self._in_use("requests")

    @cached_property
    def capabilities(self) -> Table:
        """All instances of capabilities."""
        return self._in_use("capabilities")

    def _in_use(self, name: str) -> Table:
        counts = [int(state.counters[name][0]) for state in self.states]
        return Table([plain(getattr(state, name))[:count] for state, count in zip(self.states, counts, strict=True)])

    def stacked(self, name: str, column: str | None = None) -> Numbers:
        """Return a table that is as long in every future, (F, ...), or only one column of it."""
        if (name, column) not in self._stacked:
            tables = [plain(getattr(state, name)) for state in self.states]
            tables = [table[column] for table in tables] if column else tables
            self._stacked[name, column] = tables[0][None] if len(tables) == 1 else stacked(tables)
        return self._stacked[name, column]

    @cached_property
    def _objectives(self) -> tuple[Values, Numbers]:
        """What items contribute to objectives, future by future, and how far its rows lie behind those of the items, (F,)."""
        tables = [state.objectives for state in self.states]
        first = np.cumsum([0, *(len(table) for table in tables)])
        return joined(tables), first[:-1] - self.items.first[:-1]

    def objectives(self, rows: Numbers) -> Values:
        """Return what some items that have it said contribute to the objectives, (rows, K)."""
        table, behind = self._objectives
        return np.asarray(table[rows + behind[self.items.future[rows]]], float)

    @cached_property
    def with_objectives(self) -> Numbers:
        """Which items have it said, (items,): what the market offers, and what the scenario or the past brought."""
        last = self.items.first[:-1] + [len(state.objectives) for state in self.states]
        return np.arange(len(self.items)) < last[self.items.future]


def bytes_in_use(state: State) -> int:
    """Return how many bytes the rows in use of the largest tables of a state take."""
    return sum(int(state.counters[name][0]) * getattr(state, name).itemsize for name in RAGGED)


def plain(table: Any) -> Numbers:
    """Return an array as it is, without what makes fields of records attributes, which is slow."""
    return np.asarray(table.view(np.ndarray))


def joined(pieces: Sequence[Any]) -> Any:
    """Return arrays one after the other; a single one as it is."""
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def stacked(tables: Sequence[Numbers]) -> Numbers:
    """Return tables of one shape in one array; records go as whole numbers, since numpy copies them field by field."""
    if tables[0].dtype.names is None:
        return np.stack(tables)
    return np.stack([table.view(np.int64) for table in tables]).view(tables[0].dtype)
