"""Advancement: ratings, cases, committees that promote in place, moves of one's own will, and vacant posts that people inside compete for.

Who may move where is the ladder's, who is picked the policy's. A ladder without work calls the same rules; only its seats belong to
no post (``seats``). A person who takes a post leaves another open: chains of vacancies run through the organisation.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.people.hiring import search_outside
from orgsim.engine.mechanisms.people.levels import (
    change_level,
    next_standing,
    quarters_in_level,
    score_of,
    sort_by_level,
)
from orgsim.engine.mechanisms.people.promotion import choose, eligible, mark, threshold
from orgsim.engine.mechanisms.people.ratings import rated, remembered
from orgsim.engine.mechanisms.people.seats import give_up_seat
from orgsim.engine.mechanisms.people.staffing import move_to
from orgsim.engine.random import Luck, Purpose, normal, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NEVER, NONE, WEEKS_PER_QUARTER, Cause, Opened

RATING_MEMORY = 0.5
"""Weight of earlier ratings in what is on file after a new one. Source: assumed."""
EVIDENCE_NOISE = 1.22
"""Error of evidence of the next role's work, in standard deviations of skill. Source: reliability .4, as of business cases; assumed."""


@rule
def marked(state: State, luck: Luck, person: Records, target: int, quarter: int) -> float:
    """Return a panel's mark of one person's case for one level."""
    scoring, group = state.scoring[0], state.groups[person.group]
    evidence = noise = lot = 0.0
    if scoring.evidence != 0.0:
        z = normal(luck, Purpose.EVIDENCE, person.key, quarter, 0)
        shown = next_standing(state, luck, person, target)
        evidence = rated(shown, EVIDENCE_NOISE * group.rating_noise, z)
    if scoring.panel_noise != 0.0:
        noise = group.rating_noise * normal(luck, Purpose.PANEL, person.key, quarter, 0)
    if scoring.chance != 0.0 or scoring.seniority != 0.0:  # nothing else makes ties
        lot = normal(luck, Purpose.LOT, person.key, quarter, 0)
    served = quarters_in_level(person, quarter * WEEKS_PER_QUARTER)
    return mark(person.rating, evidence, served, person.advocacy, lot, noise, scoring)


@rule
def put_forward(state: State, luck: Luck, person: Records, way: Records, week: int) -> bool:
    """Tell whether a case comes before the panel: long enough in level, this packet and no other, and let through."""
    origin = state.levels[way.origin]
    minimum = origin.minimum if way.cause == Cause.PROMOTION else 0
    if not eligible(quarters_in_level(person, week), minimum, person.entered >= week):
        return False
    quarter = week // WEEKS_PER_QUARTER
    if way.packet != NONE and origin.packets > 1:
        u = uniform(luck, Purpose.PACKET, person.key, quarter, 0)
        if int(u * float(origin.packets)) != way.packet:
            return False
    case = state.cases[way.origin, person.group]
    case.eligible += 1.0
    chance = state.groups[person.group].opportunity
    if chance < 1.0 and uniform(luck, Purpose.OPPORTUNITY, person.key, quarter, 0) >= chance:
        return False
    case.forward += 1.0
    return True


@rule
def gather(state: State, luck: Luck, target: int, week: int) -> int:
    """Collect and mark the cases for a level; return how many there are. People must be listed by level."""
    level, quarter = state.levels[target], week // WEEKS_PER_QUARTER
    size = 0
    for w in range(level.first_move, level.first_move + level.moves):
        way = state.moves[w]
        if way.rate > 0.0:
            continue
        for place in range(state.first_member[way.origin], state.first_member[way.origin + 1]):
            row = state.members[place]
            person = state.people[row]
            if person.level != way.origin or not put_forward(state, luck, person, way, week):
                continue
            state.marks[row] = marked(state, luck, person, target, quarter)
            state.group_of[row] = person.group
            state.pool[size] = row
            size += 1
    return size


