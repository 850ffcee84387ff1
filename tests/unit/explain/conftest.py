"""Futures of shipped designs, replayed with the observer once for all tests."""

from dataclasses import dataclass
from functools import cache

import pytest
from tests.conftest import SCENARIOS

from orgsim.engine.state import State
from orgsim.explain.watch import watched
from orgsim.explain.words import Tongue
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design

SEED, FUTURE = 3, 2
COMPARISONS = (("demo", "portfolio-pm"), ("reorg", "gpm-groups"), ("acquisition", "directors-integrate"))
DESIGNS = [(folder, name) for folder, other in COMPARISONS for name in ("today", other)]


@dataclass(frozen=True)
class Told:
    """One future of a design: its last state, and what stories of it are told with."""

    organization: Organization
    state: State
    tongue: Tongue


@cache
def told(folder: str, name: str) -> Told:
    """Replay one future of a shipped design."""
    organization = build(load_design(SCENARIOS / folder / f"{name}.yaml"))
    state, log = watched(organization, SEED, FUTURE)
    return Told(organization, state, Tongue(organization, log))


@pytest.fixture(params=DESIGNS, ids="-".join)
def shipped(request: pytest.FixtureRequest) -> Told:
    """Return a future of each design of three shipped comparisons."""
    return told(*request.param)
