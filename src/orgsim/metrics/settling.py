"""What becomes of items, found by compiled loops over those of all futures: what is finished, refused, settled, and worth."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, Kind, Stage
from orgsim.metrics.adding import Numbers, Values, cell_of
from orgsim.metrics.placing import Places, part_of


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
    of_teams, teams, own = places.teams, work.team, work.own
    stages, funded = course.stage, course.funded
    for future in range(size[0]):
        for row in range(work.first[future], work.first[future + 1]):
            finished = course.finished[row] // WEEKS_PER_QUARTER - warmup if stages[row] == Stage.DONE else -1
            closed = -1
            if course.kind[row] == Kind.INITIATIVE and course.submitted[row] >= 0:
                settled = funded[row] if funded[row] >= 0 else course.closed[row]
                closed = settled // (MINUTES_PER_WEEK * WEEKS_PER_QUARTER) - warmup
            if 0 <= finished < size[2]:
                for place in range(of_teams.shape[2]):
                    part = part_of(of_teams, finished, teams[row], own[row], place)
                    if part != NONE:
                        sums[cell_of(size, future, part, finished), Done.FINISHED] += 1.0
            if 0 <= closed < size[2]:
                refused = 1.0 if stages[row] == Stage.REJECTED else 0.0
                for place in range(of_teams.shape[2]):
                    part = part_of(of_teams, closed, teams[row], own[row], place)
                    if part != NONE:
                        cell = cell_of(size, future, part, closed)
                        sums[cell, Done.CLOSED] += 1.0
                        sums[cell, Done.REFUSED] += refused


@rule
def waits_for_funding(course: Course, warmup: int, end: int) -> tuple[Numbers, Numbers, Values, Numbers]:
    """Return the initiatives whose case was submitted, whenever that was, the quarters of it, and how long they waited.

    That is their rows, the weeks until they were funded or refused, and whether they were. A case that lapsed never is, so it waits until
    the `end` of the run, in minutes, as one does that is still open.
    """
    count, submitted = len(course.kind), course.submitted
    rows, quarters = np.empty(count, np.int64), np.empty(count, np.int64)
    weeks, answered = np.empty(count), np.empty(count, np.bool_)
    last = 0
    for row in range(count):
        if course.kind[row] == Kind.INITIATIVE and submitted[row] >= 0:
            funded, stage = course.funded[row], course.stage[row]
            settled = funded if funded >= 0 else NONE if stage == Stage.LAPSED else course.closed[row]
            rows[last], answered[last] = row, funded >= 0 or stage == Stage.REJECTED
            quarters[last] = submitted[row] // (MINUTES_PER_WEEK * WEEKS_PER_QUARTER) - warmup
            weeks[last] = ((settled if settled >= 0 else end) - submitted[row]) / MINUTES_PER_WEEK
            last += 1
    return rows[:last], quarters[:last], weeks[:last], answered[:last]


@rule
def settled(
    course: Course, offer: Offer, market: Market, first: Numbers, shift: float, warmup: int, quarters: int
) -> tuple[Numbers, Numbers, Values, Values]:
    """Return the rows of what was settled in the quarters that count, its quarters, its fit and what it was worth on that day.

    Items of which nobody says what they contribute to the objectives are left out. `first` says where those of each future begin. What an
    initiative is worth is its promise x fit, as the market pays, less what the change breaks; `shift` is what that is of its scale.
    """
    funded, closed, domains, strategy = course.funded, course.closed, offer.domain, market.strategy
    items = first[len(first) - 1]
    rows, when = np.empty(items, np.int64), np.empty(items, np.int64)
    fits, worth = np.empty(items), np.empty(items)
    end = 0
    for future in range(len(first) - 1):
        said = market.first[future + 1] - market.first[future]
        for row in range(first[future], min(first[future + 1], first[future] + said)):
            settled_at = funded[row] if funded[row] >= 0 else closed[row]
            quarter = settled_at // (MINUTES_PER_WEEK * WEEKS_PER_QUARTER)
            if warmup <= quarter < warmup + quarters:
                objectives = market.objectives[market.first[future] + row - first[future]]
                fit = strategic_fit(strategy[future, quarter], objectives)
                paid = market.pays[future, quarter, domains[row]]
                gain = offer.promise[row] * (1.0 + offer.spill[row]) * fit * paid
                rows[end], when[end], fits[end] = row, quarter - warmup, fit
                worth[end] = gain - offer.scale[row] * shift
                end += 1
    return rows[:end], when[:end], fits[:end], worth[:end]
