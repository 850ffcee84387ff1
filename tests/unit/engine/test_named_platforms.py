"""Named platforms, worked by hand: what they take, who is on them, and what becomes of them when they are merged or lose their team."""

import numpy as np
import pytest
from tests.conftest import Make, run
from tests.unit.engine.test_authored import START, WORKSHOP

from orgsim.engine import schedule
from orgsim.engine.mechanisms.knowledge.building import retire
from orgsim.engine.mechanisms.knowledge.consolidation import merge
from orgsim.engine.mechanisms.work.interdependence import build_effort
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, CapabilityState, TeamAccount
from orgsim.organization.keys import in_canonical_order
from orgsim.organization.platforms import kinds_of, platform_records

FATE = luck(7, 0)
BUREAU = WORKSHOP.replace("capabilities: false, ", "").replace("maintenance_share: 0", "maintenance_share: 0.15")
"""The workshop, where capabilities take 15 % of their build a year to run."""
MAIL = "platforms: {mail: {team: one, run_cost: 2.5, used_by: [two]}}\n"


@pytest.fixture
def after(make: Make):
    """Return a function that runs the bureau for some weeks after the warm-up: the platforms by name, and the state."""

    def run_bureau(text: str, weeks: int = 13, *settings: str):
        organization = make(BUREAU + text, *settings)
        state = new_state(organization.blueprint, FATE)
        schedule.run(state, FATE, 0, START + weeks)
        names = in_canonical_order("platform", organization.design.baseline.platforms)
        return {name: at(state, int(row.instance)) for name, row in zip(names, state.platforms, strict=True)}, state

    return run_bureau


def at(state, instance: int):
    """Return one capability; None when it is not there."""
    return None if instance == NONE else state.capabilities[instance]


def upkeep(state, quarter: int) -> list[int]:
    """Return the minutes that keeping things running took each team in a quarter."""
    return state.team_book[:, quarter, TeamAccount.UPKEEP].tolist()


def test_it_takes_what_is_said(after):
    """Two and a half engineers for 13 weeks, in the books of the team that runs it, from its day on; it was built two years before."""
    found, state = after(MAIL)
    assert upkeep(state, 0) == [0, 0]
    assert max(upkeep(state, 1)) == pytest.approx(2.5 * 13 * 2400, rel=0.01)
    assert min(upkeep(state, 1)) == 0
    assert (found["mail"].state, found["mail"].users) == (CapabilityState.LIVE, 1)
    assert found["mail"].born == START - 104


@pytest.mark.parametrize(
    ("said", "run_cost", "effort"),
    [
        (
            "run_cost: 2.5",
            2.5,
            2.5 * 52 / 0.15 / 1.2 / 1.1,
        ),  # two years old and with a user, upkeep is 1.2 x 1.1 of 15 % a year
        ("effort: 100", 100 * 0.15 / 52 * 1.2 * 1.1, 100),
        ("effort: 100, run_cost: 2.5", 2.5, 100),
        ("effort: 100, run_cost: 0", 0, 100),
    ],
)
def test_run_cost_and_effort_follow_from_each_other_unless_both_are_said(after, said, run_cost, effort):
    """What is dear to run for its size stays so."""
    found, state = after(MAIL.replace("run_cost: 2.5", said), 1)
    assert found["mail"].effort == pytest.approx(effort * 2400, abs=1)
    assert found["mail"].minutes == pytest.approx(effort * 2400, abs=1)  # ten engineers lose nothing by being many here
    assert state.teams.upkeep.max() == pytest.approx(run_cost * 2400, abs=1)


def test_what_costs_nothing_to_run_has_a_size_all_the_same(after):
    """It is as large as its type takes to build, since somebody has to read it and to move off it."""
    found, state = after(MAIL.replace("run_cost: 2.5", "run_cost: 0"), 1)
    assert found["mail"].effort == pytest.approx(build_effort(int(found["mail"].type), state.parameters[0], FATE))
    assert state.teams.upkeep.max() == 0


def test_out_of_service_it_takes_nothing(after):
    """From the week in which it is retired its team has the time for other things."""
    _, state = after(MAIL)
    retire(state, 0, START + 13)
    schedule.run(state, FATE, START + 13, START + 26)
    assert upkeep(state, 2) == [0, 0]
    assert state.team_book[:, 2].sum() == state.team_book[:, 1].sum()


TWICE = "platforms: {mail: {team: one, run_cost: 2.5}, post: {team: two, run_cost: 1, same_as: mail}}\n"


def test_two_that_are_the_same_are_duplicates(after):
    """The second is of the type, generation and scope of the first, unnoticed, and its upkeep counts as that of a duplicate."""
    found, state = after(TWICE)
    mail, post = found["mail"], found["post"]
    assert (mail.type, mail.generation) == (post.type, post.generation)
    assert np.array_equal(state.objectives[mail.built_for], state.objectives[post.built_for])
    assert state.capabilities[post.duplicates].key == mail.key
    assert mail.duplicates == NONE
    assert state.pulse[1].duplicate_upkeep == pytest.approx(13 * 2400, rel=0.01)
    assert state.pulse[1].upkeep == pytest.approx(3.5 * 13 * 2400, rel=0.01)


