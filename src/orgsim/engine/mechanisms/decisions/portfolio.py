"""Portfolio: posts with the time and the right review the teams in sight and propose a plan that moves capacity, and a sunset.

A plan compares what engineers seem to be worth in each team, sees what size does to a team, and moves as many as the evidence carries: open
posts first, which cost nobody a colleague. Within the author's own authority a move is just decided; otherwise it takes the consent of the
post that staffs the giving team, or the word of the common superior. Sources: most real re-allocation goes by filling posts elsewhere;
managers protect their own (Bower 1970).
"""

import math

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import common_superior, holder, in_one_company, nearest_with
from orgsim.engine.mechanisms.decisions.insight import find_holders, look_around
from orgsim.engine.mechanisms.decisions.judgement import find_interests, note_shift
from orgsim.engine.mechanisms.decisions.requests import new_request, send
from orgsim.engine.mechanisms.knowledge.views import learn_from_review, seen_attractiveness
from orgsim.engine.mechanisms.people.engineers import add_newcomers
from orgsim.engine.mechanisms.work.capacity import effort_in_quarter
from orgsim.engine.mechanisms.work.delivery import NEWCOMER_LOSS
from orgsim.engine.mechanisms.work.planning import planned_capacity
from orgsim.engine.mechanisms.work.sunset import gain_of_sunset, may_propose_sunset, propose_sunset, worst_in_service
from orgsim.engine.random import Luck, Purpose, mix, uniform
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import (
    MINUTES_PER_WEEK,
    NONE,
    WEEKS_PER_QUARTER,
    Action,
    Errand,
    Right,
    Turn,
)

SMALLEST_TEAM = 3
"""Engineers: no team is made smaller than this by moving capacity. Source: assumed."""
QUARTERS_COUNTED = 3.0
"""Quarters for which a plan counts on capacity staying where it is moved. Source: assumed."""
SLOPE = 0.6
"""How fast ideas get worse down a team's ranked list: exponent of the effort that is taken up. Source: trials with ranked lists."""
NOT_REVIEWED = -1.0
"""What stands for the worth of a team that was not looked at, or that has had its turn."""
CAUTION = 2.0
"""A move has to bring this many times what it costs. Source: assumed."""


@rule
def reckon_prices(posts: Records, teams: Records) -> None:
    """Sum up for each head what the capacity of its company's teams costs: once, since every judge of a move asks for the mean."""
    for team in teams:
        if team.company != NONE:
            posts[team.company].prices = 0.0
            posts[team.company].priced = 0.0
    for team in teams:
        if team.active and team.company != NONE:
            posts[team.company].prices += team.price * float(team.engineers)
            posts[team.company].priced += float(team.engineers)


@rule
def usual_price(state: State, company: int) -> float:
    """Return the mean price of capacity of a company's teams, by engineers, in standard values for each standard effort."""
    if company != NONE:
        head = state.posts[company]
        return head.prices / head.priced if head.priced > 0.0 else 0.0
    total = 0.0
    engineers = 0.0
    for team in state.teams:
        if team.active and team.company == NONE:
            total += team.price * float(team.engineers)
            engineers += float(team.engineers)
    return total / engineers if engineers > 0.0 else 0.0


@rule
def worth_at_margin(state: State, post: int, t: int) -> float:
    """Return what more capacity of a team seems to be worth to a person, for each standard effort.

    Ideas come and go faster than engineers can move, so that a plan counts on a team's ideas to be as good as those of others, and on its
    market to pay what the person expects of it over the quarters that the plan counts.
    """
    team = state.teams[t]
    half = 0.5 * QUARTERS_COUNTED * WEEKS_PER_QUARTER
    return usual_price(state, team.company) * seen_attractiveness(state, state.posts[post].person, team.domain, half)


@rule
def worth_of_output(ratio: float, slope: float) -> float:
    """Return the worth of a team's output over that of its present output, which counts as 1 / (1 - slope); ideas get worse with more.

    Example
    -------
    >>> worth_of_output(1.0, 0.5), worth_of_output(4.0, 0.5)
    (2.0, 4.0)
    """
    return math.pow(ratio, 1.0 - slope) / (1.0 - slope)


@rule
def worth_of_size(state: State, t: int, margin: float, engineers: int, week: int) -> float:
    """Return what a team seems to bring with some number of engineers over the quarters that a plan counts, in standard values.

    `margin` is what a standard effort of it is worth at its present size. Coordination and the cover by product people limit how much
    more larger teams get done.
    """
    team, parameters = state.teams[t], state.parameters[0]
    now = effort_in_quarter(team, parameters, team.engineers, week)
    if now <= 0.0:
        return 0.0
    ratio = effort_in_quarter(team, parameters, engineers, week) / now
    planned = planned_capacity(team, parameters) * WEEKS_PER_QUARTER * QUARTERS_COUNTED / parameters.effort_median
    return margin * planned * worth_of_output(ratio, SLOPE)


