"""Sheets: the random numbers of a lot of opportunities, drawn side by side before any of them is read.

A number that is drawn by itself takes six times as long, so those that few opportunities need are drawn for all of a lot, too. Each is the
number that the opportunity would draw by itself.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.random import Luck, Purpose, Words, draw_row, mix_row, whole_lots
from orgsim.engine.state import Floats, Indices, Records
from orgsim.engine.vocabulary import NEEDS_PER_INITIATIVE

LOT = 128
"""Opportunities of a sheet: it stays in the processor's cache."""
PER_NEED = 4
"""Numbers that are drawn for each need."""


class Drawn(IntEnum):
    """What the rows of a sheet decide."""

    EFFORT = 0
    VALUE = 1
    WINDOW = 2
    REACH = 3
    DEPENDENCY = 4
    DEPENDS_ON = 5
    SPILL = 6
    SPILL_DOMAIN = 7
    SPILL_SIZE = 8
    JOINT = 9
    NEED = 10
    """the first of the rows of needs: whether there is one,"""
    ELSEWHERE = 11
    """whether it is for another domain's type,"""
    TYPE = 12
    """which type of that domain,"""
    OTHER = 13
    """and which other domain; then the same for the next need"""
    OBJECTIVES = NEED + PER_NEED * NEEDS_PER_INITIATIVE
    """the first of the rows of objectives"""


BEFORE_NEEDS = (
    (Purpose.EFFORT, 0),
    (Purpose.VALUE, 0),
    (Purpose.WINDOW, 0),
    (Purpose.REACH, 0),
    (Purpose.DEPENDENCY, 0),
    (Purpose.DEPENDENCY, 1),
    (Purpose.SPILL, 0),
    (Purpose.SPILL, 1),
    (Purpose.SPILL, 2),
    (Purpose.JOINT, 0),
)
"""What the first rows are drawn for, and which of several numbers for the same they are."""
PURPOSES = tuple(int(purpose) for purpose, _ in BEFORE_NEEDS)
PLACES = tuple(place for _, place in BEFORE_NEEDS)


class Lot(NamedTuple):
    """Opportunities of which nothing is known but where they come from, and their sheet. Shapes: N opportunities, R rows."""

    domains: Indices  # (N,) rows of domains
    weeks: Indices  # (N,)
    sources: Words  # (3, N) keys of the domains, weeks, and which of a domain and week they are
    keys: Words  # (N,) their own keys
    sheet: Floats  # (R, N)


@rule
def empty_lot(objectives: int) -> Lot:
    """Return room for a lot whose opportunities contribute to so many objectives."""
    return Lot(
        np.zeros(LOT, np.int64),
        np.zeros(LOT, np.int64),
        np.zeros((3, LOT), np.uint64),
        np.zeros(LOT, np.uint64),
        np.zeros((Drawn.OBJECTIVES + objectives, LOT)),
    )


@rule
def note(lot: Lot, place: int, domain: Records, d: int, week: int, which: int) -> None:
    """Note at a `place` of a lot where an opportunity comes from: a domain in row `d`, a week, and which of them it is."""
    lot.domains[place] = d
    lot.weeks[place] = week
    lot.sources[0, place] = domain.key
    lot.sources[1, place] = week
    lot.sources[2, place] = which


@rule
def draw_sheet(lot: Lot, luck: Luck, count: int) -> None:
    """Draw the keys of the first `count` opportunities of a lot, and what decides about them."""
    sheet, keys, drawn = lot.sheet, lot.keys, whole_lots(count)
    mix_row(keys, lot.sources[0], lot.sources[1], lot.sources[2], drawn)
    for row in range(len(PURPOSES)):
        draw_row(sheet[row], luck, PURPOSES[row], keys, PLACES[row], 0, drawn)
    for need in range(NEEDS_PER_INITIATIVE):
        for which in range(PER_NEED):
            draw_row(sheet[Drawn.NEED + PER_NEED * need + which], luck, Purpose.NEEDS, keys, need, which, drawn)
    for row in range(Drawn.OBJECTIVES, len(sheet)):
        draw_row(sheet[row], luck, Purpose.OBJECTIVES, keys, row - Drawn.OBJECTIVES, 0, drawn)
