"""Items: what becomes of one piece of work in a team's hands, phase by phase and rework first, until it is launched or handed over."""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close, elapse, spend
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.informing import tell_of_build
from orgsim.engine.mechanisms.knowledge.building import finish_build, meet_need
from orgsim.engine.mechanisms.knowledge.consolidation import finish_migration
from orgsim.engine.mechanisms.knowledge.ties import remember_promise
from orgsim.engine.mechanisms.work.dependencies import escalate_overdue
from orgsim.engine.mechanisms.work.exceptions import maybe_raise
from orgsim.engine.mechanisms.work.launches import launch
from orgsim.engine.mechanisms.work.market import cosine
from orgsim.engine.mechanisms.work.progress import initiative_of
from orgsim.engine.random import Luck
from orgsim.engine.state import Minutes, Records, State
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEEDS_PER_INITIATIVE,
    NONE,
    WEEKS_PER_QUARTER,
    ItemAccount,
    Kind,
    Stage,
    TeamAccount,
)


@rule
def account_of(kind: int) -> int:
    """Return the account on which the minutes of a piece are booked."""
    if kind == Kind.SUPPORT:
        return TeamAccount.SUPPORT
    if kind == Kind.MIGRATION:
        return TeamAccount.MIGRATION
    return TeamAccount.ROLLBACK


@rule
def next_phase(state: State, luck: Luck, index: int, week: int) -> None:
    """Take up the next need of an initiative, or the feature itself."""
    item = state.items[index]
    item.phase += 1
    while item.phase < NEEDS_PER_INITIATIVE and (
        item.needs[item.phase] == NONE or not state.parameters[0].capabilities
    ):
        item.phase += 1
    if item.phase < NEEDS_PER_INITIATIVE:
        meet_need(state, luck, index, item.phase, week)
        tell_of_build(state, index)
    else:
        item.capability = NONE
        item.account = TeamAccount.NEW_VALUE
        item.left = item.effort


@rule
def workable(item: Records) -> bool:
    """Tell whether a team can work on an item now."""
    return item.stage == Stage.ACTIVE and item.request == NONE and (item.rework > 0.0 or item.left > 0.0)


@rule
def stuck(item: Records) -> bool:
    """Tell whether an item in work waits for an answer, or for a piece when nothing else is left to do."""
    return item.request != NONE or (item.rework <= 0.0 and item.left <= 0.0 and item.pieces > 0)


@rule
def minutes_for(effort: float, minutes: int, rate: float) -> int:
    """Return the minutes that an effort takes at a rate of output, at most `minutes`."""
    return min(minutes, int(math.ceil(effort / rate)))


@rule
def work_on(item: Records, capabilities: Records, book: Minutes, minutes: int, rate: float) -> int:
    """Work on an item for at most `minutes`, rework first; return the minutes used. `book` is the team's row (TeamAccount,)."""
    if item.rework > 0.0:
        used = minutes_for(item.rework, minutes, rate)
        spend(book, TeamAccount.REWORK, used, minutes)
        item.rework = max(0.0, item.rework - float(used) * rate)
    else:
        used = minutes_for(item.left, minutes, rate)
        spend(book, item.account, used, minutes)
        item.left = max(0.0, item.left - float(used) * rate)
        if item.capability != NONE and item.kind == Kind.INITIATIVE:
            capabilities[item.capability].minutes += used
    item.worked += used
    return used


@rule
def advance(state: State, luck: Luck, index: int, week: int) -> bool:
    """Move an item whose present phase is done to the next phase; tell whether the whole item is finished."""
    item = state.items[index]
    if item.stage != Stage.ACTIVE or item.left > 0.0 or item.rework > 0.0 or item.request != NONE:
        return False
    if item.kind == Kind.INITIATIVE and item.phase < NEEDS_PER_INITIATIVE:
        finish_build(state, index)
        next_phase(state, luck, index, week)
        return False
    return item.pieces == 0


@rule
def finish(state: State, luck: Luck, index: int, week: int) -> None:
    """Deliver a finished item: launch an initiative, hand a piece over, take a migrated capability out of service."""
    item = state.items[index]
    quarter = week // WEEKS_PER_QUARTER
    item.finished = week
    close(state.item_book[quarter], ItemAccount.WORKING, item, Stage.DONE, (week + 1) * MINUTES_PER_WEEK)
    if item.kind == Kind.INITIATIVE:
        if item.committed == quarter:
            state.tally[item.team, quarter].kept += 1.0
        launch(state, luck, index, week)
    elif item.kind == Kind.SUPPORT:
        hand_over_piece(state, item)
    elif item.kind == Kind.MIGRATION:
        finish_migration(state, item, week)


@rule
def hand_over_piece(state: State, piece: Records) -> None:
    """Deliver a piece to the initiative that waits for it; a promise kept in time earns trust, a late one costs it."""
    parent = state.items[piece.parent]
    parent.pieces -= 1
    receiver = holder(state.posts, state.teams[parent.team].owner)
    source = holder(state.posts, state.teams[piece.team].owner)
    if receiver != NONE and source != NONE:
        remember_promise(state.posts, state.ties, receiver, source, not piece.escalated)


@rule
def close_item(state: State, luck: Luck, index: int, week: int) -> None:
    """Book the week of an item in hand, and raise its question or complaint of the week."""
    book = state.item_book[week // WEEKS_PER_QUARTER]
    end = (week + 1) * MINUTES_PER_WEEK
    item = state.items[index]
    if item.last_worked == week:
        elapse(book, ItemAccount.WORKING, item, end)
        item.worked_weeks += 1
        if item.kind == Kind.INITIATIVE and item.request == NONE and state.parameters[0].exceptions:
            maybe_raise(state, luck, index, week)
    elif item.request != NONE:
        elapse(book, ItemAccount.WAITING_DECISION, item, end)
    elif item.pieces > 0:
        elapse(book, ItemAccount.WAITING_DEPENDENCY, item, end)
        escalate_overdue(state, luck, index, week + 1)
    else:
        elapse(book, ItemAccount.WORKING, item, end)


@rule
def tally_alignment(state: State, t: int, index: int, minutes: int, quarter: int) -> None:
    """Add worked minutes to the team's tally, weighted by the cosine of the item's objectives with the true weights."""
    if state.items[index].kind == Kind.ROLLBACK or minutes == 0:
        return
    subject = initiative_of(state.items, index)
    tally = state.tally[t, quarter]
    tally.funded_minutes += float(minutes)
    tally.aligned_minutes += float(minutes) * cosine(state.objectives[subject], state.strategy[quarter])