def test_merging_them_costs_a_migration_and_saves_the_run_cost(after):
    """Moving off takes 40 % of a build that takes one engineer to run at 15 % a year: 116 weeks. The other has a user more from then on."""
    _, state = after(TWICE, 0, "horizon.quarters=8")
    schedule.run(state, FATE, START, START + 1)
    state.teams.wip = 1
    losing = int(np.flatnonzero(state.capabilities.duplicates[:2] != NONE)[0])
    assert merge(state, FATE, losing, 1 - losing, START + 1)
    schedule.run(state, FATE, START + 1, START + 52)
    assert state.team_book[:, :, TeamAccount.MIGRATION].sum() == pytest.approx(0.4 * 52 / 0.15 / 1.2 * 2400, abs=3)
    assert state.capabilities[losing].state == CapabilityState.RETIRED
    aged = (1.2 + 0.1 * 45 / 52) / 1.2  # half a quarter before the end of the first year
    assert state.pulse[4].upkeep == pytest.approx(2.5 * 1.1 * aged * 13 * 2400, rel=1e-3)
    assert state.pulse[4].duplicate_upkeep == 0


def test_another_team_of_the_domain_takes_it_over(after):
    """A team that closes hands it to one of its domain; where there is none it goes out of service, as everything does."""
    change = "changes: [{quarter: 0, teams: {one: null, three: {domain: HEIR, engineers: 5, owner: ada}}}]\n"
    for heir, stage, minutes in (("shop", CapabilityState.LIVE, 2.5), ("bank", CapabilityState.OUTDATED, 0.0)):
        found, state = after(MAIL + change.replace("HEIR", heir))
        assert found["mail"].state == stage
        assert sum(upkeep(state, 1)) == pytest.approx(minutes * 13 * 2400, rel=0.01)


def test_it_may_come_later(after):
    """At its date it is there, two years old then; before, there is nothing of it."""
    found, state = after(MAIL.replace("run_cost", "quarter: 1, run_cost"), 26)
    assert found["mail"].born == START + 13 - 104
    assert [sum(upkeep(state, quarter)) > 0 for quarter in range(3)] == [False, False, True]


def test_it_lasts_for_the_life_of_its_type(after):
    """Two years old at a life of three, it goes out of date a year later, whatever was drawn for its type; not sooner and not later."""
    settings = ("demand.capability_life=156", "horizon.quarters=8")
    for weeks, stage in ((52, CapabilityState.LIVE), (53, CapabilityState.OUTDATED)):
        assert after(MAIL, weeks, *settings)[0]["mail"].state == stage


def test_the_past_leaves_its_type_alone(make: Make):
    """Everything else is built before the run, and of the type of the platform there is the platform alone."""
    organization = make(
        BUREAU + MAIL, "parameters.capabilities.inherited_share=1", "parameters.capabilities.inherited_twice=0"
    )
    state = run(organization)
    found = state.capabilities[: state.counters[0].capabilities]
    kind = int(state.platforms[0].kind)
    assert (found.type == kind).sum() == 1
    assert len(found) == len(state.type_first)


def test_platforms_of_one_domain_are_not_alike_by_chance(make: Make):
    """Three platforms of a domain with six types are of three pairs of look-alikes; six are of all types."""
    for count, pairs in ((3, 3), (6, 3)):
        text = "platforms:\n" + "".join(f"  p{place}: {{team: one, run_cost: 1}}\n" for place in range(count))
        design = make(BUREAU + text).design
        places = {"domains": {"bank": 0, "shop": 1}, "teams": {"one": 0, "two": 1}}
        kinds = platform_records([design.baseline], places, kinds_of([design.baseline], places)).kind
        assert len(set(kinds.tolist())) == count
        assert len(set((kinds // 2).tolist())) == pairs
        assert set((kinds // 6).tolist()) == {1}


def test_what_needs_a_platform_integrates_it(make: Make):
    """A fifth of a build of its kind is integration where the team runs it; 40 weeks for the work itself as before."""
    said = MAIL + "initiatives: {till: {team: one, value: 300, effort: 40, state: in_work, needs: [mail]}}\n"
    settings = (
        "demand.build_sigma=0",
        "demand.build_effort_median=20",
        "parameters.capabilities.integration_share=0.5",
    )
    state = run(make(BUREAU + said, *settings))
    till = state.items[state.authored.place[0]]
    assert till.needs.tolist() == [state.platforms[0].kind, NONE]
    assert state.team_book[:, :, TeamAccount.INTEGRATION].sum() == 10 * 2400
    assert state.team_book[:, :, TeamAccount.FIRST_BUILD].sum() == 0


def test_without_capabilities_there_are_no_platforms(make: Make):
    """Where nothing is built or reused, no platform is in service."""
    state = run(make(BUREAU + MAIL, "mechanisms.capabilities=false"))
    assert state.counters[0].capabilities == 0
