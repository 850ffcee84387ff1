"""A fit as it is told: what is known of each number after it, and which observations the fitted model does not meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.metrics.metric import Metric
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

    def off(self) -> list[Metric]:
        """Return what lies outside of what the fitted model makes of it, two standard deviations of error and discrepancy counted."""
        found = []
        for place, (one, metric) in enumerate(zip(self.seen, self.metrics, strict=True)):
            low, _, high = self.predicted(place)
            reach = 2.0 * float(np.hypot(one.error, one.discrepancy))
            if one.value + reach < low or one.value - reach > high:
                found.append(metric)
        return found
