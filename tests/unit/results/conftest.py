"""A plan small enough to run in a second."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.cli.conftest import TODAY

from orgsim.results.plan import Plan, make_plan

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
