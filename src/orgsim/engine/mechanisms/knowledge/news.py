"""News: people tell those they meet which capabilities exist, and a person who hears of two like ones may notice.

Hearing of both in a conversation is enough for small ones; to see that two large ones do the same takes reading them. Time set aside for
the portfolio is spent reading what teams have and do: more messages, over the same ties.
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import nearest_with
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.knowledge.capabilities import overlap, remember
from orgsim.engine.random import Luck, Purpose, normal, uniform
from orgsim.engine.state import Indices, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    RECENT,
    Action,
    CapabilityState,
    Errand,
    Right,
    Turn,
)

PROPOSAL_PAUSE = 26
"""Weeks before a merger that was refused may be proposed again. Source: assumed."""


HEARSAY = 2.0
"""Size up to which hearing of two things in a conversation is enough to see that they do the same, as a multiple of the median build.
Source: assumed."""


@rule
def topic(recent: Indices, u: float) -> int:
    """Return a random topic of conversation among the instances a person last heard of, (RECENT,); NONE when there is none."""
    start = int(u * RECENT)
    for step_on in range(RECENT):
        told = recent[(start + step_on) % RECENT]
        if told != NONE:
            return told
    return NONE


@rule
def messages(minutes: float, trust: float, minutes_per_message: float, u: float) -> int:
    """Return the number of messages that `minutes` over a tie carry, in proportion to trust; `u` decides about the fraction."""
    return int(trust * minutes / minutes_per_message + u)


@rule
def notice_probability(hours: float, alike: float, size: float, effect: float) -> float:
    """Return the chance to notice, in `hours` of attention to both, that two instances with an overlap of `alike` (0..1) do the same.

    `size` is the effort of building the smaller of the two over that of the median type: a large one takes as much more reading.

    Example
    -------
    >>> round(notice_probability(1.0, 1.0, 1.0, 0.3), 3), round(notice_probability(1.0, 1.0, 10.0, 0.3), 3)
    (0.259, 0.03)
    """
    return 1.0 - math.exp(-effect * hours * alike / size)


@rule
def attention(hours: float, read: float, size: float) -> float:
    """Return how many of some `hours` count toward noticing: for what is large, only the share `read` of them that went into reading.

    Example
    -------
    >>> attention(0.5, 0.2, 1.0), attention(0.5, 0.2, 10.0)
    (0.5, 0.1)
    """
    return hours if size <= HEARSAY else read * hours


@rule
def seems_the_same(alike: float, z: float, parameters: Records) -> bool:
    """Tell whether two instances with an overlap of `alike` look the same to a person whose error is `z` standard errors."""
    return alike + parameters.overlap_noise * z >= parameters.duplicate_threshold


@rule
def compare_with(
    state: State, luck: Luck, post: int, source: int, told: int, known: int, hours: float, read: float, week: int
) -> None:
    """Let a person who knows one instance and hears of another from `source` notice that they are alike, and act on it."""
    if known in (NONE, told):
        return
    parameters = state.parameters[0]
    person = state.people[state.posts[post].person]
    younger, older = max(told, known), min(told, known)
    first, second = state.capabilities[told], state.capabilities[known]
    if first.team == second.team or second.state > CapabilityState.LIVE:
        return
    size = min(first.effort, second.effort) / parameters.build_effort_median
    hours = attention(hours, read, size)
    if hours == 0.0:
        return
    draw = uniform(luck, Purpose.NOTICE, person.key, week, state.capabilities[younger].key)
    if draw >= notice_probability(hours, 1.0, size, parameters.notice_effect):
        return  # would not be noticed even if they were wholly the same, so how far they are need not be found out
    alike = overlap(first, second, state.objectives, parameters.similarity)
    if draw >= notice_probability(hours, alike, size, parameters.notice_effect):
        return
    noise = normal(luck, Purpose.AUDIT, person.key, 0, state.capabilities[younger].key)
    if seems_the_same(alike, noise, parameters):
        notice(state, luck, post, source, younger, older, week)


@rule
def notice(state: State, luck: Luck, post: int, source: int, younger: int, older: int, week: int) -> None:
    """Mark a duplicate as noticed by a post that heard from `source`; propose a merger, or report to the nearest post that may."""
    capability = state.capabilities[younger]
    parameters = state.parameters[0]
    if capability.duplicates != NONE and capability.noticed == NEVER:
        capability.noticed = week
        capability.noticed_by = post
        capability.noticed_from = source
    if not parameters.consolidation or (capability.proposed != NEVER and week - capability.proposed < PROPOSAL_PAUSE):
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
def hear(state: State, luck: Luck, post: int, source: int, instance: int, hours: float, read: float, week: int) -> None:
    """Let a person hear of an instance from the post `source` and compare it with known instances of the same and of the similar type.

    It takes `hours` of attention, a share `read` of them to reading.
    """
    if state.capabilities[instance].state > CapabilityState.LIVE:
        return
    row = state.posts[post].person
    for twin in range(2):
        like = state.capabilities[instance].type ^ twin
        if like < len(state.type_first):
            compare_with(state, luck, post, source, instance, state.heard[row, like], hours, read, week)
            team = state.posts[post].first_team
            while team != NONE:
                compare_with(state, luck, post, source, instance, state.hosts[team, like], hours, read, week)
                team = state.teams[team].next_owned
    remember(state.heard[row], state.recent[row], state.capabilities, instance)


@rule
def gather(state: State, luck: Luck, p: int, more: float, week: int, topics: Indices, sources: Indices) -> int:
    """List what a person is told in a week over all ties, and by whom; reading multiplies messages by `more`. Return how many there are."""
    post = state.posts[p]
    minutes_per_message = state.parameters[0].minutes_per_message
    count = 0
    for t in range(post.first_tie, post.first_tie + post.ties):
        tie = state.ties[t]
        if tie.minutes > 0:
            u = uniform(luck, Purpose.NEWS, tie.between, week, 0)
            for m in range(messages(more * float(tie.minutes), tie.trust, minutes_per_message, u)):
                told = topic(state.recent[tie.person], uniform(luck, Purpose.NEWS, tie.between, week, m + 1))
                if told != NONE:
                    topics[count] = told
                    sources[count] = tie.source
                    count += 1
    return count


@rule
def concerns(state: State, p: int, told: int) -> bool:
    """Tell whether a person may learn anything from hearing of an instance: it is new, or there is something to compare it with.

    All tables are looked at whatever the first says, so that the processor waits for those of several messages at once: in a large company
    they are far away.
    """
    kind = state.capabilities[told].type
    twin = min(kind ^ 1, len(state.type_first) - 1)
    row = state.heard[state.posts[p].person]
    found = (row[kind] != told) | ((twin != kind) & (row[twin] != NONE))
    team = state.posts[p].first_team
    while team != NONE:
        hosted = state.hosts[team]
        found = found | ((hosted[kind] != NONE) & (hosted[kind] != told)) | ((twin != kind) & (hosted[twin] != NONE))
        team = state.teams[team].next_owned
    return found & (state.capabilities[told].state <= CapabilityState.LIVE)


@rule
def listen(state: State, luck: Luck, p: int, more: float, week: int, topics: Indices, sources: Indices) -> None:
    """Receive a week's messages; `topics` and `sources` are scratch space with room for them."""
    count = gather(state, luck, p, more, week, topics, sources)
    found = False
    for place in range(count):
        found = found | concerns(state, p, topics[place])
    if found:
        hours = state.parameters[0].minutes_per_message / 60.0
        for place in range(count):
            hear(state, luck, p, sources[place], topics[place], hours, 1.0 - 1.0 / more, week)


@rule
def most_messages(post: Records, more: float, minutes_per_message: float) -> int:
    """Return a number that a person's messages of a week do not exceed: each tie rounds up at most one."""
    return int(more * float(post.met) / minutes_per_message) + post.ties + 1


@step("capabilities counters desks heard posts recent requests")
@rule
def exchange_news(state: State, luck: Luck, week: int) -> None:
    """People hear news from those they meet, and spend a part of portfolio time on reading."""
    parameters = state.parameters[0]
    topics, sources = np.empty(0, np.int64), np.empty(0, np.int64)
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE and post.met > 0:
            more = 1.0 + parameters.audit_share * float(post.portfolio_left) / float(post.met)
            most = most_messages(post, more, parameters.minutes_per_message)
            if most > len(topics):
                topics, sources = np.empty(2 * most, np.int64), np.empty(2 * most, np.int64)
            listen(state, luck, p, more, week, topics, sources)
