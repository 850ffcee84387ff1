"""Journeys of customers: what a chain of steps makes of satisfaction, where a launch helps most, and who sees it."""

import math

import numpy as np
import pytest
from tests.conftest import SMALL, Make, run
from tests.unit.engine.firm import FATE, FIRST, firm

from orgsim.engine.mechanisms.work import customers, journeys, returns
from orgsim.engine.mechanisms.work.market import strategic_fit
from orgsim.engine.state import State
from orgsim.scenario.problems import ScenarioError

SHORT = "horizon: {warmup_quarters: 1, quarters: 3}\n"


def on_a_journey(first: float, second: float) -> State:
    """Return the firm with one journey through both of its domains, where these shares of customers are satisfied."""
    state = firm()
    state = state.__class__(
        **{name: getattr(state, name) for name in state.__dataclass_fields__}
        | {"journeys": np.zeros((1, len(state.domains)), np.int64)}
    )
    state.journeys[0, :2] = 1
    state.teams.defects, state.teams.engineers[:2] = 0.0, 5
    state.teams.delight[:2] = [-customers.PLEASING * 5 * math.log(2 * (1 - share)) for share in (first, second)]
    return state


def test_a_journey_is_the_product_of_its_steps():
    """Where 80 % pass one step and 50 % the other, 40 % come through, and a launch at the weak step is worth more."""
    state = on_a_journey(0.8, 0.5)
    journeys.walk_journeys(state, FATE, 13)
    assert state.domains.passes[:2].tolist() == pytest.approx([0.8, 0.5])
    assert state.pulse[1].converted == pytest.approx(0.4)
    assert state.pulse[1].journeys == 1.0
    middle = math.sqrt(0.4)
    assert state.domains.lift[:2].tolist() == pytest.approx([middle / 0.8 - 1, middle / 0.5 - 1])
    journeys.walk_journeys(state, FATE, 26)
    assert state.domains.lift[0] == pytest.approx(middle / 0.8 - 1)


def test_like_steps_lift_nothing():
    """Where all steps are alike, and where no journey leads, launches are worth what they were, bit for bit."""
    state = on_a_journey(0.75, 0.75)
    journeys.walk_journeys(state, FATE, 13)
    assert state.domains.lift.tolist() == pytest.approx([0.0] * len(state.domains))
    state.journeys[:] = 0
    journeys.walk_journeys(state, FATE, 13)
    assert (state.domains.lift == 0.0).all()
    assert journeys.lift_seen(state, FIRST, 0) == 1.0


def test_judges_see_the_other_steps_as_far_as_they_have_insight():
    """The owner of one step, whom nobody tells of the other, takes a launch for what it is alone; the truth counts the journey."""
    state = on_a_journey(0.8, 0.5)
    journeys.walk_journeys(state, FATE, 13)
    state.items[0].team, state.items[0].domain = 0, 0
    state.insights[FIRST] = 0.0
    assert journeys.lift_seen(state, FIRST, 0) == 1.0
    plain = strategic_fit(state.strategy[0], state.objectives[0])
    assert returns.true_fit(state, 0, 0) == pytest.approx(plain * math.sqrt(0.4) / 0.8)
    state.insights[FIRST] = 1.0
    assert journeys.lift_seen(state, FIRST, 0) == pytest.approx(math.sqrt(0.4) / 0.8)


def test_a_step_without_a_team_holds_nobody_up():
    """All pass a domain that no team serves, and even the worst product lets one in twenty through."""
    state = on_a_journey(0.8, 0.5)
    state.domains.teams[1] = 0
    assert journeys.pass_rate(state, 1) == 1.0
    state.teams.defects[0] = 1e9
    assert journeys.pass_rate(state, 0) == journeys.LEAST_PASS


def test_a_scenario_states_journeys(make: Make):
    """The order of journeys in the file is of no account, and each has a row with a 1 for each of its domains."""
    domains = list(make(SMALL).domains)
    text = SMALL + SHORT + f"journeys: {{b: [{domains[1]}, {domains[0]}], a: [{domains[0]}, {domains[1]}]}}\n"
    rows = make(text).blueprint.journeys
    assert rows.sum(axis=1).tolist() == [2, 2]
    state = run(make(text))
    assert state.pulse.journeys.tolist() == [2.0] * len(state.pulse)
    assert 0.1 < state.pulse.converted.sum() / state.pulse.journeys.sum() < 0.95


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("[{0}, serch]", "there is no domain 'serch'"),
        ("[{0}, {0}]", "is listed twice"),
        ("[{0}]", "journeys.way"),
    ],
)
def test_a_journey_must_make_sense(make: Make, steps: str, said: str):
    """An unknown domain, one named twice, and a journey of one step are refused with a sentence."""
    first = make(SMALL).domains[0]
    with pytest.raises(ScenarioError, match=said):
        make(SMALL + f"journeys: {{way: {steps.format(first)}}}\n")
