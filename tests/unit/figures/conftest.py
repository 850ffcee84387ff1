"""Results made by hand, and figures of them."""

from functools import partial
from pathlib import Path

import pytest
from tests.unit.figures.by_hand import ORGANISATION, WITH_PORTFOLIO, HandMade, results_by_hand

from orgsim.figures import draw_all


@pytest.fixture
def hand_made(tmp_path: Path) -> HandMade:
    """Return a function that writes results of designs and opens them."""
    return partial(results_by_hand, tmp_path)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return all figures of a comparison as files, drawn once for the tests that only read them."""
    folder = tmp_path_factory.mktemp("drawn")
    results = results_by_hand(folder, {"today": ORGANISATION, 'R&D <"matrix">': WITH_PORTFOLIO})
    return draw_all(folder / "out", results, ["lead_time", "cost"])
