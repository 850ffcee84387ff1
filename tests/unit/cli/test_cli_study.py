"""Studies by ``orgsim batch``: points and environments, one table, shares, copies, mistakes at their lines, ``status`` and ``verify``."""

import json
import shlex
import shutil
import time
from pathlib import Path

import pandas as pd
import pytest
from tests.unit.cli.conftest import Run, fail_at, in_a_process
from tests.unit.cli.test_cli_batch import tables

STUDY = """\
designs: [today.yaml, layered.yaml]
redesigns:
  merged: [{close: pm-billing}]
environments:
  calm: {}
  surge: {demand: {overlap: 0.3}, events: [{kind: demand_surge, quarter: 1, quarters: 1, factor: 2}]}
vary:
  demand.drift_probability: {from: 0.1, to: 0.9, step: 0.8}
  teams.search-team.engineers: [6, 8]
replications: 3
"""


@pytest.fixture
def study(folder: Path) -> Path:
    """Write a study of 3 designs, 2 environments and 4 points into the folder."""
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    return folder


def test_one_tidy_table(orgsim: Run, study: Path) -> None:
    """3 designs x 8 cases x 3 futures are 72 rows, each with its settings, design, seed, key and metrics, as compare has them."""
    ended = orgsim("batch", "study.yaml", "-o", "out")
    assert ended.code == 0
    frame = pd.read_parquet(study / "out" / "study.parquet")
    assert len(frame) == 72
    assert not frame.duplicated(["case", "design", "replication"]).any()
    assert sorted(frame["demand.drift_probability"].unique()) == [0.1, 0.9]
    assert sorted(frame["teams.search-team.engineers"].unique()) == [6, 8]
    one = frame[(frame.case == "surge-p0003-seed1") & (frame.design == "merged")]
    assert one[
        ["environment", "point", "demand.drift_probability", "teams.search-team.engineers"]
    ].drop_duplicates().values.tolist() == [["surge", 3, 0.9, 6]]
    from orgsim.results.comparison import open_results

    single = open_results(study / "out" / "surge-p0003-seed1").replications
    assert one.launches.tolist() == single[single.design == "merged"].launches.tolist()
    assert one.key.tolist() == single[single.design == "merged"].key.tolist()


def test_figures_of_a_study(orgsim: Run, study: Path) -> None:
    """The second command draws the cases, each of two settings, and what is best over both, in each environment; what it cannot draw it says."""
    assert orgsim("figures", "out").code == 3
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    found = orgsim("--json", "figures", "out", "--figure-format", "png").document["figures"]
    files = {one["file"].rpartition("/")[2] for one in found}
    kinds = ("cases-launches", "response-launches-engineers", "best-launches-drift-probability-engineers")
    assert len(found) == 2 * 4
    assert {
        f"{kind.replace('launches', 'realised-value')}-{world}.png" for kind in kinds for world in ("calm", "surge")
    } < files
    assert all((study / "out" / "figures" / file).is_file() for file in files)
    one = orgsim(
        "--json", "figures", "out", "--design", "merged", "--by", "teams.search-team.engineers", "--metric", "lead_time"
    )
    assert len(one.document["figures"]) == 2 * 2
    assert "did you mean" in orgsim("figures", "out", "--by", "teams.search-team.engineer").err
    assert "the study has no design mergd" in orgsim("figures", "out", "--design", "mergd").err
    (study / "out" / "study.parquet").unlink()
    assert "orgsim batch study.yaml -o out writes it" in orgsim("figures", "out").err


def test_cases_of_environments_are_one_figure(orgsim: Run, study: Path) -> None:
    """Two environments in which nothing is varied are two rows of one figure, whose description has both."""
    (study / "study.yaml").write_text(STUDY.partition("vary:")[0] + "replications: 3\n", encoding="utf-8")
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    (found,) = orgsim("--json", "figures", "out").document["figures"]
    assert found["file"].endswith("figures/cases-realised-value.svg")
    assert "of 2 cases" in found["title"]
    text = (study / found["file"]).read_text(encoding="utf-8")
    assert "calm: " in text
    assert "surge: " in text


