"""Results made by hand, for the pages made of them."""

from functools import partial
from pathlib import Path

import pytest
from tests.unit.figures.by_hand import HandMade, results_by_hand


@pytest.fixture
def hand_made(tmp_path: Path) -> HandMade:
    """Return a function that writes results into a folder of the test."""
    return partial(results_by_hand, tmp_path)
