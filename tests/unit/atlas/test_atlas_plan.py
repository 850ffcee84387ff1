"""The plan of an atlas: equal cost, one market, the environment under every design, and reasons for what is left out."""

from pathlib import Path

import pytest
from tests.designs import cost_over_horizon
from tests.unit.cli.conftest import TODAY

from orgsim.atlas.environments import environments
from orgsim.atlas.plan import ALREADY, Column, column
from orgsim.errors import InputError
from orgsim.results.plan import check_same_market
from orgsim.scenario.library.designs import design_named, library
from orgsim.studies.worlds import pairs_of_domains

COMPANY = pairs_of_domains(2, 2, horizon={"warmup_quarters": 1, "quarters": 4})


@pytest.fixture(scope="module")
def moving() -> Column:
    """All designs of the library for a small company in moving markets."""
    return column(COMPANY, environments()["moving"], list(library().values()), seed=1, replications=2)


def test_every_design_costs_what_today_costs(moving: Column) -> None:
    """Over the quarters that count, to a quarter of a per cent or what a quarter of an engineer makes of it."""
    costs = {one.design.name: cost_over_horizon(one.design) for one in moving.plan.organizations}
    assert len(costs) == 17
    assert costs == pytest.approx(dict.fromkeys(costs, costs[moving.today]), rel=0.005)


def test_all_designs_face_the_market_of_the_environment(moving: Column) -> None:
    """The market is one, and it is that of the environment."""
    check_same_market(moving.plan)
    assert {one.design.baseline.demand.market_spread for one in moving.plan.organizations} == {0.8}


def test_what_the_user_sets_holds_under_every_environment() -> None:
    """The environment is laid over it, and leaves alone what it does not speak of."""
    found = column(
        COMPANY,
        environments()["calm"],
        [design_named("flat")],
        seed=1,
        replications=2,
        overrides=("demand.value_sigma=0.5", "demand.overlap=1"),
    )
    demands = [one.design.baseline.demand for one in found.plan.organizations]
    assert [(demand.value_sigma, demand.overlap) for demand in demands] == [(0.5, 0.0)] * 2


def test_designs_that_do_not_fit_are_left_out_with_the_reason(tmp_path: Path) -> None:
    """A company of two product managers has nothing to group; flat is what it is already."""
    path = tmp_path / "today.yaml"
    path.write_text(TODAY, encoding="utf-8")
    found = column(path, environments()["usual"], list(library().values()), seed=1, replications=2)
    assert set(found.designs) | set(found.skipped) == set(library())
    assert found.skipped["flat"] == ALREADY
    assert found.skipped["gpm-pods"].startswith("gpm-pods does not fit: ")


def test_a_company_that_no_design_changes_is_refused(tmp_path: Path) -> None:
    """The reasons are in the sentence."""
    path = tmp_path / "today.yaml"
    path.write_text(TODAY, encoding="utf-8")
    with pytest.raises(InputError, match="no design of the library changes today: gpm-pods does not fit"):
        column(path, environments()["usual"], [design_named("gpm-pods")], seed=1, replications=2)
