"""Each oracle on a company so plain that paper tells what it must give."""

import itertools

import numpy as np
import pytest
from tests.unit.engine.records import fresh_state
from tests.unit.headroom.conftest import EACH, Made, outcome, value

from orgsim.engine import schedule
from orgsim.engine.mechanisms.decisions.elsewhere import counted_by
from orgsim.engine.mechanisms.decisions.judgement import weeks_ahead
from orgsim.engine.mechanisms.work import backlog
from orgsim.engine.mechanisms.work.launches import true_value
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state, simulate
from orgsim.engine.vocabulary import NONE, CapabilityState, Errand, Kind, Stage, TeamAccount
from orgsim.headroom import allocation, hands
from orgsim.headroom.catalog import ORACLES, oracle_named
from orgsim.headroom.settings import extra_engineers
from orgsim.results.tables import measure


def test_the_workshop_is_as_on_paper(workshop: Made) -> None:
    """26 weeks of 10 engineers at 20 engineer-weeks a launch: 13 launches of $0.13M."""
    found = outcome(workshop())
    assert len(found.launches) == 13
    assert value(found) == pytest.approx(13 * EACH)


@pytest.mark.parametrize("since", ["change", "start"])
def test_a_tenth_more_engineers(workshop: Made, since) -> None:
    """Eleven engineers in 26 weeks finish 286 / 20 = 14 things: one launch more."""
    assert value(outcome(workshop(), "engineers", since)) == pytest.approx(14 * EACH)


def test_more_engineers_come_when_designs_change(workshop: Made) -> None:
    """From the end of the warm-up the oracle is the same, week by week, as a design that adds the engineer then."""
    stated = workshop(more="changes: [{teams: {one: {engineers: 11}}}]\n")
    found = outcome(workshop(), "engineers")
    assert (found.state.team_book == simulate(stated.blueprint, 3, 0).team_book).all()
    assert found.state.team_book[:, 1:].sum() == 11 * 2400 * 26


def test_extra_engineers_go_where_fractions_are_largest() -> None:
    """A tenth of 7 + 7 + 6 + 0 is two: one for each of the sevens; a tenth of 1 is one."""
    assert extra_engineers(np.array([7, 7, 6, 0]), 0.1).tolist() == [1, 1, 0, 0]
    assert extra_engineers(np.array([1]), 0.1).tolist() == [1]
    assert extra_engineers(np.array([10, 20]), 0.1).tolist() == [1, 2]


def test_no_questions_is_the_workshop_without_them(workshop: Made) -> None:
    """Where every week of work raises questions, their absence gives the 13 launches back."""
    asking = workshop("mechanisms.exceptions=true", "parameters.exceptions.exception_probability=0.9")
    before, after = outcome(asking), outcome(asking, "questions")
    assert value(before) < 11 * EACH
    assert value(after) == pytest.approx(13 * EACH)
    assert after.state.team_book[:, 1:, TeamAccount.REWORK].sum() == 0


def test_no_waits_is_the_workshop_without_approvals(workshop: Made) -> None:
    """Cases that wait for a busy head begin late; decided in a minute each, they begin in the week they are asked for."""
    slow = workshop(
        "mechanisms.approvals=true", "parameters.decisions.minutes_to_decide=2000", "posts.head.rights.fund=approve"
    )
    before, after = outcome(slow), outcome(slow, "waits")
    assert value(before) < value(after)
    assert value(after) == pytest.approx(13 * EACH)
    requests = after.state.requests[: after.state.counters[0].requests]
    cases = requests[(requests.errand == Errand.CASE) & (requests.answered >= 0)]
    assert len(cases) > 0
    assert all(cases.answered - cases.opened < 2400)


def test_no_dependencies(workshop: Made) -> None:
    """Two workshops that need each other for everything launch less than 13 each; without, 26 together and no support."""
    tied = workshop("mechanisms.dependencies=true", "demand.dependency_probability=1", bank=20)
    before, after = outcome(tied), outcome(tied, "dependencies")
    assert value(before) < 26 * EACH
    assert value(after) == pytest.approx(26 * EACH)
    assert after.state.team_book[:, :, TeamAccount.SUPPORT].sum() == 0


