"""Staffing: people leave, posts stand vacant, and newcomers take them."""

import math

import numpy as np

from orgsim.engine.chances import happens
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, top_of
from orgsim.engine.mechanisms.decisions.desks import enqueue
from orgsim.engine.mechanisms.decisions.requests import book_wait
from orgsim.engine.mechanisms.knowledge.beliefs import copy_row, first_belief, perceive
from orgsim.engine.mechanisms.knowledge.capabilities import remember
from orgsim.engine.mechanisms.knowledge.maps import is_written, move_toward
from orgsim.engine.mechanisms.knowledge.ties import stir
from orgsim.engine.mechanisms.knowledge.views import begin_views
from orgsim.engine.mechanisms.people.exits import rate_of_leaving
from orgsim.engine.mechanisms.people.levels import enter_ladder, exit_rate, leave_ladder, overdue_of
from orgsim.engine.mechanisms.people.seats import count_wait
from orgsim.engine.mechanisms.people.transfer import carried_over, skill_at
from orgsim.engine.random import Luck, Purpose, draw_several, exponential, mix, normal, whole_lots
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    RECENT,
    WEEKS_PER_QUARTER,
    Cause,
    Happening,
    Layer,
    Opened,
    Skill,
)


@rule
def drawn_skill(mean: float, spread: float, luck: Luck, key: int, which: int) -> float:
    """Return one skill of a person, normal around the post's mean and clipped to 0..1."""
    return min(1.0, max(0.0, mean + spread * normal(luck, Purpose.SKILL, key, which, 0)))


@rule
def unless_known(spread: float, known: int, which: int) -> float:
    """Return the spread with which a skill is drawn: 0 if the scenario states the skill (a bit of `known`)."""
    return 0.0 if known >> which & 1 else spread


@rule
def weekly_rate(per_year: float) -> float:
    """Return the weekly rate of leaving that adds up to a yearly chance (0..1)."""
    return -math.log1p(-per_year) / 52.0


@rule
def free_row(people: Records, counters: Records) -> int:
    """Return the first row of the people table that nobody uses, and remember that none before it is free."""
    row = counters.first_free
    while people[row].post != NONE:
        row += 1
    counters.first_free = row
    return row


@rule
def join(state: State, luck: Luck, p: int, week: int) -> None:
    """Put a new person into a post; of the first one, the scenario may state skills and engagement."""
    post = state.posts[p]
    if post.occupants == 0:
        welcome(state, luck, p, week, post.skills_known, post.level, post.engagement)
    else:
        welcome(state, luck, p, week, 0, post.level, 0.0)


@rule
def welcome(state: State, luck: Luck, p: int, week: int, known: int, level: int, engagement: float) -> None:
    """Put a new person into a post, with draws that are keyed by the post and the number of the occupant.

    Skills that are stated (a bit each of `known`) are those of the post; `level` is a row of the ladder, NONE without one.
    """
    post = state.posts[p]
    parameters = state.parameters[0]
    row = free_row(state.people, state.counters[0])
    person = state.people[row]
    person.key = mix(post.key, post.occupants, 0)
    draw_skills(person, post, known, parameters, luck)
    person.susceptibility = drawn_skill(
        parameters.susceptibility, parameters.susceptibility_spread, luck, person.key, 2
    )
    person.coached = 0.0
    person.taught = 0.0
    person.engagement = engagement
    person.boss = NONE
    person.level = NONE
    if person.number > 0:
        forget_predecessor(state, row)
    state.counters[0].joined += 1
    person.number = state.counters[0].joined
    if level != NONE:
        begin_career(state, luck, person, level, week)
    be_told(state, luck, p, row, week)
    misread = parameters.belief_spread * math.exp(-parameters.skill_effect * (person.skills[Skill.STRATEGY] - 0.5))
    first_belief(state.first_beliefs[row], state.first_beliefs[row], misread, luck, person.key)
    copy_row(state.beliefs[row], state.first_beliefs[row])
    begin_views(state, row)
    seat(state, row, p, week)


@rule
def older_superior(state: State, p: int, week: int) -> int:
    """Return the nearest superior whose holder was there before a week; NONE when all have come at once, or there is none."""
    above = state.posts[p].manager
    while above != NONE and not (
        state.posts[above].person != NONE and state.people[state.posts[above].person].started < week
    ):
        above = state.posts[above].manager
    return above


@rule
def be_told(state: State, luck: Luck, p: int, row: int, week: int) -> None:
    """Tell somebody new what the strategy weighs, as first belief: what the superior believes, and what the company's map says.

    Who has no superior, as everybody when a company is put together, hears what those perceive who watch the market.
    """
    told = state.first_beliefs[row]
    above = older_superior(state, p, week)
    if above == NONE:
        perceive(told, state, luck, state.people[row].key, state.counters[0].week)
    else:
        copy_row(told, state.beliefs[state.posts[above].person])
    written = state.maps[top_of(state.posts, p)]
    if is_written(written):
        move_toward(told, written, state.parameters[0].map_effect)


