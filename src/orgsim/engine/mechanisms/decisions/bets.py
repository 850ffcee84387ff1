"""Bets: what an initiative is worth to the eye of a judge, by one rule for planning, approval, review and stopping.

A launch that measures badly is rolled back, so an initiative is an option: little is lost if it fails, and all is won if it succeeds. A
judge sees its promise with an error, shrinks what was seen toward what such cases bring on average (Smith & Winkler 2006), and
deducts what the change itself costs and breaks. Promises fade while they wait (cost of delay, Reinertsen 2009). A launch whose effect has
been measured is no bet any more: a sunset weighs that effect against the price of the capacity that it takes (``work/sunset.py``).
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.random import normal_below
from orgsim.engine.state import Records

ALMOST_SURE = 1e-9
"""Doubt below which the value of an option is that of a certain outcome."""


@rule
def fading(weeks: float, half_life: float) -> float:
    """Return the share of its value that an opportunity still has after `weeks`; a `half_life` of 0 means that it never fades.

    Example
    -------
    >>> fading(26.0, 26.0), fading(26.0, 0.0)
    (0.5, 1.0)
    """
    return math.exp(-math.log(2.0) * weeks / half_life) if half_life > 0.0 else 1.0


@rule
def weeks_faded(item: Records, week: int, ahead: float) -> float:
    """Return for how many weeks an initiative has been fading in a week, or `ahead` weeks after it: not before it ceases to be fresh."""
    return max(0.0, float(week - item.fresh_until) + ahead)


@rule
def kept_by(item: Records, week: int) -> float:
    """Return the share of its value that an initiative still has in a week."""
    return fading(weeks_faded(item, week, 0.0), item.half_life)


@rule
def usual_promise(sigma: float, spread: float) -> float:
    """Return the mean of the logarithm of promises whose spread is `spread`, when all kinds of cases have the mean of spread `sigma`."""
    return 0.5 * (sigma * sigma - spread * spread)


@rule
def reliability(spread: float, error: float) -> float:
    """Return the share of what differs between estimates (of the logarithm) that is true: v / (v + e^2), 0..1.

    Example
    -------
    >>> reliability(1.0, 1.0), reliability(1.0, 0.0), reliability(0.0, 0.0)
    (0.5, 1.0, 1.0)
    """
    total = spread * spread + error * error
    return spread * spread / total if total > 0.0 else 1.0


@rule
def shrunk(estimate: float, usual: float, reliable: float) -> float:
    """Return an estimate (of a logarithm) drawn toward what is usual, the more the less `reliable` estimates are (0..1)."""
    return usual + reliable * (estimate - usual)


@rule
def worth_of_option(gain: float, cost: float, doubt: float, exposure: float) -> float:
    """Return what a launch is worth that is rolled back, at `exposure` of its effect (0..1), when its gain turns out below its cost.

    `gain` is the expected gain, `cost` what the change costs in the same unit, `doubt` the standard deviation of the logarithm of the
    gain. The part beyond the exposure is an option to exchange one for the other (Black 1976).

    Example
    -------
    >>> worth_of_option(3.0, 2.0, 0.0, 0.1), worth_of_option(1.0, 2.0, 0.0, 0.1)
    (1.0, -0.1)
    """
    return worth_with(gain, cost, math.log(cost) if cost > 0.0 else 0.0, doubt, exposure)


@rule
def worth_with(gain: float, cost: float, cost_seen: float, doubt: float, exposure: float) -> float:
    """Return the same where the logarithm of the cost, `cost_seen`, is known."""
    if doubt < ALMOST_SURE or cost <= 0.0 or gain <= 0.0:
        kept = max(0.0, gain - cost)
    else:
        d = (math.log(gain) - cost_seen) / doubt + 0.5 * doubt
        kept = gain * normal_below(d) - cost * normal_below(d - doubt)
    return (1.0 - exposure) * kept + exposure * (gain - cost)


@rule
def look_at_cost(item: Records, cost: float) -> None:
    """Note what an initiative's change costs, and the logarithm of it, if that is news."""
    if item.cost != cost:
        item.cost = cost
        item.cost_seen = math.log(cost) if cost > 0.0 else 0.0


@rule
def worth_of_bet(item: Records, fit: float, estimate: float, error: float, weeks: float, parameters: Records) -> float:
    """Return what an initiative is worth to a judge, in standard values, before the price of the capacity it takes.

    `estimate` is the judge's estimate of the logarithm of its promise for its scale, `error` the standard error that judges believe such
    estimates to have, `fit` how well it seems to fit the strategy, `weeks` for how long it fades until the expected launch.
    """
    spread = parameters.value_sigma * (1.0 + parameters.reach_spread * float(item.reach))
    reliable = reliability(spread, error)
    doubt = spread * math.sqrt(max(0.0, 1.0 - reliable))
    middle = shrunk(estimate, usual_promise(parameters.value_sigma, spread), reliable)
    gain = item.scale * fit * fading(weeks, item.half_life) * math.exp(middle + 0.5 * doubt * doubt)
    look_at_cost(item, item.scale * parameters.value_shift)
    return worth_with(gain, item.cost, item.cost_seen, doubt, parameters.rollback_exposure)


@rule
def per_effort(worth: float, effort: float, standard_effort: float) -> float:
    """Return a worth for each standard effort that it takes."""
    return worth * standard_effort / effort


@rule
def price_learned(price: float, marginal: float) -> float:
    """Return the price of capacity after a planning whose last bet brought `marginal` for its effort: the mean of it and the old price."""
    return 0.5 * (price + marginal)
