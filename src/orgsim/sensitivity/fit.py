"""A fit as it is told: what is known of each number after it, and which observations the fitted model does not meet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orgsim.metrics.metric import Metric
from orgsim.plain_words import number
from orgsim.sensitivity.matching import Observed, Posterior
from orgsim.sensitivity.settings import Doubt

LEVELS = (0.025, 0.5, 0.975)


@dataclass(frozen=True)
class Fit:
    """A fit with the numbers and the observations that it is about, in the order of its columns."""

    found: Posterior
    keys: Sequence[Doubt]
    seen: Sequence[Observed]
    metrics: Sequence[Metric]

    def ends(self, place: int) -> tuple[float, float, float]:
        """Return the lower end of what is left of a number, its median and the upper end, in its unit."""
        low, middle, high = (self.keys[place].at(share) for share in self.found.quantiles(place, LEVELS))
        return low, middle, high

    def learned(self, place: int) -> float:
        """Return how much narrower the 95 % interval of a number is than 95 % of its range."""
        low, _, high = self.found.quantiles(place, LEVELS)
        return max(0.0, 1.0 - (high - low) / 0.95)

    def predicted(self, place: int) -> tuple[float, float, float]:
        """Return the ends and the median of an observable over single futures of the fitted model."""
        low, middle, high = self.found.predicted(place, LEVELS)
        return low, middle, high

    def missed(self) -> list[int]:
        """Return the places of the observations that the fitted model does not reach, error and discrepancy counted."""
        return [place for place, one in enumerate(self.seen) if self.found.misses(place, one)]

    def told_missed(self, place: int) -> str:
        """Return by how much the fitted model misses an observation, in words."""
        one, metric, (low, middle, high) = self.seen[place], self.metrics[place], self.predicted(place)
        off = number(math.hypot(one.error, one.discrepancy))
        fitted = f"the fitted model has {number(middle)} ({number(low)} to {number(high)})"
        return f"{metric.title} ({one.name}): {number(one.value)} was observed, give or take {off}, and {fitted}"

    def off(self) -> list[Metric]:
        """Return what is observed and not reached by the fitted model."""
        return [self.metrics[place] for place in self.missed()]
