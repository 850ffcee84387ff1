"""The product ladder that comes with orgsim: moves of every kind happen, paper agrees with simulation, and a table becomes careers."""

import json

import numpy as np
import pytest
from tests.conftest import ROOT
from tests.contract.test_ladders import orgsim

from orgsim.careers.flow import flow_of
from orgsim.careers.lint import lint
from orgsim.careers.outcomes import share_with_interval, yearly_flows
from orgsim.careers.plan import plan_careers
from orgsim.careers.simulation import simulate_careers
from orgsim.scenario.ladder.importing import import_ladder
from orgsim.scenario.ladder.policy import policy_named
from orgsim.scenario.ladder.reading import ladder_from_text, load_ladder, read_ladder
from orgsim.scenario.ladder.settings import settings_from

PRODUCT = load_ladder(ROOT / "ladders" / "product.yaml")

TABLE = """level,track,min months,heads,seats,promotion share,hires per quarter,exits per year,next
APM,IC,12,10,,,2,0.2,PM
PM,IC,18,20,,0.3,0.5,0.2,Senior PM
Senior PM,IC,24,12,,0.15,,0.15,Principal PM;Group PM
Principal PM,IC,24,3,,0.05,,0.15,
Group PM,Management,24,,5,,,0.15,Director;Principal PM
Director,Management,36,,2,,,0.1,
"""


@pytest.fixture(scope="module")
def flows():
    """People a year by move, over 60 futures of 20 years."""
    plan = plan_careers(PRODUCT, policy_named("random"), settings_from({}), 80)
    return yearly_flows(simulate_careers(plan, replications=60, workers=2))


@pytest.mark.parametrize(
    "move", [("principal-pm", "portfolio-pm"), ("group-pm", "portfolio-pm"), ("group-pm", "principal-pm")]
)
def test_moves_sideways_and_back_happen_beside_promotions(flows, move):
    """A promotion that leads to the same level does not keep people from moving sideways into it."""
    assert flows[move].mean > 0.02


@pytest.mark.parametrize(("move", "within"), [(("pm", "senior-pm"), 0.1), (("senior-pm", "group-pm"), 0.15)])
def test_paper_agrees_with_simulation_on_the_shipped_ladder(flows, move, within):
    """People a year who take the two commonest promotions, minimum times and exits included."""
    assert flow_of(PRODUCT).moves[move] == pytest.approx(flows[move].mean, rel=within)


def test_paper_says_where_minimum_times_bind():
    """Of one senior director, who may leave at any time, less than one has served nine quarters on average."""
    (assumption,) = [found for found in flow_of(PRODUCT).assumptions if "minimum times" in found.text]
    assert "senior-director" in assumption.broken_by


def test_a_return_that_nobody_can_take_is_named(tmp_path):
    """Without a rate nobody goes back: lint says so."""
    text = (ROOT / "ladders" / "product.yaml").read_text(encoding="utf-8").replace("rate_per_year: 0.03, ", "")
    path = tmp_path / "product.yaml"
    path.write_text(text, encoding="utf-8")
    assert [problem.code for problem in lint(read_ladder(path)) if problem.code == "W613"] == ["W613"]


def test_a_table_becomes_careers_without_edits(tmp_path):
    """Head-count, rates and hires have columns, and a track begins above the level that leads to it."""
    path = tmp_path / "levels.csv"
    path.write_text(TABLE, encoding="utf-8")
    ladder = ladder_from_text(import_ladder(path)[1])
    assert {name: level.rung for name, level in ladder.levels.items()} == {
        "apm": 1, "pm": 2, "senior-pm": 3, "principal-pm": 4, "group-pm": 4, "director": 5
    }  # fmt: skip
    assert {move.kind for move in ladder.moves} == {"promotion", "lateral"}
    results = simulate_careers(
        plan_careers(ladder, policy_named("merit"), settings_from({}), 24), replications=3, workers=1
    )
    assert results.series["promoted"].sum() > 20


def test_careers_in_an_organisation_have_the_same_outcomes(capsys):
    """`ladder simulate` of a scenario: the tables of a ladder, from the people who hold its posts."""
    path = str(ROOT / "scenarios" / "flatter" / "today.yaml")
    assert orgsim("--json", "ladder", "simulate", path, "-r", "3", "--to", "group-pm", "--entry", "pm") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["levels"]["pm"]["people"]["mean"] > 5
    assert found["chain_length"]["mean"] >= 1
    assert found["cost"]["over_budget"] is None or np.isnan(found["cost"]["over_budget"])
    assert orgsim("ladder", "simulate", path, "-r", "2", "--people", "100") == 3


def test_a_rare_event_has_an_interval():
    """Three of a thousand: Wilson's interval is [.00102, .00878]."""
    found = share_with_interval(3, 1000)
    assert (found.low, found.high) == pytest.approx((0.00102, 0.00878), abs=5e-6)
