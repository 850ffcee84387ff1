"""Stopping: owners and reviewers judge whether work in hand is still worth the effort that is left.

Reason compares what the work will bring with what else the effort that is left could bring: the price of the team's capacity. People
also count what is already gone (sunk cost): owners do, and reviewers, who have not spent it, do not.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.mechanisms.decisions.judgement import local_tilt, worth_to
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.knowledge.building import stop_serving
from orgsim.engine.mechanisms.work.dependencies import drop_pieces
from orgsim.engine.mechanisms.work.launches import true_value
from orgsim.engine.mechanisms.work.progress import effort_to_go, share_left
from orgsim.engine.mechanisms.work.returns import true_fit
from orgsim.engine.random import Luck, Purpose, uniform
from orgsim.engine.state import State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NONE,
    WEEKS_PER_QUARTER,
    CapabilityState,
    Errand,
    ItemAccount,
    Kind,
    Stage,
    Turn,
)


@rule
def gain_of_stop(worth: float, price: float, effort_left: float, sunk: float) -> float:
    """Return the seeming gain of giving an initiative up: the worth of the capacity that becomes free, less what is given up.

    `worth` in standard values, `price` in standard values for each standard effort, `effort_left` in standard efforts; `sunk` is what
    the effort already spent adds to the worth in the eyes of those who spent it, in standard values.

    Example
    -------
    >>> gain_of_stop(0.5, 2.0, 0.5, 0.0), gain_of_stop(0.5, 2.0, 0.5, 1.0)
    (0.5, -0.5)
    """
    return price * effort_left - worth - sunk


@rule
def unpark(state: State, t: int, index: int) -> None:
    """Take an item out of a team's list of parked items."""
    team = state.teams[t]
    before = NONE
    here = team.parked
    while here != NONE:
        following = state.items[here].next
        if here == index:
            if before == NONE:
                team.parked = following
            else:
                state.items[before].next = following
            state.items[here].next = NONE
            return
        before = here
        here = following


@rule
def free_slot(state: State, t: int, index: int) -> None:
    """Take an item out of a team's slots."""
    team = state.teams[t]
    kept = 0
    for slot in range(team.working):
        if state.slots[t, slot] != index:
            state.slots[t, kept] = state.slots[t, slot]
            kept += 1
    team.working = kept


@rule
def stop(state: State, index: int, now: int) -> bool:
    """Stop an initiative in work, and retire the unfinished capability it was building; tell whether it still was in work."""
    item = state.items[index]
    if item.stage != Stage.ACTIVE or item.kind != Kind.INITIATIVE:
        return False
    quarter = state.counters[0].quarter
    unpark(state, item.team, index)
    free_slot(state, item.team, index)
    if item.capability != NONE and state.capabilities[item.capability].state == CapabilityState.BUILDING:
        stop_serving(state, item.capability, CapabilityState.OUTDATED, now // MINUTES_PER_WEEK)
    account = ItemAccount.WAITING_DECISION if item.request != NONE else ItemAccount.WORKING
    close(state.item_book[quarter], account, item, Stage.CANCELLED, max(now, item.booked_until))
    drop_pieces(state, index, now)
    pulse = state.pulse[quarter]
    fit = true_fit(state, index, quarter)
    pulse.stopped += 1.0
    if true_value(state, index, fit, now // MINUTES_PER_WEEK) < 0.0:
        pulse.stopped_rightly += 1.0
    return True


@rule
def stop_seen_by(state: State, luck: Luck, post: int, index: int, answers: bool) -> float:
    """Return the seeming gain of giving up an initiative in work, in standard values; who `answers` for it counts the sunk cost."""
    item, parameters = state.items[index], state.parameters[0]
    worth = worth_to(state, luck, post, index, local_tilt(state, post))
    effort_left = effort_to_go(item) / parameters.effort_median
    sunk = parameters.sunk_cost_bias * (1.0 - share_left(item)) * item.scale if answers else 0.0
    return gain_of_stop(worth, state.teams[item.team].price, effort_left, sunk)


@rule
def least_promising(state: State, luck: Luck, post: int, t: int, answers: bool) -> int:
    """Return a team's initiative in work that seems to gain most by being given up; NONE when none seems to gain anything."""
    most = 0.0
    found = NONE
    for slot in range(state.teams[t].working):
        index = state.slots[t, slot]
        if state.items[index].kind == Kind.INITIATIVE:
            gain = stop_seen_by(state, luck, post, index, answers)
            if gain > most:
                found, most = index, gain
    return found


@step("capabilities counters desks hosts in_sight item_book items posts pulse requests memos scarcities slots teams")
@rule
def review_work_in_hand(state: State, luck: Luck, week: int) -> None:
    """Owners stop initiatives that seem hopeless; each reviewer proposes to stop one initiative among the teams in sight."""
    now = week * MINUTES_PER_WEEK
    for t in range(len(state.teams)):
        owner = holder(state.posts, state.teams[t].owner) if state.teams[t].active else NONE
        if owner != NONE and not state.teams[t].fixed:
            hopeless = least_promising(state, luck, owner, t, True)
            if hopeless != NONE:
                stop(state, hopeless, now)
    find_holders(state.posts, state.teams)
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE and post.reviewer and post.portfolio > 0:
            review_investments(state, luck, p, week)


@rule
def review_investments(state: State, luck: Luck, p: int, week: int) -> None:
    """Review as many teams in sight as portfolio time allows, each with the same chance, and propose one initiative to stop."""
    post = state.posts[p]
    quarter = week // WEEKS_PER_QUARTER
    minutes = float(post.portfolio_left) * WEEKS_PER_QUARTER
    seen = look_around(state, p)
    chance = minutes / state.parameters[0].minutes_per_review / float(max(1, seen))
    key = state.people[post.person].key
    for place in range(seen):
        t = state.in_sight[place]
        team = state.teams[t]
        if team.fixed or uniform(luck, Purpose.INVESTMENT_REVIEW, key, quarter, team.key) >= chance:
            continue
        hopeless = least_promising(state, luck, p, t, False)
        if hopeless != NONE:
            propose_stop(state, luck, p, hopeless, week)


@rule
def propose_stop(state: State, luck: Luck, p: int, index: int, week: int) -> None:
    """Make a proposal to stop an initiative."""
    now = week * MINUTES_PER_WEEK
    request = new_request(state.requests, state.counters[0], Errand.STOP, state.items[index].key, p, index, now)
    if request == NONE:
        return
    state.requests[request].other = index
    state.requests[request].turn = Turn.PREPARE
    send(state.requests, request, state.posts, state.desks, state.parameters[0], luck, p, now)
