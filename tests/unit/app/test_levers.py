"""Levers: what they set, and that every design stays in the same market."""

import pytest

from orgsim.app.company import Company
from orgsim.app.levers import DEMAND, POSITIONS, levers, set_to
from orgsim.app.sessions import Sessions
from orgsim.organization.build import build
from orgsim.results.plan import market_of
from orgsim.sensitivity.settings import values_of


def test_home_is_the_scenario(company: Company) -> None:
    """Where nothing was moved nothing is set, and the home of each lever gives the scenario's own number to the bit."""
    session = Sessions(company).of("somebody")
    assert dict(session.settings) == {}
    values = values_of(company.today.baseline)
    for lever in levers(company.today):
        assert lever.at(lever.home) == values.get(lever.path, 1.0)
        assert lever.at(0) < lever.at(lever.home) < lever.at(POSITIONS)
        session.positions[lever.path] = lever.home
    assert dict(session.settings) == {}


@pytest.mark.parametrize("place", range(6))
def test_each_lever_sets_its_number_in_every_design_alike(company: Company, place: int) -> None:
    """A lever changes its own number at all times of a design and nothing else of the market, and it changes it for all designs."""
    lever = levers(company.today)[place]
    setting = {lever.path: lever.at(0)}
    changed = [set_to(design, setting) for design in (company.today, company.design("flat"))]
    markets = [market_of(build(design)) for design in changed]
    assert markets[0] == markets[1]
    for design in changed:
        for stage in design.stages:
            values = values_of(stage.scenario)
            expected = {
                **values_of(company.today.baseline),
                **{path: v for path, v in setting.items() if path != DEMAND},
            }
            assert values == expected


def test_demand_scales_what_every_domain_offers(company: Company) -> None:
    """Half of the demand is half of what each domain offers: of 2 a week, 1."""
    halved = set_to(company.today, {DEMAND: 0.5}).baseline.domains
    assert {name: domain.opportunities_per_week for name, domain in halved.items()} == {
        "search": 1.0, "feed": 1.0, "billing": 1.0, "accounts": 0.5, "platform": 1.0,
    }  # fmt: skip


def test_a_number_that_is_off_is_no_lever(company: Company) -> None:
    """Where markets do not differ, how much they differ cannot be turned: the range around 0 would be arbitrary."""
    found = {lever.path for lever in levers(set_to(company.today, {"demand.market_spread": 0.0}))}
    assert "demand.market_spread" not in found
    assert DEMAND in found
