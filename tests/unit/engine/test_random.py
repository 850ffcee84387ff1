"""Luck: published vectors, distributions, and independence of what else is drawn."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri

from orgsim.engine.random import (
    Purpose,
    luck,
    mix,
    normal,
    normal_quantile,
    philox,
    poisson_quantile,
    uniform,
)


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_meets_the_published_vectors(counter, key, expected):
    """The generator is Philox4x32-10: the three known-answer vectors of Random123."""
    words = philox(*(np.uint64(word) for word in (*counter, *key)))
    assert tuple(int(word) for word in words) == expected


def test_normal_quantile_is_exact():
    """The inverse normal agrees with scipy to 1e-13 in the centre and both tails."""
    for u in np.concatenate([np.linspace(1e-6, 1 - 1e-6, 401), 10.0 ** -np.arange(7, 300, 13)]):
        assert normal_quantile(u) == pytest.approx(ndtri(u), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("mean", [0.0, 0.3, 2.0, 40.0])
def test_poisson_quantile_is_the_quantile(mean):
    """The count is the smallest whose distribution function reaches u."""
    for u in np.linspace(0.001, 0.999, 97):
        assert poisson_quantile(mean, u) == int(stats.poisson(mean).ppf(u))


def test_uniforms_are_uniform():
    """10,000 draws for different people pass a Kolmogorov-Smirnov test at 1e-4."""
    fate = luck(1, 0)
    draws = [uniform(fate, Purpose.QUIT, person, 3, 0) for person in range(10_000)]
    assert stats.kstest(draws, "uniform").pvalue > 1e-4
    assert 0 < min(draws) < max(draws) < 1


def test_every_part_of_the_counter_matters():
    """Seed, replication, purpose, person, week and second key each change the draw; the same draw is the same number."""
    base = uniform(luck(1, 2), Purpose.QUIT, 3, 4, 5)
    assert base == uniform(luck(1, 2), Purpose.QUIT, 3, 4, 5)
    others = [
        uniform(luck(2, 2), Purpose.QUIT, 3, 4, 5),
        uniform(luck(1, 3), Purpose.QUIT, 3, 4, 5),
        uniform(luck(1, 2), Purpose.SKILL, 3, 4, 5),
        uniform(luck(1, 2), Purpose.QUIT, 9, 4, 5),
        uniform(luck(1, 2), Purpose.QUIT, 3, 9, 5),
        uniform(luck(1, 2), Purpose.QUIT, 3, 4, 9),
    ]
    assert len({base, *others}) == 7


def test_large_seeds_differ():
    """Seeds above 32 bits are folded, not cut: the upper half counts."""
    assert luck(1, 0) != luck(1 | (5 << 32), 0)


def test_normals_of_neighbours_are_uncorrelated():
    """Draws of consecutive keys and weeks are uncorrelated (5 standard errors)."""
    fate = luck(3, 1)
    grid = np.array([[normal(fate, Purpose.VALUE, key, week, 0) for key in range(100)] for week in range(100)])
    assert abs(np.corrcoef(grid[:, :-1].ravel(), grid[:, 1:].ravel())[0, 1]) < 5 / 99.5
    assert abs(np.corrcoef(grid[:-1].ravel(), grid[1:].ravel())[0, 1]) < 5 / 99.5
    assert abs(grid.mean()) < 5 / 100


def test_mixed_keys_are_32_bit_and_distinct():
    """Keys of things born in the run are 32 bits wide and differ by cause."""
    keys = {int(mix(np.uint64(7), np.uint64(cause), np.uint64(0))) for cause in range(5000)}
    assert len(keys) >= 4998
    assert max(keys) < 2**32
