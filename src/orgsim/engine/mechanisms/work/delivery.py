"""Delivery: a team's week goes to ramp-up, coordination, upkeep and switching, in this order, and then to the work in hand.

The minutes are what was spent; productivity (team size, specification) changes what they achieve, never the minutes. A team waits
only when it has nothing else to start.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.fetching import fetch, fetch_work
from orgsim.engine.ledger import elapse, spend
from orgsim.engine.mechanisms.work.backlog import take_from_backlog
from orgsim.engine.mechanisms.work.customers import tally_satisfaction
from orgsim.engine.mechanisms.work.dependencies import (
    call_on_provider,
    coordination_minutes,
    dependency_minutes,
)
from orgsim.engine.mechanisms.work.items import (
    account_of,
    advance,
    close_item,
    finish,
    next_phase,
    stuck,
    tally_alignment,
    work_on,
    workable,
)
from orgsim.engine.mechanisms.work.products import legacy_minutes, tickets_due
from orgsim.engine.random import Luck
from orgsim.engine.state import Minutes, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEEDS_PER_INITIATIVE,
    NEVER,
    NONE,
    WEEKS_PER_QUARTER,
    ItemAccount,
    Kind,
    Stage,
    TeamAccount,
)

NEWCOMER_LOSS = 0.5
"""Share of their time that engineers new to a team spend getting to know it. Source: assumed; only its product with the weeks counts."""
REPORT_WEEKS = 8.0
"""Weeks: the time scale on which customers report defects. Source: assumed."""


@rule
def output_rate(engineers: int, size_exponent: float, coverage: float, specification_effect: float) -> float:
    """Return the effort done per minute of work: n^(psi - 1), less the loss from missing product management (`coverage` 0..1)."""
    size = math.pow(float(engineers), size_exponent - 1.0)
    return size * (1.0 - specification_effect * (1.0 - coverage))


@rule
def switching_share(working: int, loss: float) -> float:
    """Return the share of working time lost to switching between items: 1 - 1 / (1 + loss x (items - 1))."""
    if working <= 1:
        return 0.0
    return 1.0 - 1.0 / (1.0 + loss * float(working - 1))


@rule
def start_item(state: State, luck: Luck, t: int, week: int) -> None:
    """Take the first item of a team's backlog into work."""
    team = state.teams[t]
    index = team.backlog
    state.slots[t, team.working] = index
    team.working += 1
    take_up(state, luck, index, week)


