"""What tests share: small worlds, and a way to run them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from orgsim.cli.commands.init_ import SCENARIO
from orgsim.engine.simulation import simulate
from orgsim.engine.state import State
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")  # a busy machine is no failure

SMALL = """
name: small
objectives: {growth: 5, retention: 3, efficiency: 1.5, trust: 0.5}
domains:
  search:  {objectives: {growth: 3, retention: 2, efficiency: 1, trust: 1}, opportunities_per_week: 3.6}
  billing: {objectives: {growth: 1, retention: 1, efficiency: 3, trust: 2}, opportunities_per_week: 3.6}
  cloud:   {objectives: {growth: 1, retention: 3, efficiency: 1, trust: 2}, opportunities_per_week: 3.6}
teams:
  search-a:  {domain: search, engineers: 7, owner: pm-1}
  search-b:  {domain: search, engineers: 7, owner: pm-2}
  billing-a: {domain: billing, engineers: 7, owner: pm-3}
  billing-b: {domain: billing, engineers: 7, owner: pm-4}
  cloud-a:   {domain: cloud, engineers: 7, owner: pm-5}
  cloud-b:   {domain: cloud, engineers: 7, owner: pm-6}
posts:
  vp:    {role: cpo}
  dir-a: {role: director, reports_to: vp}
  dir-b: {role: director, reports_to: vp}
  pm-1:  {role: pm, reports_to: dir-a}
  pm-2:  {role: pm, reports_to: dir-a}
  pm-3:  {role: pm, reports_to: dir-a}
  pm-4:  {role: pm, reports_to: dir-b}
  pm-5:  {role: pm, reports_to: dir-b}
  pm-6:  {role: pm, reports_to: dir-b}
"""

Write = Callable[..., Path]
Make = Callable[..., Organization]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a scenario file (with ``small.yaml`` beside it to extend) and returns its path."""

    def write_file(text: str, name: str = "design.yaml") -> Path:
        (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def make(write: Write) -> Make:
    """Return a function that builds the organisation of a scenario text with ``key.path=value`` settings."""

    def make_organization(text: str = SMALL, *settings: str, name: str = "design.yaml") -> Organization:
        return build(load_design(write(text, name), settings))

    return make_organization


def run(organization: Organization, replication: int = 0, seed: int = 7) -> State:
    """Run one replication."""
    return simulate(organization.blueprint, seed, replication)


def shipped_designs() -> list[Path]:
    """Return every scenario file that comes with orgsim."""
    return sorted(path for path in SCENARIOS.rglob("*.yaml") if SCENARIO.search(path.read_text(encoding="utf-8")))