def test_the_command_that_makes_what_is_missing_names_the_file_as_it_lies(orgsim: Run, study: Path) -> None:
    """The batch lay in a folder below, so the command that is printed to repeat it runs as it stands."""
    for file in study.glob("*.yaml"):
        (study / "below").mkdir(exist_ok=True)
        file.rename(study / "below" / file.name)
    assert orgsim("batch", "below/study.yaml", "-o", "out").code == 0
    (study / "out" / "study.parquet").unlink()
    said = orgsim("figures", "out").err
    assert "orgsim batch below/study.yaml -o out writes it" in said
    assert orgsim("batch", "below/study.yaml", "-o", "out").code == 0
    assert orgsim("figures", "out").code == 0


def test_effects_that_lack_points_are_said_and_the_rest_is_drawn(orgsim: Run, study: Path) -> None:
    """Morris's walks of which a case is gone have no effects; the command says so and draws what it can."""
    text = (
        STUDY.split("vary:", maxsplit=1)[0]
        + "vary: {demand.drift_probability: {from: 0.2, to: 0.8}}\nsample: {method: morris, points: 2}\nreplications: 2\n"
    )
    (study / "study.yaml").write_text(text, encoding="utf-8")
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    whole = orgsim("--json", "figures", "out", "--metric", "launches", "--design", "merged")
    assert sum("effects-launches-merged" in one["file"] for one in whole.document["figures"]) == 2
    shutil.rmtree(study / "out" / "calm-p0002-seed1")
    rest = orgsim("figures", "out", "--metric", "launches", "--design", "merged")
    assert rest.code == 0
    assert "no effects of merged" in rest.err
    assert "response-launches-drift-probability" in rest.out


def test_the_worlds_are_those_of_the_table(orgsim: Run, study: Path) -> None:
    """The gains that are drawn are the paired differences that pandas finds in the table."""
    from orgsim.experiments.record import read_record
    from orgsim.experiments.response import worlds_of
    from orgsim.metrics.catalog import metric_named

    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    calm, surge = worlds_of(read_record(study / "out"), metric_named("launches"))
    assert (calm.name, surge.name) == ("calm", "surge")
    frame = pd.read_parquet(study / "out" / "study.parquet")
    wide = frame[frame.case == "surge-p0003-seed1"].pivot(index="replication", columns="design", values="launches")
    assert surge.points[2] == {"demand.drift_probability": 0.9, "teams.search-team.engineers": 6}
    assert surge.gains("merged")[2].tolist() == (wide["merged"] - wide["today"]).tolist()


def test_duckdb_reads_the_table_as_it_lies(orgsim: Run, study: Path) -> None:
    """A query over the file finds the same mean as pandas."""
    duckdb = pytest.importorskip("duckdb")
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    path = study / "out" / "study.parquet"
    frame = pd.read_parquet(path)
    wanted = frame[(frame["demand.drift_probability"] > 0.5) & (frame.design == "merged")].launches.mean()
    found = duckdb.read_parquet(str(path)).filter("\"demand.drift_probability\" > 0.5 and design = 'merged'")
    assert found.aggregate("avg(launches)").fetchall()[0][0] == pytest.approx(wanted)


def test_what_a_setting_leaves_out_is_what_the_design_states(orgsim: Run, folder: Path) -> None:
    """A column has a number in every row: where a setting says nothing, what the design has."""
    assert orgsim("batch", "batch.yaml", "-o", "out").code == 0
    frame = pd.read_parquet(folder / "out" / "batch.parquet")
    found = frame.groupby("setting")["demand.drift_probability"].unique()
    assert found["restless"].tolist() == [0.9]
    assert found["base"].tolist() == [0.15]


def test_workers_do_not_change_a_byte(orgsim: Run, study: Path) -> None:
    """One thread, two and four give the same files, the table of the study among them."""
    for workers in ("1", "2", "4"):
        assert orgsim("batch", "study.yaml", "-o", workers, "-j", workers).code == 0
    assert tables(study / "1") == tables(study / "2") == tables(study / "4")


