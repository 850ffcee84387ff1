"""Authored work: initiatives that the scenario names appear at their date, and from then on are like any other.

Nothing of them is drawn: they are worth and take what the scenario says. What is not said, they do not have: they need no capability and
no other domain, have no effect elsewhere, and lie in the core of their domain. Judges err about them as about every case, by their key.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.ledger import close
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.judgement import judged_by
from orgsim.engine.mechanisms.work.backlog import UNRANKED, insert
from orgsim.engine.mechanisms.work.delivery import output_rate, take_up
from orgsim.engine.mechanisms.work.interdependence import build_effort, enlarge, owe, whole_effort
from orgsim.engine.mechanisms.work.items import minutes_for
from orgsim.engine.mechanisms.work.market import blank, scale_of, strategic_fit, team_for
from orgsim.engine.mechanisms.work.planning import fund, planner_of
from orgsim.engine.mechanisms.work.ranking import expected_effort
from orgsim.engine.random import Luck
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, MOST_PARTNERS, NONE, ItemAccount, Kind, Stage

LONG = 1 << 40
"""Minutes beyond anything that is in work."""


@rule
def write_down(
    items: Records,
    objectives: Floats,
    authored: Records,
    shares: Floats,
    weights: Floats,
    parameters: Records,
    luck: Luck,
    first: int,
) -> int:
    """Fill `items` from row `first` on with the initiatives that the scenario names; return the number of rows in use.

    `shares`, (N, K), is what each contributes to the objectives, and becomes row `first` onwards of `objectives`, (items, K); `weights`,
    (K,), are the true weights that the scenario states.
    """
    for place in range(len(authored)):
        named = authored[place]
        index = first + place
        named.place = index
        item = items[index]
        blank(item, named.key, Kind.INITIATIVE, Stage.UNBORN, named.domain, named.week)
        fill_in(item, named, parameters, luck)
        item.promise = promise_of(item, named.value, strategic_fit(weights, shares[place]), parameters)
        for k in range(objectives.shape[1]):
            objectives[index, k] = shares[place, k]
    return first + len(authored)


@rule
def fill_in(item: Records, named: Records, parameters: Records, luck: Luck) -> None:
    """Give an initiative the size, the needs and the ties to other domains that the scenario states.

    It is made of parts of the size of a median initiative, so that questions throw it back by the same share as others, whatever its size.
    """
    item.effort = named.effort
    item.planned = named.effort
    item.further_parts = max(0.0, named.effort / parameters.effort_median - 1.0)
    item.scale = scale_of(named.effort / parameters.effort_median, parameters)
    item.promise = 0.0
    item.fresh_until = named.due
    item.half_life = named.half_life if parameters.windows else 0.0
    if parameters.exploration:
        item.reach = named.reach
    for need in range(len(item.needs)):
        item.needs[need] = named.needs[need]
        if item.needs[need] != NONE:
            item.build_effort[need] = build_effort(item.needs[need], parameters, luck)
    item.depends_on = named.depends_on
    if item.depends_on != NONE:
        owe(item)
    partners = 0
    for place in range(MOST_PARTNERS):
        item.partners[place] = named.partners[place]
        partners += 1 if named.partners[place] != NONE else 0
    if partners > 0:
        enlarge(item, partners)


@rule
def promise_of(item: Records, value: float, fit: float, parameters: Records) -> float:
    """Return what an initiative promises that is worth `value`, in standard values, where it fits the strategy by `fit`, in a usual market.

    That is what it is worth and what its change costs and breaks, which is a matter of its size.
    """
    return max(0.0, value + item.scale * parameters.value_shift) / fit if fit > 0.0 else 0.0


@rule
def holder_of(state: State, named: Records) -> int:
    """Return the team that an initiative goes to: the one that is named, or where that is not there one of its domain; NONE: nobody."""
    if named.team != NONE and state.teams[named.team].active:
        return named.team
    return team_for(state.domains[named.domain], state.teams, named.key)


@rule
def estimate(state: State, luck: Luck, index: int, week: int) -> None:
    """Note what its planner expects of an initiative that is funded already, and its place; without an owner nobody expects anything."""
    item = state.items[index]
    owner = holder(state.posts, state.teams[item.team].owner)
    item.priority = 0.0
    if owner == NONE:
        return
    item.planned = expected_effort(state, item.team, index, week)
    item.priority = judged_by(state, luck, planner_of(state.posts, owner), index)
    item.estimate = item.priority * whole_effort(item) / state.parameters[0].effort_median


@rule
def go_on(state: State, luck: Luck, index: int, done: float, week: int) -> None:
    """Put a funded initiative into its team's hands, a share of it `done` (0..1); beyond the limit it goes on when a place is free."""
    item = state.items[index]
    team = state.teams[item.team]
    take_up(state, luck, index, week)
    item.left = (1.0 - done) * item.left
    rate = output_rate(max(1, team.engineers), state.parameters[0].size_exponent, 1.0, 0.0)
    item.worked = minutes_for(done * item.effort, LONG, rate)
    item.questioned = item.worked
    if team.working < team.wip:
        state.slots[item.team, team.working] = index
        team.working += 1
    else:
        item.next = team.parked
        team.parked = index


@rule
def come_in(state: State, luck: Luck, named: Records, week: int) -> None:
    """Let one initiative appear with its team, as the idea, the funded case or the work in hand that it is."""
    index = named.place
    item = state.items[index]
    now = week * MINUTES_PER_WEEK
    quarter = state.counters[0].quarter
    item.team = holder_of(state, named)
    item.booked_until = now
    item.priority = UNRANKED
    if item.team == NONE:
        close(state.item_book[quarter], ItemAccount.IDEA, item, Stage.EXPIRED, now)
    elif named.stage == Stage.IDEA:
        item.stage = Stage.IDEA
        state.teams[item.team].pool = insert(state.items, state.teams[item.team].pool, index)
    else:
        estimate(state, luck, index, week)
        item.submitted = now
        fund(state, luck, index, now, quarter)
        if named.stage == Stage.ACTIVE:
            go_on(state, luck, index, named.done, week)


@step("counters desks item_book items posts requests memos scarcities slots teams")
@rule
def appear(state: State, luck: Luck, week: int) -> None:
    """The initiatives that the scenario names for this week appear, before the organisation changes."""
    for named in state.authored:
        if named.week == week:
            come_in(state, luck, named, week)
