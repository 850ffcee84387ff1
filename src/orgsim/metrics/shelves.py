"""Columns of futures that wait to be measured, copied from their records right after the run, when those are at hand."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.metrics.adding import Numbers, copy_columns

COLUMNS = {
    "items": (
        "kind",
        "stage",
        "team",
        "domain",
        "week",
        "effort",
        "promise",
        "scale",
        "spill",
        "reach",
        "half_life",
        "fresh_until",
        "submitted",
        "funded",
        "started",
        "finished",
        "closed",
        "fit",
        "estimate",
        "measured",
        "realised",
        "elsewhere",
        "earned",
        "worth",
        "launched_by",
    ),
    "requests": ("errand", "opened", "answered", "answer", "hops", "decider", "at", "subject"),
}
"""The columns of the longest tables that metrics read of a future that is over."""


SPARE = 1.2
"""How much room is made for futures to come, over what the first one takes: making it takes as long as filling it."""
AHEAD = 48_000_000
"""Bytes that room is made for ahead, at most."""


class Shelf:
    """Columns of futures that wait to be measured together, one future after the other, in memory that is used again."""

    def __init__(self, dtype: np.dtype[Any], names: Sequence[str]) -> None:
        fields: Mapping[str, Any] = dtype.fields or {}
        self.names, self.kinds = list(names), [fields[name][0] for name in names]
        self.places = np.array(
            [fields[name][1] // 8 for name in names]
        )  # every field takes eight bytes, or several times that
        self.columns = np.empty((len(names), 0), np.int64)
        self.end = 0

    @property
    def nbytes(self) -> int:
        """How many bytes wait."""
        return 8 * len(self.names) * self.end

    def put(self, table: Numbers, following: int = 0) -> "Block":
        """Copy the columns of records, and return where they are; `following` says how many such tables are to come."""
        first, self.end = self.end, self.end + len(table)
        if self.end > self.columns.shape[1]:
            ahead = min(int(SPARE * following * len(table)), AHEAD // (8 * len(self.names)))
            longer = np.empty((len(self.names), self.end + ahead), np.int64)
            longer[:, :first] = self.columns[:, :first]
            self.columns = longer
        words = table.view(np.int64).reshape(len(table), table.dtype.itemsize // 8)
        copy_columns(words, self.places, self.columns, first)
        return Block(self, first, self.end)

    def column(self, name: str, first: int, last: int) -> Numbers:
        """Return some rows of a column."""
        place = self.names.index(name)
        return np.asarray(self.columns[place, first:last].view(self.kinds[place]))


class Block(NamedTuple):
    """The rows of one future on a shelf."""

    shelf: Shelf
    first: int
    last: int

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self.last - self.first

    def column(self, name: str) -> Numbers:
        """Return a column as it lies on the shelf."""
        return self.shelf.column(name, self.first, self.last)
