"""Work in pieces: done side by side in threads, each kept in a file of its own when it is finished, so that nothing finished is lost."""

import os
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, TypeVar

from orgsim.errors import ResultsError
from orgsim.results.files import read_json

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")

Report = Callable[[int, int], None]
"""A function that is called with the numbers of what is done (replications, parts, situations) and of what failed so far."""


def side_by_side(
    pieces: Mapping[Key, Callable[[], Made]], *, workers: int | None = None, report: Report | None = None
) -> dict[Key, Made]:
    """Make every piece, `workers` at a time; return what came out under its key. After an error, what has not begun is left."""
    found: dict[Key, Made] = {}
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        waiting = {pool.submit(make): key for key, make in pieces.items()}
        try:
            for done in as_completed(waiting):
                found[waiting[done]] = done.result()
                if report:
                    report(len(found), 0)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found


def kept_piece(path: Path, entry: str) -> Any:
    """Return an entry of the file of a finished piece; None when the file is not there, damaged or of another form."""
    try:
        return read_json(path)[entry]
    except (ResultsError, KeyError):
        return None
