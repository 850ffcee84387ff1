"""News: people tell those they meet which capabilities exist; who hears of two that look alike may notice.

Time set aside for the portfolio is spent reading what teams have and do: more messages, over the same ties.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import spend
from orgsim.engine.mechanisms.authority import nearest_with
from orgsim.engine.mechanisms.capabilities import overlap, remember
from orgsim.engine.mechanisms.requests import new_request, send
from orgsim.engine.random import Luck, Purpose, normal, uniform, unit, words
from orgsim.engine.state import Indices, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    RECENT,
    WEEKS_PER_QUARTER,
    Action,
    CapabilityState,
    Errand,
    PersonAccount,
    Right,
    Turn,
)


@rule
def topic(recent: Indices, person: Records, u: float) -> int:
    """Return what a person talks about: one of the last things heard of, at random; NONE when there is nothing."""
    known = min(int(person.learned), RECENT)
    return recent[int(u * known)] if known > 0 else NONE


@rule
def pick_tie(post: Records, ties: Records, u: float) -> int:
    """Return one of a post's ties, drawn by trusted minutes; NONE when it meets nobody."""
    total = 0.0
    for t in range(post.first_tie, post.first_tie + post.ties):
        total += ties[t].trust * float(ties[t].minutes)
    if total == 0.0:
        return NONE
    reached = 0.0
    for t in range(post.first_tie, post.first_tie + post.ties):
        reached += ties[t].trust * float(ties[t].minutes)
        if u * total < reached:
            return t
    return NONE


@rule
def notice_probability(hours: float, alike: float, effect: float) -> float:
    """Return the chance to notice in `hours` of attention to both that two things which overlap by `alike` (0..1) do the same."""
    return 1.0 - math.exp(-effect * hours * alike)


@rule
def compare_with(state: State, luck: Luck, post: int, told: int, known: int, hours: float, week: int) -> None:
    """Let a person who knows one instance and is told of another notice that they look alike, and act on it."""
    if known in (NONE, told):
        return
    parameters = state.parameters[0]
    first, second = state.capabilities[told], state.capabilities[known]
    if first.team == second.team or second.state > CapabilityState.LIVE:
        return
    alike = overlap(first, second, state.objectives, parameters.similarity)
    if alike == 0.0:
        return
    person = state.people[state.posts[post].person]
    younger, older = max(told, known), min(told, known)
    draw = uniform(luck, Purpose.NOTICE, person.key, week, state.capabilities[younger].key)
    if draw >= notice_probability(hours, alike, parameters.notice_effect):
        return
    noise = normal(luck, Purpose.NOTICE, person.key, 0, state.capabilities[younger].key)
    if alike + parameters.overlap_noise * noise >= parameters.duplicate_threshold:
        notice(state, luck, post, younger, older, week)


@rule
def notice(state: State, luck: Luck, post: int, younger: int, older: int, week: int) -> None:
    """Mark a duplicate as noticed and start its resolution: propose with the right to, else report to the nearest who has it."""
    capability = state.capabilities[younger]
    parameters = state.parameters[0]
    if capability.duplicates != NONE and capability.noticed == NEVER:
        capability.noticed = week
    if not parameters.consolidation or (
        capability.proposed != NEVER and week - capability.proposed < parameters.proposal_pause
    ):
        return
    proposer = nearest_with(state.posts, post, Action.CONSOLIDATE, Right.PROPOSE)
    if proposer == NONE:
        return
    capability.proposed = week
    now = (week + 1) * MINUTES_PER_WEEK
    errand = Errand.CONSOLIDATION if proposer == post else Errand.REPORT
    request = new_request(state.requests, state.counters[0], errand, capability.key, proposer, younger, now)
    if request == NONE:
        return
    state.requests[request].other = older
    state.requests[request].turn = Turn.PREPARE if proposer == post else Turn.DECIDE
    send(state.requests, request, state.posts, state.desks, parameters, luck, proposer, now)


@rule
def hear(state: State, luck: Luck, post: int, instance: int, hours: float, week: int) -> None:
    """Take in that an instance exists, and compare it with what one knows of the same and the similar type."""
    if state.capabilities[instance].state > CapabilityState.LIVE:
        return
    row = state.posts[post].person
    for twin in range(2):
        like = state.capabilities[instance].type ^ twin
        if like < len(state.type_first):
            compare_with(state, luck, post, instance, state.heard[row, like], hours, week)
            team = state.posts[post].first_team
            while team != NONE:
                compare_with(state, luck, post, instance, state.hosts[team, like], hours, week)
                team = state.teams[team].next_owned
    remember(state.heard[row], state.recent[row], state.people[row], state.capabilities, instance)


@step("capabilities", "counters", "desks", "heard", "people", "person_book", "posts", "recent", "requests")
@rule
def exchange_news(state: State, luck: Luck, week: int) -> None:
    """Everybody hears from those they meet; portfolio time is spent reading, and booked."""
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    for p in range(len(state.posts)):
        post = state.posts[p]
        if not post.active or post.person == NONE:
            continue
        read = post.portfolio_left
        post.left = spend(state.person_book[p, quarter], PersonAccount.PORTFOLIO, read, post.left)
        key = state.people[post.person].key
        minutes = float(post.met) + parameters.audit_share * float(read)
        wanted = minutes / parameters.minutes_per_message
        messages = int(wanted + uniform(luck, Purpose.NEWS, key, week, 0))
        hours = parameters.minutes_per_message / 60.0
        for m in range(messages):
            first, second, _, _ = words(luck, Purpose.NEWS, key, week, m + 1)
            tie = pick_tie(post, state.ties, unit(first))
            if tie == NONE:
                break
            teller = state.posts[state.ties[tie].source].person
            told = topic(state.recent[teller], state.people[teller], unit(second))
            if told != NONE:
                hear(state, luck, p, told, hours, week)
