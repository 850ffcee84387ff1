"""Dependencies: teams owe each other pieces of work, and late pieces lead to conflicts."""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close
from orgsim.engine.mechanisms.decisions.authority import (
    common_superior,
    holder,
    in_one_company,
    is_above,
    nearest_with,
    path_length,
)
from orgsim.engine.mechanisms.decisions.informing import tell_of_order
from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.decisions.voices import next_voice
from orgsim.engine.mechanisms.knowledge.building import add_piece
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, take_from_backlog
from orgsim.engine.mechanisms.work.market import team_for
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    MOST_PARTNERS,
    NEVER,
    NONE,
    Action,
    Errand,
    ItemAccount,
    Right,
    Stage,
    Turn,
)

DISTANCE_EFFECT = 0.25
"""Increase in a dependency's coordination time for each reporting line between the owners beyond two (siblings). Source: assumed."""
DEPENDENCY_PATIENCE = 3
"""Weeks that a piece of work may wait unstarted in another team's backlog before its requester escalates. Source: assumed."""


@rule
def call_on_provider(state: State, luck: Luck, index: int, week: int) -> None:
    """Ask the other domain's team for its piece; within the own domain, or across companies, the piece is added to the own work."""
    item = state.items[index]
    if item.depends_on == NONE or not state.parameters[0].dependencies:
        return
    provider = team_for(state.domains[item.depends_on], state.teams, item.key)
    if provider != NONE and provider != item.team and in_one_company(state.teams, provider, item.team):
        add_piece(state, luck, index, provider, item.support_effort, week)


@rule
def call_on_partners(state: State, luck: Luck, index: int, week: int) -> None:
    """Put the parts of joint work into the partners' backlogs, which reserves capacity; ask a superior of both for the order."""
    item = state.items[index]
    for place in range(MOST_PARTNERS):
        partner = partner_team(state, item, place)
        if partner != NONE:
            before = item.pieces
            add_piece(state, luck, index, partner, item.joint_effort, week)
            if item.pieces > before:
                ask_for_order(state, luck, index, item.first_piece, week)


@rule
def partner_team(state: State, item: Records, place: int) -> int:
    """Return the team that a part of joint work falls to; NONE when there is no such part, or nobody else in the company to do it."""
    domain = item.partners[place]
    if domain == NONE or not state.parameters[0].dependencies:
        return NONE
    partner = team_for(state.domains[domain], state.teams, item.key)
    return partner if partner != NONE and in_one_company(state.teams, partner, item.team) else NONE


@rule
def take_on_parts(state: State, item: Records) -> None:
    """Let a team take on the parts of joint work for which it finds no partner."""
    for place in range(MOST_PARTNERS):
        if item.partners[place] != NONE and partner_team(state, item, place) == NONE:
            item.partners[place] = NONE
            item.effort += item.joint_effort
            item.planned += item.joint_effort


@rule
def ask_for_order(state: State, luck: Luck, index: int, piece: int, week: int) -> None:
    """Ask the owner's superior to set the place of a partner's part, if that superior may do so for both."""
    own = holder(state.posts, state.teams[state.items[index].team].owner)
    other = holder(state.posts, state.teams[state.items[piece].team].owner)
    if own == NONE or other == NONE or state.posts[own].manager == NONE:
        return
    above = state.posts[own].manager
    if is_above(state.posts, above, other) and state.posts[above].rights[Action.PRIORITIZE] >= Right.DECIDE:
        complain(state, luck, index, piece, week)


@rule
def drop_pieces(state: State, index: int, now: int) -> None:
    """Drop the pieces of an initiative that has ended before others have begun with them."""
    piece = state.items[index].first_piece
    while piece != NONE:
        if state.items[piece].stage == Stage.READY and state.items[piece].started == NEVER:
            take_from_backlog(state.teams[state.items[piece].team], state.items, piece)
            book = state.item_book[state.counters[0].quarter]
            close(
                book,
                ItemAccount.BACKLOG,
                state.items[piece],
                Stage.CANCELLED,
                max(now, state.items[piece].booked_until),
            )
            state.items[index].pieces -= 1
        piece = state.items[piece].next_piece


