"""The budget: requisitions of posts and of engineers' posts wait where pay and hiring would go beyond it.

It holds nobody's job back, only new ones: who is there when it is set stays, and what a change of the design states takes effect. What
counts against it, at a year's rate: the pay of everybody who is there, the pay and the hiring cost of those who are being searched for,
and what hiring has cost since the year began (52 weeks, counted from the start of the run).
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.change.accounts import pay_ratio
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER

WEEKS_PER_YEAR = 52
UNCHARGED = -2
"""Mark of a post that answers for no team, while the domains that posts answer for are found."""


@rule
def has_budget(state: State) -> bool:
    """Tell whether the design states a budget at any time."""
    return len(state.budget_plan) > 0


@rule
def charge_line(posts: Records, p: int, domain: int) -> None:
    """Note on a post and all above it that it answers for a team of a domain."""
    above = p
    while above != NONE:
        post = posts[above]
        post.charged = domain if post.charged in (UNCHARGED, domain) else NONE
        above = post.manager


@rule
def find_charges(state: State) -> None:
    """Find the posts that answer for teams of one domain only, through their reports too: their pay counts in its budget."""
    if not has_budget(state):
        return
    for post in state.posts:
        post.charged = UNCHARGED
    for team in state.teams:
        if team.active and team.owner != NONE:
            charge_line(state.posts, team.owner, team.domain)
    for p in range(len(state.posts)):
        if state.posts[p].active and state.posts[p].helps != NONE:
            charge_line(state.posts, p, state.teams[state.posts[p].helps].domain)
    for post in state.posts:
        post.charged = NONE if post.charged == UNCHARGED else post.charged


@rule
def commit(state: State, domain: int, amount: float) -> None:
    """Count an amount, $k a year, against the budget of the company and, if there is one (not NONE), of a domain."""
    if has_budget(state):
        state.committed[0] += amount
        if domain != NONE:
            state.committed[1 + domain] += amount


@rule
def spend_on_hiring(state: State, domain: int, amount: float) -> None:
    """Remember what a hire has cost, $k, until the year ends."""
    if has_budget(state):
        state.hired_for[0] += amount
        if domain != NONE:
            state.hired_for[1 + domain] += amount


@rule
def room_left(state: State, domain: int) -> float:
    """Return what the budgets of the company and of a domain (NONE: no domain's) leave, the smaller one, $k a year."""
    if not has_budget(state):
        return math.inf
    plan = state.budget_plan[state.counters[0].era]
    left = plan[0] - state.committed[0]
    if domain != NONE:
        left = min(left, plan[1 + domain] - state.committed[1 + domain])
    return left


@rule
def price_of_post(post: Records, parameters: Records) -> float:
    """Return what filling a post takes of a yearly budget: its pay, and the cost of the hire."""
    return post.cost * 52.0 * (1.0 + parameters.hiring_cost_share)


@rule
def price_of_engineer(parameters: Records) -> float:
    """Return what hiring an engineer takes of a yearly budget: the pay, and the cost of the hire."""
    return parameters.engineer_cost * 4.0 * (1.0 + parameters.hiring_cost_share)


@rule
def admit(state: State, p: int, week: int) -> bool:
    """Tell whether the budget has room for a requisition of a post, and count it against the budget; otherwise it waits."""
    post, price = state.posts[p], price_of_post(state.posts[p], state.parameters[0])
    if room_left(state, post.charged) >= price:
        commit(state, post.charged, price)
        return True
    state.pulse[week // WEEKS_PER_QUARTER].held_back += float(post.minutes) / MINUTES_PER_WEEK
    return False


@rule
def affordable(state: State, team: Records, week: int) -> int:
    """Return for how many of a team's open posts the budget has room; the others wait."""
    if not has_budget(state):
        return team.open
    room, price = room_left(state, team.domain), price_of_engineer(state.parameters[0])
    funded = team.open if room >= price * float(team.open) else max(0, int(room / price))
    state.pulse[week // WEEKS_PER_QUARTER].held_back += float(team.open - funded)
    return funded


@step("committed hired_for pulse")
@rule
def reckon_budget(state: State, luck: Luck, week: int) -> None:
    """What is committed of the budget is summed up: pay of all who are there and are searched for, and this year's hiring."""
    if not has_budget(state):
        return
    if week % WEEKS_PER_YEAR == 0:
        for purse in range(len(state.hired_for)):
            state.hired_for[purse] = 0.0
    for purse in range(len(state.committed)):
        state.committed[purse] = state.hired_for[purse]
    parameters = state.parameters[0]
    for post in state.posts:
        if post.active and post.person != NONE:
            ratio = pay_ratio(state.levels, post.level, state.people[post.person].level)
            commit(state, post.charged, post.cost * 52.0 * ratio)
        elif post.active and post.requested:
            commit(state, post.charged, price_of_post(post, parameters))
    for team in state.teams:
        if team.active:
            commit(state, team.domain, parameters.engineer_cost * 4.0 * float(team.engineers))
    budget = state.budget_plan[state.counters[0].era, 0]
    if budget < math.inf:
        state.pulse[week // WEEKS_PER_QUARTER].budget += budget / 52.0
