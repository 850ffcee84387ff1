"""A workshop so plain that what each oracle must give can be worked out on paper.

One team of ten engineers does one thing at a time; each thing takes 20 engineer-weeks, so two weeks; nothing else costs time. Each launch
brings half a standard value of $260k, which is $0.13M. Nothing is planned before the second quarter, since no idea has been ranked then; two
quarters count. So today's company launches 26 weeks x 10 engineers / 20 = 13 things and realises $1.69M.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from orgsim.headroom.catalog import oracle_named
from orgsim.headroom.plan import Since, watched
from orgsim.metrics.outcome import Outcome
from orgsim.organization.build import Organization, build
from orgsim.results.tables import measure
from orgsim.scenario.design import load_design

OFF = (
    "approvals",
    "exceptions",
    "dependencies",
    "capabilities",
    "news",
    "consolidation",
    "portfolio",
    "beliefs",
    "attrition",
    "hiring",
    "products",
    "exploration",
    "stopping",
    "coaching",
    "engagement",
    "promotions",
    "windows",
    "markets",
)

WORKSHOP = f"""
name: workshop
objectives: {{growth: 1}}
domains: {{shop: {{opportunities_per_week: 20}}}}
teams: {{one: {{domain: shop, engineers: 10, owner: ada, wip: 1}}}}
posts:
  head: {{role: cpo}}
  ada: {{role: pm, reports_to: head}}
horizon: {{warmup_quarters: 1, quarters: 2}}
mechanisms: {{{", ".join(f"{name}: false" for name in OFF)}}}
demand:
  {{effort_median: 20, effort_sigma: 0, value_sigma: 0, value_shift: 0.5, drift_probability: 0,
    spill_probability: 0, joint_probability: 0}}
parameters:
  judgement: {{case_noise: 0, local_interest: 0}}
  planning: {{plan_fill: 5}}
  delivery:
    {{coordination_base: 0, coordination_per_peer: 0, coordination_per_dependency: 0, switching_loss: 0,
      size_exponent: 1, specification_effect: 0, newcomer_weeks: 0}}
  capabilities: {{maintenance_share: 0}}
  launches: {{measurement_noise: 0}}
"""

TWO = """
extends: workshop.yaml
name: two
domains: {{shop: {{opportunities_per_week: 20}}, bank: {{opportunities_per_week: {bank}}}}}
teams: {{two: {{domain: bank, engineers: 10, owner: bob, wip: 1}}}}
posts: {{bob: {{role: pm, reports_to: head}}}}
"""

EACH = 0.13
"""$M of a launch."""

Made = Callable[..., Organization]


@pytest.fixture
def workshop(tmp_path: Path) -> Made:
    """Return a function that builds the workshop, or with `bank` opportunities a week a company of two workshops, under settings."""
    (tmp_path / "workshop.yaml").write_text(WORKSHOP, encoding="utf-8")

    def make(*settings: str, bank: float | None = None, more: str = "") -> Organization:
        path = tmp_path / "workshop.yaml"
        if bank is not None or more:
            path = tmp_path / "two.yaml"
            start = TWO.format(bank=bank) if bank is not None else "extends: workshop.yaml\nname: more\n"
            path.write_text(start + more, encoding="utf-8")
        return build(load_design(path, settings))

    return make


def outcome(organization: Organization, oracle: str = "", since: Since = "change", seed: int = 3) -> Outcome:
    """Return one future of an organisation, with an oracle or without."""
    from orgsim.engine.simulation import simulate

    if not oracle:
        return Outcome(organization, simulate(organization.blueprint, seed, 0))
    arm = watched(organization, oracle_named(oracle), since)
    assert arm.play is not None
    return Outcome(arm, arm.play(arm.blueprint, seed, 0))


def value(found: Outcome) -> float:
    """Return the realised value of a future, $M."""
    return float(measure(found.organization, found.state)["realised_value"][0])
