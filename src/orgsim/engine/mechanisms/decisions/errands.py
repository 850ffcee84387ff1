"""Errands: a request that a desk has dealt with moves on, moves up, or is answered."""

from orgsim.engine.compiled import rule
from orgsim.engine.fetching import LINE, SERVING, WAITING, fetch
from orgsim.engine.ledger import close, spend
from orgsim.engine.mechanisms.decisions.authority import common_superior, is_above, nearest_with
from orgsim.engine.mechanisms.decisions.consent import acceptance, influence_of, trust_between, weighed
from orgsim.engine.mechanisms.decisions.desks import serve_next, unlink
from orgsim.engine.mechanisms.decisions.informing import tell_of_merger
from orgsim.engine.mechanisms.decisions.judgement import renew_interests
from orgsim.engine.mechanisms.decisions.portfolio import move_capacity, reckon_prices
from orgsim.engine.mechanisms.decisions.proposals import (
    action_of,
    binds,
    consent_of,
    judged_in_company,
    other_side,
    persists,
    seen_by,
    share_lost,
)
from orgsim.engine.mechanisms.decisions.requests import book_wait, close_request, send
from orgsim.engine.mechanisms.decisions.rubric import rated_case
from orgsim.engine.mechanisms.decisions.stopping import stop
from orgsim.engine.mechanisms.knowledge.consolidation import merge
from orgsim.engine.mechanisms.people.hiring import start_search
from orgsim.engine.mechanisms.work.dependencies import settle_conflict
from orgsim.engine.mechanisms.work.exceptions import answer_exception
from orgsim.engine.mechanisms.work.planning import admit, answer_gate
from orgsim.engine.mechanisms.work.sunset import sunset
from orgsim.engine.random import Luck, Purpose, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    Answer,
    Errand,
    ItemAccount,
    PersonAccount,
    Right,
    Stage,
    Turn,
)


@rule
def pass_to(state: State, luck: Luck, index: int, post: int, now: int) -> None:
    """Send a request to the next desk."""
    send(state.requests, index, state.posts, state.desks, state.parameters[0], luck, post, now)


@rule
def climb(state: State, luck: Luck, index: int, final: int, now: int) -> None:
    """Send a request one desk up the reporting line toward its decider, where it takes its `final` turn."""
    request = state.requests[index]
    above = state.posts[request.at].manager
    if above == NONE:
        answer(state, luck, index, Answer.NO, now)
        return
    request.turn = final if is_above(state.posts, above, request.decider) else Turn.FORWARD
    pass_to(state, luck, index, above, now)


@rule
def answer(state: State, luck: Luck, index: int, verdict: int, now: int) -> None:
    """Close a request, and release the item that waited for it."""
    request = state.requests[index]
    close_request(request, verdict, now)
    if request.errand == Errand.EXCEPTION:
        answer_exception(state, request.subject, verdict == Answer.YES)
    elif request.errand == Errand.CASE:
        answer_case(state, luck, request, verdict, now)
    elif request.errand == Errand.GATE:
        answer_gate(state, luck, request.subject, verdict, now)
    elif request.errand == Errand.REQUISITION and verdict != Answer.YES:
        state.posts[request.subject].requested = 0


@rule
def answer_case(state: State, luck: Luck, request: Records, verdict: int, now: int) -> None:
    """Admit an initiative or drop it."""
    item = state.items[request.subject]
    quarter = state.counters[0].quarter
    item.request = NONE
    if item.stage != Stage.CASE:
        return
    state.teams[item.team].submitted_effort -= item.planned
    if verdict == Answer.YES:
        admit(state, luck, request.subject, now, quarter)
        return
    stage = Stage.REJECTED if verdict == Answer.NO else Stage.LAPSED
    close(state.item_book[quarter], ItemAccount.APPROVAL, item, stage, now)


@rule
def verdict_on(judged: float, threshold: float, last: bool) -> int:
    """Return a judge's verdict on a case: refused, granted by the `last` judge, or left open for the next."""
    if judged < threshold:
        return Answer.NO
    return Answer.YES if last else Answer.OPEN


@rule
def settle_case(state: State, luck: Luck, index: int, now: int) -> None:
    """Judge what a case is worth: refuse it, pass it to the next approver, or grant it."""
    request = state.requests[index]
    worth = rated_case(state, luck, request.at, request.subject, request.other, request.author)
    above = nearest_with(state.posts, state.posts[request.at].manager, request.other, Right.APPROVE)
    last = state.posts[request.at].rights[request.other] >= Right.DECIDE or above == NONE
    verdict = verdict_on(worth, 0.0, last)
    if verdict == Answer.OPEN:
        pass_to(state, luck, index, above, now)
    else:
        answer(state, luck, index, verdict, now)


