"""Engineers: they leave, their posts stand open for a while, and the next ones have to get to know the team.

An open post belongs to a team until a portfolio plan moves it: most capacity that companies move, they move by filling posts elsewhere.
"""

import numpy as np

from orgsim.engine.chances import is_nobody
from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.people.budget import affordable, commit, price_of_engineer, spend_on_hiring
from orgsim.engine.mechanisms.people.hiring import frozen
from orgsim.engine.mechanisms.people.staffing import weekly_rate
from orgsim.engine.random import Luck, Purpose, draw_several, poisson_quantile, uniform, whole_lots
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, TeamAccount

WEEKS_TO_FILL = 9.0
"""Mean weeks for which an engineer's post stands open. Source: 49 to 60 days in technology, as for all posts there."""


@rule
def add_newcomers(team: Records, newcomers: int, weeks: int, week: int) -> None:
    """Let engineers join a team whom it takes some weeks to come up to speed."""
    team.newcomers = newcomers if week >= team.newcomers_until else team.newcomers + newcomers
    team.engineers += newcomers
    team.newcomers_until = week + weeks


@rule
def leave_team(team: Records, leaving: int) -> None:
    """Let engineers leave a team; their posts stand open."""
    team.engineers -= leaving
    team.open += leaving
    team.newcomers = min(team.newcomers, team.engineers)


@rule
def number_of(count: int, rate: float, u: float) -> int:
    """Return how many of `count` do something that each does at a `rate` a week, from one uniform number."""
    mean = rate * float(count)
    return 0 if is_nobody(mean, u) else min(count, poisson_quantile(mean, u))


@rule
def renew(state: State, luck: Luck, draws: Floats, week: int) -> None:
    """Let engineers leave by a draw for each team, (teams,), and fill open posts."""
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    rate = weekly_rate(parameters.engineer_attrition) if parameters.attrition else 0.0
    hiring = parameters.hiring and not frozen(state.events, week)
    for t in range(len(state.teams)):
        team = state.teams[t]
        if not team.active:
            continue
        if rate > 0.0 and team.engineers > 1:
            leave_team(team, number_of(team.engineers - 1, rate, draws[t]))
        if team.open > 0 and hiring:
            funded = affordable(state, team, week)
            found = number_of(funded, 1.0 / WEEKS_TO_FILL, uniform(luck, Purpose.ENGINEERS, team.key, week, 1))
            if found > 0:
                team.open -= found
                add_newcomers(team, found, int(parameters.newcomer_weeks), week)
                year = parameters.engineer_cost * 52.0 / WEEKS_PER_QUARTER
                cost = parameters.hiring_cost_share * year * float(found)
                state.pulse[quarter].hiring_cost += cost
                state.tally[t, quarter].hiring_cost += cost
                spend_on_hiring(state, team.domain, cost)
                commit(state, team.domain, price_of_engineer(parameters) * float(found))
        state.team_book[t, quarter, TeamAccount.VACANT] += team.open * MINUTES_PER_WEEK


@step("committed hired_for pulse tally team_book teams")
@rule
def renew_engineers(state: State, luck: Luck, week: int) -> None:
    """Engineers leave, open posts are filled, and the time of posts that stand open is booked."""
    room = whole_lots(len(state.teams))
    keys, draws = np.zeros(room, np.uint64), np.empty(room)
    for t in range(len(state.teams)):
        keys[t] = state.teams[t].key
    draw_several(draws, luck, Purpose.ENGINEERS, keys, week, np.zeros(room, np.uint64), room)
    renew(state, luck, draws, week)
