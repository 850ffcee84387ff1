"""The budget: requisitions that it has no room for wait, and the wait is counted."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.conftest import SMALL, Make, run

from orgsim.engine.mechanisms.people import budget
from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE
from orgsim.headroom.catalog import oracle_named
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome
from orgsim.model import OrgModel
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.structure import structure_of

CALM = """
horizon: {warmup_quarters: 1, quarters: 3}
roles: {pm: {weeks_to_fill: 0.1}, director: {rights: {staff: none}}, cpo: {rights: {staff: none}}}
"""
STILL = CALM + "parameters: {staffing: {attrition_rate: 0, engineer_attrition: 0}}\n"
TWO_VACANT = SMALL.replace("pm-1:  {role: pm,", "pm-1:  {role: pm, vacant: true,").replace(
    "pm-2:  {role: pm,", "pm-2:  {role: pm, vacant: true,"
)
PAY = 150.0 * 1.35
"""A product manager's pay, $k a year, in the shipped role and with the usual load; a hire costs a fifth of it."""


def cost_of(make: Make, text: str = SMALL + STILL) -> float:
    """Return what all posts and engineers of a scenario cost, $k a year."""
    found = structure_of(make(text).design.baseline)
    return found.people_cost + found.engineering_cost


def with_budget(amount: float, text: str, more: str = "") -> str:
    """Return a scenario with a budget of the company."""
    return f"{text}budget: {{company: {amount}{more}}}\n"


def value(organization: Organization, state: State, metric: str) -> float:
    """Return a metric of a run."""
    return metric_named(metric).measure(Outcome(organization, state)).total()


def tables(state: State) -> dict[str, bytes]:
    """Return every table as bytes, without those that only a budget fills."""
    found = {field.name: getattr(state, field.name) for field in dataclasses.fields(state)}
    own = {"budget_plan", "committed", "hired_for"}
    for table, column in (("posts", "charged"), ("pulse", "budget")):
        found[table] = found[table].copy()
        found[table][column] = 0
    return {name: table.tobytes() for name, table in found.items() if name not in own}


def test_a_budget_admits_exactly_one_hire(make: Make) -> None:
    """Of two vacant posts one is filled, since pay and hiring of one fit; the other waits, week by week, to the end."""
    assert make(SMALL).design.baseline.roles["pm"].salary * 1.35 == PAY
    rest = cost_of(make) - 2 * PAY
    organization = make(with_budget(rest + 1.5 * 1.2 * PAY, TWO_VACANT + STILL))
    state = run(organization)
    posts = [state.posts[organization.posts.index(name)] for name in ("pm-1", "pm-2")]
    assert sorted(post.person != NONE for post in posts) == [False, True]
    assert state.pulse.hires.sum() == 1.0
    assert state.pulse.held_back.tolist() == [13.0] * 4
    assert value(organization, state, "budget_waits") == 39.0


def test_a_budget_for_both_holds_nobody_back(make: Make) -> None:
    """With room for both nobody waits; a hair less, and one of them does."""
    rest = cost_of(make) - 2 * PAY
    both = run(make(with_budget(rest + 2 * 1.2 * PAY + 0.01, TWO_VACANT + STILL)))
    assert (both.pulse.hires.sum(), both.pulse.held_back.sum()) == (2.0, 0.0)
    fewer = run(make(with_budget(rest + 2 * 1.2 * PAY - 0.01, TWO_VACANT + STILL)))
    assert (fewer.pulse.hires.sum(), fewer.pulse.held_back.sum()) == (1.0, 52.0)


def test_a_large_budget_changes_nothing(make: Make) -> None:
    """A budget that is never reached leaves every table as without one, bit for bit, in a company that people leave and join."""
    text = SMALL + "horizon: {warmup_quarters: 1, quarters: 3}\nparameters: {staffing: {attrition_rate: 0.5}}\n"
    assert tables(run(make(with_budget(1e9, text)))) == tables(run(make(text)))


@settings(max_examples=8)
@given(room=st.floats(0, 2000), future=st.integers(0, 50))
def test_what_is_committed_stays_within_the_budget(room: float, future: int) -> None:
    """Whatever the room, what is committed never exceeds a budget that it began within."""
    text = SMALL + CALM + "parameters: {staffing: {attrition_rate: 0.5, engineer_attrition: 0.5}}\n"
    bare = build(load_design(YAML(typ="safe").load(text))).design.baseline
    amount = structure_of(bare).people_cost + structure_of(bare).engineering_cost + room
    design = load_design(YAML(typ="safe").load(with_budget(amount, text)))
    model = OrgModel(design, seed=3, replication=future)
    while model.week < model.organization.blueprint.weeks:
        model.step()
        assert model.state.committed[0] <= amount * (1 + 1e-12)


def test_engineers_of_a_domain_without_money_are_not_replaced(make: Make) -> None:
    """With nothing left for one domain nobody is hired there; the other domains fill their posts, and the wait is counted."""
    text = SMALL + CALM + "parameters: {staffing: {attrition_rate: 0, engineer_attrition: 0.6}}\n"
    organization = make(text + "budget: {domains: {search: 0}}\n")
    state, usual = run(organization), run(make(text))
    in_search = np.array([name.startswith("search") for name in organization.teams])
    lost = 7 - state.teams.engineers[in_search]
    assert lost.sum() > 2
    assert (state.teams.open[in_search] == lost).all()
    assert state.teams.engineers[~in_search].tolist() == usual.teams.engineers[~in_search].tolist()
    assert state.pulse.held_back.sum() * 2400 == state.team_book[in_search][:, :, -1].sum()
    assert np.isnan(value(organization, state, "budget_headroom"))


