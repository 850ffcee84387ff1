"""Promotion from a pool, and what a person takes along into the next role."""

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine.mechanisms.people.promotion import choose
from orgsim.engine.mechanisms.people.transfer import carried_over
from orgsim.engine.vocabulary import NONE
from orgsim.laboratory.records import Numbers, Whole, broadcast


def promote(
    marks: ArrayLike,
    places: int,
    *,
    worst: int = 0,
    groups: ArrayLike | None = None,
    group: int = NONE,
    reserved: int = 0,
) -> Whole:
    """Return who of a pool gets the places, as row numbers: of `group` first, then the best, then the worst.

    Parameters
    ----------
    marks
        (people,) what the panel makes of each; equal marks go by row.
    places
        How many are promoted, at most everybody.
    worst
        Of these, how many go to the lowest marks.
    groups, group, reserved
        (people,) whole numbers, and how many places are reserved for which of them.

    Example
    -------
    >>> promote([0.1, 0.9, 0.5, 0.7], 2).tolist(), promote([0.1, 0.9, 0.5, 0.7], 2, worst=1).tolist()
    ([1, 3], [1, 0])
    """
    known = np.ascontiguousarray(np.asarray(marks, np.float64))
    pool = np.arange(len(known), dtype=np.int64)
    member = np.zeros(len(known), np.int64) if groups is None else np.asarray(groups, np.int64)
    chosen = choose(pool, len(pool), places, reserved, worst, known, member, group)
    return pool[len(pool) - chosen :][::-1].copy()


def carry_over(standing: ArrayLike, fresh: ArrayLike, transfer: float) -> Numbers:
    """Return where people stand in a new role, (people,), in standard deviations of unselected people.

    `standing` is where they stood in the old one, `fresh` a standard normal draw for the new one, `transfer` (0..1) how much carries
    over.

    Example
    -------
    >>> carry_over([2.0, 2.0], [-1.0, 1.0], 0.0).tolist()
    [-1.0, 1.0]
    """
    return np.array([carried_over(old, new, transfer) for old, new in zip(*broadcast(standing, fresh), strict=True)])
