"""Experiments are paired, kept on disk, and one of them shows what it should with few futures."""

import numpy as np
import pytest
from click.testing import CliRunner

from orgsim.engine.simulation import simulate
from orgsim.studies import runs as module
from orgsim.studies.__main__ import main
from orgsim.studies.discovery import all_patterns
from orgsim.studies.runs import Futures, Lab, kept_name
from orgsim.studies.worlds import company, organized, with_portfolio_manager

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
    first = lab.futures(text).total("launches")

    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(module, "simulate", fail)
    assert np.array_equal(first, lab.futures({**text, "description": "another one"}).total("launches"))
    with pytest.raises(AssertionError):
        lab.futures(text, "demand.overlap=0.1").total("launches")


def test_a_changed_formula_is_measured_again(lab, monkeypatch):
    """What is kept under the hash of another formula is not used; other metrics stay as they are."""
    text = company(1, 2, quarters=2)
    lab.futures(text).total("cost")
    monkeypatch.setattr(
        module, "kept_name", lambda name: f"{name} of another formula" if name == "cost" else kept_name(name)
    )
    runs = []
    monkeypatch.setattr(module, "simulate", lambda *given: runs.append(given) or simulate(*given))
    lab.futures(text).total("launches")
    assert not runs
    lab.futures(text).total("cost")
    assert len(runs) == FEW


def test_a_stopped_run_goes_on(tmp_path):
    """More futures of the same organisation begin with those that are there, and are the same as in one go."""
    text = company(1, 1, quarters=2)
    Lab(tmp_path, 50).futures(text).total("cost")
    kept = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    more = Lab(tmp_path, 60).futures(text).total("cost")
    assert all((tmp_path / name).stat().st_mtime_ns == moment for name, moment in kept.items())
    assert len(more) == 60


def test_totals_of_teams_are_those_of_the_metrics(lab):
    """Launches and value by team and quarter add up to the metrics."""
    found = lab.futures(with_portfolio_manager(company(2, 2, quarters=4)))
    assert np.array_equal(found.launches.sum(axis=(1, 2)), found.total("launches"))
    assert np.allclose(found.values.sum(axis=(1, 2)), found.total("realised_value"))
    assert np.array_equal(found.launches.sum(axis=1), found.by_quarter("launches"))


def test_a_pattern_that_is_not_there_is_named():
    """A wrong name runs nothing and says so, with the names there are."""
    ended = CliRunner().invoke(main, ["P1", "P99"])
    assert ended.exit_code == 2
    assert "there is no pattern 'P99'; there are A1-grouping" in ended.output


class Invented(Futures):
    """Futures that nobody has simulated: every metric is some number."""

    def _kept(self, name):
        quarters = self.organization.design.baseline.horizon.quarters
        shape = (2, len(self.organization.teams), quarters) if name == "teams" else (1 + quarters,)
        return np.random.default_rng(1).uniform(1.0, 2.0, (FEW, *shape))


class Paper(Lab):
    """A lab that lays out what it is asked for and runs nothing."""

    def futures(self, text, *settings):
        """Return invented futures of an organisation that is valid."""
        return Invented(self, organized(text, settings), "")


@pytest.mark.parametrize("name", all_patterns())
def test_every_experiment_can_be_laid_out(name, tmp_path):
    """Each arm of each pattern is a valid organisation, and each claim has readings with an expectation."""
    found = all_patterns()[name].run(Paper(tmp_path, FEW))
    assert all(claim.readings for claim in found.claims)
    assert any(one.expected != "report" for claim in found.claims for one in claim.readings)
    assert found.charts
    assert not list(tmp_path.iterdir())