@rule
def settle_exception(state: State, luck: Luck, index: int, now: int) -> None:
    """Answer a question, or pass it one level up."""
    request = state.requests[index]
    above = state.posts[request.at].manager
    if request.climbs > 0 and above != NONE:
        request.climbs -= 1
        pass_to(state, luck, index, above, now)
    else:
        answer(state, luck, index, Answer.YES, now)


@rule
def settle_requisition(state: State, luck: Luck, index: int, week: int, now: int) -> None:
    """Approve filling a post and start the search, or pass the requisition to a post that may approve it."""
    request = state.requests[index]
    above = nearest_with(state.posts, state.posts[request.at].manager, Action.STAFF, Right.APPROVE)
    if state.posts[request.at].rights[Action.STAFF] >= Right.DECIDE or above == NONE:
        start_search(state, luck, request.subject, week)
        answer(state, luck, index, Answer.YES, now)
    else:
        pass_to(state, luck, index, above, now)


@rule
def settle_report(state: State, luck: Luck, index: int, now: int) -> None:
    """Turn a report of look-alike capabilities into a proposal to merge them, made by its reader."""
    request = state.requests[index]
    request.errand = Errand.CONSOLIDATION
    request.turn = Turn.PREPARE
    request.author = request.at
    pass_to(state, luck, index, request.at, now)


@rule
def carry_out(state: State, luck: Luck, index: int, week: int, now: int) -> None:
    """Carry out a proposal that was agreed to or decided."""
    request = state.requests[index]
    if request.errand == Errand.SHIFT:
        done = move_capacity(state, request.subject, request.other, request.engineers, week)
    elif request.errand == Errand.STOP:
        done = stop(state, request.subject, now)
    elif request.errand == Errand.SUNSET:
        done = sunset(state, request.subject)
    else:
        done = merge(state, luck, request.subject, request.other, week)
        if done:
            tell_of_merger(state, request.at, request.subject, request.other)
    answer(state, luck, index, Answer.YES if done else Answer.NO, now)


@rule
def settle_prepared(state: State, luck: Luck, index: int, week: int, now: int) -> None:
    """Decide a prepared proposal if the author's authority covers it; otherwise ask the post that would lose by it."""
    request = state.requests[index]
    asked = consent_of(state, request)
    if asked == NONE:
        answer(state, luck, index, Answer.NO, now)
        return
    author = request.at
    within = binds(state.posts, author, asked)
    if asked == author or (within and state.posts[author].rights[action_of(request.errand)] >= Right.DECIDE):
        if persists(state, luck, author, request):
            carry_out(state, luck, index, week, now)
        else:
            answer(state, luck, index, Answer.NO, now)
        return
    request.author = author
    request.evidence = seen_by(state, luck, author, request)
    request.turn = Turn.CONSENT
    pass_to(state, luck, index, asked, now)


@rule
def settle_consent(state: State, luck: Luck, index: int, week: int, now: int) -> None:
    """Agree to a proposal or refuse it; a refusal goes to the lowest common superior with the right to decide."""
    request = state.requests[index]
    parameters = state.parameters[0]
    judge = request.at
    top = common_superior(state.posts, judge, other_side(state, request))
    decider = nearest_with(state.posts, top, action_of(request.errand), Right.DECIDE)
    trust = trust_between(state, judge, request.author)
    sponsorship = trust_between(state, decider, request.author) if decider != NONE else 0.0
    own = judged_in_company(state, luck, judge, request)
    gain = weighed(request.evidence, own, trust)
    loss = share_lost(state, request)
    chance = acceptance(parameters, gain, trust, sponsorship, influence_of(state, request.author), loss)
    if uniform(luck, Purpose.ACCEPTANCE, request.key, state.people[state.posts[judge].person].key, 0) < chance:
        carry_out(state, luck, index, week, now)
        return
    if decider == NONE or is_above(state.posts, judge, decider):
        answer(state, luck, index, Answer.NO, now)
        return
    request.decider = decider
    climb(state, luck, index, Turn.APPEAL, now)


@rule
def settle_appeal(state: State, luck: Luck, index: int, week: int, now: int) -> None:
    """Settle a refused proposal by the judgement of the superior it was taken to."""
    if judged_in_company(state, luck, state.requests[index].at, state.requests[index]) > 0.0:
        carry_out(state, luck, index, week, now)
    else:
        answer(state, luck, index, Answer.NO, now)


