"""Situations: points of the ranges in which the start of a story's company may lie, spread evenly, each with luck of its own.

They are points of a scrambled Halton sequence (Halton 1960; Owen 2017): no design is picked by anybody, more situations begin with the same
ones, and every arm of the story starts from the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.stories.model import Range

Values = Mapping[str, int | float]


@dataclass(frozen=True)
class Situation:
    """One start: its number, the value of every path that the story varies, and the seed of its luck."""

    number: int
    values: Values
    seed: int

    @property
    def settings(self) -> list[str]:
        """The values as they would stand on the command line."""
        return [f"{path}={value!r}" for path, value in self.values.items()]


def situations(ranges: Sequence[Range], count: int, seed: int) -> list[Situation]:
    """Return the first `count` situations of a story."""
    from scipy.stats.qmc import Halton

    shares = Halton(len(ranges), rng=np.random.default_rng(seed)).random(count)
    return [
        Situation(number, _values(ranges, row), luck_of(seed, number)) for number, row in enumerate(shares.tolist())
    ]


def _values(ranges: Sequence[Range], shares: Sequence[float]) -> dict[str, int | float]:
    return {path: at(one, share) for one, share in zip(ranges, shares, strict=True) for path in one.set_}


def at(one: Range, share: float) -> int | float:
    """Return the value at a share of the way from the low to the high end; a whole number where both ends are.

    Example
    -------
    >>> at(Range(set="teams.a.wip", range=[4, 7], why="-"), 0.99), at(Range(set="demand.overlap", range=[0.4, 0.8], why="-"), 0.25)
    (7, 0.5)
    """
    low, high = one.range
    if isinstance(low, int) and isinstance(high, int):
        return low + int(share * (high - low + 1))
    return float(f"{low + share * (high - low):.6g}")


def luck_of(seed: int, number: int) -> int:
    """Return the seed of a situation's futures, so that situations differ in luck as well."""
    return int.from_bytes(hashlib.sha256(f"story {seed} {number}".encode()).digest()[:6])
