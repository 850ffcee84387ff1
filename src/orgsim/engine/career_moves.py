"""Moving up a ladder: pools of cases, their marks, who is chosen for open seats and by committees, who joins.

``tier`` is a level's row, ``row`` a person's.
"""

import math

from orgsim.engine import career_native  # noqa: F401 - teaches the compiler what Careers are
from orgsim.engine.career_people import hire, move, standing
from orgsim.engine.career_state import Careers, Cause, Opened
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.promotion import choose, eligible, mark, threshold
from orgsim.engine.mechanisms.ratings import rated
from orgsim.engine.mechanisms.transfer import carried_over
from orgsim.engine.mechanisms.vacancies import count_wait, decide_where_to_look, end_chain
from orgsim.engine.random import Luck, Purpose, normal, poisson_quantile, uniform
from orgsim.engine.state import Records
from orgsim.engine.vocabulary import NONE


@rule
def marked(
    person: Records,
    origin: Records,
    target: Records,
    group: Records,
    settings: Records,
    scoring: Records,
    luck: Luck,
    quarter: int,
) -> float:
    """Return a panel's mark of one person's case for one level."""
    evidence = noise = lot = 0.0
    if scoring.evidence != 0.0:
        fresh = normal(luck, Purpose.NEXT_ROLE, person.key, target.key, 0)
        ahead = carried_over(standing(person, origin, settings), fresh, settings.transfer)
        z = normal(luck, Purpose.EVIDENCE, person.key, quarter, 0)
        evidence = rated(ahead, settings.evidence_noise * group.rating_noise, z)
    if scoring.panel_noise != 0.0:
        noise = group.rating_noise * normal(luck, Purpose.PANEL, person.key, quarter, 0)
    if (
        scoring.chance != 0.0 or scoring.seniority != 0.0
    ):  # nothing else makes ties, and a draw costs more than the rest
        lot = normal(luck, Purpose.LOT, person.key, quarter, 0)
    return mark(person.rating, evidence, quarter - person.entered, person.advocacy, lot, noise, scoring)


@rule
def put_forward(careers: Careers, person: Records, way: Records, luck: Luck, quarter: int) -> bool:
    """Tell whether a case comes before the panel: long enough in level, this packet and no other, and let through."""
    origin = careers.levels[way.origin]
    if not eligible(quarter - person.entered, origin.minimum, person.entered == quarter):
        return False
    if way.packet != NONE and origin.packets > 1:
        u = uniform(luck, Purpose.PACKET, person.key, quarter, 0)
        if int(u * float(origin.packets)) != way.packet:
            return False
    case = careers.cases[way.origin, person.group]
    case.eligible += 1.0
    chance = careers.groups[person.group].opportunity
    if chance < 1.0 and uniform(luck, Purpose.OPPORTUNITY, person.key, quarter, 0) >= chance:
        return False
    case.forward += 1.0
    return True


@rule
def gather(careers: Careers, luck: Luck, target: int, quarter: int) -> int:
    """Collect and mark the cases for a level; return how many there are."""
    level, settings, scoring = careers.levels[target], careers.settings[0], careers.scoring[0]
    size = 0
    for w in range(level.first_move, level.first_move + level.moves):
        way = careers.moves[w]
        if way.rate > 0.0 or way.cause == Cause.RETURN:
            continue
        origin = careers.levels[way.origin]
        for place in range(careers.first_member[way.origin], careers.first_member[way.origin + 1]):
            row = careers.members[place]
            person = careers.people[row]
            if person.level != way.origin or not put_forward(careers, person, way, luck, quarter):
                continue
            careers.marks[row] = marked(
                person, origin, level, careers.groups[person.group], settings, scoring, luck, quarter
            )
            careers.group_of[row] = person.group
            careers.pool[size] = row
            size += 1
    return size


@rule
def choose_for(careers: Careers, luck: Luck, target: int, quarter: int, size: int, places: int) -> int:
    """Pick people for places in a level as the policy says; the first choice ends up last of the pool. Return how many."""
    scoring, key = careers.scoring[0], careers.levels[target].key
    places = min(places, size)
    reserved = worst = 0
    if scoring.reserved_share > 0.0:
        u = uniform(luck, Purpose.ROUNDING, key, quarter, 1)
        reserved = int(math.floor(scoring.reserved_share * float(places) + u))
    if scoring.worst_share > 0.0:
        for place in range(places):
            worst += uniform(luck, Purpose.WORST_FIRST, key, quarter, place) < scoring.worst_share
    return choose(careers.pool, size, places, reserved, worst, careers.marks, careers.group_of, scoring.reserved_group)


@rule
def cause_of(careers: Careers, origin: int, target: int) -> int:
    """Return what a move between two levels is called."""
    level = careers.levels[target]
    for w in range(level.first_move, level.first_move + level.moves):
        if careers.moves[w].origin == origin:
            return careers.moves[w].cause
    return Cause.PROMOTION


