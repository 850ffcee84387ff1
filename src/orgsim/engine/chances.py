"""Chances: whether something happens is mostly found without the exponential or the power that its chance is.

Each answer is that of the formula, for a bound decides only where it is farther from the draw than the formula may be rounded.
"""

import math

from orgsim.engine.compiled import rule

ROUNDING = 1e-12
"""More than what a chance of at most 1 can be off by rounding."""


@rule
def happens(draw: float, rate: float) -> bool:
    """Tell whether what happens at a `rate`, not negative, happens: it has the chance 1 - exp(-rate), from one uniform `draw`.

    Example
    -------
    >>> happens(0.39, 0.5), happens(0.4, 0.5), happens(0.01, 0.0)
    (True, False, False)
    """
    if draw >= rate + ROUNDING:
        return False
    if draw < rate - 0.5 * rate * rate - ROUNDING:
        return True
    return draw < 1.0 - math.exp(-rate)


@rule
def happens_within(draw: float, chance: float, times: float) -> bool:
    """Tell whether what has a `chance` (0..1) each time happens within some `times` (not negative): 1 - (1 - chance)^times (Bernoulli).

    Example
    -------
    >>> happens_within(0.74, 0.5, 2.0), happens_within(0.76, 0.5, 2.0), happens_within(0.01, 0.5, 0.0)
    (True, False, False)
    """
    if draw >= chance * max(1.0, times) + ROUNDING:
        return False
    if draw < chance * min(1.0, times) - ROUNDING:
        return True
    return draw < 1.0 - math.pow(1.0 - chance, times)


@rule
def is_nobody(mean: float, u: float) -> bool:
    """Tell, from a bound alone, that a Poisson count of some `mean` is 0 at `u`: exp(-mean) is at least 1 - mean.

    Example
    -------
    >>> is_nobody(0.1, 0.89), is_nobody(0.1, 0.95)
    (True, False)
    """
    return u <= 1.0 - mean - ROUNDING
