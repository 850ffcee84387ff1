"""Plans: parts and their keys, which decide what is run again."""

import pytest
from tests.unit.results.conftest import LAYERED, TODAY, Planner

from orgsim.errors import InputError
from orgsim.results import plan as plans
from orgsim.results.plan import check_same_market, hash_of


def test_parts_cover_every_future_once_and_take_turns(plan: Planner):
    """23 futures of two designs are parts of 10, 10 and 3, designs in turn so that pairs are complete early."""
    parts = plan(replications=23).parts()
    assert [part.design for part in parts] == ["today", "layered"] * 3
    assert [(part.first, part.last) for part in parts[::2]] == [(0, 9), (10, 19), (20, 22)]
    for design in ("today", "layered"):
        assert [r for part in parts if part.design == design for r in part.replications] == list(range(23))
    assert len({part.name for part in parts}) == 6


def test_the_same_plan_has_the_same_keys(plan: Planner):
    """Keys are a function of content: made twice they are equal, and the two designs have different ones."""
    first, second = plan(), plan()
    assert first.keys == second.keys
    assert first.keys["today"] != first.keys["layered"]


SAME = {
    "a remark": TODAY.replace("posts:", "# who is who\nposts:  # all of them"),
    "other quotes": TODAY.replace("name: today", 'name: "today"'),
    "another order": TODAY.replace("objectives: {growth: 5, retention: 3}\n", "")
    + "objectives: {retention: 3, growth: 5}\n",
    "a default written out": TODAY + "demand: {overlap: 0.6}\n",
    "a whole number as a fraction": TODAY.replace("growth: 5,", "growth: 5.0,"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_what_means_the_same_runs_nothing_again(plan: Planner, text: str):
    """Remarks, quotes, order and written-out defaults leave every key as it was."""
    assert text != TODAY
    assert plan(today=text).keys == plan().keys


OTHER = {
    "another number of engineers": TODAY.replace("search, engineers: 7", "search, engineers: 8"),
    "another parameter": TODAY + "demand: {overlap: 0.61}\n",
    "a switch": TODAY + "mechanisms: {news: false}\n",
    "another horizon": TODAY.replace("quarters: 2}", "quarters: 3}"),
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_what_means_something_else_runs_again(plan: Planner, text: str):
    """Any value that can change a result changes the keys of all designs that are built on it."""
    before, after = plan().keys, plan(today=text).keys
    assert before["today"] != after["today"]
    assert before["layered"] != after["layered"]


def test_an_edited_alternative_runs_alone(plan: Planner):
    """A change of one design leaves the key of the other."""
    before, after = plan().keys, plan(layered=LAYERED.replace("director", "gpm")).keys
    assert before["today"] == after["today"]
    assert before["layered"] != after["layered"]


def test_seed_settings_and_model_version_run_again(plan: Planner, monkeypatch: pytest.MonkeyPatch):
    """Another seed, another setting, and another source of the model each change every key; more futures change none."""
    before = plan().keys
    assert not set(plan(seed=2).keys.values()) & set(before.values())
    assert not set(plan(overrides=["demand.overlap=0.5"]).keys.values()) & set(before.values())
    assert plan(replications=200).keys == before
    monkeypatch.setattr(plans, "model_version", lambda: "another")
    assert not set(plan().keys.values()) & set(before.values())


def test_the_model_version_is_a_hash_of_what_decides_results(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """It is the same twice, and changes with any file of the engine, the organisation or the metrics, and with no other."""
    for folder in (*plans.MODEL_FOLDERS, "cli"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "some.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "experiment").mkdir()
    monkeypatch.setattr(plans, "__file__", str(tmp_path / "experiment" / "plan.py"))
    fresh = plans.model_version.__wrapped__
    before = fresh()
    assert before == fresh()
    (tmp_path / "cli" / "some.py").write_text("x = 2\n", encoding="utf-8")
    assert fresh() == before
    for folder in plans.MODEL_FOLDERS:
        (tmp_path / folder / "some.py").write_text("x = 2\n", encoding="utf-8")
        assert fresh() != before
        before = fresh()
    (tmp_path / "engine" / "some.py").rename(tmp_path / "engine" / "other.py")
    assert fresh() != before


def test_hashes_do_not_depend_on_the_order_of_keys():
    """Plain data with the same content has the same hash."""
    assert hash_of({"a": 1, "b": [1, 2]}) == hash_of({"b": [1, 2], "a": 1})
    assert hash_of({"a": 1, "b": [1, 2]}) != hash_of({"a": 1, "b": [2, 1]})


def test_two_designs_of_one_name_are_refused(plan: Planner):
    """Results are kept by name, so names must differ."""
    with pytest.raises(InputError, match="two designs are called 'today'"):
        plan(layered=LAYERED.replace("name: layered", "name: today"))


MARKETS = {
    "objectives": "objectives: {growth: 4}",
    "domains": "domains: {search: {opportunities_per_week: 2.0}}",
    "demand": "demand: {overlap: 0.1}",
    "horizon": "horizon: {quarters: 5}",
}


@pytest.mark.parametrize("part", MARKETS)
def test_other_markets_are_named(plan: Planner, part: str):
    """Designs with another market are refused, naming which part of it differs."""
    with pytest.raises(InputError, match=f"'layered' has other {part} than 'today'"):
        check_same_market(plan(layered=f"{LAYERED}{MARKETS[part]}\n"))


def test_one_market_is_fine(plan: Planner):
    """A reorganisation, other roles and other parameters of behaviour leave the market alone."""
    check_same_market(plan(layered=LAYERED + "parameters: {staffing: {attrition_per_year: 0.5}}\n"))
