"""A word on single cases of others: somebody who is consulted speaks for a case or against it before it is decided.

Those who are consulted are heard by their estimate, weighed by the decider's trust (``rated_case``). A player may say for or against
instead: as much as the case seems to gain or lose from the seat, with the sign that the player chooses. So nobody can shout: a word
weighs what the seat's own view would have weighed, and the decider still decides. A case that is spoken on is taken up on the planning
day, at the minutes of a decider's planning day and of a consulted person's hearing; everybody else is heard as usual.
"""

from collections.abc import Mapping

from orgsim.engine.mechanisms.decisions.authority import nearest_with
from orgsim.engine.mechanisms.decisions.desks import unlink
from orgsim.engine.mechanisms.decisions.errands import answer, pass_to, verdict_on
from orgsim.engine.mechanisms.decisions.judgement import judged_with
from orgsim.engine.mechanisms.decisions.requests import book_wait
from orgsim.engine.mechanisms.decisions.rubric import tilt_of
from orgsim.engine.mechanisms.decisions.voices import gives_time, next_in_contact, next_voice
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, Answer, Errand, Right, Turn

NOT_SAID: Mapping[int, bool] = {}


def cases_of_others(state: State, seat: int) -> list[int]:
    """Return the cases that wait at desks of others who will consult a post on them, in the order of desks and queues."""
    found = []
    for desk in state.desks:
        index = int(desk.head)
        while index != NONE:
            if _is_asked(state, seat, index):
                found.append(index)
            index = int(state.requests[index].next)
    return found


def _is_asked(state: State, seat: int, index: int) -> bool:
    """Tell whether the decider of a case consults a post on it: it has the right, they meet, and it has not spoken as author or rater."""
    request = state.requests[index]
    is_case = request.errand == Errand.CASE and request.turn == Turn.DECIDE
    apart = seat not in (int(request.at), int(request.author)) and not state.posts[seat].rater
    held = state.posts[request.at].person != NONE
    return bool(is_case and apart and held) and tie_to(state, int(request.at), seat, int(request.other)) != NONE


def tie_to(state: State, decider: int, seat: int, action: int) -> int:
    """Return the tie over which a decider consults a post on an action; NONE where they do not meet or it has no such right."""
    tie = next_in_contact(state, decider, action, Right.CONSULT, NONE)
    while tie != NONE and int(state.ties[tie].source) != seat:
        tie = next_in_contact(state, decider, action, Right.CONSULT, tie)
    return int(tie)


def speak(state: State, fate: Luck, seat: int, week: int, says: Mapping[int, bool]) -> None:
    """Have deciders take up the cases on which a post speaks, and hear it; cases that are decided by then are left out."""
    state.counters[0].quarter, state.counters[0].week = week // WEEKS_PER_QUARTER, week
    for index in cases_of_others(state, seat):
        key = int(state.requests[index].key)
        if key in says:
            worth = heard(state, fate, index, seat, says[key])
            take(state, int(state.requests[index].at), index, week, alone=True)
            _settle(state, fate, index, week * MINUTES_PER_WEEK, worth)


def heard(state: State, fate: Luck, index: int, seat: int, yes: bool | None) -> float:
    """Return the mean worth of a case to its decider, raters and those consulted, as ``rated_case`` does, but for what one post says.

    With None it says what it thinks, and the mean is that of the rule to the bit.
    """
    request, minutes = state.requests[index], state.parameters[0].minutes_to_rate
    decider, subject = int(request.at), int(request.subject)

    def judged(post: int) -> float:
        return float(judged_with(state, fate, post, subject, tilt_of(state, post)))

    total, weight = judged(decider), 1.0
    rater = int(state.counters[0].first_rater) if state.counters[0].raters > 0 else NONE
    while rater != NONE:
        if rater != decider and gives_time(state.posts[rater], minutes):
            total, weight = total + judged(rater), weight + 1.0
        rater = int(state.posts[rater].next_rater)
    tie = next_voice(state, decider, request.other, request.author, NONE)
    while tie != NONE:
        voice, trust = int(state.ties[tie].source), float(state.ties[tie].trust)
        said = judged(voice)
        if voice == seat and yes is not None:
            said = abs(said) if yes else -abs(said)
        total, weight = total + trust * said, weight + trust
        tie = next_voice(state, decider, request.other, request.author, tie)
    return total / weight


def take(state: State, post: int, index: int, week: int, *, alone: bool) -> None:
    """Take a request from the desk of a post, book its waiting, and charge the minutes of a planning day to the coming week."""
    now, quarter, request = week * MINUTES_PER_WEEK, week // WEEKS_PER_QUARTER, state.requests[index]
    unlink(state.desks[state.posts[post].queue], state.requests, index)
    book_wait(request, state.item_book[quarter], now)
    state.errand_book[post, quarter, 0] += 1
    state.errand_book[post, quarter, 1] += now - request.arrived
    share = 1.0 if alone else float(state.parameters[0].batch_share)
    state.posts[post].planning_due += max(1, round(share * float(request.left)))


def _settle(state: State, fate: Luck, index: int, now: int, worth: float) -> None:
    """Settle a case by what it is worth to those who were heard, as ``settle_case`` does."""
    request = state.requests[index]
    above = nearest_with(state.posts, state.posts[request.at].manager, request.other, Right.APPROVE)
    last = state.posts[request.at].rights[request.other] >= Right.DECIDE or above == NONE
    verdict = verdict_on(worth, 0.0, last)
    if verdict == Answer.OPEN:
        pass_to(state, fate, index, above, now)
    else:
        answer(state, fate, index, verdict, now)
