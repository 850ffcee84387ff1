"""Rates with exact intervals, and what the past told of the future."""

from math import exp, inf

import numpy as np
import pytest

from orgsim.careers.backtest import backtest
from orgsim.careers.hazards import Rate, by_level, by_tenure, share_interval
from orgsim.careers.scoring import Prediction, calibration, score
from orgsim.careers.spells import History, Record, Spell, Stay, history_of
from orgsim.errors import InputError


def test_garwood_interval() -> None:
    """No event in 10 years: up to -ln(0.025) / 10; five events: 1.6235 to 11.6683 (Garwood's table)."""
    assert Rate(0, 10.0).interval() == pytest.approx((0.0, 0.36889), abs=1e-5)
    assert Rate(5, 1.0).interval() == pytest.approx((1.6235, 11.6683), abs=1e-4)
    assert Rate(0, 0.0).interval() == (0.0, inf)


def test_clopper_pearson_interval() -> None:
    """None of ten: up to 1 - 0.025 ** 0.1; all of ten: from 0.025 ** 0.1."""
    assert share_interval(0, 10) == pytest.approx((0.0, 1 - 0.025**0.1))
    assert share_interval(10, 10) == pytest.approx((0.025**0.1, 1.0))


def test_a_rate_is_drawn_to_a_prior_by_one_event() -> None:
    """(3 + 1) events over (10 + 1/0.1) years is 0.2."""
    assert Rate(3, 10.0).towards(0.1) == pytest.approx(0.2)


def test_running_spells_count_with_their_time() -> None:
    """Two promotions in 2 + 4 years, and two still waiting after 1 and 3: 2 / 10, not 2 / 6."""
    stays = [Stay("a", 0, 0, 2), Stay("a", 1, 2, 10), Stay("b", 0, 0, 4), Stay("b", 1, 4, 10)]
    stays += [Stay("c", 0, 9, None), Stay("d", 0, 7, None)]
    cell = by_level(history_of(Record(("low", "high"), tuple(stays), 10.0)))[0]
    assert cell.promotion.events == 2
    assert cell.promotion.value == pytest.approx(0.2, rel=1e-3)


def six(ending_at: float) -> tuple[Spell, ...]:
    """Return six people who leave one level at the same time in it."""
    return tuple(Spell(f"p{i}", 0, 0.0, ending_at, "exit") for i in range(6))


def test_tenure_bins_share_out_the_time() -> None:
    """Six who leave after 1.5 years spend 6 x 0.5, 6 x 0.5 and 6 x 0.5 years in the bins, and leave in the third."""
    history = History(("low",), six(1.5), 0.0, 5.0)
    cells = by_tenure(history, (0.0, 0.5, 1.0))
    assert [(cell.exit.exposure, cell.exit.events) for cell in cells] == [(3.0, 0), (3.0, 0), (3.0, 6)]


def test_bins_with_few_people_join_the_one_before() -> None:
    """Only two people stay longer than a year: nothing is said about them alone."""
    history = History(("low",), (*six(0.8), Spell("x", 0, 0, 2, "exit"), Spell("y", 0, 0, 2, None)), 0.0, 5.0)
    assert [cell.tenure for cell in by_tenure(history, (0.0, 0.5, 1.0))] == [(0.0, 0.5), (0.5, inf)]


def test_an_unknown_start_has_no_tenure() -> None:
    """Its time counts for the level, but in no bin."""
    history = History(("low",), (Spell("x", 0, 0, 2, "exit", start_known=False),), 0.0, 5.0)
    assert by_level(history)[0].exit.exposure == 2.0
    assert by_tenure(history, (0.0,))[0].exit.exposure == 0.0


def constant(rate: float, people: int = 400, years: float = 12.0) -> History:
    """Return people on two levels who are promoted and leave at constant rates, in continuous time."""
    luck = np.random.default_rng(1)
    spells = []
    for place in range(people):
        start = float(luck.uniform(0, years))
        up, out = luck.exponential(1 / rate), luck.exponential(1 / (2 * rate))
        end = min(start + min(up, out), years)
        ending = None if end == years else "promotion" if up < out else "exit"
        spells.append(Spell(f"p{place}", 0, start, end, ending))
    return History(("low", "high"), tuple(spells), 0.0, years)


