"""Reorganisation: a dated change of the design on the living organisation.

Posts open and close, reporting lines, ties, rights, hours and teams change. There is no dip: what it costs comes from new ties that
start with little trust, from newcomers and vacancies, and from work that changes hands. Informal ties survive.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close, elapse
from orgsim.engine.mechanisms.authority import holder, measure_tree
from orgsim.engine.mechanisms.backlog import add_to_backlog, insert, remove, take_from_backlog
from orgsim.engine.mechanisms.capabilities import stop_serving
from orgsim.engine.mechanisms.desks import enqueue
from orgsim.engine.mechanisms.judgement import find_interests
from orgsim.engine.mechanisms.market import team_for
from orgsim.engine.mechanisms.rubric import count_raters
from orgsim.engine.mechanisms.staffing import join, leave, release
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NEVER,
    NONE,
    WEEKS_PER_QUARTER,
    CapabilityState,
    ItemAccount,
    Kind,
    Stage,
)


@rule
def adopt(post: Records, plan: Records) -> None:
    """Give a post the settings that the design plans for it."""
    post.active = plan.active
    post.manager = plan.manager
    post.minutes = plan.minutes
    post.administration = plan.administration
    post.contact = plan.contact
    post.desk = plan.desk
    post.portfolio = plan.portfolio
    post.product = plan.product
    for action in range(len(plan.rights)):
        post.rights[action] = plan.rights[action]
    post.cost = plan.cost
    post.hire_weeks = plan.hire_weeks
    post.discovery = plan.discovery
    post.execution = plan.execution
    post.coaching_skill = plan.coaching_skill
    post.level = plan.level
    post.rater = plan.rater
    post.reviewer = plan.reviewer
    post.queue = plan.queue
    post.helps = plan.helps


@rule
def change_posts(state: State, era: int) -> None:
    """Apply the planned settings of every post."""
    for p in range(len(state.posts)):
        adopt(state.posts[p], state.post_plan[era, p])


@rule
def change_people(state: State, luck: Luck, era: int, week: int) -> None:
    """Let people go from posts that closed, and fill those that opened filled."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        opened = post.active and (era == 0 or not state.post_plan[era - 1, p].active)
        if not post.active and post.person != NONE:
            leave(state, p, week)
        elif opened and state.post_plan[era, p].filled:
            join(state, luck, p, -1000 if era == 0 else week)
        elif opened:
            post.vacant_since = week
            post.requested = 0
        elif era > 0 and post.person != NONE and post.level != state.post_plan[era - 1, p].level:
            state.people[post.person].level = post.level
            state.people[post.person].entered = week


@rule
def change_ties(state: State, era: int) -> None:
    """Apply the planned weights of ties; a tie that is new starts with the trust of strangers."""
    for t in range(len(state.ties)):
        tie = state.ties[t]
        weight = state.tie_plan[era, t]
        if weight > 0.0 and tie.weight == 0.0:
            parameters = state.parameters[0]
            tie.trust = parameters.settled_trust if era == 0 else parameters.first_trust
        tie.weight = weight


@rule
def change_teams(state: State, era: int, week: int) -> None:
    """Apply the planned teams; head-count changes by the planned difference, so capacity shifted meanwhile stays shifted."""
    for t in range(len(state.teams)):
        team = state.teams[t]
        plan = state.team_plan[era, t]
        before = state.team_plan[era - 1, t].engineers if era > 0 else 0
        added = plan.engineers - before
        team.engineers = max(0, team.engineers + added)
        if era > 0 and added > 0:
            team.newcomers = added
            team.newcomers_until = week + int(state.parameters[0].newcomer_weeks)
        team.active = plan.active
        team.domain = plan.domain
        team.owner = plan.owner
        team.wip = plan.wip


@rule
def link_teams(posts: Records, domains: Records, teams: Records) -> None:
    """Work out which teams serve each domain and which each post owns."""
    for domain in domains:
        domain.first_team = NONE
        domain.teams = 0
    for post in posts:
        post.first_team = NONE
        post.teams = 0
    for t in range(len(teams) - 1, -1, -1):
        team = teams[t]
        if team.active:
            team.next_in_domain = domains[team.domain].first_team
            domains[team.domain].first_team = t
            domains[team.domain].teams += 1
            if team.owner != NONE:
                team.next_owned = posts[team.owner].first_team
                posts[team.owner].first_team = t
                posts[team.owner].teams += 1


@rule
def link_desks(posts: Records, desks: Records, order: Records) -> None:
    """Work out who serves each desk, and the order in which desks are served: deepest first, then by place."""
    for desk in desks:
        desk.first_server = NONE
        desk.servers = 0
        desk.depth = -1
    for p in range(len(posts) - 1, -1, -1):
        if posts[p].active:
            desk = desks[posts[p].queue]
            posts[p].next_server = desk.first_server
            desk.first_server = p
            desk.servers += 1
            desk.depth = max(desk.depth, posts[p].depth)
    for place in range(len(order)):
        d = place
        while place > 0 and desks[order[place - 1]].depth < desks[d].depth:
            order[place] = order[place - 1]
            place -= 1
        order[place] = d


