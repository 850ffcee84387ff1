"""The language and the engine know the same events, practices, rights and parameters: what one of them lacks is named here."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from tests.conftest import ROOT, SMALL, Make, run
from tests.mutation import differing, fields_read

from orgsim.engine.vocabulary import Action, Happening, Right
from orgsim.organization import build as building
from orgsim.organization.build import parameter_record
from orgsim.organization.practices import PRACTICES
from orgsim.scenario.demand import Demand
from orgsim.scenario.design import STAGED, load_design
from orgsim.scenario.events import AnyEvent, Event, Incident, Upheaval
from orgsim.scenario.model import Governance
from orgsim.scenario.names import named_fields, options
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.rights import ACTING, REASONS, STRENGTH
from orgsim.scenario.switches import Mechanisms

RULES = sorted((ROOT / "src/orgsim/engine/mechanisms").glob("*/*.py"))
PAGE = (ROOT / "docs/scenarios.md").read_text(encoding="utf-8")
EVENTS: list[type[Event]] = options(AnyEvent)


def functions() -> Iterator[ast.FunctionDef]:
    """Yield every rule of every mechanism."""
    for path in RULES:
        yield from (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
        )


def attributes(tree: ast.AST, of: str) -> set[str]:
    """Return which attributes of a name some code reads."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name))
    return {node.attr for node in found if isinstance(node.value, ast.Name) and node.value.id == of}


def kind_of(event: type[Event]) -> str:
    """Return what a scenario calls an event."""
    return str(get_args(event.model_fields["kind"].annotation)[0])


# Events


def test_every_happening_is_an_event() -> None:
    """What the engine may let happen can be written in a scenario, and the other way round; each name once."""
    incidents = [event.happening for event in EVENTS if issubclass(event, Incident)]
    assert sorted(incidents) == sorted(Happening.__members__)


COLUMNS = {
    "quarters": {"until"},
    "factor": {"factor"},
    "quarter": {"week"},
    "week": {"week"},
    "kind": {"kind"},
    "name": set(),  # text
    "skills": {"skills", "skills_known"},
    "level": {"level"},
    "engagement": {"engagement"},
    "overlap_weeks": {"overlap"},
    "vacant_weeks": {"until"},
}
"""Columns of an event's row that its fields fill; names fill `subject`, and a list of them `other`, too."""


def given_an_event(rule: ast.FunctionDef) -> Iterator[str]:
    """Yield the rules that a rule hands an event on to."""
    for node in ast.walk(rule):
        given = node.args if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else []
        if any(isinstance(one, ast.Name) and one.id == "event" for one in given):
            yield node.func.id  # type: ignore[attr-defined]


@pytest.mark.parametrize("event", [event for event in EVENTS if issubclass(event, Incident)], ids=kind_of)
def test_a_rule_reads_all_that_an_incident_says(event: type[Incident]) -> None:
    """Some rule asks for this happening, and the rules that do read every column that its fields fill."""
    asking = {rule.name for rule in functions() if event.happening in attributes(rule, "Happening")}
    for _ in range(2):  # rules that hand the event on, and those that they hand it to
        asking |= {called for rule in functions() if rule.name in asking for called in given_an_event(rule)}
    read = [attributes(rule, "event") for rule in functions() if rule.name in asking]
    assert read, f"no rule of engine/mechanisms asks for Happening.{event.happening}"
    needed: set[str] = set()
    for field in event.model_fields:
        names = named_fields(event)
        needed |= {"subject"} | ({"other"} if field == "objectives" else set()) if field in names else COLUMNS[field]
    assert needed <= set().union(*read)


@pytest.mark.parametrize("event", [event for event in EVENTS if issubclass(event, Upheaval)], ids=kind_of)
def test_an_upheaval_is_a_stage(event: type[Upheaval]) -> None:
    """What changes the organisation itself has a planner that makes a stage of it."""
    assert kind_of(event) in STAGED


def subclasses(kind: type[Event]) -> Iterator[type[Event]]:
    """Yield every class below one, at any depth."""
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


