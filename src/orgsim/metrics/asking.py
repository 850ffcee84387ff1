"""What becomes of requests, counted by compiled loops over those of all futures, in the whole company or in its parts."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Answer, Errand
from orgsim.metrics.adding import Numbers, Values, cell_of
from orgsim.metrics.placing import Places, most_parts, parts_of_case, parts_of_post
from orgsim.metrics.settling import Work


class Asked(IntEnum):
    """What is counted of requests."""

    ESCALATED = 0
    """questions passed upward, conflicts, and refused proposals, by the quarter in which they were opened"""
    ENDED = 1
    """requests that ended, answered or not, by the quarter in which they did"""
    LAPSED = 2
    """requests of these that lapsed"""
    QUESTIONS = 3
    """questions of teams that ended"""
    DESKS = 4
    """desks that those questions passed through"""


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
    proposed = errand == Errand.SHIFT or errand == Errand.CONSOLIDATION or errand == Errand.STOP or errand == Errand.SUNSET
    return errand == Errand.CONFLICT or (proposed and decider >= 0)


@rule
def count_requests(
    sums: Values, requests: Requests, work: Work, places: Places, warmup: int, size: tuple[int, int, int]
) -> None:
    """Count the requests that were opened in the quarters that count, (cells, `Asked`), the first of which is `warmup`."""
    parts = np.empty(most_parts(places), np.int64)
    quarter_of = MINUTES_PER_WEEK * WEEKS_PER_QUARTER
    for future in range(size[0]):
        for row in range(requests.first[future], requests.first[future + 1]):
            opened = requests.opened[row] // quarter_of - warmup
            if opened < 0:
                continue
            post, errand = requests.at[row], requests.errand[row]
            if opened < size[2] and is_escalated(errand, requests.hops[row], requests.decider[row]):
                for place in range(parts_of_post(parts, places, opened, post)):
                    sums[cell_of(size, future, parts[place], opened), Asked.ESCALATED] += 1.0
            ended = requests.answered[row] // quarter_of - warmup
            if requests.answered[row] < 0 or ended >= size[2]:
                continue
            lapsed = 1.0 if requests.answer[row] == Answer.LAPSED else 0.0
            for place in range(parts_of_post(parts, places, ended, post)):
                cell = cell_of(size, future, parts[place], ended)
                sums[cell, Asked.ENDED] += 1.0
                sums[cell, Asked.LAPSED] += lapsed
            if errand == Errand.EXCEPTION:
                item = work.first[future] + requests.subject[row]
                for place in range(parts_of_case(parts, places, ended, work.own[item], work.team[item], post)):
                    cell = cell_of(size, future, parts[place], ended)
                    sums[cell, Asked.QUESTIONS] += 1.0
                    sums[cell, Asked.DESKS] += requests.hops[row]
