"""Futures in memory: the numbers of `orgsim compare`, and what becomes of a future that fails."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orgsim.app.answer import told
from orgsim.app.company import Company
from orgsim.app.futures import Arm, Shelf, missing, together
from orgsim.metrics.catalog import headline_metrics
from orgsim.report.verdicts import Asked, findings
from orgsim.results.plan import plan_of
from orgsim.results.runner import results_of, run_plan


@pytest.fixture(scope="module")
def arms(company: Company) -> list[Arm]:
    """Return today and a flat company with four futures each."""
    shelf = Shelf()
    found = [shelf.arm(design, {}) for design in (company.today, company.design("flat"))]
    together(found, 4)
    return found


def test_the_numbers_and_sentences_are_those_of_compare(company: Company, arms: list[Arm], tmp_path: Path) -> None:
    """The same futures run to disk as `orgsim compare` does give the same metrics to the bit, and the same sentences."""
    plan = plan_of([arm.design for arm in arms], seed=1, replications=4)
    run_plan(plan, tmp_path)
    results = results_of(plan, tmp_path)
    for name in headline_metrics():
        for arm in arms:
            mine = [arm.values[replication][name] for replication in range(4)]
            assert np.array_equal(mine, results.by_design(name)[arm.name], equal_nan=True)
    found = told(arms)
    assert found is not None
    assert list(found.findings) == findings(Asked(results, "today"), headline_metrics())


def test_a_future_that_fails_costs_one_future(company: Company) -> None:
    """What goes wrong in one future is a sentence; the others are there, and the answer is that of the futures that both designs have."""
    shelf = Shelf()
    found = [shelf.arm(design, {}) for design in (company.today, company.design("flat"))]
    real = found[1].organization

    def play(blueprint, seed, replication):
        from orgsim.engine.simulation import simulate

        if replication == 1:
            raise ZeroDivisionError("a defect")
        return simulate(blueprint, seed, replication)

    found[1].__dict__["_built"] = replace(real, play=play)
    together(found, 4)
    assert found[1].failures == {1: "Future 1 of Flat failed: a defect"}
    assert sorted(found[1].values) == [0, 2, 3]
    answered = told(found)
    assert answered is not None
    assert len(answered.differences["Flat"]) == 3
    assert missing(found, 4) == []


def test_nothing_runs_that_nobody_wants_any_more(company: Company) -> None:
    """Once a newer question is asked, no future of the old one begins."""
    arm = Arm(company.today, {})
    together([arm], 4, lambda: False)
    assert arm.done == 0


def test_too_few_futures_say_nothing(company: Company, arms: list[Arm]) -> None:
    """One design alone, or one future, is no comparison."""
    assert told(arms[:1]) is None
    assert told([arms[0], Arm(company.design("flat"), {})]) is None


def test_going_back_is_free_and_what_is_kept_is_bounded(company: Company) -> None:
    """The same design under the same settings is the same arm; of very many the last ones are kept."""
    shelf = Shelf()
    first = shelf.arm(company.today, {"demand.overlap": 0.5})
    assert shelf.arm(company.today, {"demand.overlap": 0.5}) is first
    for number in range(100):
        shelf.arm(company.today, {"demand.overlap": number / 200})
    assert len(shelf.arms) == 32
