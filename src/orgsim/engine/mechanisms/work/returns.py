"""Returns: what all launches of a company bring to one objective is worth less and less within about a year.

So an initiative fits better if it serves what the others neglect, and balance across a portfolio is worth something that no single
product shows. What was brought fades; with an exponent of 0 only the weights count. Source: concave returns to each use of a budget,
Markowitz 1952 and Dorfman & Steiner 1954 (form); the size is a parameter of the market.
"""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import top_of
from orgsim.engine.mechanisms.decisions.bets import kept_by
from orgsim.engine.mechanisms.decisions.elsewhere import spread_to
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.random import Luck
from orgsim.engine.state import Floats, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, Kind

MEMORY = 52.0
"""Weeks in which 63 % of what launches brought is forgotten: returns diminish within a year. Source: assumed."""
BALLAST = 8.0
"""Standard values that count as brought in balance before anything was, so that a first launch tips nothing. Source: assumed."""
FARTHEST = 8.0
"""By this factor at most an objective counts as neglected or as served too well. Source: assumed."""


@rule
def scarcity(served: float, exponent: float) -> float:
    """Return the factor on what one more launch brings to an objective that gets `served` times the share that its weight asks for.

    Example
    -------
    >>> scarcity(1.0, 0.5), scarcity(4.0, 0.5), scarcity(0.25, 0.5), scarcity(4.0, 0.0)
    (1.0, 0.5, 2.0, 1.0)
    """
    return math.pow(min(FARTHEST, max(1.0 / FARTHEST, served)), -exponent)


@rule
def share_of(brought: Floats, due: Floats, k: int) -> float:
    """Return the share of all that launches brought lately, (K,), that went to objective `k`; `due`, (K,), is that of the ballast."""
    total = BALLAST
    for other in range(len(brought)):
        total += brought[other]
    return (brought[k] + BALLAST * due[k]) / total


@rule
def level_of(mean: float, balanced: float, exponent: float) -> float:
    """Return the factor that pays all launches together what they are worth together, so that none gains at the cost of the others.

    What a company brings is worth a `mean` of what it brings to each objective, `balanced` if that is in proportion to the weights, with
    constant elasticity 1 / `exponent` and constant returns to scale (Arrow, Chenery, Minhas & Solow 1961); each launch is worth what it
    adds, and these parts sum up to the whole (Euler).
    """
    return math.pow(mean / balanced, exponent / (1.0 - exponent))


@rule
def needed_fit(weights: Floats, objectives: Floats, brought: Floats, exponent: float, kept: Floats) -> float:
    """Return how well an item fits what is weighed and still lacking: K x level x sum of weight x objective x scarcity.

    All vectors are (K,) but `kept`, (3 K + 2,), which holds what scarcities were found for last and what they are, since a judge looks at
    many items with the same eyes. A portfolio in proportion to the weights has a scarcity and a level of 1, so that the fit is that of
    the weights.
    """
    size = len(weights)
    if not is_kept(weights, brought, exponent, kept):
        find_scarcities(weights, brought, exponent, kept)
    total = 0.0
    for k in range(size):
        if weights[k] > 0.0:
            total += weights[k] * objectives[k] * kept[2 * size + k]
    return total * size * kept[3 * size]


@rule
def is_kept(weights: Floats, brought: Floats, exponent: float, kept: Floats) -> bool:
    """Tell whether the scarcities that are kept are those of these weights and of what was brought."""
    size = len(weights)
    same = kept[3 * size + 1] == exponent
    for k in range(size):
        same = same & (kept[k] == weights[k]) & (kept[size + k] == brought[k])
    return same


@rule
def find_scarcities(weights: Floats, brought: Floats, exponent: float, kept: Floats) -> None:
    """Find the scarcity of each objective and the level, and keep them with what they were found for."""
    size = len(weights)
    mean = 0.0
    balanced = 0.0
    for k in range(size):
        kept[k] = weights[k]
        kept[size + k] = brought[k]
        if weights[k] > 0.0:
            share = share_of(brought, weights, k)
            kept[2 * size + k] = scarcity(share / weights[k], exponent)
            mean += share * weights[k] * kept[2 * size + k]
            balanced += weights[k] * weights[k]
    kept[3 * size] = level_of(mean, balanced, exponent)
    kept[3 * size + 1] = exponent


