"""The screening of parameters: what is tried, what counts as a reaction, and that the shipped file is of this register."""

import doctest
from pathlib import Path

import numpy as np
import pytest

from orgsim.metrics.catalog import all_metrics, metric_named
from orgsim.scenario.ranges import at_odds, levels
from orgsim.scenario.register import Entry, register
from orgsim.studies.screening import trials as screening
from orgsim.studies.screening.outcome import Screened, Screening, read_screening, shipped_screening, write_screening
from orgsim.studies.screening.trials import FAR, NEAR, futures, reaction, screen

RAISED = np.linspace(90.0, 110.0, 20)


def entry_of(path: str) -> Entry:
    """Return one parameter of the register."""
    return next(entry for entry in register() if entry.path == path)


def test_the_shipped_file_covers_exactly_the_register() -> None:
    """Every parameter is screened, and nothing else is; `make screening` makes it so after the register has changed."""
    assert list(shipped_screening().parameters) == [entry.path for entry in register()]


def test_the_shipped_file_is_of_this_model() -> None:
    """What was tried is what would be tried now, and what moves are metrics there are."""
    for entry in register():
        found = shipped_screening().parameters[entry.path]
        tried = levels(entry, NEAR), levels(entry, FAR)
        assert (found.low, found.high) in tried, entry.path
        assert set(found.moves) <= set(all_metrics()), entry.path
        assert set(found.moves.values()) <= {"up", "down", "both"}


def test_levels_stay_within_the_range() -> None:
    """Whatever the reach, low is at most the default, high at least, both are allowed, and they differ."""
    for entry in register():
        for reach in (NEAR, FAR):
            low, high = levels(entry, reach)
            assert entry.low <= low <= entry.default <= high <= entry.high
            assert low < high
            assert not entry.whole or low == int(low)


def test_odds() -> None:
    """Four times the odds of one half are 4 : 1; certainty can only be given up, impossibility only left."""
    assert at_odds(0.5, 4.0) == 0.8
    assert at_odds(1.0, 4.0) == 1.0
    assert at_odds(0.0, 0.25) == 0.0
    assert at_odds(1.0, 0.25) == pytest.approx(19 / 23)
    assert at_odds(0.0, 4.0) == pytest.approx(4 / 23)


def test_a_reaction_is_more_than_the_region_of_equivalence() -> None:
    """Launches are equal within 3 %: five per cent more is a reaction, one per cent is none, and a hump is seen from both sides."""
    launches = metric_named("launches")
    assert reaction(launches, RAISED, RAISED, RAISED * 1.05) == "up"
    assert reaction(launches, RAISED * 1.05, RAISED, RAISED) == "down"
    assert reaction(launches, RAISED, RAISED, RAISED * 1.01) == ""
    assert reaction(launches, RAISED * 0.9, RAISED, RAISED * 0.9) == "both"


def test_a_price_moves_cost_and_a_far_one_is_tried_only_when_needed() -> None:
    """What engineers cost moves cost at once, and nothing that is counted in launches."""
    found = screen(entry_of("parameters.money.engineer_cost"), futures(count=3), count=3)
    assert found.moves["cost"] == "up"
    assert "launches" not in found.moves
    assert (found.low, found.high) == (16.7, 150.0)
    assert not found.inert


def test_files_read_back(tmp_path: Path) -> None:
    """A screening is the same after it was written."""
    made = Screening(3, 5, {"a.b": Screened(0.5, 2.0, {"cost": "up"}), "a.c": Screened(1.0, 3.0, {}, inert=True)})
    write_screening(made, tmp_path / "screening.yaml")
    assert read_screening(tmp_path / "screening.yaml") == made


def test_examples() -> None:
    """The examples in the docstrings hold."""
    assert doctest.testmod(screening).failed == 0
