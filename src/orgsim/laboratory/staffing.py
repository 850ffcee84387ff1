"""Leaving, and filling posts."""

import numpy as np
from numpy.typing import ArrayLike

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.people.exits import chance_to_leave
from orgsim.engine.mechanisms.people.hiring import weeks_to_fill
from orgsim.engine.mechanisms.people.staffing import weekly_rate
from orgsim.engine.random import Luck, Purpose, normal, uniform
from orgsim.engine.state import Floats
from orgsim.laboratory.records import Numbers, Whole


def hazard(per_year: float) -> float:
    """Return the weekly chance to leave that adds up to a yearly chance (0..1).

    Example
    -------
    >>> round(1 - (1 - hazard(0.19)) ** 52, 12)
    0.19
    """
    return float(chance_to_leave(weekly_rate(per_year), 0.0, 0.0, 0.0, 0.0))


def search_weeks(median: float, sigma: float, z: ArrayLike) -> Whole:
    """Return the whole weeks that searches take, at least 1: log-normal, one for each standard normal variate in `z`.

    Example
    -------
    >>> search_weeks(8.0, 0.5, [-1.0, 0.0, 1.0]).tolist()
    [5, 8, 13]
    """
    return np.array([weeks_to_fill(median, sigma, draw) for draw in np.asarray(z, np.float64)], np.int64)


@rule
def live_through(vacant: Floats, per_year: float, median: float, sigma: float, luck: Luck, weeks: int) -> None:
    """Let each post be held, left, searched for and filled; `vacant` becomes the share of weeks that it stands empty."""
    chance = chance_to_leave(weekly_rate(per_year), 0.0, 0.0, 0.0, 0.0)
    for post in range(len(vacant)):
        empty_until, occupants, empty = 0, 0, 0
        for week in range(weeks):
            if week < empty_until:
                empty += 1
            elif uniform(luck, Purpose.QUIT, post, week, 0) < chance:
                occupants += 1
                z = normal(luck, Purpose.TIME_TO_FILL, post, occupants, 0)
                empty_until = week + 1 + weeks_to_fill(median, sigma, z)
        vacant[post] = float(empty) / float(weeks)


def vacancies(posts: int, weeks: int, luck: Luck, *, exits_per_year: float, median: float, sigma: float) -> Numbers:
    """Return the share of weeks that each of some posts stands empty, (posts,), when a search begins as soon as the post is left.

    `median` and `sigma` describe the weeks that a search takes (log-normal).
    """
    vacant = np.zeros(posts)
    live_through(vacant, exits_per_year, median, sigma, luck, weeks)
    return vacant
