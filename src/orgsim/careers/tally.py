"""From the log of one simulated run to counts: flows, time to promotion, journeys of hires, ways to a level."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from orgsim.engine.vocabulary import Cause

Array = np.ndarray[Any, np.dtype[Any]]

SHORT = 1 << 16


@dataclass(frozen=True)
class Tally:
    """Counts of one run; shapes as in ``CareerResults`` without the first axis, except that arrivals keep their time."""

    flows: Array
    at_risk: Array
    promoted: Array
    hires: Array
    journeys: Array
    arrivals: Array
    """(L, L, L, H + 1) first arrivals by entry, level, level before it, and quarters since the hire."""
    stayers: Array
    """(L, L) people who are still there at the horizon and have held a level by then, by entry and level."""


def counted(shape: tuple[int, ...], *places: Array) -> Array:
    """Return how often each cell occurs: a histogram over several integer coordinates."""
    flat = np.ravel_multi_index(tuple(np.asarray(place, np.int64) for place in places), shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape).astype(np.int32)


def flows_of(events: Array, levels: int) -> Array:
    """Return the moves from level to level; row or column `levels` is outside. The people of the start are not a flow."""
    moved = events[events["cause"] != Cause.START]
    origin = np.where(moved["origin"] < 0, levels, moved["origin"])
    to = np.where(moved["to"] < 0, levels, moved["to"])
    return counted((levels + 1, levels + 1), origin, to)


def by_person(events: Array) -> Array:
    """Return the log person by person, each in order of time."""
    life = events["life"]
    if len(life) and life.max() < SHORT:
        life = life.astype(np.uint16)  # short numbers are sorted by counting, several times faster
    ordered: Array = events[np.argsort(life, kind="stable")]
    return ordered


def next_of_person(ordered: Array) -> Array:
    """Return for each row of a log by person the place of the person's next row, or -1."""
    following = np.full(len(ordered), -1)
    same = np.flatnonzero(ordered["life"][1:] == ordered["life"][:-1])
    following[same] = same + 1
    return following


def spells_of(ordered: Array, quarters: int, levels: int, groups: int) -> tuple[Array, Array]:
    """Return people at risk and promoted, by group, level and quarters in the level.

    Who is there at the start joins late, at the time already served; who is not promoted by the end, leaves or moves sideways is
    censored: counted for as long as it lasted. The log comes from ``by_person``.
    """
    following = next_of_person(ordered)
    inside = ordered["to"] >= 0
    begun = ordered[inside]
    place = following[inside]
    ended = place >= 0
    after = ordered[place]
    served = np.where(begun["cause"] == Cause.START, begun["spell"], 0)
    last = quarters - 1 - begun["quarter"] + served
    length = np.where(ended, np.where(ended, after["spell"], 0), last)
    promoted = ended & (after["cause"] == Cause.PROMOTION)
    durations = quarters + 1
    keep = served < durations
    shape = (groups, levels, durations + 1)
    first = np.maximum(served, 1)  # who is there at the start may be promoted in that very quarter, a hire in the next
    up = counted(shape, begun["group"][keep], begun["to"][keep], np.minimum(first[keep], durations))
    down = counted(shape, begun["group"][keep], begun["to"][keep], np.minimum(length[keep] + 1, durations))
    at_risk = np.cumsum(up - down, axis=2)[:, :, :durations]
    count = promoted & (length < durations)
    chosen = counted((groups, levels, durations), begun["group"][count], begun["to"][count], length[count])
    return at_risk.astype(np.int32), chosen


def _seen_long_enough(events: Array, quarters: int, horizon: int) -> Array:
    """Return the rows of people who were hired during the run, early enough to be followed for the whole horizon."""
    hires = events["cause"] == Cause.HIRE
    lives = np.zeros(int(events["life"].max(initial=0)) + 1, bool)
    lives[events["life"][hires & (events["quarter"] + horizon < quarters)]] = True
    kept: Array = events[lives[events["life"]]]
    return kept


def journeys_of(by_persons: Array, quarters: int, levels: int, horizon: int) -> tuple[Array, Array]:
    """Return how many were hired into each level, and where they are after 0 to `horizon` quarters."""
    ordered = _seen_long_enough(by_persons, quarters, horizon)
    following = next_of_person(ordered)
    where = np.where(ordered["to"] < 0, levels, ordered["to"])
    since = np.minimum(ordered["age"], horizon + 1)
    until = np.where(following >= 0, np.minimum(ordered["age"][following], horizon + 1), horizon + 1)
    shape = (levels, levels + 1, horizon + 2)
    up = counted(shape, ordered["entry"], where, since)
    down = counted(shape, ordered["entry"], where, until)
    present = np.cumsum(up - down, axis=2)[:, :, : horizon + 1]
    hired = ordered[ordered["cause"] == Cause.HIRE]
    return counted((levels,), hired["entry"]), np.swapaxes(present, 1, 2).astype(np.int32)


def stayers_of(by_persons: Array, quarters: int, levels: int, horizon: int) -> Array:
    """Return who is still there at the horizon, by entry and by every level held by then (L, L)."""
    followed = _seen_long_enough(by_persons, quarters, horizon)
    early = followed[followed["age"] <= horizon]
    gone = np.unique(early["life"][early["to"] < 0])
    held = early[(early["to"] >= 0) & ~np.isin(early["life"], gone)]
    pairs = np.unique(np.stack([held["life"], held["entry"], held["to"]]), axis=1)
    return counted((levels, levels), pairs[1], pairs[2])


def arrivals_of(by_persons: Array, quarters: int, levels: int, horizon: int) -> Array:
    """Return first arrivals in a level within the horizon, by entry, level, level before it and quarters since the hire."""
    followed = _seen_long_enough(by_persons, quarters, horizon)
    moves = followed[(followed["origin"] >= 0) & (followed["to"] >= 0) & (followed["age"] <= horizon)]
    person_level = moves["life"].astype(np.int64) * levels + moves["to"]
    _, first = np.unique(person_level, return_index=True)
    moves = moves[first]
    shape = (levels, levels, levels, horizon + 1)
    return counted(shape, moves["entry"], moves["to"], moves["origin"], moves["age"])
