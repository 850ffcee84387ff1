"""Skills: they are distributed normally, carry over to another role in part, and grow in it.

One parameter, transfer, is the correlation of a person's standings in the old and the new role: the same standing at 1, a fresh draw at
0. Whatever its value, people picked at random are distributed in the new role as unselected people are, so any loss or gain after a
promotion comes from who was picked, never from the move itself.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.random import normal_below, normal_quantile

EDGE = 1e-12


@rule
def skill_at(standing: float, mean: float, sd: float, low: float, high: float) -> float:
    """Return the skill of a person who stands at a given standard normal score among unselected people.

    `low` and `high` are the shares of an unbounded normal distribution that its bounds cut off below and leave below: 0 and 1 when it
    has none.

    Example
    -------
    >>> skill_at(1.0, 0.5, 0.15, 0.0, 1.0)
    0.65
    """
    if low == 0.0 and high == 1.0:
        return mean + sd * standing
    inside = min(max(normal_below(standing), EDGE), 1.0 - EDGE)
    return mean + sd * normal_quantile(low + inside * (high - low))


@rule
def standing_of(score: float, low: float, high: float) -> float:
    """Return where somebody stands among the unselected, as a standard normal score, who is `score` standard deviations above the mean.

    The two differ only where skill has bounds; then this is the inverse of ``skill_at``.
    """
    if low == 0.0 and high == 1.0:
        return score
    inside = (normal_below(score) - low) / (high - low)
    return normal_quantile(min(max(inside, EDGE), 1.0 - EDGE))


@rule
def carried_over(standing: float, fresh: float, transfer: float) -> float:
    """Return the standing in a new role, given the standing in the old role and a fresh draw (both standard normal).

    Source: the two cases of Pluchino, Rapisarda and Garofalo 2010 (Physica A 389, 467) are transfer 1 and 0.

    Example
    -------
    >>> carried_over(2.0, -1.0, 1.0), carried_over(2.0, -1.0, 0.0)
    (2.0, -1.0)
    """
    return transfer * standing + math.sqrt(1.0 - transfer * transfer) * fresh


@rule
def learned(skill: float, ceiling: float, learning: float) -> float:
    """Return the skill after another quarter in the role, in which a share of what is missing is learned.

    Example
    -------
    >>> learned(0.5, 0.7, 0.1)
    0.52
    """
    return skill + learning * max(0.0, ceiling - skill)
