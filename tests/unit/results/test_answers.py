"""Paired answers from tables that are written by hand."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from orgsim.errors import InputError, ResultsError
from orgsim.metrics.metric import Rope
from orgsim.results.comparison import Results, answer, answer_by_quarter, open_results
from orgsim.results.files import SCHEMA, TABLES, read_json, table_of, write_json, write_part
from orgsim.results.parts import Part
from orgsim.results.plan import model_version

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
    return results_in(frame.sample(frac=1, random_state=3))


def results_in(frame: pd.DataFrame) -> Results:
    """Return a table as the results of the three designs."""
    columns = {name: frame[name].to_list() for name in frame}
    return Results(Path(), 7, ("today", "flat", "twin"), table_of(columns), ())


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
    found = answer(results_in(some), ["cost"])[0]
    assert [line.design for line in found.lines] == ["today", "twin"]
    rest = results.replications[results.replications.design != "today"]
    found = answer(results_in(rest), ["cost"])[0]
    assert line(found, "flat").comparison.verdict == "inconclusive"
    assert line(found, "flat").comparison.futures == 0


def folder_of(path: Path) -> Path:
    """Write results of two designs over three futures and two quarters."""
    for design, more in (("today", 0.0), ("flat", 1.0)):
        quarters = {
            "replication": np.repeat(np.arange(3), 2),
            "quarter": np.tile([1, 2], 3),
            "cost": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]) + more * np.tile([1.0, 3.0], 3),
        }
        whole = {
            "replication": np.arange(3),
            "cost": np.array([3.0, 7.0, 11.0]) + 4.0 * more,
        }
        write_part(path, Part(design, f"key-{design}", 0, 2), 7, {"replications": whole, "quarters": quarters})
    write_manifest(path / "manifest-a.json")
    return path


def write_manifest(path: Path, **more: object) -> None:
    """Write a manifest for those two designs."""
    designs = [{"name": name, "key": f"key-{name}", "file": f"{name}.yaml"} for name in ("today", "flat")]
    write_json(path, {"seed": 7, "replications": 3, "designs": designs, **more})


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
        (folder / "replications" / f"key-{design}-000000-000002.parquet").unlink()
    with pytest.raises(ResultsError, match="holds no finished runs yet"):
        open_results(folder)
    write_manifest(folder / "manifest-a.json", schema=SCHEMA + 1)
    with pytest.raises(ResultsError, match="written by another version of orgsim"):
        open_results(folder)
    (folder / "manifest-a.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResultsError, match="cannot be read"):
        open_results(folder)


@pytest.mark.parametrize("name", TABLES[:2])
def test_a_damaged_part_is_named_with_what_mends_it(tmp_path, name):
    """A file of results that is cut short is named, with the command that makes it again."""
    folder = folder_of(tmp_path / "out")
    path = folder / name / "key-flat-000000-000002.parquet"
    path.write_bytes(path.read_bytes()[:50])
    mends = (
        r"000002.parquet cannot be used: it has changed .* orgsim compare today.yaml flat.yaml --seed 7 -r 3 -o .*out"
    )
    with pytest.raises(ResultsError, match=mends):
        open_results(folder).table(name)


def test_a_part_under_the_name_of_another_is_refused(tmp_path):
    """What a row belongs to is written in it: a file that was copied over another one is no result of that design."""
    folder = folder_of(tmp_path / "out") / "replications"
    (folder / "key-flat-000000-000002.parquet").write_bytes((folder / "key-today-000000-000002.parquet").read_bytes())
    with pytest.raises(ResultsError, match="it holds other results than its name says"):
        open_results(folder.parent)


def test_a_missing_part_of_another_table_is_named(tmp_path):
    """When the quarters of a finished part are gone, they are asked for by name."""
    results = open_results(folder_of(tmp_path / "out"))
    (tmp_path / "out" / "quarters" / "key-flat-000000-000002.parquet").unlink()
    with pytest.raises(ResultsError, match=r"key-flat-000000-000002.parquet is missing; repeat the command"):
        results.table("quarters")


def test_a_changed_manifest_is_not_read(tmp_path):
    """A seed that was changed by hand, or by a flipped bit, is not printed as if it were that of the runs; broken UTF-8 is a sentence."""
    path = folder_of(tmp_path / "out") / "manifest-a.json"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"seed": 7', b'"seed": 5'))
    with pytest.raises(ResultsError, match=r"manifest-a.json has changed since it was written"):
        open_results(tmp_path / "out")
    path.write_bytes(whole.replace(b"today", b"tod\xffy"))
    with pytest.raises(ResultsError, match=r"manifest-a.json cannot be read \('utf-8' codec"):
        open_results(tmp_path / "out")


def test_another_version_of_the_model_is_told(tmp_path):
    """Results of another model are read with a warning, or with whatever the caller wants to be told by."""
    path = folder_of(tmp_path / "out") / "manifest-a.json"
    write_manifest(path, model="another", versions={"orgsim": "0.0.1"})
    with pytest.warns(UserWarning, match=r"another version of the model made these results \(orgsim 0.0.1\)"):
        open_results(path)
    told = []
    open_results(path, tell=told.append)
    assert len(told) == 1
    write_manifest(path, model=model_version())
    open_results(path)


def test_a_folder_of_several_results_names_them(tmp_path):
    """Which of several results is meant is asked, not guessed; each is opened by its manifest, given as text too."""
    folder = folder_of(tmp_path / "out")
    write_manifest(folder / "manifest-b.json", seed=8)
    (folder / "manifest-c.json").write_bytes(b"\xff")
    with pytest.raises(ResultsError, match=r"holds 3 sets of results") as refused:
        open_results(str(folder))
    assert f"\n  {folder / 'manifest-b.json'}: today, flat; 3 futures; seed 8" in str(refused.value)
    assert "manifest-c.json: cannot be read" in str(refused.value)
    assert open_results(str(folder / "manifest-b.json")).seed == 8
    assert open_results(str(folder / "manifest-a.json")).seed == read_json(folder / "manifest-a.json")["seed"] == 7
