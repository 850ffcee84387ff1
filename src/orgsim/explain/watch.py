"""The observer: it looks at the tables of a run after each week and writes down what has changed."""

import numpy as np

from orgsim.engine.state import State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Kind, Stage
from orgsim.explain.events import Log, logged
from orgsim.explain.future import replay
from orgsim.explain.names import Names
from orgsim.explain.watch_capabilities import CapabilityWatch
from orgsim.explain.watch_items import ItemWatch
from orgsim.explain.watch_posts import PostWatch, booked
from orgsim.explain.watch_requests import RequestWatch
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization

WAITING = ("approval", "backlog", "waiting_decision", "waiting_dependency")
"""The stretches in which something waits that somebody has asked for."""


class Observer:
    """What looks at everything in a future; it changes nothing."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.names = Names(organization)
        self.posts = PostWatch(self.names)
        self.requests = RequestWatch(self.names)
        self.items: ItemWatch
        self.capabilities: CapabilityWatch

    def see(self, state: State, week: int) -> None:
        """Look at the tables at the end of a week."""
        if week == 0:
            self.names.begin(state)
            self.items = ItemWatch(self.names, len(state.items))
            self.capabilities = CapabilityWatch(self.names, len(state.capabilities))
        self.posts.see(state, week)
        self.capabilities.see(state, week)
        self.requests.see(state, week)
        self.items.see(state, week)

    def log(self, state: State) -> Log:
        """Return the log of the whole future, given its last state."""
        self.items.finish(state, self.organization.blueprint.weeks)
        self.requests.finish(state, self.organization.blueprint.weeks)
        self._value_launches(state)
        books = booked(self.names, state, WEEKS_PER_QUARTER * MINUTES_PER_WEEK)
        seen = (self.posts.events, self.items.events, self.requests.events, self.capabilities.events, books)
        return logged((event for events in seen for event in events), self.organization.warmup_quarters)

    def _value_launches(self, state: State) -> None:
        """Write to every launch what it realised, $k, as the metric `realised_value` counts it, and how long it waited."""
        worth = self._worth_of_launches(state)
        waited: dict[str, float] = {}
        for event in self.items.events:
            if event.event == "stretch" and event.what in WAITING and not event.piece:
                waited[event.initiative] = waited.get(event.initiative, 0.0) + event.amount
        for place, row in self.items.launches.items():
            event = self.items.events[place]
            idle = waited.get(event.initiative, 0.0)
            self.items.events[place] = event._replace(amount=worth[row], of=idle, unit="$k")

    def _worth_of_launches(self, state: State) -> dict[int, float]:
        """Return what each launch realised, $k, by its row; before the quarters that count, without what is still to come."""
        price = float(self.organization.design.baseline.demand.standard_value)
        items = state.items[: state.counters[0].items]
        launched = np.flatnonzero((items.kind == Kind.INITIATIVE) & (items.stage == Stage.DONE))
        worth = {int(row): float(items[row].earned) * price for row in launched}
        outcome = Outcome(self.organization, state)
        counted = (outcome.launches.earned + outcome.salvage) * price
        return worth | dict(zip(outcome.launches.rows.tolist(), counted.tolist(), strict=True))


def watched(organization: Organization, seed: int, replication: int) -> tuple[State, Log]:
    """Replay one future with an observer; return its last state and its log."""
    observer = Observer(organization)
    state = replay(organization, seed, replication, observer)
    return state, observer.log(state)
