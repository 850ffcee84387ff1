"""Planning: each quarter a team's work is ranked and its owner asks for new work; in between, the owner tops up when work runs out."""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close, elapse
from orgsim.engine.mechanisms.decisions.authority import holder, nearest_with, present_with
from orgsim.engine.mechanisms.decisions.bets import price_learned
from orgsim.engine.mechanisms.decisions.gates import ask_gates, note_answer
from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, insert, remove
from orgsim.engine.mechanisms.work.dependencies import call_on_partners, drop_pieces, take_on_parts
from orgsim.engine.mechanisms.work.interdependence import whole_effort
from orgsim.engine.mechanisms.work.market import team_for
from orgsim.engine.mechanisms.work.progress import effort_to_go
from orgsim.engine.mechanisms.work.ranking import drop_stale, rank_pool
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    Errand,
    ItemAccount,
    Kind,
    Reach,
    Right,
    Stage,
)

BACKLOG_LIFE = 26.0
"""Weeks after which funded work that was never started is dropped at the next planning. Source: assumed."""
WRITING_MINUTES = 240
"""Work of writing up one case. Source: assumed."""


@rule
def replan_backlog(state: State, luck: Luck, team: Records, owner: int, week: int) -> None:
    """Rank funded work that has not been started again; drop initiatives that have waited too long or no longer seem worth it."""
    quarter = week // WEEKS_PER_QUARTER
    index = team.backlog
    team.backlog = NONE
    dropped = NONE
    while index != NONE:
        item = state.items[index]
        following = item.next
        waited = week * MINUTES_PER_WEEK - item.funded
        if not item.sequenced and (item.kind == Kind.SUPPORT or (item.kind == Kind.INITIATIVE and not team.fixed)):
            item.priority = judged_by(state, luck, owner, index)
        if (
            item.kind == Kind.INITIATIVE
            and not team.fixed
            and item.started == NEVER
            and (item.priority <= 0.0 or waited > BACKLOG_LIFE * MINUTES_PER_WEEK)
        ):
            team.backlog_effort -= item.planned
            close(state.item_book[quarter], ItemAccount.BACKLOG, item, Stage.CANCELLED, week * MINUTES_PER_WEEK)
            item.next = dropped
            dropped = index
        else:
            team.backlog = insert(state.items, team.backlog, index)
        index = following
    while dropped != NONE:  # only now that the list is whole again, in which their pieces may stand, too
        following = state.items[dropped].next
        state.items[dropped].next = NONE
        drop_pieces(state, dropped, week * MINUTES_PER_WEEK)
        dropped = following


@rule
def remaining_effort(team: Records, items: Records, slots: Records) -> float:
    """Return the effort that a team has promised or asked for: cases on desks, the backlog, and the rest of the work in hand."""
    effort = team.backlog_effort + team.submitted_effort
    for slot in range(team.working):
        effort += effort_to_go(items[slots[slot]])
    index = team.parked
    while index != NONE:
        effort += effort_to_go(items[index])
        index = items[index].next
    return effort


@rule
def promise_work_in_hand(state: State, t: int, quarter: int) -> None:
    """Renew the promise of every initiative that is funded or in work."""
    team = state.teams[t]
    for slot in range(team.working):
        promise(state, state.slots[t, slot], quarter)
    promise_list(state, team.parked, quarter)
    promise_list(state, team.backlog, quarter)


@rule
def promise_list(state: State, head: int, quarter: int) -> None:
    """Renew the promise of every initiative in a list."""
    index = head
    while index != NONE:
        promise(state, index, quarter)
        index = state.items[index].next


@rule
def promise(state: State, index: int, quarter: int) -> None:
    """Count an initiative among its team's promises of the quarter, and its expected value among the targets."""
    item = state.items[index]
    if item.kind != Kind.INITIATIVE:
        return
    item.committed = quarter
    state.tally[item.team, quarter].promised += 1.0
    for k in range(state.targets.shape[1]):
        state.targets[quarter, k] += max(0.0, item.estimate) * state.objectives[index, k]


