"""Closed forms of manpower planning: how long people stay, how many there are, how often somebody moves up.

A *transition matrix* holds, for each level (row), the share of its holders who are at each level one period later; what a row lacks
to 1 has left. The forms hold for holders who are alike: the chance of a move depends on the level, not on the time in it.

**Source.** Bartholomew, Forbes & McClean, *Statistical Techniques for Manpower Planning* (2nd ed. 1991), chapters 4 and 5.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from orgsim.errors import InputError

Numbers = NDArray[np.float64]


def fundamental(moves: ArrayLike) -> Numbers:
    """Return N = (I - P)^-1: expected periods spent in each level (column) by somebody who enters at a level (row).

    Raises
    ------
    InputError
        When the shares are not shares, or when somebody could stay for ever.

    Example
    -------
    >>> fundamental([[0.5, 0.3], [0.0, 0.8]]).round(4).tolist()
    [[2.0, 3.0], [0.0, 5.0]]
    """
    matrix = _transition_matrix(moves)
    away = np.eye(len(matrix)) - matrix
    if np.max(np.abs(np.linalg.eigvals(matrix)), initial=0.0) >= 1.0:
        raise InputError("there are levels that nobody ever leaves: expected times have no end")
    return np.asarray(np.linalg.inv(away), dtype=np.float64)


def _transition_matrix(moves: ArrayLike) -> Numbers:
    matrix = np.asarray(moves, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise InputError(f"a transition matrix is square, this one has shape {matrix.shape}")
    if (matrix < 0).any() or (matrix.sum(axis=1) > 1 + 1e-12).any():
        raise InputError("the shares in a row of a transition matrix are at least 0 and add up to at most 1")
    return matrix


def expected_life(moves: ArrayLike) -> Numbers:
    """Return the expected periods until somebody leaves, by the level at which they enter."""
    return np.asarray(fundamental(moves).sum(axis=1), dtype=np.float64)


def steady_heads(moves: ArrayLike, recruits: ArrayLike) -> Numbers:
    """Return the heads of each level once as many leave as `recruits` (people a period, by level) join."""
    return np.asarray(np.asarray(recruits, dtype=np.float64) @ fundamental(moves), dtype=np.float64)


def leavers(moves: ArrayLike, heads: ArrayLike) -> Numbers:
    """Return how many leave each level in a period."""
    stay = _transition_matrix(moves).sum(axis=1)
    return np.asarray(np.asarray(heads, dtype=np.float64) * (1.0 - stay), dtype=np.float64)


def fixed_size_promotion_rates(heads: Sequence[float], wastage: float) -> Numbers:
    """Return the promotion rate out of each level of one chain whose levels keep their size and are filled from below only.

    Every exit above a level pulls one person up through it: w times the heads above, over the heads of the level.

    Example
    -------
    >>> fixed_size_promotion_rates((40, 24, 12, 5, 2), 0.15).round(4).tolist()
    [0.1612, 0.1188, 0.0875, 0.06]
    """
    sizes = np.asarray(heads, dtype=np.float64)
    if (sizes <= 0).any() or wastage < 0:
        raise InputError("every level needs people, and wastage is at least 0")
    above = sizes[::-1].cumsum()[::-1][1:]
    return np.asarray(wastage * above / sizes[:-1], dtype=np.float64)


def vacancy_flow(arising: ArrayLike, passed_on: ArrayLike) -> Numbers:
    """Return vacancies a period in each level, counting those that filling others opens (vacancy chains).

    Parameters
    ----------
    arising
        Vacancies a period from exits and growth, by level.
    passed_on
        Share of a level's vacancies (column) that filling moves to another level (row). What a column lacks to 1 ends the chain.
    """
    share = np.asarray(passed_on, dtype=np.float64)
    return np.asarray(fundamental(share.T).T @ np.asarray(arising, dtype=np.float64), dtype=np.float64)


def chain_length(passed_on: ArrayLike) -> Numbers:
    """Return how many people move for one vacancy, by the level where it opens (the multiplier of White 1970)."""
    return expected_life(np.asarray(passed_on, dtype=np.float64).T)


def expected_wait(
    heads: float, seats_above: float, exit_rate: float, growth: float = 0.0, external: float = 0.0
) -> float:
    """Return the expected periods until promotion into a level above, when its free seats go to those below by lot.

    A seat comes free by an exit or by growth; `external` is the share of free seats that outsiders take.

    Example
    -------
    >>> expected_wait(heads=12, seats_above=4, exit_rate=0.2, growth=0.05)
    12.0
    """
    opening = seats_above * (exit_rate + growth) * (1.0 - external)
    return heads / opening if opening > 0 else float("inf")


def staying(leaving: float, periods: int) -> float:
    """Return the share still there after some periods when each takes the same share away (geometric tenure)."""
    return float((1.0 - leaving) ** periods)


def mean_tenure(leaving: float) -> float:
    """Return the mean number of periods until leaving, the last one counted: 1 / leaving."""
    return 1.0 / leaving if leaving > 0 else float("inf")


def chance_before_leaving(promotion: float, exit_rate: float) -> float:
    """Return the chance of being promoted before leaving, when both come at constant rates; 0 when neither comes."""
    total = promotion + exit_rate
    return promotion / total if total > 0 else 0.0
