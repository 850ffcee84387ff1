"""Parameters in a change: those of how people work may change, those of the world are refused where they stand."""

import dataclasses

import numpy as np
import pytest
from tests.conftest import SMALL, Make, run
from tests.mutation import differing, fields_read

from orgsim.engine.random import Purpose, luck, poisson_quantile, uniform
from orgsim.engine.state import State
from orgsim.engine.vocabulary import WEEKS_PER_QUARTER
from orgsim.headroom.catalog import oracle_named
from orgsim.headroom.play import Play
from orgsim.model import OrgModel
from orgsim.organization.build import Organization
from orgsim.scenario.dated_parameters import PARAMETERS_THAT_STAY, SECTIONS_THAT_STAY, reason_to_stay
from orgsim.scenario.parameters import Parameters
from orgsim.scenario.problems import ScenarioError
from orgsim.scenario.register import register

SHORT = SMALL + "horizon: {warmup_quarters: 1, quarters: 3}\n"
WEEK = 2 * WEEKS_PER_QUARTER
"""Week of a change in quarter 1."""

ENTRIES = [entry for entry in register() if entry.path.startswith("parameters.")]
DATED = [entry for entry in ENTRIES if not reason_to_stay(*entry.path.split(".")[1:])]


def changed(parameters: str, text: str = SHORT) -> str:
    """Return a scenario with a change of parameters in quarter 1."""
    return f"{text}changes: [{{quarter: 1, posts: {{pm-1: {{name: Ada}}}}, parameters: {parameters}}}]\n"


def tables(state: State, weeks: int | None = None) -> dict[str, bytes]:
    """Return every table but the parameters, as bytes."""
    return {
        field.name: getattr(state, field.name)[:weeks].tobytes()
        for field in dataclasses.fields(state)
        if field.name not in ("parameters", "exit_plan")
    }


def stepped(organization: Organization, weeks: int) -> State:
    """Return the state after some weeks."""
    model = OrgModel(organization.design, seed=7)
    for _ in range(weeks):
        model.step()
    return model.state


def test_the_same_value_changes_nothing(make: Make) -> None:
    """A change that states what holds already is no change at all, bit for bit."""
    stated = make(changed("{staffing: {engineer_attrition: 0.15}, planning: {idea_life: 26}}"))
    other = make(changed("{}"))
    assert len(stated.blueprint.parameters) == 1
    assert tables(run(stated)) == tables(run(other))


def test_nothing_happens_before_the_week_of_the_change(make: Make) -> None:
    """Up to the week of the change all tables are the same, bit for bit; in that week they begin to differ."""
    usual = make(changed("{}"))
    design = make(changed("{staffing: {engineer_attrition: 0.95}, delivery: {coordination_base: 20}}"))
    assert tables(stepped(design, WEEK)) == tables(stepped(usual, WEEK))
    assert tables(stepped(design, WEEK + 1)) != tables(stepped(usual, WEEK + 1))


def test_from_the_first_week_on_it_is_a_run_with_that_parameter(make: Make) -> None:
    """A change in week 0 of a run without warm-up does what the same value in the baseline does."""
    text = SMALL + "horizon: {warmup_quarters: 0, quarters: 3}\n"
    value = "{staffing: {engineer_attrition: 0.6}, decisions: {minutes_to_decide: 300}}"
    dated = run(make(text + f"changes: [{{posts: {{pm-1: {{name: Ada}}}}, parameters: {value}}}]\n"))
    always = run(make(text + f"parameters: {value}\nchanges: [{{posts: {{pm-1: {{name: Ada}}}}}}]\n"))
    staged = {"post_plan", "team_plan", "tie_plan"}
    first, second = tables(dated), tables(always)
    assert {name for name in first if first[name] != second[name]} <= staged


def test_engineers_leave_at_the_rate_of_the_week(make: Make) -> None:
    """In the week of the change the number who leave is what the new rate gives for that week's luck, worked out by hand."""
    organization = make(changed("{staffing: {engineer_attrition: 0.9}}", SHORT + "mechanisms: {hiring: false}\n"))
    before, after = stepped(organization, WEEK), stepped(organization, WEEK + 1)
    rate = -np.log1p(-0.9) / 52
    for was, now in zip(before.teams, after.teams, strict=True):
        u = uniform(luck(7, 0), Purpose.ENGINEERS, was.key, WEEK, 0)
        left = min(was.engineers - 1, poisson_quantile(rate * float(was.engineers - 1), u))
        assert now.engineers == was.engineers - left
    assert after.teams.engineers.sum() < before.teams.engineers.sum()


