"""News: people tell those they meet which capabilities exist, and a person who hears of two like ones may notice.

Hearing of both in a conversation is enough for small ones; to see that two large ones do the same takes reading them. Time set aside for
the portfolio is spent reading what teams have and do: more messages, over the same ties.
"""

import math
from typing import NamedTuple

import numpy as np

from orgsim.engine.chances import happens
from orgsim.engine.compiled import rule
from orgsim.engine.fetching import fetch
from orgsim.engine.mechanisms.decisions.authority import nearest_with
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.knowledge.capabilities import overlap, remember
from orgsim.engine.random import Luck, Purpose, Words, draw_several, normal, whole_lots
from orgsim.engine.state import Floats, Indices, Records, State
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


SHORT = 4
"""Bytes of a number in the tables of what people have heard of and teams host."""
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
    return 1.0 - math.exp(-notice_rate(hours, alike, size, effect))


@rule
def notice_rate(hours: float, alike: float, size: float, effect: float) -> float:
    """Return how much attention to two instances comes to by what there is to see: the chance to notice is 1 - exp(-rate)."""
    return effect * hours * alike / size


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
def size_of_smaller(first: Records, second: Records, parameters: Records) -> float:
    """Return the effort of building the smaller of two instances over that of the median type."""
    return min(first.effort, second.effort) / parameters.build_effort_median


@rule
def may_be_alike(state: State, told: int, known: int, read: float) -> bool:
    """Tell whether somebody who knows one instance could notice that another, heard of, does the same: two teams have them, now.

    Large ones have to be read, for which there is no time where the share `read` of it is 0.
    """
    if known in (NONE, told):
        return False
    first, second = state.capabilities[told], state.capabilities[known]
    if first.team == second.team or second.state > CapabilityState.LIVE:
        return False
    if first.type == second.type and first.generation != second.generation:
        return False
    return read > 0.0 or size_of_smaller(first, second, state.parameters[0]) <= HEARSAY


@rule
def looks_alike(
    state: State, luck: Luck, person: Records, told: int, known: int, hours: float, read: float, draw: float
) -> bool:
    """Tell whether somebody who gives `hours` of attention to two instances sees this week (`draw`, 0..1) that they do the same."""
    parameters = state.parameters[0]
    first, second = state.capabilities[told], state.capabilities[known]
    size = size_of_smaller(first, second, parameters)
    hours = attention(hours, read, size)
    if draw >= parameters.notice_effect * hours / size:
        return False  # more than the chance if they were wholly the same, so how far they are need not be found out
    alike = overlap(first, second, state.objectives, parameters.similarity)
    if not happens(draw, notice_rate(hours, alike, size, parameters.notice_effect)):
        return False
    noise = normal(luck, Purpose.AUDIT, person.key, 0, state.capabilities[max(told, known)].key)
    return seems_the_same(alike, noise, parameters)


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


class Notes(NamedTuple):
    """Scratch space for one person's week: messages first, then the pairs of instances to compare, and the draws for either.

    All are as long as ``most_noted`` says, in whole lots.
    """

    ties: Indices  # those over which there is contact, and then that of each message
    topics: Indices  # the instance that each message is about
    sources: Indices  # the post that it comes from, and then the one that made a pair known
    told: Indices  # of each pair, the instance that was heard of
    known: Indices  # the other
    keys: Words  # of each draw
    numbers: Words
    draws: Floats


@rule
def gather(state: State, luck: Luck, p: int, more: float, week: int, notes: Notes) -> int:
    """List what a person is told in a week over all ties, and by whom; reading multiplies messages by `more`. Return how many there are."""
    count = count_messages(state, luck, p, more, week, notes)
    draw_several(notes.draws, luck, Purpose.NEWS, notes.keys, week, notes.numbers, whole_lots(count))
    kept = 0
    for place in range(count):
        tie = state.ties[notes.ties[place]]
        told = topic(state.recent[tie.person], notes.draws[place])
        if told != NONE:
            notes.topics[kept] = told
            notes.sources[kept] = tie.source
            kept += 1
    return kept


@rule
def look_up(state: State, p: int, count: int, notes: Notes) -> None:
    """Ask for all that a person is told of, and then for what the person knows of that kind, before any of it is heard."""
    for place in range(count):
        fetch(state.capabilities, notes.topics[place], 0)
    for place in range(count):
        kind = state.capabilities[notes.topics[place]].type
        fetch(state.heard, state.posts[p].person, SHORT * kind)
        team = state.posts[p].first_team
        while team != NONE:
            fetch(state.hosts, team, SHORT * kind)
            team = state.teams[team].next_owned


@rule
def count_messages(state: State, luck: Luck, p: int, more: float, week: int, notes: Notes) -> int:
    """List the tie of each message that a person gets in a week, and the keys of its draw; return how many there are."""
    met = meet_over(state, p, notes)
    draw_several(notes.draws, luck, Purpose.NEWS, notes.keys, week, notes.numbers, whole_lots(met))
    minutes_per_message = state.parameters[0].minutes_per_message
    count = 0
    for place in range(met):
        t = notes.topics[place]
        tie = state.ties[t]
        for m in range(messages(more * float(tie.minutes), tie.trust, minutes_per_message, notes.draws[place])):
            notes.ties[count] = t
            notes.keys[count] = tie.between
            notes.numbers[count] = m + 1
            count += 1
    return count


