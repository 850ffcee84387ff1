"""Market: opportunities, and the true weights of the strategy, are drawn before the run.

Demand belongs to the market, not to the design. Opportunities are keyed (domain, week, k) and drawn for the whole horizon before week
0, never from teams or people; so are the true weights of the objectives. Two designs under the same seed face the same market.
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.random import (
    Luck,
    Purpose,
    Word,
    draw_row,
    normal_quantile,
    poisson_quantile,
    uniform,
    whole_lots,
)
from orgsim.engine.state import Floats, Indices, Records
from orgsim.engine.vocabulary import (
    MOST_PARTNERS,
    NEVER,
    NONE,
    WEEKS_PER_QUARTER,
    Happening,
    Reach,
)


@rule
def trade_places(weights: Floats, one: int, other: int, size: float) -> None:
    """Let two objectives exchange a share `size` of the difference of their weights (1: swap them); `weights` is (K,)."""
    moved = size * (weights[one] - weights[other])
    weights[one] -= moved
    weights[other] += moved


@rule
def drift(strategy: Floats, first: Floats, luck: Luck, probability: float, size: float, events: Records) -> None:
    """Draw the true weights of every quarter; `strategy` is (quarters, K), `first` (K,), rows sum to 1.

    In a quarter the strategy shifts with `probability`: two objectives drawn at random trade places, as far as `size` (1: wholly). After a
    whole swap the weights are as unequal as before, so more drift means older knowledge and nothing else. Source: assumed.
    """
    objectives = len(first)
    for k in range(objectives):
        strategy[0, k] = first[k]
    for quarter in range(1, len(strategy)):
        for k in range(objectives):
            strategy[quarter, k] = strategy[quarter - 1, k]
        if objectives > 1 and uniform(luck, Purpose.STRATEGY_SHIFT, 0, quarter, 0) < probability:
            one = int(uniform(luck, Purpose.STRATEGY_TARGET, 0, quarter, 0) * objectives)
            other = int(uniform(luck, Purpose.STRATEGY_TARGET, 1, quarter, 0) * (objectives - 1))
            if other >= one:
                other += 1
            trade_places(strategy[quarter], one, other, size)
        for event in events:
            if event.kind == Happening.STRATEGY and event.week // WEEKS_PER_QUARTER == quarter:
                trade_places(strategy[quarter], event.subject, event.other, event.factor)


@rule
def surge(events: Records, domain: int, week: int) -> float:
    """Return the factor by which events raise a domain's demand in a week."""
    factor = 1.0
    for event in events:
        if event.kind == Happening.SURGE and event.week <= week < event.until and event.subject in (domain, NONE):
            factor *= event.factor
    return factor


@rule
def draw_arrivals(arrivals: Indices, domains: Records, events: Records, luck: Luck) -> int:
    """Draw how many opportunities each domain offers in each week (Poisson), (W, D); return how many that are together."""
    places = whole_lots(len(domains))
    keys, drawn = np.zeros(places, np.uint64), np.zeros(places)
    for d in range(len(domains)):
        keys[d] = domains[d].key
    total = 0
    for week in range(len(arrivals)):
        draw_row(drawn, luck, Purpose.ARRIVALS, keys, week, 0, places)
        for d in range(len(domains)):
            found = poisson_quantile(surge(events, d, week) * domains[d].opportunities, drawn[d])
            arrivals[week, d] = found
            total += found
    return total


@rule
def draw_objectives(row: Floats, mean: Floats, spread: float, luck: Luck, key: int) -> None:
    """Draw what one item contributes to each objective: logistic-normal around the domain's mean; `row` and `mean` are (K,), sum 1."""
    for k in range(len(mean)):
        row[k] = uniform(luck, Purpose.OBJECTIVES, key, k, 0)
    share_out(row, mean, spread)


@rule
def share_out(row: Floats, mean: Floats, spread: float) -> None:
    """Turn the uniform numbers in a `row`, (K,), into what one item contributes to each objective."""
    total = 0.0
    for k in range(len(mean)):
        row[k] = mean[k] * math.exp(spread * normal_quantile(row[k]))
        total += row[k]
    for k in range(len(mean)):
        row[k] /= total


