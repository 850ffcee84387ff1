"""Sunset: owners and reviewers judge whether a launch in service still brings in more than it costs to run.

Both see what was measured at launch, fading with age. Whoever built it also sees what it took (sunk cost); a reviewer does not.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.work.products import earned_share, running_minutes, withdraw
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    Errand,
    Right,
    Turn,
)


@rule
def cost_to_run(item: Records, price: float, parameters: Records) -> float:
    """Return the cost of keeping a launch running for a quarter, in standard values.

    The minutes cost what engineers are paid for them, or what the team could do with them instead if that is more: `price` is what a
    standard effort of its capacity seems to be worth.
    """
    minutes = running_minutes(item.effort, parameters.running_share) * WEEKS_PER_QUARTER
    paid = minutes / MINUTES_PER_WEEK * parameters.engineer_cost / WEEKS_PER_QUARTER / parameters.standard_value
    return max(paid, minutes / parameters.effort_median * price)


@rule
def seems_to_bring(item: Records, parameters: Records, bias: float, week: int) -> float:
    """Return what a launch seems to bring in during the coming quarter, from its measured effect and age, in standard values.

    `bias` (standard values for a standard effort) is what those see in it besides who have built it.
    """
    left = (item.measured + bias * item.scale) * math.exp(-float(week - item.finished) / parameters.product_life)
    return left * earned_share(parameters.product_life)


@rule
def gain_of_sunset(state: State, index: int, bias: float, week: int) -> float:
    """Return the seeming gain of a quarter without a launch, in standard values."""
    parameters = state.parameters[0]
    item = state.items[index]
    price = state.teams[item.team].price
    return cost_to_run(item, price, parameters) - seems_to_bring(item, parameters, bias, week)


@rule
def worst_in_service(state: State, t: int, bias: float, week: int) -> int:
    """Return the launch of a team whose sunset seems to gain most; NONE when no sunset seems to gain anything."""
    most = 0.0
    found = NONE
    index = state.teams[t].service
    while index != NONE:
        gain = gain_of_sunset(state, index, bias, week)
        if gain > most:
            found, most = index, gain
        index = state.items[index].next
    return found


@rule
def sunset(state: State, index: int) -> bool:
    """Take a launch out of service before its time; tell whether it still was in service."""
    item = state.items[index]
    here = state.teams[item.team].service
    while here != NONE and here != index:
        here = state.items[here].next
    if here == NONE:
        return False
    parameters = state.parameters[0]
    pulse = state.pulse[state.counters[0].quarter]
    pulse.sunset += 1.0
    price = state.teams[item.team].price
    if item.worth * earned_share(parameters.product_life) < cost_to_run(item, price, parameters):
        pulse.sunset_rightly += 1.0
    withdraw(state, index)
    return True


@rule
def propose_sunset(state: State, luck: Luck, p: int, index: int, week: int) -> None:
    """Make a proposal to take a launch out of service."""
    now = week * MINUTES_PER_WEEK
    request = new_request(state.requests, state.counters[0], Errand.SUNSET, state.items[index].key, p, index, now)
    if request == NONE:
        return
    state.requests[request].other = index
    state.requests[request].turn = Turn.PREPARE
    send(state.requests, request, state.posts, state.desks, state.parameters[0], luck, p, now)


@step("items pulse teams")
@rule
def review_service(state: State, luck: Luck, week: int) -> None:
    """Owners take launches that seem to cost more than they bring in out of service, at most one a quarter."""
    for t in range(len(state.teams)):
        team = state.teams[t]
        owner = holder(state.posts, team.owner) if team.active else NONE
        if owner != NONE and not team.fixed:
            worst = worst_in_service(state, t, state.parameters[0].sunk_cost_bias, week)
            if worst != NONE:
                sunset(state, worst)


@rule
def may_propose_sunset(posts: Records, p: int) -> bool:
    """Tell whether a post may propose to take other posts' launches out of service."""
    return posts[p].rights[Action.CONSOLIDATE] >= Right.PROPOSE


@rule
def sunset_seen_by(state: State, post: int, index: int) -> float:
    """Return the seeming gain of a sunset, in standard values; posts that answer for the launch also count what it took to build."""
    owner = post == holder(state.posts, state.teams[state.items[index].team].owner)
    bias = state.parameters[0].sunk_cost_bias if owner else 0.0
    return gain_of_sunset(state, index, bias, state.counters[0].quarter * WEEKS_PER_QUARTER)
