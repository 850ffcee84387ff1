"""Fitting on synthetic truths: parameters are recovered, intervals hold as often as they say, and what cannot be met is said."""

import numpy as np
import pytest
from scipy.stats import norm

from orgsim.errors import InputError
from orgsim.sensitivity.matching import Observed, implausibility, match

NOISE = np.array([0.1, 0.3, 0.2])


def world(shares, luck, futures=10):
    """Three observables of two keys: one of each, and their product; with luck."""
    truth = np.column_stack((2.0 * shares[:, 0], 3.0 * shares[:, 1] - 1.0, 4.0 * shares[:, 0] * shares[:, 1]))
    return truth[:, None, :] + luck.normal(0.0, 1.0, (len(shares), futures, 3)) * NOISE


def observed_in(values, error=0.05, discrepancy=0.0):
    return [Observed(f"o{place}", float(value), error, discrepancy) for place, value in enumerate(values)]


def fitted(truth, seed, **how):
    luck = np.random.default_rng(seed)
    seen = world(np.array([truth]), luck, futures=1)[0, 0] + luck.normal(0.0, 0.05, 3)
    return match(observed_in(seen), 2, lambda shares: world(shares, luck), points=120, waves=2, seed=seed, **how)


def test_planted_values_are_recovered_with_calibrated_intervals():
    """Over 80 truths drawn from the ranges, 95 % intervals hold the truth in 95 % and 50 % intervals in 50 % of cases, within 3 standard errors."""
    luck = np.random.default_rng(1)
    wide, narrow, widths = 0, 0, []
    for seed in range(80):
        truth = luck.uniform(0.1, 0.9, 2)
        found = fitted(truth, seed)
        for key in range(2):
            low, least, most, high = found.quantiles(key, (0.025, 0.25, 0.75, 0.975))
            wide += low <= truth[key] <= high
            narrow += least <= truth[key] <= most
            widths.append(high - low)
    assert wide / 160 >= 0.95 - 3.0 * (0.05 * 0.95 / 160) ** 0.5
    assert narrow / 160 == pytest.approx(0.5, abs=3.0 * (0.25 / 160) ** 0.5)
    assert np.mean(widths) < 0.4  # the prior's are 0.95


def test_history_matching_narrows_the_box():
    """The second wave draws from a smaller box than the first, which holds the truth."""
    found = fitted((0.3, 0.6), 5)
    first, second = (float(np.prod(wave.box[:, 1] - wave.box[:, 0])) for wave in found.waves)
    assert second < 0.7 * first
    assert all(low <= value <= high for value, (low, high) in zip((0.3, 0.6), found.waves[1].box, strict=True))


def test_a_discrepancy_widens_what_is_known():
    """The same observation with a discrepancy leaves wider intervals."""
    widths = []
    for discrepancy in (0.0, 1.0):
        luck = np.random.default_rng(7)
        found = match(
            observed_in((1.0, 0.5, 1.0), discrepancy=discrepancy),
            2,
            lambda shares, luck=luck: world(shares, luck),
            points=200,
            waves=1,
            seed=1,
        )
        low, high = found.quantiles(0, (0.025, 0.975))
        widths.append(high - low)
    assert widths[1] > 1.5 * widths[0]


def test_what_cannot_be_met_is_said():
    """An observation that no point comes near is refused, with the observable that is furthest off."""
    luck = np.random.default_rng(1)
    with pytest.raises(InputError, match=r"0 of 60 points .* o1 stays at least \d+\.\d standard deviations away"):
        match(observed_in((1.0, 50.0, 1.0)), 2, lambda shares: world(shares, luck), points=60, waves=2, seed=1)


def test_what_the_fit_misses_is_told_though_luck_is_large():
    """An observable of 60 with a luck of 20, whatever the keys, stays within three standard deviations of an observation of 11: the fit goes on and says that it misses it."""
    luck = np.random.default_rng(3)

    def simulate(shares):
        vacancies = luck.normal(60.0, 20.0, (len(shares), 10, 1))
        return np.concatenate((world(shares, luck), vacancies), axis=2)

    seen = [*observed_in((1.0, 0.5, 1.0)), Observed("vacancies", 11.0, 1.0, 3.0)]
    found = match(seen, 2, simulate, points=120, waves=2, seed=1)
    assert [found.misses(place, one) for place, one in enumerate(seen)] == [False, False, False, True]
    assert found.chance(3, seen[3]) == pytest.approx(
        2.0 * norm.cdf(-49.0 / np.hypot(20.0, np.hypot(1.0, 3.0))), abs=0.01
    )


def test_a_right_model_is_seldom_said_to_miss():
    """Over 40 truths and three observables, at most 5 % are said to be missed, within 3 standard errors."""
    luck, missed = np.random.default_rng(5), 0
    for seed in range(40):
        own = np.random.default_rng(seed)
        seen = observed_in(world(luck.uniform(0.1, 0.9, (1, 2)), own, futures=1)[0, 0] + own.normal(0.0, 0.05, 3))
        found = match(seen, 2, lambda shares, own=own: world(shares, own), points=120, waves=2, seed=seed)
        missed += sum(found.misses(place, one) for place, one in enumerate(seen))
    assert missed / 120 <= 0.05 + 3.0 * (0.05 * 0.95 / 120) ** 0.5


def test_a_point_without_values_does_not_stop_the_fit():
    """Where a point has no future with a value of an observable, the fit goes on without a warning, and its mean there is not known."""
    luck = np.random.default_rng(4)

    def simulate(shares):
        values = world(shares, luck)
        values[0, :, 2] = np.nan
        return values

    found = match(observed_in((1.0, 0.5, 1.0)), 2, simulate, points=60, waves=1, seed=1)
    assert np.isnan(found.waves[0].means).sum() == 1


def test_implausibility_by_hand():
    """A mean that is 6 off, with an error of 3, a discrepancy of 4 and hardly any spread, is 6 / 5 standard deviations away."""
    values = np.array([[[16.0], [16.0 + 1e-9]]])
    (found,) = implausibility(values, [Observed("a", 10.0, 3.0, 4.0)])[0]
    assert found == pytest.approx(1.2)


def test_a_point_without_values_is_infinitely_far():
    """A point of which at most one future has an observable is thrown out without a warning; the others lie where they did."""
    values = world(np.array([[0.5, 0.5], [0.2, 0.2], [0.3, 0.7]]), np.random.default_rng(2))
    observed = observed_in([1.0, 0.5, 1.0])
    before = implausibility(values, observed)
    gone = values.copy()
    gone[1, :, 1] = np.nan
    gone[2, 1:, 0] = np.nan
    found = implausibility(gone, observed)
    assert np.isinf(found).tolist() == [[False, False, False], [False, True, False], [True, False, False]]
    assert (found[np.isfinite(found)] == before[np.isfinite(found)]).all()
