"""The clairvoyant allocation: each quarter engineers move, free of cost, to where they are truly worth most.

For each team the oracle looks a year ahead: what is promised already, what is in the pool, and what the market will yet offer. It knows how
the team's planner will rank each idea and what each is truly worth, so it knows what the team would realise with any number of
engineers. Then it divides the engineers of each company among its teams so that the whole is largest. A move has
to bring a quarter's pay, so that nobody moves for nothing, and no team gets less than the floor below which portfolio decisions do not
shrink a team either.
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.judgement import find_interests, judged_by
from orgsim.engine.mechanisms.decisions.portfolio import SMALLEST_TEAM
from orgsim.engine.mechanisms.work.arrivals import is_seen
from orgsim.engine.mechanisms.work.authored import holder_of
from orgsim.engine.mechanisms.work.capacity import effort_in_quarter
from orgsim.engine.mechanisms.work.market import team_for
from orgsim.engine.mechanisms.work.planning import planner_of
from orgsim.engine.mechanisms.work.progress import effort_to_go
from orgsim.engine.mechanisms.work.ranking import expected_effort
from orgsim.engine.random import Luck
from orgsim.engine.records import record
from orgsim.engine.state import Floats, Indices, Records, State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Kind, Stage
from orgsim.headroom.hands import worth_of

QUARTERS_AHEAD = 4
"""How far ahead the oracle looks."""
MOST_WORK = 4096
"""Items of one team that are looked at."""
PROMISED = 1e9
"""Rank of what is promised already: before all ideas."""

AHEAD = record(
    # something a team may do within the year
    ("rank", "f8"),  # its place in the planner's ranking: higher first
    ("effort", "f8"),  # effort that it takes
    ("first", "i8"),  # first quarter in which it can be taken up
    ("last", "i8"),  # last quarter in which it can
    ("value", "f8", (QUARTERS_AHEAD,)),  # what it truly brings if it is taken up in each quarter
    ("taken", "i8"),  # 1 when it has been taken up
)


@rule
def brought(state: State, index: int, week: int) -> float:
    """Return what taking an item up in a week brings: an initiative what its launch realises, a piece its part of what needs it."""
    item = state.items[index]
    if item.kind == Kind.SUPPORT:
        parent = state.items[item.parent]
        share: float = item.effort / (item.effort + parent.effort)
        return max(0.0, worth_of(state, item.parent, week)) * share
    if item.kind != Kind.INITIATIVE:
        return 0.0
    worth = worth_of(state, index, week)
    exposed: float = state.parameters[0].rollback_exposure
    return worth if worth >= 0.0 else worth * exposed


@rule
def note(ahead: Records, count: int, rank: float, effort: float, first: int, last: int) -> int:
    """Add something to the list of a team's work ahead; return the new length, or the old one when it takes nothing or is too much."""
    if count >= len(ahead) or effort <= 0.0:
        return count
    entry = ahead[count]
    entry.rank = rank
    entry.effort = effort
    entry.first = first
    entry.last = last
    return count + 1


@rule
def note_promised(state: State, ahead: Records, count: int, index: int, effort: float, week: int) -> int:
    """Add an item that is funded already, whose value does not depend on when it is worked on; return the new length."""
    longer = note(ahead, count, PROMISED - float(count), effort, 0, QUARTERS_AHEAD)
    for quarter in range(QUARTERS_AHEAD):
        if longer > count:
            ahead[count].value[quarter] = brought(state, index, week)
    return longer


@rule
def promised_ahead(state: State, t: int, week: int, ahead: Records) -> int:
    """List what a team has in work and in its backlog, in its order; return how many items that are."""
    team = state.teams[t]
    count = 0
    for slot in range(team.working):
        index = state.slots[t, slot]
        count = note_promised(state, ahead, count, index, effort_to_go(state.items[index]), week)
    index = team.parked
    while index != NONE:
        count = note_promised(state, ahead, count, index, effort_to_go(state.items[index]), week)
        index = state.items[index].next
    index = team.backlog
    while index != NONE:
        count = note_promised(state, ahead, count, index, state.items[index].planned, week)
        index = state.items[index].next
    return count


