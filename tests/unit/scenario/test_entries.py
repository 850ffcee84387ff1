"""Entries of named tables: single values change those that are there and add none, and an idle objective is doubted."""

from typing import get_args, get_origin

import pytest
from pydantic import BaseModel
from tests.conftest import SMALL, Write

from orgsim.scenario.design import load_design
from orgsim.scenario.document import MAPPING, parse
from orgsim.scenario.entries import TABLES
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.reading import load_ladder
from orgsim.scenario.model import Scenario
from orgsim.scenario.names import Id, fields_of, options
from orgsim.scenario.problems import ScenarioError


def problems_of(path, *settings, **more):
    """Return the problems of a file as lines of text."""
    with pytest.raises(ScenarioError) as caught:
        load_design(path, settings, **more)
    return [problem.text() for problem in caught.value.problems]


def tables_in(model: type[BaseModel], at=()):
    """Return where a model has mappings whose keys are names that somebody gave."""
    for field, kind in fields_of(model).items():
        for option in options(kind):
            if get_origin(option) is dict and get_args(option)[0] == Id:
                yield (*at, field)
            elif isinstance(option, type) and issubclass(option, BaseModel):
                yield from tables_in(option, (*at, field))


def test_every_named_table_is_known():
    """What a scenario and a ladder name freely is what single values do not add to."""
    assert {*tables_in(Scenario), *(("ladder", *spot) for spot in tables_in(Ladder))} == set(TABLES)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("objectives.grwth=9", "there is no objective 'grwth' (did you mean 'growth'?); --set changes what is there"),
        ("domains.serch.opportunities_per_week=1", "there is no domain 'serch' (did you mean 'search'?)"),
        ("teams.serch-a.engineers=3", "there is no team 'serch-a' (did you mean 'search-a'?)"),
        ("posts.pm1.fte=0.5", "there is no post 'pm1' (did you mean 'pm-1'?)"),
        ("posts.nobody=null", "there is no post 'nobody'; --set changes what is there (dir-a, dir-b"),
        ("posts={pm1: {role: pm}}", "there is no post 'pm1'"),
        ("roles.directr.salary=9", "there is no role 'directr' (did you mean 'director'?)"),
        (
            "governance.forums.monthly.chair=vp",
            "there is no forum 'monthly'; --set changes what is there, and there is none",
        ),
    ],
)
def test_a_single_value_adds_no_entry(write: Write, setting, said):
    """It is refused with the nearest name, and what it would break is not told besides."""
    (found,) = problems_of(write(SMALL), setting)
    assert said in found
    assert found.startswith(f"--set {setting.partition('=')[0]}: E302")


def test_a_whole_entry_is_meant_to_be_new(write: Write):
    """It is read like one in a file, and may lack nothing."""
    whole = load_design(
        write(SMALL), ["governance.forums.monthly={chair: dir-a, members: [dir-a, dir-b], hours_per_quarter: 1}"]
    )
    assert "monthly" in whole.baseline.governance.forums
    (found,) = problems_of(write(SMALL), "teams.serch-a={engineers: 3}")
    assert "there is no team 'serch-a' (did you mean 'search-a'?); a new one needs" in found


def test_several_mistakes_are_told_together(write: Write):
    """Each misspelt name has its own line."""
    assert len(problems_of(write(SMALL), "teams.serch-a.wip=3", "posts.pm1.fte=0.5")) == 2


def test_a_level_of_a_ladder_is_an_entry(write: Write):
    """A ladder that is named for the whole is read as it is; a level that it lacks is refused."""
    (found,) = problems_of(write(SMALL + "ladder: product\n"), "ladder.levels.senor-pm.heads=3")
    assert "there is no level 'senor-pm' (did you mean 'senior-pm'?)" in found
    laid = ["ladder=product", "ladder.levels.senior-pm.min_quarters=5"]
    assert load_design(write(SMALL), laid).baseline.ladder["levels"]["senior-pm"]["min_quarters"] == 5


def test_what_a_change_brings_is_not_there_at_the_start(write: Write):
    """A single value is laid over the start, and the sentence says so."""
    text = "extends: small.yaml\nchanges: [{posts: {pm-9: {role: pm, reports_to: dir-a}}}]\n"
    (found,) = problems_of(write(text), "posts.pm-9.fte=0.5")
    assert "there is no post 'pm-9' at the start: it comes with a change" in found


def test_what_names_something_else_may_be_new(write: Write):
    """Ties and rights are keyed by what there is, so single values may add them."""
    design = load_design(write(SMALL), ["ties.dotted.pm-1=[dir-b]", "posts.pm-1.rights.fund=decide"])
    assert design.baseline.ties.dotted == {"pm-1": {"dir-b": 1.0}}
    assert design.baseline.posts["pm-1"].rights


