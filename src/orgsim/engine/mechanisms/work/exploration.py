"""Exploration: people search for opportunities away from the core on behalf of the teams they have insight into."""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import spend
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, PersonAccount


@rule
def search_for(state: State, p: int, quarter: int) -> None:
    """Spend a person's time for research on the teams in sight, in equal shares."""
    post = state.posts[p]
    seen = look_around(state, p)
    if seen == 0:
        return
    before = post.left
    post.left = spend(state.person_book[p, quarter], PersonAccount.RESEARCH, post.research_left, post.left)
    for place in range(seen):
        state.teams[state.in_sight[place]].research += float(before - post.left) / float(seen)


@step("in_sight person_book posts teams")
@rule
def research(state: State, luck: Luck, week: int) -> None:
    """People with time for research search for opportunities; the result affects which of next week's opportunities are seen."""
    for team in state.teams:
        team.research = 0.0
    find_holders(state.posts, state.teams)
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE and post.research_left > 0:
            search_for(state, p, week // WEEKS_PER_QUARTER)
