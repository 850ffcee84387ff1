"""Hiring: requisitions wait for approval, searches take time and the manager's interviews, and somebody new joins."""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, nearest_with
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.people.budget import admit, spend_on_hiring
from orgsim.engine.mechanisms.people.seats import TIME_TO_FILL_SIGMA, end_chain
from orgsim.engine.mechanisms.people.staffing import end_vacancy, join
from orgsim.engine.random import Luck, Purpose, mix, normal, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    Errand,
    Happening,
    ItemAccount,
    Right,
)

INTERVIEW_MINUTES = 240
"""Weekly work of the hiring manager for each open search. Source: assumed."""


@rule
def weeks_to_fill(median: float, sigma: float, z: float) -> int:
    """Return the weeks a search takes: lognormal with a given median, at least 1; `z` is a standard normal variate."""
    return max(1, int(median * math.exp(sigma * z) + 0.5))


@rule
def start_search(state: State, luck: Luck, p: int, week: int) -> None:
    """Begin the search for the next occupant of a post, inside with the ladder's chance and otherwise outside."""
    post = state.posts[p]
    if post.level != NONE and state.levels[post.level].seat_bound and state.parameters[0].promotions:
        u = uniform(luck, Purpose.OUTSIDE, post.key, post.occupants, 0)
        if u >= state.levels[post.level].outside_share:
            post.inside = 1
            post.offered = week + 1
            return
    search_outside(state, luck, p, week)


@rule
def search_outside(state: State, luck: Luck, p: int, week: int) -> None:
    """Begin a search outside."""
    post = state.posts[p]
    z = normal(luck, Purpose.TIME_TO_FILL, post.key, post.occupants, 0)
    post.starts = week + weeks_to_fill(post.hire_weeks, TIME_TO_FILL_SIGMA, z)


@rule
def frozen(events: Records, week: int) -> bool:
    """Tell whether a hiring freeze is in force this week."""
    found = False
    for event in events:
        if event.kind == Happening.FREEZE and event.week <= week < event.until:
            found = True
    return found


@rule
def request_hire(state: State, luck: Luck, p: int, week: int) -> None:
    """Ask the post that may staff to approve filling a vacant post; where there is none, the search starts at once."""
    post = state.posts[p]
    now = week * MINUTES_PER_WEEK
    post.requested = 1
    post.starts = NEVER
    approver = nearest_with(state.posts, post.manager, Action.STAFF, Right.APPROVE)
    if approver == NONE or holder(state.posts, approver) == NONE:
        start_search(state, luck, p, week)
        return
    cause = int(mix(post.key, post.occupants, 1))
    request = new_request(state.requests, state.counters[0], Errand.REQUISITION, cause, p, p, now)
    if request != NONE:
        send(state.requests, request, state.posts, state.desks, state.parameters[0], luck, approver, now)


@rule
def close_search(state: State, p: int, week: int) -> None:
    """The search for the next occupant of a post is over, and the chain of vacancies that ended here is counted."""
    post = state.posts[p]
    if post.level != NONE and state.levels[post.level].seat_bound:
        end_chain(state.chains, end_vacancy(state, p, week), post.began)


@rule
def count_hire(state: State, p: int, week: int) -> None:
    """Count that somebody was hired into a post, and what the hire cost."""
    post, pulse = state.posts[p], state.pulse[week // WEEKS_PER_QUARTER]
    pulse.hires += float(post.minutes) / MINUTES_PER_WEEK
    cost = state.parameters[0].hiring_cost_share * post.cost * 52.0
    pulse.hiring_cost += cost
    state.held[p, week // WEEKS_PER_QUARTER].cost += cost
    spend_on_hiring(state, post.charged, cost)


@step(
    "beliefs career_log chains committed counters desks doubts first_beliefs heard held hired_for item_book levels "
    "people posts pulse recent requests staffed ties views waits"
)
@rule
def fill_vacancies(state: State, luck: Luck, week: int) -> None:
    """Vacant posts are requested, the superiors who stand in hold interviews, and posts are filled when their search ends."""
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    for p in range(len(state.posts)):
        post = state.posts[p]
        if not post.active or post.person != NONE or post.minutes == 0:
            continue
        if week >= post.vacant_since:
            state.item_book[quarter, ItemAccount.VACANCY] += MINUTES_PER_WEEK
        if not post.requested:
            if parameters.hiring and not frozen(state.events, week) and admit(state, p, week):
                request_hire(state, luck, p, week + 1)
        elif post.starts != NEVER and week + 1 >= post.starts and not frozen(state.events, week):
            close_search(state, p, week + 1)
            join(state, luck, p, week + 1)
            count_hire(state, p, week)
        elif post.starts != NEVER:
            manager = holder(state.posts, post.manager)
            if manager != NONE:
                state.posts[manager].interviews_due += INTERVIEW_MINUTES
