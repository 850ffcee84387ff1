"""Whatever a user writes either acts, or is refused, or is doubted: every leaf of a scenario that uses everything is mutated."""

import copy
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.mutation import Leaf, differing, fields_read, leaves, models_in, mutants, mutated

from orgsim.errors import InputError
from orgsim.organization.build import build
from orgsim.results.readings import readings
from orgsim.scenario.dates import ChangeDate
from orgsim.scenario.demand import Demand
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.document import Document, read_document
from orgsim.scenario.fields import Section
from orgsim.scenario.model import Scenario
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.problems import Mark
from orgsim.scenario.switches import Mechanisms

RICH = """
name: rich
description: everything at once
ladder: steps.yaml
objectives: {growth: {weight: 5.0, name: Growth, target: 4.0, per: run}, retention: {weight: 3.0, target: 1.5, per: year}, trust: {weight: 1.0}}
domains:
  search: {opportunities_per_week: 3.0, objectives: {growth: 3.0, trust: 1.0}, interest: {trust: 1.0, growth: 2.0}, name: Search}
  cloud:  {opportunities_per_week: 2.0, objectives: {retention: 1.0, growth: 1.0}}
related: {clusters: {core: [search, cloud]}, within: 0.8, between: 0.3, pairs: {cloud: {o-pay: 0.5}}}
journeys: {buy: [search, cloud]}
platforms:
  mail: {team: search-a, domain: cloud, run_cost: 2.0, effort: 300.0, age: 3.0, used_by: [cloud-a], quarter: 1, week: 2, name: Mail}
  post: {team: search-b, run_cost: 1.0, same_as: mail, quarter: 1, week: 3}
  ride: {team: cloud-a, effort: 40.0}
initiatives:
  till:   {team: search-a, domain: search, value: 300.0, effort: 20.0, objectives: {growth: 1.0, trust: 2.0}, state: in_work, done: 0.25,
           due: {quarter: 3, week: 2}, half_life: 8.0, depends_on: cloud, name: Till}
  ledger: {domain: cloud, value: 150.0, effort: 10.0, state: funded, quarter: 1, week: 2, joint_with: [search], ground: new, needs: [ride]}
teams:
  search-a: {domain: search, engineers: 7, wip: 3, owner: pm-1, name: A}
  search-b: {domain: search, engineers: 6, wip: 2, owner: pm-2}
  cloud-a:  {domain: cloud, engineers: 5, wip: 4, owner: pm-3}
roles:
  pm: {hours: {product: 22.0, research: 2.0}, salary: 140.0, weeks_to_fill: 5.0}
  poet:
    title: Poet
    track: ic
    hours: {administration: 3.0, contact: 10.0, desk: 5.0, portfolio: 10.0, product: 2.0, research: 2.0}
    rights: {shift: propose, consolidate: propose, review: decide}
    skills: {discovery: 0.6, execution: 0.6, coaching: 0.6, analytics: 0.6, influence: 0.6, strategy: 0.6}
    salary: 100.0
    weeks_to_fill: 6.0
    moves: [{to: Bard, source: usual}]
posts:
  vp:    {role: cpo, level: head, salary: 310.0, rights: {staff: decide, fund: decide}}
  dir-a: {role: director, reports_to: vp, fte: 0.8, name: Director, engagement: -1.5}
  dir-b: {role: director, reports_to: vp, rights: {fund: approve, prioritize: decide, scope: decide, explore: approve}}
  pm-1:  {role: pm, reports_to: dir-a, desk: pool, skills: {discovery: 0.9, strategy: 0.4}}
  pm-2:  {role: pm, reports_to: dir-a, desk: pool, hours: {product: 18.0}}
  pm-3:  {role: pm, reports_to: dir-b, vacant: true}
  pm-4:  {role: pm, reports_to: dir-b, helps: search-a, vacant: false}
  poet:  {role: poet, reports_to: vp}
ties:
  dotted:  {poet: {dir-a: 1.0, pm-3: 0.5}}
  working: {pm-4: {pm-1: 2.0}}
governance:
  forums:
    chaired: {members: [pm-1, pm-2], chair: vp, hours_per_quarter: 26.0}
    open: {members: [dir-a, pm-3, poet], hours_per_quarter: 13.0}
  raters: [dir-a, poet]
  investment_review: [vp, poet]
  exploration: {share: 0.2, teams: [search-a]}
  roadmaps: features
  gates: {legal: {post: dir-a, share: 0.4, domains: [search]}}
events:
  - {kind: strategy_shift, quarter: 1, week: 2, objectives: [growth, trust], factor: 0.5}
  - {kind: demand_surge, quarter: 2, week: 1, quarters: 2, domain: search, factor: 1.5}
  - {kind: hiring_freeze, quarter: 3, week: 1, quarters: 2}
  - {kind: departure, quarter: 4, week: 3, post: pm-1}
  - {kind: replacement, quarter: 2, week: 5, post: dir-a, name: Ada, skills: {discovery: 0.9, coaching: 0.7}, level: head, engagement: 1.5, overlap_weeks: 3}
  - {kind: replacement, quarter: 3, week: 5, post: poet, vacant_weeks: 4}
  - {kind: layoff, quarter: 5, week: 1, share: 0.4, domain: search, posts: [pm-4]}
  - {kind: acquisition, quarter: 2, week: 3, organisation: other.yaml, reports_to: vp, prefix: o-}
horizon: {warmup_quarters: 2, quarters: 8}
budget: {company: 9000.0, domains: {search: 4000.0}}
guesses: {owners: {search-b: {pm-2: 2.0, pm-3: 1.0, dir-b: 1.0}}, related: 2.0}
changes:
  - name: more
    quarter: 1
    week: 2
    teams: {cloud-b: {domain: cloud, engineers: 3, wip: 2, owner: pm-5}, cloud-a: {engineers: 4}}
    posts:
      pm-5: {role: pm, reports_to: dir-b, skills: {discovery: 0.8}, vacant: true}
      pm-2: {reports_to: dir-b, fte: 0.5}
    roles: {pm: {salary: 145.0, skills: {execution: 0.7}}}
    ties: {dotted: {poet: {pm-5: 1.0}}}
    governance: {roadmaps: outcomes, raters: [dir-a], exploration: {share: 0.1}}
    budget: {company: 9500.0}
    parameters: {staffing: {engineer_attrition: 0.3}, ties: {working_weight: 0.6}}
"""

