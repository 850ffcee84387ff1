"""Designs under other numbers: which parameters are in doubt, over which ranges, and a design with some of them set."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.scenario.design import Design
from orgsim.scenario.model import Scenario
from orgsim.scenario.ranges import Reach, levels
from orgsim.scenario.register import Entry, register

DOUBT = Reach(factor=2.0, odds=2.5, step=1.0)
"""How far a number of low confidence may be off: half or double, odds of two in five or two and a half times, a unit either way."""


@dataclass(frozen=True)
class Doubt:
    """A parameter of low confidence: its entry in the register, its value in the scenario, and the range in which it may lie."""

    entry: Entry
    value: float
    low: float
    high: float

    @property
    def path(self) -> str:
        """Its name in a scenario."""
        return self.entry.path

    def at(self, share: float) -> float:
        """Return the value at a share of the way from low to high, on the scale that its kind of number has.

        Chances are even in their odds, what is always positive in its logarithm, everything else as it is.
        """
        if self.entry.low >= 0.0 and 0.0 < self.low < self.high < 1.0 and self.entry.high <= 1.0:
            odds = [math.log(end / (1.0 - end)) for end in (self.low, self.high)]
            found = 1.0 / (1.0 + math.exp(-(odds[0] + share * (odds[1] - odds[0]))))
        elif self.low > 0.0:
            found = self.low * (self.high / self.low) ** share
        else:
            found = self.low + share * (self.high - self.low)
        return float(round(found)) if self.entry.whole else float(f"{found:.6g}")


def doubts(designs: Sequence[Design]) -> list[Doubt]:
    """Return the parameters of low confidence that are the same in all designs at all times, and not off."""
    scenarios = [stage.scenario for design in designs for stage in design.stages]
    values = [values_of(scenario) for scenario in scenarios]
    found = []
    for entry in register():
        stated = {value.get(entry.path) for value in values}
        if entry.confidence != "low" or len(stated) != 1 or None in stated:
            continue
        (value,) = (float(one) for one in stated if one is not None)
        low, high = levels(entry, DOUBT, value)
        if value != 0.0 and low < high:
            found.append(Doubt(entry, value, low, high))
    return found


def values_of(scenario: Scenario) -> dict[str, float]:
    """Return the numbers of a scenario by their path in the register."""
    data = {"demand": scenario.demand.model_dump(), "parameters": scenario.parameters.model_dump()}
    return dict(_leaves(data, ""))


def _leaves(data: Mapping[str, Any], prefix: str) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for key, value in data.items():
        if isinstance(value, Mapping):
            found += _leaves(value, f"{prefix}{key}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.append((f"{prefix}{key}", float(value)))
    return found


def under(design: Design, settings: Mapping[str, float]) -> Design:
    """Return a design with some parameters set, at all times."""
    return replace(design, stages=tuple(replace(one, scenario=_set(one.scenario, settings)) for one in design.stages))


def _set(scenario: Scenario, settings: Mapping[str, float]) -> Scenario:
    """Return a scenario with some parameters set."""
    found: Any = scenario
    for path, value in settings.items():
        found = _copied(found, path.split("."), value)
    return found  # type: ignore[no-any-return]


def _copied(model: Any, path: Sequence[str], value: float) -> Any:
    """Return a copy of a model with one value below it set, as the kind of number that stands there."""
    here = getattr(model, path[0])
    below = _copied(here, path[1:], value) if len(path) > 1 else type(here)(value)
    return model.model_copy(update={path[0]: below})


def drawn(doubts: Sequence[Doubt], sets: int, seed: int) -> Values:
    """Return a Latin hypercube over the ranges: shares of the way from low to high, (sets, parameters)."""
    from scipy.stats.qmc import LatinHypercube

    return np.asarray(LatinHypercube(len(doubts), rng=np.random.default_rng(seed)).random(sets))