@rule
def take_up(careers: Careers, luck: Luck, row: int, target: int, quarter: int, depth: int, opened: int) -> None:
    """The chosen person moves; a chain ends where no seat was left behind."""
    origin = careers.people[row].level
    move(careers, luck, row, target, quarter, cause_of(careers, origin, target), depth + 1, opened)


@rule
def disappoint(careers: Careers, size: int) -> None:
    """Those who were considered and not picked lose heart a little."""
    drop = careers.settings[0].passed_over_drop
    if drop > 0.0:
        for place in range(size):
            careers.people[careers.pool[place]].engagement -= drop


@rule
def fill_seats(careers: Careers, luck: Luck, tier: int, quarter: int) -> None:
    """Fill the open seats of a level: from outside where the search is over, else with the best of those below."""
    level = careers.levels[tier]
    inside = decide_where_to_look(careers, luck, tier, quarter)
    size = gather(careers, luck, tier, quarter) if inside > 0 else 0
    chosen = choose_for(careers, luck, tier, quarter, size, inside) if size > 0 else 0
    kept, taken = 0, 0
    for place in range(level.open):
        vacancy = careers.vacancies[level.first_vacancy + place]
        if vacancy.outside and vacancy.starts <= quarter:
            hire(careers, luck, tier, quarter, Cause.HIRE)
            careers.series[quarter, tier].hired += 1.0
            count_wait(careers, tier, quarter - vacancy.opened)
            end_chain(careers, vacancy.depth, vacancy.cause)
        elif not vacancy.outside and taken < chosen:
            taken += 1
            count_wait(careers, tier, quarter - vacancy.opened)
            take_up(careers, luck, careers.pool[size - taken], tier, quarter, vacancy.depth, vacancy.cause)
        else:
            careers.vacancies[level.first_vacancy + kept] = vacancy
            kept += 1
    level.open = kept
    disappoint(careers, size - chosen)


@rule
def review_cases(careers: Careers, luck: Luck, tier: int, quarter: int) -> None:
    """A committee promotes into a level without seats: the best of the eligible, up to a share, who clear the bar."""
    level = careers.levels[tier]
    size = gather(careers, luck, tier, quarter)
    if size == 0:
        return
    u = uniform(luck, Purpose.ROUNDING, level.key, quarter, 0)
    places = min(size, int(math.floor(level.share * float(size) + u)))
    needed = threshold(careers.pool, size, careers.marks, level.bar) if level.bar > -math.inf else -math.inf
    chosen = choose_for(careers, luck, tier, quarter, size, places)
    for place in range(chosen):
        row = careers.pool[size - 1 - place]
        if careers.marks[row] >= needed:
            take_up(careers, luck, row, tier, quarter, 0, Opened.MOVE)
    disappoint(careers, size - chosen)


@rule
def recruit(careers: Careers, luck: Luck, tier: int, quarter: int) -> None:
    """People join a level without seats."""
    level = careers.levels[tier]
    mean = level.recruits * math.exp(float(quarter) * math.log(level.growth)) if level.growth > 0.0 else 0.0
    if mean == 0.0:
        return
    for _ in range(poisson_quantile(mean, uniform(luck, Purpose.RECRUITS, level.key, quarter, 0))):
        hire(careers, luck, tier, quarter, Cause.HIRE)
        careers.series[quarter, tier].hired += 1.0


@rule
def volunteer(careers: Careers, luck: Luck, w: int, quarter: int) -> None:
    """Some move of their own will, sideways or back, where there is room."""
    way = careers.moves[w]
    level = careers.levels[way.target]
    chance = 1.0 - math.exp(-way.rate)
    for place in range(careers.first_member[way.origin], careers.first_member[way.origin + 1]):
        row = careers.members[place]
        person = careers.people[row]
        if person.level != way.origin or person.entered == quarter:
            continue
        if uniform(luck, Purpose.WISH, person.key, quarter, level.key) >= chance:
            continue
        if not level.seat_bound:
            move(careers, luck, row, way.target, quarter, way.cause, 1, Opened.MOVE)
        elif level.open > 0 and careers.vacancies[level.first_vacancy + level.open - 1].outside != 1:
            level.open -= 1
            vacancy = careers.vacancies[level.first_vacancy + level.open]
            count_wait(careers, way.target, quarter - vacancy.opened)
            move(careers, luck, row, way.target, quarter, way.cause, vacancy.depth + 1, vacancy.cause)


@rule
def move_up(careers: Careers, luck: Luck, quarter: int) -> None:
    """From the top rung down: open seats are filled, committees meet, people join, so that a chain runs its course at once."""
    review = quarter % careers.settings[0].review_every == 0
    for tier in range(len(careers.levels)):
        level = careers.levels[tier]
        for w in range(level.first_move, level.first_move + level.moves):
            if careers.moves[w].rate > 0.0:
                volunteer(careers, luck, w, quarter)
        if level.seat_bound:
            fill_seats(careers, luck, tier, quarter)
        elif review and level.moves > 0:
            review_cases(careers, luck, tier, quarter)
        if not level.seat_bound:
            recruit(careers, luck, tier, quarter)
