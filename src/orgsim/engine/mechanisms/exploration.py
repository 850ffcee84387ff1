"""Exploration: people look around for what lies further away, for the teams they have insight into."""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import spend
from orgsim.engine.mechanisms.portfolio import sees, teams_in_sight
from orgsim.engine.random import Luck
from orgsim.engine.state import State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, PersonAccount


@rule
def look_around_for(state: State, p: int, minutes: int) -> None:
    """Divide a person's research among the teams in sight, in equal shares."""
    share = float(minutes) / float(teams_in_sight(state, p))
    for t in range(len(state.teams)):
        if state.teams[t].active and sees(state, p, t):
            state.teams[t].research += share


@step("person_book", "posts", "teams")
@rule
def look_around(state: State, luck: Luck, week: int) -> None:
    """Whoever has time for research looks around; what is found shows in next week's opportunities."""
    quarter = week // WEEKS_PER_QUARTER
    for team in state.teams:
        team.research = 0.0
    for p in range(len(state.posts)):
        post = state.posts[p]
        if not post.active or post.person == NONE or post.research_left == 0 or teams_in_sight(state, p) == 0:
            continue
        before = post.left
        post.left = spend(state.person_book[p, quarter], PersonAccount.RESEARCH, post.research_left, post.left)
        look_around_for(state, p, before - post.left)