@rule
def cost_of_move(margin: float, size: int, parameters: Records) -> float:
    """Return what is lost while engineers who move get to know their new team, in standard values."""
    weeks = NEWCOMER_LOSS * parameters.newcomer_weeks * float(size)
    return margin * weeks * parameters.productive_share * MINUTES_PER_WEEK / parameters.effort_median


@rule
def gain_of_move(state: State, giving: int, taking: int, margins: tuple[float, float], size: int, week: int) -> float:
    """Return the seeming gain of moving `size` engineers, in standard values, less what the move costs; open posts move free of cost.

    `margins` are what a standard effort of the giving and of the taking team is worth.
    """
    lost, won = margins
    source, target = state.teams[giving], state.teams[taking]
    gain = worth_of_size(state, taking, won, target.engineers + size, week)
    gain -= worth_of_size(state, taking, won, target.engineers, week)
    gain += worth_of_size(state, giving, lost, source.engineers - size, week)
    gain -= worth_of_size(state, giving, lost, source.engineers, week)
    return gain - CAUTION * cost_of_move(won, max(0, size - source.open), state.parameters[0])


@rule
def can_give(team: Records, size: int) -> bool:
    """Tell whether a team stays large enough when it gives up `size` posts, of which some may stand open."""
    return team.engineers + team.open - size >= SMALLEST_TEAM and team.engineers - max(0, size - team.open) >= 1


@rule
def may_trade(state: State, giving: int, taking: int) -> bool:
    """Tell whether capacity can move between two teams."""
    return giving != taking and in_one_company(state.teams, giving, taking)


@rule
def size_of_move(state: State, giving: int, taking: int, margins: tuple[float, float], week: int) -> int:
    """Return how many engineers a move should have: as many as it gains by, one after the other."""
    size = 1
    gain = gain_of_move(state, giving, taking, margins, size, week)
    while can_give(state.teams[giving], size + 1):
        more = gain_of_move(state, giving, taking, margins, size + 1, week)
        if more <= gain:
            break
        size, gain = size + 1, more
    return size


@rule
def best_of(worth: Floats, margins: Floats) -> int:
    """Return the place of the largest worth among the teams in the plan; NONE when there is none. Both are (teams in sight,)."""
    best = NONE
    for place in range(len(worth)):
        if margins[place] >= 0.0 and (best == NONE or worth[place] > worth[best]):
            best = place
    return best


@rule
def cheapest_giver(state: State, margins: Floats, losses: Floats, taker: int) -> int:
    """Return the place of the team that would lose least by giving to the team at place `taker`; NONE when none can give."""
    best = NONE
    least = math.inf
    won = margins[taker]
    for place in range(len(losses)):
        t = state.in_sight[place]
        if margins[place] < 0.0 or not may_trade(state, t, state.in_sight[taker]) or not can_give(state.teams[t], 1):
            continue
        moving = 1 if state.teams[t].open == 0 else 0
        loss = losses[place] + CAUTION * cost_of_move(won, moving, state.parameters[0])
        if loss < least:
            best, least = place, loss
    return best


@rule
def plan_moves(state: State, luck: Luck, post: int, margins: Floats, week: int) -> None:
    """Propose the moves of a plan: the team that would gain most takes from the one that would lose least; no team trades twice.

    `margins`, (teams in sight,), are what their capacity seems to be worth; NOT_REVIEWED for teams that were not looked at.
    """
    gains = np.zeros(len(margins))
    losses = np.zeros(len(margins))
    for place in range(len(margins)):
        if margins[place] >= 0.0:
            t, now = state.in_sight[place], state.teams[state.in_sight[place]].engineers
            here = worth_of_size(state, t, margins[place], now, week)
            gains[place] = worth_of_size(state, t, margins[place], now + 1, week) - here
            losses[place] = here - worth_of_size(state, t, margins[place], now - 1, week)
    for _ in range(len(margins)):
        taker = best_of(gains, margins)
        if taker == NONE:
            return
        giver = cheapest_giver(state, margins, losses, taker)
        if giver != NONE:
            giving, taking = state.in_sight[giver], state.in_sight[taker]
            worth = (margins[giver], margins[taker])
            if gain_of_move(state, giving, taking, worth, 1, week) > 0.0:
                size = size_of_move(state, giving, taking, worth, week)
                gain = gain_of_move(state, giving, taking, worth, size, week)
                propose_shift(state, luck, post, giving, taking, size, gain, week)
                margins[giver] = NOT_REVIEWED
        margins[taker] = NOT_REVIEWED


@rule
def minutes_to_review(post: Records, parameters: Records) -> float:
    """Return the minutes of the coming quarter that a post spends on comparing teams, by what last week left for the portfolio."""
    return (1.0 - parameters.audit_share) * float(post.portfolio_left) * WEEKS_PER_QUARTER


