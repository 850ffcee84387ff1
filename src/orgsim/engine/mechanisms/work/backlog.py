"""Backlog: a team's lists, the pool of ideas and the backlog of funded work, are kept in order of priority."""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.market import blank
from orgsim.engine.random import mix
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Stage

UNRANKED = -1e9
"""Priority of an idea that nobody has looked at: below every judged one."""


@rule
def ranks_before(first: Records, second: Records) -> bool:
    """Tell whether one item precedes another: by higher priority, then by key."""
    if first.priority != second.priority:
        return first.priority > second.priority
    return first.key < second.key


@rule
def insert(items: Records, head: int, index: int) -> int:
    """Insert an item into a list by priority; return the list's head."""
    before = NONE
    after = head
    while after != NONE and ranks_before(items[after], items[index]):
        before = after
        after = items[after].next
    items[index].next = after
    if before == NONE:
        return index
    items[before].next = index
    return head


@rule
def insert_idea(team: Records, items: Records, t: int, index: int) -> None:
    """Insert an idea that nobody has ranked into a team's pool.

    All ranked ones stand before it, so the search begins behind the last of them that is known; it is in the pool as long as it is an
    idea of the team. Walking along all of a pool would be most of what an arrival costs in a large company.
    """
    before = team.last_ranked if is_ranked_idea(items, team.last_ranked, t) else NONE
    after = items[before].next if before != NONE else team.pool
    while after != NONE and ranks_before(items[after], items[index]):
        if items[after].priority > UNRANKED:
            team.last_ranked = after
        before = after
        after = items[after].next
    items[index].next = after
    if before == NONE:
        team.pool = index
    else:
        items[before].next = index


@rule
def is_ranked_idea(items: Records, index: int, t: int) -> bool:
    """Tell whether an item is in a team's pool and was ranked."""
    return (
        index != NONE
        and items[index].stage == Stage.IDEA
        and items[index].team == t
        and items[index].priority > UNRANKED
    )


@rule
def last_of(items: Records, head: int) -> int:
    """Return the last item of a list; NONE for an empty one."""
    last = NONE
    while head != NONE:
        last = head
        head = items[head].next
    return last


@rule
def remove(items: Records, head: int, index: int) -> int:
    """Take an item out of a list; return the list's head."""
    if head == index:
        head = items[index].next
    else:
        before = head
        while items[before].next != index:
            before = items[before].next
        items[before].next = items[index].next
    items[index].next = NONE
    return head


@rule
def add_to_backlog(team: Records, items: Records, index: int) -> None:
    """Put a funded item into a team's backlog."""
    team.backlog = insert(items, team.backlog, index)
    team.backlog_effort += items[index].planned


@rule
def take_from_backlog(team: Records, items: Records, index: int) -> None:
    """Take an item out of a team's backlog."""
    team.backlog = remove(items, team.backlog, index)
    team.backlog_effort -= items[index].planned


@rule
def new_piece(
    items: Records,
    counters: Records,
    teams: Records,
    kind: int,
    cause: int,
    team: int,
    effort: float,
    priority: float,
    week: int,
) -> int:
    """Make a piece of work for a team, keyed by its initiative; return NONE and note a fault when the table is full."""
    index = counters.items
    if index >= len(items):
        counters.fault = 2
        return NONE
    counters.items += 1
    piece = items[index]
    blank(
        piece,
        mix(items[cause].key, 8 * items[cause].asked + kind, teams[team].key),
        kind,
        Stage.READY,
        items[cause].domain,
        week,
    )
    items[cause].asked += 1
    piece.parent = cause
    piece.team = team
    piece.effort = effort
    piece.planned = effort
    piece.scale = items[cause].scale
    piece.promise = 0.0
    piece.depends_on = NONE
    for need in range(len(piece.needs)):
        piece.needs[need] = NONE
    piece.priority = priority
    piece.funded = week * MINUTES_PER_WEEK
    piece.booked_until = piece.funded
    return index
