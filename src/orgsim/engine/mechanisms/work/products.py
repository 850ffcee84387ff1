"""Products: launches bring in their worth over time, need upkeep, and ship defects that customers report.

A team's product is what it has launched and not taken out of service. How satisfied customers are says how much they buy (``customers``).
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.backlog import remove
from orgsim.engine.mechanisms.work.customers import custom, please, satisfied_share
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER

WEEKS_PER_YEAR = 52.0


@rule
def running_minutes(effort: float, share: float) -> float:
    """Return the weekly minutes that keeping a launch running takes, from its effort and the yearly `share` of that effort."""
    return share * effort / WEEKS_PER_YEAR


@rule
def earned_share(life: float) -> float:
    """Return the share of a launch's remaining worth that it brings in within a quarter; `life` is in weeks."""
    return 1.0 - math.exp(-WEEKS_PER_QUARTER / life)


@rule
def discount(weeks: float, rate: float) -> float:
    """Return what money that comes after `weeks` is worth at the start; `rate` is a share a year.

    Example
    -------
    >>> discount(0.0, 0.1), round(discount(52.0, 0.1), 3)
    (1.0, 0.909)
    """
    return math.pow(1.0 + rate, -weeks / WEEKS_PER_YEAR)


@rule
def bring_to_market(state: State, index: int, rolled_back: bool, quarter: int) -> None:
    """Put a launch into service with its hidden defects; a launch that was rolled back has had its effect at once."""
    item = state.items[index]
    please(state, index)
    if rolled_back:
        state.pulse[quarter].revenue += item.realised
        state.tally[item.team, quarter].revenue += item.realised
        return
    team = state.teams[item.team]
    item.worth = item.realised
    item.next = team.service
    team.service = index
    team.lines += 1
    team.defects += item.latent
    team.run_cost += running_minutes(item.effort, state.parameters[0].running_share)


@rule
def withdraw(state: State, index: int) -> None:
    """Take a launch out of service; it brings in nothing and costs nothing from then on."""
    item = state.items[index]
    team = state.teams[item.team]
    team.service = remove(state.items, team.service, index)
    team.lines -= 1
    team.run_cost -= running_minutes(item.effort, state.parameters[0].running_share)
    item.worth = 0.0
    item.gains = 0.0
    item.damage = 0.0


@rule
def bequeath_service(state: State, t: int, successor: int) -> None:
    """Hand a closed team's launches and their defects to its successor; without a successor they go out of service."""
    team = state.teams[t]
    while team.service != NONE:
        index = team.service
        if successor == NONE:
            withdraw(state, index)
            continue
        running = running_minutes(state.items[index].effort, state.parameters[0].running_share)
        team.service = state.items[index].next
        team.run_cost -= running
        heir = state.teams[successor]
        state.items[index].team = successor
        state.items[index].next = heir.service
        heir.service = index
        heir.lines += 1
        heir.run_cost += running
    if successor != NONE:
        state.teams[successor].defects += team.defects
        state.teams[successor].delight += team.delight
    team.lines = 0
    team.defects = 0.0
    team.delight = 0.0
    team.run_cost = 0.0


@rule
def earn(state: State, t: int, week: int) -> None:
    """Earn a quarter's part of the worth of a team's launches, and withdraw those at the end of their service life."""
    parameters = state.parameters[0]
    team = state.teams[t]
    kept = custom(satisfied_share(team), parameters.churn_effect)
    share = earned_share(parameters.product_life)
    index = team.service
    while index != NONE:
        item = state.items[index]
        following = item.next
        item.worth = item.gains * state.attractiveness[week // WEEKS_PER_QUARTER, item.domain] - item.damage
        brought = share * item.worth
        item.gains -= share * item.gains
        item.damage -= share * item.damage
        item.worth -= brought
        brought *= kept if brought > 0.0 else 1.0
        state.pulse[week // WEEKS_PER_QUARTER].revenue += brought
        state.tally[t, week // WEEKS_PER_QUARTER].revenue += brought
        item.earned += brought * discount(float(week - item.finished), parameters.discount_rate)
        if week - item.finished >= parameters.service_life:
            withdraw(state, index)
        index = following


@step("items pulse tally teams")
@rule
def run_products(state: State, luck: Luck, week: int) -> None:
    """Launches in service bring in the revenue of the coming quarter, more of it or less by how satisfied customers are."""
    for t in range(len(state.teams)):
        if state.teams[t].active:
            earn(state, t, week)


@rule
def legacy_minutes(engineers: int, week: int, parameters: Records) -> float:
    """Return the weekly minutes for launches from before the run, which go out of service at an even pace."""
    left = max(0.0, 1.0 - float(week) / parameters.service_life)
    return parameters.legacy_share * left * float(engineers) * MINUTES_PER_WEEK


@rule
def tickets_due(defects: float, weeks: float) -> float:
    """Return the minutes of defects that customers report in a week; `weeks` is the time scale."""
    return defects * (1.0 - math.exp(-1.0 / weeks))
