"""Vacant seats: how they open, pass down the ladder as chains, and close.

A vacancy that somebody from inside fills opens another where that person sat; the chain ends with an outside hire, with somebody who
held no seat, or with a seat that is given up. In an organisation a seat is a post; on a ladder without work it belongs to no post.

Source: White 1970, Chains of Opportunity.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.random import Luck, Purpose, mix, normal, uniform
from orgsim.engine.state import Indices, Records, State
from orgsim.engine.vocabulary import LONGEST_CHAIN, LONGEST_VACANCY, NONE, WEEKS_PER_QUARTER, Opened

SEATS_FULL = 5

TIME_TO_FILL_SIGMA = 0.5
"""Spread of the time a search takes (standard deviation of the logarithm). Source: assumed."""


@rule
def end_chain(chains: Indices, depth: int, opened: int) -> None:
    """Count a chain that has come to its end after `depth` vacancies; `chains` is (Opened, length)."""
    chains[opened, min(depth, LONGEST_CHAIN)] += 1


@rule
def count_wait(waits: Indices, tier: int, quarters: int) -> None:
    """Count a vacancy that was filled after some quarters; `waits` is (levels, quarters)."""
    waits[tier, min(quarters, LONGEST_VACANCY)] += 1


@rule
def open_vacancy(state: State, tier: int, quarter: int, depth: int, opened: int) -> None:
    """Open one seat of a level."""
    level = state.levels[tier]
    if level.open >= level.vacancy_room:
        state.counters[0].fault = SEATS_FULL
        return
    vacancy = state.vacancies[level.first_vacancy + level.open]
    vacancy.key = mix(level.key, level.opened, 1)
    vacancy.opened = quarter
    vacancy.depth = depth
    vacancy.cause = opened
    vacancy.outside = NONE
    vacancy.starts = NONE
    level.open += 1
    level.opened += 1


@rule
def give_up_seat(state: State, tier: int, quarter: int, depth: int, opened: int) -> None:
    """Somebody has left a level: open the seat as number `depth` of a chain, unless the level has none to fill."""
    level = state.levels[tier]
    if level.seat_bound and level.heads + level.open < level.seats:
        open_vacancy(state, tier, quarter, depth, opened)
    elif depth > 1:
        end_chain(state.chains, depth - 1, opened)


@rule
def seats_at(start: float, growth: float, quarter: int) -> int:
    """Return the number of seats after some quarters of growth, to the nearest whole.

    Example
    -------
    >>> seats_at(10.0, 1.1, 2), seats_at(10.0, 1.0, 40)
    (12, 10)
    """
    return int(math.floor(start * math.exp(float(quarter) * math.log(growth)) + 0.5)) if growth > 0.0 else 0


@rule
def plan_seats(state: State, quarter: int) -> None:
    """Seats are added or given up as planned; nobody is sent away: a level that is too full waits for people to leave."""
    for tier in range(len(state.levels)):
        level = state.levels[tier]
        if not level.seat_bound:
            continue
        level.seats = seats_at(level.start_seats, level.growth, quarter)
        while level.heads + level.open < level.seats and not state.counters[0].fault:
            open_vacancy(state, tier, quarter, 1, Opened.GROWTH)
        while level.open > 0 and level.heads + level.open > level.seats:
            level.open -= 1
            vacancy = state.vacancies[level.first_vacancy + level.open]
            if vacancy.depth > 1:
                end_chain(state.chains, vacancy.depth - 1, vacancy.cause)


@rule
def search_quarters(median: float, sigma: float, z: float, u: float) -> int:
    """Return for how many whole quarters an outside search leaves the seat empty; rounded by lot, so that the mean is kept.

    Example
    -------
    >>> search_quarters(1.25, 0.0, 0.3, 0.7), search_quarters(1.25, 0.0, 0.3, 0.8), search_quarters(0.0, 0.6, 1.0, 0.9)
    (1, 2, 0)
    """
    return int(math.floor(median * math.exp(sigma * z) + u))


@rule
def search_for(vacancy: Records, customs: Records, luck: Luck, quarter: int) -> None:
    """Look outside for somebody to take a seat."""
    z = normal(luck, Purpose.SEARCH, vacancy.key, 0, 0)
    u = uniform(luck, Purpose.SEARCH, vacancy.key, 0, 1)
    vacancy.outside = 1
    vacancy.starts = quarter + search_quarters(customs.fill_weeks / WEEKS_PER_QUARTER, TIME_TO_FILL_SIGMA, z, u)


@rule
def decide_where_to_look(state: State, luck: Luck, tier: int, quarter: int) -> int:
    """Decide for each new vacancy whether to look outside; return how many are open to people inside."""
    level, customs, parameters = state.levels[tier], state.customs[0], state.parameters[0]
    inside = 0
    for place in range(level.first_vacancy, level.first_vacancy + level.open):
        vacancy = state.vacancies[place]
        if vacancy.outside == NONE:
            vacancy.outside = 0
            if uniform(luck, Purpose.OUTSIDE, vacancy.key, 0, 0) < level.outside_share:
                search_for(vacancy, customs, luck, quarter)
        if not vacancy.outside and quarter - vacancy.opened >= parameters.inside_patience:
            search_for(vacancy, customs, luck, quarter)
        inside += 1 - vacancy.outside
    return inside
