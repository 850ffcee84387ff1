"""Arrivals: the week's opportunities reach the team that serves their domain."""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close
from orgsim.engine.mechanisms.backlog import insert
from orgsim.engine.mechanisms.market import team_for
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, ItemAccount, Stage

UNRANKED = -1e9
"""Priority of an idea that nobody has looked at: below every judged one."""


@step("counters", "item_book", "items", "teams")
@rule
def arrive(state: State, luck: Luck, week: int) -> None:
    """Put the week's opportunities into the pools of the teams that serve their domains."""
    counters = state.counters[0]
    while counters.arrived < len(state.objectives):
        index = counters.arrived
        item = state.items[index]
        if item.week != week:
            return
        counters.arrived += 1
        item.team = team_for(state.domains[item.domain], state.teams, item.key)
        item.priority = UNRANKED
        item.booked_until = week * MINUTES_PER_WEEK
        if item.team == NONE:
            close(state.item_book[counters.quarter], ItemAccount.IDEA, item, Stage.EXPIRED, week * MINUTES_PER_WEEK)
        else:
            item.stage = Stage.IDEA
            state.teams[item.team].pool = insert(state.items, state.teams[item.team].pool, index)
