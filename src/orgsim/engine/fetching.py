"""Fetching: memory that a rule will read soon is asked for now, so that the processor does not wait for one place after another.

It changes no result. A large company does not fit into the processor's caches, and what follows in a list is known only when the item
before it has come. How it is compiled is in ``orgsim.engine.native``; an interpreted rule does nothing.
"""

from typing import Any

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.records import POST
from orgsim.engine.state import Records
from orgsim.engine.work_records import ITEM, REQUEST


def bytes_before(record: np.dtype[np.void], field: str) -> int:
    """Return how many bytes of a record lie before a field."""
    fields: Any = record.fields
    return int(fields[field][1])


LINE = 64
"""Bytes that a processor reads at once."""
JUDGED = bytes_before(ITEM, "request")
"""Bytes of an item in which all that a judge reads lies."""
WORKED_ON = bytes_before(ITEM, "depends_on")
"""Bytes of an item in which all that is needed for work on it lies, without what judges alone read."""
SERVING = bytes_before(POST, "present")
"""Bytes of a post in which all that is read while its desk is served lies."""
WAITING = bytes_before(REQUEST, "began")
"""Bytes of a request in which most of what is read while it is served lies."""


def fetch(table: Records, row: int, byte: int) -> None:
    """Ask for a row of a table, as much of it as comes with some byte of it."""


@rule
def fetch_judged(items: Records, index: int) -> None:
    """Ask for what a judge reads of an item."""
    for byte in range(0, JUDGED, LINE):
        fetch(items, index, byte)


@rule
def fetch_work(items: Records, index: int) -> None:
    """Ask for what work on an item reads: how it stands in its lists, and what is in hand."""
    fetch(items, index, 0)
    for byte in range(JUDGED, WORKED_ON, LINE):
        fetch(items, index, byte)
