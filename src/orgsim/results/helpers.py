"""Processes that help to simulate: threads of one process share the interpreter, which measures one future at a time.

The first worker is a thread of this process. Each other one hands its shares to a process of its own, where what there is to do pays for
one; else, and whenever a process is not to be had, it does them itself. What is found is the same.
"""

import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from typing import Any, Generic, Protocol, TypeVar, cast

from orgsim.engine.blueprint import Blueprint

Share = TypeVar("Share")
Found = TypeVar("Found")

COPY_PAYS = 0.1
"""Seconds of processor time for each worker from which this process is copied for it, which takes some hundredths."""
START_PAYS = 3.0
"""The same for a process that starts from nothing, which takes about one."""
PERSON_WEEK = 4e-6
"""Seconds of processor time that a week of a person takes at least, measured and written."""


def seconds_of(blueprint: Blueprint) -> float:
    """Return about how many seconds of processor time a future of an organisation takes at least."""
    return PERSON_WEEK * blueprint.weeks * len(blueprint.post_keys)


class Helper(Protocol):
    """A process that knows some work and does shares of it."""

    def run(self, share: object) -> object:
        """Have a share done; return what was found, or raise an EOFError or OSError when the process has gone."""

    def close(self) -> None:
        """Let the process end, and end it if it does not."""


class Crew(Generic[Share, Found]):
    """The workers on some work: a thread of this process, and helpers for the others where they pay.

    `work` does one of so many `shares`, which are expected to take so many `seconds` of processor time together. Helpers are made before
    there are threads, and where nothing has to be compiled first (`is_ready`). Shares of the same kin go to one worker, as far as no other
    one would wait for that: what it has drawn for the first of them, it finds for the next.
    """

    def __init__(
        self,
        work: Callable[[Share], Found],
        workers: int,
        shares: int,
        seconds: float,
        is_ready: Callable[[], bool] = lambda: True,
        kin: Callable[[Share], object] | None = None,
    ) -> None:
        self.work, self.kin = work, kin
        wanted = min(workers, shares) - 1
        pays = wanted > 0 and seconds / workers >= COPY_PAYS and is_ready()
        self.helpers = helpers_for(work, wanted, seconds / workers) if pays else []
        self._free = iter([None, *self.helpers])
        self._mine = threading.local()
        self._waiting: list[tuple[Share, Future[Found]]] = []
        self._at: dict[int, object] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, initializer=self._begin)

    def submit(self, shares: Sequence[Share]) -> "list[Future[Found]]":
        """Have shares done as soon as workers are free."""
        futures: list[Future[Found]] = [Future() for _ in shares]
        with self._lock:
            self._waiting += zip(shares, futures, strict=True)
        for _ in shares:
            self._pool.submit(self._next)
        return futures

    def run(self, share: Share) -> Found:
        """Do a share where the thread that asks has it done; return what was found."""
        helper: Helper | None = getattr(self._mine, "helper", None)
        if helper:
            try:
                return cast("Found", helper.run(share))
            except (EOFError, OSError, pickle.UnpicklingError):
                self._mine.helper = None  # one that has gone is not replaced
        return self.work(share)

    def close(self) -> None:
        """Wait for the shares under way, drop the others, and let all helpers go."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        for helper in reversed(self.helpers):  # a later copy holds the pipe to an earlier one open
            helper.close()

    def _begin(self) -> None:
        self._mine.helper = next(self._free, None)

    def _next(self) -> None:
        """Do the share that suits this thread best."""
        share, done = self._taken(threading.get_ident())
        try:
            done.set_result(self.run(share))
        except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
            done.set_exception(error)

    def _taken(self, me: int) -> "tuple[Share, Future[Found]]":
        """Return a share of the kin that a thread is at, else the first of a kin that nobody is at, else the first."""
        with self._lock:
            kins = [self.kin(share) for share, _ in self._waiting] if self.kin else [None]
            own = (place for place, kin in enumerate(kins) if me in self._at and kin == self._at[me])
            new = (place for place, kin in enumerate(kins) if kin not in self._at.values())
            place = next(chain(own, new, [0]))
            self._at[me] = kins[place]
            return self._waiting.pop(place)


def helpers_for(work: Callable[[Share], object], wanted: int, seconds: float) -> list[Helper]:
    """Return so many helpers, each with so many seconds to do; fewer where they cannot be had, do not pay, or cannot know the work."""
    from orgsim.results.copies import Copy, can_copy
    from orgsim.results.fresh import Fresh

    if not can_copy() and (seconds < START_PAYS or not sys.executable):
        return []
    kind: Callable[[Any], Helper] = Copy if can_copy() else Fresh
    found: list[Helper] = []
    try:
        while len(found) < wanted:
            found.append(kind(work))
    except (OSError, AttributeError, TypeError, pickle.PicklingError):
        pass
    return found
