"""Every step of the schedule does what it declares and nothing else."""

import dataclasses

import numpy as np
import pytest
from tests.conftest import ROOT

from orgsim.engine import records as layout
from orgsim.engine import schedule
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.steps import STEPS, called, plain, switch_of
from orgsim.organization.build import build
from orgsim.scenario.design import load_design

WEEKS = 130


def steps_in_order():
    """Return the names of all steps in the order of the schedule."""
    names = [name for name in called(plain(schedule.run)) if name in STEPS or name == "quarter"]
    place = names.index("quarter")
    return names[:place] + [name for name in called(plain(schedule.quarter)) if name in STEPS] + names[place + 1 :]


QUARTERLY = {name for name in called(plain(schedule.quarter)) if name in STEPS}


def bytes_of(state):
    """Return every table as bytes."""
    return {field.name: getattr(state, field.name).tobytes() for field in dataclasses.fields(state)}


SETTINGS = [
    "parameters.staffing.attrition_rate=0.5",
    "parameters.products.running_share=1",
    "parameters.portfolio.sunk_cost_bias=0",
    "demand.overlap=0.95",
    "parameters.capabilities.reuse_patience=10",
    "parameters.capabilities.notice_effect=20",
    "parameters.capabilities.inherited_share=0.8",
    "parameters.portfolio.consent_base=4",
    "roles.director.hours.research=2",
    "posts.head.rights.review=decide",
    "journeys.buy=[search, billing]",
    "demand.diminishing_returns=0.5",
    "parameters.beliefs.map_effect=0.5",
    "events=[{kind: replacement, quarter: 1, post: dir-money, vacant_weeks: 2}]",
    "budget.company=1000000",
    "platforms.mail={team: search-a, run_cost: 2, used_by: [billing-a]}",
    "platforms.post={team: billing-b, run_cost: 1, same_as: mail}",
    "initiatives.idea={domain: search, value: 100, effort: 20}",
    "initiatives.joint={domain: billing, value: 100, effort: 20, state: in_work, joint_with: [search, accounts]}",
]
"""Settings under which every step has something to do."""


@pytest.fixture(scope="module")
def written():
    """Return what each step changed in five quarters before and five after a reorganisation."""
    found = {name: set() for name in STEPS}
    organization = build(load_design(ROOT / "scenarios/reorg/gpm-groups.yaml", SETTINGS))
    fate = luck(7, 0)
    state = new_state(organization.blueprint, fate, record=True)
    for week in range(WEEKS):
        for name in steps_in_order():
            if name in QUARTERLY and week % 13:
                continue
            before = bytes_of(state)
            STEPS[name].function(state, fate, week)
            after = bytes_of(state)
            found[name] |= {table for table in after if before[table] != after[table]}
    return found


def test_the_schedule_is_made_of_declared_steps_only():
    """Everything that ``run`` and ``quarter`` call is a declared step, and every declared step is called."""
    assert set(steps_in_order()) == set(STEPS)
    rules = {*called(plain(schedule.run)), *called(plain(schedule.quarter))}
    assert rules - set(STEPS) == {"quarter", "range"}


@pytest.mark.parametrize("name", sorted(STEPS))
def test_steps_write_what_they_declare(name, written):
    """A step changes the tables it declares, and no other."""
    assert written[name] <= set(STEPS[name].writes)


@pytest.mark.parametrize("name", sorted(STEPS))
def test_steps_declare_no_more_than_they_write(name, written):
    """What is declared is written in a run of ten quarters, or the rules behind it name it."""
    from orgsim.engine.steps import touched

    assert set(STEPS[name].writes) <= set(touched(STEPS[name].function))
    assert written[name]


@pytest.mark.parametrize("name", sorted(STEPS))
def test_steps_say_what_happens(name):
    """Each step has a purpose in a sentence, and reads something or writes something."""
    step = STEPS[name]
    assert step.purpose.endswith(".")
    assert set(step.reads).isdisjoint(step.writes)


def test_switches_are_found_in_the_code():
    """The switch under which a step runs is read from the schedule itself."""
    raw = plain(schedule.run)
    assert switch_of(raw, "exchange_beliefs") == "beliefs"
    assert switch_of(raw, "deliver") is None


def test_no_field_hides_behind_a_method_of_numpy():
    """A field named like an attribute of a record (``size``, ``item``) would read as the method when interpreted."""
    taken = set(dir(np.record)) | set(dir(np.recarray))
    for name, dtype in vars(layout).items():
        if isinstance(dtype, np.dtype) and dtype.names:
            assert not taken & set(dtype.names), name


def test_week_by_step_is_the_week():
    """Calling the steps one by one gives the state that the compiled schedule gives."""
    organization = build(load_design(ROOT / "scenarios/product-org/today.yaml"))
    fate = luck(7, 0)
    one, other = new_state(organization.blueprint, fate), new_state(organization.blueprint, fate)
    for week in range(30):
        for name in steps_in_order():
            if name not in QUARTERLY or week % 13 == 0:
                STEPS[name].function(one, fate, week)
    schedule.run(other, fate, 0, 30)
    assert bytes_of(one) == bytes_of(other)
