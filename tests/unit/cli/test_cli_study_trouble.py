"""Studies in trouble: a full disk, a folder that cannot be written, two batches in one folder, cases that cannot be built.

Nothing is lost, the words are clear, and the same command goes on afterwards as if nothing had happened.
"""

import ctypes
import resource
import sys
from pathlib import Path

import pandas as pd
import pytest
from tests.unit.cli.conftest import Run, in_a_process
from tests.unit.cli.test_cli_batch import tables

import orgsim as package
from orgsim.results import whole
from orgsim.scenario.problems import ScenarioError

BATCH = ("batch", "batch.yaml", "-o", "out", "-j", "1")
PODS = """\
designs: [today.yaml]
redesigns:
  apart: [{close: {post: pm-billing, to: head}}]
vary:
  redesigns.apart.0.close.to: [head, nobody, pm-search, pm-billing]
  demand.overlap: [0.2, 0.8]
replications: 2
"""
"""A study in which two of four successors cannot be."""
LACKING, OVERRIDE = 24, 1
"""Linux: to give up a capability for good, and that of not asking for the permissions of files, which root has."""


def straight(orgsim: Run, folder: Path) -> dict[str, str]:
    """Return the files of a batch that nobody disturbed."""
    assert orgsim("batch", "batch.yaml", "-o", "straight", "-j", "1").code == 0
    return tables(folder / "straight")


def goes_on(orgsim: Run, folder: Path, files: dict[str, str]) -> None:
    """Check that the same command ends as an undisturbed one does, and leaves nothing half written."""
    assert orgsim(*BATCH).code == 0
    assert tables(folder / "out") == files
    assert not list((folder / "out").rglob(".*.tmp"))


def read_only(place: Path, *words: str) -> tuple[int, str, str]:
    """Run a command while nothing below a folder can be written; return how it ended and what it said."""
    places = [place, *(path for path in place.rglob("*") if path.is_dir())]
    for one in places:
        one.chmod(0o555)
    ended = in_a_process(*words, before=lambda: ctypes.CDLL(None).prctl(LACKING, OVERRIDE, 0, 0, 0))
    out, said = ended.communicate()
    for one in places:
        one.chmod(0o755)
    return ended.returncode, out, said


