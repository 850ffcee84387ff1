"""Every promotion policy that is found by its file: settings with units and sources, a docstring with a source, and fair behaviour."""

import importlib

import numpy as np
import pytest
from tests.career_worlds import STILL, ladder
from tests.conftest import SMALL as SMALL_COMPANY
from tests.conftest import run

from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers, simulate_one
from orgsim.engine.vocabulary import Cause
from orgsim.errors import InputError
from orgsim.results.plan import make_plan
from orgsim.scenario.fields import meanings
from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring, policy_named
from orgsim.scenario.ladder.settings import settings_from
from orgsim.scenario.ladder.shipped import policy_names
from orgsim.scenario.problems import ScenarioError

EVERY = pytest.mark.parametrize("name", policy_names())

SMALL = ladder(
    {
        "low": {
            "headcount": "committee",
            "heads": 60,
            "hires_per_quarter": 4.0,
            "exits_per_year": 0.2,
            "min_quarters": 2,
        },
        "middle": {
            "headcount": "committee",
            "heads": 30,
            "promotion_share": 0.1,
            "exits_per_year": 0.2,
            "min_quarters": 2,
        },
        "top": {"seats": 10, "exits_per_year": 0.3},
    },
    reviews_per_year=2,
)


HALVES = {"a": {"share": 0.5}, "b": {"share": 0.5}}


def small_plan(name, **settings):
    """Return a plan; a quota needs somebody to reserve places for."""
    labels = {"groups": HALVES} if name == "quota" else {}
    return plan_careers(SMALL, policy_named(name), settings_from(labels | settings), 24)


def test_the_policies_that_are_promised_are_there():
    """Merit, seniority, mix, committee, vacancy-driven, quota, random; and the published mix of best and worst."""
    promised = {"merit", "seniority", "mix", "committee", "vacancy-driven", "quota", "random", "best-or-worst"}
    assert promised <= set(policy_names())


@EVERY
def test_a_policy_says_what_it_is_and_where_it_comes_from(name):
    """One line, a source, and a unit and a source for every number."""
    module = importlib.import_module(f"orgsim.scenario.ladder.policies.{name.replace('-', '_')}")
    assert "Source:" in module.__doc__
    assert issubclass(module.Policy, PromotionPolicy)
    for name, field in module.Policy.model_fields.items():
        assert meanings(module.Policy)[name]
        if field.annotation in (int, float):
            assert {"unit", "source", "confidence"} <= set(field.json_schema_extra)


@EVERY
def test_a_policy_is_about_twenty_lines(name):
    """So that the next one is written in an hour."""
    module = importlib.import_module(f"orgsim.scenario.ladder.policies.{name.replace('-', '_')}")
    with open(module.__file__, encoding="utf-8") as file:  # noqa: PTH123
        assert len(file.readlines()) <= 45


@EVERY
def test_defaults_are_valid_and_weigh_something(name):
    """Some feature counts, and every weight is finite."""
    scoring = policy_named(name).scoring()
    assert isinstance(scoring, Scoring)
    assert np.isfinite(scoring).all()
    assert any(getattr(scoring, feature) for feature in ("rating", "evidence", "seniority", "advocacy", "chance"))


@EVERY
def test_the_same_seed_gives_the_same_careers_and_another_one_others(name):
    """Bit for bit."""
    first, again, other = (simulate_one(small_plan(name), seed, 0) for seed in (1, 1, 2))
    assert first.staffed.tobytes() == again.staffed.tobytes()
    assert first.staffed.tobytes() != other.staffed.tobytes()


@EVERY
def test_the_rules_of_the_ladder_hold_whatever_the_policy(name):
    """Nobody jumps a level or the minimum time; seats are never overfilled; heads add up."""
    careers = simulate_one(small_plan(name), 1, 0)
    moved = careers.career_log[: int(careers.counters[0].lines)]
    promotions = moved[moved["cause"] == Cause.PROMOTION]
    assert len(promotions) > 0
    assert (promotions["origin"] - promotions["to"] == 1).all()
    assert promotions["spell"].min() >= 2
    assert (careers.staffed.heads[:, 0] <= 10).all()
    change = np.diff(careers.staffed.heads.sum(axis=1))
    assert (change == (careers.staffed.hired - careers.staffed.left)[1:].sum(axis=1)).all()


@EVERY
def test_a_policy_survives_an_empty_ladder(name):
    """Nobody there, nobody hired: nothing happens."""
    empty = ladder(
        {"low": {"headcount": "committee", "heads": 1, "exits_per_year": 5.0}, "top": {"seats": 3, "heads": 0}}
    )
    settings = settings_from(STILL | {"freeze": True} | ({"groups": HALVES} if name == "quota" else {}))
    results = simulate_careers(plan_careers(empty, policy_named(name), settings, 30), replications=1)
    assert results.series["heads"][0, -1, 1] == 0