@rule
def meet_over(state: State, p: int, notes: Notes) -> int:
    """List the ties over which a person has contact, in the place of topics, and the keys of a draw for each; return how many there are."""
    post = state.posts[p]
    met = 0
    for t in range(post.first_tie, post.first_tie + post.ties):
        if state.ties[t].minutes > 0:
            notes.topics[met] = t
            notes.keys[met] = state.ties[t].between
            notes.numbers[met] = 0
            met += 1
    return met


@rule
def hear(state: State, p: int, instance: int, source: int, read: float, pairs: int, notes: Notes) -> int:
    """Let a person hear of an instance, and list what to compare it with: known ones of the same and of the similar type.

    `pairs` are on the list; return how many there are then.
    """
    if state.capabilities[instance].state > CapabilityState.LIVE:
        return pairs
    row = state.posts[p].person
    for twin in range(2):
        like = state.capabilities[instance].type ^ twin
        if like < len(state.type_first):
            pairs = note_pair(state, instance, state.heard[row, like], source, read, pairs, notes)
            team = state.posts[p].first_team
            while team != NONE:
                pairs = note_pair(state, instance, state.hosts[team, like], source, read, pairs, notes)
                team = state.teams[team].next_owned
    remember(state.heard[row], state.recent[row], state.capabilities, instance)
    return pairs


@rule
def note_pair(state: State, told: int, known: int, source: int, read: float, pairs: int, notes: Notes) -> int:
    """Put two instances on the list of `pairs` if anything can come of comparing them; return how many there are then."""
    if not may_be_alike(state, told, known, read):
        return pairs
    notes.told[pairs] = told
    notes.known[pairs] = known
    notes.ties[pairs] = source
    notes.numbers[pairs] = state.capabilities[max(told, known)].key
    return pairs + 1


@rule
def compare(state: State, luck: Luck, p: int, pairs: int, hours: float, read: float, week: int, notes: Notes) -> None:
    """Let a person give `hours` to each pair on the list, a share `read` of them to reading, and act on what is noticed."""
    person = state.people[state.posts[p].person]
    drawn = whole_lots(pairs)
    for place in range(drawn):
        notes.keys[place] = person.key
    draw_several(notes.draws, luck, Purpose.NOTICE, notes.keys, week, notes.numbers, drawn)
    for place in range(pairs):
        told, known = notes.told[place], notes.known[place]
        if looks_alike(state, luck, person, told, known, hours, read, notes.draws[place]):
            notice(state, luck, p, notes.ties[place], max(told, known), min(told, known), week)


@rule
def listen(state: State, luck: Luck, p: int, more: float, week: int, notes: Notes) -> None:
    """Receive a week's messages, and compare what they tell of with what is known."""
    read = 1.0 - 1.0 / more
    count = gather(state, luck, p, more, week, notes)
    look_up(state, p, count, notes)
    pairs = 0
    for place in range(count):
        pairs = hear(state, p, notes.topics[place], notes.sources[place], read, pairs, notes)
    compare(state, luck, p, pairs, state.parameters[0].minutes_per_message / 60.0, read, week, notes)


@rule
def most_messages(post: Records, more: float, minutes_per_message: float) -> int:
    """Return a number that a person's messages of a week do not exceed: each tie rounds up at most one."""
    return int(more * float(post.met) / minutes_per_message) + post.ties + 1


@rule
def by_reading(post: Records, parameters: Records) -> float:
    """Return the factor by which a person's reading multiplies messages."""
    return 1.0 + parameters.audit_share * float(post.portfolio_left) / float(post.met)


@rule
def meets_anybody(post: Records) -> bool:
    """Tell whether somebody holds a post and has contact this week."""
    return post.active and post.person != NONE and post.met > 0


@rule
def most_noted(state: State) -> int:
    """Return a number of messages, and of pairs to compare, that no person's week exceeds."""
    parameters = state.parameters[0]
    most = 0
    for post in state.posts:
        if meets_anybody(post):
            known = 1  # what the person has heard of, and what each own team hosts
            team = post.first_team
            while team != NONE:
                known += 1
                team = state.teams[team].next_owned
            told = most_messages(post, by_reading(post, parameters), parameters.minutes_per_message)
            most = max(most, 2 * known * told)
    return most


@rule
def exchange(state: State, luck: Luck, week: int, notes: Notes) -> None:
    """Let everybody listen who meets anybody."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        if meets_anybody(post):
            listen(state, luck, p, by_reading(post, state.parameters[0]), week, notes)


@step("capabilities counters desks heard posts recent requests")
@rule
def exchange_news(state: State, luck: Luck, week: int) -> None:
    """People hear news from those they meet, and spend a part of portfolio time on reading."""
    room = whole_lots(most_noted(state))
    ties, topics, sources = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    told, known = np.empty(room, np.int64), np.empty(room, np.int64)
    keys, numbers = np.zeros(room, np.uint64), np.zeros(room, np.uint64)
    exchange(state, luck, week, Notes(ties, topics, sources, told, known, keys, numbers, np.empty(room)))
