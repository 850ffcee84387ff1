"""People on a ladder: entering a level, changing it, leaving; the log and the counts that every outcome of a career is made of.

An organisation and a ladder without work call the same rules. A level's `tier` is its row, top rung first.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.people.exits import quarters_overdue
from orgsim.engine.mechanisms.people.transfer import carried_over, skill_at, standing_of
from orgsim.engine.random import Luck, Purpose, normal, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE, UNSTATED, WEEKS_PER_QUARTER, Cause, Skill

LOG_FULL = 4


@rule
def quarters_in_level(person: Records, week: int) -> int:
    """Return for how many quarters somebody has been in the level."""
    return (week - person.entered) // WEEKS_PER_QUARTER


@rule
def overdue_of(state: State, person: Records, week: int) -> float:
    """Return for how many quarters somebody has been stuck; never where the level leads nowhere or there is no ladder."""
    if person.level == NONE or not state.levels[person.level].rising or not state.parameters[0].promotions:
        return 0.0
    return quarters_overdue(quarters_in_level(person, week), state.parameters[0].stall_after)


@rule
def shortfall(person: Records, level: Records) -> float:
    """Return required minus actual skill: the weighted mean over what a level expects; 0 when it expects nothing."""
    total, weight = 0.0, 0.0
    for skill in range(len(level.expects)):
        if level.expects[skill] != UNSTATED:
            total += level.weights[skill] * (level.expects[skill] - person.skills[skill])
            weight += level.weights[skill]
    return total / weight if weight > 0.0 else 0.0


@rule
def required(level: Records) -> float:
    """Return what a level expects, the weighted mean over skills; 0 when it expects nothing."""
    total, weight = 0.0, 0.0
    for skill in range(len(level.expects)):
        if level.expects[skill] != UNSTATED:
            total += level.weights[skill] * level.expects[skill]
            weight += level.weights[skill]
    return total / weight if weight > 0.0 else 0.0


@rule
def score_of(person: Records, level: Records, spread: float) -> float:
    """Return how far a person is above what the level expects, in standard deviations between people; 0 when all are alike."""
    return -shortfall(person, level) / spread if spread > 0.0 else 0.0


@rule
def next_standing(state: State, luck: Luck, person: Records, target: int) -> float:
    """Return where a person would stand among the unselected of another level: as far as the old standing carries over."""
    parameters, customs = state.parameters[0], state.customs[0]
    score = score_of(person, state.levels[person.level], parameters.skill_spread)
    standing = standing_of(score, customs.low_share, customs.high_share)
    fresh = normal(luck, Purpose.NEXT_ROLE, person.key, state.levels[target].key, 0)
    return carried_over(standing, fresh, parameters.transfer)


@rule
def note(state: State, person: Records, week: int, origin: int, to: int, cause: int) -> None:
    """Write one line to the log of careers."""
    counters = state.counters[0]
    if counters.lines >= len(state.career_log):
        counters.fault = LOG_FULL
        return
    line = state.career_log[counters.lines]
    line.life = person.number - 1
    line.quarter = counters.quarter  # a change at a week's end still belongs to the quarter of that week
    line.origin = origin
    line.to = to
    line.cause = cause
    line.spell = quarters_in_level(person, week)
    line.group = person.group
    line.entry = person.entry
    line.age = (week - person.hired) // WEEKS_PER_QUARTER
    counters.lines += 1


@rule
def group_at(groups: Records, u: float) -> int:
    """Return the group a person belongs to, by lot."""
    group = 0
    while group < len(groups) - 1 and u > groups[group].share_until:
        group += 1
    return group


@rule
def settle(state: State, luck: Luck, person: Records, tier: int, week: int) -> None:
    """Enter a level: an empty file, and a new manager, where managers are heard."""
    person.level = tier
    person.entered = week
    person.rating = 0.0
    person.reviews = 0
    if state.scoring[0].advocacy != 0.0:
        voice = normal(luck, Purpose.ADVOCACY, person.key, person.moves, 0)
        person.advocacy = voice + state.groups[person.group].advocacy
    state.levels[tier].heads += 1


@rule
def enter_ladder(state: State, luck: Luck, person: Records, tier: int, week: int, served: int, cause: int) -> None:
    """Somebody joins from outside; people who are there at the start have `served` some weeks in the level."""
    person.hired = week
    person.entry = tier
    person.via = NONE
    person.moves = 0
    person.group = 0
    if len(state.groups) > 1:
        person.group = group_at(state.groups, uniform(luck, Purpose.GROUP, person.key, 0, 0))
    settle(state, luck, person, tier, week - served)
    if cause == Cause.START:
        state.levels[tier].places += 1
    elif cause == Cause.HIRE:
        state.staffed[state.counters[0].quarter, tier].hired += 1.0
    note(state, person, week, NONE, tier, cause)


@rule
def leave_ladder(state: State, person: Records, week: int, cause: int) -> None:
    """Somebody leaves the organisation."""
    tier = person.level
    note(state, person, week, tier, NONE, cause)
    if cause != Cause.ASSIGNED:
        state.cases[tier, person.group].left += 1.0
        state.staffed[state.counters[0].quarter, tier].left += 1.0
    state.levels[tier].heads -= 1
    person.level = NONE


@rule
def change_level(state: State, luck: Luck, row: int, target: int, week: int, cause: int) -> None:
    """Somebody moves to another level and takes along what carries over."""
    person, origin = state.people[row], state.people[row].level
    note(state, person, week, origin, target, cause)
    take_along(state, luck, person, target)
    state.levels[origin].heads -= 1
    person.via = origin
    person.moves += 1
    settle(state, luck, person, target, week)
    if cause == Cause.PROMOTION:
        person.engagement += state.parameters[0].promotion_lift
        state.cases[origin, person.group].promoted += 1.0
        state.staffed[state.counters[0].quarter, target].promoted += 1.0


@rule
def assign_level(state: State, luck: Luck, row: int, target: int, week: int) -> None:
    """The design gives somebody's post another level."""
    person = state.people[row]
    if person.level != NONE and target != NONE:
        change_level(state, luck, row, target, week, Cause.ASSIGNED)
    elif target != NONE:
        enter_ladder(state, luck, person, target, week, 0, Cause.ASSIGNED)
    else:
        leave_ladder(state, person, week, Cause.ASSIGNED)