@rule
def true_fit(state: State, index: int, quarter: int) -> float:
    """Return how well an initiative truly fits the strategy of a quarter, given what its company has launched lately.

    Where journeys of customers lead through its domain, it fits better the more they need that step (``journeys``).
    """
    weights = state.strategy[quarter]
    company = state.teams[state.items[index].team].company
    exponent = state.parameters[0].diminishing_returns
    lift = 1.0 + state.domains[state.items[index].domain].lift
    if exponent == 0.0 or company == NONE:
        return strategic_fit(weights, state.objectives[index]) * lift
    return (
        needed_fit(weights, state.objectives[index], state.brought[company], exponent, state.scarcities[company]) * lift
    )


@rule
def seen_fit(state: State, post: int, index: int, tilt: float, fit: float) -> float:
    """Return a judge's view of an initiative's fit, from the `fit` that the weights alone would give it in the judge's belief.

    A judge knows what the company has launched lately, and has in hand, as far as the post has an overview, and compares it with the own
    belief; local interest (`tilt`, 0..1) asks for no balance.
    """
    exponent = state.parameters[0].diminishing_returns
    company = state.teams[state.items[index].team].company
    overview = state.posts[post].overview
    if exponent == 0.0 or overview == 0.0 or company == NONE or top_of(state.posts, post) != company:
        return fit
    belief = state.beliefs[state.posts[post].person]
    needed = needed_fit(belief, state.objectives[index], state.foreseen[company], exponent, state.scarcities[post])
    return fit + (1.0 - tilt) * overview * (needed - strategic_fit(belief, state.objectives[index]))


@rule
def bring(state: State, index: int, kept: float, week: int) -> None:
    """Note what a launch brought to each objective of its company: its gain, before any weight, of which a share is `kept`."""
    item = state.items[index]
    company = state.teams[item.team].company
    if company == NONE:
        return
    gain = kept * item.promise * kept_by(item, week) * spread_to(state, item)
    for k in range(state.brought.shape[1]):
        state.brought[company, k] += max(0.0, gain * state.objectives[index, k])


@rule
def expect(state: State, company: int, index: int) -> None:
    """Count an initiative in hand for what its planner expected it to bring to each objective, before what the change costs."""
    item = state.items[index]
    if item.kind == Kind.INITIATIVE:
        gain = max(0.0, item.estimate) + item.scale * state.parameters[0].value_shift
        for k in range(state.foreseen.shape[1]):
            state.foreseen[company, k] += max(0.0, gain * state.objectives[index, k])


@rule
def expect_from(state: State, t: int) -> None:
    """Count what a team has in work and in its backlog."""
    team = state.teams[t]
    for slot in range(team.working):
        expect(state, team.company, state.slots[t, slot])
    index = team.parked
    while index != NONE:
        expect(state, team.company, index)
        index = state.items[index].next
    index = team.backlog
    while index != NONE:
        expect(state, team.company, index)
        index = state.items[index].next


@rule
def foresee(state: State) -> None:
    """Sum up what each company has brought to the objectives lately and has in hand, which is what an overview shows."""
    for p in range(len(state.posts)):
        for k in range(state.foreseen.shape[1]):
            state.foreseen[p, k] = state.brought[p, k]
    for t in range(len(state.teams)):
        if state.teams[t].active and state.teams[t].company != NONE:
            expect_from(state, t)


@rule
def hand_over_brought(state: State) -> None:
    """Let what a company has launched go to the company it became part of."""
    for p in range(len(state.posts)):
        post = state.posts[p]
        old = p if post.active else post.heir
        heir = top_of(state.posts, old) if old != NONE else NONE
        if heir not in (p, NONE):
            move_row(state.brought, p, heir)


@rule
def move_row(table: Floats, source: int, target: int) -> None:
    """Add one row of a table, (rows, K), to another and clear it."""
    for k in range(table.shape[1]):
        table[target, k] += table[source, k]
        table[source, k] = 0.0


@step("brought")
@rule
def forget_brought(state: State, luck: Luck, week: int) -> None:
    """What launches brought to the objectives fades, so that only what is recent diminishes returns."""
    fade = math.exp(-1.0 / MEMORY)
    for p in range(len(state.posts)):
        if state.posts[p].manager == NONE:
            for k in range(state.brought.shape[1]):
                state.brought[p, k] *= fade
