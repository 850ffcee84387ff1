"""The clairvoyant allocation: each quarter engineers move, free of cost, to where what teams would do next is truly worth most.

For each team the oracle looks up what its people would do with any number of engineers: work in hand, then funded work, then ideas in the
order in which the team's planner will rank them. What that brings is known, since the oracle sees true values. Then it divides the
engineers of each company among its teams so that the whole brings most; no team gets less than the floor below which portfolio decisions
do not shrink a team either.
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.judgement import find_interests, judged_by
from orgsim.engine.mechanisms.decisions.portfolio import SMALLEST_TEAM
from orgsim.engine.mechanisms.work.delivery import output_rate, switching_share
from orgsim.engine.mechanisms.work.dependencies import coordination_minutes
from orgsim.engine.mechanisms.work.planning import expected_effort, planner_of
from orgsim.engine.mechanisms.work.products import legacy_minutes
from orgsim.engine.mechanisms.work.progress import effort_to_go
from orgsim.engine.random import Luck
from orgsim.engine.state import Floats, Indices, Records, State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, Kind
from orgsim.headroom.hands import worth_of

MOST_WORK = 4096
"""Items of one team that are looked at."""


@rule
def brought(state: State, index: int, week: int) -> float:
    """Return what finishing an item brings: an initiative what its launch realises, a piece its part of what it is needed for."""
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
def in_order(values: Floats, chosen: Indices, count: int) -> None:
    """Sort the first `count` indices by their values, the highest first (insertion sort; equal values keep their order)."""
    for place in range(1, count):
        here, value = chosen[place], values[place]
        below = place
        while below > 0 and values[below - 1] < value:
            chosen[below], values[below] = chosen[below - 1], values[below - 1]
            below -= 1
        chosen[below], values[below] = here, value


@rule
def note(efforts: Floats, values: Floats, count: int, effort: float, value: float) -> int:
    """Add an item to a team's list of work; return the new length."""
    if count >= len(efforts) or effort <= 0.0:
        return count
    efforts[count] = effort
    values[count] = value
    return count + 1


@rule
def work_ahead(state: State, luck: Luck, t: int, week: int, efforts: Floats, values: Floats) -> int:
    """List the effort and the true value of what a team would do next, in its own order; return how many items that are."""
    team = state.teams[t]
    count = 0
    for slot in range(team.working):
        index = state.slots[t, slot]
        count = note(efforts, values, count, effort_to_go(state.items[index]), brought(state, index, week))
    index = team.parked
    while index != NONE:
        count = note(efforts, values, count, effort_to_go(state.items[index]), brought(state, index, week))
        index = state.items[index].next
    index = team.backlog
    while index != NONE:
        count = note(efforts, values, count, state.items[index].planned, brought(state, index, week))
        index = state.items[index].next
    return ideas_ahead(state, luck, t, week, efforts, values, count)


@rule
def ideas_ahead(state: State, luck: Luck, t: int, week: int, efforts: Floats, values: Floats, count: int) -> int:
    """Add the ideas of a team's pool in the order in which its planner will rank them this quarter; return the new length."""
    team = state.teams[t]
    owner = holder(state.posts, team.owner)
    if owner == NONE:
        return count
    planner = planner_of(state.posts, owner)
    ideas = np.empty(len(efforts), np.int64)
    ranks = np.empty(len(efforts))
    found = 0
    index = team.pool
    while index != NONE and found < len(ideas):
        if week - state.items[index].week <= state.parameters[0].idea_life:
            state.items[index].planned = expected_effort(state, luck, t, index, week)
            ideas[found] = index
            ranks[found] = judged_by(state, luck, planner, index)
            found += 1
        index = state.items[index].next
    in_order(ranks, ideas, found)
    for place in range(found):
        if ranks[place] <= 0.0:
            break
        index = ideas[place]
        count = note(efforts, values, count, state.items[index].planned, brought(state, index, week))
    return count


@rule
def effort_in_quarter(team: Records, parameters: Records, engineers: int, week: int) -> float:
    """Return the effort that a team would get done in a quarter with some number of engineers."""
    minutes = float(engineers) * MINUTES_PER_WEEK - coordination_minutes(engineers, parameters)
    minutes -= parameters.upkeep * float(team.live)
    if parameters.products:
        minutes -= team.run_cost + legacy_minutes(engineers, week, parameters)
    minutes *= 1.0 - switching_share(team.wip, parameters.switching_loss)
    needed = parameters.product_minutes_per_engineer * float(engineers)
    coverage = min(1.0, team.coverage / needed) if needed > 0.0 else 1.0
    rate = output_rate(engineers, parameters.size_exponent, coverage, parameters.specification_effect)
    done: float = max(0.0, minutes) * rate * WEEKS_PER_QUARTER
    return done


@rule
def value_within(efforts: Floats, values: Floats, count: int, effort: float) -> float:
    """Return what a list of work brings within an effort; the last item counts in proportion."""
    total = 0.0
    for place in range(count):
        if effort <= 0.0:
            break
        total += values[place] * min(1.0, effort / efforts[place])
        effort -= efforts[place]
    return total


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
    """Divide the engineers of each company among its teams so that what they would do this quarter is truly worth most."""
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
    worth = np.zeros((count, engineers + 1))
    floors = np.empty(count, np.int64)
    found = np.empty(count, np.int64)
    efforts, values = np.empty(MOST_WORK), np.empty(MOST_WORK)
    for place in range(count):
        team = state.teams[members[place]]
        floors[place] = min(SMALLEST_TEAM, team.engineers)
        listed = work_ahead(state, luck, members[place], week, efforts, values)
        for size in range(engineers + 1):
            effort = effort_in_quarter(team, state.parameters[0], size, week) if size > 0 else 0.0
            worth[place, size] = value_within(efforts, values, listed, effort)
    divide(worth, floors, engineers, found)
    for place in range(count):
        settle_in(state, members[place], found[place])
