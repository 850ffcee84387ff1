"""Launches: a finished initiative has an effect, which is measured with noise; a launch that seems to do harm is rolled back."""

import math

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder
from orgsim.engine.mechanisms.decisions.bets import kept_by
from orgsim.engine.mechanisms.decisions.elsewhere import spread_to
from orgsim.engine.mechanisms.work.backlog import add_to_backlog, new_piece
from orgsim.engine.mechanisms.work.products import bring_to_market
from orgsim.engine.mechanisms.work.returns import bring, true_fit
from orgsim.engine.random import Luck, Purpose, normal
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, Kind, Skill

LEAD_MEMORY = 0.8
"""Weight of what a team expected of lead times after it has lived through one more. Source: assumed."""
ROLLBACK_SHARE = 0.15
"""Effort of rolling back a launch, as a share of the initiative's effort. Source: assumed."""


@rule
def true_value(state: State, index: int, fit: float, week: int) -> float:
    """Return the true value of a launch in a week: what is left of its promise times fit, less what every change costs and breaks.

    The promise is that at home and what it brings, or spoils, in other domains: those who are hit report it, so that it is measured.

    Many launches are worth little or do harm (bounded), a few are worth a lot (heavy tail). Source: Kohavi et al. 2009; heavy tails,
    Azevedo et al. 2020.
    """
    item = state.items[index]
    gain = gain_at_home(item, fit, week) * spread_to(state, item)
    return gain * market_in(state, item.domain, week) - damage_of(state, item)


@rule
def gain_at_home(item: Records, fit: float, week: int) -> float:
    """Return what is left in a week of an initiative's promise to its own domain, times its fit, in a usual market."""
    return item.promise * fit * kept_by(item, week)


@rule
def damage_of(state: State, item: Records) -> float:
    """Return what an initiative's change costs and breaks, in standard values."""
    return item.scale * state.parameters[0].value_shift


@rule
def market_in(state: State, domain: int, week: int) -> float:
    """Return what a domain's market truly pays in a week; after the end of the run, as in its last quarter."""
    quarter = min(week // WEEKS_PER_QUARTER, len(state.attractiveness) - 1)
    return state.attractiveness[quarter, domain]


@rule
def realised_value(value: float, rolled_back: bool, exposure: float) -> float:
    """Return the realised value of a launch: its true value, or the part that it shows before a rollback."""
    return value * (exposure if rolled_back else 1.0)


@rule
def launch(state: State, luck: Luck, index: int, week: int) -> None:
    """Launch an initiative: its fit follows the true weights of the day, and it is rolled back if its measured effect is negative."""
    parameters = state.parameters[0]
    item = state.items[index]
    item.fit = true_fit(state, index, week // WEEKS_PER_QUARTER)
    value = true_value(state, index, item.fit, week)
    owner = holder(state.posts, state.teams[item.team].owner)
    analytics = state.people[state.posts[owner].person].skills[Skill.ANALYTICS] if owner != NONE else 0.5
    item.launched_by = item.team
    error = measurement_error(parameters.measurement_noise, parameters.skill_effect, analytics)
    item.measured = value + error * item.scale * normal(luck, Purpose.MEASUREMENT, item.key, 0, 0)
    harmful = item.measured < 0.0
    item.realised = realised_value(value, harmful, parameters.rollback_exposure)
    usual = gain_at_home(item, item.fit, week)
    elsewhere = usual * (spread_to(state, item) - 1.0) * market_in(state, item.domain, week)
    item.elsewhere = realised_value(elsewhere, harmful, parameters.rollback_exposure)
    bring(state, index, parameters.rollback_exposure if harmful else 1.0, week)
    remember_lead(state.teams[item.team], item, week)
    if harmful:
        take_back(state, item, index, week)
    if harmful or not parameters.products:
        item.earned = item.realised
    state.domains[item.domain].launches += 1.0
    if parameters.products:
        item.gains, item.damage = usual * spread_to(state, item), damage_of(state, item)
        bring_to_market(state, index, harmful, week // WEEKS_PER_QUARTER)


@rule
def remember_lead(team: Records, item: Records, week: int) -> None:
    """Let a team learn how long it takes from asking for an initiative to its launch."""
    weeks = float(week) - float(item.submitted) / MINUTES_PER_WEEK
    team.lead = LEAD_MEMORY * team.lead + (1.0 - LEAD_MEMORY) * weeks


@rule
def measurement_error(usual: float, effect: float, analytics: float) -> float:
    """Return the standard error of a measured effect, in standard values; it falls with the owner's skill at analytics (0..1)."""
    return usual * math.exp(-effect * (analytics - 0.5))


@rule
def take_back(state: State, item: Records, index: int, week: int) -> None:
    """Put the work of a rollback at the front of the team's backlog."""
    team = state.teams[item.team]
    effort = ROLLBACK_SHARE * item.effort
    piece = new_piece(
        state.items, state.counters[0], state.teams, Kind.ROLLBACK, index, item.team, effort, 0.0, week + 1
    )
    if piece >= 0:
        if team.backlog >= 0:
            state.items[piece].priority = state.items[team.backlog].priority + 1.0
        add_to_backlog(team, state.items, piece)
