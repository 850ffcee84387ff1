"""Attractiveness: what a domain's market pays today, for what is launched there and for what is in service.

The logarithm walks around a mean that does not move, a part of it in common with related domains: business and industry effects on profit
last for years and fade (Rumelt 1991; McGahan & Porter 1997). Nobody reads it; what people learn of it is in ``knowledge/views``.
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Floats, Records


@rule
def persistence(half_life: float) -> float:
    """Return the share of what makes a market unusual that is left after a quarter; `half_life` is in quarters.

    Example
    -------
    >>> persistence(1.0), round(persistence(6.0), 3)
    (0.5, 0.891)
    """
    return math.pow(2.0, -1.0 / half_life)


@rule
def attractiveness(unusual: float, spread: float) -> float:
    """Return what a market pays, 1 on average, from how unusual it is in standard deviations and the `spread` of the logarithm."""
    return math.exp(spread * unusual - 0.5 * spread * spread)


@rule
def unusual(level: float, spread: float) -> float:
    """Return the logarithm of what a market pays less that of a usual market."""
    return math.log(level) + 0.5 * spread * spread


@rule
def shared_with_related(shared: Floats, related: Floats, domain: int) -> float:
    """Return the part that a domain has in common with related ones, standard normal; `shared` and `related` are (D,).

    Example
    -------
    >>> import numpy as np
    >>> shared_with_related(np.array([3.0, 1.0]), np.array([0.0, 0.0]), 0)
    3.0
    """
    closest = 0.0
    for other in range(len(shared)):
        closest = max(closest, related[other])
    total = shared[domain]
    squares = 1.0
    for other in range(len(shared)):
        if related[other] > 0.0:  # as close as the closest: only proportions count
            share = related[other] / closest
            total += share * shared[other]
            squares += share * share
    return total / math.sqrt(squares)


@rule
def draw_attractiveness(levels: Floats, domains: Records, related: Floats, parameters: Records, luck: Luck) -> None:
    """Draw what every market pays in every quarter; `levels` is (Q, D), `related`, (D, D), how closely domains belong together."""
    keeps = persistence(parameters.market_half_life)
    own = np.zeros(len(domains))
    shared = np.zeros(len(domains))
    for quarter in range(len(levels)):
        fresh = 1.0 if quarter == 0 else math.sqrt(1.0 - keeps * keeps)
        for d in range(len(domains)):
            key = domains[d].key
            own[d] = keeps * own[d] + fresh * normal(luck, Purpose.MARKET, key, quarter, 0)
            shared[d] = keeps * shared[d] + fresh * normal(luck, Purpose.MARKET, key, quarter, 1)
        for d in range(len(domains)):
            common = math.sqrt(parameters.market_common) * shared_with_related(shared, related[d], d)
            alone = math.sqrt(1.0 - parameters.market_common) * own[d]
            levels[quarter, d] = attractiveness(common + alone, parameters.market_spread)
