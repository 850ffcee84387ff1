"""Finished points of ``sensitivity`` and ``calibrate``: stopped in any way, the same command goes on, and nothing is taken for what it is not."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import Run, in_a_process

from orgsim.errors import SimulationError
from orgsim.results.files import write_json
from orgsim.scenario.design import load_design
from orgsim.sensitivity import fitting, trial
from orgsim.sensitivity.kept import Kept, Point

KEYS = ("--key", "demand.overlap=0.1:0.9", "--key", "demand.drift_probability=0.1:0.9")
PAIR = ("--json", "sensitivity", "today.yaml", "layered.yaml", "--futures", "2")
MORRIS = (*PAIR, "--method", "morris", "--points", "4", *KEYS)
THRESHOLD = (*PAIR, "--threshold", "demand.overlap=0.1:0.9")
ENSEMBLE = (*PAIR, "--method", "ensemble", "--points", "2")
FIT = (
    "--json",
    "calibrate",
    "today.yaml",
    "seen.csv",
    "--key",
    "demand.effort_median=2:30",
    "--points",
    "20",
    "--futures",
    "2",
)
SEEN = "metric,value,error,discrepancy\nlaunches,8,4,4\nlead_time,8,4,4\n"
SAID = ("folder", "saved", "damaged")
"""What a document says of the folder, and not of the answer."""


def answer(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a document answers."""
    return {key: value for key, value in document.items() if key not in SAID}


@pytest.fixture(autouse=True)
def seen(folder: Path) -> None:
    """Write what was observed."""
    (folder / "seen.csv").write_text(SEEN, encoding="utf-8")


def points(folder: Path) -> list[Path]:
    """Return the files of finished points below a folder."""
    return sorted(folder.rglob("points/*.json"))


@pytest.mark.parametrize(
    "words", [MORRIS, THRESHOLD, ENSEMBLE, FIT], ids=["morris", "threshold", "ensemble", "calibrate"]
)
def test_nothing_is_simulated_twice(orgsim: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeated, a command gives the same answer without simulating a single future; with --fresh it simulates again."""
    first = orgsim(*words)
    assert first.code == 0
    assert first.document["saved"] == 0

    def refuse(*_: object) -> None:
        raise SimulationError("simulated again")

    with monkeypatch.context() as patched:
        patched.setattr(trial, "simulate", refuse)
        patched.setattr(fitting, "simulate", refuse)
        again = orgsim(*words)
        assert again.code == 0
        assert answer(again.document) == answer(first.document)
        assert again.document["saved"] > 0
        assert orgsim(*words, "--fresh").code == 4


@pytest.mark.parametrize("words", [MORRIS, FIT], ids=["sensitivity", "calibrate"])
def test_killed_it_goes_on(orgsim: Run, folder: Path, words: tuple[str, ...]) -> None:
    """Killed with -9 after some points, a command goes on with them, and answers as if nobody had disturbed it."""
    where = ("--kept", "killed") if words is FIT else ("-o", "killed")
    process = in_a_process(*words, *where, "-j", "1")
    while len(points(folder / "killed")) < 3 and process.poll() is None:
        time.sleep(0.002)
    process.kill()
    process.communicate()
    there = len(points(folder / "killed"))
    assert there >= 3
    found = orgsim(*words, *where)
    assert found.code == 0
    assert found.document["saved"] >= 3 * 2
    assert answer(found.document) == answer(orgsim(*words).document)
    assert not list((folder / "killed").rglob(".*.tmp"))


def test_another_question_takes_no_answer_of_this_one(orgsim: Run, folder: Path) -> None:
    """Another metric, seed, number of futures or value in the scenario finds no point of the first command in the same folder."""
    assert orgsim(*MORRIS, "-o", "out").code == 0
    for more in (("--metric", "launches"), ("--seed", "2"), ("--futures", "3"), ("--set", "demand.effort_median=5")):
        words = [*MORRIS, *more]
        found = orgsim(*words, "-o", "out").document
        assert found["saved"] == 0
        assert answer(found) == answer(orgsim(*words, "-o", "apart").document)
    text = (folder / "layered.yaml").read_text(encoding="utf-8").replace("director,", "gpm,")
    (folder / "layered.yaml").write_text(text, encoding="utf-8")
    found = orgsim(*MORRIS, "-o", "out").document
    assert found["saved"] == 12 * 2  # those of today, which is as it was


def test_a_damaged_point_is_named_and_made_again(orgsim: Run, folder: Path) -> None:
    """A point of which a bit has changed, or that holds less than it should, costs itself; the answer is the same."""
    first = orgsim(*MORRIS, "-o", "out").document
    one, other, *_ = points(folder / "out")
    before = one.read_bytes(), other.read_bytes()
    one.write_bytes(before[0].replace(b"values", b"valuez"))
    other.write_bytes(b"")
    found = orgsim(*MORRIS, "-o", "out").document
    assert len(found["damaged"]) == 2
    assert answer(found) == answer(first)
    assert (one.read_bytes(), other.read_bytes()) == before


def test_a_full_disk_loses_nothing(orgsim: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a point cannot be written, the command ends with 3 and names it; with room again, it goes on from there."""
    from orgsim.results import whole

    real, written = whole._written, []

    def full(path: Path, content: bytes) -> bool:
        written.append(path)
        if len(written) > 5:
            raise OSError(28, "No space left on device")
        return real(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(whole, "_written", full)
        ended = orgsim(*MORRIS[1:], "-o", "out", "-j", "1")
        assert ended.code == 3
        assert "cannot be written: no space left on device" in ended.err
    found = orgsim(*MORRIS, "-o", "out")
    assert found.document["saved"] >= 5 * 2
    assert answer(found.document) == answer(orgsim(*MORRIS, "-o", "apart").document)


def test_a_point_asked_for_while_it_is_written_was_not_there_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two equal points of a question, the second may come when the file of the first has just been written: nothing was saved before."""
    kept = Kept(folder / "kept")
    kept.begin()
    point = Point(load_design(folder / "today.yaml"), 1, {}, ["launches"], range(2))
    other = threading.Thread(target=kept.found, args=(point,))

    def write(path: Path, content: object) -> None:
        write_json(path, content)
        other.start()
        other.join(0.2)

    monkeypatch.setattr("orgsim.sensitivity.kept.write_json", write)
    kept.keep(point, [[1.0], [2.0]])
    other.join()
    assert kept.reused == 0
