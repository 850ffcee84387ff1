"""Every value that the register allows, runs: a small company in which everything is on, with parameters at their bounds."""

import math
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.career_worlds import ladder
from tests.mutation import Spot, mutated

from orgsim.careers.outcomes import measured
from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers
from orgsim.engine.audit import audit
from orgsim.engine.simulation import simulate
from orgsim.errors import InputError
from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import build
from orgsim.scenario.demand import Demand
from orgsim.scenario.design import Design, load_design
from orgsim.scenario.ladder.model import Ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import load_ladder
from orgsim.scenario.ladder.settings import AT_WORK_ONLY, settings_from
from orgsim.scenario.model import Hours, Skills
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.register import Entry, ladder_register, register
from orgsim.scenario.shipped_files import shipped_ladders
from orgsim.scenario.switches import Mechanisms

EVERYTHING = """
name: everything
ladder: product
objectives: {growth: {weight: 5.0}, retention: {weight: 3.0}, trust: {weight: 1.0}}
domains:
  search:  {objectives: {growth: 3, retention: 2, trust: 1}, opportunities_per_week: 1.5}
  billing: {objectives: {growth: 1, retention: 1, trust: 2}, opportunities_per_week: 1.5}
teams:
  search-a:  {domain: search, engineers: 4, owner: pm-1}
  search-b:  {domain: search, engineers: 3, owner: pm-2}
  billing-a: {domain: billing, engineers: 5, owner: pm-3}
posts:
  head:   {role: cpo}
  dir-a:  {role: director, reports_to: head}
  dir-b:  {role: director, reports_to: head, vacant: true}
  ppm:    {role: ppm, reports_to: head}
  pm-1:   {role: pm, reports_to: dir-a}
  pm-2:   {role: pm, reports_to: dir-a}
  pm-3:   {role: pm, reports_to: dir-b, desk: pool}
  helper: {role: pm, reports_to: pm-1, helps: search-a, desk: pool}
ties: {dotted: {ppm: [pm-1, pm-2, pm-3]}, working: {dir-a: [dir-b]}}
governance:
  forums: {planning: {members: [head, dir-a, dir-b, ppm], chair: ppm}, guild: {members: [pm-1, pm-2, pm-3]}}
  raters: [dir-a, ppm]
  investment_review: [head, ppm]
  exploration: {share: 0.2}
roles: {pm: {hours: {research: 2, product: 22}}}
events:
  - {kind: strategy_shift, objectives: [growth, trust], quarter: 1}
  - {kind: demand_surge, factor: 2.0, quarter: 1, quarters: 2}
  - {kind: departure, post: pm-2, quarter: 1, week: 3}
  - {kind: layoff, share: 0.2, quarter: 2}
  - {kind: acquisition, organisation: acquired.yaml, reports_to: head, quarter: 2, week: 6}
  - {kind: hiring_freeze, quarter: 3}
horizon: {warmup_quarters: 2, quarters: 5}
changes:
  - name: a group
    quarter: 1
    posts: {gpm: {role: gpm, reports_to: dir-a}, pm-2: {reports_to: gpm}}
"""
ACQUIRED = """
name: acquired
objectives: {growth: 5, retention: 3, trust: 1}
domains: {wallet: {opportunities_per_week: 1.0, objectives: {growth: 2, trust: 2}}}
teams: {wallet: {domain: wallet, engineers: 3, owner: pm-wallet}}
posts: {founder: {role: cpo}, pm-wallet: {role: pm, reports_to: founder}}
"""
SKILLS = tuple(Skills.model_fields)
IDLE = dict.fromkeys(Hours.model_fields, 0.0)
BOUNDS = [(entry, bound) for entry in register() for bound in (entry.low, entry.high)]
LADDER_BOUNDS = [
    (entry, bound)
    for entry in (*ladder_register(), *register())
    for bound in (entry.low, entry.high)
    if entry.path.startswith(("ladder.", "parameters.staffing.", "parameters.careers."))
    and entry.path.rpartition(".")[2] not in AT_WORK_ONLY
]
Values = Mapping[str, float]


