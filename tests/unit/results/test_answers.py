"""Paired answers from tables that are written by hand."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from orgsim.errors import InputError, ResultsError
from orgsim.metrics.metric import Rope
from orgsim.results.comparison import Results, answer, answer_by_quarter, open_results
from orgsim.results.files import SCHEMA, write_json, write_part

COST = {"today": [10.0, 11.0, 12.0, 13.0], "flat": [9.0, 10.0, 11.5, 12.0], "twin": [10.0, 11.0, 12.0, 13.0]}


@pytest.fixture
def results() -> Results:
    """Three designs over four futures: cost by hand, the twin equal to today; rows in no order."""
    frame = pd.DataFrame(
        [
            {"design": design, "replication": number, "cost": value, "alignment": value if number else math.nan}
            for design, values in COST.items()
            for number, value in enumerate(values)
        ]
    )
    return Results(Path(), 7, ("today", "flat", "twin"), frame.sample(frac=1, random_state=3), ())


def line(found, design):
    """Return the line of one design."""
    return next(line for line in found.lines if line.design == design)


def test_the_answer_pairs_futures_by_number(results):
    """Differences -1 -1 -0.5 -1: mean -0.875, s = 0.25, half width t(0.975, 3) x 0.125 = 3.1824 x 0.125."""
    (found,) = answer(results, ["cost"])
    assert [line.design for line in found.lines] == ["today", "flat", "twin"]
    assert line(found, "today").comparison is None
    flat = line(found, "flat").comparison
    assert flat.difference == -0.875
    assert flat.high - flat.difference == pytest.approx(3.1824463 * 0.125, rel=1e-6)
    assert (flat.better, flat.worse, flat.futures, flat.verdict) == (4, 0, 4, "better")


def test_equal_designs_are_the_same(results):
    """The twin differs by exactly 0 and no more than that."""
    twin = line(answer(results, ["cost"])[0], "twin").comparison
    assert (twin.difference, twin.low, twin.high, twin.verdict) == (0.0, 0.0, 0.0, "no practical difference")


def test_a_region_of_one_s_own(results):
    """The shipped region of cost is 1 % of a median of 11.5; one of 2 makes a difference of a million not matter."""
    shipped = line(answer(results, ["cost"])[0], "flat").comparison
    assert shipped.rope_high == pytest.approx(0.115)
    own = line(answer(results, ["cost"], ropes={"cost": Rope(-2.0, 2.0)})[0], "flat").comparison
    assert own.verdict == "no practical difference"


def test_missing_values_leave_pairs_out(results):
    """A future without a value counts in neither design."""
    found = answer(results, ["alignment"])[0]
    assert line(found, "today").spread.futures == 3
    assert line(found, "flat").comparison.futures == 3


def test_another_baseline(results):
    """Any design can be what the others are held against; one that is not there is named with its nearest."""
    found = answer(results, ["cost"], baseline="flat")[0]
    assert line(found, "flat").comparison is None
    assert line(found, "today").comparison.difference == 0.875
    with pytest.raises(InputError, match=r"no design 'flatt' \(did you mean 'flat'\?\); there are flat, today, twin"):
        answer(results, ["cost"], baseline="flatt")


def test_an_unknown_metric(results):
    """A metric that is not there is named with its nearest."""
    with pytest.raises(InputError, match=r"no metric 'cots' \(did you mean 'cost'\?\)"):
        answer(results, ["cots"])


def test_a_design_without_runs_is_left_out(results):
    """When nothing of a design was made there is no line of it; without the baseline there is no difference."""
    some = results.replications[results.replications.design != "flat"]
    found = answer(Results(Path(), 7, results.designs, some, ()), ["cost"])[0]
    assert [line.design for line in found.lines] == ["today", "twin"]
    rest = results.replications[results.replications.design != "today"]
    found = answer(Results(Path(), 7, results.designs, rest, ()), ["cost"])[0]
    assert line(found, "flat").comparison.verdict == "inconclusive"
    assert line(found, "flat").comparison.futures == 0


def folder_of(path: Path) -> Path:
    """Write results of two designs over three futures and two quarters."""
    for design, more in (("today", 0.0), ("flat", 1.0)):
        quarters = {
            "design": np.full(6, design),
            "replication": np.repeat(np.arange(3), 2),
            "quarter": np.tile([1, 2], 3),
            "cost": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]) + more * np.tile([1.0, 3.0], 3),
        }
        whole = {
            "design": np.full(3, design),
            "replication": np.arange(3),
            "cost": np.array([3.0, 7.0, 11.0]) + 4.0 * more,
        }
        write_part(path, design, {"replications": whole, "quarters": quarters})
    designs = [{"name": "today"}, {"name": "flat"}]
    write_json(path / "manifest.json", {"schema": SCHEMA, "seed": 7, "designs": designs, "parts": ["today", "flat"]})
    return path


def test_quarters_are_answered_one_by_one(tmp_path):
    """One more in the first quarter, three more in the second, four over all."""
    results = open_results(folder_of(tmp_path / "out"))
    quarters = answer_by_quarter(results, ["cost"])
    assert [found.quarter for found in quarters] == [1, 2]
    assert [line(found, "flat").comparison.difference for found in quarters] == [1.0, 3.0]
    assert line(answer(results, ["cost"])[0], "flat").comparison.difference == 4.0


def test_results_that_are_not_there(tmp_path):
    """An empty folder, an unfinished one, one of another version, and a broken manifest are each a sentence."""
    with pytest.raises(ResultsError, match=r"holds no results of orgsim \(there is no manifest.json\)"):
        open_results(tmp_path)
    folder = folder_of(tmp_path / "out")
    for design in ("today", "flat"):
        (folder / "replications" / f"{design}.parquet").unlink()
    with pytest.raises(ResultsError, match="holds no finished runs yet"):
        open_results(folder)
    write_json(folder / "manifest.json", {"schema": SCHEMA + 1})
    with pytest.raises(ResultsError, match="written by another version of orgsim"):
        open_results(folder)
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResultsError, match="cannot be read"):
        open_results(folder)


def test_a_broken_part_is_named(tmp_path):
    """A file of results that is cut short is named, with what to do."""
    folder = folder_of(tmp_path / "out")
    path = folder / "quarters" / "flat.parquet"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(ResultsError, match=r"flat.parquet cannot be read .* run the same command again with --fresh"):
        open_results(folder).table("quarters")
