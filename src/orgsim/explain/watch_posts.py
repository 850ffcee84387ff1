"""Watching posts and teams: who comes and goes, what the design changes, and how busy desks are."""

from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, PersonAccount, TeamAccount
from orgsim.explain.events import Columns, Event
from orgsim.explain.names import Names


class PostWatch:
    """What was seen of posts and teams so far: who held each, under whom, and with how many engineers."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.events: list[Event] = []
        self.posts: dict[int, tuple[int, int, int]] = {}  # row: open or not, superior, number of its holder
        self.teams: dict[int, tuple[int, int, int]] = {}  # row: open or not, owner, engineers

    def see(self, state: State, week: int) -> None:
        """Note what has changed since the week before, and how busy every desk was."""
        minute = week * MINUTES_PER_WEEK
        for row in range(len(state.posts)):
            self.see_post(state, row, minute)
        for row in range(len(state.teams)):
            self.see_team(state, row, minute)

    def see_post(self, state: State, row: int, minute: int) -> None:
        """Note what happened to a post."""
        post, name = state.posts[row], self.names.post(row)
        held = int(state.people[post.person].number) if post.person != NONE else 0
        now = (int(post.active), int(post.manager) if post.active else NONE, held)
        was = self.posts.get(row, (0, NONE, 0))
        if now[0] != was[0]:
            what = "opens" if now[0] else "closes"
            self.events.append(Event(minute, "post", what=what, post=name, other_post=self.names.post(now[1])))
        elif now[1] != was[1]:
            self.events.append(Event(minute, "post", what="moves", post=name, other_post=self.names.post(now[1])))
        if held != was[2]:
            self.note_holder(name, was[2], held, minute)
        if post.active and post.desk_speed > 0:
            spent: Columns = {
                "amount": int(post.desk_speed - post.desk_left),
                "of": int(post.desk_speed),
                "unit": "minutes",
            }
            self.events.append(Event(minute, "desk", post=name, **spent))
        self.posts[row] = now

    def note_holder(self, name: str, before: int, now: int, minute: int) -> None:
        """Note that somebody left a post, took it, or both."""
        if before:
            self.events.append(Event(minute, "left", post=name, how="" if now else "vacant"))
        if now:
            self.events.append(Event(minute, "joined", post=name))

    def see_team(self, state: State, row: int, minute: int) -> None:
        """Note what happened to a team."""
        team, name = state.teams[row], self.names.team(row)
        now = (int(team.active), int(team.owner) if team.active else NONE, int(team.engineers))
        was = self.teams.get(row, (0, NONE, 0))
        heads: Columns = {"amount": now[2], "of": was[2], "unit": "engineers"}
        if now[0] != was[0]:
            what = "opens" if now[0] else "closes"
            self.events.append(Event(minute, "team", what=what, team=name, post=self.names.post(now[1]), **heads))
        elif now[1] != was[1]:
            old, new = self.names.post(was[1]), self.names.post(now[1])
            self.events.append(Event(minute, "team", what="owner", team=name, post=new, other_post=old))
        if now[0] == was[0] == 1 and now[2] != was[2]:
            self.events.append(Event(minute, "team", what="engineers", team=name, **heads))
        self.teams[row] = now


def booked(names: Names, state: State, quarter_minutes: int) -> list[Event]:
    """Return the books of teams and posts as events, one for each account and quarter that has any minutes, at the start of the quarter."""
    events = []
    for book, accounts, kind in (
        (state.team_book, TeamAccount, "team_minutes"),
        (state.person_book, PersonAccount, "post_minutes"),
    ):
        for row, quarter, account in zip(*book.nonzero(), strict=True):
            place: Columns = (
                {"team": names.team(int(row))} if kind == "team_minutes" else {"post": names.post(int(row))}
            )
            minutes: Columns = {"amount": int(book[row, quarter, account]), "unit": "minutes"}
            what = accounts(int(account)).name.lower()
            events.append(Event(int(quarter) * quarter_minutes, kind, what=what, **place, **minutes))
    return events
