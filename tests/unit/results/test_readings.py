"""Plausible readings: drawn from names alone, in the weights' proportions, and laid over designs without touching what they state."""

from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import SCENARIOS, Write

from orgsim.organization.build import closeness
from orgsim.people_import.pseudonyms import Codes
from orgsim.people_import.scenario_text import scenario_text
from orgsim.people_import.table_import import Request, import_people
from orgsim.results.readings import Reading, drawn_owner, fitted, patch_of, readings, uniform
from orgsim.scenario.design import load_design
from orgsim.scenario.model import Scenario

GUESSED = """
extends: small.yaml
name: guessed
related: {clusters: {core: [search, cloud]}, within: 0.8, between: 0.2}
guesses:
  owners:
    search-a: {pm-1: 2.0, pm-3: 1.0, pm-5: 1.0}
    cloud-b:  {pm-6: 1.0, pm-1: 1.0}
  related: 3.0
"""


@pytest.fixture
def scenario(write: Write) -> Scenario:
    """A small company with two guesses about owners and one about relatedness."""
    return load_design(write(GUESSED)).baseline


def test_the_first_reading_is_the_file_itself(scenario: Scenario) -> None:
    """The owners are those that are written, domains are related as stated, and nothing is to be changed."""
    first = readings(scenario, 5)[0]
    assert first == Reading({"cloud-b": "pm-6", "search-a": "pm-1"})
    assert patch_of(first, scenario) == {}


def test_more_readings_begin_with_the_same_ones(scenario: Scenario) -> None:
    """What is simulated for few is used again for more."""
    assert readings(scenario, 12)[:5] == readings(scenario, 5)
    assert len(readings(scenario, 12)) == 12


def test_few_guesses_allow_few_readings(scenario: Scenario) -> None:
    """One team with three owners and one with two can be read in six ways and no more; without guesses, in one."""
    owners = scenario.guesses.owners if scenario.guesses else {}
    few = scenario.model_copy(update={"guesses": scenario.guesses.model_copy(update={"related": None})})  # type: ignore[union-attr]
    found = readings(few, 50)
    assert len(found) == 6
    assert all(reading.owners[team] in owners[team] for reading in found for team in owners)
    assert len(readings(scenario.model_copy(update={"guesses": None}), 50)) == 1


def test_owners_are_drawn_by_their_weights() -> None:
    """Of 4,000 draws with weights 2, 1 and 1, half fall on the first; five standard errors are 0.04."""
    weights = {"b": 1.0, "a": 2.0, "c": 1.0}
    drawn = Counter(drawn_owner(weights, draw, "team") for draw in range(4000))
    assert drawn["a"] / 4000 == pytest.approx(0.5, abs=0.04)
    assert drawn["b"] / 4000 == pytest.approx(0.25, abs=0.04)
    assert drawn_owner(dict(reversed(weights.items())), 7, "team") == drawn_owner(weights, 7, "team")


def test_numbers_are_decided_by_their_cause_alone() -> None:
    """Between 0 and 1, the same for the same cause, another for another; no order of arguments is lost."""
    assert uniform("a", 1) == uniform("a", 1)
    assert len({uniform("a", draw) for draw in range(1000)}) == 1000
    assert uniform("a", 1, "b") != uniform("a", "b", 1)
    assert all(0.0 <= uniform("x", draw) < 1.0 for draw in range(1000))


def test_closeness_stays_within_its_range(scenario: Scenario) -> None:
    """Every pair is at most three times larger or smaller than stated, but for what makes all of them smaller."""
    for reading in readings(scenario, 20)[1:]:
        ratios = {
            pair: close / (0.8 if pair == ("cloud", "search") else 0.2) for pair, close in reading.closeness.items()
        }
        assert len(ratios) == 3
        assert max(reading.closeness.values()) <= 1.0
        assert max(ratios.values()) / min(ratios.values()) <= 9.01
    assert len({tuple(reading.closeness.values()) for reading in readings(scenario, 20)}) == 20


