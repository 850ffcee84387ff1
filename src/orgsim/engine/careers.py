"""A ladder without work: what happens in a quarter to people whose seats belong to no post, in order, and the whole run in one call.

It is an organisation of which only the people are there: the same tables, parameters and rules of ``orgsim.engine.mechanisms``, but
no teams, no desks and no ties, so that a quarter is the shortest step. Luck is keyed by person (level of entry and number of the
hire), vacancy and quarter, so two policies or ladders share it.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.people.advancement import (
    advance,
    choose_for,
    disappoint,
    gather,
    is_review,
    review_cases,
    review_person,
    wishes,
)
from orgsim.engine.mechanisms.people.coaching import growth
from orgsim.engine.mechanisms.people.engagement import pull
from orgsim.engine.mechanisms.people.exits import chance_to_leave, engagement_after
from orgsim.engine.mechanisms.people.levels import (
    change_level,
    count_level_heads,
    enter_ladder,
    exit_rate,
    leave_ladder,
    overdue_of,
    sort_by_level,
)
from orgsim.engine.mechanisms.people.seats import count_wait, decide_where_to_look, end_chain, give_up_seat, plan_seats
from orgsim.engine.mechanisms.people.staffing import weeks_served
from orgsim.engine.mechanisms.people.transfer import learned, skill_at
from orgsim.engine.random import Luck, Purpose, mix, normal, poisson_quantile, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Cause, Opened, Skill

PEOPLE_FULL = 6
USUAL_COACH = 0.5


@rule
def hire(state: State, luck: Luck, tier: int, quarter: int, cause: int) -> None:
    """Somebody joins from outside (or is there at the start), unselected."""
    counters = state.counters[0]
    if counters.free == 0:
        counters.fault = PEOPLE_FULL
        return
    counters.free -= 1
    level, customs = state.levels[tier], state.customs[0]
    row = state.free[counters.free]
    counters.rows = max(counters.rows, row + 1)
    person = state.people[row]
    person.key = mix(level.key, level.hired, 0)
    counters.joined += 1
    person.number = counters.joined
    fresh = normal(luck, Purpose.CAREER_SKILL, person.key, 0, 0)
    spread, mean = state.parameters[0].skill_spread, level.expects[Skill.OVERALL]
    person.skills[Skill.OVERALL] = skill_at(fresh, mean, spread, customs.low_share, customs.high_share)
    person.engagement = 0.0
    if customs.retirement_age < math.inf:
        age = customs.hire_age + customs.hire_age_sd * normal(luck, Purpose.AGE, person.key, 0, 0)
        person.age = min(max(age, 18.0), 60.0)
    served = 0
    if cause == Cause.START:
        served = WEEKS_PER_QUARTER * (1 + weeks_served(person, state.parameters[0], luck) // WEEKS_PER_QUARTER)
    enter_ladder(state, luck, person, tier, quarter * WEEKS_PER_QUARTER, served, cause)
    level.hired += 1


@rule
def people_the_start(state: State, luck: Luck) -> None:
    """Fill the levels with the people who are there at the start, some way into their time in level; empty seats are vacant."""
    for tier in range(len(state.levels)):
        level = state.levels[tier]
        for _ in range(level.start_heads):
            hire(state, luck, tier, 0, Cause.START)
        level.seats = int(level.start_seats)


@rule
def lives_on(state: State, luck: Luck, person: Records, quarter: int) -> int:
    """A quarter in somebody's career: growing older, learning, engagement; return why the person leaves, or NONE."""
    parameters, customs, level = state.parameters[0], state.customs[0], state.levels[person.level]
    person.age += customs.quarter_years
    share = growth(1.0, 1.0, USUAL_COACH, parameters.learning_by_doing, parameters.learning_by_coaching)
    person.skills[Skill.OVERALL] = learned(person.skills[Skill.OVERALL], 1.0, share)
    overdue = overdue_of(state, person, quarter * WEEKS_PER_QUARTER)
    z = normal(luck, Purpose.MOOD, person.key, quarter, 0) if parameters.mood_noise > 0.0 else 0.0
    drawn_to = pull(0.5, 0.5, 0.7, False, overdue, parameters)  # at work, everything was as usual
    person.engagement = engagement_after(
        person.engagement, drawn_to, parameters.engagement_persistence, parameters.mood_noise, z
    )
    if person.age > customs.retirement_age:
        return Cause.RETIREMENT
    if person.skills[Skill.OVERALL] < customs.dismiss_below:
        return Cause.DISMISSAL
    if level.exit_rate == 0.0:
        return NONE
    chance = chance_to_leave(
        exit_rate(state, person) / 4.0,
        person.engagement,
        overdue,
        parameters.engagement_effect,
        parameters.stall_effect,
    )
    return Cause.QUIT if uniform(luck, Purpose.CAREER_EXIT, person.key, quarter, 0) < chance else NONE


