"""The points of a study: grids, lists, and samples of ranges."""

import numpy as np
import pytest

from orgsim.experiments.samples import at, listed_values, points_of, shares_of
from orgsim.scenario.batch import Factor, Sample


def factor(**said: object) -> Factor:
    return Factor.model_validate(said)


def never(key: str) -> bool:
    return False


def test_a_grid_has_every_combination():
    """Two values and three values are six points, the last key changing first."""
    vary = {"a": factor(values=[1, 2]), "b": factor(**{"from": 0.0, "to": 1.0, "points": 3})}
    points = points_of(vary, Sample(), never)
    assert [tuple(point.values()) for point in points] == [(a, b) for a in (1, 2) for b in (0.0, 0.5, 1.0)]


def test_lists_side_by_side():
    """`list` takes the first values together, then the second ones."""
    vary = {"a": factor(values=[1, 2]), "b": factor(values=["x", "y"])}
    assert points_of(vary, Sample(method="list"), never) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


def test_the_end_of_a_step_belongs_to_the_range():
    """0.1 to 0.7 in steps of 0.2 are four values, though 0.1 + 3 x 0.2 is not 0.7 in binary."""
    assert listed_values(factor(**{"from": 0.1, "to": 0.7, "step": 0.2}), whole=False) == [0.1, 0.3, 0.5, 0.7]
    assert listed_values(factor(**{"from": 2, "to": 9, "step": 3}), whole=True) == [2, 5, 8]


def test_a_whole_number_is_a_point_once():
    """Five points from 5 to 7 of a number that is whole are 5, 6 and 7, each once in the grid; of one that is not, all five."""
    vary = {"a": factor(**{"from": 5, "to": 7, "points": 5}), "b": factor(values=[1, 2])}
    points = points_of(vary, Sample(), lambda key: key == "a")
    assert [tuple(point.values()) for point in points] == [(a, b) for a in (5, 6, 7) for b in (1, 2)]
    assert len(points_of(vary, Sample(), never)) == 10


def test_scales():
    """The middle of 0.01 to 1 on a logarithmic scale is 0.1; that of 0.1 to 0.9 in odds is 0.5."""
    assert at(factor(**{"from": 0.01, "to": 1, "scale": "log"}), 0.5) == pytest.approx(0.1)
    assert at(factor(**{"from": 0.1, "to": 0.9, "scale": "odds"}), 0.5) == pytest.approx(0.5)
    assert at(factor(**{"from": 0.2, "to": 0.6}), 0.25) == pytest.approx(0.3)


def test_whole_numbers_have_the_same_chance():
    """Of shares spread evenly over 3 to 6, each whole number gets a quarter."""
    found = [at(factor(**{"from": 3, "to": 6}), share, whole=True) for share in (np.arange(400) + 0.5) / 400]
    assert {value: found.count(value) for value in found} == {3: 100, 4: 100, 5: 100, 6: 100}


def test_a_latin_hypercube_has_one_point_in_every_slice():
    """Of 20 points, every twentieth of each range holds exactly one; another seed draws others."""
    shares = shares_of(Sample(method="latin", points=20), 3)
    for column in shares.T:
        assert sorted((column * 20).astype(int)) == list(range(20))
    assert not np.array_equal(shares, shares_of(Sample(method="latin", points=20, seed=2), 3))
    assert np.array_equal(shares, shares_of(Sample(method="latin", points=20), 3))


def test_a_sobol_sequence_is_balanced():
    """Of 16 points, each quarter of every range holds four."""
    for column in shares_of(Sample(method="sobol", points=16), 4).T:
        assert np.bincount((column * 4).astype(int)).tolist() == [4, 4, 4, 4]


def test_sizes_of_saltelli_and_morris():
    """Saltelli takes k + 2 points for each base point, Morris k + 1 for each trajectory, each step moving one key."""
    assert shares_of(Sample(method="saltelli", points=8), 3).shape == (8 * 5, 3)
    walks = shares_of(Sample(method="morris", points=5), 3).reshape(5, 4, 3)
    assert (np.count_nonzero(np.diff(walks, axis=1), axis=2) == 1).all()
