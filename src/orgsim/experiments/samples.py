"""The points at which keys are varied."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from orgsim.metrics.outcome import Values
from orgsim.scenario.batch import Factor, Sample
from orgsim.scenario.batch_checks import size_of
from orgsim.scenario.fields import Setting

Point = dict[str, Setting]
LEVELS = 4
"""Levels on which Morris walks unless told otherwise."""


def points_of(vary: Mapping[str, Factor], sample: Sample, whole: Callable[[str], bool]) -> list[Point]:
    """Return the points of a sample, each a value for every key; `whole` tells whether a key takes whole numbers only.

    Points that are the same after rounding stay, since the indices of Saltelli and Morris count on all of them.
    """
    if not vary:
        return [{}]
    if sample.method in ("grid", "list"):
        columns = [listed_values(factor, whole=whole(key)) for key, factor in vary.items()]
        if sample.method == "grid":  # between two whole numbers there may be fewer than so many points
            columns = [list(dict.fromkeys(column)) for column in columns]
        rows = itertools.product(*columns) if sample.method == "grid" else zip(*columns, strict=True)
        return [dict(zip(vary, row, strict=True)) for row in rows]
    kinds = [(key, factor, whole(key)) for key, factor in vary.items()]
    shares = shares_of(sample, len(vary))
    return [
        {
            key: at(factor, float(share), whole=is_whole)
            for (key, factor, is_whole), share in zip(kinds, row, strict=True)
        }
        for row in shares
    ]


def listed_values(factor: Factor, *, whole: bool) -> list[Setting]:
    """Return the single values of a list or of a range that says how finely it is cut.

    Example
    -------
    >>> listed_values(Factor.model_validate({"from": 0.1, "to": 0.5, "step": 0.2}), whole=False)
    [0.1, 0.3, 0.5]
    """
    if factor.values is not None:
        return list(factor.values)
    count = size_of(factor)
    if factor.step:
        return [_rounded(float(factor.start or 0) + factor.step * place, whole=whole) for place in range(count)]
    return [at(factor, place / (count - 1), whole=whole) for place in range(count)]


def at(factor: Factor, share: float, *, whole: bool = False) -> Setting:
    """Return the value at a share, from 0 to 1, of the way through a range or a list.

    Example
    -------
    >>> at(Factor.model_validate({"from": 1, "to": 100, "scale": "log"}), 0.5), at(Factor(values=["a", "b"]), 0.99)
    (10.0, 'b')
    """
    if factor.values is not None:
        return factor.values[min(int(share * len(factor.values)), len(factor.values) - 1)]
    low, high = float(factor.start or 0), float(factor.to or 0)
    if whole:  # every whole number has the same chance
        return (
            int(min(math.floor(low + share * (high - low + 1.0)), high))
            if factor.scale == "linear"
            else _rounded(_between(factor, low, high, share), whole=True)
        )
    return _rounded(_between(factor, low, high, share), whole=False)


def _between(factor: Factor, low: float, high: float, share: float) -> float:
    if factor.scale == "log":
        return float(low * (high / low) ** share)
    if factor.scale == "odds":
        odds = [math.log(end / (1.0 - end)) for end in (low, high)]
        return 1.0 / (1.0 + math.exp(-(odds[0] + share * (odds[1] - odds[0]))))
    return low + share * (high - low)


def _rounded(value: float, *, whole: bool) -> Setting:
    """Return a number with six digits, so that it reads well in a table; what is whole, as a whole number."""
    return round(value) if whole else float(f"{value:.6g}")


def shares_of(sample: Sample, keys: int) -> Values:
    """Return a sample of the unit cube, (points, keys)."""
    count = sample.points or 1
    drawing: dict[str, Callable[[], Any]] = {
        "latin": lambda: _latin(count, keys, sample.seed),
        "sobol": lambda: _sequence(count, keys, sample.seed),
        "saltelli": lambda: saltelli(count, keys, sample.seed),
        "morris": lambda: morris(count, keys, sample.levels or LEVELS, sample.seed),
    }
    return np.asarray(drawing[sample.method](), float)


def _latin(count: int, keys: int, seed: int) -> Values:
    from scipy.stats.qmc import LatinHypercube

    return np.asarray(LatinHypercube(keys, rng=np.random.default_rng(seed)).random(count))


def _sequence(count: int, keys: int, seed: int) -> Values:
    from scipy.stats.qmc import Sobol

    return np.asarray(Sobol(keys, rng=np.random.default_rng(seed)).random(count))


def problem_of(names: Sequence[str]) -> dict[str, Any]:
    """Return what SALib calls a problem: the unit cube over some keys."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def _cube(keys: int) -> dict[str, Any]:
    return problem_of([f"x{place}" for place in range(keys)])


def saltelli(count: int, keys: int, seed: int) -> Values:
    """Return Saltelli's sample for first-order and total indices, (count x (keys + 2), keys); see SALib."""
    from SALib.sample import sobol

    return np.asarray(sobol.sample(_cube(keys), count, calc_second_order=False, seed=seed))


def morris(trajectories: int, keys: int, levels: int, seed: int) -> Values:
    """Return Morris's trajectories, (trajectories x (keys + 1), keys); see SALib."""
    from SALib.sample import morris as walks

    return np.asarray(walks.sample(_cube(keys), trajectories, num_levels=levels, seed=seed))
