"""Named initiatives, worked by hand, in a workshop where nothing costs time but the work itself.

One team of ten engineers does one thing at a time. An initiative of 40 engineer-weeks takes it four weeks, and is worth what is said.
"""

from statistics import NormalDist

import numpy as np
import pytest
from tests.conftest import Make, run

from orgsim.engine.mechanisms.work.exceptions import leave_rework
from orgsim.engine.vocabulary import ItemAccount, Stage, TeamAccount
from orgsim.organization.keys import in_canonical_order

OFF = (
    *("approvals", "exceptions", "dependencies", "capabilities", "news", "consolidation", "portfolio", "beliefs"),
    *("attrition", "hiring", "products", "exploration", "stopping", "coaching", "engagement", "promotions", "markets"),
)

WORKSHOP = f"""
name: workshop
objectives: {{growth: 1}}
domains: {{shop: {{opportunities_per_week: 0}}, bank: {{opportunities_per_week: 0}}}}
teams:
  one: {{domain: shop, engineers: 10, owner: ada, wip: 1}}
  two: {{domain: bank, engineers: 10, owner: bob, wip: 1}}
posts:
  head: {{role: cpo}}
  ada: {{role: pm, reports_to: head}}
  bob: {{role: pm, reports_to: head}}
horizon: {{warmup_quarters: 1, quarters: 4}}
mechanisms: {{{", ".join(f"{name}: false" for name in OFF)}}}
demand: {{effort_median: 20, value_shift: 0.5, drift_probability: 0, standard_value: 100, value_effort_exponent: 1}}
parameters:
  judgement: {{case_noise: 0, local_interest: 0}}
  launches: {{measurement_noise: 0, rollback_exposure: 0.1}}
  planning: {{plan_fill: 5}}
  delivery:
    {{coordination_base: 0, coordination_per_peer: 0, coordination_per_dependency: 0, switching_loss: 0,
      size_exponent: 1, specification_effect: 0, newcomer_weeks: 0, handover_rework: 0.5}}
  capabilities: {{maintenance_share: 0, inherited_share: 0}}
  ties: {{informal_probability: 0}}
"""
START = 13
"""The first week after the warm-up."""


@pytest.fixture
def fate(make: Make):
    """Return a function that runs the workshop with some initiatives and returns what became of each, by name, and the last state."""

    def run_workshop(text: str, *settings: str):
        organization = make(WORKSHOP + text, *settings)
        state = run(organization)
        names = in_canonical_order("initiative", organization.design.baseline.initiatives)
        return {name: state.items[named.place] for name, named in zip(names, state.authored, strict=True)}, state

    return run_workshop


@pytest.mark.parametrize(
    ("said", "weeks"), [("state: funded", 4), ("state: in_work", 4), ("state: in_work, done: 0.75", 1)]
)
def test_forty_weeks_take_ten_engineers_four(fate, said, weeks):
    """It begins on its day, is launched when what is left is done, and brings what was said, 300 of 100 $k a standard value."""
    found, state = fate(f"initiatives: {{till: {{team: one, value: 300, effort: 40, {said}}}}}")
    till = found["till"]
    assert (till.stage, till.started, till.finished) == (Stage.DONE, START, START + weeks - 1)
    assert till.realised == pytest.approx(3.0)
    assert state.team_book[:, :, TeamAccount.NEW_VALUE].sum() == 10 * weeks * 2400


def test_an_idea_is_ranked_funded_and_launched(fate):
    """There on the first day of a quarter, it is ranked and funded the same day; it is as good to its planner as it is."""
    till = fate("initiatives: {till: {domain: shop, value: 300, effort: 40}}")[0]["till"]
    assert (till.submitted, till.started, till.finished) == (START * 2400, START, START + 3)
    assert till.estimate == pytest.approx(till.realised) == pytest.approx(3.0)


def test_it_is_worth_that_as_the_strategy_is_stated(make: Make):
    """Whatever it contributes to; when the two objectives have traded places, what fits by half as much gains half, less what it breaks."""
    two = WORKSHOP.replace("{growth: 1}", "{growth: 2, trust: 1}", 1)
    said = "initiatives: {till: {team: one, value: 300, effort: 40, state: in_work, objectives: {growth: 1}}}\n"
    shift = "events: [{kind: strategy_shift, quarter: 0, objectives: [growth, trust]}]\n"
    for events, value in (("", 3.0), (shift, 0.5 * 4.0 - 1.0)):
        state = run(make(two + said + events, "demand.diminishing_returns=0"))
        assert state.items[state.authored.place[0]].realised == pytest.approx(value)


def test_new_ground_needs_leave(make: Make):
    """Where the head keeps the right to explore, a case on new ground climbs there and one in the core does not."""
    said = "initiatives: {till: {team: one, value: 300, effort: 40, ground: GROUND}}\n"
    rights = ("posts.ada.rights={fund: decide}", "posts.head.rights={explore: decide}")
    on = ("mechanisms.exploration=true", "mechanisms.approvals=true")
    asked = {}
    for ground in ("core", "adjacent", "new"):
        state = run(make(WORKSHOP + said.replace("GROUND", ground), *on, *rights))
        asked[ground] = (int(state.items[state.authored.place[0]].reach), int(state.counters[0].requests))
    assert asked == {"core": (0, 0), "adjacent": (1, 0), "new": (2, 1)}