def test_an_environment_may_bring_entries(write: Write):
    """Its keys are those of a patch; those of others beside it still add nothing."""
    brings = "objectives.safety.weight=2"
    assert "safety" in load_design(write(SMALL), [brings], may_add=[brings.partition("=")[0]]).baseline.objectives
    assert len(problems_of(write(SMALL), brings, "objectives.care.weight=2", may_add=["objectives.safety.weight"])) == 1


def test_an_objective_that_no_domain_serves_is_doubted(write: Write):
    """It takes its share of the strategy, and nothing contributes to it; the nearest one may be meant."""
    path = write("extends: small.yaml\nobjectives: {grwth: 9}\n")
    (warning,) = load_design(path).warnings
    assert warning.text().endswith(
        "design.yaml:2:21: W422 objectives.grwth: no domain contributes to this objective: nothing can serve it "
        "(did you mean 'growth'?)"
    )


@pytest.mark.parametrize("extra", ["objectives: {grwth: 0}", "objectives: {grwth: 9}\ndomains: {other: {}}"])
def test_an_objective_without_weight_or_with_a_domain_for_all_is_not_doubted(write: Write, extra):
    """Nothing is lost by a weight of 0; a domain that names no objective contributes to all alike."""
    found = load_design(write(f"extends: small.yaml\n{extra}\n")).warnings
    assert "W422" not in [warning.code for warning in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "extends: small.yaml\nteams: {serch-a: {engineers: 3}}\n",
            ":2:9: E302 teams.serch-a: there is no team 'serch-a' (did you mean 'search-a'?); a new one needs 'domain'",
        ),
        (
            "extends: small.yaml\nposts: {dir-aa: {fte: 0.5}}\n",
            ":2:9: E302 posts.dir-aa: there is no post 'dir-aa' (did you mean 'dir-a'?); a new one needs 'role'",
        ),
        (
            "extends: small.yaml\nchanges: [{name: x, teams: {serch-a: {engineers: 3}}}]\n",
            ":2:29: E302 teams.serch-a: there is no team 'serch-a' (did you mean 'search-a'?); a new one needs 'domain' (after 'x')",
        ),
        (
            SMALL + "changes: [{name: x, teams: {serch-a: {engineers: 3}}}]\n",
            "there is no team 'serch-a' (did you mean 'search-a'?)",
        ),
        (SMALL + "roles: {direktor: {salary: 3}}\n", "there is no role 'direktor' (did you mean 'director'?)"),
        ("extends: small.yaml\nteams: {zzz: {engineers: 3}}\n", ":2:9: E201 teams.zzz: missing 'domain'"),
        (SMALL.replace("teams:", "teams:\n  search-c: {engineers: 3}"), "E201 teams.search-c: missing 'domain'"),
    ],
)
def test_an_incomplete_entry_of_a_near_name_is_meant_as_another(write: Write, text, said):
    """In a file that extends another one, or in a change; what is new beside its likeness in one file lacks something."""
    (found,) = problems_of(write(text))
    assert said in found


def test_an_incomplete_entry_of_a_mapping_is_meant_as_another():
    """A mapping may extend a mapping; each has its own places."""
    base = {**parse(SMALL, MAPPING).data, "name": "base"}
    (found,) = problems_of({"extends": base, "name": "more", "teams": {"serch-a": {"engineers": 3}}})
    assert found.startswith("more: teams.serch-a: E302 there is no team 'serch-a' (did you mean 'search-a'?)")


def test_an_incomplete_level_is_meant_as_another(tmp_path):
    """A ladder that extends a shipped one: the level, once, with all that a new one needs."""
    path = tmp_path / "own.yaml"
    path.write_text("extends: product\nlevels: {senor-pm: {promotion_share: .3}}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_ladder(path)
    (found,) = caught.value.problems
    assert found.message == (
        "there is no level 'senor-pm' (did you mean 'senior-pm'?); a new one needs 'rung', 'title', 'track'"
    )
    assert found.mark is not None
    assert (found.mark.line, found.mark.column) == (1, 9)


def test_what_follows_from_a_misspelt_key_is_not_told(write: Write):
    """Posts whose `reports_to` is misspelt report to nobody only for that; another table's doubts stay."""
    text = SMALL.replace("pm-1:  {role: pm, reports_to", "pm-1:  {role: pm, report_to").replace(", owner: pm-2", "")
    codes = [line.split(" ")[1] for line in problems_of(write(text))]
    assert sorted(codes) == ["E101", "W404"]
