"""The transition: the paired difference quarter by quarter, added up, and the quarter from which on a change has paid for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orgsim.metrics.catalog import COST, VALUE
from orgsim.metrics.outcome import Values
from orgsim.results.comparison import Results
from orgsim.results.statistics import students_t

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 2_000
"""Resamples of the futures, for the interval of the break-even quarter."""
MIDDLE = 0.95


@dataclass(frozen=True)
class Course:
    """A mean difference in each quarter with its 95 % interval, (Q,) each, in the metric's unit."""

    mean: Values
    low: Values
    high: Values


@dataclass(frozen=True)
class Transition:
    """What a design gains over the baseline from quarter to quarter: realised value less cost, $M.

    `pays_back` is the first quarter (from 1) from which on the mean of all futures, added up, is not below zero; None where it ends below.
    `earliest` and `latest` hold it in 95 % of resamples of the futures; None stands for "not within the run".
    """

    design: str
    by_quarter: Course
    added_up: Course
    pays_back: int | None
    earliest: int | None
    latest: int | None
    chance: float
    """Share of single futures whose sum ends above zero."""
    futures: int

    @property
    def told(self) -> bool:
        """Tell whether the sum at the end differs from zero beyond chance; otherwise nothing can be said of paying back."""
        return bool(self.added_up.low[-1] > 0.0 or self.added_up.high[-1] < 0.0)


def transitions(results: Results, baseline: str) -> list[Transition]:
    """Return the transition to every alternative; a design without futures has none."""
    quarters = results.table("quarters")
    net = {design: _net(quarters, design) for design in results.designs}
    found = []
    for design in results.designs:
        if design != baseline:
            paired = (net[design] - net[baseline]).dropna()
            if len(paired) > 1:
                found.append(_transition(design, paired.to_numpy(float)))
    return found


def _net(quarters: "pd.DataFrame", design: str) -> "pd.DataFrame":
    """Return realised value less cost of one design, a row a future and a column a quarter."""
    frame = quarters.loc[quarters["design"] == design]
    return frame.assign(net=frame[VALUE] - frame[COST]).pivot_table(
        index="replication", columns="quarter", values="net", dropna=False
    )


def _transition(design: str, differences: Values) -> Transition:
    """Work out a transition from paired differences, (futures, Q)."""
    sums = np.cumsum(differences, axis=1)
    resampled = [pays_back(course) for course in _resampled_means(sums)]
    late = sums.shape[1] + 1
    ends = np.quantile([late if quarter is None else quarter for quarter in resampled], _TAILS, method="inverted_cdf")
    earliest, latest = (None if end == late else int(end) for end in ends)
    return Transition(
        design,
        course(differences),
        course(sums),
        pays_back(sums.mean(axis=0)),
        earliest,
        latest,
        float(np.mean(sums[:, -1] > 0.0)),
        len(differences),
    )


_TAILS = ((1.0 - MIDDLE) / 2, (1.0 + MIDDLE) / 2)


def course(differences: Values) -> Course:
    """Return the mean of each quarter with its interval (Student's t), from differences (futures, Q)."""
    count = len(differences)
    mean = differences.mean(axis=0)
    half = students_t(count) * differences.std(axis=0, ddof=1) / count**0.5
    return Course(mean, mean - half, mean + half)


def pays_back(added_up: Sequence[float] | Values) -> int | None:
    """Return the first quarter, from 1, from which on a sum stays at or above zero; None where it ends below.

    Example
    -------
    >>> pays_back([-1.0, 0.5, -0.2, 0.1, 2.0]), pays_back([1.0, 2.0]), pays_back([1.0, -1.0])
    (4, 1, None)
    """
    below = np.flatnonzero(np.asarray(added_up) < 0.0)
    last = int(below[-1]) if len(below) else -1
    return None if last == len(added_up) - 1 else last + 2


def _resampled_means(sums: Values) -> Values:
    """Return the mean course of resamples of the futures, (resamples, Q); the same resamples whenever there are as many futures."""
    count = len(sums)
    drawn = np.random.default_rng(count).multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES)
    return np.asarray(drawn @ sums / count)
