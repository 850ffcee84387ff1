"""Watching items of work: what becomes of each, and how it spends its time, as the ledger counts it."""

from typing import Any

import numpy as np

from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.work.planning import BACKLOG_LIFE
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NEVER, NONE, Answer, Errand, ItemAccount, Kind, Stage
from orgsim.explain.events import Event
from orgsim.explain.names import Names

ENDS = {
    Stage.REJECTED: "refused",
    Stage.LAPSED: "forgotten",
    Stage.EXPIRED: "expired",
    Stage.CANCELLED: "given_up",
}
UNFUNDED = (Stage.UNBORN, Stage.IDEA, Stage.CASE)
KINDS_OF_PIECES = {Kind.SUPPORT: "support", Kind.MIGRATION: "migration", Kind.ROLLBACK: "rollback"}

Rows = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


class ItemWatch:
    """What was seen of the items so far: their stage and team, and the stretch of time that each is in."""

    def __init__(self, names: Names, size: int) -> None:
        self.names = names
        self.events: list[Event] = []
        self.launches: dict[int, int] = {}  # place among the events: row of the launch
        self.seen = 0
        self.stage = np.zeros(size, np.int64)
        self.team = np.full(size, NONE, np.int64)
        self.pieces = np.zeros(size, np.int64)
        self.account = np.full(size, NONE, np.int64)
        self.since = np.zeros(size, np.int64)
        self.until = np.full(size, NEVER, np.int64)
        self.settled = np.zeros(size, bool)

    def note(self, state: State, row: int, minute: int, event: str, **more: Any) -> None:
        """Write down that something happened to an item."""
        initiative, piece = self.names.item(state, row)
        team = more.pop("team", self.names.team(int(state.items[row].team)))
        self.events.append(Event(int(minute), event, initiative=initiative, piece=piece, team=team, **more))

    def see(self, state: State, week: int) -> None:
        """Note what has changed since the week before."""
        count = int(state.counters[0].items)
        items = state.items[:count]
        for row in range(max(self.seen, len(self.names.initiatives)), count):
            self.note_piece(state, row)
        changed = (items.stage != self.stage[:count]) | (
            (items.team != self.team[:count]) & (self.team[:count] != NONE)
        )
        for row in np.flatnonzero(changed).tolist():
            if items[row].kind != Kind.PAST:
                self.note_change(state, row, week)
        self.follow_time(state, items, week)
        self.stage[:count], self.team[:count], self.pieces[:count] = items.stage, items.team, items.pieces
        self.seen = count

    def note_piece(self, state: State, row: int) -> None:
        """Note that a piece of work is asked of a team."""
        piece = state.items[row]
        asker = self.names.team(int(state.items[piece.parent].team))
        self.note(state, row, piece.funded, "owed", what=KINDS_OF_PIECES[Kind(int(piece.kind))], other_team=asker)

    def note_change(self, state: State, row: int, week: int) -> None:
        """Note every step that an item has taken this week, with the minute that its record carries."""
        item, before = state.items[row], int(self.stage[row])
        stage, start = Stage(int(item.stage)), week * MINUTES_PER_WEEK
        if item.kind == Kind.INITIATIVE:
            self.note_case(state, row, before, start)
        if self.team[row] not in (NONE, item.team) and item.team != NONE:
            self.note(state, row, start, "handed_over", other_team=self.names.team(int(self.team[row])))
        if stage == Stage.READY and before != Stage.READY:
            self.note_place(state, row, max(start, int(item.funded)))
        if item.started == week and stage in (Stage.ACTIVE, Stage.DONE, Stage.CANCELLED) and before != Stage.ACTIVE:
            self.note(state, row, max(start, int(item.funded)), "started")
        if stage == Stage.DONE and before != Stage.DONE:
            self.note_end(state, row, week)
        elif stage in ENDS and before != stage:
            end = ENDS[stage] if item.kind == Kind.INITIATIVE else "given_up"
            how = "unseen" if before == Stage.UNBORN and end == "expired" else self.reason(state, row, before)
            self.note(state, row, max(int(item.closed), start), end, how=how)

    def reason(self, state: State, row: int, before: int) -> str:
        """Return why an initiative is given up: the rules know no other reasons than these."""
        item = state.items[row]
        if item.stage != Stage.CANCELLED or item.kind != Kind.INITIATIVE:
            return ""
        if not state.teams[item.team].active:
            return "no_team"
        if before == Stage.ACTIVE:
            asked = state.requests[: state.counters[0].requests]
            stops = (asked.errand == Errand.STOP) & (asked.subject == row) & (asked.answer == Answer.YES)
            return "by_proposal" if stops.any() else "not_worth_it"
        waited = int(item.closed - item.funded)
        return "too_long" if waited > BACKLOG_LIFE * MINUTES_PER_WEEK else "not_worth_it"

    def note_case(self, state: State, row: int, before: int, start: int) -> None:
        """Note that an initiative appeared, was asked for and was funded."""
        item = state.items[row]
        owner = self.owner(state, int(item.team))
        named = self.names.organization.design.baseline.initiatives.get(self.names.initiatives[row])
        stated = "stated" if before == Stage.UNBORN and named and named.state != "idea" else ""
        if before == Stage.UNBORN:
            unseen = item.stage == Stage.EXPIRED
            self.note(state, row, start, "appeared", how="unseen" if unseen else "", post=owner)
        if before in (Stage.UNBORN, Stage.IDEA) and item.submitted >= start:
            asked = item.request != NONE or item.funded != item.submitted
            self.note(state, row, item.submitted, "submitted", how=stated or ("" if asked else "alone"), post=owner)
        if before in UNFUNDED and item.funded >= 0:
            self.note(state, row, item.funded, "funded", how=stated, post=owner)

    def owner(self, state: State, team: int) -> str:
        """Return the post that answers for a team now."""
        return self.names.post(int(holder(state.posts, state.teams[team].owner))) if team != NONE else ""

    def note_place(self, state: State, row: int, minute: int) -> None:
        """Note how many items stand before one in a backlog."""
        team = state.teams[state.items[row].team]
        ahead, index = 0, int(team.backlog)
        while index not in (NONE, row):
            ahead, index = ahead + 1, int(state.items[index].next)
        if index == row:
            busy = int(team.working) + self.parked(state, int(team.parked))
            self.note(state, row, minute, "queued", amount=ahead, of=busy, unit="items")

    @staticmethod
    def parked(state: State, index: int) -> int:
        """Count a list of parked items."""
        count = 0
        while index != NONE:
            count, index = count + 1, int(state.items[index].next)
        return count

    def note_end(self, state: State, row: int, week: int) -> None:
        """Note that an item was launched or delivered."""
        item, minute = (
            state.items[row],
            (week + 1) * MINUTES_PER_WEEK - 1,
        )  # the last of the week in which it is finished
        if item.kind != Kind.INITIATIVE:
            self.note(state, row, minute, "delivered")
            return
        self.launches[len(self.events)] = row
        self.note(state, row, minute, "launched", post=self.owner(state, int(item.team)))
        if item.measured < 0.0:
            self.note(state, row, minute, "taken_back")

    def follow_time(self, state: State, items: Records, week: int) -> None:
        """Book the week of every funded item on the stretch that it is in; begin another one where it spends its time differently."""
        rows = np.flatnonzero((items.funded >= 0) & ~self.settled[: len(items)])
        start, end = week * MINUTES_PER_WEEK, (week + 1) * MINUTES_PER_WEEK
        now = items[rows]
        begun = np.where(self.until[rows] >= 0, self.until[rows], now.funded)
        until = np.where(now.closed >= 0, now.closed, end)
        late = np.array([self.came_late(state, int(row), week) for row in rows], bool)
        accounts = self.accounts(now, self.stage[rows], late, week)
        taken_up = (self.stage[rows] != Stage.ACTIVE) & (accounts != ItemAccount.BACKLOG)
        split = np.where(taken_up, np.clip(np.maximum(begun, start), begun, until), begun)
        for row, account, first, middle in zip(rows, accounts, begun, split, strict=True):
            if middle > first:
                self.turn(state, int(row), ItemAccount.BACKLOG, int(first))
            if account != self.account[row]:
                self.turn(state, int(row), int(account), int(middle))
        self.until[rows] = np.maximum(until, begun)
        for row in rows[now.closed >= 0].tolist():
            self.turn(state, row, NONE, int(self.until[row]))
            self.settled[row] = True

    def came_late(self, state: State, row: int, week: int) -> bool:
        """Tell whether the last piece that an item waited for came in a week after its own team's turn, so that it waited all the same."""
        item = state.items[row]
        if self.pieces[row] == 0 or item.pieces > 0:
            return False
        piece = int(item.first_piece)
        while piece != NONE:
            if state.items[piece].finished == week and state.items[piece].team > item.team:
                return True
            piece = int(state.items[piece].next_piece)
        return False

    @staticmethod
    def accounts(now: Records, before: Rows, late: Flags, week: int) -> Rows:
        """Return on which account the ledger books each item's week; `before` are the stages a week ago, `late` see `came_late`."""
        ended_in_work = (now.stage == Stage.CANCELLED) & (before == Stage.ACTIVE)
        in_work = (now.stage == Stage.ACTIVE) | (now.stage == Stage.DONE) | ended_in_work
        stands = (now.stage == Stage.ACTIVE) & (now.last_worked != week)
        found = np.where(in_work, ItemAccount.WORKING, ItemAccount.BACKLOG)
        found = np.where(stands & ((now.pieces > 0) | late), ItemAccount.WAITING_DEPENDENCY, found)
        asks = (stands | ended_in_work) & (now.request != NONE)
        return np.asarray(np.where(asks, ItemAccount.WAITING_DECISION, found), np.int64)

    def turn(self, state: State, row: int, account: int, minute: int) -> None:
        """End the stretch that an item is in, and begin another one."""
        if self.account[row] == account:
            return
        if self.account[row] != NONE and minute > self.since[row]:
            self.stretch(state, row, int(self.account[row]), int(self.since[row]), minute)
        self.account[row], self.since[row] = account, minute

    def stretch(self, state: State, row: int, account: int, since: int, until: int) -> None:
        """Note a time that an item spent in one way."""
        what = ItemAccount(account).name.lower()
        self.note(state, row, since, "stretch", what=what, amount=until - since, unit="minutes")

    def finish(self, state: State, weeks: int) -> None:
        """End all stretches with the run, and add those before funding, which the records tell by themselves."""
        end = weeks * MINUTES_PER_WEEK
        for row in range(int(state.counters[0].items)):
            item = state.items[row]
            self.turn(state, row, NONE, int(self.until[row]))
            if item.kind == Kind.INITIATIVE and item.stage != Stage.UNBORN:
                self.finish_case(state, row, end)

    def finish_case(self, state: State, row: int, end: int) -> None:
        """Note how long an initiative was an idea, and how long its case waited."""
        item = state.items[row]
        arrived, closed = int(item.week) * MINUTES_PER_WEEK, int(item.closed) if item.closed >= 0 else end
        left = min(int(item.submitted) if item.submitted >= 0 else end, closed)
        if left > arrived:
            self.stretch(state, row, ItemAccount.IDEA, arrived, left)
        if item.submitted >= 0:
            answered = min(int(item.funded) if item.funded >= 0 else end, closed)
            if answered > item.submitted:
                self.stretch(state, row, ItemAccount.APPROVAL, int(item.submitted), answered)
