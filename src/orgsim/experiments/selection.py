"""Which design is best, with a stated probability: ranking and selection with common random numbers.

The procedure is KN of Kim and Nelson (2001, A fully sequential procedure for indifference-zone selection in simulation, ACM Transactions on
Modeling and Computer Simulation 11), which allows common random numbers: all designs still in the race are simulated in the same
futures, and a design is dropped as soon as its sum lies too far behind another one. It guarantees that the best design is selected with at
least the stated probability whenever it is better than every other one by at least the indifference zone, if futures are normally
distributed. Between designs that are closer than that, any may be selected.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from orgsim.errors import InputError
from orgsim.metrics.outcome import Values

FIRST = 20
"""Futures from which the spread of differences is estimated."""

Simulate = Callable[[Sequence[str], int], Mapping[str, Values]]
"""What simulates: the designs and the number of futures in; the metric by design, (futures,), the same futures for all, out."""


@dataclass(frozen=True)
class Zone:
    """What is asked: how large a difference matters, and how probable a correct selection has to be."""

    matters: float
    confidence: float
    step: int = 10
    """Futures that are simulated between two looks."""
    most: int = 100_000


@dataclass(frozen=True)
class Dropped:
    """A design that left the race: after how many futures, behind which other, and by how much in the mean."""

    design: str
    futures: int
    behind: str
    by: float


@dataclass(frozen=True)
class Selected:
    """The design selected, those dropped in order, and what was spent."""

    design: str
    dropped: tuple[Dropped, ...]
    left: tuple[str, ...]
    """Designs still in the race at the end; one where the selection has its guarantee."""
    futures: Mapping[str, int]
    runs: int
    most_needed: int
    """Futures after which the procedure would have ended at the latest."""


def constant(designs: int, confidence: float, first: int) -> float:
    """Return h squared of KN with c = 1, for so many designs and first futures.

    Example
    -------
    >>> round(constant(5, 0.95, 20), 2)
    9.02
    """
    eta = ((2.0 * (1.0 - confidence) / (designs - 1)) ** (-2.0 / (first - 1)) - 1.0) / 2.0
    return float(2.0 * eta * (first - 1))


def select(designs: Sequence[str], zone: Zone, sign: float, simulate: Simulate) -> Selected:
    """Select the design with the largest mean (`sign` 1) or the smallest (-1).

    Raises
    ------
    InputError
        When a future has no value, since the guarantee is about means over all of them.
    """
    race = list(designs)
    count = FIRST
    values = _signed(simulate(race, count), race, sign)
    h2 = constant(len(designs), zone.confidence, FIRST)
    scale = {(one, other): _needed(values[one] - values[other], h2, zone) for one, other in permutations(race, 2)}
    most_needed = math.ceil(max(scale.values(), default=0.0)) + 1
    spent, dropped = dict.fromkeys(designs, count), list[Dropped]()
    while True:
        dropped += _drop(race, values, scale, count, zone, sign)
        if len(race) == 1 or count >= zone.most or count > most_needed:
            break
        count += zone.step
        values = _signed(simulate(race, count), race, sign)
        spent.update(dict.fromkeys(race, count))
    best = max(race, key=lambda name: float(values[name].mean()))
    ended = [best] if count > most_needed else race
    return Selected(best, tuple(dropped), tuple(ended), spent, sum(spent.values()), most_needed)


def _needed(differences: Values, h2: float, zone: Zone) -> float:
    """Return the futures after which two designs are not told apart any further: h squared times the variance over the zone squared."""
    return h2 * float(np.var(differences, ddof=1)) / zone.matters**2


def _drop(
    race: list[str],
    values: Mapping[str, Values],
    scale: Mapping[tuple[str, str], float],
    count: int,
    zone: Zone,
    sign: float,
) -> list[Dropped]:
    """Take designs out of the race that lie further behind another one than the triangle of KN allows; return them."""
    means = {name: float(values[name].mean()) for name in race}
    found = []
    for one in list(race):
        for other, mean in means.items():
            room = max(0.0, zone.matters / (2.0 * count) * (scale[one, other] - count)) if other != one else math.inf
            if mean - means[one] > room:
                found.append(Dropped(one, count, other, sign * (means[one] - mean)))
                race.remove(one)
                break
    return found


def _signed(values: Mapping[str, Values], race: Sequence[str], sign: float) -> dict[str, Values]:
    for name in race:
        if not np.isfinite(values[name]).all():
            raise InputError(
                f"{name} has futures without a value of this metric, so its mean over all of them is not known"
            )
    return {name: sign * values[name] for name in race}