@rule
def review(state: State, luck: Luck, post: int, week: int) -> None:
    """Review as many teams as time allows; propose a plan of moves, and one sunset."""
    parameters = state.parameters[0]
    quarter = week // WEEKS_PER_QUARTER
    seen = look_around(state, post)
    chance = minutes_to_review(state.posts[post], parameters) / parameters.minutes_per_review / float(max(1, seen))
    row = state.posts[post].person
    margins = np.empty(seen)
    for place in range(seen):
        margins[place] = NOT_REVIEWED
        team = state.teams[state.in_sight[place]]
        if uniform(luck, Purpose.PORTFOLIO_NOISE, state.people[row].key, quarter, team.key) < chance:
            learn_from_review(state, luck, row, team.domain, quarter)
            margins[place] = 0.0
    review_service_in_sight(state, luck, post, margins, seen, week)
    for place in range(seen):
        if margins[place] >= 0.0:
            margins[place] = worth_at_margin(state, post, state.in_sight[place])
    plan_moves(state, luck, post, margins, week)


@rule
def review_service_in_sight(state: State, luck: Luck, post: int, margins: Floats, seen: int, week: int) -> None:
    """Propose the sunset that seems to gain most among the launches of the reviewed teams."""
    parameters = state.parameters[0]
    if not (parameters.products and parameters.stopping and may_propose_sunset(state.posts, post)):
        return
    fading = NONE
    most = 0.0
    for place in range(seen):
        worst = worst_in_service(state, state.in_sight[place], 0.0, week) if margins[place] >= 0.0 else NONE
        if worst != NONE and gain_of_sunset(state, worst, 0.0, week) > most:
            fading, most = worst, gain_of_sunset(state, worst, 0.0, week)
    if fading != NONE:
        propose_sunset(state, luck, post, fading, week)


@rule
def propose_shift(
    state: State, luck: Luck, post: int, giving: int, taking: int, size: int, gain: float, week: int
) -> None:
    """Make a proposal to move engineers from one team to another."""
    now = week * MINUTES_PER_WEEK
    cause = int(mix(state.teams[giving].key, week, state.teams[taking].key))
    request = new_request(state.requests, state.counters[0], Errand.SHIFT, cause, post, giving, now)
    if request == NONE:
        return
    state.requests[request].other = taking
    state.requests[request].engineers = size
    state.requests[request].evidence = gain
    state.requests[request].turn = Turn.PREPARE
    send(state.requests, request, state.posts, state.desks, state.parameters[0], luck, post, now)


@step("counters desks doubts in_sight items posts requests teams views")
@rule
def review_portfolio(state: State, luck: Luck, week: int) -> None:
    """Posts with the right to propose shifts and with portfolio time review the portfolio."""
    find_holders(state.posts, state.teams)
    reckon_prices(state.posts, state.teams)
    for p in range(len(state.posts)):
        post = state.posts[p]
        if post.active and post.person != NONE and post.portfolio > 0 and post.rights[Action.SHIFT] >= Right.PROPOSE:
            review(state, luck, p, week)


@rule
def capacity_holder(state: State, team: int) -> int:
    """Return the post that decides about a team's head-count; NONE when there is none."""
    owner = holder(state.posts, state.teams[team].owner)
    return nearest_with(state.posts, owner, Action.STAFF, Right.DECIDE)


@rule
def believed_gain(state: State, post: int, giving: int, taking: int, size: int) -> float:
    """Return the gain of moving engineers as a judge sees it, in standard values."""
    margins = (worth_at_margin(state, post, giving), worth_at_margin(state, post, taking))
    return gain_of_move(state, giving, taking, margins, size, state.counters[0].week)


@rule
def move_capacity(state: State, giving: int, taking: int, size: int, week: int) -> bool:
    """Move engineers from one team to another, open posts first; newcomers need time to come up to speed."""
    source, target = state.teams[giving], state.teams[taking]
    if not source.active or not target.active or not can_give(source, size):
        return False
    vacant = min(size, source.open)
    source.open -= vacant
    target.open += vacant
    source.shifted -= size
    target.shifted += size
    source.engineers -= size - vacant
    source.newcomers = min(source.newcomers, source.engineers)
    if size > vacant:
        add_newcomers(target, size - vacant, int(state.parameters[0].newcomer_weeks), week)
    reckon_prices(state.posts, state.teams)
    if source.company == target.company:
        note_shift(state.posts, source.owner, common_superior(state.posts, source.owner, target.owner))
        note_shift(state.posts, target.owner, NONE)
    else:  # one of them has no owner, so that a company has become larger or smaller
        find_interests(state)
    state.pulse[state.counters[0].quarter].shifted_engineers += float(size)
    return True
