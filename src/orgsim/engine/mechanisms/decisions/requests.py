"""Requests: one person asks another's desk for an answer, and the wait is booked."""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import elapse
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.desks import enqueue, service_minutes
from orgsim.engine.random import Luck, Purpose, mix, uniform
from orgsim.engine.state import Minutes, Records
from orgsim.engine.vocabulary import NEVER, NONE, Answer, Errand, ItemAccount, Turn

MINUTES_TO_FORWARD = 20.0
"""Mean desk time of passing a request on. Source: assumed."""


@rule
def mean_service(parameters: Records, errand: int, turn: int) -> float:
    """Return the mean desk minutes that one turn of an errand takes."""
    if turn == Turn.FORWARD:
        return MINUTES_TO_FORWARD
    if turn == Turn.PREPARE:
        return parameters.minutes_to_prepare
    if errand == Errand.EXCEPTION:
        return parameters.minutes_to_answer
    if errand == Errand.REPORT:
        return MINUTES_TO_FORWARD
    return parameters.minutes_to_decide


@rule
def new_request(
    requests: Records, counters: Records, errand: int, key: int, author: int, subject: int, now: int
) -> int:
    """Open a request and return its index; return NONE and note a fault when the table is full.

    `key` is that of its cause, never of the moment: the same question asked a week later takes the same time to answer.
    """
    index = counters.requests
    if index >= len(requests):
        counters.fault = 1
        return NONE
    counters.requests += 1
    request = requests[index]
    request.key = mix(key, errand, 0)
    request.errand = errand
    request.turn = Turn.DECIDE
    request.answer = Answer.OPEN
    request.hops = 0
    request.climbs = 0
    request.author = author
    request.decider = NONE
    request.at = NONE
    request.subject = subject
    request.other = NONE
    request.evidence = 0.0
    request.engineers = 0
    request.opened = now
    request.answered = NEVER
    request.booked_until = now
    request.next = NONE
    return index


@rule
def send(
    requests: Records,
    index: int,
    posts: Records,
    desks: Records,
    parameters: Records,
    luck: Luck,
    post: int,
    now: int,
) -> None:
    """Put a request on a post's desk at minute `now`, or on that of the superior who stands in for a vacant post."""
    request = requests[index]
    actor = holder(posts, post)
    request.at = actor if actor != NONE else post
    request.arrived = now
    request.began = NEVER
    mean = mean_service(parameters, request.errand, request.turn)
    request.service = service_minutes(mean, uniform(luck, Purpose.SERVICE, request.key, request.hops, 0))
    request.left = request.service
    request.together = 0
    request.hops += 1
    enqueue(desks[posts[request.at].queue], requests, index)


@rule
def book_wait(request: Records, book: Minutes, now: int) -> None:
    """Book the waiting and service time of a request since it was last booked; `book` is (ItemAccount,)."""
    if request.began >= 0:
        if request.booked_until < request.began:
            elapse(book, ItemAccount.REQUEST_QUEUE, request, request.began)
        elapse(book, ItemAccount.REQUEST_SERVICE, request, now)
    else:
        elapse(book, ItemAccount.REQUEST_QUEUE, request, now)


@rule
def close_request(request: Records, answer: int, now: int) -> None:
    """Close a request with its answer."""
    request.answer = answer
    request.answered = now
