"""Authored work as arrays: the initiatives that a scenario names, in canonical order."""

from collections.abc import Mapping, Sequence

import numpy as np

from orgsim.engine import work_records
from orgsim.engine.state import Floats, Records, zeros
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Reach, Stage
from orgsim.organization.keys import in_canonical_order, key_of
from orgsim.organization.practices import Places
from orgsim.scenario.authored import Dated, Initiative, Platform
from orgsim.scenario.fields import MINUTES
from orgsim.scenario.model import Scenario

STAGES = {"idea": Stage.IDEA, "funded": Stage.READY, "in_work": Stage.ACTIVE}
GROUNDS = {"core": Reach.CORE, "adjacent": Reach.ADJACENT, "new": Reach.FAR}
GONE = 1e-6
"""Half-life in weeks of what is worth nothing after its date."""


def authored_records(scenarios: Sequence[Scenario], places: Places, kinds: Mapping[str, int]) -> Records:
    """Return the initiatives that the first of some stages names; teams may come with a later one.

    `kinds` are the capability types of the platforms that are the same as no other, by name.
    """
    base = scenarios[0]
    names = in_canonical_order("initiative", base.initiatives)
    records = zeros(work_records.AUTHORED, len(names))
    for row, name in zip(records, names, strict=True):
        stated = base.initiatives[name]
        row.key = key_of("initiative", name)
        row.week = week_of(base, stated)
        row.stage = STAGES[stated.state]
        row.done = stated.done
        row.team = places["teams"][stated.team] if stated.team else NONE
        row.domain = places["domains"][domain_of(scenarios, stated)]
        row.value = stated.value / base.demand.standard_value
        row.effort = stated.effort * MINUTES["engineer-weeks"]
        row.due = week_of(base, stated.due or stated)
        row.half_life = fading_of(stated)
        row.depends_on = places["domains"][stated.depends_on] if stated.depends_on else NONE
        row.partners = NONE
        row.partners[: len(stated.joint_with)] = [places["domains"][name] for name in stated.joint_with]
        row.reach = GROUNDS[stated.ground]
        row.needs = NONE
        row.needs[: len(stated.needs)] = [kinds[base.platforms[name].same_as or name] for name in stated.needs]
        row.place = NONE
    return records


def week_of(scenario: Scenario, dated: Dated) -> int:
    """Return the week of a date, from the start of the run."""
    return scenario.horizon.warmup_quarters * WEEKS_PER_QUARTER + dated.weeks()


def fading_of(stated: Initiative) -> float:
    """Return the half-life of an initiative in weeks from its date on: 0, it never fades, where it neither is due nor has one."""
    return stated.half_life or (GONE if stated.due else 0.0)


def domain_of(scenarios: Sequence[Scenario], stated: Initiative | Platform) -> str:
    """Return the domain that an initiative or a platform is for: its own, or that of its team when it is first there."""
    if stated.domain is not None:
        return stated.domain
    return next(stage.teams[stated.team].domain for stage in scenarios if stated.team in stage.teams)


def authored_objectives(scenario: Scenario, objectives: Sequence[str], homes: Sequence[Floats]) -> Floats:
    """Return what each named initiative contributes to the objectives, (N, K); where it does not say, as its domain does (`homes`)."""
    names = in_canonical_order("initiative", scenario.initiatives)
    rows = [
        np.array([weights.get(one, 0.0) for one in objectives]) if weights else np.asarray(home)
        for weights, home in zip((scenario.initiatives[name].objectives for name in names), homes, strict=True)
    ]
    found: Floats = np.array(rows).reshape(len(names), len(objectives))
    found /= found.sum(axis=1, keepdims=True)
    return found
