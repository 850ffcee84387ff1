"""Journeys: customers go through several products in turn, and a journey is as good as the product of its steps.

At each step those go on who are satisfied there. Where one step is worse than the others, more can be won there than elsewhere, since the
same share of customers more at the weakest step is the largest share of all who arrive: a launch is worth more at the weakest step of a
journey, and less where the others hold customers up. Source: funnels and serial reliability (form); O-ring, Kremer 1993.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.customers import satisfied_share
from orgsim.engine.random import Luck
from orgsim.engine.state import Indices, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER

LEAST_PASS = 0.05
"""Share of customers who pass even the worst step. Source: assumed."""
MOST_LIFT = 2.0
"""A launch is at most this many times as valuable for being at the weakest step, and at least its inverse. Source: assumed."""


@rule
def pass_rate(state: State, domain: int) -> float:
    """Return the share of customers who pass the step in a domain, (0..1): those who are satisfied, as the mean over its teams."""
    total = 0.0
    count = 0
    team = state.domains[domain].first_team if state.domains[domain].teams > 0 else NONE
    while team != NONE:
        total += satisfied_share(state.teams[team])
        count += 1
        team = state.teams[team].next_in_domain
    return max(LEAST_PASS, total / float(count)) if count > 0 else 1.0


@rule
def passed_whole(steps: Indices, domains: Records) -> float:
    """Return the share of customers who come through a journey; `steps`, (D,), has a 1 for each domain on the way."""
    product = 1.0
    for d in range(len(steps)):
        if steps[d]:
            product *= domains[d].passes
    return product


@rule
def lift_of(passes: float, whole: float, steps: int) -> float:
    """Return how much more a launch is worth at a step than at one as good as the geometric mean of its journey (0: the same).

    `passes` is the share that passes the step, `whole` the share that comes through all `steps`.

    Example
    -------
    >>> lift_of(0.5, 0.25, 2), round(lift_of(0.4, 0.32, 2), 3), round(lift_of(0.8, 0.32, 2), 3)
    (0.0, 0.414, -0.293)
    """
    usual = math.pow(whole, 1.0 / float(steps))
    return min(MOST_LIFT, max(1.0 / MOST_LIFT, usual / passes)) - 1.0


@rule
def count_steps(steps: Indices) -> int:
    """Return the number of steps of a journey; `steps`, (D,), has a 1 for each domain on the way."""
    count = 0
    for d in range(len(steps)):
        count += steps[d]
    return count


@rule
def measure_journey(state: State, j: int, quarter: int) -> None:
    """Measure how many customers come through a journey, and what that makes launches worth at its steps."""
    steps = state.journeys[j]
    whole = passed_whole(steps, state.domains)
    state.pulse[quarter].converted += whole
    state.pulse[quarter].journeys += 1.0
    for d in range(len(steps)):
        if steps[d]:
            domain = state.domains[d]
            domain.lift += lift_of(domain.passes, whole, count_steps(steps)) / float(domain.journeys)


@step("domains pulse")
@rule
def walk_journeys(state: State, luck: Luck, week: int) -> None:
    """Once a quarter it shows how many customers pass each step of each journey, and where a launch would help them most."""
    for d in range(len(state.domains)):
        state.domains[d].lift = 0.0
        state.domains[d].journeys = 0
        for j in range(len(state.journeys)):
            state.domains[d].journeys += state.journeys[j, d]
        if state.domains[d].journeys > 0:
            state.domains[d].passes = pass_rate(state, d)
    for j in range(len(state.journeys)):
        measure_journey(state, j, week // WEEKS_PER_QUARTER)


@rule
def sees_of_journeys(state: State, post: int, domain: int) -> float:
    """Return the share (0..1) of the other steps of a domain's journeys into which the holder of a post has insight."""
    seen = 0.0
    others = 0
    for j in range(len(state.journeys)):
        if state.journeys[j, domain]:
            for d in range(len(state.domains)):
                if d != domain and state.journeys[j, d]:
                    seen += state.insights[post, d]
                    others += 1
    return seen / float(others) if others > 0 else 0.0


@rule
def lift_seen(state: State, post: int, domain: int) -> float:
    """Return the factor by which a judge thinks that a launch is worth more, or less, for where it stands on the way of customers."""
    lift = state.domains[domain].lift
    return 1.0 + sees_of_journeys(state, post, domain) * lift if lift != 0.0 else 1.0