def test_every_class_of_events_can_be_written() -> None:
    """Whatever has a kind stands in `AnyEvent`: a class that is not in that list would never be asked for, by any test here either."""
    assert {event for event in subclasses(Event) if "kind" in event.model_fields} == set(EVENTS)


def test_every_event_is_an_incident_or_an_upheaval() -> None:
    """There is no third way to act, and the planners know no other kinds."""
    assert all(issubclass(event, Incident | Upheaval) for event in EVENTS)
    assert STAGED.keys() == {kind_of(event) for event in EVENTS if issubclass(event, Upheaval)}


@pytest.mark.parametrize("event", EVENTS, ids=kind_of)
def test_every_event_is_documented(event: type[Event]) -> None:
    """The page of the language has an example of each kind, and each of its own fields stands in it."""
    assert f"kind: {kind_of(event)}" in PAGE
    assert all(f"`{field}`" in PAGE or f"{field}:" in PAGE for field in event.model_fields)


@pytest.mark.parametrize("event", EVENTS, ids=kind_of)
def test_an_event_has_only_fields_of_its_own(make: Make, event: type[Event], tmp_path: Path) -> None:
    """A field of another kind is refused, with the fields that this kind has."""
    others = {name for other in EVENTS for name in other.model_fields} - set(event.model_fields)
    for field in others:
        text = SMALL + f"events: [{{kind: {kind_of(event)}, {field}: 1}}]\n"
        path = tmp_path / "design.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ScenarioError) as caught:
            load_design(path)
        assert any(f"unknown key '{field}'" in problem.message for problem in caught.value.problems)


# Practices

EXAMPLES: dict[str, str] = {
    "forums": "{f: {members: [pm-1, pm-2], hours_per_quarter: 26}}",
    "raters": "[dir-a]",
    "investment_review": "[dir-a]",
    "exploration": "{share: 0.3}",
    "roadmaps": "features",
    "gates": "{legal: {post: dir-a, share: 0.4, domains: [search]}}",
}
"""Each practice as a scenario may state it."""


def test_every_practice_is_planned() -> None:
    """Every field of `governance` puts something into the plan, and has an example here."""
    assert PRACTICES.keys() == Governance.model_fields.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("practice", Governance.model_fields)
def test_a_practice_is_off_unless_stated_and_then_read(make: Make, practice: str) -> None:
    """Without it nothing is planned; with it, a column differs that some rule reads; the page of the language names it."""
    off = make(SMALL).blueprint._asdict()
    on = make(SMALL + f"governance: {{{practice}: {EXAMPLES[practice]}}}\n").blueprint._asdict()
    assert differing(off, on) & fields_read()
    assert f"`{practice}`" in PAGE


@pytest.mark.parametrize("practice", Governance.model_fields)
def test_what_a_practice_plans_comes_into_force(make: Make, practice: str) -> None:
    """The columns that it plans for posts and teams stand in the records of a run: `reorganisation` adopts them."""
    organization = make(
        SMALL + f"governance: {{{practice}: {EXAMPLES[practice]}}}\nhorizon: {{warmup_quarters: 0, quarters: 1}}\n"
    )
    off, on, state = make(SMALL).blueprint, organization.blueprint, run(organization)
    plans = (off.post_plan, on.post_plan, state.posts), (off.team_plan, on.team_plan, state.teams)
    for before, planned, found in plans:
        for column in differing({"plan": before}, {"plan": planned}):
            assert np.array_equal(found[column], planned[0][column]), f"{column} is planned and never adopted"


@pytest.mark.parametrize("practice", [name for name in Governance.model_fields if name in named_fields(Governance)])
def test_a_layoff_takes_closed_posts_out_of_practices(make: Make, practice: str) -> None:
    """Posts that close are members of nothing any more; a list of them is checked for names and repetition by its type alone."""
    text = SMALL + f"governance: {{{practice}: {EXAMPLES[practice]}}}\n"
    layoff = "events: [{kind: layoff, quarter: 1, posts: [dir-a, pm-1]}]\n"
    assert "dir-a" not in str(make(text + layoff).design.final.governance)


# Rights