@rule
def take_up(state: State, luck: Luck, index: int, week: int) -> None:
    """Begin with an item of a backlog, or go on with it where it was begun before."""
    item = state.items[index]
    take_from_backlog(state.teams[item.team], state.items, index)
    now = max(item.booked_until, week * MINUTES_PER_WEEK)  # funded in the course of this very week
    elapse(state.item_book[week // WEEKS_PER_QUARTER], ItemAccount.BACKLOG, item, now)
    fresh = item.started == NEVER
    item.stage = Stage.ACTIVE
    if fresh:
        item.started = week
    if not fresh:
        return
    if item.kind == Kind.INITIATIVE:
        call_on_provider(state, luck, index, week)
        item.phase = -1
        next_phase(state, luck, index, week)
        return
    item.phase = NEEDS_PER_INITIATIVE
    item.left = item.effort
    item.account = account_of(item.kind)


@rule
def work_slot(state: State, luck: Luck, t: int, slot: int, minutes: int, rate: float, week: int) -> int:
    """Work on the item in one slot for at most `minutes`; return the minutes used."""
    quarter = week // WEEKS_PER_QUARTER
    index = state.slots[t, slot]
    item = state.items[index]
    used = work_on(item, state.capabilities, state.team_book[t, quarter], minutes, rate)
    item.last_worked = week
    tally_alignment(state, t, index, used, quarter)
    if advance(state, luck, index, week):
        finish(state, luck, index, week)
    return used


@rule
def work_through(state: State, luck: Luck, t: int, minutes: int, rate: float, week: int) -> int:
    """Share a team's minutes equally among its workable items until the minutes or the work run out; return the minutes left."""
    team = state.teams[t]
    while minutes > 0:
        able = 0
        for slot in range(team.working):
            if workable(state.items[state.slots[t, slot]]):
                able += 1
        if able == 0:
            break
        share = max(1, minutes // able)
        for slot in range(team.working):
            if minutes > 0 and workable(state.items[state.slots[t, slot]]):
                minutes -= work_slot(state, luck, t, slot, min(share, minutes), rate, week)
    return minutes


@rule
def clear_slots(state: State, t: int) -> None:
    """Free the slots of finished items and park stuck ones, so that the team can take up other work."""
    team = state.teams[t]
    kept = 0
    for slot in range(team.working):
        index = state.slots[t, slot]
        item = state.items[index]
        if item.stage == Stage.ACTIVE and not stuck(item):
            state.slots[t, kept] = index
            kept += 1
        elif item.stage == Stage.ACTIVE:
            item.next = team.parked
            team.parked = index
    team.working = kept


@rule
def resume(state: State, luck: Luck, t: int, week: int) -> None:
    """Take parked items that are no longer stuck back into work, as far as the limit of work in progress allows."""
    team = state.teams[t]
    before = NONE
    index = team.parked
    while index != NONE:
        item = state.items[index]
        following = item.next
        if not stuck(item) and team.working < team.wip:
            if before == NONE:
                team.parked = following
            else:
                state.items[before].next = following
            item.next = NONE
            if advance(state, luck, index, week):
                finish(state, luck, index, week)
            else:
                state.slots[t, team.working] = index
                team.working += 1
        else:
            before = index
        index = following


@rule
def fill_slots(state: State, luck: Luck, t: int, week: int) -> bool:
    """Start items from the backlog up to the team's limit of work in progress; tell whether any was started."""
    team = state.teams[t]
    before = team.working
    while team.working < team.wip and team.backlog != NONE:
        start_item(state, luck, t, week)
    return team.working > before


@rule
def waiting_account(state: State, t: int) -> int:
    """Return the account of a team that cannot work: it waits for an answer or a piece, or it is idle."""
    account = TeamAccount.IDLE
    index = state.teams[t].parked
    while index != NONE:
        if state.items[index].request != NONE:
            return TeamAccount.WAITING_DECISION
        if state.items[index].pieces > 0:
            account = TeamAccount.WAITING_DEPENDENCY
        index = state.items[index].next
    return account


@rule
def close_items(state: State, luck: Luck, t: int, week: int) -> None:
    """Close the week of every item in hand, then park the items that are now stuck."""
    team = state.teams[t]
    index = team.parked
    while index != NONE:
        following = state.items[index].next
        close_item(state, luck, index, week)
        index = following
    for slot in range(team.working):
        close_item(state, luck, state.slots[t, slot], week)
    clear_slots(state, t)


@rule
def overhead(state: State, t: int, book: Minutes, minutes: int, week: int) -> int:
    """Spend a team's overhead of the week; return the minutes left. `book` is (TeamAccount,)."""
    team = state.teams[t]
    parameters = state.parameters[0]
    if week < team.newcomers_until:
        lost = NEWCOMER_LOSS * float(team.newcomers) * MINUTES_PER_WEEK
        minutes = spend(book, TeamAccount.RAMP_UP, int(lost), minutes)
    coordination = coordination_minutes(team.engineers, parameters)
    for slot in range(team.working):
        coordination += dependency_minutes(state, state.slots[t, slot])
    index = team.parked
    while index != NONE:
        coordination += dependency_minutes(state, index)
        index = state.items[index].next
    minutes = spend(book, TeamAccount.COORDINATION, int(coordination), minutes)
    kept_running = int(team.upkeep)
    if parameters.products:
        kept_running += int(team.run_cost + legacy_minutes(team.engineers, week, parameters))
    minutes = spend(book, TeamAccount.UPKEEP, kept_running, minutes)
    due = int(tickets_due(team.defects, REPORT_WEEKS))
    before = minutes
    minutes = spend(book, TeamAccount.TICKETS, due, minutes)
    team.defects -= float(before - minutes)
    lost = switching_share(team.working, parameters.switching_loss) * float(minutes)
    return spend(book, TeamAccount.SWITCHING, int(lost), minutes)


@rule
def deliver_team(state: State, luck: Luck, t: int, week: int) -> None:
    """Simulate one team's week."""
    team = state.teams[t]
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    book = state.team_book[t, quarter]
    resume(state, luck, t, week)
    fill_slots(state, luck, t, week)
    minutes = overhead(state, t, book, team.engineers * MINUTES_PER_WEEK, week)
    needed = parameters.product_minutes_per_engineer * float(team.engineers)
    coverage = min(1.0, team.coverage / needed) if needed > 0.0 else 1.0
    rate = output_rate(team.engineers, parameters.size_exponent, coverage, parameters.specification_effect)
    minutes = work_through(state, luck, t, minutes, rate, week)
    clear_slots(state, t)
    while minutes > 0 and fill_slots(state, luck, t, week):
        minutes = work_through(state, luck, t, minutes, rate, week)
        clear_slots(state, t)
    spend(book, waiting_account(state, t), minutes, minutes)
    close_items(state, luck, t, week)
    if parameters.products:
        tally_satisfaction(state, t, quarter)


@rule
def look_ahead(state: State, t: int) -> None:
    """Ask for the work that a team has in hand, before its turn comes."""
    team = state.teams[t]
    for slot in range(team.working):
        fetch_work(state.items, state.slots[t, slot])
    if team.parked != NONE:
        fetch_work(state.items, team.parked)
    if team.backlog != NONE:
        fetch_work(state.items, team.backlog)
    if team.owner != NONE:
        fetch(state.memos, team.owner, 0)
        fetch(state.people, state.posts[team.owner].person, 0)


@step(
    "brought capabilities counters desks domains heard hosts item_book items people posts pulse "
    "recent requests memos scarcities slots tally team_book teams ties type_first type_last uses"
)
@rule
def deliver(state: State, luck: Luck, week: int) -> None:
    """Every team works for a week."""
    quarter = week // WEEKS_PER_QUARTER
    for t in range(len(state.teams)):
        if t + 1 < len(state.teams):
            look_ahead(state, t + 1)
        if state.teams[t].active and state.teams[t].engineers > 0:
            state.tally[t, quarter].engineer_weeks += float(state.teams[t].engineers)
            deliver_team(state, luck, t, week)