def test_dates_are_counted_from_the_end_of_the_warm_up(fate):
    """Two quarters and three weeks later it is there, and nothing of it before."""
    till = fate("initiatives: {till: {team: one, value: 300, effort: 40, state: funded, quarter: 2, week: 3}}")[0][
        "till"
    ]
    assert (till.week, till.started) == (START + 29, START + 29)


@pytest.mark.parametrize("value", [-100, 0, 100, 300])
def test_what_is_realised_on_average_follows_from_the_measurement(fate, value):
    """In a usual market: v (x + (1 - x) P(measured above 0)), at an exposure x of 0.1 and an error of 2, in 240 launches; 4 standard errors."""
    said = f"{{team: one, value: {value}, effort: 40, state: in_work, done: 0.99}}"
    text = "initiatives: {" + ", ".join(f"a{place}: {said}" for place in range(240)) + "}\n"
    found, _ = fate(
        text,
        "teams.one.wip=12",
        "teams.one.engineers=60",
        "parameters.launches.measurement_noise=1",
        "posts.ada.skills={analytics: 0.5}",
    )
    realised = np.array([item.realised for item in found.values()])
    kept = NormalDist().cdf(value / 100 / 2)
    assert all(item.stage == Stage.DONE for item in found.values())
    error = 0.9 * abs(value) / 100 * (kept * (1 - kept) / 240) ** 0.5
    assert realised.mean() == pytest.approx(value / 100 * (0.1 + 0.9 * kept), abs=4 * error + 1e-12)


def test_six_engineers_book_more_than_one_would(fate):
    """Effort is that of somebody who works alone: 60 weeks are 60 / 6^(0.9 - 1) of six engineers, 71.8."""
    said = "initiatives: {till: {team: one, value: 300, effort: 60, state: funded}}"
    _, state = fate(said, "teams.one.engineers=6", "parameters.delivery.size_exponent=0.9")
    assert state.team_book[:, :, TeamAccount.NEW_VALUE].sum() / 2400 == pytest.approx(60 * 6**0.1, rel=1e-4)


@pytest.mark.parametrize(
    ("due", "value"),
    [
        ("due: {week: 3}", 3.0),  # the day it is launched
        (
            "due: {week: 2}",
            -0.1,
        ),  # a day too late: it breaks a standard value, and shows a tenth of that before it is taken back
        ("due: {week: 2}, half_life: 1", 1.0),  # half of 4 less 1
        ("due: {week: 1}, half_life: 1", 0.0),  # a quarter of 4 less 1
        ("half_life: 3", 1.0),  # from the day it appears, three weeks before its launch
    ],
)
def test_what_is_late_is_worth_less(fate, due, value):
    """It promises 4: 3, and the 1 that a change of twice the usual size breaks. Until it is due it keeps that, and then it fades."""
    till = fate(f"initiatives: {{till: {{team: one, value: 300, effort: 40, state: in_work, {due}}}}}")[0]["till"]
    assert till.finished == START + 3
    assert till.realised == pytest.approx(value, abs=1e-12)


def test_nobody_funds_what_will_be_too_late(fate):
    """Launched in thirteen weeks, as an owner without experience expects, it would bring nothing: so it is left until it expires."""
    till = fate("initiatives: {till: {team: one, value: 300, effort: 40, due: {week: 2}}}", "horizon.quarters=6")[0][
        "till"
    ]
    assert (till.stage, till.submitted) == (Stage.EXPIRED, -1)


def test_what_does_harm_is_not_worth_more_than_its_change_breaks(make: Make):
    """A change of twice the usual size breaks one standard value of 100 $k at most: -100 can be, and -101 is refused."""
    assert make(WORKSHOP + "initiatives: {till: {team: one, value: -100, effort: 40}}")
    with pytest.raises(Exception, match="can do harm of 100 \\$k at most"):
        make(WORKSHOP + "initiatives: {till: {team: one, value: -101, effort: 40}}")


def test_work_beyond_the_limit_waits_for_a_place(fate):
    """Of two things in work at a limit of one, the second goes on when the first is launched; neither goes back into the backlog."""
    one = "{team: one, value: 300, effort: 40, state: in_work}"
    found, state = fate(f"initiatives: {{a: {one}, b: {one}}}")
    assert sorted(found[name].finished for name in "ab") == [START + 3, START + 7]
    assert {int(found[name].started) for name in "ab"} == {START}
    assert state.item_book[:, ItemAccount.BACKLOG].sum() == 0


CLOSED = """
changes:
  - {quarter: 0, week: WEEK, teams: {one: null, three: {domain: HEIR, engineers: 10, owner: ada, wip: 1}}}
"""