def written(scenario: Mapping[str, Any]) -> Design:
    """Read a scenario from a file, with the acquired company beside it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "today.yaml"
        YAML().dump(dict(scenario), path)
        (Path(folder) / "acquired.yaml").write_text(ACQUIRED, encoding="utf-8")
        return load_design(path)


@cache
def usual() -> Design:
    """Return the company with every parameter at its default."""
    design = written(YAML(typ="safe").load(EVERYTHING))
    assert design.warnings == ()
    return design


def laid(values: Values) -> Design:
    """Return the company with values of the register, by path, in every stage."""
    demand: dict[str, float] = {}
    groups: dict[str, dict[str, float]] = {}
    for path, value in values.items():
        *above, name = path.split(".")
        (demand if above == ["demand"] else groups.setdefault(above[1], {}))[name] = value
    changed = {"demand": Demand.model_validate(demand), "parameters": Parameters.model_validate(groups)}
    stages = tuple(replace(one, scenario=one.scenario.model_copy(update=changed)) for one in usual().stages)
    return replace(usual(), stages=stages)


def bounded(entry: Entry, bound: float) -> dict[str, float]:
    """Return one parameter at a bound."""
    return {entry.path: int(bound) if entry.whole else bound}


def runs(design: Design, replication: int) -> None:
    """Run a future: no fault, no warning, books that balance, numbers that are finite, metrics that are finite or not known."""
    organization = build(design)
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        state = simulate(organization.blueprint, 1, replication)
        outcome = Outcome(organization, state)
        found = {name: metric.measure(outcome) for name, metric in all_metrics().items()}
        totals = {name: one.total() for name, one in found.items()}
        quarters = {name: one.by_quarter() for name, one in found.items()}
    assert audit(organization.blueprint, state) == []
    assert np.isfinite(state.beliefs).all()
    assert np.isfinite(state.strategy).all()
    for table in (state.people, state.pulse, state.tally):
        assert all(np.isfinite(table[name]).all() for name in table.dtype.names)
    assert {name: value for name, value in totals.items() if math.isinf(value)} == {}
    assert {name: values for name, values in quarters.items() if np.isinf(values).any()} == {}
    launches = outcome.launches
    if len(launches):
        assert math.isfinite(totals["optimism_bias"])
    if len(launches) > 1:
        assert math.isfinite(totals["forecast_accuracy"])


@pytest.mark.parametrize("place", range(0, len(BOUNDS), 20))
def test_each_parameter_runs_at_its_bounds(place: int) -> None:
    """Low and high, one at a time."""
    for entry, bound in BOUNDS[place : place + 20]:
        try:
            runs(laid(bounded(entry, bound)), 0)
        except Exception as error:
            error.add_note(f"{entry.path} = {bound:g}")
            raise


@st.composite
def several(draw: st.DrawFn) -> Values:
    """Draw few, half or all of the parameters, each at one of its bounds."""
    share = draw(st.sampled_from([0.05, 0.5, 1.0]))
    source = draw(st.randoms(use_true_random=False))
    chosen = [entry for entry in register() if source.random() < share]
    return {path: value for one in chosen for path, value in bounded(one, source.choice((one.low, one.high))).items()}


NO_TIME = {
    "demand.value_sigma": 0.0,
    "demand.value_shift": 0.0,
    "parameters.planning.productive_share": 0.0,
    "parameters.decisions.minutes_to_prepare": 0.5,
    "parameters.capabilities.notice_effect": 100.0,
    "parameters.capabilities.minutes_per_message": 1.0,
    "parameters.capabilities.inherited_share": 1.0,
}
"""Teams weigh using what others built against building it, and no time of anybody is counted on."""


@given(several(), st.integers(0, 100))
@example(NO_TIME, 2)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_parameters_run_at_bounds_together(values: Values, replication: int) -> None:
    """Random combinations."""
    runs(laid(values), replication)


OWN = {
    "no weight on any objective but one": {("objectives", name, "weight"): 0.0 for name in ("retention", "trust")},
    "an overwhelming objective": {("objectives", "growth", "weight"): 1e6},
    "no demand": {("domains", name, "opportunities_per_week"): 0.0 for name in ("search", "billing")},
    "far too much demand": {("domains", "search", "opportunities_per_week"): 50.0},
    "posts in small part": {("posts", name, "fte"): 0.01 for name in ("ppm", "pm-3", "helper")},
    "one engineer each": {("teams", name, "engineers"): 1 for name in ("search-a", "search-b", "billing-a")},
    "very many engineers": {("teams", "search-a", "engineers"): 2000},
    "little at once": {("teams", "search-a", "wip"): 1},
    "much at once": {("teams", "search-a", "wip"): 12},
    "nothing to explore": {("governance", "exploration", "share"): 0.0},
    "only exploring": {("governance", "exploration", "share"): 1.0},
    "a forum without time": {("governance", "forums", "planning", "hours_per_quarter"): 0.0},
    "a forum all the time": {("governance", "forums", "planning", "hours_per_quarter"): 100.0},
    "a shift that does nothing": {("events", 0, "factor"): 0.0},
    "a shift beyond all": {("events", 0, "factor"): 20.0},
    "demand that stops": {("events", 1, "factor"): 0.0},
    "demand that soars": {("events", 1, "factor"): 20.0},
    "everybody is laid off": {("events", 3, "share"): 1.0},
    "hardly anybody is laid off": {("events", 3, "share"): 1e-9},
    "no warm-up": {("horizon", "warmup_quarters"): 0},
    "nobody skilled": {("roles", "pm", "skills"): dict.fromkeys(SKILLS, 0.0)},
    "everybody perfect": {("roles", "pm", "skills"): dict.fromkeys(SKILLS, 1.0)},
    "no pay": {("roles", "pm", "salary"): 0.0},
    "the highest pay": {("roles", "pm", "salary"): 10_000.0},
    "hired at once": {("roles", "pm", "weeks_to_fill"): 0.1},
    "never hired": {("roles", "pm", "weeks_to_fill"): 260.0},
    "no time for anything": {("roles", "pm", "hours"): IDLE},
    "a week of deciding": {("roles", "director"): {"hours": {**IDLE, "desk": 40.0}}},
    "a week of meetings": {("roles", "director"): {"hours": {**IDLE, "contact": 40.0}}},
}
"""What a scenario says itself, at its bounds: the places, and what is there."""


@pytest.mark.parametrize("changes", OWN.values(), ids=OWN.keys())
def test_a_scenario_runs_at_its_own_bounds(changes: Mapping[Spot, Any]) -> None:
    """Numbers that are no parameters have bounds too."""
    scenario = YAML(typ="safe").load(EVERYTHING)
    for spot, value in changes.items():
        scenario = mutated(scenario, spot, value)
    runs(written(scenario), 0)


@pytest.mark.parametrize("name", Mechanisms.model_fields)
def test_the_company_runs_without_each_mechanism(name: str) -> None:
    """What is off leaves no hole."""
    runs(written(YAML(typ="safe").load(EVERYTHING) | {"mechanisms": {name: False}}), 0)


@cache
def product() -> Ladder:
    """Return a shipped ladder with levels of all kinds."""
    return load_ladder(shipped_ladders()["product"])


def careers_run(values: Mapping[str, Any], policy: str) -> None:
    """Simulate careers on a shipped ladder; what is found is finite or not known, but for times that are never over."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plan = plan_careers(product(), policy_named(policy), settings_from(values), 8, people=40)
        measures = measured(simulate_careers(plan, replications=1, workers=1))
    assert {name: value for name, value in numbers_in(measures) if math.isinf(value)} == {}