@rule
def forget_predecessor(state: State, row: int) -> None:
    """Clear the news that a person who left had heard."""
    for slot in range(RECENT):
        state.recent[row, slot] = NONE
    for kind in range(len(state.type_first)):
        state.heard[row, kind] = NONE


@rule
def weeks_served(person: Records, parameters: Records, luck: Luck) -> int:
    """Return the weeks that a person has been in the level when the run starts (exponential)."""
    mean = parameters.quarters_served * WEEKS_PER_QUARTER
    return int(mean * exponential(luck, Purpose.TIME_SERVED, person.key, 0, 0))


@rule
def draw_skills(person: Records, post: Records, known: int, parameters: Records, luck: Luck) -> None:
    """Draw what somebody new can do, around the post's means; skills that are stated (a bit each of `known`) are as stated."""
    spread = parameters.skill_spread
    for skill in range(len(person.skills)):
        if skill != Skill.OVERALL and skill != Skill.COACHING:
            far = unless_known(spread, known, skill)
            person.skills[skill] = drawn_skill(post.skills[skill], far, luck, person.key, skill)
    if known >> Skill.COACHING & 1 or spread == 0.0:
        person.skills[Skill.COACHING] = min(1.0, max(0.0, post.skills[Skill.COACHING]))
    else:
        person.skills[Skill.COACHING] = drawn_coaching(post, person, parameters, luck)


@rule
def drawn_coaching(post: Records, person: Records, parameters: Records, luck: Luck) -> float:
    """Return a person's skill at coaching (0..1), correlated by `transfer` with the standing in the person's own work.

    Source: managers picked for their own work are not the better for it, Benson, Li & Shue 2019; the size is a dial (`transfer`).
    """
    discovery = person.skills[Skill.DISCOVERY] - post.skills[Skill.DISCOVERY]
    execution = person.skills[Skill.EXECUTION] - post.skills[Skill.EXECUTION]
    own = 0.5 * (discovery + execution) / parameters.skill_spread
    fresh = normal(luck, Purpose.SKILL, person.key, Skill.COACHING, 0)
    standing = carried_over(own, fresh, parameters.transfer)
    return min(1.0, max(0.0, skill_at(standing, post.skills[Skill.COACHING], parameters.skill_spread, 0.0, 1.0)))


@rule
def begin_career(state: State, luck: Luck, person: Records, level: int, week: int) -> None:
    """Somebody who joins enters a level; people who are there at the start have served some time in it."""
    if week < 0:
        enter_ladder(state, luck, person, level, 0, weeks_served(person, state.parameters[0], luck), Cause.START)
    else:
        enter_ladder(state, luck, person, level, week, 0, Cause.HIRE)


