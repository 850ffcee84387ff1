"""Arrivals: the week's opportunities reach a team that serves their domain if the team sees them."""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.fetching import fetch_judged
from orgsim.engine.ledger import close
from orgsim.engine.mechanisms.work.backlog import UNRANKED, insert_idea
from orgsim.engine.mechanisms.work.market import team_for
from orgsim.engine.random import Luck, Purpose, uniform
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, ItemAccount, Stage

ARRIVALS_AHEAD = 4
"""The arrival after so many others is asked for early (``fetching``)."""
RESEARCH_SCALE = 120.0
"""Minutes of research a week for a team that finds 63 % of what it would have missed. Source: assumed."""


@rule
def search_radius(research: float, base: float, scale: float) -> float:
    """Return the chance to see an opportunity one step away from the core, with `research` minutes a week for the team.

    Example
    -------
    >>> search_radius(0.0, 0.5, 120.0), round(search_radius(120.0, 0.5, 120.0), 3)
    (0.5, 0.816)
    """
    return 1.0 - (1.0 - base) * math.exp(-research / scale)


@rule
def is_seen(item: Records, team: Records, parameters: Records, luck: Luck) -> bool:
    """Tell whether a team sees an opportunity: always if it is core, and with a chance that falls with its distance otherwise."""
    if item.reach == 0:
        return True
    radius = search_radius(team.research, parameters.search_radius, RESEARCH_SCALE)
    return uniform(luck, Purpose.SEARCH_AFAR, item.key, 0, 0) < math.pow(radius, float(item.reach))


@step("counters item_book items teams")
@rule
def arrive(state: State, luck: Luck, week: int) -> None:
    """The week's opportunities enter the pools of the teams that serve their domains."""
    counters = state.counters[0]
    while counters.arrived < counters.opportunities:
        index = counters.arrived
        fetch_judged(state.items, min(index + ARRIVALS_AHEAD, counters.opportunities - 1))
        item = state.items[index]
        if item.week != week:
            return
        counters.arrived += 1
        item.team = team_for(state.domains[item.domain], state.teams, item.key)
        item.priority = UNRANKED
        item.booked_until = week * MINUTES_PER_WEEK
        if item.team == NONE or not is_seen(item, state.teams[item.team], state.parameters[0], luck):
            close(state.item_book[counters.quarter], ItemAccount.IDEA, item, Stage.EXPIRED, week * MINUTES_PER_WEEK)
        else:
            item.stage = Stage.IDEA
            insert_idea(state.teams[item.team], state.items, item.team, index)
