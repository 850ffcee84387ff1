"""Indices against closed forms: the Ishigami function, linear functions, and pure noise."""

import numpy as np
import pytest

from orgsim.errors import InputError
from orgsim.experiments.samples import morris, points_of
from orgsim.scenario.batch import Factor, Sample
from orgsim.sensitivity.indices import Effect, effects, noise_share, screened, shared_out, variance_shares

KEYS = ["a", "b", "c"]


def ishigami(shares):
    """Ishigami and Homma's function on (-pi, pi), with a = 7 and b = 0.1."""
    x = np.pi * (2.0 * shares - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_ishigami_indices_are_met():
    """First 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 (Saltelli et al. 2008), within the stated intervals and 0.03."""
    found, _ = shared_out(lambda shares: ishigami(shares)[:, None], KEYS, 2048, 1)
    known = {"a": (0.3139, 0.5576), "b": (0.4424, 0.4424), "c": (0.0, 0.2437)}
    assert [one.key for one in found] == ["a", "b", "c"]
    for one in found:
        first, total = known[one.key]
        assert one.first == pytest.approx(first, abs=max(0.03, 1.5 * one.first_error))
        assert one.total == pytest.approx(total, abs=max(0.03, 1.5 * one.total_error))


def test_ishigami_through_the_points_of_a_batch():
    """The same indices from the points that a batch file makes of three ranges, with their names and scales."""
    vary = {key: Factor.model_validate({"from": -np.pi, "to": np.pi}) for key in KEYS}
    points = points_of(vary, Sample(method="saltelli", points=1024), lambda _: False)
    assert len(points) == 1024 * 5
    values = np.array([[point[key] for key in KEYS] for point in points])
    found = {one.key: one for one in variance_shares(KEYS, ishigami((values / np.pi + 1.0) / 2.0)[:, None])}
    for key, (first, total) in {"a": (0.3139, 0.5576), "b": (0.4424, 0.4424), "c": (0.0, 0.2437)}.items():
        assert found[key].first == pytest.approx(first, abs=0.05)
        assert found[key].total == pytest.approx(total, abs=0.05)


def test_ishigami_in_noisy_futures():
    """With noise that is new at each point and 20 futures, indices are still met, and the noise is shown and not zero."""
    luck = np.random.default_rng(2)
    found, share = shared_out(
        lambda shares: ishigami(shares)[:, None] + luck.normal(0.0, 3.0, (len(shares), 20)), KEYS, 1024, 1
    )
    assert [one.key for one in found] == ["a", "b", "c"]
    assert 0.0 < share < 0.2  # 9 / 20 of noise beside a variance of 13.8
    assert share == pytest.approx(0.45 / (13.84 + 0.45), abs=0.02)
    for one in found:
        assert 0.0 < one.first_noise < 0.1
    assert found[0].total == pytest.approx(0.5576, abs=0.08)


def test_effects_of_a_linear_function():
    """mu* is the slope over the whole range, sigma is zero, the floor is zero without noise, and a key without effect has none."""
    found = screened(lambda shares: (shares @ [2.0, -5.0, 0.0])[:, None] + np.zeros(4), KEYS, 6, 4, 1)
    assert [one.key for one in found] == ["b", "a", "c"]
    assert [one.strength for one in found] == pytest.approx([5.0, 2.0, 0.0])
    assert [one.mean for one in found] == pytest.approx([-5.0, 2.0, 0.0])
    assert [one.spread for one in found] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert [one.floor for one in found] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


def test_noise_alone_lies_at_its_floor():
    """Of values that are noise only, mu* is what the floor says, so that no key is told from noise; over 40 trajectories within a fifth."""
    luck = np.random.default_rng(3)
    shares = morris(40, 3, 4, 1)
    found = effects(KEYS, shares, luck.normal(0.0, 1.0, (len(shares), 30)), 4)
    for one in found:
        assert one.strength == pytest.approx(one.floor, rel=0.35)
        assert not one.is_told
    assert np.mean([one.strength / one.floor for one in found]) == pytest.approx(1.0, abs=0.2)


def test_what_all_points_have_in_common_is_no_noise():
    """A future that is good at every point adds nothing to differences between points."""
    common = np.random.default_rng(4).normal(0.0, 10.0, 8)
    values = ishigami(morris(10, 3, 4, 1))[:, None] + common
    assert noise_share(values) == pytest.approx(0.0, abs=1e-9)


def test_what_has_no_value_or_no_variance_is_refused():
    """A point without any value and a difference that is always the same are said."""
    values = np.ones((40, 3))
    with pytest.raises(InputError, match="no variance to share out"):
        variance_shares(KEYS, values)
    values[7] = np.nan
    with pytest.raises(InputError, match="point 8 has no future with a value"):
        variance_shares(KEYS, values)
    assert not Effect("a", 1.0, 1.0, 0.0, 0.1, 0.6).is_told