def test_a_team_moves_into_the_domain_of_its_owner_with_its_demand(scenario: Scenario) -> None:
    """By hand: search-a goes to billing with half of the demand of search, whose other team stays; nothing is lost."""
    patch = patch_of(Reading({"cloud-b": "pm-6", "search-a": "pm-3"}), scenario)
    assert patch["teams"] == {"search-a": {"owner": "pm-3", "domain": "billing"}}
    assert patch["domains"] == {
        "search": {"opportunities_per_week": pytest.approx(1.8)},
        "billing": {"opportunities_per_week": pytest.approx(5.4)},
    }


def test_the_last_team_of_a_domain_keeps_it(scenario: Scenario) -> None:
    """A domain without a team would lose its demand: the last team takes its domain along to the new owner."""
    teams = {name: team for name, team in scenario.teams.items() if name != "search-b"}
    alone = scenario.model_copy(update={"teams": teams})
    patch = patch_of(Reading({"cloud-b": "pm-6", "search-a": "pm-3"}), alone)
    assert patch == {"teams": {"search-a": {"owner": "pm-3", "domain": "search"}}, "domains": {}}


IDLE = """
name: idle
objectives: {growth: 5, retention: 3, efficiency: 1.5, trust: 0.5}
domains:
  billing:  {opportunities_per_week: 0.42}
  identity: {opportunities_per_week: 1.2}
  search:   {opportunities_per_week: 2}
teams:
  billing:  {domain: billing, engineers: 3, owner: pm-billing}
  frontend: {domain: identity, engineers: 3, owner: pm-identity}
  identity: {domain: identity, engineers: 6, owner: pm-identity}
  quality:  {domain: search, engineers: 5, owner: pm-search}
  search:   {domain: search, engineers: 5, owner: pm-search}
posts:
  cpo: {role: cpo}
  dir-commerce: {role: director, reports_to: cpo}
  dir-core:     {role: director, reports_to: cpo}
  pm-backend:   {role: pm, reports_to: dir-core}
  pm-billing:   {role: pm, reports_to: dir-core}
  pm-identity:  {role: pm, reports_to: dir-commerce}
  pm-search:    {role: pm, reports_to: dir-commerce}
related: {between: 0.1, pairs: {search: {identity: 0.8}}}
guesses: {owners: {frontend: {pm-identity: 1, pm-backend: 1}, quality: {pm-search: 1, pm-backend: 1}}, related: 3}
"""
"""The post pm-backend owns nothing in the file, and may own two teams."""


def test_an_owner_without_a_team_gets_a_domain(write: Write) -> None:
    """By hand: a third of 1.2 and half of 2 go to the new domain, as close to the other one of its director as such domains are."""
    path = write(IDLE)
    patch = patch_of(Reading({"frontend": "pm-backend", "quality": "pm-backend"}), load_design(path).baseline)
    market = load_design(path, reading=patch).baseline
    assert [market.teams[team].domain for team in ("frontend", "quality", "identity", "search")] == [
        *("backend", "backend", "identity", "search")
    ]
    assert {name: domain.opportunities_per_week for name, domain in market.domains.items()} == pytest.approx(
        {"billing": 0.42, "identity": 0.8, "search": 1.0, "backend": 1.4}
    )
    table = closeness(market.related, ["backend", "billing", "identity", "search"])
    assert table[0].tolist() == pytest.approx([0.0, 0.8, 0.1, 0.1])
    assert table[2, 3] == pytest.approx(0.8)