def test_engineers_go_where_there_is_work(workshop: Made) -> None:
    """A team without any opportunity keeps 3 of 10 engineers; the other's 17 finish 26 x 17 / 20 = 22 things."""
    idle = workshop("mechanisms.portfolio=true", bank=0)
    assert value(outcome(idle)) == pytest.approx(13 * EACH)
    found = outcome(idle, "allocation")
    assert sorted(found.state.teams.engineers) == [3, 17]
    assert value(found) == pytest.approx(22 * EACH)


def test_engineers_are_divided_best() -> None:
    """The division is that of trying all, for any worths and floors."""
    draws = np.random.default_rng(1)
    for _ in range(50):
        worth = draws.normal(size=(3, 8))
        floors = draws.integers(0, 3, size=3)
        found = np.zeros(3, np.int64)
        allocation.divide(worth, floors, 7, found)
        ways = [way for way in itertools.product(range(8), repeat=3) if sum(way) == 7 and all(way >= floors)]
        best = max(sum(worth[t, n] for t, n in enumerate(way)) for way in ways)
        assert found.sum() == 7
        assert sum(worth[t, n] for t, n in enumerate(found)) == pytest.approx(best)


def work_ahead(ranks, efforts, values, first=0):
    """Return a list of work, each thing with one value in all quarters."""
    ahead = np.zeros(len(ranks), allocation.AHEAD).view(np.recarray)
    ahead["rank"], ahead["effort"], ahead["last"], ahead["first"] = ranks, efforts, 9, first
    ahead["value"] = np.array(values)[:, None]
    return ahead


def test_work_counts_up_to_the_effort_there_is() -> None:
    """Things of effort 2, 4 and 4 that bring 10, -4 and 8, over four quarters: an effort of 4 brings 10 - 2, one of 8 10 - 4 + 4."""
    ahead = work_ahead([1.0, 3.0, 2.0], [4.0, 2.0, 4.0], [8.0, 10.0, -4.0])
    order = allocation.in_order(ahead, 3)
    assert order.tolist() == [1, 2, 0]
    brings = [allocation.value_within(ahead, order, effort) for effort in (0.0, 0.25, 1.0, 2.0, 99.0)]
    assert brings == pytest.approx([0.0, 5.0, 8.0, 10.0, 14.0])


def test_nothing_is_taken_up_before_it_is_there() -> None:
    """What the market offers in the last quarter of the year gets that quarter's effort only."""
    ahead = work_ahead([1.0], [4.0], [8.0], first=3)
    assert allocation.value_within(ahead, allocation.in_order(ahead, 1), 1.0) == pytest.approx(2.0)


def test_perfect_cases_take_the_best_in_order(workshop: Made) -> None:
    """Of the ideas seen before the first planning, the six that can be finished in the quarter are the six most promising."""
    noisy = workshop("demand.value_sigma=1", "parameters.judgement.case_noise=3", "parameters.planning.plan_fill=1")
    state = outcome(noisy, "perfect-cases").state
    ideas = state.items[: state.counters[0].items]
    seen = np.flatnonzero((ideas.week < 13) & (ideas.week > 13 - noisy.blueprint.parameters[0].idea_life))
    done = np.flatnonzero((ideas.stage == Stage.DONE) & (ideas.started >= 13) & (ideas.finished < 26))
    best = seen[np.argsort(-ideas.promise[seen])][:6]
    assert sorted(done) == sorted(best)
    assert value(outcome(noisy, "perfect-cases")) > value(outcome(noisy))


def test_losers_in_work_are_stopped_and_nothing_else(tmp_path) -> None:
    """At a cost of 0.5, a promise of 0.4 is a loser and one of 0.6 is none; parked work counts, pieces and ideas do not."""
    state = fresh_state(
        tmp_path, "\n".join([*_small(), "demand: {value_shift: 0.5}", "mechanisms: {windows: false, markets: false}"])
    )
    state.strategy[:] = 0.25
    state.objectives[:6] = 0.25  # fit 1
    state.items.scale[:6] = 1.0
    state.items.promise[:6] = [0.4, 0.6, 0.4, 0.6, 0.4, 0.4]
    state.items.stage[:6] = [*[Stage.ACTIVE] * 5, Stage.IDEA]
    state.items.kind[4] = Kind.SUPPORT
    state.items.team[:6] = 0
    state.slots[0, :3] = [0, 1, 4]
    team = state.teams[0]
    team.working, team.parked = 3, 2
    state.items.next[[2, 3]] = [3, NONE]
    hands.stop_losers(state, luck(1, 0), 13)
    assert state.items.stage[:6].tolist() == [
        Stage.CANCELLED,
        Stage.ACTIVE,
        Stage.CANCELLED,
        Stage.ACTIVE,
        Stage.ACTIVE,
        Stage.IDEA,
    ]
    assert state.slots[0, : team.working].tolist() == [1, 4]
    assert team.parked == 3