@rule
def choose_for(state: State, luck: Luck, target: int, quarter: int, size: int, places: int) -> int:
    """Pick people for places in a level as the policy says; the first choice ends up last of the pool. Return how many."""
    scoring, key = state.scoring[0], state.levels[target].key
    places = min(places, size)
    reserved = worst = 0
    if scoring.reserved_share > 0.0:
        u = uniform(luck, Purpose.ROUNDING, key, quarter, 1)
        reserved = int(math.floor(scoring.reserved_share * float(places) + u))
    if scoring.worst_share > 0.0:
        for place in range(places):
            worst += uniform(luck, Purpose.WORST_FIRST, key, quarter, place) < scoring.worst_share
    return choose(state.pool, size, places, reserved, worst, state.marks, state.group_of, scoring.reserved_group)


@rule
def cause_of(state: State, origin: int, target: int) -> int:
    """Return what a move between two levels is called."""
    level = state.levels[target]
    for w in range(level.first_move, level.first_move + level.moves):
        if state.moves[w].origin == origin:
            return state.moves[w].cause
    return Cause.PROMOTION


@rule
def disappoint(state: State, size: int) -> None:
    """Those who were considered and not picked lose heart a little."""
    drop = state.parameters[0].passed_over_drop
    for place in range(size):
        state.people[state.pool[place]].engagement -= drop


