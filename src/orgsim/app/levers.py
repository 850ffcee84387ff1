"""Levers: the few numbers of the market and of judgement that a leader understands, each over the range in which it may lie."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orgsim.plain_words import number
from orgsim.scenario.design import Design
from orgsim.scenario.model import Scenario
from orgsim.scenario.ranges import levels
from orgsim.scenario.register import Entry, register
from orgsim.sensitivity.settings import DOUBT, Doubt, under, values_of

DEMAND = "demand per engineer"
"""The lever that is no parameter: how much the market offers, as a share of what the scenario states."""

POSITIONS = 20
"""Steps from one end of a lever to the other."""


@dataclass(frozen=True)
class Lever:
    """A number to turn: what it is called, what its ends mean, and the range in doubt."""

    path: str
    title: str
    ends: tuple[str, str]
    doubt: Doubt

    def at(self, position: int) -> float:
        """Return the value at a position, 0 to `POSITIONS`; the position of the scenario's own value gives that value."""
        return self.doubt.value if position == self.home else self.doubt.at(position / POSITIONS)

    @property
    def home(self) -> int:
        """The position nearest to the scenario's own value."""
        value = self.doubt.value
        return min(range(POSITIONS + 1), key=lambda place: abs(self.doubt.at(place / POSITIONS) - value))

    def said(self, position: int) -> str:
        """Return the value at a position as a reader would say it."""
        value, unit = self.at(position), self.doubt.entry.unit
        if self.path == DEMAND:
            return f"{value:.0%} of today's"
        if unit == "log":
            return f"factor {math.exp(value):.1f}"
        if unit.startswith(("share", "probability")):
            return f"{value:.0%}{' a year' if 'year' in unit else ''}"
        return f"\N{MULTIPLICATION SIGN}{number(value)}" if unit == "factor" else f"{number(value)} {unit}"

    @property
    def source(self) -> str:
        """Say where the value and its range come from."""
        entry = self.doubt.entry
        low, high = self.said(0), self.said(POSITIONS)
        return (
            f"{entry.meaning} Here {self.said(self.home)}; tried from {low} to {high}. Source: {entry.source} (confidence: "
            f"{entry.confidence})."
        )


OFFERED = (
    ("demand.overlap", "Shared building blocks", ("each for itself", "much in common")),
    ("demand.dependency_probability", "Dependencies", ("rare", "frequent")),
    ("demand.market_half_life", "Pace of markets", ("fast", "slow")),
    ("demand.market_spread", "Market differences", ("all pay alike", "far apart")),
    ("parameters.judgement.case_noise", "Error of cases", ("clear", "hazy")),
)
"""Parameters that are levers, with their titles and the meanings of their ends."""

OFFER = Entry(
    DEMAND,
    "How much the market offers, as a share of what the scenario states: with more to choose from, choosing matters more.",
    "share",
    1.0,
    0.1,
    10.0,
    "the scenario's own number; half to double is tried",
    "low",
)


def levers(today: Design) -> list[Lever]:
    """Return the levers of a company; a number that is off in it, or fixed at one end, is none."""
    entries = {entry.path: entry for entry in register()}
    values = values_of(today.baseline)
    found = [
        Lever(path, title, ends, _doubt(entries[path], values[path]))
        for path, title, ends in OFFERED
        if values.get(path)
    ]
    found.append(Lever(DEMAND, "Demand per engineer", ("little to do", "far too much"), Doubt(OFFER, 1.0, 0.5, 2.0)))
    return [lever for lever in found if lever.doubt.low < lever.doubt.high]


def _doubt(entry: Entry, value: float) -> Doubt:
    return Doubt(entry, value, *levels(entry, DOUBT, value))


def settings_at(found: Sequence[Lever], positions: Mapping[str, int]) -> dict[str, float]:
    """Return what levers set at their positions; nothing where they stand at their own value."""
    places = [(lever, positions.get(lever.path, lever.home)) for lever in found]
    return {lever.path: lever.at(place) for lever, place in places if place != lever.home}


def set_to(design: Design, settings: Mapping[str, float]) -> Design:
    """Return a design whose market is as levers say, `settings` by path; the same for every design, so that futures stay paired."""
    known = {path: value for path, value in settings.items() if path != DEMAND}
    found = under(design, known) if known else design
    if DEMAND not in settings:
        return found
    stages = tuple(replace(stage, scenario=_busier(stage.scenario, settings[DEMAND])) for stage in found.stages)
    return replace(found, stages=stages)


def _busier(scenario: Scenario, factor: float) -> Scenario:
    """Return a scenario whose domains offer so many times as much."""
    domains = {
        name: domain.model_copy(update={"opportunities_per_week": domain.opportunities_per_week * factor})
        for name, domain in scenario.domains.items()
    }
    return scenario.model_copy(update={"domains": domains})