@rule
def fund(state: State, luck: Luck, index: int, now: int, quarter: int) -> None:
    """Move an initiative into its team's backlog or, if the team has closed, into that of a successor."""
    item = state.items[index]
    if not state.teams[item.team].active:
        successor = team_for(state.domains[state.teams[item.team].domain], state.teams, item.key)
        if successor == NONE:
            close(state.item_book[quarter], ItemAccount.APPROVAL, item, Stage.CANCELLED, now)
            return
        item.team = successor
    team = state.teams[item.team]
    elapse(state.item_book[quarter], ItemAccount.APPROVAL, item, now)
    item.stage = Stage.READY
    item.funded = now
    if item.committed == quarter:
        promise(state, index, quarter)
    take_on_parts(state, item)
    add_to_backlog(team, state.items, index)
    call_on_partners(state, luck, index, now // MINUTES_PER_WEEK)


@rule
def admit(state: State, luck: Luck, index: int, now: int, quarter: int) -> None:
    """Fund an approved case, or let it wait for the gates that it has to pass."""
    if ask_gates(state, luck, index, now) == 0:
        fund(state, luck, index, now, quarter)
    else:
        state.teams[state.items[index].team].submitted_effort += state.items[index].planned


@rule
def answer_gate(state: State, luck: Luck, index: int, verdict: int, now: int) -> None:
    """Note a gate's answer on a case, and fund the case when it was the last."""
    if note_answer(state, index, verdict, now):
        item = state.items[index]
        state.teams[item.team].submitted_effort -= item.planned
        fund(state, luck, index, item.booked_until, state.counters[0].quarter)


@rule
def right_needed(posts: Records, owner: int, reach: int, budgeted: bool) -> int:
    """Return the action whose right a case needs: to explore for new ground without a budget, otherwise to fund."""
    beyond = reach == Reach.FAR and not budgeted
    return (
        Action.EXPLORE if beyond and nearest_with(posts, owner, Action.EXPLORE, Right.APPROVE) != NONE else Action.FUND
    )


@rule
def planner_of(posts: Records, owner: int) -> int:
    """Return the post that ranks a team's work: its owner, or the nearest superior who has kept that right.

    Where nobody decides, the superior with the final say ranks alone, and without one the owner does.
    """
    planner = present_with(posts, owner, Action.SCOPE, Right.DECIDE)
    if planner == NONE:
        planner = present_with(posts, owner, Action.SCOPE, Right.APPROVE)
    return planner if planner != NONE else owner


@rule
def submit(
    state: State, luck: Luck, team: Records, owner: int, index: int, now: int, quarter: int, budgeted: bool
) -> None:
    """Take an idea out of the pool and submit its case, unless its owner may fund it alone."""
    parameters = state.parameters[0]
    item = state.items[index]
    team.pool = remove(state.items, team.pool, index)
    elapse(state.item_book[quarter], ItemAccount.IDEA, item, now)
    item.stage = Stage.CASE
    item.submitted = now
    item.estimate = item.priority * whole_effort(item) / parameters.effort_median
    state.posts[owner].planning_due += WRITING_MINUTES
    action = right_needed(state.posts, owner, item.reach, budgeted)
    approver = nearest_with(state.posts, state.posts[owner].manager, action, Right.APPROVE)
    if state.posts[owner].rights[action] >= Right.DECIDE or approver == NONE or not parameters.approvals:
        admit(state, luck, index, now, quarter)
        return
    request = new_request(state.requests, state.counters[0], Errand.CASE, item.key, owner, index, now)
    if request == NONE:
        return
    state.requests[request].other = action
    item.request = request
    team.submitted_effort += item.planned
    send(state.requests, request, state.posts, state.desks, parameters, luck, approver, now)


@rule
def still_asks(room: float, priority: float, threshold: float) -> bool:
    """Tell whether an owner with `room` left in the quarter also asks for the next best idea; the last idea may exceed the room."""
    return room > 0.0 and priority > threshold


@step("counters desks item_book items posts requests memos scarcities tally targets teams")
@rule
def plan_quarter(state: State, luck: Luck, week: int) -> None:
    """Owners drop stale ideas, rank the others or have them ranked, renew promises and ask for new work."""
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    now = week * MINUTES_PER_WEEK
    for t in range(len(state.teams)):
        team = state.teams[t]
        if not team.active:
            continue
        owner = holder(state.posts, team.owner)
        planner = planner_of(state.posts, owner) if owner != NONE else NONE
        if owner == NONE:
            drop_stale(team, state.items, state.item_book[quarter], parameters.idea_life, week)
        else:
            replan_backlog(state, luck, team, planner, week)
        promise_work_in_hand(state, t, quarter)
        if owner != NONE:
            state.tally[t, quarter].pool_effort = rank_pool(state, luck, t, planner, owner, week)
            plan_team(state, luck, t, owner, now, quarter)


@rule
def plan_team(state: State, luck: Luck, t: int, owner: int, now: int, quarter: int) -> None:
    """Ask for as much new work as seems to fit, first from the exploration budget, then the best of all ideas; nobody asks for a loss.

    What the last bet brought when the quarter was full teaches the team the price of its capacity, which is nothing if room is left.
    """
    parameters = state.parameters[0]
    team = state.teams[t]
    capacity = planned_capacity(team, parameters) * WEEKS_PER_QUARTER
    state.tally[t, quarter].capacity = capacity
    room = parameters.plan_fill * capacity - remaining_effort(team, state.items, state.slots[t])
    aside = min(room, team.explore * capacity)
    marginal = 0.0
    index = team.pool
    while index != NONE:
        item = state.items[index]
        following = item.next
        if item.reach != Reach.CORE and still_asks(aside, item.priority, 0.0):
            aside -= item.planned
            room -= item.planned
            item.committed = quarter
            submit(state, luck, team, owner, index, now, quarter, True)
        index = following
    while team.pool != NONE and still_asks(room, state.items[team.pool].priority, 0.0):
        best = team.pool
        marginal = state.items[best].priority
        room -= state.items[best].planned
        state.items[best].committed = quarter
        submit(state, luck, team, owner, best, now, quarter, False)
    if room > 0.0 or marginal > 0.0:
        team.price = price_learned(team.price, marginal if room <= 0.0 else 0.0)


@rule
def planned_capacity(team: Records, parameters: Records) -> float:
    """Return the effort a team's planner expects of one week."""
    return parameters.productive_share * float(team.engineers) * MINUTES_PER_WEEK


@step("counters desks item_book items posts requests memos scarcities tally targets teams")
@rule
def top_up(state: State, luck: Luck, week: int) -> None:
    """Teams that will soon run out of work ask for their next best idea if it seems worth the capacity that it takes."""
    parameters = state.parameters[0]
    for team in state.teams:
        if not team.active or team.pool == NONE:
            continue
        in_sight = team.backlog_effort + team.submitted_effort
        enough = parameters.buffer_weeks * planned_capacity(team, parameters)
        if in_sight >= enough or state.items[team.pool].priority <= max(0.0, team.price):
            continue
        owner = holder(state.posts, team.owner)
        if owner != NONE:
            submit(state, luck, team, owner, team.pool, week * MINUTES_PER_WEEK, week // WEEKS_PER_QUARTER, False)