@rule
def advance(state: State, luck: Luck, row: int, target: int, week: int, depth: int, opened: int) -> None:
    """The chosen person changes level; a seat that belongs to no post is left behind as the next vacancy of a chain."""
    person, origin = state.people[row], state.people[row].level
    change_level(state, luck, row, target, week, cause_of(state, origin, target))
    if person.post == NONE:
        give_up_seat(state, origin, week // WEEKS_PER_QUARTER, depth, opened)


@rule
def vacant_post(state: State, job: int) -> int:
    """Return a vacant post for a kind of job for which nobody outside has been found yet; NONE when there is none."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        wanted = post.level != NONE and state.levels[post.level].job == job
        if wanted and post.active and post.person == NONE and post.minutes > 0 and post.starts == NEVER:
            return p
    return NONE


@rule
def change_job(state: State, row: int, target: int, week: int) -> bool:
    """Move a person to a post for the new level's kind of job, where that is another one; tell whether the level can be taken."""
    person, job = state.people[row], state.levels[target].job
    if person.post == NONE or job == NONE or state.levels[person.level].job in (job, NONE):
        return True
    p = vacant_post(state, job)
    if p == NONE:
        return False
    move_to(state, row, p, week)
    return True


@rule
def committee_places(level: Records, size: int, u: float) -> int:
    """Return how many of `size` cases a committee may let in: a share, rounded by lot `u`, and into a capped level no more than left."""
    places = min(size, int(math.floor(level.share * float(size) + u)))
    return min(places, max(0, level.places - level.heads)) if level.capped else places


@rule
def review_cases(state: State, luck: Luck, tier: int, week: int) -> None:
    """A committee promotes the best of the eligible, up to a share, who clear the bar; no seat is needed."""
    level, quarter = state.levels[tier], week // WEEKS_PER_QUARTER
    size = gather(state, luck, tier, week)
    if size == 0:
        return
    places = committee_places(level, size, uniform(luck, Purpose.ROUNDING, level.key, quarter, 0))
    needed = threshold(state.pool, size, state.marks, level.bar) if level.bar > -math.inf else -math.inf
    chosen = choose_for(state, luck, tier, quarter, size, places)
    for place in range(chosen):
        row = state.pool[size - 1 - place]
        if state.marks[row] >= needed and change_job(state, row, tier, week):
            advance(state, luck, row, tier, week, 1, Opened.MOVE)
    disappoint(state, size - chosen)


@rule
def review_person(state: State, luck: Luck, person: Records, quarter: int) -> None:
    """A rating is written and added to the file."""
    parameters = state.parameters[0]
    noise = parameters.rating_noise * state.groups[person.group].rating_noise
    z = normal(luck, Purpose.RATING, person.key, quarter, 0) if noise > 0.0 else 0.0
    now = rated(score_of(person, state.levels[person.level], parameters.skill_spread), noise, z)
    person.rating = remembered(person.rating, now, RATING_MEMORY) if person.reviews > 0 else now
    person.reviews += 1


@rule
def is_review(state: State, week: int) -> bool:
    """Tell whether reviews are held at the start of this quarter."""
    return (week // WEEKS_PER_QUARTER) % state.customs[0].review_every == 0


@rule
def wishes(state: State, luck: Luck, w: int, row: int, quarter: int) -> bool:
    """Tell whether somebody in the origin of a move wants to take it this quarter."""
    way, person = state.moves[w], state.people[row]
    if person.level != way.origin or person.entered >= quarter * WEEKS_PER_QUARTER:
        return False
    u = uniform(luck, Purpose.WISH, person.key, quarter, state.levels[way.target].key)
    return u < 1.0 - math.exp(-way.rate)


@rule
def change_of_own_will(state: State, luck: Luck, w: int, week: int) -> None:
    """Some people move sideways or back because they want to, where a post for the job is vacant."""
    way = state.moves[w]
    target = state.levels[way.target]
    for place in range(state.first_member[way.origin], state.first_member[way.origin + 1]):
        row = state.members[place]
        if not wishes(state, luck, w, row, week // WEEKS_PER_QUARTER):
            continue
        if target.seat_bound:
            p = vacant_post(state, target.job)
            if p == NONE or state.posts[p].level != way.target:
                continue
            move_to(state, row, p, week)
        elif not change_job(state, row, way.target, week):
            continue
        advance(state, luck, row, way.target, week, 1, Opened.MOVE)


@step(
    "career_log cases chains counters desks first_member group_of heard item_book levels "
    "marks members people pool posts recent requests staffed tie_plan ties waits"
)
@rule
def review_people(state: State, luck: Luck, week: int) -> None:
    """When it is time for a review everybody is rated, and committees meet, from the top of the ladder down."""
    if week == 0 or len(state.levels) == 0:
        return
    sort_by_level(state)
    for person in state.people:
        if person.level != NONE:
            state.cases[person.level, person.group].present += 1.0
            if is_review(state, week):
                review_person(state, luck, person, week // WEEKS_PER_QUARTER)
    for tier in range(len(state.levels)):
        level = state.levels[tier]
        for w in range(level.first_move, level.first_move + level.moves):
            if state.moves[w].rate > 0.0:
                change_of_own_will(state, luck, w, week)
        if is_review(state, week) and not level.seat_bound and level.moves > 0:
            review_cases(state, luck, tier, week)


@rule
def appoint(state: State, luck: Luck, p: int, week: int) -> bool:
    """Fill a vacant post with the best of those inside who may be considered; tell whether there was anybody.

    Nobody is considered for a post that has left the ladder since it was offered.
    """
    post = state.posts[p]
    if post.level == NONE:
        return False
    sort_by_level(state)
    size = gather(state, luck, post.level, week)
    if size == 0:
        return False
    chosen = choose_for(state, luck, post.level, week // WEEKS_PER_QUARTER, size, 1)
    row = state.pool[size - 1]
    move_to(state, row, p, week)
    advance(state, luck, row, post.level, week, post.chain, post.began)
    disappoint(state, size - chosen)
    state.pulse[state.counters[0].quarter].appointments += 1.0
    return True


@step(
    "career_log cases chains counters desks first_member group_of heard item_book levels "
    "marks members people pool posts pulse recent requests staffed tie_plan ties waits"
)
@rule
def appoint_from_inside(state: State, luck: Luck, week: int) -> None:
    """Vacant posts are offered inside once a quarter, and searched for outside when nobody has been ready for long enough."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        if not post.active or post.person != NONE or not post.inside:
            continue
        offered = week + 1 - post.offered
        if offered % WEEKS_PER_QUARTER == 0 and appoint(state, luck, p, week + 1):
            continue
        if offered >= state.parameters[0].inside_patience * WEEKS_PER_QUARTER:
            post.inside = 0
            search_outside(state, luck, p, week)
