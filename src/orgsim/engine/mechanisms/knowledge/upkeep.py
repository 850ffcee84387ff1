"""Upkeep: what is in service costs a yearly share of what it took to build, more with every team that relies on it and with age.

What does the same thing twice costs twice. The books note how much of the upkeep goes into such duplicates, and how old they are.
"""

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.work.products import WEEKS_PER_YEAR
from orgsim.engine.random import Luck
from orgsim.engine.state import Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, CapabilityState

USER_EFFECT = 0.1
"""Relative increase in the upkeep of a capability for each other team that relies on it. Source: assumed."""
AGE_EFFECT = 0.1
"""Relative increase in the upkeep of a capability for each year of its age. Source: software that is used grows more complex unless
work is done against it, Lehman 1980; size assumed."""


@rule
def upkeep_minutes(capability: Records, week: int, share: float) -> float:
    """Return the weekly minutes that keeping an instance running takes; `share` is a share of its building a year."""
    return upkeep_of(float(capability.minutes), capability, week, share) * (1.0 + capability.dearer)


@rule
def upkeep_of(minutes: float, capability: Records, week: int, share: float) -> float:
    """Return the upkeep of an instance whose building took some `minutes`, by its age and by the teams that rely on it."""
    years = float(week - capability.born) / WEEKS_PER_YEAR
    worn = 1.0 + AGE_EFFECT * years
    used = 1.0 + USER_EFFECT * float(capability.users)
    return share * minutes / WEEKS_PER_YEAR * worn * used


@rule
def other_of(capabilities: Records, index: int) -> int:
    """Return the instance in service that another one does again, or that this was merged into; NONE when there is none (any more)."""
    original = capabilities[index].duplicates
    while original != NONE and capabilities[original].state > CapabilityState.LIVE:
        original = capabilities[original].successor
    return original if original != index else NONE


@step("pulse teams")
@rule
def reckon_upkeep(state: State, luck: Luck, week: int) -> None:
    """Each team learns what keeping its capabilities running takes this week."""
    share = state.parameters[0].maintenance_share
    pulse = state.pulse[week // WEEKS_PER_QUARTER]
    for team in state.teams:
        team.upkeep = 0.0
    for index in range(state.counters[0].capabilities):
        capability = state.capabilities[index]
        if capability.state != CapabilityState.LIVE:
            continue
        minutes = upkeep_minutes(capability, week, share)
        state.teams[capability.team].upkeep += minutes
        pulse.upkeep += minutes
        if other_of(state.capabilities, index) != NONE:
            pulse.duplicate_upkeep += minutes
            pulse.duplicate_age += minutes * float(week - capability.born)