def test_shares_of_a_job_array_make_the_whole(orgsim: Run, study: Path) -> None:
    """Three shares, in any order, leave nothing to do, and the table is that of one command."""
    assert orgsim("batch", "study.yaml", "-o", "whole").code == 0
    for share in ("3/3", "1/3", "2/3"):
        assert orgsim("batch", "study.yaml", "-o", "shared", "--shard", share).code == 0
    assert not (study / "shared" / "study.parquet").exists()
    assert "72 saved, 0 to do" in orgsim("batch", "study.yaml", "-o", "shared").out
    assert tables(study / "shared") == tables(study / "whole")


@pytest.mark.parametrize("share", ["0/3", "4/3", "x", "1/", "1/0", "-1/2"])
def test_shares_that_there_are_not(orgsim: Run, study: Path, share: str) -> None:
    """A share is I/N with I from 1 to N."""
    ended = orgsim("batch", "study.yaml", f"--shard={share}")
    assert ended.code == 2
    assert "expected I/N with I from 1 to N" in ended.err


def test_mistakes_in_values_stand_at_the_batch_file(orgsim: Run, study: Path) -> None:
    """A wrong key, a value out of range, a wrong environment and an operation that cannot be done are told together, each once, at its line."""
    text = STUDY.replace("drift_probability:", "drift_probabilty:").replace("[6, 8]", "[6, 0]")
    text = text.replace("overlap: 0.3", "overlap: 3").replace("close: pm-billing", "close: pm-biling")
    (study / "study.yaml").write_text(text, encoding="utf-8")
    ended = orgsim("batch", "study.yaml", "-n")
    assert ended.code == 3
    errors = [line for line in ended.err.splitlines() if line.startswith("study.yaml:")]
    assert len(errors) == 4
    assert "(did you mean 'drift_probability'?)" in next(line for line in errors if line.startswith("study.yaml:8:"))
    assert "must be at least 1, got 0" in next(line for line in errors if line.startswith("study.yaml:9:"))
    assert "must be at most 1, got 3" in next(line for line in errors if line.startswith("study.yaml:6:"))
    assert "(did you mean 'pm-billing'?)" in next(line for line in errors if line.startswith("study.yaml:3:"))


def test_names_that_no_design_has(orgsim: Run, study: Path) -> None:
    """A team, post, domain or objective that is not there is told with the nearest one, and makes no new one that lacks everything else."""
    text = STUDY.replace("search-team.engineers", "serch-team.engineers").replace(
        "  demand.drift",
        "  posts.haed.salary: [100]\n  domains.sales.opportunities_per_week: [1]\n  objectives.zz: [1]\n  demand.drift",
    )
    (study / "study.yaml").write_text(text, encoding="utf-8")
    ended = orgsim("batch", "study.yaml", "-n")
    assert ended.code == 3
    assert len([line for line in ended.err.splitlines() if line.startswith("study.yaml:")]) == 4
    assert "vary.teams.serch-team.engineers: there is no team 'serch-team' (did you mean 'search-team'?)" in ended.err
    assert "vary.posts.haed.salary: there is no post 'haed' (did you mean 'head'?)" in ended.err
    assert "there is no domain 'sales'; there are billing, search" in ended.err
    assert "there is no objective 'zz'; there are growth, retention" in ended.err


def test_a_name_that_the_environment_brings_may_be_varied(orgsim: Run, folder: Path) -> None:
    """What an environment adds to the company is there for settings and ranges."""
    (folder / "new.yaml").write_text(
        "designs: [today.yaml]\nenvironments: {more: {objectives: {trust: 2}}}\nvary: {objectives.growth: [3, 4]}\n"
        "settings: {a: {domains.search.objectives.trust: 1}}\nreplications: 1\n",
        encoding="utf-8",
    )
    assert orgsim("batch", "new.yaml", "-n").code == 0


