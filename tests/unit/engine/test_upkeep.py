"""Upkeep of capabilities, worked by hand."""

import pytest
from tests.unit.engine.firm import FATE, capability, firm
from tests.unit.engine.records import filled

from orgsim.engine import work_records
from orgsim.engine.mechanisms.knowledge.upkeep import other_of, reckon_upkeep, upkeep_minutes
from orgsim.engine.vocabulary import NONE, CapabilityState


@pytest.mark.parametrize(
    ("week", "users", "minutes"),
    [(10, 0, 20.0), (62, 0, 22.0), (114, 0, 24.0), (10, 3, 26.0), (62, 3, 28.6)],
    ids=["new", "a year old", "two years old", "three users", "both"],
)
def test_upkeep_grows_with_age_and_users(week, users, minutes):
    """10,400 minutes of building at a tenth a year are 20 a week, a tenth more with each year and with each other team."""
    instance = filled(work_records.CAPABILITY, 1, minutes=10_400, born=10, users=users)[0]
    assert upkeep_minutes(instance, week, 0.1) == pytest.approx(minutes)


def made(*rows):
    """Return capabilities by what each duplicates, its state, and its successor."""
    table = filled(work_records.CAPABILITY, len(rows))
    for record, (original, state, successor) in zip(table, rows, strict=True):
        record.duplicates, record.state, record.successor = original, state, successor
    return table


def test_what_other_of():
    """A duplicate is one as long as its original serves, or what that was merged into; not if the original was merged into itself."""
    live, gone = CapabilityState.LIVE, CapabilityState.RETIRED
    first = (NONE, live, NONE)
    assert other_of(made(first), 0) == NONE
    assert other_of(made(first, (0, live, NONE)), 1) == 0
    assert other_of(made((NONE, CapabilityState.OUTDATED, NONE), (0, live, NONE)), 1) == NONE
    merged = made((NONE, gone, 1), (0, live, NONE), (0, live, NONE))
    assert [other_of(merged, index) for index in (1, 2)] == [NONE, 1]


def test_each_team_learns_what_its_capabilities_take():
    """Of three in service one is a duplicate 20 weeks old; what is being built or has gone costs nothing."""
    state = firm()
    state.parameters[0].maintenance_share = 0.1
    for index, (team, stage) in enumerate(
        (
            (0, CapabilityState.LIVE),
            (1, CapabilityState.LIVE),
            (1, CapabilityState.LIVE),
            (0, CapabilityState.BUILDING),
            (0, CapabilityState.RETIRED),
        )
    ):
        capability(state, index, team=team, state=stage, minutes=10_400, born=30)
    state.capabilities[2].duplicates = 0
    state.capabilities[2].born = 10
    state.teams.upkeep = 77.0
    reckon_upkeep(state, FATE, 30)
    old = 20.0 * (1.0 + 0.1 * 20 / 52)
    assert state.teams.upkeep[:2].tolist() == pytest.approx([20.0, 20.0 + old])
    pulse = state.pulse[2]
    assert (pulse.upkeep, pulse.duplicate_upkeep, pulse.duplicate_age) == pytest.approx((40.0 + old, old, 20 * old))
