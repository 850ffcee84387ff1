"""What an atlas says: the effect of every design in every environment, the winners, and what each design gives away against them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from orgsim.atlas.environments import Environment
from orgsim.atlas.plan import Column
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Values
from orgsim.results.comparison import Results
from orgsim.results.statistics import Comparison, Leaning, compare, estimated, leaning

VALUE = "realised_value"
METRICS = (VALUE, "alignment", "duplicate_effort", "decision_latency", "engagement")
"""What an atlas shows: value, alignment, duplicates, latency, people."""


@dataclass(frozen=True)
class Effect:
    """What one design changes of one metric in one environment, against today in the same futures."""

    design: str
    metric: str
    paired: Comparison
    """In the unit of the metric; the intervals of all designs of the environment hold together."""
    today: float
    """Mean of the metric today."""
    shares: Values = field(repr=False, compare=False)
    """The differences as shares of that mean, future by future, (R,)."""

    @property
    def leaning(self) -> Leaning:
        """The verdict; where there is none, to which side the interval lies, or "open"."""
        return leaning(self.paired, metric_named(self.metric).direction)

    @property
    def ropes(self) -> float:
        """The difference in half widths of the region of equivalence; above 0 is a change for the better."""
        sign = -1.0 if metric_named(self.metric).direction == "lower" else 1.0
        return sign * self.paired.difference / self.paired.rope_high if self.paired.rope_high else 0.0

    def share(self) -> tuple[float, float, float]:
        """Return the difference and its interval as shares of today's mean."""
        scale = abs(self.today) or float("nan")
        return self.paired.difference / scale, self.paired.low / scale, self.paired.high / scale


@dataclass(frozen=True)
class Regret:
    """What a design gives away against the winner of an environment, as a share of today's value, with its 95 % interval."""

    design: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class World:
    """What came out in one environment."""

    environment: Environment
    today: str
    futures: int
    effects: Mapping[tuple[str, str], Effect]
    """By design and metric."""
    winner: str
    """The design, today's among them, with the highest mean value."""
    rivals: tuple[str, ...]
    """Designs that cannot be told from the winner, the best first."""
    regrets: Mapping[str, Regret]
    """By design, today's among them."""
    skipped: Mapping[str, str]

    @property
    def designs(self) -> tuple[str, ...]:
        """The designs that were compared with today."""
        return tuple(dict.fromkeys(design for design, _ in self.effects))


@dataclass(frozen=True)
class Atlas:
    """The whole answer for one company."""

    today: str
    worlds: tuple[World, ...]

    def largest_regrets(self) -> list[tuple[Regret, World]]:
        """Return each design's largest regret and where it has it, the smallest first; designs that are not in every world are left out."""
        shared = [name for name in self.worlds[0].regrets if all(name in world.regrets for world in self.worlds)]
        worst = [max(((w.regrets[name], w) for w in self.worlds), key=lambda one: one[0].value) for name in shared]
        return sorted(worst, key=lambda one: one[0].value)

    def mean_regret(self, design: str) -> float:
        """Return what a design gives away on average over the environments."""
        return float(np.mean([world.regrets[design].value for world in self.worlds]))


def world_of(column: Column, results: Results, comparisons: int = 0) -> World:
    """Return what came out in one environment.

    Intervals hold together for so many `comparisons`; by default one for each design of the environment.
    """
    tables = {metric: results.by_design(metric) for metric in METRICS}
    here = [name for name in column.designs if name in tables[VALUE]]
    effects = {
        (name, metric): _effect(name, metric, tables[metric], column.today, comparisons or len(here))
        for name in here
        for metric in METRICS
    }
    order = in_order(tables[VALUE])
    best = order[0]
    rivals = tuple(name for name in order[1:] if not _beaten(tables[VALUE], best, name, len(order) - 1))
    regrets = regrets_of(tables[VALUE], column.today)
    futures = len(tables[VALUE][column.today])
    return World(column.environment, column.today, futures, effects, best, rivals, regrets, column.skipped)


def _effect(design: str, metric: str, values: Mapping[str, Values], today: str, comparisons: int) -> Effect:
    known = metric_named(metric)
    paired = compare(values[design], values[today], known.direction, known.rope, comparisons)
    mean = float(np.nanmean(values[today]))
    shares = (values[design] - values[today]) / (abs(mean) or np.nan)
    return Effect(design, metric, paired, mean, shares)


def in_order(values: Mapping[str, Values]) -> list[str]:
    """Return designs by their mean, the highest first."""
    return sorted(values, key=lambda name: -float(np.nanmean(values[name])))


def _beaten(values: Mapping[str, Values], best: str, other: str, comparisons: int) -> bool:
    """Tell whether the best design is surely better than another one."""
    return estimated(values[best] - values[other], comparisons).low > 0.0


def regrets_of(values: Mapping[str, Values], today: str) -> dict[str, Regret]:
    """Return what each design gives away against the winner, (R,) values by design, as a share of today's mean.

    The winner is chosen on every other future and its lead measured on the rest, both ways. If it were chosen and measured on the same
    futures, its luck would count as merit, and every regret would be too large (the winner's curse). So a design that is as good as the
    winner has a regret of about 0, which may fall below.

    Example
    -------
    >>> import numpy as np
    >>> found = regrets_of({"today": np.full(4, 10.0), "b": np.full(4, 12.0)}, "today")
    >>> found["today"].value, found["b"].value
    (0.2, 0.0)
    """
    count = len(values[today])
    halves = [np.arange(count) % 2 == side for side in (0, 1)]
    best = np.full(count, np.nan)
    for chosen_on, measured_on in (halves, halves[::-1]):
        if chosen_on.any():
            winner = in_order({name: known[chosen_on] for name, known in values.items()})[0]
            best[measured_on] = values[winner][measured_on]
    scale = abs(float(np.nanmean(values[today]))) or float("nan")
    return {name: _regret(name, (best - known) / scale) for name, known in values.items()}


def _regret(name: str, given_away: Values) -> Regret:
    found = estimated(given_away)
    return Regret(name, found.mean, found.low, found.high)


def outside(worlds: Sequence[World]) -> list[tuple[World, Effect]]:
    """Return the effects on value that lie outside the region of equivalence as a whole."""
    found = [(world, world.effects[name, VALUE]) for world in worlds for name in world.designs]
    return [
        (world, one) for world, one in found if one.paired.verdict not in ("no practical difference", "inconclusive")
    ]
