"""What becomes of requests, counted by compiled loops over those of all futures, in the whole company or in its parts."""

from enum import IntEnum
from typing import NamedTuple

from orgsim.engine.compiled import rule
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, Answer, Errand
from orgsim.metrics.adding import Numbers, Values, cell_of
from orgsim.metrics.placing import Places
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
    """Count the requests that were opened in the quarters that count, (cells, `Asked`), the first of which is `warmup`.

    A request counts in the parts of the post that it is at; a question in those of the team that asked, and in the role of that post.
    """
    of_teams, of_posts, teams, own, items = places.teams, places.posts, work.team, work.own, work.first
    errands, answered, desks, first = requests.errand, requests.answered, requests.at, requests.first
    quarter_of = MINUTES_PER_WEEK * WEEKS_PER_QUARTER
    for future in range(size[0]):
        for row in range(first[future], first[future + 1]):
            opened, post, errand = requests.opened[row] // quarter_of - warmup, desks[row], errands[row]
            if opened < 0:
                continue
            if opened < size[2] and is_escalated(errand, requests.hops[row], requests.decider[row]):
                for place in range(of_posts.shape[2]):
                    part = of_posts[opened, post, place]
                    if part != NONE:
                        sums[cell_of(size, future, part, opened), Asked.ESCALATED] += 1.0
            ended = answered[row] // quarter_of - warmup
            if answered[row] < 0 or ended >= size[2]:
                continue
            for place in range(of_posts.shape[2]):
                part = of_posts[ended, post, place]
                if part != NONE:
                    cell = cell_of(size, future, part, ended)
                    sums[cell, Asked.ENDED] += 1.0
                    sums[cell, Asked.LAPSED] += 1.0 if requests.answer[row] == Answer.LAPSED else 0.0
            if errand == Errand.EXCEPTION:
                item = items[future] + requests.subject[row]
                for place in range(of_teams.shape[2] + 1):
                    part = of_posts[ended, post, 0]
                    if place < of_teams.shape[2]:
                        part = own[item] if place == 0 and own[item] != NONE else of_teams[ended, teams[item], place]
                    if part != NONE:
                        cell = cell_of(size, future, part, ended)
                        sums[cell, Asked.QUESTIONS] += 1.0
                        sums[cell, Asked.DESKS] += requests.hops[row]
