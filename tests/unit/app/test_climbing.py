"""The page of ladders: what it shows is what `orgsim ladder simulate` says, and levers act in the direction that they must."""

import pytest

from orgsim.app.climbing import QUARTERS, Step, climb, ladder_levers, ladders, planned, policies
from orgsim.app.company import Company
from orgsim.app.levers import POSITIONS, settings_at
from orgsim.careers.outcomes import survival
from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.settings import CareerSettings

FUTURES = 60


@pytest.fixture(scope="module")
def ladder(company: Company) -> Ladder:
    """Return the company's own ladder."""
    return next(iter(ladders(company.today.final).values()))


def steps(ladder: Ladder, policy: str = "merit", **moved: int) -> dict[str, Step]:
    """Return what becomes of each level with some levers moved, by the last word of their paths."""
    levers = ladder_levers()
    positions = {lever.path: place for lever in levers for name, place in moved.items() if lever.path.endswith(name)}
    assert len(positions) == len(moved)
    return {one.level: one for one in climb(planned(ladder, policy, settings_at(levers, positions)), FUTURES)}


def test_at_home_it_is_the_ladder_itself(ladder: Ladder) -> None:
    """Without levers the numbers are those of a simulation of the ladder under its own policy."""
    plan = plan_careers(ladder, policy_named(ladder.policy.name, ladder.policy.settings), CareerSettings(), QUARTERS)
    results = simulate_careers(plan, replications=FUTURES)
    for level, step in steps(ladder, ladder.policy.name).items():
        assert step.years == survival(results, level).median / 4
        assert step.start == results.series["heads"][:, 0, results.plan.row(level)].mean()


def test_growth_makes_more_people(ladder: Ladder) -> None:
    """At the fast end of growth every level of the line is larger after ten years than at the other end."""
    fast, slow = steps(ladder, growth=POSITIONS), steps(ladder, growth=0)
    assert all(fast[level].end > slow[level].end for level in ("pm", "senior-pm", "group-pm", "director"))


def test_places_come_free_where_people_leave(ladder: Ladder) -> None:
    """Where seats bound promotion, more people who leave mean more promotions: out of the grade below the group managers."""
    many, few = steps(ladder, attrition_rate=POSITIONS), steps(ladder, attrition_rate=0)
    assert many["senior-pm"].soon > few["senior-pm"].soon


def test_policies_that_fit_are_offered_its_own_first(ladder: Ladder) -> None:
    """A policy that needs labels on people is left out; every one that is offered can be simulated."""
    found = policies(ladder)
    assert found[0] == ladder.policy.name
    assert {"merit", "seniority", "random"} <= set(found)
    assert len(found) == len(set(found))
    for name in found:
        assert climb(planned(ladder, name, {}), 2)
