"""Proposals: a shift of capacity, a stop, a sunset or a merger, as those see it whom it concerns.

Each has a post that would lose by it, a post on the winning side and an action for which a right is needed. Its author, the post that is
asked and a superior each judge its gain for themselves. What happens to a proposal on its way over desks is in ``errands``.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, is_above
from orgsim.engine.mechanisms.decisions.portfolio import believed_gain, capacity_holder
from orgsim.engine.mechanisms.decisions.stopping import stop_seen_by
from orgsim.engine.mechanisms.decisions.voices import next_voice
from orgsim.engine.mechanisms.knowledge.consolidation import consenter, seen_likeness
from orgsim.engine.mechanisms.work.sunset import sunset_seen_by
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE, Action, Errand


@rule
def consent_of(state: State, request: Records) -> int:
    """Return the post that would lose by a proposal and is asked first."""
    if request.errand == Errand.SHIFT:
        return capacity_holder(state, request.subject)
    if request.errand in (Errand.STOP, Errand.SUNSET):
        return holder(state.posts, state.teams[state.items[request.subject].team].owner)
    return consenter(state, request.subject)


@rule
def other_side(state: State, request: Records) -> int:
    """Return the post on the winning side of a proposal."""
    if request.errand == Errand.SHIFT:
        return capacity_holder(state, request.other)
    if request.errand in (Errand.STOP, Errand.SUNSET):
        return capacity_holder(state, state.items[request.subject].team)
    return consenter(state, request.other)


@rule
def action_of(errand: int) -> int:
    """Return the action of a proposal, for which a right is needed."""
    return Action.CONSOLIDATE if errand in (Errand.CONSOLIDATION, Errand.SUNSET) else Action.SHIFT


@rule
def seen_by(state: State, luck: Luck, post: int, request: Records) -> float:
    """Return a proposal's seeming gain to the holder of a post, in standard values (for a merger, likeness above the threshold)."""
    if request.errand == Errand.SHIFT:
        return believed_gain(state, post, request.subject, request.other, request.engineers)
    if request.errand == Errand.STOP:
        owner = post == holder(state.posts, state.teams[state.items[request.subject].team].owner)
        return stop_seen_by(state, luck, post, request.subject, owner)
    if request.errand == Errand.SUNSET:
        return sunset_seen_by(state, post, request.subject)
    likeness = seen_likeness(state, luck, post, request.subject, request.other)
    return likeness - state.parameters[0].duplicate_threshold


@rule
def share_of_team(team: Records, size: int) -> float:
    """Return the share of a team's posts that a move would take; posts that stand open are missed least, and count by half."""
    vacant = min(size, team.open)
    return (float(size - vacant) + 0.5 * float(vacant)) / float(max(1, team.engineers + team.open))


@rule
def heard_out(state: State, luck: Luck, post: int, request: Records, t: int) -> float:
    """Return a proposal's gain to a judge and to those consulted, from tie `t` on (NONE: nobody), who weigh as much as they are trusted."""
    action = action_of(request.errand)
    total = seen_by(state, luck, post, request)
    weight = 1.0
    while t != NONE:
        total += state.ties[t].trust * seen_by(state, luck, state.ties[t].source, request)
        weight += state.ties[t].trust
        t = next_voice(state, post, action, request.author, t)
    return total / weight


@rule
def judged_in_company(state: State, luck: Luck, post: int, request: Records) -> float:
    """Return a proposal's gain as it seems to a judge who asks those who are to be consulted."""
    first = next_voice(state, post, action_of(request.errand), request.author, NONE)
    return heard_out(state, luck, post, request, first)


@rule
def persists(state: State, luck: Luck, author: int, request: Records) -> bool:
    """Tell whether an author who may decide alone still wants to after asking those who are to be consulted."""
    first = next_voice(state, author, action_of(request.errand), request.author, NONE)
    return first == NONE or heard_out(state, luck, author, request, first) > 0.0


@rule
def share_lost(state: State, request: Records) -> float:
    """Return the share of scope that the post that is asked would give up."""
    if request.errand == Errand.SHIFT:
        return share_of_team(state.teams[request.subject], request.engineers)
    if request.errand == Errand.STOP:
        return 1.0 / float(max(1, state.teams[state.items[request.subject].team].working))
    if request.errand == Errand.SUNSET:
        return 1.0 / float(max(1, state.teams[state.items[request.subject].team].lines))
    team = state.teams[state.capabilities[request.subject].team]
    return 1.0 / float(max(1, team.live))


@rule
def binds(posts: Records, author: int, asked: int) -> bool:
    """Tell whether a post's authority covers another post: its reports or, for staff without reports, all whom its superior leads."""
    head = author if posts[author].reports > 0 else posts[author].manager
    return is_above(posts, author, asked) or (head != NONE and is_above(posts, head, asked) and head != asked)