OTHER = """
objectives: {growth: 1, retention: 1, trust: 1}
domains: {pay: {}}
teams: {pay: {domain: pay, owner: pm-pay}}
posts: {boss: {role: cpo}, pm-pay: {role: pm, reports_to: boss}}
"""

LADDER = """
tracks: {ic: {title: IC}, management: {title: Management}}
levels:
  head: {title: Head, rung: 2, track: management, role: cpo}
  pm:   {title: Product manager, rung: 1, track: ic, role: pm}
moves: [{from: pm, to: head, kind: promotion}]
"""

TEXT = {"name", "description", "title", "track", "to", "source"}
"""Fields that say what something is called, or what comes next in a career; their documentation says so."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the ladders and the organisation that is acquired, each of which is parsed once."""
    for name, text in {"other.yaml": OTHER, "steps.yaml": LADDER}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    parsed = cache(read_document)
    monkeypatch.setattr("orgsim.scenario.reading.read_for_designs", lambda path: copy.deepcopy(parsed(path)))
    return tmp_path


def everything() -> dict[str, Any]:
    """Return the rich scenario, with every parameter and switch that no rule reads by its name written out."""
    document: dict[str, Any] = YAML(typ="safe").load(RICH)
    document["demand"], document["mechanisms"] = unread(Demand()), unread(Mechanisms())
    document["parameters"] = {name: unread(section) for name, section in Parameters()}
    document["parameters"]["ties"]["informal_probability"] = 0.9  # so that there are friends at a distance, too
    return document


def unread(section: Section) -> dict[str, Any]:
    """Return the numbers of a section that no rule reads by their names: they must act on what is built."""
    return {name: value for name, value in section if name not in fields_read()}


def loaded(document: Mapping[str, Any], folder: Path) -> Design:
    """Return the design that a document is."""
    path = folder / "rich.yaml"
    return load_design(path, document=Document(copy.deepcopy(dict(document)), {(): Mark(path, 0, 0)}))


def all_leaves(document: Mapping[str, Any]) -> list[Leaf]:
    """Return every leaf of the baseline and of the changes; a change is of the same types as the sections it touches."""
    found = list(leaves(Scenario, {key: value for key, value in document.items() if key != "changes"}))
    for place, change in enumerate(document["changes"]):
        dates = {key: value for key, value in change.items() if key in ChangeDate.model_fields}
        rest = {key: value for key, value in change.items() if key not in dates}
        found += leaves(ChangeDate, dates, ("changes", place))
        found += leaves(Scenario, rest, ("changes", place))
    return found


def silent(document: dict[str, Any], leaf: Leaf, folder: Path, usual: Design, arrays: Mapping[str, Any]) -> list[Any]:
    """Return the other values of a leaf that are neither refused, nor doubted, nor read by any rule; of numbers one has to act."""
    doubts = {(problem.code, problem.path) for problem in usual.warnings}
    found = []
    for value in mutants(leaf, document):
        try:
            design = loaded(mutated(document, leaf.spot, value), folder)
            changed = differing(arrays, build(design).blueprint._asdict())
        except InputError:
            continue
        told = any((problem.code, problem.path) not in doubts for problem in design.warnings)
        read = readings(design.baseline, 20) != readings(usual.baseline, 20)  # what guesses are there for
        acts = told or read or (design.resolved() != usual.resolved() and bool(changed & fields_read()))
        if acts and isinstance(value, int | float):
            return []
        found += [] if acts else [value]
    return found


def test_every_leaf_acts_or_is_refused(folder: Path) -> None:
    """Every other value of every leaf is refused or doubted, or changes a field that some rule reads."""
    document = everything()
    usual = loaded(document, folder)
    arrays = build(usual).blueprint._asdict()
    spots = [leaf for leaf in all_leaves(document) if leaf.spot[-1] not in TEXT]
    found = {leaf.spot: values for leaf in spots if (values := silent(document, leaf, folder, usual, arrays))}
    assert not found


def test_the_scenario_uses_the_whole_language() -> None:
    """No field of any section, practice or event is left out, so that a new one has to be added here."""
    document = everything()
    written = {leaf.spot[:end] for leaf in all_leaves(document) for end in range(1, len(leaf.spot) + 1)}
    names = {part for spot in written for part in spot}
    fields = {(model.__name__, name) for model in models_in(Scenario) for name in model.model_fields}
    numbers = {name for model in (Demand, Mechanisms, *models_in(Parameters)) for name in model.model_fields}
    assert {(model, name) for model, name in fields if name not in names | numbers | {"mechanisms"}} == {
        ("Post", "detached")
    }
