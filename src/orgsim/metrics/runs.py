"""The last states of some futures of one design side by side, so that a metric is computed for all of them at once.

Tables that have as many rows in every future are stacked: (F, ...) for F futures. Of the others the rows in use follow one another, future
by future, and each knows of which it is.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import numpy as np

from orgsim.engine.state import Records, State
from orgsim.engine.work_records import ITEM, REQUEST
from orgsim.metrics.adding import Numbers, Values
from orgsim.metrics.shelves import COLUMNS, Block, Shelf

C = TypeVar("C", bound=Any)


class Kept(NamedTuple):
    """A future as metrics see it: its last state, and the rows in use of tables that are longer in one future than in another.

    Each is an array of records, or a block of columns.
    """

    state: State
    items: Any
    requests: Any
    capabilities: Any


class Shelves:
    """Shelves for all that is read of long tables of futures whose states will be used again."""

    def __init__(self) -> None:
        self.items, self.requests = Shelf(ITEM, COLUMNS["items"]), Shelf(REQUEST, COLUMNS["requests"])

    @property
    def nbytes(self) -> int:
        """How many bytes wait."""
        return self.items.nbytes + self.requests.nbytes

    def keep(self, state: State, following: int = 0) -> Kept:
        """Return a future with copies of what is read of its long tables; right after the run they are at hand.

        `following` says how many futures are to come, for which room is made at once.
        """
        items = self.items.put(in_use(state, "items"), following)
        requests = self.requests.put(in_use(state, "requests"), following)
        return Kept(state, items, requests, in_use(state, "capabilities").copy())

    def clear(self) -> None:
        """Give all room to others."""
        self.items.end = self.requests.end = 0


def alive(state: State) -> Kept:
    """Return the future of a state that stays as it is."""
    return Kept(state, *(in_use(state, name) for name in ("items", "requests", "capabilities")))


def in_use(state: State, name: str) -> Numbers:
    """Return the rows in use of a table."""
    return plain(getattr(state, name))[: int(state.counters[name][0])]


class Table:
    """The rows in use of one table in every future; its columns are attributes, put together when they are first asked for."""

    def __init__(self, pieces: Sequence[Numbers] | Sequence[Block]) -> None:
        self.pieces = pieces
        self.first = np.cumsum([0, *(len(piece) for piece in pieces)])
        """Where the rows of each future begin, and where the last one's end, (F + 1,)."""

    def __len__(self) -> int:
        """Return how many rows there are in all futures."""
        return int(self.first[-1])

    def __getattr__(self, name: str) -> Numbers:
        """Return a column, (rows, ...)."""
        if name.startswith("_"):
            raise AttributeError(name)
        found: Numbers = self._together.column(name) if self._together else column_of(self.pieces, name)
        self.__dict__[name] = found
        return found

    @cached_property
    def _together(self) -> "Block | None":
        """All pieces as one, where they lie one after the other on a shelf."""
        first, last = self.pieces[0], self.pieces[-1]
        if isinstance(first, Block) and isinstance(last, Block) and last.last - first.first == len(self):
            return Block(first.shelf, first.first, last.last)
        return None

    @cached_property
    def future(self) -> Numbers:
        """The future of each row."""
        return np.repeat(np.arange(len(self.pieces)), np.diff(self.first))

    def __getitem__(self, rows: Numbers) -> "Rows":
        """Return some rows, given by their numbers."""
        return Rows(self, rows)

    def as_columns(self, kind: type[C]) -> C:
        """Return the columns that a named tuple has fields for, as it."""
        found: C = kind(*(np.ascontiguousarray(getattr(self, name)) for name in kind._fields))
        return found

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
        found: Numbers = getattr(self.table, name).take(self.rows, axis=0)
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

    def __init__(self, futures: Sequence[State | Kept]) -> None:
        self.futures = [one if isinstance(one, Kept) else alive(one) for one in futures]
        self.states = [one.state for one in self.futures]
        self._stacked: dict[tuple[str, str | None], Numbers] = {}
        self.found: dict[Any, Any] = {}
        """What was found out about these futures, by the function that did."""

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
        return Table([getattr(one, name) for one in self.futures])

    def stacked(self, name: str, column: str | None = None) -> Numbers:
        """Return a table that is as long in every future, (F, ...), or only one column of it."""
        if (name, column) not in self._stacked:
            tables = [plain(getattr(state, name)) for state in self.states]
            tables = [table[column] for table in tables] if column else tables
            self._stacked[name, column] = tables[0][None] if len(tables) == 1 else stacked(tables)
        return self._stacked[name, column]

    @cached_property
    def objectives(self) -> Values:
        """What items contribute to the objectives, future by future, of those items that have it said; (rows, K)."""
        return np.ascontiguousarray(joined([state.objectives for state in self.states]))

    @cached_property
    def first_objectives(self) -> Numbers:
        """Where those of each future begin, and where the last one's end, (F + 1,)."""
        return np.cumsum([0, *(len(state.objectives) for state in self.states)])

    def objectives_rows(self, items: Rows) -> Numbers:
        """Return where it is said of some items."""
        return np.asarray(items.rows + (self.first_objectives - self.items.first)[items.future])


def column_of(pieces: Sequence[Any], name: str) -> Numbers:
    """Return a column of all pieces of a table."""
    if isinstance(pieces[0], Block):
        return np.concatenate([piece.column(name) for piece in pieces])
    found: Numbers = joined([piece[name] for piece in pieces])
    return found


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