def test_two_designs_of_one_name(orgsim: Run, folder: Path) -> None:
    """Two files whose scenarios have the same name are told at the second one; other markets with the file and the case."""
    (folder / "copy.yaml").write_text((folder / "today.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "two.yaml").write_text("designs: [today.yaml, copy.yaml]\nreplications: 1\n", encoding="utf-8")
    ended = orgsim("batch", "two.yaml")
    assert ended.code == 3
    assert "two.yaml:1:23: E350 designs[1]: another design of this batch is called 'today'" in ended.err
    (folder / "two.yaml").write_text("designs: [today.yaml, busier.yaml]\nreplications: 1\n", encoding="utf-8")
    assert orgsim("batch", "two.yaml").err.startswith("two.yaml: base-seed1: ")


def test_a_wrong_operation_stands_where_it_is_written(orgsim: Run, folder: Path) -> None:
    """The path of a problem is that of the batch file, and the value that was tried is said with its name."""
    (folder / "ops.yaml").write_text(
        "designs: [today.yaml]\nredesigns: {apart: [{close: {post: pm-billing, to: head}}]}\n"
        "vary: {redesigns.apart.0.close.to: [nobody]}\nreplications: 2\n",
        encoding="utf-8",
    )
    said = orgsim("batch", "ops.yaml").err
    assert "redesigns.apart[0].close" in said
    assert "(tried with to: nobody)" in said
    assert "changes[0]" not in said


def test_a_field_of_an_operation_is_varied(orgsim: Run, folder: Path) -> None:
    """Under `redesigns.NAME.0.VERB.FIELD` the operation changes; designs that stay the same are simulated once and copied."""
    (folder / "ops.yaml").write_text(
        "designs: [today.yaml]\nredesigns: {apart: [{close: {post: pm-billing, to: head}}]}\n"
        "vary: {redesigns.apart.0.close.to: [head, pm-search]}\nreplications: 2\n",
        encoding="utf-8",
    )
    assert orgsim("batch", "ops.yaml", "-o", "out").code == 0
    frame = pd.read_parquet(folder / "out" / "ops.parquet")
    keys = frame.groupby("design").key.nunique()
    assert keys["apart"] == 2
    assert keys["today"] == 1
    again = orgsim("--json", "batch", "ops.yaml", "-o", "new", "-n").document["reasons"]
    assert {"design": "today", "reason": "the same as in an earlier case, whose futures are copied", "runs": 2} in again


def test_designs_of_the_library_at_equal_cost(orgsim: Run, folder: Path) -> None:
    """A design of the library is that which `orgsim designs --apply` writes."""
    (folder / "lib.yaml").write_text(
        "designs: [today.yaml]\nlibrary: [central-rights]\nreplications: 2\n", encoding="utf-8"
    )
    assert orgsim("batch", "lib.yaml", "-o", "out").code == 0
    assert orgsim("designs", "central-rights", "--apply", "today.yaml").code == 0
    assert orgsim("compare", "today.yaml", "central-rights.yaml", "-r", "2", "-o", "single").code == 0
    (case,) = [path for path in (folder / "out").iterdir() if path.is_dir()]
    made, written = ({path.name for path in (place / "replications").iterdir()} for place in (case, folder / "single"))
    assert made == written


def test_why_futures_are_simulated(orgsim: Run, folder: Path) -> None:
    """A dry run names the edited value, and a damaged file."""
    assert orgsim("batch", "batch.yaml", "-o", "out").code == 0
    layered = folder / "layered.yaml"
    layered.write_text(layered.read_text(encoding="utf-8").replace("director,", "gpm,"), encoding="utf-8")
    assert "layered: 12 to do, changes[0].posts.dir.role" in orgsim("batch", "batch.yaml", "-o", "out", "-n").out
    for part in (folder / "out" / "base-seed1" / "quarters").glob("*.parquet"):
        part.write_bytes(part.read_bytes()[:-40] + bytes(40))
    assert ".parquet is damaged" in orgsim("batch", "batch.yaml", "-o", "out", "-n").out
    assert "--fresh" in orgsim("batch", "batch.yaml", "-o", "out", "-n", "--fresh").out


def test_verdicts_over_cases(orgsim: Run, study: Path) -> None:
    """Each case is judged, and the document counts verdicts over cases; the text names the designs and the ends."""
    assert orgsim("batch", "study.yaml", "-o", "out", "--metric", "launches").code == 0
    found = orgsim("--json", "batch", "study.yaml", "-o", "out", "--metric", "launches").document["verdicts"]
    assert len(found["cases"]) == 2 * 8
    (layered,) = [one for one in found["over_cases"] if one["design"] == "layered"]
    assert sum(layered["verdicts"].values()) == 8
    differences = {one["case"]: one["difference"] for one in found["cases"] if one["design"] == "layered"}
    assert layered["smallest"]["difference"] == min(differences.values())
    assert differences[layered["largest"]["case"]] == max(differences.values())
    said = orgsim("batch", "study.yaml", "-o", "out", "--metric", "launches").out
    assert "calm-p0001-seed1" in said
    assert "over 8 cases, compared with today" in said


def test_status(orgsim: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved, what failed, and which cases are not complete."""
    with monkeypatch.context() as patched:
        fail_at(patched, {1}, design="layered")
        assert orgsim("batch", "batch.yaml", "-o", "out").code == 4
    found = orgsim("--json", "status", "out").document
    assert (found["runs"], found["saved"], found["failed"]) == (24, 20, 4)
    said = orgsim("status", "out").out
    assert "20 of 24 runs saved (83%), 4 failed" in said
    assert "on purpose" in said
    assert orgsim("batch", "batch.yaml", "-o", "out").code == 0
    assert "24 of 24 runs saved (100%), 0 failed" in orgsim("status", "out").out
    assert orgsim("status", folder).code == 3


def test_verify_finds_what_has_been_changed(orgsim: Run, study: Path) -> None:
    """What is saved is the same when it is simulated again; a number that somebody changed, seal and all, is found."""
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    assert "all the same to the last bit" in orgsim("verify", "out", "--sample", "24").out
    import pyarrow.parquet as pq

    from orgsim.results.whole import SEAL, sealed

    path = next((study / "out" / "calm-p0001-seed1" / "replications").glob("*.parquet"))
    import pyarrow as pa

    found = pq.read_table(path)
    place = found.schema.get_field_index("launches")
    changed = found.set_column(place, "launches", pa.array([99.0] * len(found)))

    buffer = pa.BufferOutputStream()
    pq.write_table(changed.replace_schema_metadata({"orgsim": SEAL}), buffer)
    path.write_bytes(sealed(buffer.getvalue().to_pybytes()))
    ended = orgsim("verify", "out", "--sample", "24")
    assert ended.code == 1
    assert "out/calm-p0001-seed1: futures 0 to 2 of" in ended.out
    assert "differ in replications" in ended.out


def test_a_corrupt_part_is_made_again(orgsim: Run, study: Path) -> None:
    """A damaged file costs its part, is named, and the results are those of an undisturbed study."""
    assert orgsim("batch", "study.yaml", "-o", "whole").code == 0
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    path = next((study / "out" / "calm-p0002-seed1" / "ledger").glob("*.parquet"))
    path.write_bytes(b"nonsense")
    ended = orgsim("batch", "study.yaml", "-o", "out")
    assert ended.code == 0
    assert "was damaged; its futures were simulated again" in ended.err
    assert tables(study / "out") == tables(study / "whole")


def test_a_table_that_has_changed_is_never_read(orgsim: Run, study: Path) -> None:
    """A table with another number in it, written by hand or with a bit turned over, is refused by figures, named by status, and written again by batch."""
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    path = study / "out" / "study.parquet"
    before = path.read_bytes()
    frame = pd.read_parquet(path)
    frame.assign(launches=frame.launches + 1.0).to_parquet(path)
    by_hand = path.read_bytes()
    turned = bytearray(before)
    turned[len(before) // 2] ^= 1
    for content in (by_hand, bytes(turned)):
        path.write_bytes(content)
        ended = orgsim("figures", "out")
        assert ended.code == 3
        assert (
            "out/study.parquet has changed since it was written, and is not read; orgsim batch study.yaml -o out"
            in ended.err
        )
        assert "has changed since it was written" in orgsim("status", "out").out
        assert orgsim("--json", "status", "out").document["table_changed"]
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    assert path.read_bytes() == before
    assert "table_changed" not in orgsim("--json", "status", "out").document


def test_what_mends_a_damaged_part_of_a_batch(orgsim: Run, folder: Path) -> None:
    """Whoever meets a damaged part of a batch names the command that makes it again: the batch, since designs of the library have no files; status counts it."""
    text = "designs: [today.yaml]\nlibrary: [central-rights]\nreplications: 2\n"
    (folder / "lib.yaml").write_text(text, encoding="utf-8")
    assert orgsim("batch", "lib.yaml", "-o", "out").code == 0
    case = next(path for path in (folder / "out").iterdir() if path.is_dir())
    path = next((case / "replications").glob("*.parquet"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + bytes(9))
    again = "orgsim batch lib.yaml -o out"
    assert again in orgsim("compare", f"out/{case.name}").err
    found = orgsim("--json", "status", "out").document
    assert (found["runs"], found["saved"]) == (4, 2)
    said = orgsim("status", "out").out
    assert "2 of 4 runs saved (50%)" in said
    assert f"out/{case.name}/replications/{path.name} is damaged; repeat the command that wrote it, {again}" in said
    assert orgsim(*again.split()[1:]).code == 0
    assert path.read_bytes() == whole
    assert orgsim("compare", f"out/{case.name}").code == 0


def test_a_share_says_how_to_end(orgsim: Run, study: Path) -> None:
    """The command that puts shares together is printed as it has to be typed: typed so, it writes the table where the shares are."""
    said = orgsim("batch", "study.yaml", "-o", "my shares", "--shard", "1/1").out
    again = said.partition("when all are there: ")[2].strip()
    assert orgsim(*shlex.split(again)[1:]).code == 0
    assert (study / "my shares" / "study.parquet").is_file()


def test_two_batches_in_one_folder_at_once(orgsim: Run, folder: Path) -> None:
    """Two processes that run the same batch into one folder both end well, and leave what one alone leaves."""
    both = [in_a_process("batch", "batch.yaml", "-o", "out", "-j", "1") for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    for process in both:
        process.communicate()
    assert orgsim("batch", "batch.yaml", "-o", "alone").code == 0
    assert tables(folder / "out") == tables(folder / "alone")


def test_killed_again_and_again(orgsim: Run, study: Path) -> None:
    """Killed with -9 at several moments, the study ends as if nobody had disturbed it, and nothing half written is left."""
    assert orgsim("batch", "study.yaml", "-o", "straight", "-j", "1").code == 0
    for wait in (0.05, 0.0):
        process = in_a_process("batch", "study.yaml", "-o", "killed", "-j", "2")
        seen = len(list((study / "killed").rglob("*.parquet")))
        while len(list((study / "killed").rglob("*.parquet"))) == seen and process.poll() is None:
            time.sleep(0.002)
        time.sleep(wait)
        process.kill()
        process.communicate()
    assert orgsim("batch", "study.yaml", "-o", "killed").code == 0
    assert tables(study / "killed") == tables(study / "straight")
    assert not list((study / "killed").rglob(".*.tmp"))


def test_the_record_is_plain_data(orgsim: Run, study: Path) -> None:
    """The record of a study names its cases with what they set, and no path of this computer."""
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    text = (study / "out" / "study.study.json").read_text(encoding="utf-8")
    assert str(study) not in text
    record = json.loads(text)
    assert record["keys"] == ["demand.drift_probability", "teams.search-team.engineers"]
    assert len(record["cases"]) == 8


def test_three_lines_of_python(orgsim: Run, study: Path) -> None:
    """`orgsim.batch` gives the table that the command writes, byte for byte, with units; the columns are described."""
    import orgsim as package

    frame = package.batch(study / "study.yaml", output=study / "python")
    assert frame.attrs["units"]["realised_value"] == "$M"
    assert frame.attrs["units"]["demand.drift_probability"] == "probability per quarter"
    assert orgsim("batch", "study.yaml", "-o", "out").code == 0
    assert (study / "python" / "study.parquet").read_bytes() == (study / "out" / "study.parquet").read_bytes()
    columns = orgsim("--json", "status", "out", "--columns").document["columns"]
    assert [one["column"] for one in columns] == list(frame)
    assert all(one["title"] for one in columns if one["column"] != "teams.search-team.engineers")