@rule
def rehome(state: State, index: int, t: int) -> int:
    """Return the team that takes over an item of a team that closed: one that serves the same domain; NONE when there is none."""
    domain = state.teams[t].domain
    return team_for(state.domains[domain], state.teams, state.items[index].key)


@rule
def give_up_item(state: State, index: int, account: int, stage: int, week: int) -> None:
    """End an item that nobody takes over; whoever waited for a piece waits no longer."""
    item = state.items[index]
    close(state.item_book[week // WEEKS_PER_QUARTER], account, item, stage, week * MINUTES_PER_WEEK)
    if item.kind == Kind.SUPPORT:
        state.items[item.parent].pieces -= 1


@rule
def take_over(state: State, index: int, t: int, account: int, week: int) -> None:
    """Hand an item of a closed team to its successor's backlog, or give it up."""
    item = state.items[index]
    successor = rehome(state, index, t)
    if successor == NONE:
        give_up_item(state, index, account, Stage.CANCELLED, week)
        return
    elapse(state.item_book[week // WEEKS_PER_QUARTER], account, item, week * MINUTES_PER_WEEK)
    item.team = successor
    item.stage = Stage.READY
    if item.started != NEVER:
        item.rework += state.parameters[0].handover_rework * float(item.effort)
    add_to_backlog(state.teams[successor], state.items, index)


@rule
def close_team(state: State, t: int, week: int) -> None:
    """Hand over everything a closed team had in hand, in its backlog, in its pool and in service."""
    team = state.teams[t]
    for slot in range(team.working):
        take_over(state, state.slots[t, slot], t, ItemAccount.WORKING, week)
    team.working = 0
    while team.parked != NONE:
        index = team.parked
        team.parked = state.items[index].next
        take_over(state, index, t, ItemAccount.WORKING, week)
    while team.backlog != NONE:
        index = team.backlog
        take_from_backlog(team, state.items, index)
        take_over(state, index, t, ItemAccount.BACKLOG, week)
    while team.pool != NONE:
        index = team.pool
        team.pool = remove(state.items, team.pool, index)
        successor = rehome(state, index, t)
        state.items[index].team = successor
        if successor != NONE:
            state.teams[successor].pool = insert(state.items, state.teams[successor].pool, index)
        else:
            give_up_item(state, index, ItemAccount.IDEA, Stage.EXPIRED, week)
    for kind in range(len(state.type_first)):
        instance = state.hosts[t, kind]
        if instance != NONE:
            stop_serving(state, instance, CapabilityState.OUTDATED, week)
    team.engineers = 0


@rule
def close_teams(state: State, era: int, week: int) -> None:
    """Close the teams that the design no longer has."""
    for t in range(len(state.teams)):
        if era > 0 and state.team_plan[era - 1, t].active and not state.teams[t].active:
            close_team(state, t, week)


@rule
def move_requests(state: State, week: int) -> None:
    """Put every waiting request on the desk of whoever acts now for the post it was meant for."""
    for d in range(len(state.desks)):
        index = state.desks[d].head
        state.desks[d].head = NONE
        while index != NONE:
            following = state.requests[index].next
            request = state.requests[index]
            actor = holder(state.posts, request.at)
            if actor != NONE:
                request.at = actor
            enqueue(state.desks[state.posts[request.at].queue], state.requests, index)
            index = following
    for p in range(len(state.posts)):
        if not state.posts[p].active and state.posts[p].serving != NONE:
            release(state, p, week)


@rule
def begin_era(state: State, luck: Luck, era: int, week: int) -> None:
    """Put one stage of the design into effect."""
    change_posts(state, era)
    change_teams(state, era, week)
    measure_tree(state.posts)
    link_teams(state.posts, state.domains, state.teams)
    link_desks(state.posts, state.desks, state.desk_order)
    change_people(state, luck, era, week)
    change_ties(state, era)
    find_interests(state)
    count_raters(state)
    close_teams(state, era, week)
    move_requests(state, week)
    state.counters[0].people_changed = 1


@step(
    "capabilities",
    "counters",
    "desk_order",
    "desks",
    "domains",
    "first_beliefs",
    "beliefs",
    "heard",
    "recent",
    "hosts",
    "interests",
    "item_book",
    "items",
    "people",
    "posts",
    "requests",
    "slots",
    "teams",
    "tie_plan",
    "ties",
)
@rule
def reorganise(state: State, luck: Luck, week: int) -> None:
    """When the week has come, the next stage of the design takes effect."""
    counters = state.counters[0]
    counters.quarter = week // WEEKS_PER_QUARTER
    while counters.era + 1 < len(state.era_weeks) and state.era_weeks[counters.era + 1] <= week:
        counters.era += 1
        begin_era(state, luck, counters.era, week)
