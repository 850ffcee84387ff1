"""Worlds do what they did when their numbers were recorded: a rule that changes says so."""

import pytest
from tests.recorded.numbers import differences, kept, numbers_of
from tests.recorded.worlds import WORLDS, finished


@pytest.mark.parametrize("name", WORLDS)
def test_a_world_does_what_is_recorded(name):
    """Every column of every table is as recorded; after an intended change of a rule: ``python -m tests.recorded``."""
    assert not differences(numbers_of(finished(name)), kept(name))


def test_a_changed_number_is_noticed():
    """A sum that is off by a millionth, a swap of two rows, and a column that is gone are all differences."""
    assert differences({"a": {"x": 1.000001}}, {"a": {"x": 1.0}})
    assert differences({"a": {"y": 1.0}}, {"a": {"x": 1.0}})
    assert not differences({"a": {"x": 1.0 + 1e-12}}, {"a": {"x": 1.0}})
