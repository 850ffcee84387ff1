"""A ladder with people on it: what happens in a quarter, in order, and the whole run in one call.

``run`` lists the steps of a quarter. All rules that decide anything are in ``orgsim.engine.mechanisms``; ``career_people`` and
``career_moves`` move people between rows. Luck is keyed by person (level of entry and number of the hire), vacancy and quarter, so
two policies or ladders share it. ``tier`` is a level's row.
"""

import math

from orgsim.engine import career_native  # noqa: F401 - teaches the compiler what Careers are
from orgsim.engine.career_moves import move_up
from orgsim.engine.career_people import hire, leave
from orgsim.engine.career_state import Careers, Cause
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.exits import chance_to_leave, engagement_after, quarters_overdue
from orgsim.engine.mechanisms.ratings import rated, remembered
from orgsim.engine.mechanisms.transfer import learned
from orgsim.engine.mechanisms.vacancies import plan_seats
from orgsim.engine.random import Luck, Purpose, exponential, normal, uniform
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import NONE


@rule
def people_the_start(careers: Careers, luck: Luck) -> None:
    """Fill the levels with the people who are there at the start, some way into their time in level; empty seats are vacant."""
    for tier in range(len(careers.levels)):
        level = careers.levels[tier]
        for _ in range(level.start_heads):
            hire(careers, luck, tier, 0, Cause.START)
    served = careers.settings[0].served_quarters
    for life in range(careers.counters[0].events):
        person = careers.people[careers.free[len(careers.people) - 1 - life]]
        quarters = int(math.floor(served * exponential(luck, Purpose.TIME_SERVED, person.key, 0, 0)))
        person.entered = -1 - quarters
        careers.events[life].spell = 1 + quarters
    for tier in range(len(careers.levels)):
        level = careers.levels[tier]
        level.seats = int(level.start_seats)


@rule
def review_person(person: Records, level: Records, group: Records, settings: Records, luck: Luck, quarter: int) -> None:
    """A rating is written and added to the file."""
    noise = settings.rating_noise * group.rating_noise
    z = normal(luck, Purpose.RATING, person.key, quarter, 0) if noise > 0.0 else 0.0
    now = rated((person.skill - level.expects) / settings.skill_sd, noise, z)
    person.rating = remembered(person.rating, now, settings.rating_memory) if person.reviews > 0 else now
    person.reviews += 1


@rule
def live_on(person: Records, level: Records, settings: Records, luck: Luck, quarter: int) -> int:
    """A quarter in somebody's career: growing older, learning, engagement; return why the person leaves, or NONE."""
    person.age += settings.quarter_years
    ceiling = level.expects + settings.learning_margin * settings.skill_sd
    person.skill = learned(person.skill, ceiling, settings.learning)
    overdue = quarters_overdue(quarter - person.entered, settings.stall_after) if level.rising else 0.0
    z = normal(luck, Purpose.MOOD, person.key, quarter, 0) if settings.mood_noise > 0.0 else 0.0
    pull = -settings.stall_drop * overdue
    person.engagement = engagement_after(person.engagement, pull, settings.persistence, settings.mood_noise, z)
    if person.age > settings.retirement_age:
        return Cause.RETIREMENT
    if person.skill < settings.dismiss_below:
        return Cause.DISMISSAL
    if level.exit_rate == 0.0:
        return NONE
    chance = chance_to_leave(
        level.exit_rate, person.engagement, overdue, settings.engagement_effect, settings.stall_effect
    )
    if uniform(luck, Purpose.CAREER_EXIT, person.key, quarter, 0) < chance:
        return Cause.QUIT
    return NONE


@rule
def live_quarter(careers: Careers, luck: Luck, quarter: int) -> None:
    """Everybody's quarter: some leave, the others are rated when it is time for it."""
    settings = careers.settings[0]
    review = quarter % settings.review_every == 0
    for row in range(careers.counters[0].rows):
        person = careers.people[row]
        if person.level == NONE:
            continue
        level = careers.levels[person.level]
        careers.cases[person.level, person.group].present += 1.0
        cause = live_on(person, level, settings, luck, quarter)
        if cause != NONE:
            leave(careers, row, quarter, cause)
        elif review:
            review_person(person, level, careers.groups[person.group], settings, luck, quarter)


@rule
def sort_by_level(careers: Careers) -> None:
    """List the people of each level, by counting: the pools of this quarter's promotions."""
    first = careers.first_member
    first[:] = 0
    for row in range(careers.counters[0].rows):
        if careers.people[row].level != NONE:
            first[careers.people[row].level + 1] += 1
    for tier in range(len(careers.levels)):
        first[tier + 1] += first[tier]
    for row in range(careers.counters[0].rows):
        tier = careers.people[row].level
        if tier != NONE:
            careers.members[first[tier]] = row
            first[tier] += 1
    for tier in range(len(careers.levels), 0, -1):
        first[tier] = first[tier - 1]
    first[0] = 0


@rule
def close_quarter(careers: Careers, quarter: int) -> None:
    """Count heads, seats, cost and skill as they stand at the end of the quarter."""
    for tier in range(len(careers.levels)):
        level, entry = careers.levels[tier], careers.series[quarter, tier]
        entry.heads = float(level.heads)
        entry.seats = float(level.seats if level.seat_bound else level.heads)
        entry.open = float(level.open)
        entry.cost = level.cost * float(level.heads)
    for row in range(careers.counters[0].rows):
        person = careers.people[row]
        if person.level != NONE:
            careers.series[quarter, person.level].skill += person.skill
            gap = careers.gaps[person.level, person.via + 1]
            gap.total += careers.levels[person.level].expects - person.skill
            gap.count += 1.0


@rule
def run(careers: Careers, luck: Luck, quarters: int) -> None:
    """A whole run: the people of the start, then quarter by quarter."""
    people_the_start(careers, luck)
    for quarter in range(quarters):
        plan_seats(careers, quarter)
        live_quarter(careers, luck, quarter)
        sort_by_level(careers)
        move_up(careers, luck, quarter)
        close_quarter(careers, quarter)
        if careers.counters[0].fault:
            return