def test_posts_that_answer_for_one_domain_are_charged_to_it(make: Make) -> None:
    """Owners are, and superiors all of whose teams are in it; who helps a team elsewhere, or leads several domains, is not."""
    text = (SMALL + STILL).replace(
        "dir-b: {role: director, reports_to: vp}", "dir-b: {role: director, reports_to: vp, helps: cloud-a}"
    )
    text = text.replace("owner: pm-4", "owner: vp")
    organization = make(text + "budget: {domains: {cloud: 1}}\n")
    state = run(organization)
    domains = {name: int(state.posts[row].charged) for row, name in enumerate(organization.posts)}
    cloud, search, billing = (organization.domains.index(name) for name in ("cloud", "search", "billing"))
    assert domains == {
        "vp": NONE,
        "dir-a": NONE,
        "dir-b": cloud,
        "pm-1": search,
        "pm-2": search,
        "pm-3": billing,
        "pm-4": NONE,
        "pm-5": cloud,
        "pm-6": cloud,
    }
    pay = {name: state.posts[row].cost * 52 for row, name in enumerate(organization.posts)}
    engineers = 14 * 50 * 4
    assert state.committed[1 + cloud] == pytest.approx(pay["dir-b"] + pay["pm-5"] + pay["pm-6"] + engineers)
    assert state.committed[0] == pytest.approx(sum(pay.values()) + 3 * engineers)


def test_a_change_may_raise_the_budget(make: Make) -> None:
    """The posts wait until the change, and are filled after it."""
    rest = cost_of(make) - 2 * PAY
    text = with_budget(rest, TWO_VACANT + STILL) + f"changes: [{{quarter: 1, budget: {{company: {rest + 1000}}}}}]\n"
    state = run(make(text))
    assert state.pulse.held_back.tolist() == [26.0, 26.0, 0.0, 0.0]
    assert state.pulse.hires.tolist() == [0.0, 0.0, 2.0, 0.0]
    lifted = run(make(with_budget(rest, TWO_VACANT + STILL) + "changes: [{quarter: 1, budget: null}]\n"))
    assert lifted.pulse.hires.tolist() == [0.0, 0.0, 2.0, 0.0]


def test_hiring_counts_until_the_year_ends(make: Make) -> None:
    """What a hire cost is gone for the rest of its year of 52 weeks, and there again in the next one."""
    rest = cost_of(make) - 2 * PAY
    text = TWO_VACANT + STILL.replace("quarters: 3", "quarters: 5")
    state = run(make(with_budget(rest + 2 * PAY + 0.3 * PAY, text)))
    assert state.pulse.hires.tolist() == [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]


def test_a_freeze_is_no_wait_for_the_budget(make: Make) -> None:
    """Who may not be hired anyway is not held back by money."""
    text = TWO_VACANT + STILL + "events: [{kind: hiring_freeze, quarters: 3}]\n"
    assert run(make(with_budget(0, text))).pulse.held_back.tolist() == [26.0, 0.0, 0.0, 0.0]


def test_headroom_is_what_the_budget_leaves(make: Make) -> None:
    """A company that costs nothing but pay leaves the rest of its budget, negative when there is too little."""
    cost = cost_of(make)
    for amount in (1.25 * cost, 0.8 * cost):
        organization = make(with_budget(amount, SMALL + STILL))
        assert value(organization, run(organization), "budget_headroom") == pytest.approx(1 - cost / amount)


def test_headroom_counts_the_weeks_with_a_budget(make: Make) -> None:
    """Of nothing there is no share; a quarter with a budget of nothing counts with its cost, and weeks without one do not count."""
    cost = cost_of(make)

    def headroom(text: str, change: str) -> float:
        organization = make(text + f"changes: [{{{change}, budget: {{company: {2 * cost}}}}}]\n" if change else text)
        return value(organization, run(organization), "budget_headroom")

    nothing = with_budget(0, SMALL + STILL)
    assert np.isnan(headroom(nothing, ""))
    assert headroom(nothing, "quarter: 1") == pytest.approx(1 - 3 / 4)  # 3 quarters of cost, 2 of twice as much
    assert headroom(SMALL + STILL, "quarter: 1, week: 6") == pytest.approx(1 / 2)


def test_without_a_budget_there_is_room_for_everybody(make: Make) -> None:
    """Rules that ask for room get all there could be."""
    state = run(make(SMALL + "horizon: {warmup_quarters: 0, quarters: 1}\n"))
    assert budget.room_left(state, 0) == np.inf
    assert budget.admit(state, 0, 0)
    state.teams[0].open = 3
    assert budget.affordable(state, state.teams[0], 0) == 3


def test_more_engineers_are_no_oracle_under_a_budget(make: Make) -> None:
    """The oracle says why it does not apply."""
    found = oracle_named("engineers").unless(make(with_budget(1e6, SMALL)).blueprint)
    assert "there is a budget" in found


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("budget: {domains: {serch: 5}}\n", "E301", "there is no domain 'serch' (did you mean 'search'?)"),
        ("budget: {}\n", "E201", "missing 'company' or 'domains'"),
        ("budget: {company: -1}\n", "E204", "must be at least 0"),
        ("budget: {compny: 1}\n", "E101", "did you mean 'company'"),
        ("changes: [{budget: null}]\n", "E320", "nothing to remove"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(make: Make, text: str, code: str, said: str) -> None:
    """Each mistake is told with its code."""
    with pytest.raises(ScenarioError) as caught:
        make(SMALL + text)
    assert (code, True) in [(problem.code, said in problem.message) for problem in caught.value.problems]
