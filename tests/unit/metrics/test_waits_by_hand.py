"""Waits, some of which nobody has seen the end of: worked by hand, and held against a second way to compute them."""

import math

import numpy as np
import pytest
from tests.conftest import SMALL, Make
from tests.reference.plain.outputs import mean_wait, wait_of_share

from orgsim.engine.random import luck
from orgsim.engine.simulation import new_state
from orgsim.engine.vocabulary import NONE, Answer, Errand
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import LONGEST, Waits
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import wholly

WEEK = 2400
END = 39


def waits(*cases: float, level: float | None = None) -> float:
    """Return the measure of some waits in weeks; those without an answer are given as negative numbers."""
    weeks = np.array(cases)
    quarters = np.zeros(len(cases), np.int64)
    found: float = Waits(np.abs(weeks), weeks > 0, wholly(quarters, quarters, 1, 1), level).total()
    return found


def test_the_curve_by_hand():
    """Waits of 1, 2+, 3, 4+ and 5 weeks: 4/5 wait after one week, 2/3 of these after three, and nobody after five."""
    assert waits(1, -2, 3, -4, 5) == pytest.approx(1 + 4 / 5 * 2 + 4 / 5 * 2 / 3 * 2)
    assert [waits(1, -2, 3, -4, 5, level=level) for level in (0.2, 0.4, 0.5, 0.85)] == [1, 3, 5, 5]


def test_without_gaps_it_is_the_mean():
    """Where every case has its answer within a quarter, the measures are the mean and a quantile of the cases."""
    cases = np.random.default_rng(1).uniform(0.1, 12.0, 37)
    assert waits(*cases) == pytest.approx(cases.mean())
    assert waits(*cases, level=0.85) == pytest.approx(np.quantile(cases, 0.85, method="inverted_cdf"))


@pytest.mark.parametrize("seed", range(20))
def test_the_share_of_the_lost_goes_to_the_rest(seed: int):
    """Handing the weight of each case without an answer on to all that wait longer gives the same (Efron 1967)."""
    draw = np.random.default_rng(seed)
    weeks = np.ceil(draw.exponential(6.0, 30) * 4) / 4
    answered = draw.random(30) < 0.6
    cases = np.where(answered, weeks, -weeks)
    known = list(zip(weeks.tolist(), answered.tolist(), strict=True))
    assert waits(*cases) == pytest.approx(mean_wait(known))
    assert waits(*cases, level=0.5) == wait_of_share(known, 0.5)


@pytest.mark.parametrize("seed", range(20))
def test_losing_an_answer_never_reads_as_faster(seed: int):
    """Take the answer from any case, and follow it to the end of the run instead: no measure falls, and the mean rises."""
    draw = np.random.default_rng(seed)
    cases = draw.exponential(2.0, 12) + 0.1
    worse = cases.copy()
    worse[draw.integers(12)] = -END
    assert waits(*worse) > waits(*cases)
    for level in (0.5, 0.85):
        assert waits(*worse, level=level) >= waits(*cases, level=level)


def test_no_case_counts_more_than_a_quarter_or_than_was_seen():
    """A wait without an answer counts as a quarter; where nothing was followed for so long, as the longest that was."""
    assert waits(-14, -30, 20) == LONGEST
    assert waits(-3, -2) == 3
    assert math.isnan(waits())


@pytest.fixture
def blank(make: Make) -> Outcome:
    """A run of 39 weeks in which nothing has happened; the first 13 do not count."""
    organization = make(SMALL, "horizon.warmup_quarters=1", "horizon.quarters=2")
    return Outcome(organization, new_state(organization.blueprint, luck(1, 0)))


def ask(outcome: Outcome, questions: list[tuple[float, float | None, Answer]]) -> None:
    """Write questions: asked and closed (weeks), and the answer."""
    outcome.state.counters[0].requests = len(questions)
    for request, (opened, closed, answer) in zip(outcome.state.requests, questions, strict=False):
        request.errand, request.opened, request.answer = Errand.EXCEPTION, int(opened * WEEK), answer
        request.answered = NONE if closed is None else int(closed * WEEK)


def latency(outcome: Outcome) -> list[float]:
    """Return the latency of questions, in all and by quarter."""
    measurement = metric_named("question_latency").measure(outcome)
    return [measurement.total(), *measurement.by_quarter()]


@pytest.mark.parametrize(("answered", "expected"), [(2, 10.5), (4, 8.0), (0, 13.0), (10, 0.5)])
def test_two_saturated_desks_do_not_read_the_same(blank: Outcome, answered: int, expected: float):
    """Of ten questions some are answered after half a week and the rest lapse after three: 13 weeks count for each of these.

    Those answered alone would read 0.5 in every case, and the median 13 in the first three.
    """
    lapsing = [(14.0, 17.0, Answer.LAPSED)] * (10 - answered)
    ask(blank, [(14.0, 14.5, Answer.YES)] * answered + lapsing)
    assert latency(blank)[0] == pytest.approx(expected)


def test_what_is_open_waits_at_least_so_long(blank: Outcome):
    """Asked in week 37 and answered after half a week, or still open after two: 1/2 waits for half a week, and 1/2 for two.

    A quarter is that of asking: of the quarter before there is one, answered after one week, in the quarter after.
    """
    ask(blank, [(37, 37.5, Answer.YES), (37, None, Answer.OPEN), (25.5, 26.5, Answer.YES)])
    assert latency(blank) == pytest.approx([1 / 2 + 2 / 3 * 1 / 2 + 1 / 3, 1, 1 / 2 + 1 / 2 * 3 / 2])
