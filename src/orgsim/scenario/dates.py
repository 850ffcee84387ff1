"""When things happen: the dates of changes and events, and those that the run ends before or that name nobody."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import Field

from orgsim.plain_words import counted
from orgsim.scenario.checks import comes_and_goes, events, unknown
from orgsim.scenario.document import Document
from orgsim.scenario.fields import Section
from orgsim.scenario.model import Scenario
from orgsim.scenario.names import mapping, names, table, uses
from orgsim.scenario.problems import NodePath, Problem

DATED = ("posts", "teams", "ties", "roles", "governance", "budget", "parameters")
"""What a change may touch: the design, and the parameters of how people work. The market stays."""

AUTHORED = ("initiatives", "platforms")
"""Sections of what is stated by name and appears at a date. They belong to the market."""

WEEKS_PER_QUARTER = 13


class ChangeDate(Section):
    """When a change takes effect, counted from the end of the warm-up."""

    name: str = Field("change", max_length=200)
    """What to call it."""
    quarter: int = Field(0, ge=0, le=80)
    """Quarters after the warm-up ..."""
    week: int = Field(0, ge=0, le=1040)
    """... and weeks after that."""


Worked = Callable[[Sequence[Document]], Document]
"""A change that is worked out from the stages up to then."""

Planned = tuple[int, int, str, Document | Worked]
"""A change of the organisation: its week, its rank within the week, its name, and what changes.

What an event changes is worked out when its week has come, from the organisation as it was up to then. In the same week those who are
acquired come first, then what the design changes, then those who are let go.
"""

ACQUIRED, CHANGED, LET_GO = range(3)
"""Ranks within a week."""


def happening(baseline: Document, kind: str) -> Iterator[tuple[int | None, int, dict[str, Any]]]:
    """Yield the week (None, when its date makes no sense), the place and the content of every event of a kind."""
    first = first_week(baseline)
    for place, event in events(baseline.data):
        if event.get("kind") == kind:
            weeks = weeks_after(event)
            yield (None if first is None or weeks is None else first + weeks), place, event


def first_week(baseline: Document) -> int | None:
    """Return the first week after the warm-up, where the scenario says so in whole quarters."""
    horizon = baseline.data.get("horizon")
    warmup = horizon.get("warmup_quarters", 4) if isinstance(horizon, dict) else 4
    return warmup * WEEKS_PER_QUARTER if isinstance(warmup, int) else None


def weeks_after(event: dict[str, Any]) -> int | None:
    """Return how many weeks after the warm-up an event happens, where it says so in whole numbers."""
    quarter, week = event.get("quarter", 0), event.get("week", 0)
    return quarter * WEEKS_PER_QUARTER + week if isinstance(quarter, int) and isinstance(week, int) else None


def too_late(dated: Sequence[Planned], baseline: Document) -> list[Problem]:
    """Return a problem for every change, event and piece of authored work that the run ends before."""
    horizon = baseline.data.get("horizon")
    times = horizon if isinstance(horizon, dict) else {}
    warmup, quarters = times.get("warmup_quarters", 4), times.get("quarters", 12)
    if not isinstance(warmup, int) or not isinstance(quarters, int):
        return []
    message = f"the run ends after {counted(quarters, 'quarter')}, before this happens"
    found = [
        Problem("E327", message, ("changes",), change.place(("quarter",)) or change.mark(()))
        for week, _, _, change in dated
        if isinstance(change, Document) and week >= (warmup + quarters) * WEEKS_PER_QUARTER
    ]
    for at, entry in with_dates(baseline.data):
        weeks = weeks_after(entry)
        if weeks is not None and weeks >= quarters * WEEKS_PER_QUARTER:
            spot: NodePath = (*at, "quarter" if "quarter" in entry else "week")
            found.append(Problem("E327", message, spot, baseline.place(spot)))
    return found


def with_dates(data: dict[str, Any]) -> Iterator[tuple[NodePath, dict[str, Any]]]:
    """Yield everything that states when it happens or appears, and where it stands."""
    yield from ((("events", place), event) for place, event in events(data))
    yield from (((section, name), entry) for section in AUTHORED for name, entry in table(data, section).items())


def unknown_later(stages: Sequence[Document]) -> list[Problem]:
    """Return a problem for every post that an event names, and every team that authored work names, and no stage has."""
    first = mapping(stages[0].data)
    known = {
        section: {name for stage in stages for name in names(stage.data, section)} for section in ("posts", "teams")
    }
    dated = {section: first.get(section) for section in ("events", *AUTHORED)}
    asked = [use for use in uses(Scenario, dated) if comes_and_goes(use) and use.name and isinstance(use.name, str)]
    problems = [unknown(use, known[use.of.section]) for use in asked if use.name not in known[use.of.section]]
    return [replace(problem, mark=stages[0].place(problem.path)) for problem in problems]