@pytest.mark.parametrize("week", [0, 2])
def test_work_of_a_team_that_closes_goes_on_in_its_domain(fate, week):
    """Half of 40 weeks is to be done again, so it takes two weeks more: also if the team closes on the very day."""
    said = "initiatives: {till: {team: one, value: 300, effort: 40, state: in_work}}"
    till = fate(said + CLOSED.replace("WEEK", str(week)).replace("HEIR", "shop"))[0]["till"]
    assert (till.stage, till.finished) == (Stage.DONE, START + 5)


@pytest.mark.parametrize(
    ("state", "stage"), [("idea, week: 1", Stage.EXPIRED), ("funded", Stage.CANCELLED), ("in_work", Stage.CANCELLED)]
)
def test_work_of_a_team_that_closes_without_a_successor_is_given_up(fate, state, stage):
    """Where nobody serves the domain any more, there is nobody to go on."""
    said = f"initiatives: {{till: {{team: one, value: 300, effort: 40, state: {state}}}}}"
    till = fate(said + CLOSED.replace("WEEK", "2").replace("HEIR", "bank"))[0]["till"]
    assert till.stage == stage


def test_a_team_that_is_gone_leaves_it_to_its_domain(fate):
    """What is for a team that has closed by its date goes to another one of its domain, or expires where there is none."""
    later = "{team: one, value: 300, effort: 40, quarter: 1}"
    for heir, stage in (("shop", Stage.DONE), ("bank", Stage.EXPIRED)):
        found, _ = fate(f"initiatives: {{till: {later}}}" + CLOSED.replace("WEEK", "0").replace("HEIR", heir))
        assert found["till"].stage == stage


def test_a_team_may_come_with_a_change(fate):
    """A team that opens later may hold what appears later still."""
    later = "{team: three, value: 300, effort: 40, quarter: 1, state: funded}"
    found, _ = fate(f"initiatives: {{till: {later}}}" + CLOSED.replace("WEEK", "0").replace("HEIR", "shop"))
    assert (found["till"].started, found["till"].finished) == (START + 13, START + 16)


def test_it_waits_for_the_piece_that_another_domain_owes(fate):
    """The other team does 15 % of 40 weeks meanwhile; a part of joint work is 30 %, and as much larger is what the whole breaks."""
    said = "initiatives: {till: {team: one, value: 300, effort: 40, state: in_work, SAID}}"
    for dependence, weeks, scale in (("depends_on: bank", 6, 2.0), ("joint_with: [bank]", 12, 2.6)):
        found, state = fate(said.replace("SAID", dependence), "mechanisms.dependencies=true")
        till = found["till"]
        assert state.team_book[:, :, TeamAccount.SUPPORT].sum() == weeks * 2400
        assert (till.scale, till.finished) == (pytest.approx(scale), START + 3)
        assert till.realised == pytest.approx(3.0)


def test_large_work_is_thrown_back_by_the_same_share(fate):
    """An answered question leaves a tenth of a part: 2 weeks of 20 in 40 as in 160, and 1 of what is only 10."""
    for effort, rework in ((40, 2.0), (160, 2.0), (10, 1.0)):
        found, state = fate(f"initiatives: {{till: {{team: one, value: 300, effort: {effort}, state: funded}}}}")
        leave_rework(found["till"], True, state.parameters[0])
        assert found["till"].rework == pytest.approx(rework * 2400)


def test_only_its_own_luck_is_new(make: Make):
    """What is named for a domain that no team serves changes nothing: every other row of items, every book and every post is as before."""
    base = WORKSHOP.replace(
        "bank: {opportunities_per_week: 0}", "bank: {opportunities_per_week: 3}, moon: {opportunities_per_week: 0}"
    )
    alone, beside = (
        run(make(base + text)) for text in ("", "initiatives: {rocket: {domain: moon, value: 300, effort: 40}}")
    )
    count = int(alone.counters[0].items)
    drawn = int(alone.counters[0].opportunities)
    for field in ("key", "stage", "finished", "realised", "estimate"):
        mine = beside.items[field][: count + 1].tolist()
        assert mine[:drawn] + mine[drawn + 1 :] == alone.items[field][:count].tolist()
    assert alone.team_book.tobytes() == beside.team_book.tobytes()
    assert alone.posts.tobytes() == beside.posts.tobytes()


def test_an_error_of_judgement_belongs_to_the_name(fate):
    """Two initiatives that are alike but for their names are judged with errors of their own; a third one beside changes neither."""
    one = "{team: one, value: 300, effort: 40, quarter: 1}"
    noisy = ("parameters.judgement.case_noise=1", "horizon.quarters=2")
    two, three = (
        fate(f"initiatives: {{{text}}}", *noisy)[0] for text in (f"a: {one}, b: {one}", f"c: {one}, a: {one}, b: {one}")
    )
    assert two["a"].misjudged != two["b"].misjudged
    assert [two[name].misjudged for name in "ab"] == [three[name].misjudged for name in "ab"]
