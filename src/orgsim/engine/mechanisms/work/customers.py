"""Customers: launches that truly help please them until they expect as much, and defects displease them.

Satisfaction is a share of customers: those whom the product pleases, less those who wait for its defects to be mended. What a launch
adds fades, since people come to expect what they have (Kano et al. 1984; Oliver 1980), so a team that ships nothing loses satisfaction,
however few its defects. Satisfied customers stay and buy more (Gruca & Rego 2005).
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.market import team_for
from orgsim.engine.state import Records, State

DEFECT_TOLERANCE = 480.0
"""Open defects, in minutes of work for each engineer of the team, at which 63 % of customers are dissatisfied. Source: assumed."""
PLEASING = 3.0
"""Standard values for each engineer of the team, not yet taken for granted, that please 82 % of customers. Source: set so that usual work
keeps satisfaction near the usual share."""
EXPECTATION_HALF_LIFE = 39.0
"""Weeks in which customers come to take half of what a launch did for granted. Source: assumed."""
USUAL = 0.75
"""Share of satisfied customers at which a product earns what it is worth, and with which products from before the run begin. Source: the
American Customer Satisfaction Index has stood between 70 and 78 of 100 since 1994."""


@rule
def dissatisfaction(defects: float, engineers: int, tolerance: float) -> float:
    """Return the share of dissatisfied customers, from open defects (minutes) and the tolerance (minutes an engineer).

    Example
    -------
    >>> dissatisfaction(0.0, 7, 480.0), round(dissatisfaction(7 * 480.0, 7, 480.0), 3)
    (0.0, 0.632)
    """
    return 1.0 - math.exp(-defects / (tolerance * float(max(1, engineers))))


@rule
def pleased_share(delight: float, engineers: int, pleasing: float) -> float:
    """Return the share of customers whom a product pleases that did them so much good, or harm, of late (standard values).

    Half of them are pleased when nothing new was done, and no amount pleases all or none.

    Example
    -------
    >>> pleased_share(0.0, 7, 2.0), round(pleased_share(14.0, 7, 2.0), 3), round(pleased_share(-14.0, 7, 2.0), 3)
    (0.5, 0.816, 0.184)
    """
    each = delight / (pleasing * float(max(1, engineers)))
    return 1.0 - 0.5 * math.exp(-each) if each > 0.0 else 0.5 * math.exp(each)


@rule
def satisfied_share(team: Records) -> float:
    """Return the share of satisfied customers of a team's product, 0..1."""
    unhappy = dissatisfaction(team.defects, team.engineers, DEFECT_TOLERANCE)
    return pleased_share(team.delight, team.engineers, PLEASING) * (1.0 - unhappy)


@rule
def usual_delight(engineers: int) -> float:
    """Return the delight with which a product from before the run begins, so that the usual share of its customers is satisfied."""
    return -math.log(2.0 * (1.0 - USUAL)) * PLEASING * float(engineers)


@rule
def custom(satisfied: float, effect: float) -> float:
    """Return the share of what a product is worth that it earns: 1 when the usual share of its customers is satisfied.

    `effect` is what it changes by when the share of `satisfied` customers goes from 0 to 1.

    Example
    -------
    >>> custom(0.75, 0.5), custom(0.25, 0.5), custom(0.95, 0.5), custom(0.25, 0.0)
    (1.0, 0.75, 1.1, 1.0)
    """
    return 1.0 + effect * (satisfied - USUAL)


@rule
def please(state: State, index: int) -> None:
    """Let what a launch truly did be felt by the customers at home, and what it did elsewhere by those there."""
    item = state.items[index]
    state.teams[item.team].delight += item.realised - item.elsewhere
    if item.elsewhere != 0.0:
        there = team_for(state.domains[item.spill_domain], state.teams, item.key)
        state.teams[there].delight += item.elsewhere


@rule
def tally_satisfaction(state: State, t: int, quarter: int) -> None:
    """Add a team-week to the index of satisfaction, in percent; then customers take a week's part of what pleases them for granted."""
    team = state.teams[t]
    satisfied = 100.0 * satisfied_share(team)
    state.pulse[quarter].satisfaction += satisfied
    state.pulse[quarter].product_weeks += 1.0
    state.tally[t, quarter].satisfaction += satisfied
    state.tally[t, quarter].product_weeks += 1.0
    team.delight *= math.exp(-math.log(2.0) / EXPECTATION_HALF_LIFE)