def rights_read() -> dict[str, set[str]]:
    """Return the rights that rules ask for, by action; an action that is worked out may be any of those that can come out."""
    worked_out = {"other": {"fund", "explore"}, "action": {"fund", "explore"}, "action_of": {"shift", "consolidate"}}
    found: dict[str, set[str]] = {action.name.lower(): set() for action in Action}
    for rule in functions():
        for action, right in (*_calls(rule), *_comparisons(rule)):
            name = (
                action.func.id
                if isinstance(action, ast.Call) and isinstance(action.func, ast.Name)
                else getattr(action, "attr", getattr(action, "id", ""))
            )
            for one in worked_out.get(name, {name.lower()}):
                found[one].add(right.attr.lower())
    return found


def _calls(rule: ast.AST) -> Iterator[tuple[ast.AST, ast.Attribute]]:
    for node in ast.walk(rule):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in ("nearest_with", "present_with"):
            yield from ((node.args[2], right) for right in node.args[3:4] if isinstance(right, ast.Attribute))
        elif isinstance(node, ast.Call) and name in BESIDE_THE_LINE:
            yield node.args[2], ast.Attribute(ast.Name("Right"), BESIDE_THE_LINE[name])


BESIDE_THE_LINE = {
    "next_voice": "CONSULT",
    "hear_advice": "CONSULT",
    "next_listener": "INFORM",
    "tell_of_instance": "INFORM",
}
"""Rules whose third argument is an action about which those are asked, or told, who have this right to it."""


def _comparisons(rule: ast.AST) -> Iterator[tuple[ast.AST, ast.Attribute]]:
    for node in ast.walk(rule):
        about = node.left if isinstance(node, ast.Compare) else None
        of_rights = isinstance(about, ast.Subscript) and getattr(about.value, "attr", "") == "rights"
        if isinstance(node, ast.Compare) and isinstance(about, ast.Subscript) and of_rights:
            yield from ((about.slice, right) for right in node.comparators if isinstance(right, ast.Attribute))


def test_the_rights_that_act_are_those_that_rules_ask_for() -> None:
    """The table of the language is the one of the rules."""
    found = rights_read()
    assert {action: set(rights) for action, rights in ACTING.items()} == found
    assert [right.name.lower() for right in Right] == list(STRENGTH)


def test_the_rights_that_act_are_documented() -> None:
    """The table on the page of the language is the one of the language."""
    rows = re.findall(
        r"^\| (`.+`) \| (`.+`) \|$", PAGE.split("| action | rights that act |")[1].split("\n\n")[0], re.MULTILINE
    )
    told = {
        action: tuple(re.findall(r"`(\w+)`", rights))
        for actions, rights in rows
        for action in re.findall(r"`(\w+)`", actions)
    }
    assert told == ACTING


@pytest.mark.parametrize("action", ACTING)
def test_a_right_that_nothing_reads_may_not_be_stated(make: Make, action: str) -> None:
    """A right either acts or is refused, with the reason and what may be stated instead."""
    for right in STRENGTH[1:]:
        text = SMALL.replace(
            "{role: director, reports_to: vp}", f"{{role: director, reports_to: vp, rights: {{{action}: {right}}}}}"
        )
        if right in ACTING[action]:
            assert make(text)
            continue
        with pytest.raises(ScenarioError) as caught:
            make(text)
        assert {problem.code for problem in caught.value.problems} == {"E213"}
        assert REASONS[action] in caught.value.problems[0].message


# Parameters


def test_no_two_parameters_have_one_name() -> None:
    """The engine has one record of all numbers and switches, so a name in two sections would overwrite the other."""
    sections: list[Any] = [Demand, Mechanisms, *(type(section) for _, section in Parameters())]
    names = Counter(name for section in sections for name in section.model_fields)
    assert not [name for name, count in names.items() if count > 1]


def test_two_parameters_of_one_name_stop_the_build(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were there such a name all the same, nothing would be built."""
    usual = building.section_values
    monkeypatch.setattr(building, "section_values", lambda section: {**usual(section), "overlap": 1.0})
    with pytest.raises(ValueError, match="overlap"):
        parameter_record(make(SMALL).design.baseline)
