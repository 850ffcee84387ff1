"""The past: what a company built before the run, some of it twice.

When the run begins, a share of the capability types is in service already: each of these with a team that serves the domain of the type,
as old as chance has it, with teams of related domains among its users. A share of them was built a second time, by a team of a related
domain. All of it is drawn by type and domain, never from teams; so alternatives start from the same living state.
"""

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.mechanisms.decisions.authority import holder, in_one_company
from orgsim.engine.mechanisms.knowledge.building import begin, enlist, rely_on
from orgsim.engine.mechanisms.knowledge.capabilities import remember
from orgsim.engine.mechanisms.knowledge.platforms import is_named
from orgsim.engine.mechanisms.people.staffing import learn_of_products
from orgsim.engine.mechanisms.work.delivery import output_rate
from orgsim.engine.mechanisms.work.interdependence import build_effort, related_domain
from orgsim.engine.mechanisms.work.market import blank, draw_objectives, team_for
from orgsim.engine.random import Luck, Purpose, Word, mix, uniform
from orgsim.engine.state import Floats, Records, State
from orgsim.engine.steps import step
from orgsim.engine.vocabulary import NEVER, NONE, CapabilityState, Kind, Stage

LONG_AGO = 0x80000000
"""Sets the keys of what is older than the run apart from those of the run."""
PAID = 2.0
"""What the initiatives promised for which things were built before the run, as a share of what they broke. Source: assumed."""
USERS = 2
"""Other teams that rely on what is older than the run, at most: each with the chance that a need is for another domain. Source: assumed."""


@rule
def recall(
    items: Records,
    objectives: Floats,
    domains: Records,
    domain_objectives: Floats,
    parameters: Records,
    luck: Luck,
    first: int,
) -> int:
    """Fill `items` from row `first` on with the initiative for which each type was first built; return the number of rows in use.

    Only its scope counts, row `first` onwards of `objectives`, (items, K); it is neither launched nor counted in any book.
    """
    index = first
    for d in range(len(domains)):
        for place in range(domains[d].types):
            item = items[index]
            blank(item, mix(domains[d].key, place, LONG_AGO), Kind.PAST, Stage.DONE, d, NEVER)
            item.effort = parameters.effort_median
            item.planned = item.effort
            item.scale = 1.0
            item.promise = PAID * parameters.value_shift
            item.depends_on = NONE
            for need in range(len(item.needs)):
                item.needs[need] = NONE
            draw_objectives(objectives[index], domain_objectives[d], parameters.objective_spread, luck, item.key)
            index += 1
    return index


@rule
def born_before(phase: float, lifetime: float, u: float) -> int:
    """Return the week, before week 0, in which an instance of the present generation of a type was begun; `u` is in (0, 1).

    `phase` is the share of its life that this generation has behind it.
    """
    return -1 - int(u * (lifetime * phase))


@rule
def stand(state: State, scope: int, kind: int, t: int, key: Word, born: int, luck: Luck) -> int:
    """Put an instance that a team built before the run into service; return its row, NONE when the table is full."""
    counters = state.counters[0]
    instance = counters.capabilities
    if instance >= len(state.capabilities):
        counters.fault = 3
        return NONE
    counters.capabilities += 1
    parameters, team = state.parameters[0], state.teams[t]
    capability = state.capabilities[instance]
    effort = build_effort(kind, parameters, luck)
    begin(capability, int(key), kind, 0, t, scope, effort, born)
    rate = output_rate(max(1, team.engineers), parameters.size_exponent, 1.0, parameters.specification_effect)
    capability.minutes = int(effort / rate)
    capability.state = CapabilityState.LIVE
    capability.duplicates = NONE
    capability.rational = 0
    team.live += 1
    enlist(state, instance)
    return instance


