"""Exceptions: work raises questions that a desk has to answer before the work goes on, and an answer usually means rework.

Source: information-processing view of projects (Galbraith), as in the Virtual Design Team (Jin & Levitt 1996): exception probability,
rework fraction, escalation, and a default when nobody answers.
"""

from orgsim.engine.chances import happens_within
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.judgement import blur
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.work.interdependence import is_partner
from orgsim.engine.random import Luck, Purpose, mix, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Errand, Skill

CONTACT_PER_DEPENDENCY = 30.0
"""Minutes of trusted contact a week that a dependency calls for. Source: assumed."""


@rule
def exception_probability(parameters: Records, execution: float, unmet: float, crowding: float) -> float:
    """Return the chance that an engineer-week of work on an item raises a question.

    It falls with the owner's skill at specifying (0..1), rises with unmet need for coordination across teams (0..1) and with crowding
    (items in work beyond the first). Source: Cataldo, Herbsleb & Carley 2008 for unmet coordination; form as in VDT.
    """
    return chance_of_question(parameters, blur(parameters.skill_effect, execution), unmet, crowding)


@rule
def chance_of_question(parameters: Records, vagueness: float, unmet: float, crowding: float) -> float:
    """Return the same from what the owner's skill makes of the usual chance, a factor (`vagueness`)."""
    probability = (
        parameters.exception_probability
        * vagueness
        * (1.0 + parameters.unmet_coordination_effect * unmet)
        * (1.0 + parameters.crowding_effect * crowding)
    )
    return min(1.0, probability)


@rule
def vagueness_of(state: State, owner: int) -> float:
    """Return what a team's owner makes of the usual chance of a question; nobody (NONE) specifies as badly as can be."""
    effect = state.parameters[0].skill_effect
    if owner == NONE:
        return blur(effect, 0.0)
    memo, execution = state.memos[owner], state.people[state.posts[owner].person].skills[Skill.EXECUTION]
    if memo.vagueness == 0.0 or memo.execution != execution or memo.execution_effect != effect:
        memo.execution, memo.execution_effect = execution, effect
        memo.vagueness = blur(effect, execution)
    return memo.vagueness


@rule
def levels_to_climb(chance: float, u: float) -> int:
    """Return the number of levels above the owner that a question has to climb (geometric)."""
    levels = 0
    reached = chance
    while u < reached and levels < 20:
        levels += 1
        reached *= chance
    return levels


@rule
def unmet_coordination(state: State, index: int) -> float:
    """Return the share of the contact that an item's dependencies need and that its owner does not have (0..1).

    Contact counts when the owner of the providing team is met, weighted by trust. It is needed as long as the item is in work, since what
    a piece does not fit is found later. Parts of joint work are designed to be done apart, and where an owner has heard from a superior in
    what order the pieces come there is nothing left to ask.
    """
    item = state.items[index]
    own = holder(state.posts, state.teams[item.team].owner)
    worst = 0.0
    piece = item.first_piece
    while piece != NONE:
        provider = state.teams[state.items[piece].team]
        other = holder(state.posts, provider.owner)
        told = state.items[piece].told
        if own != other and not told and not is_partner(item, provider.domain):
            worst = max(worst, 1.0 - min(1.0, contact(state, own, other) / CONTACT_PER_DEPENDENCY))
        piece = state.items[piece].next_piece
    return worst


@rule
def contact(state: State, post: int, other: int) -> float:
    """Return the weekly minutes of trusted contact between two posts, over all layers; 0 when a post is vacant."""
    if post == NONE or other == NONE:
        return 0.0
    total = 0.0
    first = state.posts[post].first_tie
    for t in range(first, first + state.posts[post].ties):
        if state.ties[t].source == other:
            total += state.ties[t].trust * float(state.ties[t].minutes)
    return total


@rule
def maybe_raise(state: State, luck: Luck, index: int, week: int) -> None:
    """Draw whether this week's work on an item raises a question; if it does, work stops and the question goes to the owner's desk."""
    parameters = state.parameters[0]
    item = state.items[index]
    team = state.teams[item.team]
    owner = holder(state.posts, team.owner)
    crowding = float(max(0, team.working - 1))
    chance = chance_of_question(parameters, vagueness_of(state, owner), unmet_coordination(state, index), crowding)
    weeks = float(item.worked - item.questioned) / MINUTES_PER_WEEK
    item.questioned = item.worked
    if not happens_within(uniform(luck, Purpose.EXCEPTION, item.key, item.worked_weeks, 0), chance, weeks):
        return
    moment = week * MINUTES_PER_WEEK + int(
        MINUTES_PER_WEEK * uniform(luck, Purpose.EXCEPTION, item.key, item.worked_weeks, 1)
    )
    if owner == NONE:
        leave_rework(item, False, parameters)
        return
    cause = int(mix(item.key, item.worked_weeks, 0))
    request = new_request(state.requests, state.counters[0], Errand.EXCEPTION, cause, owner, index, moment)
    if request == NONE:
        return
    climbs = levels_to_climb(
        parameters.climb_probability, uniform(luck, Purpose.ESCALATION, item.key, item.worked_weeks, 0)
    )
    if week < state.posts[owner].unsettled_until:
        climbs += 1
    state.requests[request].climbs = climbs
    item.request = request
    send(state.requests, request, state.posts, state.desks, parameters, luck, owner, moment)


@rule
def part_of(item: Records) -> float:
    """Return the effort of the part of an item that one question is about."""
    return item.effort / (1.0 + item.further_parts)


@rule
def rework_after(effort: float, answered: bool, parameters: Records) -> float:
    """Return the rework that a question leaves: a little if it was answered, and more, found later, if it was not."""
    return effort * (parameters.rework_if_answered if answered else parameters.rework_if_unanswered)


@rule
def answer_exception(state: State, index: int, answered: bool) -> None:
    """Let work go on, with the rework that the question leaves."""
    item = state.items[index]
    leave_rework(item, answered, state.parameters[0])
    item.request = NONE


@rule
def leave_rework(item: Records, answered: bool, parameters: Records) -> None:
    """Add the rework that a question leaves; customers find a part of it after the launch if nobody answered."""
    rework = rework_after(part_of(item), answered, parameters)
    escaped = parameters.escape_share * rework if parameters.products and not answered else 0.0
    item.latent += escaped
    item.rework += rework - escaped