def test_constant_rates_are_found_and_foretold() -> None:
    """On made-up careers at 0.2 and 0.4 a year the intervals hold them, and later counts are as expected."""
    history = constant(0.2)
    low = by_level(history)[0]
    assert low.promotion.interval()[0] < 0.2 < low.promotion.interval()[1]
    assert low.exit.interval()[0] < 0.4 < low.exit.interval()[1]
    for entry in backtest(history).scores:
        assert Rate(entry.events, 1.0).interval()[0] < entry.expected < Rate(entry.events, 1.0).interval()[1]


def test_the_later_half_does_not_leak_into_the_fit() -> None:
    """Whatever happens after the cut, the expectations at the cut are the same."""
    history = constant(0.2)
    late = tuple(s if s.end <= 6 else Spell(s.person, 0, s.start, 12.0, None) for s in history.spells if s.start < 6)
    early = tuple(s for s in history.spells if s.start < 6)
    other = (Spell("late", 0, 7.0, 8.0, "exit"),)
    first = backtest(History(history.levels, (*early, *other), 0.0, 12.0), 6.0)
    second = backtest(History(history.levels, (*late, *other), 0.0, 12.0), 6.0)
    assert first.calibration[0].expected == pytest.approx(second.calibration[0].expected)


def test_chances_compete() -> None:
    """At 0.2 and 0.4 a year a quarter brings a promotion with chance 1/3 of 1 - exp(-0.15), about 0.0464."""
    found = [entry for entry in backtest(constant(0.2, people=4000)).calibration if entry.model == "level"]
    assert found[0].event == "promotion"
    assert found[0].expected == pytest.approx((1 - exp(-0.15)) / 3, rel=0.1)


def test_scores_by_hand() -> None:
    """Two people, said 0.5 each by the baseline and 0.9 / 0.2 by the model; it came for the first only."""
    made = [
        Prediction("a", "exit", {"constant": 0.5, "level": 0.9}, came=True),
        Prediction("b", "exit", {"constant": 0.5, "level": 0.2}, came=False),
    ]
    found = score(made, "exit", "level")
    assert found.brier == pytest.approx((0.01 + 0.04) / 2)
    assert found.log == pytest.approx(-(np.log(0.9) + np.log(0.8)) / 2)
    assert found.brier_gain[0] == pytest.approx(0.25 - 0.025)
    assert (found.expected, found.events) == (pytest.approx(1.1), 1)


def test_calibration_groups_like_chances() -> None:
    """Ten at 0.1 of whom one came and ten at 0.6 of whom six did are two groups."""
    made = [Prediction(f"a{i}", "exit", {"constant": 0.1}, came=i < 1) for i in range(10)]
    made += [Prediction(f"b{i}", "exit", {"constant": 0.6}, came=i < 6) for i in range(10)]
    groups = [(group.predictions, group.expected, group.came) for group in calibration(made, "exit", "constant")]
    assert groups == [(10, pytest.approx(0.1), 0.1), (10, pytest.approx(0.6), 0.6)]


def test_verdicts() -> None:
    """Counts far from what was expected are called so; gains whose interval holds 0 are no gains."""
    made = [Prediction(f"a{i}", "exit", {"constant": 0.9, "level": 0.9}, came=i < 2) for i in range(20)]
    assert "18.0 expected, 2 came" in score(made, "exit", "constant").verdict
    assert "did not tell how many" in score(made, "exit", "constant").verdict
    assert "cannot be told from" in score(made, "exit", "level").verdict


def test_a_half_without_events_tests_nothing() -> None:
    """Careers in which nothing ever happens are refused."""
    quiet = History(("low", "high"), (Spell("a", 0, 0.0, 10.0, None),), 0.0, 10.0)
    with pytest.raises(InputError, match="nothing to test"):
        backtest(quiet)
