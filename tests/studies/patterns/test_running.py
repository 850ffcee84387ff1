"""Experiments are paired, kept on disk, and one of them shows what it should with few futures."""

import numpy as np
import pytest

from orgsim.studies import runs as module
from orgsim.studies.patterns.catalog import all_patterns
from orgsim.studies.runs import Lab
from orgsim.studies.worlds import company, with_portfolio_manager

FEW = 60


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return Lab(tmp_path_factory.mktemp("kept"), FEW, seed=1)


def test_the_worst_team_gets_better_untreated(lab):
    """Regression to the mean with sixty futures: the whole 95 % interval is above zero, and the treated rise is no larger than that and the effect."""
    found = all_patterns()["P8-regression"].run(lab)
    placebo, _, overstated = (claim.readings[0] for claim in found.claims)
    assert placebo.futures == FEW
    assert placebo.low > 0.0
    assert overstated.low > 0.0
    naive, untreated, effect = found.tables[0][1]
    assert naive.mean == pytest.approx(untreated.mean + effect.mean)


def test_what_is_kept_is_not_run_again(lab, monkeypatch):
    """A second call with the same organisation simulates nothing and gives the same numbers, whatever the organisation is called."""
    text = company(1, 2, quarters=2)
    first = lab.futures(text)

    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(module, "simulate", fail)
    again = lab.futures(text)
    assert np.array_equal(first.totals, again.totals, equal_nan=True)
    with pytest.raises(AssertionError):
        lab.futures(text, "demand.overlap=0.1")


def test_a_stopped_run_goes_on(tmp_path):
    """More futures of the same organisation begin with those that are there, and are the same as in one go."""
    text = company(1, 1, quarters=2)
    Lab(tmp_path, 50).futures(text)
    kept = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    more = Lab(tmp_path, 60).futures(text)
    assert all((tmp_path / name).stat().st_mtime_ns == moment for name, moment in kept.items())
    assert len(more.totals) == 60


def test_totals_of_teams_are_those_of_the_metrics(lab):
    """Launches and value by team and quarter add up to the metrics."""
    found = lab.futures(with_portfolio_manager(company(2, 2, quarters=4)))
    assert np.array_equal(found.launches.sum(axis=(1, 2)), found.total("launches"))
    assert np.allclose(found.values.sum(axis=(1, 2)), found.total("realised_value"))
    assert np.array_equal(found.launches.sum(axis=1), found.by_quarter("launches"))
