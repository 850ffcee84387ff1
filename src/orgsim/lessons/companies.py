"""One cell of a lesson about a company: its organisation, and what is read from its futures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from orgsim.engine.fingerprint import syntax_hash
from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.engine.vocabulary import Answer
from orgsim.explain.future import replay
from orgsim.lessons.cells import Cell
from orgsim.lessons.experiments import CompanyExperiment, CompanyOutcome, Picking
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import Organization, build
from orgsim.results.plan import hash_of, key_of
from orgsim.scenario.design import Design
from orgsim.stories.measures import Reader

OWN = syntax_hash([Path(__file__)])
"""What decides how futures are read."""

Numbers = Mapping[str, list[float]]
"""What is read from a future, by outcome: the number itself, then quarter by quarter."""


@dataclass(frozen=True)
class CompanyCase:
    """A company with the levers where one cell has them."""

    cell: Cell
    experiment: CompanyExperiment
    design: Design
    picking: Picking
    seed: int

    @cached_property
    def organization(self) -> Organization:
        """The organisation, ready to run; it has no name, so that cells that are the same are run once."""
        return build(replace(self.design, name="lesson"))

    @cached_property
    def key(self) -> str:
        """A hash of all that decides what is read."""
        outcomes = self.experiment.outcomes.items()
        asked = {name: one.model_dump(mode="json", exclude={"title", "better", "unit"}) for name, one in outcomes}
        return hash_of([OWN, key_of(self.organization, self.seed), asked, self.picking.model_dump(mode="json")])[:16]

    def future(self, number: int) -> Numbers:
        """Simulate one future and return what is read from it."""
        outcome = Outcome(self.organization, simulate(self.organization.blueprint, self.seed, number))
        reader = Reader(outcome)
        return {
            name: self._measured(reader, one)
            if one.metric
            else picked(launches_by_team(outcome), self.picking, one.picked == "before", number)
            for name, one in self.experiment.outcomes.items()
        }

    def _measured(self, reader: Reader, one: CompanyOutcome) -> list[float]:
        quarters = reader.outcome.quarters
        first, last = one.quarters or (1, quarters)
        windows = [(first, last), *((quarter, quarter) for quarter in range(1, quarters + 1))]
        return reader.metric(one.as_measured(), windows)

    def queue(self, number: int, post: str) -> list[int]:
        """Return how many requests lie at a post's desk at the end of each week that counts, in one future."""
        watch = DeskWatch(self.organization.posts.index(post))
        replay(self.organization, self.seed, number, watch)
        return watch.waiting[self.organization.warmup_quarters * 13 :]

    @staticmethod
    def unit(outcome: CompanyOutcome) -> str:
        """Return the unit of an outcome."""
        if outcome.metric is None:
            return "launches"
        return metric_named(outcome.metric).unit if outcome.unit is None else outcome.unit


class DeskWatch:
    """Counts, week by week, the requests that lie at one desk."""

    def __init__(self, post: int) -> None:
        self.post = post
        self.waiting: list[int] = []

    def see(self, state: State, week: int) -> None:  # noqa: ARG002 - one week after the other
        """Count at the end of a week."""
        requests = state.requests[: int(state.counters[0].requests)]
        self.waiting.append(int(np.sum((requests.at == self.post) & (requests.answer == Answer.OPEN))))


def launches_by_team(outcome: Outcome) -> Values:
    """Return launches of each team by quarter, (teams, quarters)."""
    found = np.zeros((len(outcome.organization.teams), outcome.quarters))
    np.add.at(found, (outcome.launches.team, outcome.launch_quarters), 1.0)
    return found


def picked(launches: Values, picking: Picking, before: bool, number: int) -> list[float]:
    """Return what the picked team launches a quarter, before or after it is picked, then quarter by quarter.

    Example
    -------
    >>> launches = np.array([[2.0, 0.0, 2.0], [1.0, 1.0, 1.0]])
    >>> worst = Picking(which="worst", quarters=1, last=2)
    >>> picked(launches, worst, True, 0), picked(launches, worst, False, 0)
    ([0.0, 2.0, 0.0, 2.0], [2.0, 2.0, 0.0, 2.0])
    """
    by = slice(picking.last - picking.quarters, picking.last)
    after = slice(picking.last, picking.last + picking.quarters)
    order = (np.arange(len(launches)) + number) % len(launches)
    sums = launches[order, by].sum(axis=1)
    place = {"worst": int(sums.argmin()), "best": int(sums.argmax()), "any": 0}[picking.which]
    mine = launches[order[place]]
    return [float(mine[by if before else after].mean()), *mine.tolist()]
