"""Portfolio: posts with the time and the right propose to move capacity to where it seems worth more; refusals are escalated."""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, nearest_with
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.mechanisms.decisions.judgement import find_interests, judged_by
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.knowledge.ties import find_tie
from orgsim.engine.mechanisms.work.delivery import NEWCOMER_LOSS
from orgsim.engine.mechanisms.work.sunset import gain_of_sunset, may_propose_sunset, propose_sunset, worst_in_service
from orgsim.engine.random import Luck, Purpose, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    Errand,
    Kind,
    Right,
    Skill,
    Turn,
)

SMALLEST_TEAM = 3
"""Engineers: no team is made smaller than this by moving capacity. Source: assumed."""
CASES_PER_REVIEW = 3
"""How many of a team's next ideas a reviewer looks at. Source: assumed."""
SHIFT_HORIZON = 26.0
"""Weeks for which a reviewer counts on capacity staying where it is moved: half a year. Source: assumed."""
CONSENT_BY_GAIN = 0.5
"""What a standard value of gain adds to the log odds of consent. Source: assumed."""
CONSENT_BY_TRUST = 1.5
"""What full trust in the proposer adds to the log odds of consent. Source: assumed."""
CONSENT_BY_SPONSOR = 1.0
"""What full backing by the person who could overrule adds to the log odds of consent. Source: assumed."""
CONSENT_BY_LOSS = 2.0
"""What losing all of one's scope takes off the log odds of consent. Source: assumed."""
CONSENT_BY_INFLUENCE = 2.0
"""What the proposer's skill at influence, above one half, adds to the log odds of consent. Source: assumed."""


@rule
def last_funded(state: State, team: int) -> int:
    """Return the unstarted initiative that stands last in a team's backlog; NONE when there is none."""
    last = NONE
    index = state.teams[team].backlog
    while index != NONE:
        if state.items[index].kind == Kind.INITIATIVE:
            last = index
        index = state.items[index].next
    return last


@rule
def outlook(state: State, luck: Luck, post: int, index: int, most: int) -> float:
    """Return the mean worth to a judge, for each standard effort, of a team's next few ideas, on which more capacity would be spent.

    What seems worth nothing would not be funded, so it counts as nothing.
    """
    total = 0.0
    count = 0
    while index != NONE and count < most:
        total += max(0.0, judged_by(state, luck, post, index))
        count += 1
        index = state.items[index].next
    return total / float(max(1, count))


@rule
def review(state: State, luck: Luck, post: int, week: int) -> None:
    """Compare as many teams as time allows; propose to move capacity from the least to the most promising, and one sunset.

    Time is what last week left for the portfolio, all quarter long.
    """
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    minutes = (1.0 - parameters.audit_share) * float(state.posts[post].portfolio_left) * WEEKS_PER_QUARTER
    seen = look_around(state, post)
    chance = minutes / parameters.minutes_per_review / float(max(1, seen))
    giving, taking, fading = NONE, NONE, NONE
    lowest, highest, most = 0.0, 0.0, 0.0
    proposes_sunsets = parameters.products and parameters.stopping and may_propose_sunset(state.posts, post)
    key = state.people[state.posts[post].person].key
    for place in range(seen):
        t = state.in_sight[place]
        team = state.teams[t]
        if uniform(luck, Purpose.PORTFOLIO_NOISE, key, quarter, team.key) >= chance:
            continue
        worst = worst_in_service(state, t, 0.0, week) if proposes_sunsets else NONE
        if worst != NONE and gain_of_sunset(state, worst, 0.0, week) > most:
            fading, most = worst, gain_of_sunset(state, worst, 0.0, week)
        last = last_funded(state, t)
        if last != NONE and team.engineers > SMALLEST_TEAM:
            value = judged_by(state, luck, post, last)
            if giving == NONE or value < lowest:
                giving, lowest = last, value
        if team.pool != NONE:
            value = outlook(state, luck, post, team.pool, CASES_PER_REVIEW)
            if taking == NONE or value > highest:
                taking, highest = team.pool, value
    if giving != NONE and taking != NONE:
        gain = gain_of_shift(lowest, highest, parameters)
        if gain > 0.0:
            propose_shift(state, luck, post, giving, taking, gain, week)
    if fading != NONE:
        propose_sunset(state, luck, post, fading, week)


