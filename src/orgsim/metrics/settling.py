"""What becomes of items, found by compiled loops over those of all futures: what is finished, refused and settled, and what it was worth."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Kind, Stage
from orgsim.metrics.adding import Numbers, Values, cell_of
from orgsim.metrics.placing import Places, most_parts, parts_of_case


class Done(IntEnum):
    """What is counted of items."""

    FINISHED = 0
    """items of every kind, by the quarter in which they were finished"""
    CLOSED = 1
    """cases that were funded, refused or lapsed, by the quarter in which they were"""
    REFUSED = 2
    """cases of these that somebody refused"""


class Work(NamedTuple):
    """Columns of all items, future by future, and where those of each future begin, (F + 1,); `own` is the part that a domain is."""

    first: Numbers
    team: Numbers
    own: Numbers


class Course(NamedTuple):
    """More columns of all items: what each is, and how it went on."""

    kind: Numbers
    stage: Numbers
    submitted: Numbers
    funded: Numbers
    finished: Numbers
    closed: Numbers


class Offer(NamedTuple):
    """More columns of all items: what each offers."""

    domain: Numbers
    promise: Values
    spill: Values
    scale: Values


class Market(NamedTuple):
    """What items contribute to the objectives, (rows, K), where that of each future begins, (F + 1,), and what it is worth.

    `strategy` has the true weights of the objectives, (F, quarters, K), and `pays` what the market of each domain pays, (F, quarters, D).
    """

    objectives: Values
    first: Numbers
    strategy: Values
    pays: Values


@rule
def count_items(
    sums: Values, course: Course, work: Work, places: Places, warmup: int, size: tuple[int, int, int]
) -> None:
    """Count items by what became of them, (cells, `Done`); the first quarter that counts is `warmup`."""
    parts = np.empty(most_parts(places), np.int64)
    for future in range(size[0]):
        for row in range(work.first[future], work.first[future + 1]):
            quarter = course.finished[row] // WEEKS_PER_QUARTER - warmup
            if course.stage[row] == Stage.DONE and 0 <= quarter < size[2]:
                for place in range(parts_of_case(parts, places, quarter, work.own[row], work.team[row], -1)):
                    sums[cell_of(size, future, parts[place], quarter), Done.FINISHED] += 1.0
            if course.kind[row] != Kind.INITIATIVE or course.submitted[row] < 0:
                continue
            quarter = settled_at(course, row) // (MINUTES_PER_WEEK * WEEKS_PER_QUARTER) - warmup
            if 0 <= quarter < size[2]:
                refused = 1.0 if course.stage[row] == Stage.REJECTED else 0.0
                for place in range(parts_of_case(parts, places, quarter, work.own[row], work.team[row], -1)):
                    cell = cell_of(size, future, parts[place], quarter)
                    sums[cell, Done.CLOSED] += 1.0
                    sums[cell, Done.REFUSED] += refused


@rule
def settled_at(course: Course, row: int) -> int:
    """Return the minute at which an item was funded, or closed without being funded; negative for one still open."""
    return course.funded[row] if course.funded[row] >= 0 else course.closed[row]


@rule
def settled(
    course: Course, offer: Offer, market: Market, first: Numbers, shift: float, warmup: int, quarters: int
) -> tuple[Numbers, Numbers, Values, Values]:
    """Return the rows of what was settled in the quarters that count, its quarters, its fit and what it was worth on that day.

    Items of which nobody says what they contribute to the objectives are left out. `first` says where those of each future begin. What an
    initiative is worth is its promise x fit, as the market pays, less what the change breaks; `shift` is what that is of its scale.
    """
    rows, when = np.empty(first[-1], np.int64), np.empty(first[-1], np.int64)
    fits, worth = np.empty(first[-1]), np.empty(first[-1])
    end = 0
    for future in range(len(first) - 1):
        said = market.first[future + 1] - market.first[future]
        for row in range(first[future], min(first[future + 1], first[future] + said)):
            quarter = settled_at(course, row) // (MINUTES_PER_WEEK * WEEKS_PER_QUARTER)
            if warmup <= quarter < warmup + quarters:
                objectives = market.objectives[market.first[future] + row - first[future]]
                fit = strategic_fit(market.strategy[future, quarter], objectives)
                paid = market.pays[future, quarter, offer.domain[row]]
                gain = offer.promise[row] * (1.0 + offer.spill[row]) * fit * paid
                rows[end], when[end], fits[end] = row, quarter - warmup, fit
                worth[end] = gain - offer.scale[row] * shift
                end += 1
    return rows[:end], when[:end], fits[:end], worth[:end]