@EVERY
def test_groups_that_are_treated_alike_fare_alike(name):
    """Labels alone change nothing: rates of two equal halves differ by less than five standard errors (a quota treats them apart)."""
    if name == "quota":
        pytest.skip("treats groups differently on purpose")
    results = simulate_careers(small_plan(name, groups=HALVES), replications=40, workers=2)
    rates = results.cases["promoted"].sum(axis=1) / results.cases["eligible"].sum(axis=1)
    difference = rates[:, 0] - rates[:, 1]
    assert abs(difference.mean()) < 5 * difference.std(ddof=1) / 40**0.5


def test_labels_do_not_change_a_single_career():
    """The same futures with one label and with two."""
    plain, labelled = (small_plan("committee", **groups) for groups in ({}, {"groups": {"a": {}, "b": {}}}))
    first, second = simulate_one(plain, 1, 0), simulate_one(labelled, 1, 0)
    assert first.staffed.tobytes() == second.staffed.tobytes()


def test_vacancy_driven_promotes_nobody_unless_somebody_leaves():
    """Without exits there is no promotion at all, even by committees."""
    still = plan_careers(SMALL, policy_named("vacancy-driven"), settings_from(STILL | {"attrition_rate": 0.0}), 24)
    assert simulate_one(still, 1, 0).staffed.promoted.sum() == 0


def test_an_unknown_policy_or_setting_is_named_with_the_nearest():
    """Both messages help."""
    with pytest.raises(InputError, match="merit"):
        policy_named("merrit")
    with pytest.raises(InputError, match="raters"):
        policy_named("committee", {"ratters": 3})


def test_a_new_policy_is_one_file(tmp_path, monkeypatch):
    """A module dropped into a folder of policies is found and runs, without any registration."""
    import orgsim.scenario.ladder.policies as policies
    import orgsim.scenario.ladder.shipped as catalog

    (tmp_path / "loudest.py").write_text(
        '"""Loudest: whoever\'s manager speaks up. Source: assumed."""\n'
        "from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring\n"
        "class Policy(PromotionPolicy):\n"
        "    def scoring(self) -> Scoring:\n"
        "        return Scoring(advocacy=1.0)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(policies, "__path__", [*policies.__path__, str(tmp_path)])
    monkeypatch.setattr(catalog, "POLICIES", tmp_path)
    assert catalog.policy_names() == ["loudest"]
    assert simulate_one(small_plan("loudest"), 1, 0).staffed.promoted.sum() > 0


WITHOUT_QUOTA = [name for name in policy_names() if name not in ("merit", "quota")]


def promotions_at_work(make, *settings):
    """Return who was promoted to what in four futures of a small company on the product ladder."""
    longer = ("horizon.quarters=20", "parameters.staffing.attrition_rate=0.3")
    organization = make("ladder: product" + SMALL_COMPANY, *longer, *settings)
    found = []
    for replication in range(4):
        state = run(organization, replication)
        log = state.career_log[: int(state.counters[0].lines)]
        found.append(log[log["cause"] == Cause.PROMOTION].tolist())
    return found


@pytest.mark.parametrize("name", WITHOUT_QUOTA)
def test_every_policy_acts_in_an_organisation(make, name):
    """Other people are promoted than under merit, in an organisation as on a ladder by itself."""
    assert promotions_at_work(make, f"ladder.policy.name={name}") != promotions_at_work(make)
    one, other = (simulate_one(small_plan(policy), 1, 0) for policy in (name, "merit"))
    assert one.career_log.tobytes() != other.career_log.tobytes()


def test_a_quota_is_refused_in_an_organisation_and_acts_on_a_ladder(write):
    """People in an organisation carry no labels, so nothing could be reserved for anybody."""
    with pytest.raises(ScenarioError, match="carry no labels"):
        make_plan([write("ladder: product" + SMALL_COMPANY)], overrides=["ladder.policy.name=quota"])
    one, other = (simulate_one(small_plan(name, groups=HALVES), 1, 0) for name in ("quota", "merit"))
    assert one.career_log.tobytes() != other.career_log.tobytes()


@pytest.mark.parametrize("setting", ["reviews_per_year=4", "levels.pm.exits_per_year=0.6", "levels.pm.min_quarters=12"])
def test_what_a_ladder_says_acts_in_an_organisation(make, setting):
    """How often committees meet, who leaves, who may be considered."""
    assert promotions_at_work(make, f"ladder.{setting}") != promotions_at_work(make)


def test_settings_of_a_group_that_a_policy_does_not_read_are_refused():
    """Seniority looks neither at ratings nor at managers' voices; a quota needs its group."""
    noisy = {"a": {"share": 0.5, "rating_noise": 2.0}, "b": {"share": 0.5}}
    heard = {"a": {"share": 0.5, "advocacy": 1.0}, "b": {"share": 0.5}}
    for policy, groups, setting in (("seniority", noisy, "a.rating_noise"), ("merit", heard, "a.advocacy")):
        with pytest.raises(InputError, match=setting):
            small_plan(policy, groups=groups)
    with pytest.raises(InputError, match="reserved for group number 1"):
        small_plan("quota", groups={})


def test_parameters_that_nothing_on_a_ladder_reads_are_refused():
    """Nobody coaches where nobody works."""
    with pytest.raises(InputError, match="acts in an organisation"):
        settings_from({"coaching_lift": 1.0})