@rule
def gain_of_shift(giving: float, taking: float, parameters: Records) -> float:
    """Return the gain of moving capacity, in standard values, less what getting to know the new team costs.

    `giving` and `taking` are what the two teams' next work is worth for a standard effort, in standard values; work that seems to lose
    would not be done, so it counts as nothing.
    """
    lost, won = max(0.0, giving), max(0.0, taking)
    weekly = parameters.productive_share * float(parameters.shift_size) * MINUTES_PER_WEEK / parameters.effort_median
    return weekly * (SHIFT_HORIZON * (won - lost) - NEWCOMER_LOSS * parameters.newcomer_weeks * won)


@rule
def propose_shift(state: State, luck: Luck, post: int, giving: int, taking: int, gain: float, week: int) -> None:
    """Make a proposal to move capacity from the team of one item to the team of another."""
    if state.items[giving].team == state.items[taking].team:
        return
    now = week * MINUTES_PER_WEEK
    request = new_request(state.requests, state.counters[0], Errand.SHIFT, state.items[giving].key, post, giving, now)
    if request == NONE:
        return
    state.requests[request].other = taking
    state.requests[request].evidence = gain
    state.requests[request].turn = Turn.PREPARE
    send(state.requests, request, state.posts, state.desks, state.parameters[0], luck, post, now)


@step("counters desks in_sight items posts requests teams")
@rule
def review_portfolio(state: State, luck: Luck, week: int) -> None:
    """Posts with the right to propose shifts and with portfolio time review the portfolio."""
    find_holders(state.posts, state.teams)
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE and post.portfolio > 0 and post.rights[Action.SHIFT] >= Right.PROPOSE:
            review(state, luck, p, week)


@rule
def acceptance(
    parameters: Records, seen_gain: float, trust: float, sponsorship: float, influence: float, loss: float
) -> float:
    """Return the chance that the post that would lose by a proposal agrees to it (logistic).

    `seen_gain` in standard values, `trust` in the proposer and the proposer's `sponsorship` by the one who could overrule are 0..1,
    `influence` is the proposer's skill (one half is average), `loss` is the share of one's own scope that would go.
    """
    lean = (
        parameters.consent_base
        + CONSENT_BY_GAIN * seen_gain
        + CONSENT_BY_TRUST * trust
        + CONSENT_BY_SPONSOR * sponsorship
        + CONSENT_BY_INFLUENCE * (influence - 0.5)
        - CONSENT_BY_LOSS * loss
    )
    return 1.0 / (1.0 + math.exp(-lean))


@rule
def weighed(evidence: float, own: float, trust: float) -> float:
    """Return a gain as it seems to a person who is shown evidence: the mean of the proposer's figure and the own one, by trust."""
    return trust * evidence + (1.0 - trust) * own


@rule
def trust_between(state: State, receiver: int, source: int) -> float:
    """Return how far one post trusts another; 0 when they never meet."""
    tie = find_tie(state.posts, state.ties, receiver, source)
    return state.ties[tie].trust if tie != NONE else 0.0


@rule
def influence_of(state: State, post: int) -> float:
    """Return the skill at influence of a post's holder; 0.5 when it is vacant."""
    person = state.posts[post].person
    return state.people[person].skills[Skill.INFLUENCE] if person != NONE else 0.5


@rule
def capacity_holder(state: State, team: int) -> int:
    """Return the post that decides about a team's head-count; NONE when there is none."""
    owner = holder(state.posts, state.teams[team].owner)
    return nearest_with(state.posts, owner, Action.STAFF, Right.DECIDE)


@rule
def believed_gain(state: State, luck: Luck, post: int, giving: int, taking: int) -> float:
    """Return the gain of a shift as a judge sees it, in standard values."""
    lost, won = judged_by(state, luck, post, giving), judged_by(state, luck, post, taking)
    return gain_of_shift(lost, won, state.parameters[0])


@rule
def move_capacity(state: State, giving: int, taking: int, week: int) -> bool:
    """Move engineers from the team of one item to that of another; newcomers need time to come up to speed."""
    parameters = state.parameters[0]
    source = state.teams[state.items[giving].team]
    target = state.teams[state.items[taking].team]
    size = int(parameters.shift_size)
    if not source.active or not target.active or source.engineers - size < SMALLEST_TEAM:
        return False
    source.engineers -= size
    source.shifted -= size
    target.shifted += size
    source.newcomers = min(source.newcomers, source.engineers)
    target.newcomers = size if week >= target.newcomers_until else target.newcomers + size
    target.engineers += size
    target.newcomers_until = week + int(parameters.newcomer_weeks)
    find_interests(state)
    state.pulse[state.counters[0].quarter].shifted_engineers += float(size)
    return True