@rule
def settle_turn(state: State, luck: Luck, index: int, week: int, now: int) -> None:
    """Settle a request that only has to be decided."""
    request = state.requests[index]
    if request.errand == Errand.CASE:
        settle_case(state, luck, index, now)
    elif request.errand == Errand.EXCEPTION:
        settle_exception(state, luck, index, now)
    elif request.errand == Errand.REQUISITION:
        settle_requisition(state, luck, index, week, now)
    elif request.errand == Errand.REPORT:
        settle_report(state, luck, index, now)
    elif request.errand == Errand.GATE or settle_conflict(state, luck, request.at, request.subject):
        answer(state, luck, index, Answer.YES, now)
    else:
        answer(state, luck, index, Answer.NO, now)


@rule
def settle(state: State, luck: Luck, index: int, week: int) -> None:
    """Settle a served request as its turn asks for."""
    request = state.requests[index]
    now = state.posts[request.at].free
    if request.turn == Turn.FORWARD:
        final = Turn.DECIDE if request.errand == Errand.CONFLICT else Turn.APPEAL
        climb(state, luck, index, final, now)
    elif request.turn == Turn.PREPARE:
        settle_prepared(state, luck, index, week, now)
    elif request.turn == Turn.CONSENT:
        settle_consent(state, luck, index, week, now)
    elif request.turn == Turn.APPEAL:
        settle_appeal(state, luck, index, week, now)
    else:
        settle_turn(state, luck, index, week, now)


@rule
def patience(parameters: Records, errand: int) -> float:
    """Return the weeks after which an errand's author no longer waits for an answer."""
    if errand == Errand.EXCEPTION:
        return parameters.exception_patience
    return parameters.request_patience


@rule
def give_up(state: State, luck: Luck, desk: Records, week: int) -> None:
    """Give requests that were not attended to in time their default answer."""
    now = week * MINUTES_PER_WEEK
    quarter = week // WEEKS_PER_QUARTER
    index = desk.head
    while index != NONE:
        request = state.requests[index]
        following = request.next
        if now - request.arrived >= patience(state.parameters[0], request.errand) * MINUTES_PER_WEEK:
            unlink(desk, state.requests, index)
            book_wait(request, state.item_book[quarter], now)
            state.errand_book[request.at, quarter, 2] += 1
            answer(state, luck, index, Answer.LAPSED, now)
        index = following


@step(
    "capabilities counters desk_book desks errand_book heard hosts in_sight interests item_book "
    "items person_book posts pulse recent requests memos scarcities slots tally targets teams uses"
)
@rule
def serve_desks(state: State, luck: Luck, week: int) -> None:
    """Desks serve their requests, deepest in the tree first; answered requests move on within the week."""
    quarter = week // WEEKS_PER_QUARTER
    moved = state.pulse[quarter].shifted_engineers
    if state.parameters[0].portfolio:
        reckon_prices(state.posts, state.teams)
    for place in range(len(state.desk_order)):
        fetch_desks(state, place)
        desk = state.desks[state.desk_order[place]]
        give_up(state, luck, desk, week)
        while True:
            index = serve_next(desk, state.posts, state.requests, week)
            if index == NONE:
                break
            request = state.requests[index]
            now = state.posts[request.at].free
            book_wait(request, state.item_book[quarter], now)
            state.errand_book[request.at, quarter, 0] += 1
            state.errand_book[request.at, quarter, 1] += now - request.arrived
            settle(state, luck, index, week)
    book_decisions(state, quarter)
    if state.pulse[quarter].shifted_engineers > moved:
        renew_interests(state)


@rule
def fetch_desks(state: State, place: int) -> None:
    """Ask for the desks that are served soon after that at a place of the order, and for the people and the requests at the next."""
    last = len(state.desk_order) - 1
    fetch(state.desks, state.desk_order[min(last, place + 4)], 0)
    following = state.desks[state.desk_order[min(last, place + 2)]]
    for byte in range(0, SERVING, LINE):
        fetch(state.posts, following.first_server, byte)
    for byte in range(0, WAITING, LINE):
        fetch(state.requests, following.head, byte)


@rule
def book_decisions(state: State, quarter: int) -> None:
    """Book the minutes that each desk spent this week."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE:
            spent = post.desk_speed - post.desk_left
            state.desk_book[p, quarter] += post.desk_speed
            post.left = spend(state.person_book[p, quarter], PersonAccount.DECISIONS, spent, post.left)