@pytest.mark.parametrize("room", [0, 1, 9, 30])
def test_no_space_left_after_some_files(orgsim: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """When the disk is full after so many files, the batch ends with 3, names the file and says how to go on."""
    files, real, written = straight(orgsim, folder), whole._written, []

    def full(path: Path, content: bytes) -> bool:
        written.append(path)
        if len(written) > room:
            raise OSError(28, "No space left on device")
        return real(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(whole, "_written", full)
        ended = orgsim(*BATCH)
    assert ended.code == 3
    assert "cannot be written: no space left on device" in ended.err
    assert "what is finished stays in out; when the trouble is over, the same command continues" in ended.err
    goes_on(orgsim, folder, files)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_files_that_cannot_grow(orgsim: Run, folder: Path, workers: str) -> None:
    """Room for every part and not for the table of the whole study: all parts stay, and only the table is made afterwards."""
    files = straight(orgsim, folder)
    sizes = sorted(path.stat().st_size for path in (folder / "straight").rglob("*") if path.is_file())
    most = next(size for size in sizes if size > 15_000) - 1
    ended = in_a_process(*BATCH[:-1], workers, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    _, said = ended.communicate()
    assert ended.returncode == 3
    assert "cannot be written: file too large" in said
    assert "what is finished stays in out" in said
    goes_on(orgsim, folder, files)


@pytest.mark.skipif(sys.platform != "linux", reason="root has to give up what permissions are for")
def test_a_folder_that_cannot_be_written(orgsim: Run, folder: Path) -> None:
    """A batch that is half done in a folder which is read-only now ends with 3 and says so; nothing there has changed."""
    files = straight(orgsim, folder)
    assert orgsim(*BATCH, "--shard", "1/2").code == 0
    before = tables(folder / "out")
    code, _, said = read_only(folder / "out", *BATCH)
    assert code == 3
    assert "cannot be written: permission denied" in said
    assert "the same command continues" in said
    assert tables(folder / "out") == before
    goes_on(orgsim, folder, files)


@pytest.mark.skipif(sys.platform != "linux", reason="root has to give up what permissions are for")
def test_a_finished_study_that_cannot_be_written(orgsim: Run, folder: Path) -> None:
    """There is nothing to do, so the batch prints its verdicts, says so and ends with 0, also with --until-ci; --fresh ends with 3."""
    files = straight(orgsim, folder)
    first = orgsim(*BATCH[:3], "straight").out
    assert first.endswith("everything was done already\n")
    words = ("batch", "batch.yaml", "-o", "straight")
    code, out, said = read_only(folder / "straight", *words)
    assert (code, said) == (0, "")
    assert out == f"{first.rstrip()}; straight cannot be written, and nothing in it had to change\n"
    assert read_only(folder / "straight", *words, "--shard", "1/2")[0] == 0
    assert read_only(folder / "straight", *words, "--fresh")[0] == 3
    assert tables(folder / "straight") == files
    (folder / "free.yaml").write_text("designs: [today.yaml, layered.yaml]\n", encoding="utf-8")
    until = ("batch", "free.yaml", "-o", "free", "--until-ci", "launches=1.5", "-j", "1")
    assert "everything was done" not in orgsim(*until).out
    code, out, _ = read_only(folder / "free", *until)
    assert code == 0
    assert "free cannot be written, and nothing in it had to change" in out


@pytest.mark.skipif(sys.platform != "linux", reason="root has to give up what permissions are for")
@pytest.mark.parametrize("lost", ["batch.parquet", "batch.study.json", "base-seed1/manifest-*.json"])
@pytest.mark.parametrize("how", ["gone", "changed"])
def test_what_a_finished_study_lacks_is_not_passed_over(orgsim: Run, folder: Path, lost: str, how: str) -> None:
    """Without its table, its record or a manifest, or where one has changed, a read-only study is not finished: the file is named, with 3."""
    straight(orgsim, folder)
    (path,) = (folder / "straight").glob(lost)
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-9] + b"notasitwas")
    code, _, said = read_only(folder / "straight", "batch", "batch.yaml", "-o", "straight")
    assert code == 3
    assert f"{path.name} cannot be written: permission denied" in said


@pytest.mark.skipif(sys.platform != "linux", reason="root has to give up what permissions are for")
def test_a_table_of_other_futures_is_not_that_of_this_study(orgsim: Run, folder: Path) -> None:
    """A whole table with as many futures of another setting is not taken for this study's."""
    straight(orgsim, folder)
    text = (folder / "batch.yaml").read_text(encoding="utf-8")
    (folder / "batch.yaml").write_text(text.replace("0.9", "0.8"), encoding="utf-8")
    assert orgsim("batch", "batch.yaml", "-o", "foreign").code == 0
    (folder / "batch.yaml").write_text(text, encoding="utf-8")
    (folder / "straight" / "batch.parquet").write_bytes((folder / "foreign" / "batch.parquet").read_bytes())
    assert read_only(folder / "straight", "batch", "batch.yaml", "-o", "straight")[0] == 3


def test_a_folder_that_cannot_be_made(orgsim: Run, folder: Path) -> None:
    """A file where the folder should be is named, before anything is simulated."""
    (folder / "taken").write_text("mine", encoding="utf-8")
    ended = orgsim("batch", "batch.yaml", "-o", "taken/study")
    assert ended.code == 3
    assert "taken/study cannot be a folder for results: not a directory" in ended.err
    assert (folder / "taken").read_text(encoding="utf-8") == "mine"


def test_different_batches_in_one_folder_at_once(orgsim: Run, folder: Path) -> None:
    """Two batches that differ run into one folder at the same time; each has its own record and table, as it has alone."""
    text = (folder / "batch.yaml").read_text(encoding="utf-8")
    (folder / "other.yaml").write_text(text.replace("0.9", "0.8").replace("[1, 2]", "[2, 3]"), encoding="utf-8")
    both = [in_a_process("batch", f"{name}.yaml", "-o", "out", "-j", "1") for name in ("batch", "other")]
    assert [process.wait() for process in both] == [0, 0]
    for process, name in zip(both, ("batch", "other"), strict=True):
        process.communicate()
        assert orgsim("batch", f"{name}.yaml", "-o", name).code == 0
        for file in (f"{name}.parquet", f"{name}.study.json"):
            assert (folder / "out" / file).read_bytes() == (folder / name / file).read_bytes()
        again = orgsim("batch", f"{name}.yaml", "-o", "out", "-n").out
        assert "24 saved, 0 to do" in again


def test_a_damaged_record_is_written_again(orgsim: Run, folder: Path) -> None:
    """A record of a study that has changed is refused by whatever reads it, and the batch writes it anew."""
    files = straight(orgsim, folder)
    assert orgsim(*BATCH).code == 0
    path = folder / "out" / "batch.study.json"
    path.write_bytes(path.read_bytes().replace(b"restless", b"restlos"))
    assert "has changed since it was written; repeat the command that wrote it" in orgsim("status", "out").err
    goes_on(orgsim, folder, files)


def test_cases_that_cannot_be_built_are_told_at_once(orgsim: Run, folder: Path) -> None:
    """By default the batch is refused: each reason once, at its line, with the cases that have it; and how to run the others."""
    (folder / "pods.yaml").write_text(PODS, encoding="utf-8")
    ended = orgsim("batch", "pods.yaml", "-o", "out")
    assert ended.code == 3
    lines = [line for line in ended.err.splitlines() if line.startswith("pods.yaml:5:")]
    assert len(lines) == 2
    assert "'nobody'" in lines[0]
    assert lines[0].endswith("2 of 8 cases cannot be built so: p0003-seed1, p0004-seed1")
    assert lines[1].endswith("2 of 8 cases cannot be built so: p0007-seed1, p0008-seed1")
    assert "4 cases can be built: --skip-infeasible runs them without the others" in ended.err
    assert not (folder / "out").exists()


def test_cases_that_cannot_be_built_are_left_out_if_asked(orgsim: Run, folder: Path) -> None:
    """With --skip-infeasible the others run, and what was left out is said by batch, status, the document and Python."""
    (folder / "pods.yaml").write_text(PODS, encoding="utf-8")
    skipping = ("batch", "pods.yaml", "-o", "out", "--skip-infeasible")
    ended = orgsim(*skipping)
    assert ended.code == 0
    assert "4 cases left out, which cannot be built:" in ended.err
    frame = pd.read_parquet(folder / "out" / "pods.parquet")
    assert sorted(frame.point.unique()) == [1, 2, 5, 6]
    assert len(frame) == 4 * 2 * 2
    gone = ["p0003-seed1", "p0004-seed1", "p0007-seed1", "p0008-seed1"]
    assert list(orgsim("--json", *skipping).document["left_out"]) == gone
    assert "4 cases left out, which cannot be built: p0003-seed1" in orgsim("status", "out").out
    found = package.batch(folder / "pods.yaml", output=folder / "python", skip_infeasible=True)
    assert list(found.attrs["left_out"]) == gone
    assert len(found) == len(frame)
    with pytest.raises(ScenarioError, match="cases cannot be built so"):
        package.batch(folder / "pods.yaml", output=folder / "python")


def test_nothing_to_run_is_refused_all_the_same(orgsim: Run, folder: Path) -> None:
    """Where no case can be built, --skip-infeasible has nothing to leave out from."""
    (folder / "pods.yaml").write_text(
        PODS.replace("[head, nobody, pm-search, pm-billing]", "[nobody]"), encoding="utf-8"
    )
    ended = orgsim("batch", "pods.yaml", "--skip-infeasible")
    assert ended.code == 3
    assert "'nobody'" in ended.err
    assert "can be built" not in ended.err


def test_a_sensitivity_needs_all_points(orgsim: Run, folder: Path) -> None:
    """A sample of Morris of which some points cannot be built has no indices, and that is said."""
    text = PODS.replace("[0.2, 0.8]", "{from: 0.2, to: 0.8}") + "sample: {method: morris, points: 2, seed: 1}\n"
    (folder / "pods.yaml").write_text(text, encoding="utf-8")
    assert orgsim("batch", "pods.yaml", "-o", "out", "--skip-infeasible").code == 0
    assert "cannot be built and were left out, and a sensitivity needs all of them" in orgsim("sensitivity", "out").err


def test_a_share_cannot_decide_how_many_futures(orgsim: Run, folder: Path) -> None:
    """--until-ci with --shard is refused with the reason and with what to do instead."""
    (folder / "free.yaml").write_text("designs: [today.yaml, layered.yaml]\n", encoding="utf-8")
    ended = orgsim("batch", "free.yaml", "--until-ci", "launches=1", "--shard", "1/2")
    assert ended.code == 2
    assert "a share has only some of them" in ended.err
    assert "--scheduler" in ended.err