def numbers_in(data: Any, at: str = "") -> Iterator[tuple[str, float]]:
    """Yield every number of nested data with its place."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from numbers_in(value, f"{at}.{key}")
    elif isinstance(data, float | int):
        yield at, float(data)
    else:
        for place, value in enumerate(np.ravel(data)):
            yield f"{at}[{place}]", float(value)


def career_settings(entry: Entry, bound: float) -> dict[str, Any]:
    """Return settings of a ladder with one number at a bound, and what it takes for it to be read."""
    name, value = entry.path.rpartition(".")[2], int(bound) if entry.whole else bound
    if entry.path.startswith("ladder.groups."):
        other = {"share": 1.0 - value if name == "share" else 0.5}
        return {"groups": {"a": {"share": 0.5, name: value}, "b": other}}
    ages = {"retirement_age": 65.0} if name in ("hire_age", "hire_age_sd", "quarter_years") else {}
    return {name: value} | ages


@pytest.mark.parametrize("policy", ["committee", "best-or-worst"])
def test_each_setting_of_a_ladder_runs_at_its_bounds(policy: str) -> None:
    """Low and high, one at a time; what a policy does not read, it refuses."""
    refused: set[tuple[str, str]] = set()
    for entry, bound in LADDER_BOUNDS:
        try:
            careers_run(career_settings(entry, bound), policy)
        except InputError as error:
            refused.add((entry.path, str(error).partition(": ")[2].partition(";")[0]))
        except Exception as error:
            error.add_note(f"{entry.path} = {bound:g}")
            raise
    assert refused <= {
        ("ladder.groups.NAME.advocacy", "this policy does not hear managers"),
        ("ladder.groups.NAME.rating_noise", "this policy does not look at ratings"),
    }


@pytest.mark.parametrize(
    "values",
    [
        {"budget": 0.0},
        {"budget": 1e9},
        {"dismiss_below": 1000.0},
        {"retirement_age": 0.0},
        {"freeze": True, "growth": -1.0},
    ],
    ids=str,
)
def test_settings_that_are_usually_none_run_at_their_bounds(values: Mapping[str, Any]) -> None:
    """Those have bounds as well."""
    careers_run(values, "merit")


ALIKE = ladder({"junior": {"headcount": "committee", "heads": 20, "hires_per_quarter": 2.0}, "senior": {"seats": 8}})


@pytest.mark.parametrize("spread", [0.0, 0.15, 1.0])
def test_bounds_of_skill_run_at_every_spread(spread: float) -> None:
    """Where all people are alike nothing is cut off, and nothing is divided by their spread."""
    given = settings_from({"skill_range": [0.0, 1.0], "skill_spread": spread})
    results = simulate_careers(plan_careers(ALIKE, policy_named("merit"), given, 8), replications=2, workers=1)
    assert np.isfinite(results.series["skill"]).all()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"skill_range": [1.0, 0.0]}, "the low bound, 1, is not below the high one, 0"),
        ({"skill_range": [0.5, 0.5]}, "the low bound, 0.5, is not below"),
        ({"skill_range": [5.0, 6.0]}, "hardly anybody has a skill from 5 to 6 where people are 0.5 on average"),
        ({"skill_range": [0.6, 1.0], "skill_spread": 0.0}, "hardly anybody has a skill from 0.6 to 1"),
        (
            {"growth": 10.0},
            "people over 80 quarters; at most 5,000,000 are possible: a growth this fast needs a shorter run",
        ),
    ],
)
def test_settings_that_cannot_run_together_are_refused(values: Mapping[str, Any], sentence: str) -> None:
    """In a sentence that says why."""
    with pytest.raises(InputError, match=re.escape(sentence)):
        plan_careers(ALIKE, policy_named("merit"), settings_from(values), 80)
