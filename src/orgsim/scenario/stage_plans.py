"""Stages to be: what changes lay over the baseline week by week, and the events that operations bring about."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgsim.scenario.dates import WEEKS_PER_QUARTER
from orgsim.scenario.document import Document
from orgsim.scenario.names import Data, rows
from orgsim.scenario.operations.doing import Redrawn
from orgsim.scenario.problems import Mark


@dataclass
class Plan:
    """A stage to be: its week, what it is called, what it says, and the changes that have led from the one before to it."""

    week: int
    name: str
    document: Document
    changes: list[Document] = field(default_factory=list)

    @property
    def said(self) -> tuple[str, ...]:
        """What operations say they did."""
        return tuple(text for change in self.changes if isinstance(change, Redrawn) for text in change.said)

    @property
    def spent(self) -> float:
        """What operations cost at once, $k."""
        return sum(change.spent for change in self.changes if isinstance(change, Redrawn))

    @property
    def happens(self) -> list[tuple[Data, Mark | None]]:
        """The events that operations bring about, without their dates."""
        return [event for change in self.changes if isinstance(change, Redrawn) for event in change.happens]


def add_events(plans: Sequence[Plan], first: int) -> None:
    """Add the events that operations bring about to every stage, each in the week of its change; quarters are counted from week `first`."""
    dated = [(plan.week, event, mark) for plan in plans for event, mark in plan.happens]
    for plan in plans if dated else ():
        there = rows(plan.document.data.get("events"))
        marks = dict(plan.document.marks)
        for place, (_, event, mark) in enumerate(dated, len(there)):
            spots = [("events", place), *(("events", place, key) for key in event)]
            marks |= {(*spot, *end): mark for spot in spots for end in ((), ("=",)) if mark is not None}
        fresh = [{**event, **_date(week - first)} for week, event, _ in dated]
        plan.document = Document({**plan.document.data, "events": [*there, *fresh]}, marks)


def _date(weeks: int) -> Data:
    quarter, week = divmod(weeks, WEEKS_PER_QUARTER)
    return {"quarter": quarter, "week": week}