@rule
def coordination_minutes(engineers: int, parameters: Records) -> float:
    """Return a team's internal coordination in minutes a week, which grows with the number of pairs (Brooks's law)."""
    return float(engineers) * (parameters.coordination_base + parameters.coordination_per_peer * float(engineers - 1))


@rule
def dependency_minutes(state: State, index: int) -> float:
    """Return the weekly minutes that an item's open dependencies cost its team, more for owners further apart in the chart."""
    if state.items[index].pieces == 0:
        return 0.0
    parameters = state.parameters[0]
    own = state.teams[state.items[index].team].owner
    total = 0.0
    piece = state.items[index].first_piece
    while piece != NONE:
        if state.items[piece].stage <= Stage.ACTIVE:
            other = state.teams[state.items[piece].team].owner
            distance = path_length(state.posts, own, other) if own != NONE and other != NONE else 0
            total += parameters.coordination_per_dependency * (1.0 + DISTANCE_EFFECT * float(max(0, distance - 2)))
        piece = state.items[piece].next_piece
    return total


@rule
def escalate_overdue(state: State, luck: Luck, index: int, week: int) -> None:
    """Complain, for an initiative that only waits for pieces, about each piece that has been unstarted for too long."""
    piece = state.items[index].first_piece
    while piece != NONE:
        late = state.items[piece]
        if (
            late.stage == Stage.READY
            and not late.escalated
            and not late.sequenced
            and week - late.week >= DEPENDENCY_PATIENCE
        ):
            late.escalated = 1
            complain(state, luck, index, piece, week)
        piece = state.items[piece].next_piece


@rule
def complain(state: State, luck: Luck, index: int, piece: int, week: int) -> None:
    """Take a late piece to the lowest common superior of the two owners who may settle priorities, desk by desk."""
    own = holder(state.posts, state.teams[state.items[index].team].owner)
    other = holder(state.posts, state.teams[state.items[piece].team].owner)
    if own == NONE or other == NONE:
        return
    top = common_superior(state.posts, own, other)
    decider = nearest_with(state.posts, top, Action.PRIORITIZE, Right.DECIDE)
    if decider == NONE:
        return
    now = week * MINUTES_PER_WEEK
    request = new_request(state.requests, state.counters[0], Errand.CONFLICT, state.items[piece].key, own, piece, now)
    if request == NONE:
        return
    state.requests[request].decider = decider
    first = own if own == decider else state.posts[own].manager
    state.requests[request].turn = Turn.DECIDE if first == decider else Turn.FORWARD
    send(state.requests, request, state.posts, state.desks, state.parameters[0], luck, first, now)


@rule
def preferred(state: State, luck: Luck, judge: int, piece: int, front: int) -> bool:
    """Tell whether a judge, and those whom the judge consults, weighed by trust, prefer a piece to the item in front of it."""
    first = judged_by(state, luck, judge, piece)
    second = judged_by(state, luck, judge, front)
    t = next_voice(state, judge, Action.PRIORITIZE, NONE, NONE)
    while t != NONE:
        voice = state.ties[t].source
        first += state.ties[t].trust * judged_by(state, luck, voice, piece)
        second += state.ties[t].trust * judged_by(state, luck, voice, front)
        t = next_voice(state, judge, Action.PRIORITIZE, NONE, t)
    return first >= second


@rule
def settle_conflict(state: State, luck: Luck, judge: int, piece: int) -> bool:
    """Move a late piece to the front of its backlog if the judge prefers it to the item there; tell whether it moved."""
    late = state.items[piece]
    if late.stage != Stage.READY:
        return False
    team = state.teams[late.team]
    front = team.backlog
    if front == piece:
        return True
    if not preferred(state, luck, judge, piece, front):
        return False
    take_from_backlog(team, state.items, piece)
    late.priority = state.items[front].priority + 1.0
    late.sequenced = 1
    add_to_backlog(team, state.items, piece)
    tell_of_order(state, judge, late.parent, piece)
    return True
