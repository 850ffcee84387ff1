"""What becomes of requests, counted by compiled loops over those of all futures, in the whole company or in its parts."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, Answer, Errand
from orgsim.metrics.adding import Numbers, Values, cell_of
from orgsim.metrics.placing import Places, part_of
from orgsim.metrics.settling import Work


class Asked(IntEnum):
    """What is counted of requests."""

    ESCALATED = 0
    """questions passed upward, conflicts, and refused proposals, by the quarter in which they were opened"""
    ENDED = 1
    """requests that ended, answered or not, by the quarter in which they did"""
    LAPSED = 2
    """requests of these that lapsed"""


class Questions(IntEnum):
    """What is counted of the questions of teams."""

    ENDED = 0
    """questions that ended, answered or not, by the quarter in which they did"""
    DESKS = 1
    """desks that they passed through"""


MINUTES_PER_QUARTER = MINUTES_PER_WEEK * WEEKS_PER_QUARTER


class Requests(NamedTuple):
    """Columns of all requests, future by future, and where those of each future begin, (F + 1,)."""

    first: Numbers
    errand: Numbers
    opened: Numbers
    answered: Numbers
    answer: Numbers
    hops: Numbers
    decider: Numbers
    at: Numbers
    subject: Numbers


@rule
def is_escalated(errand: int, hops: int, decider: int) -> bool:
    """Tell whether a request went up: a question passed on, a conflict between teams, or a refused proposal taken to a superior."""
    if errand == Errand.EXCEPTION:
        return hops > 1
    proposed = (
        errand == Errand.SHIFT or errand == Errand.CONSOLIDATION or errand == Errand.STOP or errand == Errand.SUNSET
    )
    return errand == Errand.CONFLICT or (proposed and decider >= 0)


@rule
def count_requests(sums: Values, requests: Requests, places: Places, warmup: int, size: tuple[int, int, int]) -> None:
    """Count the requests that were opened in the quarters that count, (cells, `Asked`), the first of which is `warmup`.

    A request counts in the parts of the post that it is at.
    """
    of_posts, answered, first = places.posts, requests.answered, requests.first
    for future in range(size[0]):
        for row in range(first[future], first[future + 1]):
            opened, post = requests.opened[row] // MINUTES_PER_QUARTER - warmup, requests.at[row] + 1
            if opened < 0:
                continue
            ended = answered[row] // MINUTES_PER_QUARTER - warmup
            if answered[row] >= 0 and ended < size[2]:
                lapsed = 1.0 if requests.answer[row] == Answer.LAPSED else 0.0
                for part in of_posts[ended, post]:
                    if part != NONE:
                        cell = cell_of(size, future, part, ended)
                        sums[cell, Asked.ENDED] += 1.0
                        sums[cell, Asked.LAPSED] += lapsed
            if opened < size[2] and is_escalated(requests.errand[row], requests.hops[row], requests.decider[row]):
                for part in of_posts[opened, post]:
                    if part != NONE:
                        sums[cell_of(size, future, part, opened), Asked.ESCALATED] += 1.0


@rule
def waits_for_answers(requests: Requests, warmup: int, end: int) -> tuple[Numbers, Numbers, Values, Numbers]:
    """Return the questions of teams that were asked in the quarters that count, their quarters, and how long they waited.

    That is their rows, the weeks until a yes or a no, and whether one came. A question that lapsed is never answered, so it waits until the
    `end` of the run, in minutes, as one does that is still open.
    """
    count = len(requests.opened)
    rows, quarters = np.empty(count, np.int64), np.empty(count, np.int64)
    weeks, answered = np.empty(count), np.empty(count, np.bool_)
    last = 0
    for row in range(count):
        quarter = requests.opened[row] // MINUTES_PER_QUARTER - warmup
        if requests.errand[row] == Errand.EXCEPTION and quarter >= 0:
            known = requests.answer[row] == Answer.YES or requests.answer[row] == Answer.NO
            settled = requests.answered[row] if known and requests.answered[row] >= 0 else end
            rows[last], quarters[last], answered[last] = row, quarter, known
            weeks[last] = (settled - requests.opened[row]) / MINUTES_PER_WEEK
            last += 1
    return rows[:last], quarters[:last], weeks[:last], answered[:last]


@rule
def count_questions(
    sums: Values, requests: Requests, work: Work, places: Places, warmup: int, size: tuple[int, int, int]
) -> None:
    """Count the questions that were opened in the quarters that count and have ended, (cells, `Questions`).

    A question counts in the parts of the team that asked, and in the role of the post that it is at.
    """
    of_teams, of_posts, teams, own, answered = places.teams, places.posts, work.team, work.own, requests.answered
    for future in range(size[0]):
        for row in range(requests.first[future], requests.first[future + 1]):
            if requests.errand[row] != Errand.EXCEPTION or answered[row] < 0:
                continue
            ended = answered[row] // MINUTES_PER_QUARTER - warmup
            if requests.opened[row] // MINUTES_PER_QUARTER < warmup or ended >= size[2]:
                continue
            item = work.first[future] + requests.subject[row]
            for place in range(-1, of_teams.shape[2]):
                part = of_posts[ended, requests.at[row] + 1, 0]
                if place >= 0:
                    part = part_of(of_teams, ended, teams[item], own[item], place)
                if part != NONE:
                    cell = cell_of(size, future, part, ended)
                    sums[cell, Questions.ENDED] += 1.0
                    sums[cell, Questions.DESKS] += requests.hops[row]