@rule
def note_idea(state: State, luck: Luck, planner: int, index: int, week: int, ahead: Records, count: int) -> int:
    """Add an idea as its team's planner will rank it when it is there; return the new length."""
    item = state.items[index]
    life = int(state.parameters[0].idea_life)
    first = max(0, (item.week - week + WEEKS_PER_QUARTER) // WEEKS_PER_QUARTER) if item.week >= week else 0
    last = (item.week + life - week) // WEEKS_PER_QUARTER
    state.counters[0].week = week + first * WEEKS_PER_QUARTER
    item.planned = expected_effort(state, item.team, index, week)
    rank = judged_by(state, luck, planner, index)
    state.counters[0].week = week
    if rank <= 0.0 or last < first:
        return count
    longer = note(ahead, count, rank, item.planned, first, last)
    for quarter in range(first, QUARTERS_AHEAD):
        if longer > count:
            ahead[count].value[quarter] = brought(state, index, week + quarter * WEEKS_PER_QUARTER)
    return longer


@rule
def ideas_ahead(state: State, luck: Luck, t: int, week: int, ahead: Records, count: int) -> int:
    """Add the ideas of a team's pool, and those that the market will offer it within the year; return the new length."""
    team = state.teams[t]
    owner = holder(state.posts, team.owner)
    if owner == NONE:
        return count
    planner = planner_of(state.posts, owner)
    index = team.pool
    while index != NONE:
        count = note_idea(state, luck, planner, index, week, ahead, count)
        index = state.items[index].next
    for named in state.authored:
        if week <= named.week < week + QUARTERS_AHEAD * WEEKS_PER_QUARTER and holder_of(state, named) == t:
            count = note_coming(state, luck, planner, t, named.place, week, ahead, count)
    for coming in range(state.counters[0].arrived, state.counters[0].opportunities):
        item = state.items[coming]
        if item.week >= week + QUARTERS_AHEAD * WEEKS_PER_QUARTER:
            break
        if item.domain != team.domain:
            continue
        if team_for(state.domains[item.domain], state.teams, item.key) == t:
            count = note_coming(state, luck, planner, t, coming, week, ahead, count)
    return count


@rule
def note_coming(
    state: State, luck: Luck, planner: int, t: int, coming: int, week: int, ahead: Records, count: int
) -> int:
    """Add what a team will be offered if it will see it; return the new length."""
    item = state.items[coming]
    if item.stage != Stage.UNBORN:
        return count
    item.team = t
    if is_seen(item, state.teams[t], state.parameters[0], luck):
        count = note_idea(state, luck, planner, coming, week, ahead, count)
    item.team = NONE
    return count


@rule
def in_order(ahead: Records, count: int) -> Indices:
    """Return the places of a list by rank, the highest first (insertion sort; equal ranks keep their order)."""
    order = np.empty(count, np.int64)
    for place in range(count):
        below = place
        while below > 0 and ahead[order[below - 1]].rank < ahead[place].rank:
            order[below] = order[below - 1]
            below -= 1
        order[below] = place
    return order


@rule
def value_within(ahead: Records, order: Indices, effort: float) -> float:
    """Return what a team realises within the year that gets `effort` done each quarter.

    Each quarter it takes up what it ranks highest until the quarter is full; what is over goes on in the next, and at the end of the year
    counts in proportion.
    """
    for place in order:
        ahead[place].taken = 0
    total = 0.0
    over = 0.0
    unfinished = 0.0
    for quarter in range(QUARTERS_AHEAD):
        room = effort - over
        for place in order:
            entry = ahead[place]
            if room <= 0.0:
                break
            if not entry.taken and entry.first <= quarter <= entry.last:
                entry.taken = 1
                room -= entry.effort
                total += entry.value[quarter]
                unfinished = entry.value[quarter] / entry.effort
        over = max(0.0, -room)
    return total - over * unfinished


@rule
def divide(worth: Floats, floors: Indices, engineers: int, found: Indices) -> None:
    """Divide engineers among teams so that the sum of `worth[team, engineers]` is largest (dynamic programming, ties to the earlier team).

    `worth` is (teams, engineers + 1), `floors` the fewest that each team gets; `found` (teams,) becomes what each gets.
    """
    teams = len(floors)
    best = np.full((teams + 1, engineers + 1), -math.inf)
    choice = np.zeros((teams, engineers + 1), np.int64)
    best[0, 0] = 0.0
    for t in range(teams):
        for total in range(engineers + 1):
            for own in range(floors[t], total + 1):
                value = best[t, total - own] + worth[t, own]
                if value > best[t + 1, total]:
                    best[t + 1, total] = value
                    choice[t, total] = own
    left = engineers
    for t in range(teams - 1, -1, -1):
        found[t] = choice[t, left]
        left -= found[t]


@rule
def settle_in(state: State, t: int, engineers: int) -> None:
    """Give a team a number of engineers, who are at full speed from the first day."""
    team = state.teams[t]
    moved = engineers - team.engineers
    team.shifted += moved
    team.engineers = engineers
    team.newcomers = min(team.newcomers, engineers)
    if moved > 0:
        state.pulse[state.counters[0].quarter].shifted_engineers += float(moved)


@rule
def allocate(state: State, luck: Luck, week: int) -> None:
    """Divide the engineers of each company among its teams so that what they realise within a year is truly largest."""
    for first in range(len(state.teams)):
        company = state.teams[first].company
        if not state.teams[first].active or company == NONE:
            continue
        seen = False
        for t in range(first):
            seen = seen or (state.teams[t].active and state.teams[t].company == company)
        if not seen:
            allocate_in(state, luck, company, week)
    find_interests(state)


@rule
def allocate_in(state: State, luck: Luck, company: int, week: int) -> None:
    """Divide the engineers of one company among its teams."""
    members = np.empty(len(state.teams), np.int64)
    count = 0
    engineers = 0
    for t in range(len(state.teams)):
        if state.teams[t].active and state.teams[t].company == company and state.teams[t].engineers > 0:
            members[count] = t
            count += 1
            engineers += state.teams[t].engineers
    share = effort_share(state, company, week)
    worth = np.zeros((count, engineers + 1))
    floors = np.empty(count, np.int64)
    found = np.empty(count, np.int64)
    for place in range(count):
        floors[place] = min(SMALLEST_TEAM, state.teams[members[place]].engineers)
        find_worth(state, luck, members[place], week, share, worth[place])
    divide(worth, floors, engineers, found)
    for place in range(count):
        settle_in(state, members[place], found[place])


@rule
def effort_share(state: State, company: int, week: int) -> float:
    """Return which share of the effort that a company's teams could get done went into what they launched in the last year.

    The rest went into pieces for others, waiting and work that was given up. Before a year is over, or without launches, it counts as 1.
    """
    year = QUARTERS_AHEAD * WEEKS_PER_QUARTER
    launched = 0.0
    for index in range(state.counters[0].items):
        item = state.items[index]
        recent = item.kind == Kind.INITIATIVE and item.stage == Stage.DONE and item.finished >= week - year
        if recent and state.teams[item.team].company == company:
            launched += item.planned
    possible = 0.0
    for team in state.teams:
        if team.active and team.company == company:
            possible += QUARTERS_AHEAD * effort_in_quarter(team, state.parameters[0], team.engineers, week)
    known = week >= year and launched > 0.0 and possible > 0.0
    return min(1.0, launched / possible) if known else 1.0


@rule
def find_worth(state: State, luck: Luck, t: int, week: int, share: float, worth: Floats) -> None:
    """Find what a team would realise within a year with each number of engineers, less a quarter's pay for each who has to move.

    `worth` is (most engineers + 1,); `share` is that of the effort that goes into launches.
    """
    team, parameters = state.teams[t], state.parameters[0]
    pay = parameters.engineer_cost / parameters.standard_value
    ahead = np.zeros(MOST_WORK, AHEAD)
    count = ideas_ahead(state, luck, t, week, ahead, promised_ahead(state, t, week, ahead))
    order = in_order(ahead, count)
    for size in range(len(worth)):
        moved = 0.5 * float(abs(size - team.engineers))  # who leaves one team joins another
        effort = share * effort_in_quarter(team, parameters, size, week)
        worth[size] = value_within(ahead, order, effort) - pay * moved