def _small() -> list[str]:
    from tests.conftest import SMALL

    return SMALL.splitlines()


def test_stopping_losers_frees_their_capacity(workshop: Made) -> None:
    """Where cases are misjudged and nobody else gives anything up, the oracle stops some work, and only losers."""
    mixed = workshop(
        "demand.value_sigma=1",
        "demand.value_shift=2",
        "parameters.judgement.case_noise=2",
        "mechanisms.stopping=true",
        more="governance: {roadmaps: features}\n",
    )
    assert outcome(mixed).state.pulse.stopped.sum() == 0
    stopped = outcome(mixed, "stops").state
    assert stopped.pulse.stopped.sum() == stopped.pulse.stopped_rightly.sum() > 0


TWIN = """
domains: {shop: {opportunities_per_week: 40}}
teams: {two: {domain: shop, engineers: 10, owner: bob, wip: 1}}
posts: {bob: {role: pm, reports_to: head}}
"""


def test_effects_elsewhere_count_fully_and_change_no_truth(tmp_path) -> None:
    """An effect of half of what is promised at home makes an initiative worth half more to every judge; its true value is what it was.

    One without an effect elsewhere stays as it is.
    """
    state = fresh_state(
        tmp_path, "\n".join([*_small(), "mechanisms: {windows: false}", "demand: {joint_probability: 0}"])
    )
    fate = luck(1, 0)
    schedule.run(state, fate, 0, 13)
    state.parameters[0].case_noise = 0.0
    here, far = state.domains.first_team[:2]
    ideas = [state.teams[here].pool, state.items[state.teams[here].pool].next]
    state.items.spill[ideas] = [0.5, 0.0]
    state.items.spill_domain[ideas] = [state.teams[far].domain, NONE]
    boss = state.posts[state.teams[here].owner].manager
    truth = [true_value(state, index, 1.0, 13) for index in ideas]
    shift = state.parameters[0].value_shift * state.items.scale[ideas[0]]
    hands.count_everywhere(state, fate, 13)
    fits = [strategic_fit(state.strategy[1], state.objectives[index]) for index in ideas]
    assert state.items.spill[ideas].tolist() == [0.0, 0.0]
    assert hands.worth_of(state, ideas[1], 13) == pytest.approx(
        true_value(state, ideas[1], fits[1], _launched(state, ideas[1]))
    )
    again = fits[0] / 1.5
    assert true_value(state, ideas[0], fits[0], 13) + shift == pytest.approx(again * (truth[0] + shift))
    assert counted_by(state, boss, state.items[ideas[0]], 0.0) == 1.0


def _launched(state, index: int) -> int:
    return 13 + int(weeks_ahead(state.items[index], state.teams[state.items[index].team]))


def test_the_best_for_others_come_first(workshop: Made) -> None:
    """Where things differ only in what they do for the other workshop, the first that are launched are those that help it most."""
    apart = [
        f"posts.{post}.hours.contact=0" for post in ("ada", "bob")
    ]  # so that today nobody sees what helps the other
    helping = workshop("demand.spill_probability=1", "parameters.planning.plan_fill=1", *apart, bank=20)
    plain, best = outcome(helping), outcome(helping, "spillovers")
    untouched = plain.state
    for team in range(2):
        ideas = untouched.items[: len(untouched.objectives)]
        seen = np.flatnonzero((ideas.week < 13) & (best.state.items[: len(ideas)].team == team))
        done = np.flatnonzero(
            (best.state.items.team == team) & (best.state.items.finished < 26) & (best.state.items.finished > 0)
        )
        first = best.state.items[done]
        assert len(done) >= 5
        spill = new_state(helping.blueprint, luck(3, 0)).items.spill
        assert set(done) <= set(seen[np.argsort(-spill[seen])][: len(done) + 1])
        assert (first.kind == Kind.INITIATIVE).all()
    assert value(best) > value(plain)


