"""Entering a level, changing it, leaving: what happens to one person's row, the log, and the seat left behind."""

import math

from orgsim.engine.career_state import Careers, Cause, Opened
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.transfer import carried_over, skill_at, standing_of
from orgsim.engine.mechanisms.vacancies import give_up_seat
from orgsim.engine.random import Luck, Purpose, mix, normal, uniform
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import NONE


@rule
def note(careers: Careers, person: Records, quarter: int, origin: int, to: int, cause: int, spell: int) -> None:
    """Write one event to the log."""
    counters = careers.counters[0]
    if counters.events >= len(careers.events):
        counters.fault = 2
        return
    event = careers.events[counters.events]
    event.life = person.life
    event.quarter = quarter
    event.origin = origin
    event.to = to
    event.cause = cause
    event.spell = spell
    event.group = person.group
    event.entry = person.entry
    event.age = quarter - person.hired
    counters.events += 1


@rule
def group_at(groups: Records, u: float) -> int:
    """Return the group a person belongs to, by lot."""
    group = 0
    while group < len(groups) - 1 and u > groups[group].share_until:
        group += 1
    return group


@rule
def standing(person: Records, level: Records, settings: Records) -> float:
    """Return where a person stands among the unselected of the level."""
    return standing_of(person.skill, level.expects, settings.skill_sd, settings.low_share, settings.high_share)


@rule
def settle(person: Records, group: Records, heard: bool, luck: Luck, tier: int, quarter: int) -> None:
    """Enter a level: an empty file, and a new manager, where managers are heard."""
    person.level = tier
    person.entered = quarter
    person.rating = 0.0
    person.reviews = 0
    if heard:
        person.advocacy = normal(luck, Purpose.ADVOCACY, person.key, person.moves, 0) + group.advocacy


@rule
def hire(careers: Careers, luck: Luck, tier: int, quarter: int, cause: int) -> None:
    """Somebody joins from outside (or is there at the start), unselected."""
    counters = careers.counters[0]
    if counters.free == 0:
        counters.fault = 3
        return
    counters.free -= 1
    level, settings = careers.levels[tier], careers.settings[0]
    row = careers.free[counters.free]
    counters.rows = max(counters.rows, row + 1)
    person = careers.people[row]
    person.key = mix(level.key, level.hired, 0)
    person.life = counters.lives
    person.hired = quarter
    person.entry = tier
    person.via = NONE
    person.moves = 0
    person.group = 0
    if len(careers.groups) > 1:
        person.group = group_at(careers.groups, uniform(luck, Purpose.GROUP, person.key, 0, 0))
    fresh = normal(luck, Purpose.CAREER_SKILL, person.key, 0, 0)
    person.skill = skill_at(fresh, level.expects, settings.skill_sd, settings.low_share, settings.high_share)
    person.engagement = 0.0
    if settings.retirement_age < math.inf:
        age = settings.hire_age + settings.hire_age_sd * normal(luck, Purpose.AGE, person.key, 0, 0)
        person.age = min(max(age, 18.0), 60.0)
    settle(person, careers.groups[person.group], careers.scoring[0].advocacy != 0.0, luck, tier, quarter)
    level.hired += 1
    level.heads += 1
    counters.lives += 1
    note(careers, person, quarter, NONE, tier, cause, 0)


@rule
def leave(careers: Careers, row: int, quarter: int, cause: int) -> None:
    """A person leaves the organisation; the seat, if there was one, is open."""
    person = careers.people[row]
    tier = person.level
    note(careers, person, quarter, tier, NONE, cause, quarter - person.entered)
    careers.cases[tier, person.group].left += 1.0
    careers.series[quarter, tier].left += 1.0
    person.level = NONE
    careers.free[careers.counters[0].free] = row
    careers.counters[0].free += 1
    give_up_seat(careers, tier, quarter, 1, Opened.EXIT)


@rule
def move(
    careers: Careers, luck: Luck, row: int, target: int, quarter: int, cause: int, depth: int, opened: int
) -> None:
    """A person changes level, takes along what carries over, and leaves a seat behind."""
    person, settings = careers.people[row], careers.settings[0]
    origin, old, new = person.level, careers.levels[person.level], careers.levels[target]
    note(careers, person, quarter, origin, target, cause, quarter - person.entered)
    if settings.transfer == 1.0:
        person.skill += new.expects - old.expects
    else:
        fresh = normal(luck, Purpose.NEXT_ROLE, person.key, new.key, 0)
        after = carried_over(standing(person, old, settings), fresh, settings.transfer)
        person.skill = skill_at(after, new.expects, settings.skill_sd, settings.low_share, settings.high_share)
    if settings.wobble > 0.0 and settings.transfer > 0.0:
        change = 2.0 * uniform(luck, Purpose.WOBBLE, person.key, new.key, person.moves) - 1.0
        changed = person.skill + settings.transfer * settings.wobble * change
        person.skill = min(max(changed, settings.low), settings.high)
    person.via = origin
    person.moves += 1
    settle(person, careers.groups[person.group], careers.scoring[0].advocacy != 0.0, luck, target, quarter)
    new.heads += 1
    give_up_seat(careers, origin, quarter, depth, opened)
    if cause == Cause.PROMOTION:
        person.engagement += settings.promotion_lift
        careers.cases[origin, person.group].promoted += 1.0
        careers.series[quarter, target].promoted += 1.0
