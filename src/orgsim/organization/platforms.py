"""Platforms as arrays: the capabilities that a scenario names, in canonical order, each of a type of its domain."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from orgsim.engine import work_records
from orgsim.engine.state import Indices, Records, zeros
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, UNSTATED_COST
from orgsim.organization.authored import domain_of, week_of
from orgsim.organization.keys import in_canonical_order, key_of
from orgsim.organization.practices import Places
from orgsim.scenario.model import Scenario

WEEKS_PER_YEAR = 52


def platform_records(scenarios: Sequence[Scenario], places: Places, kinds: Mapping[str, int]) -> Records:
    """Return the platforms that the first of some stages names, of these `kinds`; teams may come with a later one."""
    base = scenarios[0]
    names = in_canonical_order("platform", base.platforms)
    records = zeros(work_records.PLATFORM, len(names))
    for row, name in zip(records, names, strict=True):
        stated = base.platforms[name]
        purpose = stated.same_as or name
        row.key, row.purpose = key_of("platform", name), key_of("platform", purpose)
        row.week = week_of(base, stated)
        row.team = places["teams"][stated.team]
        row.domain = places["domains"][domain_of(scenarios, base.platforms[purpose])]
        row.kind = kinds[purpose]
        row.original = names.index(stated.same_as) if stated.same_as else NONE
        row.age = round(stated.age * WEEKS_PER_YEAR)
        row.effort = (stated.effort or 0.0) * MINUTES_PER_WEEK
        row.run_cost = UNSTATED_COST if stated.run_cost is None else stated.run_cost * MINUTES_PER_WEEK
        row.scope = row.instance = NONE
    return records


def kinds_of(scenarios: Sequence[Scenario], places: Places) -> dict[str, int]:
    """Return the capability type of each platform that is the same as no other: one of its domain's, found by its name.

    A type whose look-alike no other platform has goes first, so that platforms are not alike by chance.
    """
    base = scenarios[0]
    size = base.demand.types_per_domain
    found: dict[str, int] = {}
    taken: dict[int, set[int]] = defaultdict(set)
    for name in in_canonical_order("platform", base.platforms):
        if base.platforms[name].same_as is None:
            domain = places["domains"][domain_of(scenarios, base.platforms[name])]
            first = key_of("platform", name) % size
            free = [
                kind for place in range(size) if (kind := domain * size + (first + place) % size) not in taken[domain]
            ]
            found[name] = min(free, key=lambda kind: kind ^ 1 in taken[domain])
            taken[domain].add(found[name])
    return found


def platform_users(scenario: Scenario, places: Places) -> Indices:
    """Return which teams rely on which platform, (M, T), as ones among zeros."""
    names = in_canonical_order("platform", scenario.platforms)
    table = np.zeros((len(names), len(places["teams"])), np.int64)
    for row, name in enumerate(names):
        table[row, [places["teams"][team] for team in scenario.platforms[name].used_by]] = 1
    return table
