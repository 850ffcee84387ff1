"""Vacancies: vacant seats open, pass down the ladder as chains, and close.

A vacancy that somebody from inside fills opens another where that person sat; the chain ends with an outside hire, with somebody who
held no seat, or with a seat that is given up.

Source: White 1970, Chains of Opportunity.
"""

import math

from orgsim.engine.career_state import LONGEST_CHAIN, LONGEST_VACANCY, Careers, Opened
from orgsim.engine.compiled import rule
from orgsim.engine.random import Luck, Purpose, mix, normal, uniform
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import NONE


@rule
def open_vacancy(careers: Careers, tier: int, quarter: int, depth: int, cause: int) -> None:
    """Open one seat of a level."""
    level = careers.levels[tier]
    if level.open >= level.vacancy_room:
        careers.counters[0].fault = 1
        return
    vacancy = careers.vacancies[level.first_vacancy + level.open]
    vacancy.key = mix(level.key, level.opened, 1)
    vacancy.opened = quarter
    vacancy.depth = depth
    vacancy.cause = cause
    vacancy.outside = NONE
    vacancy.starts = NONE
    level.open += 1
    level.opened += 1


@rule
def end_chain(careers: Careers, depth: int, cause: int) -> None:
    """Count a vacancy chain that has ended after `depth` vacancies."""
    careers.chains[cause, min(depth, LONGEST_CHAIN)] += 1


@rule
def give_up_seat(careers: Careers, tier: int, quarter: int, depth: int, cause: int) -> None:
    """Open the seat of a person who has left a level, unless the level has none to fill."""
    level = careers.levels[tier]
    level.heads -= 1
    if level.seat_bound and level.heads + level.open < level.seats:
        open_vacancy(careers, tier, quarter, depth, cause)
    elif depth > 1:
        end_chain(careers, depth - 1, cause)


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
def plan_seats(careers: Careers, quarter: int) -> None:
    """Add or give up seats as planned; nobody is dismissed, and a level that is too full waits for people to leave."""
    for tier in range(len(careers.levels)):
        level = careers.levels[tier]
        if not level.seat_bound:
            continue
        level.seats = seats_at(level.start_seats, level.growth, quarter)
        while level.heads + level.open < level.seats and not careers.counters[0].fault:
            open_vacancy(careers, tier, quarter, 1, Opened.GROWTH)
        while level.open > 0 and level.heads + level.open > level.seats:
            level.open -= 1
            vacancy = careers.vacancies[level.first_vacancy + level.open]
            if vacancy.depth > 1:
                end_chain(careers, vacancy.depth - 1, vacancy.cause)


@rule
def search_quarters(median: float, sigma: float, z: float, u: float) -> int:
    """Return the whole quarters for which an outside search leaves the seat empty, rounded at random so that the mean is kept.

    Example
    -------
    >>> search_quarters(1.25, 0.0, 0.3, 0.7), search_quarters(1.25, 0.0, 0.3, 0.8), search_quarters(0.0, 0.6, 1.0, 0.9)
    (1, 2, 0)
    """
    return int(math.floor(median * math.exp(sigma * z) + u))


@rule
def search_outside(vacancy: Records, settings: Records, luck: Luck, quarter: int) -> None:
    """Begin an outside search for a seat."""
    z = normal(luck, Purpose.SEARCH, vacancy.key, 0, 0)
    u = uniform(luck, Purpose.SEARCH, vacancy.key, 0, 1)
    vacancy.outside = 1
    vacancy.starts = quarter + search_quarters(settings.fill_quarters, settings.fill_sigma, z, u)


@rule
def decide_where_to_look(careers: Careers, luck: Luck, tier: int, quarter: int) -> int:
    """Decide for each new vacancy whether to search outside; return how many are open to people inside."""
    level = careers.levels[tier]
    settings = careers.settings[0]
    inside = 0
    for place in range(level.first_vacancy, level.first_vacancy + level.open):
        vacancy = careers.vacancies[place]
        if vacancy.outside == NONE:
            vacancy.outside = 0
            if uniform(luck, Purpose.OUTSIDE, vacancy.key, 0, 0) < level.outside_share:
                search_outside(vacancy, settings, luck, quarter)
        if not vacancy.outside and quarter - vacancy.opened >= settings.patience:
            search_outside(vacancy, settings, luck, quarter)
        inside += 1 - vacancy.outside
    return inside


@rule
def count_wait(careers: Careers, tier: int, quarters: int) -> None:
    """Count a vacancy that was filled after some quarters."""
    careers.waits[tier, min(quarters, LONGEST_VACANCY)] += 1
