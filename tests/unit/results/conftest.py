"""A plan small enough to run in a second."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orgsim.results.plan import Plan, make_plan

TODAY = """\
name: today
objectives: {growth: 5, retention: 3}
domains:
  search:  {opportunities_per_week: 1.2, objectives: {growth: 3, retention: 1}}
  billing: {opportunities_per_week: 1.2, objectives: {growth: 1, retention: 3}}
teams:
  search-team:  {domain: search, engineers: 7, owner: pm-search}
  billing-team: {domain: billing, engineers: 7, owner: pm-billing}
posts:
  head:       {role: cpo}
  pm-search:  {role: pm, reports_to: head}
  pm-billing: {role: pm, reports_to: head}
horizon: {warmup_quarters: 1, quarters: 2}
"""
LAYERED = """\
extends: today.yaml
name: layered
changes:
  - posts:
      dir:       {role: director, reports_to: head}
      pm-search: {reports_to: dir}
"""

Planner = Callable[..., Plan]


@pytest.fixture
def plan(tmp_path: Path) -> Planner:
    """Return a function that plans today and layered (or their texts as given) over few futures."""
    folder = tmp_path / "designs"
    folder.mkdir()

    def make(*, today: str = TODAY, layered: str = LAYERED, seed: int = 1, replications: int = 14, **more) -> Plan:
        (folder / "today.yaml").write_text(today, encoding="utf-8")
        (folder / "layered.yaml").write_text(layered, encoding="utf-8")
        files = [folder / "today.yaml", folder / "layered.yaml"]
        return make_plan(files, seed=seed, replications=replications, **more)

    return make