@rule
def find_users(state: State, luck: Luck, instance: int, near: Floats) -> None:
    """Let teams of related domains rely on an instance; `near` sums up how close the domains are to that of the type, (D,)."""
    capability = state.capabilities[instance]
    for place in range(USERS):
        if uniform(luck, Purpose.PAST, capability.key, place, 0) >= state.parameters[0].overlap:
            continue
        d = related_domain(near, uniform(luck, Purpose.PAST, capability.key, place, 1))
        t = team_for(state.domains[d], state.teams, int(mix(capability.key, place, LONG_AGO))) if d != NONE else NONE
        if t == NONE or state.hosts[t, capability.type] != NONE or state.uses[t, capability.type] != NONE:
            continue
        if in_one_company(state.teams, capability.team, t):
            rely_on(state, t, instance)
            owner = holder(state.posts, state.teams[t].owner)
            if owner != NONE:
                row = state.posts[owner].person
                remember(state.heard[row], state.recent[row], state.capabilities, instance)


@rule
def added_up(numbers: Floats) -> Floats:
    """Return the sums of the first numbers, (n,)."""
    sums = np.empty(len(numbers))
    total = 0.0
    for place in range(len(numbers)):
        total += numbers[place]
        sums[place] = total
    return sums


@rule
def second_home(state: State, luck: Luck, d: int, place: int, near: Floats) -> int:
    """Return the team of a related domain that built a type of domain `d` a second time; NONE when nobody did."""
    key = state.domains[d].key
    if uniform(luck, Purpose.PAST, key, place, 1) >= state.parameters[0].inherited_twice:
        return NONE
    other = related_domain(near, uniform(luck, Purpose.PAST, key, place, 2))
    return team_for(state.domains[other], state.teams, int(mix(key, place, LONG_AGO + 2))) if other != NONE else NONE


@rule
def inherit_type(state: State, luck: Luck, d: int, place: int, near: Floats) -> None:
    """Put what the company has of one capability type of a domain into service, the older instance first."""
    domain, life = state.domains[d], state.parameters[0].capability_life
    kind = domain.first_type + place
    scope = len(state.objectives) - len(state.type_first) + kind
    home = team_for(domain, state.teams, int(mix(domain.key, place, LONG_AGO + 1)))
    if home == NONE:
        return
    state.items[scope].team = home
    born = born_before(state.phases[kind], life, uniform(luck, Purpose.PAST, domain.key, place, 3))
    later = born_before(state.phases[kind], life, uniform(luck, Purpose.PAST, domain.key, place, 4))
    away = second_home(state, luck, d, place, near)
    if away in (NONE, home) or not in_one_company(state.teams, home, away):
        instance = stand(state, scope, kind, home, mix(domain.key, place, LONG_AGO + 3), born, luck)
        find_users(state, luck, instance, near)
        return
    older, younger = (home, away) if born <= later else (away, home)
    first = stand(state, scope, kind, older, mix(domain.key, place, LONG_AGO + 3), min(born, later), luck)
    second = stand(state, scope, kind, younger, mix(domain.key, place, LONG_AGO + 4), max(born, later), luck)
    state.capabilities[second].duplicates = first
    find_users(state, luck, first, near)
    find_users(state, luck, second, near)


@step("capabilities counters heard hosts items recent teams type_first type_last uses")
@rule
def inherit(state: State, luck: Luck, week: int) -> None:
    """In week 0 the company takes over what it built before, and people know what their teams run."""
    share = state.parameters[0].inherited_share
    if week > 0 or share == 0.0:
        return
    for d in range(len(state.domains)):
        near = added_up(state.related[d])
        for place in range(state.domains[d].types):
            if is_named(state.platforms, state.domains[d].first_type + place):
                continue
            if uniform(luck, Purpose.PAST, state.domains[d].key, place, 0) < share:
                inherit_type(state, luck, d, place, near)
    for p in range(len(state.posts)):
        if state.posts[p].active and state.posts[p].person != NONE:
            learn_of_products(state, p)
