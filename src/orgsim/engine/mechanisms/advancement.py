"""Advancement: reviews are held, committees promote people in place, and vacant posts are filled from inside.

Who may move where is the ladder's, who is picked the policy's; the rules are those of a career simulation. A person who takes a post
leaves another open: chains of vacancies run through the organisation as they do through the ladder.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.engagement import quarters_in_level
from orgsim.engine.mechanisms.promotion import choose, eligible, mark, threshold
from orgsim.engine.mechanisms.ratings import rated, remembered
from orgsim.engine.mechanisms.staffing import move_to, search_outside
from orgsim.engine.mechanisms.transfer import carried_over
from orgsim.engine.random import Luck, Purpose, normal, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER

UNSTATED = -1.0
"""What a level expects of a skill that it does not mention."""

RATING_MEMORY = 0.5
"""Weight of earlier ratings on file. Not a parameter, since no metric was found that reacts to it."""


@rule
def shortfall(person: Records, level: Records) -> float:
    """Return required minus actual skill, the mean over the skills a level mentions; 0 when it mentions none."""
    total, count = 0.0, 0
    if level.discovery != UNSTATED:
        total += level.discovery - person.discovery
        count += 1
    if level.execution != UNSTATED:
        total += level.execution - person.execution
        count += 1
    if level.coaching != UNSTATED:
        total += level.coaching - person.coaching
        count += 1
    if level.analytics != UNSTATED:
        total += level.analytics - person.analytics
        count += 1
    if level.influence != UNSTATED:
        total += level.influence - person.influence
        count += 1
    if level.strategy != UNSTATED:
        total += level.strategy - person.strategy
        count += 1
    return total / float(count) if count > 0 else 0.0


@rule
def is_step(steps: Records, origin: int, target: int) -> bool:
    """Tell whether the ladder leads from one level to another."""
    found = False
    for way in steps:
        if way.origin == origin and way.target == target:
            found = True
    return found


@rule
def marked(state: State, luck: Luck, person: Records, target: int, quarter: int) -> float:
    """Return a panel's mark for a person's promotion to a level."""
    scoring, parameters = state.scoring[0], state.parameters[0]
    origin, aim = state.levels[person.level], state.levels[target]
    evidence, noise, lot = 0.0, 0.0, 0.0
    if scoring.evidence != 0.0:
        fresh = normal(luck, Purpose.NEXT_ROLE, person.key, aim.key, 0)
        ahead = carried_over(-shortfall(person, origin) / parameters.skill_spread, fresh, parameters.transfer)
        z = normal(luck, Purpose.EVIDENCE, person.key, quarter, 0)
        evidence = rated(ahead, parameters.rating_noise, z)
    if scoring.panel_noise != 0.0:
        noise = normal(luck, Purpose.PANEL, person.key, quarter, 0)
    lot = normal(luck, Purpose.LOT, person.key, quarter, 0)
    advocacy = normal(luck, Purpose.ADVOCACY, person.key, 0, 0)
    served = quarters_in_level(person, quarter * WEEKS_PER_QUARTER)
    return mark(person.rating, evidence, served, advocacy, lot, noise, scoring)


@rule
def gather(state: State, luck: Luck, target: int, week: int) -> int:
    """Collect the rows and the marks of the candidates for a level; return how many there are."""
    quarter = week // WEEKS_PER_QUARTER
    size = 0
    for row in range(len(state.people)):
        person = state.people[row]
        if person.post == NONE or person.level == NONE or state.posts[person.post].minutes == 0:
            continue
        served = quarters_in_level(person, week)
        if not eligible(served, state.levels[person.level].minimum, False) or not is_step(
            state.steps, person.level, target
        ):
            continue
        state.marks[row] = marked(state, luck, person, target, quarter)
        state.pool[size] = row
        size += 1
    return size


@rule
def rise(state: State, row: int, target: int, week: int) -> None:
    """Move a person to a level."""
    person = state.people[row]
    person.via = person.level
    person.level = target
    person.entered = week
    person.rating = 0.0
    person.reviews = 0
    person.engagement += state.parameters[0].promotion_lift
    state.pulse[state.counters[0].quarter].promotions += 1.0


@rule
def promote_in_place(state: State, luck: Luck, target: int, week: int) -> None:
    """Promote the best of the eligible who clear the bar, up to the committee's share; no seat is needed."""
    level = state.levels[target]
    size = gather(state, luck, target, week)
    if size == 0:
        return
    u = uniform(luck, Purpose.ROUNDING, level.key, week, 0)
    places = min(size, int(math.floor(level.share * float(size) + u)))
    needed = threshold(state.pool, size, state.marks, level.bar) if level.bar > -math.inf else -math.inf
    chosen = choose(state.pool, size, places, 0, 0, state.marks, state.group_of, NONE)
    for place in range(chosen):
        row = state.pool[size - 1 - place]
        if state.marks[row] >= needed:
            rise(state, row, target, week)


@step("marks", "people", "pool", "pulse")
@rule
def review_people(state: State, luck: Luck, week: int) -> None:
    """Twice a year all people are rated and the committees meet, from the top of the ladder down."""
    quarter = week // WEEKS_PER_QUARTER
    if quarter == 0 or quarter % 2 != 0 or len(state.levels) == 0:
        return
    parameters = state.parameters[0]
    for person in state.people:
        if person.post == NONE or person.level == NONE:
            continue
        z = normal(luck, Purpose.RATING, person.key, quarter, 0)
        standing = -shortfall(person, state.levels[person.level]) / parameters.skill_spread
        now = rated(standing, parameters.rating_noise, z)
        person.rating = remembered(person.rating, now, RATING_MEMORY) if person.reviews > 0 else now
        person.reviews += 1
    for target in range(len(state.levels)):
        if not state.levels[target].seat_bound:
            promote_in_place(state, luck, target, week)


@rule
def appoint(state: State, luck: Luck, p: int, week: int) -> bool:
    """Fill a vacant post with the best inside candidate; tell whether there was one."""
    target = state.posts[p].level
    size = gather(state, luck, target, week)
    if size == 0:
        return False
    choose(state.pool, size, 1, 0, 0, state.marks, state.group_of, NONE)
    row = state.pool[size - 1]
    move_to(state, row, p, week)
    rise(state, row, target, week)
    state.pulse[state.counters[0].quarter].appointments += 1.0
    return True


@step(
    "counters",
    "desks",
    "heard",
    "item_book",
    "marks",
    "people",
    "pool",
    "posts",
    "pulse",
    "recent",
    "requests",
    "tie_plan",
    "ties",
)
@rule
def appoint_from_inside(state: State, luck: Luck, week: int) -> None:
    """Vacant posts to be filled from inside get the best candidate; where nobody is ready, a search outside begins."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person == NONE and post.inside:
            post.inside = 0
            if not appoint(state, luck, p, week + 1):
                search_outside(state, luck, p, week)
