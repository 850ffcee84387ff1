"""Plans: parts and their keys, which decide what is run again."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.results.conftest import LAYERED, TODAY, Planner

from orgsim.engine.blueprint import Blueprint
from orgsim.engine.fingerprint import folder_hash
from orgsim.errors import InputError
from orgsim.results import plan as plans
from orgsim.results.parts import in_whole_parts
from orgsim.results.plan import check_same_market, hash_of, key_of


def test_parts_cover_every_future_once_and_take_turns(plan: Planner):
    """23 futures of two designs are parts of 10, 10 and 3, designs in turn so that pairs are complete early."""
    parts = plan(replications=23).parts()
    assert [part.design for part in parts] == ["today", "layered"] * 3
    assert [(part.first, part.last) for part in parts[::2]] == [(0, 9), (10, 19), (20, 22)]
    for design in ("today", "layered"):
        assert [r for part in parts if part.design == design for r in part.replications] == list(range(23))
    assert len({part.name for part in parts}) == 6


def test_later_parts_are_longer(plan: Planner):
    """The first forty futures are in parts of ten, later ones in parts of twenty, however many are asked for: 95 are 4 x 10, 2 x 20, 15."""
    found = {count: [(part.first, part.last) for part in plan(replications=count).parts()[::2]] for count in (95, 300)}
    assert found[95] == [(0, 9), (10, 19), (20, 29), (30, 39), (40, 59), (60, 79), (80, 94)]
    assert found[300][:6] == found[95][:6]
    wholes = [in_whole_parts(count) for count in (1, 10, 11, 40, 41, 60, 61)]
    assert wholes == [10, 10, 20, 40, 60, 60, 80]


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
    """It is the same twice, changes with the code of the engine, the organisation, the metrics or the tables, and with no other."""

    def write(where: str, text: str) -> str:
        (tmp_path / where).parent.mkdir(exist_ok=True)
        (tmp_path / where).write_text(text, encoding="utf-8")
        folder_hash.cache_clear()
        return plans.model_version.__wrapped__()

    monkeypatch.setattr(plans, "PACKAGE", tmp_path)
    monkeypatch.setattr(plans, "ROWS", tmp_path / "results" / "tables.py")
    deciding = [f"{folder}/some.py" for folder in plans.MODEL_FOLDERS] + ["results/tables.py"]
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "tables.py").touch()
    for where in deciding:
        before = write(where, "x = 1\n")
        assert write(where, '"""Why."""\n\n# how\nx = (1)\n') == write("cli/some.py", "x = 2\n") == before
        assert write(where, "x = 2\n") != before
    before = write("cli/some.py", "x = 3\n")
    (tmp_path / "engine" / "some.py").rename(tmp_path / "engine" / "other.py")
    assert write("cli/some.py", "x = 2\n") != before


@pytest.mark.parametrize("name", Blueprint._fields)
def test_what_the_engine_starts_from_is_part_of_the_key(plan: Planner, name: str):
    """Whatever code made the arrays of a design, another value in any of them is another key: reading ladders is no part of the model."""
    organization = plan().organizations[0]
    values = getattr(organization.blueprint, name)
    if isinstance(values, int):
        other = values + 1
    else:
        other = values.copy() if len(values) else np.zeros(1, values.dtype)
        first = other[other.dtype.names[-1]] if other.dtype.names else other
        first += 1
    changed = replace(organization, blueprint=organization.blueprint._replace(**{name: other}))
    assert key_of(changed, 1) != key_of(organization, 1) == key_of(plan().organizations[0], 1)


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
    check_same_market(plan(layered=LAYERED + "parameters: {staffing: {attrition_rate: 0.5}}\n"))
