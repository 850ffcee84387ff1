"""What there is to gain, in memory: the answer of `orgsim headroom` for the same futures."""

from pathlib import Path

import pytest

import orgsim.app.headroom as app_headroom
from orgsim.app.company import Company
from orgsim.app.futures import Shelf
from orgsim.headroom.answers import headroom_of
from orgsim.headroom.catalog import oracle_named
from orgsim.headroom.plan import Question
from orgsim.results.plan import plan_of
from orgsim.results.runner import results_of, run_plan

FEW = ("perfect-cases", "duplicates")


def test_it_is_the_answer_of_the_command(company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two oracles and four futures the findings and captures are those that the command reads from its folder."""
    oracles = tuple(oracle_named(name) for name in FEW)
    monkeypatch.setattr(app_headroom, "ORACLES", oracles)
    monkeypatch.setattr(app_headroom, "FUTURES", 4)
    arms = [Shelf().arm(design, {}) for design in (company.today, company.design("flat"))]
    shares: list[float] = []
    found = app_headroom.gains(arms, shares.append, lambda: True)
    asked = Question(plan_of([arm.design for arm in arms], seed=1, replications=4), oracles)
    run_plan(asked.everything(), tmp_path)
    assert found == headroom_of(asked, results_of(asked.everything(), tmp_path))
    assert shares == [1.0]


def test_what_nobody_waits_for_ends(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once something else is asked there is no answer, and no more futures are begun."""
    monkeypatch.setattr(app_headroom, "ORACLES", (oracle_named("perfect-cases"),))
    assert app_headroom.gains([Shelf().arm(company.today, {})], lambda _: None, lambda: False) is None
