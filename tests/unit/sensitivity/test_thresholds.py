"""Where an answer turns: planted thresholds are found within their intervals, and what noise crosses is no threshold."""

import numpy as np
import pytest
from scipy.stats import t

from orgsim.cli.sensitivity_answers import threshold_sentence
from orgsim.metrics.catalog import metric_named
from orgsim.scenario.register import register
from orgsim.sensitivity.settings import Doubt
from orgsim.sensitivity.thresholds import GRID, HALVINGS, threshold

STUDIES = 300
COMPARISONS = GRID + 2 * HALVINGS


def world(slope, zero, common, own, luck, futures=40):
    """Return differences that are slope x (key - zero) on average, with noise that all values of the key share and noise of their own."""
    shared = luck.normal(0.0, common, futures)
    return lambda values: [slope * (value - zero) + shared + luck.normal(0.0, own, futures) for value in values]


def test_a_threshold_is_found():
    """A difference of 3 x (key - 0.37) turns near 0.37; the interval is as wide as Bonferroni's t over the slope, and a piece of the grid more at most."""
    found = threshold("key", 0.0, 1.0, world(3.0, 0.37, 0.4, 0.04, np.random.default_rng(6)))
    (one,) = found.crossings
    assert one.upward
    assert one.low <= 0.37 <= one.high
    assert one.value == pytest.approx(0.37, abs=0.08)
    wide = 2.0 * t.ppf(1.0 - 0.025 / COMPARISONS, 39) * 0.4 / 40**0.5 / 3.0
    assert 0.7 * wide <= one.high - one.low <= 1.4 * wide + 2.0 / (GRID - 1) / 2**HALVINGS


@pytest.mark.parametrize(("common", "own"), [(0.6, 0.0), (0.0, 0.6), (0.4, 0.4)])
def test_intervals_of_planted_thresholds_hold(common, own):
    """With noise that is shared, its own or both, a turn is told in most studies, never twice too often, and holds the truth in 95 % at least."""
    told, held = 0, 0
    for seed in range(STUDIES):
        found = threshold("key", 0.0, 1.0, world(2.0, 0.55, common, own, np.random.default_rng(seed), 30))
        told += bool(found.crossings)
        held += all(one.low <= 0.55 <= one.high and one.upward for one in found.crossings) and len(found.crossings) < 2
    assert told > 0.9 * STUDIES
    assert held / STUDIES >= 0.95 - 3.0 * (0.05 * 0.95 / STUDIES) ** 0.5


@pytest.mark.parametrize(("common", "own"), [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0)])
def test_noise_turns_nowhere(common, own):
    """Of a difference that is zero everywhere, a turn is told in hardly any study, though its mean crosses zero several times in most."""
    turns, crossed = 0, 0
    for seed in range(STUDIES):
        found = threshold("key", 0.05, 0.95, world(0.0, 0.0, common, own, np.random.default_rng(seed), 20))
        means = np.array([one.difference.mean for one in found.tried])
        turns += bool(found.crossings)
        crossed += bool((means[1:] * means[:-1] < 0.0).any())
    assert turns / STUDIES <= 0.01
    assert crossed / STUDIES > (0.7 if own else -1.0)


def test_signs_that_are_told_are_right():
    """Where the difference is zero at every value, or half a standard deviation, a wrong sign is told in 5 % of studies at most."""
    wrong = {0.0: 0, 0.5: 0}
    for seed in range(STUDIES):
        for mean in wrong:
            luck = np.random.default_rng(seed)
            found = threshold(
                "key", 0.0, 1.0, lambda values, m=mean, luck=luck: [luck.normal(m, 1.0, 20) for _ in values]
            )
            wrong[mean] += bool(found.at_sign(-1) or (mean == 0.0 and found.at_sign(1)))
            assert not found.crossings
    assert max(wrong.values()) / STUDIES <= 0.05 + 3.0 * (0.05 * 0.95 / STUDIES) ** 0.5


def test_no_crossing_and_two_of_them():
    """A difference that keeps its sign has no threshold; one that comes back has two, between values that are close together."""
    assert threshold("key", 0.0, 1.0, lambda values: [np.full(5, 1.0 + value) for value in values]).crossings == ()
    found = threshold("key", 0.0, 1.0, lambda values: [np.full(5, (value - 0.3) * (value - 0.7)) for value in values])
    assert [one.value for one in found.crossings] == pytest.approx([0.3, 0.7], abs=1e-3)
    assert [one.upward for one in found.crossings] == [False, True]
    assert all(one.low < one.value < one.high and one.high - one.low < 0.02 for one in found.crossings)


def test_whole_numbers_are_tried_once():
    """Of a number that is whole, only whole values are tried, each once."""
    tried = []

    def differences(values):
        tried.extend(values)
        return [np.full(5, value - 5.5) for value in values]

    (one,) = threshold("key", 2.0, 8.0, differences, whole=True).crossings
    assert sorted(tried) == [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    assert (one.low, one.high) == (5.0, 6.0)


OVERLAP = Doubt(next(one for one in register() if one.path == "demand.overlap"), 0.6, 0.05, 0.95)


@pytest.mark.parametrize(
    ("metric", "mean", "noise", "said"),
    [
        (
            "realised_value",
            lambda value: value - 0.37,
            0.0,
            "flat is ahead unless demand.overlap is below 0.37 (95%: 0.35",
        ),
        ("lead_time", lambda value: value - 0.37, 0.0, "flat is ahead unless demand.overlap is above 0.37 (95%: 0.35"),
        ("cost", lambda value: 0.37 - value, 0.0, "flat is ahead unless demand.overlap is below 0.37"),
        (
            "realised_value",
            lambda value: 1.0 + value,
            0.0,
            "flat is ahead for every value of demand.overlap from 0.05 to 0.95.",
        ),
        ("lead_time", lambda value: 1.0 + value, 0.0, "flat is behind for every value of demand.overlap"),
        (
            "realised_value",
            lambda _: 0.0,
            1.0,
            "At no value of demand.overlap from 0.05 to 0.95 is the difference told from zero in 20 futures.",
        ),
        ("realised_value", lambda value: 3.0 * value, 1.0, "No turn is told: flat is ahead at 7 of the 9 values"),
        (
            "realised_value",
            lambda value: (value - 0.3) * (value - 0.7),
            0.0,
            "The answer turns 2 times over demand.overlap from 0.05 to 0.95",
        ),
    ],
)
def test_what_is_said(metric, mean, noise, said):
    """The sentence says a turn only where one is told, and in the direction that is better; else what is told, and how much is not."""
    luck = np.random.default_rng(2)
    found = threshold(
        "demand.overlap", 0.05, 0.95, lambda values: [mean(value) + luck.normal(0.0, noise, 20) for value in values]
    )
    assert said in threshold_sentence(found, OVERLAP, metric_named(metric), "flat")