@rule
def end_vacancy(state: State, p: int, week: int) -> int:
    """A vacant post is filled: count how long it was vacant; return its place in its chain."""
    post = state.posts[p]
    if post.level != NONE and state.levels[post.level].seat_bound and post.chain > 0:
        count_wait(state.waits, post.level, (week - post.vacant_since) // WEEKS_PER_QUARTER)
    return post.chain


@rule
def seat(state: State, row: int, p: int, week: int) -> None:
    """Let a person take a post: the person learns of its products and starts with the trust of strangers."""
    post = state.posts[p]
    first_trust = state.parameters[0].first_trust
    state.people[row].post = p
    state.people[row].started = week
    post.person = row
    post.occupants += 1
    post.requested = 0
    post.inside = 0
    post.chain = 0
    state.counters[0].people_changed = 1
    stir(state.posts, state.ties, p)
    learn_of_products(state, p)
    for t in range(post.first_tie, post.first_tie + post.ties):
        state.ties[t].trust = first_trust
        state.ties[state.ties[t].reverse].trust = first_trust


@rule
def learn_of_products(state: State, p: int) -> None:
    """Tell a person which capabilities the teams of the post host."""
    row = state.posts[p].person
    team = state.posts[p].first_team
    while team != NONE:
        for kind in range(len(state.type_first)):
            if state.hosts[team, kind] != NONE:
                remember(
                    state.heard[row],
                    state.recent[row],
                    state.capabilities,
                    state.hosts[team, kind],
                )
        team = state.teams[team].next_owned


@rule
def leave(state: State, p: int, week: int, cause: int) -> None:
    """Somebody leaves the organisation, and the post stands open."""
    say_goodbye(state, p, week, cause)
    vacate(state, p, week, 1, Opened.EXIT)


@rule
def say_goodbye(state: State, p: int, week: int, cause: int) -> None:
    """Take the holder of a post out of the organisation."""
    row = state.posts[p].person
    if state.people[row].level != NONE:
        leave_ladder(state, state.people[row], week, cause)
    state.people[row].post = NONE
    state.counters[0].first_free = min(state.counters[0].first_free, row)


@rule
def move_to(state: State, row: int, p: int, week: int) -> None:
    """Somebody changes posts inside; the post left behind is the next vacancy of the chain."""
    opened, depth = state.posts[p].began, end_vacancy(state, p, week)
    vacate(state, state.people[row].post, week, depth + 1, opened)
    seat(state, row, p, week)


@rule
def open_post(post: Records, week: int, depth: int, opened: int) -> None:
    """A post stands open: number `depth` of a chain of vacancies that something has begun (Opened)."""
    post.vacant_since = week
    post.requested = 0
    post.chain = depth
    post.began = opened


@rule
def vacate(state: State, p: int, week: int, depth: int, opened: int) -> None:
    """Leave a post empty; friendships end, the desk's work goes to the person who stands in."""
    clear_post(state, p, week, depth, opened)
    release(state, p, week)


@rule
def clear_post(state: State, p: int, week: int, depth: int, opened: int) -> None:
    """Take the holder's name off a post; friendships end."""
    post = state.posts[p]
    post.person = NONE
    open_post(post, week, depth, opened)
    state.counters[0].people_changed = 1
    stir(state.posts, state.ties, p)
    post.planning_due = 0
    for t in range(post.first_tie, post.first_tie + post.ties):
        if state.ties[t].layer == Layer.INFORMAL:
            end_tie(state, t)
            end_tie(state, state.ties[t].reverse)


@rule
def end_tie(state: State, t: int) -> None:
    """End a tie for good."""
    state.ties[t].weight = 0.0
    for era in range(len(state.tie_plan)):
        state.tie_plan[era, t] = 0.0


@rule
def put_back(state: State, p: int, week: int) -> None:
    """Put the request in service back into the queue."""
    post = state.posts[p]
    now = week * MINUTES_PER_WEEK
    if post.serving != NONE:
        request = state.requests[post.serving]
        book_wait(request, state.item_book[state.counters[0].quarter], now)
        request.began = NEVER
        enqueue(state.desks[post.queue], state.requests, post.serving)
        post.serving = NONE


@rule
def release(state: State, p: int, week: int) -> None:
    """Put the request in service back into the queue, and hand over the whole desk if nobody else serves it."""
    post = state.posts[p]
    put_back(state, p, week)
    actor = holder(state.posts, p)
    if actor != NONE and not is_served(state, post.queue):
        hand_over(state, post.queue, actor)


@rule
def is_served(state: State, desk: int) -> bool:
    """Tell whether a desk has a post with a holder."""
    server = state.desks[desk].first_server
    while server != NONE:
        if state.posts[server].person != NONE:
            return True
        server = state.posts[server].next_server
    return False


@rule
def hand_over(state: State, desk: int, actor: int) -> None:
    """Move every waiting request of a desk to another desk."""
    index = state.desks[desk].head
    state.desks[desk].head = NONE
    while index != NONE:
        following = state.requests[index].next
        state.requests[index].at = actor
        enqueue(state.desks[state.posts[actor].queue], state.requests, index)
        index = following


@rule
def departs(events: Records, p: int, week: int) -> bool:
    """Tell whether an event makes the holder of a post leave at the end of this week."""
    found = False
    for event in events:
        if event.kind == Happening.DEPARTURE and event.week == week and event.subject == p:
            found = True
    return found


@rule
def count_exit(state: State, p: int, week: int) -> None:
    """Count that the holder of a post leaves."""
    post, pulse = state.posts[p], state.pulse[week // WEEKS_PER_QUARTER]
    person = state.people[post.person]
    pulse.exits += float(post.minutes) / MINUTES_PER_WEEK
    state.held[p, week // WEEKS_PER_QUARTER].exits += float(post.minutes) / MINUTES_PER_WEEK
    if person.reviews > 0 and person.rating > 0.0:
        pulse.regretted += float(post.minutes) / MINUTES_PER_WEEK


@rule
def let_go(state: State, draws: Floats, week: int) -> None:
    """Let those leave whose draw, (posts,), says so, and those whom an event takes away."""
    parameters = state.parameters[0]
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE and post.minutes > 0:
            person = state.people[post.person]
            overdue = overdue_of(state, person, week)
            engagement = person.engagement if parameters.engagement else 0.0
            rate = exit_rate(state, person) / 52.0
            hazard = rate_of_leaving(rate, engagement, overdue, parameters.engagement_effect, parameters.stall_effect)
            leaves = parameters.attrition and happens(draws[p], hazard)
            if leaves or departs(state.events, p, week):
                count_exit(state, p, week)
                leave(state, p, week + 1, Cause.QUIT)


@step("career_log cases counters desks held item_book levels people posts pulse requests staffed tie_plan ties")
@rule
def quit_some(state: State, luck: Luck, week: int) -> None:
    """People leave, with a higher chance if engagement is low or if they are stuck in a level."""
    room = whole_lots(len(state.posts))
    keys, draws = np.zeros(room, np.uint64), np.empty(room)
    for p in range(len(state.posts)):
        if state.posts[p].person != NONE:
            keys[p] = state.people[state.posts[p].person].key
    draw_several(draws, luck, Purpose.QUIT, keys, week, np.zeros(room, np.uint64), room)
    let_go(state, draws, week)
