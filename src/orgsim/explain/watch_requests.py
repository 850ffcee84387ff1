"""Watching requests: who asked whom for what, over which desks it went, and how it ended."""

import numpy as np

from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, Answer, Errand, Turn
from orgsim.explain.events import Columns, Event
from orgsim.explain.names import Names

ON_ITEMS = (Errand.CASE, Errand.EXCEPTION, Errand.CONFLICT, Errand.STOP, Errand.SUNSET, Errand.GATE)
ON_CAPABILITIES = (Errand.CONSOLIDATION, Errand.REPORT)
WORDS = {Errand.EXCEPTION: "question"}


class RequestWatch:
    """What was seen of the requests so far: where each of those still open lay at the end of the week before."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.events: list[Event] = []
        self.seen = 0
        self.open: dict[int, tuple[int, int, int]] = {}  # row: desk, minute of its arrival there, desks so far
        self.about: dict[int, Columns] = {}

    def see(self, state: State, week: int) -> None:  # noqa: ARG002 - requests carry their own minutes
        """Note what has changed since the week before."""
        for row in range(self.seen, int(state.counters[0].requests)):
            self.note_asked(state, row)
        self.seen = int(state.counters[0].requests)
        rows = np.fromiter(self.open, np.int64, len(self.open))
        moved = state.requests.hops[rows] != np.array([place[2] for place in self.open.values()], np.int64)
        ended = state.requests.answer[rows] != Answer.OPEN
        for row in rows[moved].tolist():
            self.note_passed(state, row)
        for row in rows[ended].tolist():
            self.note_answered(state, row)

    def note_asked(self, state: State, row: int) -> None:
        """Note that a request was made; where it has been on several desks within the week, only the present one is known."""
        request = state.requests[row]
        errand = Errand(int(request.errand))
        first = self.names.post(int(request.at)) if request.hops == 1 else ""
        about = self.subject(state, row, errand)
        about |= {"what": WORDS.get(errand, errand.name.lower()), "request": row + 1}
        self.about[row] = about
        asker = self.names.post(int(request.author)) if request.author != NONE else ""
        amount: Columns = {"amount": float(request.engineers), "unit": "engineers"} if errand == Errand.SHIFT else {}
        self.events.append(Event(int(request.opened), "asked", post=asker, other_post=first, **about, **amount))
        self.open[row] = (int(request.at) if first else NONE, int(request.opened), 1 if first else 0)

    def subject(self, state: State, row: int, errand: Errand) -> Columns:
        """Return what a request is about, as columns of the log."""
        request = state.requests[row]
        subject, other = int(request.subject), int(request.other)
        if errand in ON_ITEMS:
            initiative, piece = self.names.item(state, subject)
            return {"initiative": initiative, "piece": piece, "team": self.names.team(int(state.items[subject].team))}
        if errand in ON_CAPABILITIES:
            made = state.capabilities
            losing, surviving = self.names.capability(state, subject), self.names.capability(state, other)
            teams = {
                "team": self.names.team(int(made[subject].team)),
                "other_team": self.names.team(int(made[other].team)),
            }
            return {"capability": losing, "other_capability": surviving, **teams}
        if errand == Errand.SHIFT:
            return {"team": self.names.team(subject), "other_team": self.names.team(other)}
        return {}

    def note_passed(self, state: State, row: int) -> None:
        """Note that a request moved on, and how long it lay where it was."""
        request, (desk, arrived, hops) = state.requests[row], self.open[row]
        lay, desks = int(request.arrived) - arrived, int(request.hops) - hops
        if desks > 0 and (hops > 0 or desks > 1):
            places: Columns = {"post": self.names.post(desk), "other_post": self.names.post(int(request.at))}
            several = max(1, desks if hops else desks - 1)
            minutes: Columns = {"amount": lay, "of": several, "unit": "minutes"}
            self.events.append(Event(int(request.arrived), "passed", **places, **self.about[row], **minutes))
        self.open[row] = (int(request.at), int(request.arrived), int(request.hops))

    def note_answered(self, state: State, row: int) -> None:
        """Note how a request ended."""
        request = state.requests[row]
        how = Answer(int(request.answer)).name.lower()
        about = {**self.about.pop(row), "how": how, "post": self.names.post(int(request.at))}
        if how == "no" and self.is_out_of_time(state, row):
            about["how"] = "too_late"
        minutes: Columns = {"amount": int(request.answered - request.opened), "unit": "minutes"}
        self.events.append(Event(int(request.answered), "answered", **about, **minutes))
        del self.open[row]

    def finish(self, state: State, weeks: int) -> None:
        """Note what still waits when the run ends."""
        end = weeks * MINUTES_PER_WEEK
        for row, (desk, _, _) in self.open.items():
            lasted: Columns = {"amount": end - int(state.requests[row].opened), "unit": "minutes"}
            self.events.append(Event(end, "unanswered", post=self.names.post(desk), **self.about[row], **lasted))

    @staticmethod
    def is_out_of_time(state: State, row: int) -> bool:
        """Tell whether a proposal to merge ended with no because one of the two had gone, or was merged already."""
        request = state.requests[row]
        if request.errand != Errand.CONSOLIDATION or request.turn == Turn.PREPARE:
            return False
        losing, surviving = state.capabilities[request.subject], state.capabilities[request.other]
        return bool(losing.ended >= 0 or surviving.ended >= 0 or losing.migration != NONE)
