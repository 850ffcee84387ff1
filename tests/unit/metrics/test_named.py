"""What became of what is named: in one run by hand, in the table of results, and as the commands print it."""

import numpy as np
import pytest
from tests.conftest import Make, run
from tests.unit.engine.test_authored import WORKSHOP
from tests.unit.engine.test_named_platforms import BUREAU

import orgsim
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.named import COLUMNS, fates, names_of
from orgsim.metrics.outcome import Outcome
from orgsim.results.named import fates_of

WORK = """
initiatives:
  till:  {team: one, value: 300, effort: 40, state: in_work}
  later: {team: one, value: 200, effort: 20, state: funded, quarter: 1, week: 2}
  lost:  {team: one, value: 300, effort: 40, week: 1, due: {week: 2}}
"""


def found(organization, state) -> dict[str, dict[str, float]]:
    """Return what became of each named thing, by name and column."""
    columns = fates(Outcome(organization, state))
    return {
        name: {column: float(columns[column][row]) for column in COLUMNS}
        for row, name in enumerate(names_of(organization)[1])
    }


def test_what_became_of_initiatives(make: Make):
    """In work from the start, four weeks; two weeks of the second quarter, in its third week; too late from the beginning."""
    organization = make(WORKSHOP + WORK, "horizon.quarters=6")
    state = run(organization)
    told = found(organization, state)
    assert (told["till"]["funded"], told["till"]["launched"], told["till"]["value"]) == (0, 3, pytest.approx(300))
    assert (told["later"]["funded"], told["later"]["launched"], told["later"]["value"]) == (15, 16, pytest.approx(200))
    assert np.isnan(
        [told["lost"]["funded"], told["lost"]["launched"], told["till"]["ended"], told["till"]["users"]]
    ).all()
    assert told["lost"]["value"] == 0
    assert told["lost"]["ended"] == pytest.approx(39)  # the first planning after it is older than an idea lives
    total = metric_named("realised_value").measure(Outcome(organization, state)).total()
    assert 1000 * total == pytest.approx(500)


def test_what_became_of_platforms(make: Make):
    """After a year mail is three years old; post has gone with its team."""
    text = "platforms: {mail: {team: one, run_cost: 2.5, used_by: [two]}, post: {team: two, run_cost: 1, quarter: 1}}\n"
    change = "changes: [{quarter: 2, teams: {two: null}}]\n"
    organization = make(BUREAU + text + change)
    told = found(organization, run(organization))
    aged = (1.2 + 0.1 * 51 / 52) / 1.2 / 1.1  # its user has gone, too
    assert told["mail"]["run_cost"] == pytest.approx(2.5 * aged, rel=1e-4)
    assert told["mail"]["users"] == 0
    assert np.isnan([told["mail"]["ended"], told["mail"]["value"], told["mail"]["launched"]]).all()
    assert (told["post"]["run_cost"], told["post"]["ended"]) == (0, 26)


def test_over_futures(make: Make, tmp_path):
    """In a company without chance every future is the same."""
    path = make(WORKSHOP + WORK).design.path
    results = orgsim.run(path, replications=3, output=tmp_path / "out", workers=1)
    told = fates_of(results, "initiative").set_index("name")
    assert told.loc["till", ["launched", "week", "given_up", "value"]].tolist() == pytest.approx([1, 3, 0, 300])
    assert told.loc["lost", "launched"] == 0
    assert fates_of(results, "platform").empty
