"""The market: what could be built, and what the strategy truly weighs. Drawn from dice of its own, or handed over as data."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import permutations

from orgsim.scenario.model import Scenario
from tests.reference.plain.work import QUARTER, WEEK, Need, Opportunity

NEEDS = 2
"""At most this many capability types does an initiative need."""


@dataclass(frozen=True)
class Market:
    """Opportunities by week, and the true weights of the objectives by quarter."""

    weeks: Sequence[Sequence[Opportunity]]
    strategy: Sequence[Sequence[float]]


def key_of(kind: str, name: str) -> int:
    """Return the key of something with a name."""
    return int.from_bytes(blake2b(f"{kind}:{name}".encode(), digest_size=4).digest(), "little")


def by_key(kind: str, names: Sequence[str] | Mapping[str, object]) -> list[str]:
    """Return names in canonical order."""
    return sorted(names, key=lambda name: key_of(kind, name))


def shares(weights: Mapping[str, float], names: Sequence[str]) -> list[float]:
    """Return weights as shares of 1; no weights at all: equal shares."""
    raw = [weights.get(name, 0.0) if weights else 1.0 for name in names]
    total = 0.0
    for weight in raw:
        total += weight
    return [weight / total for weight in raw]


def poisson(dice: random.Random, mean: float) -> int:
    """Return a Poisson count: how many exponential gaps fit."""
    count, reached = 0, dice.expovariate(1.0)
    while reached < mean:
        count += 1
        reached += dice.expovariate(1.0)
    return count


class Dice:
    """Draws a market of its own."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.demand = scenario.demand
        self.dice = random.Random(seed)
        self.objectives = by_key("objective", scenario.objectives)
        self.domains = by_key("domain", scenario.domains)
        self.related = self._closeness()
        types = len(self.domains) * self.demand.types_per_domain
        self.build = [
            self.demand.build_effort_median * WEEK * self._lognormal(self.demand.build_sigma) for _ in range(types)
        ]

    def _closeness(self) -> dict[str, dict[str, float]]:
        """Return how close every domain is to the others: in pairs, else in clusters, else between them."""
        said = self.scenario.related
        found = {one: {other: 1.0 for other in self.domains if other != one} for one in self.domains}
        for one, other in permutations(self.domains, 2) if said else ():
            together = any({one, other} <= set(members) for members in said.clusters.values())
            usual = (1.0 if said.within is None else said.within) if together else said.between or 0.0
            stated = said.pairs.get(other, {}).get(one, usual)
            found[one][other] = said.pairs.get(one, {}).get(other, stated)
        return found

    def _related(self, place: int) -> str | None:
        """Draw a domain by how close it is; none when none is."""
        row = self.related[self.domains[place]]
        return self.dice.choices(list(row), list(row.values()))[0] if any(row.values()) else None

    def _lognormal(self, sigma: float) -> float:
        return math.exp(sigma * self.dice.gauss(0.0, 1.0))

    def market(self) -> Market:
        """Draw all of it."""
        horizon = self.scenario.horizon
        quarters = horizon.warmup_quarters + horizon.quarters
        weeks = [
            [
                self._opportunity(place, week)
                for place, name in enumerate(self.domains)
                for _ in range(poisson(self.dice, self.scenario.domains[name].opportunities_per_week))
            ]
            for week in range(quarters * QUARTER)
        ]
        return Market(weeks, self._strategy(quarters))

    def _strategy(self, quarters: int) -> list[list[float]]:
        """Draw the true weights: in some quarters two objectives trade theirs."""
        weights = {name: objective.weight for name, objective in self.scenario.objectives.items()}
        found = [shares(weights, self.objectives)]
        for _ in range(1, quarters):
            now = list(found[-1])
            if len(now) > 1 and self.dice.random() < self.demand.drift_probability:
                one, other = self.dice.sample(range(len(now)), 2)
                now[one], now[other] = now[other], now[one]
            found.append(now)
        return found

    def _opportunity(self, place: int, week: int) -> Opportunity:
        demand = self.demand
        ratio = self._lognormal(demand.effort_sigma)
        scale = ratio**demand.value_effort_exponent
        effort = demand.effort_median * WEEK * ratio
        mean = shares(self.scenario.domains[self.domains[place]].objectives, self.objectives)
        raw = [weight * self._lognormal(demand.objective_spread) for weight in mean]
        total = math.fsum(raw)
        depends = self.dice.random() < demand.dependency_probability
        return Opportunity(
            key=self.dice.getrandbits(32),
            domain=self.domains[place],
            week=week,
            promise=scale * self._lognormal(demand.value_sigma),
            scale=scale,
            half_life=self._half_life(),
            effort=effort,
            needs=tuple(self._need(place) for _ in range(NEEDS)),
            depends_on=self._related(place) if depends else None,
            support_effort=0.15 * effort,
            objectives=tuple(weight / total for weight in raw),
        )

    def _half_life(self) -> float:
        """Draw the weeks in which an opportunity loses half of its value; 0 when none loses any."""
        if not self.scenario.mechanisms.windows:
            return 0.0
        return self.demand.window_half_life * self._lognormal(self.demand.window_spread)

    def _need(self, place: int) -> Need | None:
        """Draw one need: of a type of a related domain, or of one of the domain's own."""
        demand = self.demand
        if self.dice.random() >= demand.need_probability:
            return None
        if self.dice.random() < demand.overlap and (other := self._related(place)):
            place = self.domains.index(other)
        kind = place * demand.types_per_domain + self.dice.randrange(demand.types_per_domain)
        return Need(kind, self.build[kind])