def test_parts_of_joint_work_go_first(tmp_path) -> None:
    """Of three things in a backlog the partner's part of joint work stands last; it is moved to the front, once."""
    state = fresh_state(tmp_path)
    whole, part, first, second = range(4)
    state.items.partners[whole] = [1, NONE, NONE]
    state.items.stage[[part, first, second]] = Stage.READY
    state.items.kind[part], state.items.parent[part] = Kind.SUPPORT, whole
    state.items.priority[[part, first, second]] = [1.0, 5.0, 3.0]
    state.items.planned[[part, first, second]] = 10.0
    for index in (part, first, second):
        backlog.add_to_backlog(state.teams[0], state.items, index)
    for _ in range(2):
        hands.sequence_joint_work(state, luck(1, 0), 13)
        found = [int(state.teams[0].backlog)]
        while state.items[found[-1]].next != NONE:
            found.append(int(state.items[found[-1]].next))
        assert found == [part, first, second]
        assert state.items.priority[part] == 6.0
        assert state.teams[0].backlog_effort == 30.0


def test_nothing_is_built_twice(workshop: Made) -> None:
    """Two teams of a domain that need the same thing: today both build it, in weeks 13 and 14; with the oracle the second gives up after a week.

    That week is all that is lost: ten engineers.
    """
    alike = workshop(
        "mechanisms.capabilities=true",
        "demand.types_per_domain=1",
        "demand.need_probability=1",
        "demand.build_effort_median=20",
        "demand.build_sigma=0",
        "demand.capability_life=5200",
        more=TWIN,
    )
    before, after = outcome(alike), outcome(alike, "duplicates")
    twice = (TeamAccount.DUPLICATE_UNAWARE, TeamAccount.DUPLICATE_RATIONAL)
    assert before.team_minutes(*twice).sum() == 2 * 10 * 2400
    assert after.team_minutes(*twice).sum() == 10 * 2400
    made = after.state.capabilities[: after.state.counters[0].capabilities]
    assert sorted(made.state) == [CapabilityState.LIVE, CapabilityState.RETIRED]


def test_nothing_is_kept_twice(workshop: Made) -> None:
    """Two platforms of 48,000 minutes each that two teams built long ago: with the oracle the older ones serve both teams.

    They cost a thousandth of their building a week, a tenth more with a user, and a tenth more with each year; the younger cost nothing.
    """
    old = workshop(
        "mechanisms.capabilities=true",
        "demand.types_per_domain=1",
        "demand.need_probability=1e-9",
        "demand.build_effort_median=20",
        "demand.build_sigma=0",
        "demand.overlap=0",
        "parameters.capabilities.inherited_share=1",
        "parameters.capabilities.inherited_twice=1",
        "parameters.capabilities.maintenance_share=0.052",
        "demand.capability_life=5200",
        bank=20,
    )
    before, after = outcome(old), outcome(old, "duplicates")
    assert before.counted("duplicate_upkeep").min() > 12 * 48.0
    assert after.counted("duplicate_upkeep").sum() == 0.0
    kept = after.state.capabilities[:4:2]
    weeks = np.arange(13, 39)
    expected = sum((48.0 * 1.1 * (1.0 + 0.1 * (weeks - one.born) / 52.0)).sum() for one in kept)
    assert after.counted("upkeep").sum() == pytest.approx(expected)
    assert after.state.capabilities.state[1:4:2].tolist() == [CapabilityState.RETIRED] * 2
    assert [set(after.state.uses[t][after.state.uses[t] >= 0]) for t in (0, 1)] == [
        {index for index in (0, 2) if after.state.capabilities[index].team != t} for t in (0, 1)
    ]
    freed = before.counted("upkeep").sum() - expected
    more = after.team_minutes(TeamAccount.NEW_VALUE).sum() - before.team_minutes(TeamAccount.NEW_VALUE).sum()
    assert more == pytest.approx(freed, rel=0.01)


def test_everybody_believes_the_truth_of_the_day(make) -> None:
    """However the strategy drifts and whoever joins, the match of beliefs and true weights is 1 in every counted quarter."""
    restless = make("extends: small.yaml", "demand.drift_probability=1", "parameters.staffing.attrition_rate=0.6")
    found = outcome(restless, "beliefs")
    aligned, _ = measure(found.organization, found.state)["belief_alignment"]
    assert aligned == pytest.approx(1.0, abs=1e-12)
    assert found.state.pulse.hires.sum() > 0