@rule
def leave(state: State, row: int, quarter: int, cause: int) -> None:
    """A person leaves; the seat, if there was one, is open."""
    tier = state.people[row].level
    leave_ladder(state, state.people[row], quarter * WEEKS_PER_QUARTER, cause)
    state.free[state.counters[0].free] = row
    state.counters[0].free += 1
    give_up_seat(state, tier, quarter, 1, Opened.EXIT)


@rule
def live_quarter(state: State, luck: Luck, quarter: int) -> None:
    """Everybody's quarter: some leave, the others are rated when it is time for it."""
    for row in range(state.counters[0].rows):
        person = state.people[row]
        if person.level == NONE:
            continue
        state.cases[person.level, person.group].present += 1.0
        cause = lives_on(state, luck, person, quarter)
        if cause != NONE:
            leave(state, row, quarter, cause)
        elif is_review(state, quarter * WEEKS_PER_QUARTER):
            review_person(state, luck, person, quarter)


@rule
def fill_seats(state: State, luck: Luck, tier: int, quarter: int) -> None:
    """Fill the open seats of a level: from outside where the search is over, else with the best of those who may come."""
    level, week = state.levels[tier], quarter * WEEKS_PER_QUARTER
    inside = decide_where_to_look(state, luck, tier, quarter)
    size = gather(state, luck, tier, week) if inside > 0 else 0
    chosen = choose_for(state, luck, tier, quarter, size, inside) if size > 0 else 0
    kept, taken = 0, 0
    for place in range(level.open):
        vacancy = state.vacancies[level.first_vacancy + place]
        if vacancy.outside and vacancy.starts <= quarter:
            hire(state, luck, tier, quarter, Cause.HIRE)
            count_wait(state.waits, tier, quarter - vacancy.opened)
            end_chain(state.chains, vacancy.depth, vacancy.cause)
        elif not vacancy.outside and taken < chosen:
            taken += 1
            count_wait(state.waits, tier, quarter - vacancy.opened)
            advance(state, luck, state.pool[size - taken], tier, week, vacancy.depth + 1, vacancy.cause)
        else:
            state.vacancies[level.first_vacancy + kept] = vacancy
            kept += 1
    level.open = kept
    disappoint(state, size - chosen)


@rule
def recruit(state: State, luck: Luck, tier: int, quarter: int) -> None:
    """People join a level without seats."""
    level = state.levels[tier]
    mean = level.recruits * math.exp(float(quarter) * math.log(level.growth)) if level.growth > 0.0 else 0.0
    if mean == 0.0:
        return
    for _ in range(poisson_quantile(mean, uniform(luck, Purpose.RECRUITS, level.key, quarter, 0))):
        hire(state, luck, tier, quarter, Cause.HIRE)


@rule
def volunteer(state: State, luck: Luck, w: int, quarter: int) -> None:
    """Some people move sideways or back because they want to, where there is room."""
    way, week = state.moves[w], quarter * WEEKS_PER_QUARTER
    level = state.levels[way.target]
    for place in range(state.first_member[way.origin], state.first_member[way.origin + 1]):
        row = state.members[place]
        if not wishes(state, luck, w, row, quarter):
            continue
        depth, opened = 1, Opened.MOVE
        if level.seat_bound:
            if level.open == 0 or state.vacancies[level.first_vacancy + level.open - 1].outside == 1:
                continue
            level.open -= 1
            vacancy = state.vacancies[level.first_vacancy + level.open]
            count_wait(state.waits, way.target, quarter - vacancy.opened)
            depth, opened = vacancy.depth + 1, vacancy.cause
        change_level(state, luck, row, way.target, week, way.cause)
        give_up_seat(state, way.origin, quarter, depth, opened)


@rule
def move_up(state: State, luck: Luck, quarter: int) -> None:
    """From the top rung down: open seats are filled, committees meet, people join, so that a chain runs its course at once."""
    for tier in range(len(state.levels)):
        level = state.levels[tier]
        for w in range(level.first_move, level.first_move + level.moves):
            if state.moves[w].rate > 0.0:
                volunteer(state, luck, w, quarter)
        if level.seat_bound:
            fill_seats(state, luck, tier, quarter)
        else:
            if level.moves > 0 and is_review(state, quarter * WEEKS_PER_QUARTER):
                review_cases(state, luck, tier, quarter * WEEKS_PER_QUARTER)
            recruit(state, luck, tier, quarter)


@rule
def close_quarter(state: State, quarter: int) -> None:
    """Count heads, seats, cost and skill as they stand at the end of the quarter."""
    count_level_heads(state, quarter)
    for tier in range(len(state.levels)):
        level, entry = state.levels[tier], state.staffed[quarter, tier]
        entry.seats = float(level.seats if level.seat_bound else level.heads)
        entry.open = float(level.open)


@rule
def run(state: State, luck: Luck, quarters: int) -> None:
    """A whole run: the people of the start, then quarter by quarter."""
    people_the_start(state, luck)
    for quarter in range(quarters):
        state.counters[0].quarter = quarter
        plan_seats(state, quarter)
        live_quarter(state, luck, quarter)
        sort_by_level(state)
        move_up(state, luck, quarter)
        close_quarter(state, quarter)
        if state.counters[0].fault:
            return
