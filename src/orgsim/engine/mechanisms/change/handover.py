"""Hand-over: the work of teams and posts that close goes to others or is given up.

A team's work goes to a team that serves the same domain, a post's errands to the nearest superior that stays; some of the work in hand
has to be done again.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close, elapse
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.desks import enqueue
from orgsim.engine.mechanisms.knowledge.building import rely_no_more, stop_serving
from orgsim.engine.mechanisms.people.staffing import release
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, insert, remove, take_from_backlog
from orgsim.engine.mechanisms.work.market import team_for
from orgsim.engine.mechanisms.work.products import bequeath_service
from orgsim.engine.state import Records, State
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
def rehome(state: State, index: int, t: int) -> int:
    """Return the team that takes over an item of a team that closed: one that serves the same domain; NONE when there is none."""
    domain = state.teams[t].domain
    return team_for(state.domains[domain], state.teams, state.items[index].key)


@rule
def give_up_item(state: State, index: int, account: int, stage: int, week: int) -> None:
    """End an item that no team takes over; an initiative that waited for it as a piece no longer waits."""
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
    """Hand over a closed team's work in hand, backlog, pool and launches in service."""
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
        rely_no_more(state, t, kind)
        if state.hosts[t, kind] != NONE:
            bequeath(state, t, kind, week)
    for instance in range(state.counters[0].capabilities):
        capability = state.capabilities[instance]
        if capability.team == t and capability.state <= CapabilityState.LIVE:
            stop_serving(state, instance, CapabilityState.OUTDATED, week)
    bequeath_service(state, t, team_for(state.domains[team.domain], state.teams, team.key))


@rule
def bequeath(state: State, t: int, kind: int, week: int) -> None:
    """Hand a closed team's capability to its successor, unless there is none or it already hosts one of the type."""
    instance = state.hosts[t, kind]
    capability = state.capabilities[instance]
    successor = team_for(state.domains[state.teams[t].domain], state.teams, capability.key)
    if successor == NONE or state.hosts[successor, kind] != NONE or capability.migration != NONE:
        stop_serving(state, instance, CapabilityState.OUTDATED, week)
        return
    state.hosts[t, kind] = NONE
    state.hosts[successor, kind] = instance
    capability.team = successor
    if capability.state == CapabilityState.LIVE:
        state.teams[t].live -= 1
        state.teams[successor].live += 1


@rule
def close_teams(state: State, era: int, week: int) -> None:
    """Close the teams that the design no longer has."""
    for t in range(len(state.teams)):
        if era > 0 and state.team_plan[era - 1, t].active and not state.teams[t].active:
            close_team(state, t, week)


@rule
def name_heirs(state: State, era: int) -> None:
    """Find the heir of every post that closes: the nearest superior in the old chart that stays."""
    for p in range(len(state.posts)):
        heir = p
        while heir != NONE and not state.post_plan[era, heir].active:
            heir = state.posts[heir].manager
        state.posts[p].heir = heir


@rule
def heir_of(posts: Records, p: int) -> int:
    """Return a post itself, or its heir if it has closed; NONE stays NONE."""
    if p == NONE or posts[p].active:
        return p
    return posts[p].heir


@rule
def move_requests(state: State, week: int) -> None:
    """Put every waiting request on the desk of the post that now acts for its addressee."""
    for p in range(len(state.posts)):
        if not state.posts[p].active and state.posts[p].serving != NONE:
            release(state, p, week)
    for d in range(len(state.desks)):
        index = state.desks[d].head
        state.desks[d].head = NONE
        while index != NONE:
            following = state.requests[index].next
            readdress(state, index)
            enqueue(state.desks[state.posts[state.requests[index].at].queue], state.requests, index)
            index = following
    for p in range(len(state.posts)):
        if state.posts[p].serving != NONE:
            readdress(state, state.posts[p].serving)


@rule
def readdress(state: State, index: int) -> None:
    """Replace closed posts by their heirs in every field of a request."""
    request, posts = state.requests[index], state.posts
    if request.decider != NONE:
        request.decider = heir_of(posts, request.decider)
    heir = heir_of(posts, request.author)
    if heir != NONE:
        request.author = heir
    if posts[request.at].active:
        return
    meant = heir_of(posts, request.at)
    if meant != NONE:
        actor = holder(posts, meant)
        request.at = actor if actor != NONE else meant  # where nobody is left above, it waits for the next holder


@rule
def hand_on(state: State, index: int) -> None:
    """Add rework to an item whose work goes on under another team or owner."""
    item = state.items[index]
    item.rework += state.parameters[0].handover_rework * float(item.effort)
