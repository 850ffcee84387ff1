"""How much each key drives a difference: Morris's elementary effects and Sobol' indices, with what few futures add to them.

The indices are SALib's. A point is tried in a number of futures, the same ones at every point, and its value is their mean. What is due to
there being few of them is said beside each index: it comes from drawing the futures again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from orgsim.errors import InputError
from orgsim.experiments.samples import problem_of
from orgsim.metrics.outcome import Values

RESAMPLES = 100
"""Times that futures are drawn again, for the noise of an index."""
HALF_NORMAL = (2.0 / np.pi) ** 0.5
"""Mean of the absolute value of a standard normal variable."""

Evaluate = Callable[[Values], Values]
"""What a study does: shares of the way through each range, (points, keys), in; values, (points, futures), out."""


@dataclass(frozen=True)
class Effect:
    """Morris's measures of one key: how far the value moves when the key goes through its whole range, wherever the others stand.

    `strength` is the mean of absolute effects (mu*), `mean` that of effects with their sign (mu), `spread` their standard deviation
    (sigma), which is large where the key interacts or is not linear. `error` is half the 95 % interval of `strength` over
    trajectories. `floor` is the strength that noise alone would give it.
    """

    key: str
    strength: float
    mean: float
    spread: float
    error: float
    floor: float

    @property
    def is_told(self) -> bool:
        """Whether it stands out from what few futures would give a key without any effect."""
        return self.strength > 2.0 * self.floor


@dataclass(frozen=True)
class Share:
    """Sobol' indices of one key: its share of the variance alone (`first`), and with all that it takes part in (`total`).

    Each with half its 95 % interval over points, and the standard deviation that few futures add.
    """

    key: str
    first: float
    first_error: float
    first_noise: float
    total: float
    total_error: float
    total_noise: float


def effects(keys: Sequence[str], shares: Values, values: Values, levels: int) -> list[Effect]:
    """Return the effects of keys, the strongest first, given Morris's trajectories, (points, keys), and values, (points, futures).

    Raises
    ------
    InputError
        When a point has no value.
    """
    from SALib.analyze import morris

    means = means_of(values)
    found = morris.analyze(problem_of(keys), shares, means, num_levels=levels, seed=1)
    floors = _floors(shares, values)
    columns = zip(found["mu_star"], found["mu"], found["sigma"], found["mu_star_conf"], floors, strict=True)
    rows = [Effect(key, *map(float, row)) for key, row in zip(keys, columns, strict=True)]
    return sorted(rows, key=lambda one: -one.strength)


def _floors(shares: Values, values: Values) -> Values:
    """Return the mean absolute effect that each key would have from noise alone, (keys,)."""
    keys, futures = shares.shape[1], values.shape[1]
    walks, steps = shares.reshape(-1, keys + 1, keys), values.reshape(-1, keys + 1, futures)
    moved = np.diff(walks, axis=1)
    which, how = np.abs(moved).argmax(axis=2), moved.sum(axis=2)
    per_future = np.diff(steps, axis=1) / how[:, :, None]
    errors = np.nanstd(per_future, axis=2, ddof=1) / futures**0.5 if futures > 1 else np.full(which.shape, np.nan)
    return np.array([HALF_NORMAL * errors[which == key].mean() for key in range(keys)])


def variance_shares(keys: Sequence[str], values: Values, seed: int = 1) -> list[Share]:
    """Return the Sobol' indices of keys, the largest total first, given values at Saltelli's points, (points, futures).

    Raises
    ------
    InputError
        When a point has no value, or all have the same.
    """
    middle = _sobol(keys, means_of(values), seed, resamples=RESAMPLES)
    luck = np.random.default_rng(seed)
    futures = values.shape[1]
    again = [
        _sobol(keys, means_of(values[:, luck.integers(0, futures, futures)]), seed, resamples=2)
        for _ in range(RESAMPLES if futures > 1 else 0)
    ]
    noise = {
        name: np.std([one[name] for one in again], axis=0) if again else [float("nan")] * len(keys)
        for name in ("S1", "ST")
    }
    columns = (middle["S1"], middle["S1_conf"], noise["S1"], middle["ST"], middle["ST_conf"], noise["ST"])
    rows = [Share(key, *map(float, row)) for key, row in zip(keys, zip(*columns, strict=True), strict=True)]
    return sorted(rows, key=lambda one: -one.total)


def _sobol(keys: Sequence[str], means: Values, seed: int, *, resamples: int) -> dict[str, Any]:
    from SALib.analyze import sobol

    if np.ptp(means) == 0.0:
        raise InputError("the difference is the same at every point, so there is no variance to share out")
    found: dict[str, Any] = sobol.analyze(
        problem_of(keys), means, calc_second_order=False, num_resamples=resamples, seed=seed
    )
    return found


def means_of(values: Values) -> Values:
    """Return the mean of each point over its futures, (points,); futures without a value do not count.

    Raises
    ------
    InputError
        When a point has none.
    """
    known = np.isfinite(values)
    if not known.any(axis=1).all():
        place = int(np.argmin(known.any(axis=1)))
        raise InputError(
            f"point {place + 1} has no future with a value of this metric in both designs; choose another metric"
        )
    return np.asarray(np.nanmean(values, axis=1))


def noise_share(values: Values) -> float:
    """Return at most what share of the variance over points is due to few futures; NaN with a single one.

    It is an upper bound, since the futures are the same at all points, and what they have in common does not add to the variance.
    """
    if values.shape[1] < 2:
        return float("nan")
    within = np.nanvar(values - np.nanmean(values, axis=0), axis=1, ddof=1).mean() / values.shape[1]
    between = float(np.var(means_of(values), ddof=1))
    return min(1.0, float(within) / between) if between > 0.0 else float("nan")


def screened(evaluate: Evaluate, keys: Sequence[str], trajectories: int, levels: int, seed: int) -> list[Effect]:
    """Walk Morris's trajectories over the ranges of keys, and return their effects."""
    from orgsim.experiments.samples import morris

    shares = morris(trajectories, len(keys), levels, seed)
    return effects(keys, shares, evaluate(shares), levels)


def shared_out(evaluate: Evaluate, keys: Sequence[str], points: int, seed: int) -> tuple[list[Share], float]:
    """Try Saltelli's points over the ranges of keys; return the Sobol' indices, and the largest share that noise has in the variance."""
    from orgsim.experiments.samples import saltelli

    values = evaluate(saltelli(points, len(keys), seed))
    return variance_shares(keys, values, seed), noise_share(values)