@rule
def scale_of(ratio: float, parameters: Records) -> float:
    """Return the standard value of an initiative of `ratio` times the median effort."""
    return math.pow(ratio, parameters.value_effort_exponent)


@rule
def spread_value(z: float, sigma: float, wider: float) -> float:
    """Return a lognormal value whose spread is `wider` (a share) than `sigma` and whose mean is that of the usual spread.

    Example
    -------
    >>> spread_value(0.0, 1.0, 0.0)
    1.0
    """
    spread = sigma * (1.0 + wider)
    return math.exp(spread * z + 0.5 * (sigma * sigma - spread * spread))


@rule
def blank(item: Records, key: Word, kind: int, stage: int, domain: int, week: int) -> None:
    """Make an item on which no work has been done."""
    item.key = key
    item.kind = kind
    item.stage = stage
    item.domain = domain
    item.week = week
    item.fresh_until = week
    item.reach = Reach.CORE
    item.team = NONE
    item.parent = NONE
    item.capability = NONE
    item.next = NONE
    item.priority = 0.0
    item.committed = NEVER
    item.phase = 0
    item.account = 0
    item.left = 0.0
    item.rework = 0.0
    item.request = NONE
    item.pieces = 0
    item.asked = 0
    item.first_piece = NONE
    item.next_piece = NONE
    item.escalated = 0
    item.worked_weeks = 0
    item.last_worked = NEVER
    item.worked = 0
    item.submitted = NEVER
    item.funded = NEVER
    item.started = NEVER
    item.finished = NEVER
    item.closed = NEVER
    item.booked_until = 0
    item.questioned = 0
    item.sequenced = 0
    item.further_parts = 0.0
    item.told = 0
    item.gates = 0
    forget_worth(item)


@rule
def forget_worth(item: Records) -> None:
    """Make an item that nobody has judged, that reaches no other domain, and that has brought nothing."""
    item.judge = 0
    item.misjudged = 0.0
    item.planned = 0.0
    item.half_life = 0.0
    item.spill = 0.0
    item.spill_domain = NONE
    item.joint_effort = 0.0
    for place in range(MOST_PARTNERS):
        item.partners[place] = NONE
    item.fit = 0.0
    item.measured = 0.0
    item.estimate = 0.0
    item.latent = 0.0
    item.worth = 0.0
    item.gains = 0.0
    item.damage = 0.0
    item.realised = 0.0
    item.elsewhere = 0.0
    item.earned = 0.0
    item.launched_by = NONE


@rule
def generation(phase: float, week: int, lifetime: float) -> int:
    """Return which generation of a capability type is current: types go out of date and are replaced every `lifetime` weeks.

    The `phase` of each type (0..1) is drawn once, so renewals are spread evenly and the baseline has no trend of its own.
    """
    return int((week + lifetime * phase) / lifetime)


@rule
def cosine(first: Floats, second: Floats) -> float:
    """Return the cosine between two vectors (K,); 0 when either is zero."""
    product = 0.0
    first_square = 0.0
    second_square = 0.0
    for k in range(len(first)):
        product += first[k] * second[k]
        first_square += first[k] * first[k]
        second_square += second[k] * second[k]
    if first_square == 0.0 or second_square == 0.0:
        return 0.0
    return product / math.sqrt(first_square * second_square)


@rule
def strategic_fit(weights: Floats, objectives: Floats) -> float:
    """Return the strategic fit of an item: K times the weight that its objectives carry, 1 on average for any number K of objectives."""
    total = 0.0
    for k in range(len(weights)):
        total += weights[k] * objectives[k]
    return total * len(weights)


@rule
def team_for(domain: Records, teams: Records, key: int) -> int:
    """Return the team that a piece of a domain's work falls to; several teams of one domain share by the item's key."""
    if domain.teams == 0:
        return NONE
    team = domain.first_team
    for _ in range(int(key) % int(domain.teams)):
        team = teams[team].next_in_domain
    return team