@rule
def take_along(state: State, luck: Luck, person: Records, target: int) -> None:
    """Show how good somebody is at what a new level is the first to ask for; skills the old level asked for stay as they are.

    How good people are at what they have never done is related to how good they were at the old work by `transfer`, so that a loss
    or gain after promotions comes from who was picked, never from the move itself. The overall skill of a ladder without work is
    relative to the level, so each level is the first to ask for it.
    """
    old, new = state.levels[person.level], state.levels[target]
    customs, spread = state.customs[0], state.parameters[0].skill_spread
    standing = next_standing(state, luck, person, target)
    for skill in range(len(new.expects)):
        if new.expects[skill] == UNSTATED:
            continue
        if skill == Skill.OVERALL:
            shown = skill_at(standing, new.expects[skill], spread, customs.low_share, customs.high_share)
            person.skills[skill] = wobbled(shown, state, luck, person, target)
        elif old.expects[skill] == UNSTATED:
            usual = state.posts[person.post].skills[skill]
            person.skills[skill] = min(1.0, max(0.0, usual + spread * standing))


@rule
def wobbled(skill: float, state: State, luck: Luck, person: Records, target: int) -> float:
    """Return a skill after the small change that published models add to what carries over."""
    customs, transfer = state.customs[0], state.parameters[0].transfer
    if customs.wobble == 0.0 or transfer == 0.0:
        return skill
    change = 2.0 * uniform(luck, Purpose.WOBBLE, person.key, state.levels[target].key, person.moves) - 1.0
    return min(max(skill + transfer * customs.wobble * change, customs.low), customs.high)


@rule
def exit_rate(state: State, person: Records) -> float:
    """Return the yearly rate at which a person of usual engagement leaves: the level's, or the company's where there is none."""
    if person.level == NONE or not state.parameters[0].promotions:
        return -math.log1p(-state.parameters[0].attrition_rate)
    return state.levels[person.level].exit_rate


@rule
def sort_by_level(state: State) -> None:
    """List the people of each level, by counting: the pools of this week's promotions."""
    first = state.first_member
    for tier in range(len(first)):
        first[tier] = 0
    for person in state.people:
        if person.level != NONE:
            first[person.level + 1] += 1
    for tier in range(len(state.levels)):
        first[tier + 1] += first[tier]
    for row in range(len(state.people)):
        tier = state.people[row].level
        if tier != NONE:
            state.members[first[tier]] = row
            first[tier] += 1
    for tier in range(len(state.levels), 0, -1):
        first[tier] = first[tier - 1]
    first[0] = 0


@rule
def count_level_heads(state: State, quarter: int) -> None:
    """Count people, cost and skill on every level as they stand at the end of a quarter, and how far they fall short."""
    for tier in range(len(state.levels)):
        level, entry = state.levels[tier], state.staffed[quarter, tier]
        entry.heads = float(level.heads)
        entry.cost = level.pay / 4.0 * float(level.heads)
    for person in state.people:
        if person.level != NONE:
            missing = shortfall(person, state.levels[person.level])
            state.staffed[quarter, person.level].skill += required(state.levels[person.level]) - missing
            gap = state.gaps[person.level, person.via + 1]
            gap.total += missing
            gap.count += 1.0
