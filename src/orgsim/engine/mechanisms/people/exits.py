"""Exits: engagement and being stuck in a level determine the chance to leave."""

import math

from orgsim.engine.compiled import rule


@rule
def quarters_overdue(quarters_in_level: int, stall_after: float) -> float:
    """Return the quarters that a person has been in a level beyond the time that people put up with.

    Example
    -------
    >>> quarters_overdue(15, 12.0), quarters_overdue(3, 12.0)
    (3.0, 0.0)
    """
    return max(0.0, float(quarters_in_level) - stall_after)


@rule
def engagement_after(engagement: float, pull: float, persistence: float, noise: float, z: float) -> float:
    """Return next quarter's engagement (0 is usual, 1 a standard deviation): it drifts to where the job pulls it.

    Example
    -------
    >>> engagement_after(1.0, -1.0, 0.75, 0.0, 0.0)
    0.5
    """
    return persistence * engagement + (1.0 - persistence) * pull + noise * z


@rule
def chance_to_leave(
    rate: float, engagement: float, overdue: float, engagement_effect: float, stall_effect: float
) -> float:
    """Return the chance to leave within the quarter, given the rate of a usual person who is not stuck.

    Example
    -------
    >>> round(chance_to_leave(0.05, 0.0, 0.0, 0.15, 0.03), 4)
    0.0488
    """
    return 1.0 - math.exp(-rate_of_leaving(rate, engagement, overdue, engagement_effect, stall_effect))


@rule
def rate_of_leaving(
    rate: float, engagement: float, overdue: float, engagement_effect: float, stall_effect: float
) -> float:
    """Return the rate at which somebody leaves, from that of a usual person who is not stuck."""
    return rate * math.exp(stall_effect * overdue - engagement_effect * engagement)
