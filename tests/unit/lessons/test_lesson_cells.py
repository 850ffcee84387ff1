"""The settings of a lesson, and what is read from a future of each."""

import numpy as np
from tests.unit.cli.conftest import TODAY
from tests.unit.lessons.conftest import Tell
from tests.unit.lessons.test_lesson_files import COMPANY

from orgsim.careers.simulation import simulate_one
from orgsim.engine.simulation import simulate
from orgsim.engine.vocabulary import Answer
from orgsim.lessons.cells import cell_at, cells_of, file_of, settings_of
from orgsim.lessons.companies import CompanyCase, picked
from orgsim.lessons.experiments import Picking
from orgsim.lessons.fitting import fitting_bench
from orgsim.lessons.ladders import LadderCase
from orgsim.lessons.loading import load_lesson, shipped_lessons
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome


def test_every_combination_is_a_cell() -> None:
    """Levers that are not named stand where they usually do, or as in another cell."""
    lesson = load_lesson(shipped_lessons()["more-in-work"]).lesson
    assert len(cells_of(lesson)) == 10
    assert cell_at(lesson, {}) == ("three", "time and mistakes")
    assert cell_at(lesson, {"limit": "nine"}, ("one", "nothing")) == ("nine", "nothing")


def test_a_cell_has_its_file_and_its_values() -> None:
    """A position stands in the name of the file where there is a place for it; all paths of a lever get its value."""
    portfolio = load_lesson(shipped_lessons()["portfolio"]).lesson
    cell = cell_at(portfolio, {"who": "a portfolio product manager", "products": "four", "markets": "they stand still"})
    assert file_of(portfolio, cell, "products-{products}{who}.yaml") == "products-4-ppm.yaml"
    assert settings_of(portfolio, cell)["demand.market_spread"] == 0
    work = load_lesson(shipped_lessons()["more-in-work"]).lesson
    settings = settings_of(work, cell_at(work, {"limit": "five"}))
    assert [value for path, value in settings.items() if path.endswith(".wip")] == [5] * 8
    span = load_lesson(shipped_lessons()["span-of-control"]).lesson
    assert file_of(span, ("two",), "span-6.yaml") == "span-2.yaml"


def test_a_metric_is_the_one_of_the_catalog(tell: Tell) -> None:
    """What is read is the metric over all quarters, then in each."""
    bench = fitting_bench(
        load_lesson(tell(*COMPANY, ("metric: decision_latency", "metric: realised_value"), today=TODAY))
    )
    case = bench.cases["half",]
    assert isinstance(case, CompanyCase)
    outcome = Outcome(case.organization, simulate(case.organization.blueprint, 1, 3))
    measured = metric_named("realised_value").measure(outcome)
    found = case.future(3)["wait"]
    assert found[0] == measured.total()
    assert np.allclose(found[1:], measured.by_quarter())


def test_a_queue_is_what_lies_on_the_desk(tell: Tell) -> None:
    """The last week of the queue is the requests that are open at that post in the end."""
    case = fitting_bench(load_lesson(tell(*COMPANY, today=TODAY))).cases["half",]
    assert isinstance(case, CompanyCase)
    waiting = case.queue(0, "head")
    state = simulate(case.organization.blueprint, 1, 0)
    requests = state.requests[: int(state.counters[0].requests)]
    there = (requests.at == case.organization.posts.index("head")) & (requests.answer == Answer.OPEN)
    assert len(waiting) == case.organization.quarters * 13
    assert waiting[-1] == int(there.sum())


def test_equals_are_picked_by_turns() -> None:
    """Where all teams launched as much, the pick depends on the future and favours nobody."""
    launches = np.array([[1.0, 3.0], [1.0, 5.0]])
    picking = Picking(which="worst", quarters=1, last=1)
    assert [picked(launches, picking, before=False, number=number)[0] for number in range(4)] == [3.0, 5.0, 3.0, 5.0]


def test_standing_is_weighted_by_level() -> None:
    """The upper levels count by their weights, over the years that count."""
    bench = fitting_bench(load_lesson(shipped_lessons()["peter"]), futures=2)
    case = bench.cases["the best", "nothing"]
    assert isinstance(case, LadderCase)
    staffed = simulate_one(case.plan, 1, 0).staffed[200:400]
    weights = {"four": 0.8, "five": 0.9, "six": 1.0}
    skill = sum(weight * staffed.skill[:, case.plan.row(level)].sum() for level, weight in weights.items())
    heads = sum(weight * staffed.heads[:, case.plan.row(level)].sum() for level, weight in weights.items())
    assert abs(case.future(0)["top"][0] - skill / heads) < 1e-12