def test_nobody_has_a_local_interest(make) -> None:
    """Nobody's judgement is tilted at the end, while owners' are without the oracle."""
    organization = make("extends: small.yaml")
    assert simulate(organization.blueprint, 3, 0).posts.tilt.max() > 0
    for name in ("interests", "beliefs-and-interests"):
        assert outcome(organization, name).state.posts.tilt.max() == 0


def test_nobody_leaves(make) -> None:
    """There are no exits once the oracle acts, and none at all where it acts from the start."""
    organization = make("extends: small.yaml", "parameters.staffing.attrition_rate=0.6")
    assert outcome(organization).state.pulse.exits[4:].sum() > 0
    exits = outcome(organization, "exits").state.pulse.exits
    assert exits[: organization.warmup_quarters].sum() > 0
    assert exits[organization.warmup_quarters :].sum() == 0
    assert outcome(organization, "exits", "start").state.pulse.exits.sum() == 0


SAME_AS = {
    "halved-errors": ["parameters.judgement.case_noise=0.6"],
    "perfect-cases": ["parameters.judgement.case_noise=0"],
    "interests": ["parameters.judgement.local_interest=0"],
    "dependencies": ["mechanisms.dependencies=false"],
    "questions": ["mechanisms.exceptions=false", "parameters.delivery.handover_rework=0"],
    "exits": ["mechanisms.attrition=false"],
}


@pytest.mark.parametrize("name", SAME_AS)
def test_from_the_start_it_is_the_company_with_other_settings(make, name: str) -> None:
    """An oracle of parameters and switches that acts from the first week gives, to the minute, what those settings give."""
    text = "extends: small.yaml\nhorizon: {warmup_quarters: 1, quarters: 2}\n"
    alone = "demand.joint_probability=0"  # the mechanism of dependencies does joint work, too
    plain = ("parameters.judgement.case_noise=1.2", alone)
    by_oracle = outcome(make(text, *plain), name, "start").state
    by_setting = simulate(make(text, *plain, *SAME_AS[name]).blueprint, 3, 0)
    assert (by_oracle.team_book == by_setting.team_book).all()
    assert (by_oracle.person_book == by_setting.person_book).all()
    assert (by_oracle.items.realised == by_setting.items.realised).all()


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_until_it_acts_nothing_is_different(make, oracle) -> None:
    """The warm-up is the unchanged company's, minute by minute, and the blueprint of the design stays as it was."""
    organization = make("extends: small.yaml\nhorizon: {warmup_quarters: 2, quarters: 1}\n")
    before = organization.blueprint.parameters.copy()
    today, other = outcome(organization).state, outcome(organization, oracle.name).state
    assert (organization.blueprint.parameters == before).all()
    assert (today.team_book[:, :2] == other.team_book[:, :2]).all()
    assert (today.person_book[:, :2] == other.person_book[:, :2]).all()
    assert (today.team_book[:, 2] != other.team_book[:, 2]).any() or oracle.name in ("interests", "beliefs")


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_an_oracle_is_told(oracle) -> None:
    """Each has a sentence, and what holds it exists."""
    assert oracle.sentence.endswith(".")
    assert not oracle.within or oracle_named(oracle.within)


def test_what_does_not_apply_says_why(workshop: Made) -> None:
    """In the workshop nearly everything is off; each oracle that has nothing to act on says what is missing."""
    reasons = {oracle.name: oracle.unless(workshop().blueprint) for oracle in ORACLES}
    assert reasons == {
        "halved-errors": "cases are judged without error",
        "perfect-cases": "cases are judged without error",
        "beliefs": "there is only one objective",
        "interests": "there is only one objective",
        "beliefs-and-interests": "there is only one objective",
        "spillovers": "no opportunity reaches beyond its domain",
        "stops": "the mechanism 'stopping' is off",
        "allocation": "the mechanism 'portfolio' is off",
        "duplicates": "the mechanism 'capabilities' is off",
        "joint-work": "the mechanism 'dependencies' is off",
        "dependencies": "the mechanism 'dependencies' is off",
        "waits": "nobody is asked for anything",
        "questions": "the mechanism 'exceptions' is off",
        "exits": "the mechanism 'attrition' is off",
        "engineers": "",
    }
