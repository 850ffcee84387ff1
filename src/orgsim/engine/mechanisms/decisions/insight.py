"""Insight: a post knows from inside the teams of the posts below it and of the people its holder meets.

Whoever reviews looks at these alone, so they are listed from the reviewer's side: asking every team would cost the square of a company.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, is_above
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE


@rule
def find_holders(posts: Records, teams: Records) -> None:
    """Find the teams that each post acts for: its own, and those of vacant posts for which it stands in."""
    for post in posts:
        post.first_held = NONE
    for t in range(len(teams) - 1, -1, -1):
        actor = holder(posts, teams[t].owner) if teams[t].active else NONE
        if actor != NONE:
            teams[t].next_held = posts[actor].first_held
            posts[actor].first_held = t


@rule
def next_below(posts: Records, top: int, p: int) -> int:
    """Return the post that follows when all posts below `top` are visited along the chart; NONE after the last."""
    if posts[p].first_report != NONE:
        return posts[p].first_report
    while p != top:
        if posts[p].next_report != NONE:
            return posts[p].next_report
        p = posts[p].manager
    return NONE


@rule
def note_teams(state: State, p: int, seen: int) -> int:
    """Add the teams that a post acts for to the list in sight; return the length of the list."""
    team = state.posts[p].first_held
    while team != NONE:
        state.in_sight[seen] = team
        seen += 1
        team = state.teams[team].next_held
    return seen


@rule
def look_around(state: State, post: int) -> int:
    """List in ``state.in_sight`` the teams that a post has insight into; return their number."""
    posts = state.posts
    seen = 0
    p = post
    while p != NONE:
        seen = note_teams(state, p, seen)
        p = next_below(posts, post, p)
    met = NONE
    for t in range(posts[post].first_tie, posts[post].first_tie + posts[post].ties):
        other = state.ties[t].source
        if state.ties[t].agreed > 0 and other != met and not is_above(posts, post, other):
            met = other  # ties to one person, in several layers, stand side by side
            seen = note_teams(state, other, seen)
    return seen


@rule
def teams_below(state: State, post: int) -> int:
    """List in ``state.in_sight``, in their order, the teams that a post and those below it own; return their number."""
    found = 0
    p = post
    while p != NONE:
        team = state.posts[p].first_team
        while team != NONE:
            state.in_sight[found] = team
            found += 1
            team = state.teams[team].next_owned
        p = next_below(state.posts, post, p)
    state.in_sight[:found].sort()
    return found


@rule
def teams_of_contacts(state: State, post: int) -> int:
    """List in ``state.in_sight``, in their order, the teams that those act for whom a post is tied to; return their number."""
    found = 0
    met = NONE
    for t in range(state.posts[post].first_tie, state.posts[post].first_tie + state.posts[post].ties):
        other = state.ties[t].source
        if other != met:
            met = other  # ties to one person, in several layers, stand side by side
            found = note_teams(state, other, found)
    state.in_sight[:found].sort()
    return found