def test_a_new_domain_is_in_every_design(write: Write) -> None:
    """Markets are the same for all designs: one that keeps the team elsewhere has the domain, too, and no team loses its home."""
    first = load_design(write(IDLE)).baseline
    patch = patch_of(Reading({"frontend": "pm-backend"}), first)
    given = IDLE.replace("engineers: 3, owner: pm-identity", "engineers: 3, owner: cpo")
    found = fitted(patch, load_design(write(given)).baseline, first)
    assert found["teams"] == {"frontend": {"domain": "backend"}}
    assert found["domains"]["backend"]["opportunities_per_week"] == pytest.approx(0.4)
    named = load_design(write(IDLE.replace("  search:   {opp", "  backend: {}\n  search:   {opp"))).baseline
    assert set(fitted(patch, named, first)["domains"]) == {"identity"}


def test_all_readings_load_whichever_way_round_pairs_are_stated(write: Write) -> None:
    """A pair that the file states from the other end is stated once; all demand is there, and every domain has a team."""
    path = write(IDLE)
    first = load_design(path).baseline
    for reading in readings(first, 20):
        design = load_design(path, reading=patch_of(reading, first))
        assert design.warnings == ()
        assert {team.domain for team in design.baseline.teams.values()} == set(design.baseline.domains)
        assert demand(design.baseline) == pytest.approx(demand(first))


def test_what_a_design_states_itself_stays(scenario: Scenario) -> None:
    """A design with another owner for the team, or another relatedness, keeps them; the rest of the reading applies."""
    patch = patch_of(readings(scenario, 3)[1], scenario) | {
        "teams": {"search-a": {"owner": "pm-3", "domain": "billing"}}
    }
    other = scenario.teams["search-a"].model_copy(update={"owner": "pm-2"})
    own = scenario.model_copy(update={"teams": {**scenario.teams, "search-a": other}, "related": None})
    found = fitted(patch, own, scenario)
    assert found["teams"] == {"search-a": {"domain": "billing"}}
    assert "related" not in found
    assert fitted(patch, scenario, scenario)["teams"] == patch["teams"]


def test_a_reading_is_laid_over_the_baseline_and_heirs_take_what_a_change_closes(write: Write) -> None:
    """The drawn owner is closed by a change that knows nothing of it: the team goes to the post above, as with any closed post."""
    change = "changes: [{quarter: 1, posts: {pm-3: null}, teams: {billing-a: {owner: pm-4}}}]\n"
    path = write(GUESSED + change)
    design = load_design(path, reading={"teams": {"search-a": {"owner": "pm-3"}}})
    assert [stage.scenario.teams["search-a"].owner for stage in design.stages] == ["pm-3", "dir-a"]
    moved = load_design(
        write(GUESSED + "changes: [{quarter: 1, teams: {search-a: {owner: pm-2}}}]\n"),
        reading={"teams": {"search-a": {"owner": "pm-3"}}},
    )
    assert [stage.scenario.teams["search-a"].owner for stage in moved.stages] == ["pm-3", "pm-2"]


def test_no_reading_of_the_sample_company_loses_demand_or_a_domain(tmp_path: Path) -> None:
    """Under every reading of a real table all demand is there, every domain has a team, engineers are as many, and it loads in silence."""
    imported = import_people(Request(SCENARIOS / "demo" / "people.csv", Codes(tmp_path / "x.key")))
    assert imported.organisation is not None
    path = tmp_path / "today.yaml"
    path.write_text(
        scenario_text(imported.organisation, "today", origin="people.csv", keep_names=False), encoding="utf-8"
    )
    first = load_design(path).baseline
    found = readings(first, 25)
    assert len(found) == 25
    for reading in found:
        design = load_design(path, reading=patch_of(reading, first))
        assert design.warnings == ()
        assert {name: team.owner for name, team in design.baseline.teams.items()} == {
            name: reading.owners.get(name, team.owner) for name, team in first.teams.items()
        }
        assert (
            {team.domain for team in design.baseline.teams.values()}
            == set(design.baseline.domains)
            >= set(first.domains)
        )
        assert demand(design.baseline) == pytest.approx(demand(first), abs=0.01)


def demand(scenario: Scenario) -> float:
    """Return all opportunities of a week."""
    return sum(domain.opportunities_per_week for domain in scenario.domains.values())
