"""Whatever a ladder says either acts, or is refused, or is doubted: every leaf of a ladder that uses everything is mutated."""

import copy
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.mutation import Leaf, differing, fields_read, leaves, models_in, mutants, mutated

from orgsim.careers.flow import flow_of
from orgsim.careers.lint import lint
from orgsim.careers.plan import plan_careers
from orgsim.errors import InputError
from orgsim.scenario.document import Document
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import LadderFile, ladder_in
from orgsim.scenario.ladder.settings import LadderSettings, settings_from
from orgsim.scenario.problems import Mark

RICH = """
name: rich
description: everything at once
sources: {paper: {title: A paper, url: "https://example.org", licence: MIT, confidence: high}, guess: {title: A guess}}
source: guess
competencies:
  discovery: {name: Discovery, description: finds out, theme: Product, practised_in: [product]}
  coaching: {name: Coaching, needs_reports: true}
tracks: {ic: {title: IC}, management: {title: Management, manages: true}}
levels:
  pm:
    title: PM
    track: ic
    rung: 1
    description: builds
    role: pm
    entry: true
    headcount: committee
    heads: 20
    hires_per_quarter: 1.5
    min_quarters: 3
    exits_per_year: 0.2
    growth_per_year: 0.1
    expectations: {discovery: {value: 0.5, weight: 2.0, criteria: [talks to users]}, coaching: {value: 0.3}}
    pay: {low: 90.0, mid: 100.0, high: 110.0}
    source: paper
    sources: {pay: paper}
  senior:
    title: Senior
    track: ic
    rung: 2
    headcount: committee
    promotion_share: 0.3
    bar: 0.5
    heads: 8
    expectations: {discovery: {value: 0.7}}
  lead:
    title: Lead
    track: management
    rung: 2
    role: gpm
    seats: 6
    heads: 5
    external_share: 0.2
    expectations: {coaching: {value: 0.6}}
    exercised: [coaching]
  head:
    title: Head
    track: management
    rung: 3
    seats: 1
    expectations: {coaching: {value: 0.7}}
moves:
  - {from: lead, to: head}
  - {from: pm, to: senior, note: usual, source: paper}
  - {from: pm, to: lead}
  - {from: senior, to: lead, kind: lateral}
  - {from: lead, to: pm, kind: return, rate_per_year: 0.1}
policy: {name: committee, settings: {raters: 3, noise: 0.8, evidence: 0.4, advocacy: 0.2}}
reviews_per_year: 4
external_share: 0.3
"""

TEXT = {
    "name",
    "description",
    "title",
    "theme",
    "url",
    "licence",
    "confidence",
    "note",
    "source",
    "pay",
    "criteria",
    "low",
    "high",
}
"""Fields that describe, and the ends of a pay band, of which the middle is what people cost."""


def loaded(document: Mapping[str, Any]) -> LadderFile:
    """Return the ladder that a document is."""
    data = Document(copy.deepcopy(dict(document)), {(): Mark(Path("rich.yaml"), 0, 0)})
    return LadderFile(ladder_in(data), data, Path("rich.yaml"))


def arrays_of(ladder: Ladder) -> dict[str, Any]:
    """Return the tables that a simulation of a ladder starts from."""
    plan = plan_careers(ladder, policy_named(ladder.policy.name, ladder.policy.settings), settings_from({}), 20)
    tables = {name: value for name, value in vars(plan.tables).items() if name != "names"}
    return {**tables, "names": list(plan.tables.names)}


def doubts_of(file: LadderFile) -> set[str]:
    """Return what lint says of a ladder."""
    return {problem.text() for problem in lint(file)}


def acts(usual: LadderFile, other: LadderFile) -> bool:
    """Tell whether a mutation is read: by a rule, by lint, or by the average year on paper."""
    changed = differing(arrays_of(usual.ladder), arrays_of(other.ladder))
    paper = asdict(flow_of(usual.ladder)) != asdict(flow_of(other.ladder))
    return bool(changed & (fields_read() | {"names"})) or paper or doubts_of(usual) != doubts_of(other)


def silent(document: dict[str, Any], leaf: Leaf, usual: LadderFile) -> list[Any]:
    """Return the other values of a leaf that nothing reads; of numbers, and of a week's activities, one has to act or be refused."""
    found = []
    one_is_enough = isinstance(leaf.value, int | float) or "practised_in" in leaf.spot
    for value in mutants(leaf, document):
        try:
            read = acts(usual, loaded(mutated(document, leaf.spot, value)))
        except InputError:
            read = True
        if read and one_is_enough:
            return []
        found += [] if read else [value]
    return found


def is_text(spot: tuple[str | int, ...]) -> bool:
    """Tell whether a leaf only describes; the tracks' and sources' entries under these names do, too."""
    return bool({spot[-1], *spot[-2:-1]} & TEXT) or spot[0] == "sources" or "sources" in spot


def test_every_leaf_of_a_ladder_acts_or_is_refused() -> None:
    """Every other value of every leaf is refused, doubted, shown on paper, or changes a field that some rule reads."""
    document: dict[str, Any] = YAML(typ="safe").load(RICH)
    usual = loaded(document)
    spots = [leaf for leaf in leaves(Ladder, document) if not is_text(leaf.spot) or leaf.spot[-1] == "mid"]
    assert len(spots) > 45
    assert {leaf.spot: values for leaf in spots if (values := silent(document, leaf, usual))} == {}


def test_the_ladder_uses_the_whole_language() -> None:
    """No field is left out, so that a new one has to be added here."""
    document = YAML(typ="safe").load(RICH)
    names = {part for leaf in leaves(Ladder, document) for part in leaf.spot} | {"origin"}
    fields = {(model.__name__, name) for model in models_in(Ladder) for name in model.model_fields}
    assert {(model, name) for model, name in fields if name not in names} == set()


SETTINGS = {
    "growth": 0.1,
    "freeze": True,
    "outside_factor": 0.5,
    "weeks_to_fill": 20.0,
    "dismiss_below": 0.2,
    "retirement_age": 60.0,
    "wobble": 0.1,
    "budget": 5.0,
    "groups": {"a": {"share": 0.4}, "b": {"share": 0.6, "opportunity": 0.5}},
}


@pytest.mark.parametrize(
    "name", sorted(set(LadderSettings.model_fields) - {"skill_range", "hire_age", "hire_age_sd", "quarter_years"})
)
def test_every_setting_of_a_ladder_acts(name: str) -> None:
    """Each setting changes the tables, or the budget that pay is held against."""
    ladder = loaded(YAML(typ="safe").load(RICH)).ladder
    policy = policy_named("merit")
    usual, other = (plan_careers(ladder, policy, settings_from(values), 20) for values in ({}, {name: SETTINGS[name]}))
    differs = usual.tables.levels.tobytes() != other.tables.levels.tobytes()
    differs |= usual.tables.customs.tobytes() != other.tables.customs.tobytes()
    differs |= usual.tables.groups.tobytes() != other.tables.groups.tobytes()
    assert differs or (name == "budget" and other.settings.ladder.budget == 5.0)


@pytest.mark.parametrize("name", ["hire_age", "hire_age_sd", "quarter_years"])
def test_ages_without_retirement_are_refused(name: str) -> None:
    """Where nobody retires nobody ages, so that the setting would do nothing."""
    with pytest.raises(InputError, match="does nothing without 'retirement_age'"):
        settings_from({name: 25.0 if name != "quarter_years" else 0.5})
