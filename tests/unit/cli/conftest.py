"""A folder with two tiny designs, and the command line to run on them."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from orgsim.cli import main

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
  - name: a director between
    posts:
      dir:        {role: director, reports_to: head}
      pm-search:  {reports_to: dir}
      pm-billing: {reports_to: dir}
"""
BUSIER = """\
extends: today.yaml
name: busier
domains: {search: {opportunities_per_week: 2.4}}
"""
TYPO = """\
extends: today.yaml
name: typo
posts: {head: {rolle: cpo}}
"""
BATCH = """\
designs: [today.yaml, layered.yaml]
settings:
  base: {}
  restless: {demand.drift_probability: 0.9}
seeds: [1, 2]
replications: 3
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout, by the letter of the standard: no NaN."""

        def refuse(word: str) -> None:
            raise ValueError(f"{word} is not JSON")

        return json.loads(self.out, parse_constant=refuse)


Run = Callable[..., Ended]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with designs: today, layered, busier (another market), typo (broken), and a batch."""
    for name, text in (("today", TODAY), ("layered", LAYERED), ("busier", BUSIER), ("typo", TYPO), ("batch", BATCH)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def orgsim(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs one command line in the folder."""

    def run(*words: object) -> Ended:
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in words])
        printed = capsys.readouterr()
        return Ended(int(stop.value.code or 0), printed.out, printed.err)

    return run


def in_a_process(
    *words: object, before: Callable[[], object] | None = None, **environment: str
) -> subprocess.Popen[str]:
    """Start a command line in a Python of its own, which does something `before`."""
    return subprocess.Popen(
        [sys.executable, "-c", "from orgsim.cli import main; main()", *map(str, words)],
        env={**os.environ, **environment},
        preexec_fn=before,  # noqa: PLW1509 - it only gives something up
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def fail_at(monkeypatch: pytest.MonkeyPatch, replications: set[int], design: str | None = None) -> None:
    """Make some runs (of one design) fail."""
    import orgsim.results.runner as runner
    from orgsim.errors import SimulationError

    real, part = runner.simulate, runner.run_part
    current = threading.local()  # workers are threads

    def remember(organization, some, seed):
        current.design = some.design
        return part(organization, some, seed)

    def simulate(blueprint, seed, replication, watch):
        if replication in replications and design in (None, current.design):
            raise SimulationError("on purpose")
        return real(blueprint, seed, replication, watch)

    monkeypatch.setattr(runner, "run_part", remember)
    monkeypatch.setattr(runner, "simulate", simulate)
