"""Promotion: eligible people form a pool, a panel marks each case, and the policy picks from the pool.

A policy is a row of weights over what a panel can see (``SCORING``), not code: one compiled rule serves every policy, a new policy
needs no compilation, and all policies use the same draws, which is what pairs them. Nobody is ever picked by true skill; where a
rating has no noise it happens to equal it.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.state import Floats, Indices, Records

TIE = 1e-9
"""What the lot weighs in every policy: it only ever settles ties."""


@rule
def eligible(quarters_in_level: int, minimum: int, moved_now: bool) -> bool:
    """Tell whether a person may be considered: long enough in the level, and not moved in this review.

    Example
    -------
    >>> eligible(4, 4, False), eligible(3, 4, False), eligible(9, 4, True)
    (True, False, False)
    """
    return quarters_in_level >= minimum and not moved_now


@rule
def mark(
    rating: float, evidence: float, quarters: int, advocacy: float, lot: float, noise: float, scoring: Records
) -> float:
    """Return a panel's mark of one case under a policy; `noise` is the panel's error in standard deviations."""
    return (
        scoring.rating * rating
        + scoring.evidence * evidence
        + scoring.seniority * 0.25 * float(quarters)
        + scoring.advocacy * advocacy
        + (scoring.chance + TIE) * lot
        + scoring.panel_noise * noise
    )


@rule
def ahead(first: int, second: int, marks: Floats, sign: float) -> bool:
    """Tell whether one case precedes another: by mark, then by place in the table."""
    difference = sign * (marks[first] - marks[second])
    return difference > 0.0 or (difference == 0.0 and first < second)


@rule
def sift(pool: Indices, first: int, last: int, place: int, marks: Floats, sign: float, lowest_on_top: bool) -> None:
    """Let one case sink in the heap ``pool[first:last]`` until no case below it belongs above it."""
    moving = pool[first + place]
    size = last - first
    child = 2 * place + 1
    while child < size:
        if child + 1 < size:
            child += ahead(pool[first + child + 1], pool[first + child], marks, sign) != lowest_on_top
        if ahead(pool[first + child], moving, marks, sign) == lowest_on_top:
            break
        pool[first + place] = pool[first + child]
        place = child
        child = 2 * place + 1
    pool[first + place] = moving


@rule
def heap(pool: Indices, first: int, last: int, marks: Floats, sign: float, lowest_on_top: bool) -> None:
    """Make a heap of ``pool[first:last]``."""
    for place in range((last - first) // 2 - 1, -1, -1):
        sift(pool, first, last, place, marks, sign, lowest_on_top)


@rule
def pick(pool: Indices, first: int, last: int, count: int, marks: Floats, sign: float) -> None:
    """Move the `count` highest marks (lowest if `sign` is -1) of ``pool[first:last]`` to its end, with the first choice last.

    A heap of the chosen so far, whose last choice everybody else is compared with: the work grows with the pool once, and with the
    logarithm of the places for those who get in.
    """
    if count == 0:
        return
    start = last - count
    heap(pool, start, last, marks, sign, True)
    for place in range(first, start):
        if ahead(pool[place], pool[start], marks, sign):
            pool[place], pool[start] = pool[start], pool[place]
            sift(pool, start, last, 0, marks, sign, True)
    heap(pool, start, last, marks, sign, False)
    while last - start > 1:
        last -= 1
        pool[start], pool[last] = pool[last], pool[start]
        sift(pool, start, last, 0, marks, sign, False)


@rule
def group_last(pool: Indices, size: int, groups: Indices, group: int) -> int:
    """Move the members of a group to the end of the pool; return their number."""
    last = size
    place = 0
    while place < last:
        if groups[pool[place]] == group:
            last -= 1
            pool[place], pool[last] = pool[last], pool[place]
        else:
            place += 1
    return size - last


@rule
def choose(
    pool: Indices, size: int, places: int, reserved: int, worst: int, marks: Floats, groups: Indices, group: int
) -> int:
    """Fill places from ``pool[:size]``: reserved places first, then from the top, then from the bottom; return their number.

    The chosen end up in ``pool[size - chosen:size]``; from its end: the group's best, the best, the worst.
    """
    places = min(places, size)
    members = group_last(pool, size, groups, group) if reserved > 0 else 0
    reserved = min(reserved, members, places)
    pick(pool, size - members, size, reserved, marks, 1.0)
    worst = min(worst, places - reserved)
    best = places - reserved - worst
    pick(pool, 0, size - reserved, best, marks, 1.0)
    pick(pool, 0, size - reserved - best, worst, marks, -1.0)
    return places


@rule
def threshold(pool: Indices, size: int, marks: Floats, bar: float) -> float:
    """Return the mark a case must reach: `bar` standard deviations above the mean of those considered."""
    total = 0.0
    for place in range(size):
        total += marks[pool[place]]
    mean = total / size
    squares = 0.0
    for place in range(size):
        squares += (marks[pool[place]] - mean) * (marks[pool[place]] - mean)
    return mean + bar * math.sqrt(squares / size)
