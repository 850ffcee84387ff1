"""Watching capabilities: who built what, which of it was there already, who noticed, and what became of it."""

import numpy as np

from orgsim.engine.mechanisms.knowledge.news import HEARSAY
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NEVER, NONE, CapabilityState
from orgsim.explain.events import Columns, Event
from orgsim.explain.names import Names

ENDS = {CapabilityState.RETIRED: "retired", CapabilityState.OUTDATED: "outdated"}


class CapabilityWatch:
    """What was seen of the capabilities so far."""

    def __init__(self, names: Names, size: int) -> None:
        self.names = names
        self.events: list[Event] = []
        self.seen = 0
        self.state = np.zeros(size, np.int64)
        self.noticed = np.full(size, NEVER, np.int64)
        self.successor = np.full(size, NONE, np.int64)

    def note(self, state: State, row: int, minute: int, event: str, **more: object) -> None:
        """Write down that something happened to a capability."""
        made = state.capabilities[row]
        about: Columns = {
            "capability": self.names.capability(state, row),
            "initiative": self.names.initiatives[int(made.built_for)],
            "team": self.names.team(int(made.team)),
        }
        self.events.append(Event(minute, event, **{**about, **more}))

    def see(self, state: State, week: int) -> None:
        """Note what has changed since the week before."""
        count = int(state.counters[0].capabilities)
        made = state.capabilities[:count]
        for row in range(self.seen, count):
            self.note_begun(state, row, week)
        changed = (made.state != self.state[:count]) | (made.noticed != self.noticed[:count])
        for row in np.flatnonzero(changed | (made.successor != self.successor[:count])).tolist():
            self.note_change(state, row, week)
        self.state[:count], self.noticed[:count], self.successor[:count] = made.state, made.noticed, made.successor
        self.seen = count

    def note_begun(self, state: State, row: int, week: int) -> None:
        """Note that a team began to build a capability, or has it from before."""
        made = state.capabilities[row]
        older = self.older(state, made)
        what = "first" if not older else "knowingly" if made.rational else "unaware"
        if made.born == week:
            self.note(state, row, week * MINUTES_PER_WEEK, "begun", what=what, **older)
            return
        self.state[row] = CapabilityState.LIVE
        self.note(
            state, row, week * MINUTES_PER_WEEK, "inherited", what=what, **older, **lasting(week - int(made.born))
        )

    def older(self, state: State, made: Records) -> Columns:
        """Return what a duplicate duplicates, as columns of the log; nothing for one that is none."""
        if made.duplicates == NONE:
            return {}
        older = state.capabilities[made.duplicates]
        standing = "in service" if older.state == CapabilityState.LIVE else "being built"
        name = self.names.capability(state, int(made.duplicates))
        return {"other_capability": name, "other_team": self.names.team(int(older.team)), "how": standing}

    def note_change(self, state: State, row: int, week: int) -> None:
        """Note what became of a capability this week."""
        made, minute = state.capabilities[row], week * MINUTES_PER_WEEK
        now, before = CapabilityState(int(made.state)), int(self.state[row])
        if before == CapabilityState.BUILDING and now == CapabilityState.LIVE:
            self.note(state, row, minute, "in_service")
        if made.noticed != self.noticed[row] and not made.rational:
            self.note_noticed(state, row, minute)
        if made.successor != self.successor[row]:
            survivor = state.capabilities[made.successor]
            where = {"other_capability": self.names.capability(state, int(made.successor))}
            self.note(state, row, minute, "merging", other_team=self.names.team(int(survivor.team)), **where)
        if now in ENDS and before != now:
            unfinished = before == CapabilityState.BUILDING
            spent = {"amount": float(made.minutes), "unit": "engineer-minutes"}
            self.note(state, row, minute, ENDS[now], how="unfinished" if unfinished else "", **spent)

    def note_noticed(self, state: State, row: int, minute: int) -> None:
        """Note who noticed a duplicate, and by what; the size of the smaller of the two decides whether hearing of it was enough."""
        made = state.capabilities[row]
        usual = float(state.parameters[0].build_effort_median)
        other = state.capabilities[made.duplicates]
        how = "talking" if min(made.effort, other.effort) / usual <= HEARSAY else "reading"
        posts = {"post": self.names.post(int(made.noticed_by)), "other_post": self.names.post(int(made.noticed_from))}
        born = int(made.noticed - max(0, int(made.born)))
        what = "inherited" if made.born < 0 else ""
        self.note(
            state, row, minute, "noticed", what=what, how=how, **posts, **self.older_name(state, made), **lasting(born)
        )

    def older_name(self, state: State, made: Records) -> Columns:
        """Return the capability that a duplicate duplicates, and its team."""
        found = self.older(state, made)
        return {key: value for key, value in found.items() if key != "how"}


def lasting(weeks: int) -> Columns:
    """Return a time as columns of the log."""
    return {"amount": float(weeks * MINUTES_PER_WEEK), "unit": "minutes"}