LADDER = """
ladder: product
parameters: {staffing: {attrition_rate: 0.1}}
"""


def test_people_on_a_ladder_leave_at_the_rate_of_the_week(make: Make) -> None:
    """Levels' rates of exit follow the attrition of the change, and are as built before it."""
    organization = make(changed("{staffing: {attrition_rate: 0.4}}", SHORT + LADDER))
    ratio = np.log1p(-0.4) / np.log1p(-0.1)
    before, after = stepped(organization, WEEK), stepped(organization, WEEK + 1)
    assert before.levels.exit_rate.tolist() == organization.blueprint.levels.exit_rate.tolist()
    assert after.levels.exit_rate == pytest.approx(ratio * before.levels.exit_rate)


def test_an_oracle_keeps_what_it_settles(make: Make) -> None:
    """What an oracle of headroom sets holds after a change of the design, too."""
    organization = make(changed("{staffing: {engineer_attrition: 0.3}}"))
    play = Play(oracle_named("interests"), WEEKS_PER_QUARTER)
    state = play(organization.blueprint, 7, 0)
    assert (state.parameters[0].local_interest, state.parameters[0].engineer_attrition) == (0.0, 0.3)
    assert organization.blueprint.parameters[0].local_interest == 0.5


@pytest.mark.parametrize("entry", DATED, ids=lambda entry: entry.path)
def test_a_parameter_that_may_change_is_read_in_the_run(make: Make, entry) -> None:
    """Whatever may be stated in a change alters something of its stage that a rule reads."""
    _, group, name = entry.path.split(".")
    value = int(entry.default) + 1 if entry.whole else 0.5 * (entry.default + entry.low)
    if value == entry.default:
        value = entry.high
    usual = make(changed("{planning: {plan_fill: 2}}"))
    other = Parameters.model_fields[group].annotation(**{name: value}).model_dump(include={name})
    stated = (
        {"planning": {"plan_fill": 2.0}, group: other} if group != "planning" else {group: {"plan_fill": 2.0} | other}
    )
    design = make(changed(str(stated)))
    assert differing(usual.blueprint._asdict(), design.blueprint._asdict()) & fields_read()


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry not in DATED], ids=lambda entry: entry.path)
def test_a_parameter_of_the_world_stays(make: Make, entry) -> None:
    """It is refused with its reason, in the line of the change."""
    _, group, name = entry.path.split(".")
    with pytest.raises(ScenarioError) as caught:
        make(changed(f"{{{group}: {{{name}: {entry.default:g}}}}}"))
    (problem,) = caught.value.problems
    assert problem.code == "E332"
    assert reason_to_stay(group, name) in problem.message
    assert problem.mark.line == changed("").count("\n") - 1


def test_every_reason_is_about_a_parameter() -> None:
    """What stays exists."""
    paths = {entry.path.removeprefix("parameters.") for entry in ENTRIES}
    assert PARAMETERS_THAT_STAY.keys() <= paths
    assert SECTIONS_THAT_STAY.keys() <= Parameters.model_fields.keys()


@pytest.mark.parametrize("patch", ["null", "{money: null}", "{money: {load: null}}"])
def test_what_stays_cannot_be_taken_back(make: Make, patch: str) -> None:
    """Removing a parameter that stays would change it."""
    with pytest.raises(ScenarioError) as caught:
        make(changed(patch, SHORT + "parameters: {money: {load: 1.5}}\n"))
    assert [problem.code for problem in caught.value.problems] == ["E332"]


def test_a_misspelt_parameter_is_told_in_its_line(make: Make) -> None:
    """The nearest name and the line of the change are in the message."""
    with pytest.raises(ScenarioError) as caught:
        make(changed("{staffing: {engineer_atrition: 0.2}}"))
    (problem,) = caught.value.problems
    assert "did you mean 'engineer_attrition'" in problem.message
    assert problem.mark.line == changed("").count("\n") - 1
    with pytest.raises(ScenarioError) as caught:
        make(SHORT + "changes: [{demand: {overlap: 0.1}}]\n")
    assert "unknown key 'demand'; a change has" in caught.value.problems[0].message
