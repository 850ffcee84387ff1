"""Ranking: a team's ideas in the order in which its planner would take them, once superiors and others with a say are heard."""

from orgsim.engine.compiled import rule
from orgsim.engine.fetching import fetch, fetch_judged
from orgsim.engine.ledger import close
from orgsim.engine.mechanisms.decisions.authority import present_with
from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.mechanisms.decisions.voices import gives_time, next_in_contact, next_voice
from orgsim.engine.mechanisms.knowledge.capabilities import known_to_team
from orgsim.engine.mechanisms.work.backlog import insert, last_of, remove
from orgsim.engine.mechanisms.work.exceptions import part_of
from orgsim.engine.random import Luck
from orgsim.engine.state import Minutes, Records, State
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEEDS_PER_INITIATIVE,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    ItemAccount,
    Right,
    Stage,
)

IDEAS_LOOKED_AT = 5
"""How many of a team's best ideas a superior and those consulted look at in a quarter. Source: assumed."""


@rule
def drop_stale(team: Records, items: Records, book: Minutes, life: float, week: int) -> None:
    """Drop the ideas that are older than the life of an idea; one that came just after a planning is there at the next."""
    index = team.pool
    while index != NONE:
        following = items[index].next
        if is_stale(items[index], life, week):
            team.pool = remove(items, team.pool, index)
            close(book, ItemAccount.IDEA, items[index], Stage.EXPIRED, week * MINUTES_PER_WEEK)
        index = following


@rule
def is_stale(idea: Records, life: float, week: int) -> bool:
    """Tell whether an idea is older than the life of an idea."""
    return week - idea.week > life


@rule
def expected_effort(state: State, t: int, index: int, week: int) -> float:
    """Return what an initiative will take as far as its owner can see: feature, builds or integration of what it needs, and rework."""
    item = state.items[index]
    parameters = state.parameters[0]
    effort = float(item.effort)
    if parameters.capabilities:
        for need in range(NEEDS_PER_INITIATIVE):
            if item.needs[need] != NONE:
                known = known_to_team(state, t, item.needs[need], week)
                effort += item.build_effort[need] * (parameters.integration_share if known != NONE else 1.0)
    questions = parameters.exception_probability * effort / MINUTES_PER_WEEK if parameters.exceptions else 0.0
    return effort + questions * parameters.rework_if_answered * part_of(item)


@rule
def ranked_by(state: State, luck: Luck, planner: int, owner: int, index: int) -> float:
    """Return what an idea is worth to its planner; one in the owner's place has to read it, and without time goes by the owner."""
    if planner == owner or gives_time(state.posts[planner], state.parameters[0].minutes_to_rate):
        return judged_by(state, luck, planner, index)
    return judged_by(state, luck, owner, index)


@rule
def rank(state: State, luck: Luck, t: int, planner: int, owner: int, index: int, week: int) -> float:
    """Note what an idea is expected to take and what it is worth to its planner; return its effort."""
    item = state.items[index]
    item.planned = expected_effort(state, t, index, week)
    item.priority = ranked_by(state, luck, planner, owner, index)
    effort: float = item.planned
    return effort


@rule
def rank_pool(state: State, luck: Luck, t: int, planner: int, owner: int, week: int) -> float:
    """Drop what is stale in a team's pool, judge every other idea as its planner sees it, and sort them; return the pool's effort."""
    team = state.teams[t]
    index = team.pool
    ranked = NONE
    effort = 0.0
    while index != NONE:
        item = state.items[index]
        following = item.next
        if following != NONE:  # it comes while this one is judged
            fetch_judged(state.items, following)
            fetch(state.objectives, following, 0)
        if is_stale(item, state.parameters[0].idea_life, week):
            item.next = NONE
            book = state.item_book[week // WEEKS_PER_QUARTER]
            close(book, ItemAccount.IDEA, item, Stage.EXPIRED, week * MINUTES_PER_WEEK)
        else:
            effort += rank(state, luck, t, planner, owner, index, week)
            ranked = insert(state.items, ranked, index)
        index = following
    team.pool = ranked
    team.last_ranked = last_of(state.items, ranked)
    settle_scope(state, luck, t, planner)
    return effort


@rule
def settle_scope(state: State, luck: Luck, t: int, planner: int) -> None:
    """Show a team's best ideas to superiors with a say on scope and to those consulted, and sort them again by the mean view."""
    team = state.teams[t]
    superior = present_with(state.posts, state.posts[planner].manager, Action.SCOPE, Right.APPROVE)
    if superior == NONE and next_in_contact(state, planner, Action.SCOPE, Right.CONSULT, NONE) == NONE:
        return
    looked_at = NONE
    count = 0
    while team.pool != NONE and count < IDEAS_LOOKED_AT:
        index = team.pool
        team.pool = remove(state.items, team.pool, index)
        state.items[index].priority = agreed_place(state, luck, planner, superior, index)
        looked_at = insert(state.items, looked_at, index)
        count += 1
    while looked_at != NONE:
        index = looked_at
        looked_at = remove(state.items, looked_at, index)
        team.pool = insert(state.items, team.pool, index)


@rule
def agreed_place(state: State, luck: Luck, planner: int, superior: int, index: int) -> float:
    """Return the mean worth of an idea to its planner, to each superior with a say on scope from `superior` up, and to those consulted.

    A superior counts as much as the planner, and somebody consulted as much as trusted; all of them need time for it.
    """
    minutes = state.parameters[0].minutes_to_rate
    total = state.items[index].priority
    weight = 1.0
    while superior != NONE:
        if gives_time(state.posts[superior], minutes):
            total += judged_by(state, luck, superior, index)
            weight += 1.0
        superior = present_with(state.posts, state.posts[superior].manager, Action.SCOPE, Right.APPROVE)
    t = next_voice(state, planner, Action.SCOPE, NONE, NONE)
    while t != NONE:
        total += state.ties[t].trust * judged_by(state, luck, state.ties[t].source, index)
        weight += state.ties[t].trust
        t = next_voice(state, planner, Action.SCOPE, NONE, t)
    return total / weight
