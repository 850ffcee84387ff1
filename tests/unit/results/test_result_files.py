"""What is on disk: columns, the manifest, and files that are there whole or not at all."""

import getpass
import json
import os
import platform
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.figures.by_hand import results_by_hand
from tests.unit.results.conftest import Planner

from orgsim.errors import ResultsError
from orgsim.metrics.catalog import all_metrics, metrics_by_part
from orgsim.metrics.named import COLUMNS
from orgsim.metrics.twice import AMOUNTS
from orgsim.results import whole
from orgsim.results.files import (
    SCHEMA,
    TABLES,
    find_part,
    has_file,
    has_part,
    read_json,
    read_table,
    saved_of,
    write_json,
    write_part,
)
from orgsim.results.manifest import manifest_path
from orgsim.results.parts import Part
from orgsim.results.plan import Plan, model_version
from orgsim.results.runner import run_plan
from orgsim.results.tables import minutes_of_parts


@pytest.fixture
def written(plan: Planner, tmp_path) -> tuple[Plan, Path]:
    """Return a plan and the folder with its results."""
    made = plan(replications=2)
    run_plan(made, tmp_path / "out")
    return made, tmp_path / "out"


def schema(folder: Path, table: str) -> pa.Schema:
    """Return the one schema that all parts of a table have."""
    schemas = [pq.read_schema(path) for path in sorted((folder / table).glob("*.parquet"))]
    assert all(found.equals(schemas[0]) for found in schemas)
    return schemas[0]


def test_tables_have_a_fixed_schema(written):
    """Designs and posts are text, numbers of futures and quarters whole, metrics fractions, minutes whole."""
    folder = written[1]
    metrics = {name: pa.float64() for name in all_metrics()}
    found = {
        table: dict(zip(schema(folder, table).names, schema(folder, table).types, strict=True)) for table in TABLES
    }
    keys = {"design": pa.string(), "key": pa.string(), "seed": pa.uint64(), "replication": pa.int32()}
    assert found["replications"] == {**keys, **metrics}
    assert found["quarters"] == {**keys, "quarter": pa.int32(), **metrics}
    assert set(found["ledger"].values()) == {pa.string(), pa.uint64(), pa.int32(), pa.int64()}
    minutes = dict.fromkeys(("open", "spent", "requests", "waited", "lapsed"), pa.int64())
    assert found["desks"] == {**keys, "post": pa.string(), **minutes}
    of_parts = {**dict.fromkeys(metrics_by_part(), pa.float64()), **dict.fromkeys(minutes_of_parts(), pa.int64())}
    assert found["parts"] == {**keys, "kind": pa.string(), "part": pa.string(), **of_parts}
    pair = dict.fromkeys(("team", "other"), pa.string())
    assert found["duplicates"] == {**keys, **pair, **dict.fromkeys(AMOUNTS, pa.int64())}
    assert found["named"] == {**keys, "kind": pa.string(), "name": pa.string(), **dict.fromkeys(COLUMNS, pa.float64())}


def test_the_dictionary_covers_every_column(written):
    """The manifest says of every column of every table what it is and in which unit, and of no column that is not there."""
    plan, folder = written
    entries = json.loads(manifest_path(plan, folder).read_text(encoding="utf-8"))["columns"]
    described = {
        (table, entry["column"])
        for entry in entries
        for table in entry["table"].split(", ")
        if entry["title"] and entry["unit"]
    }
    assert described == {(table, name) for table in TABLES for name in schema(folder, table).names}


def test_a_frame_knows_the_units_of_its_metrics(tmp_path):
    """Every metric of the frame has its unit, and nothing else has."""
    frame = results_by_hand(tmp_path).replications
    assert frame.attrs["units"]["realised_value"] == "$M"
    assert set(frame.attrs["units"]) == set(all_metrics())


def test_the_manifest_says_how_to_make_the_results_again(written):
    """Schema, seed, number of futures, version of the model and of all that computes, and each design as it was read."""
    plan, folder = written
    manifest = json.loads(manifest_path(plan, folder).read_text(encoding="utf-8"))
    assert (manifest["schema"], manifest["seed"], manifest["replications"]) == (SCHEMA, 1, 2)
    assert manifest["model"] == model_version()
    packages = {name: version(name) for name in ("orgsim", "mesa", "numpy", "numba", "pyarrow")}
    assert packages.items() <= manifest["versions"].items()
    assert manifest["versions"]["python"] == platform.python_version()
    assert [design["name"] for design in manifest["designs"]] == ["today", "layered"]
    for design, organization in zip(manifest["designs"], plan.organizations, strict=True):
        assert design["resolved"] == json.loads(json.dumps(organization.design.resolved()))
        assert design["key"] == plan.keys[design["name"]]


def test_the_manifest_names_no_person_and_no_place(plan: Planner, tmp_path, monkeypatch):
    """Neither the user, nor the machine, nor any absolute path is in what one hands on."""
    monkeypatch.setenv("USER", "someone-in-particular")
    monkeypatch.setenv("LOGNAME", "someone-in-particular")
    planned = plan(replications=2)
    run_plan(planned, tmp_path / "out")
    text = manifest_path(planned, tmp_path / "out").read_text(encoding="utf-8")
    assert getpass.getuser() == "someone-in-particular"
    for word in (
        "someone-in-particular",
        str(tmp_path),
        str(Path.home()),
        str(Path.cwd()),
        platform.node() or "no name",
    ):
        assert f'{word}"' not in text
        assert f"{word}/" not in text
    strings = every_string(json.loads(text))
    assert not [value for value in strings if value.startswith(("/", "~", "C:\\"))]


def every_string(content):
    """Yield every text in plain data."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from every_string(value)
    elif isinstance(content, list):
        for value in content:
            yield from every_string(value)


PART = Part("today", "key", 0, 2)
ROWS = {"replications": {"replication": np.arange(3)}, "ledger": {"replication": np.arange(3), "minutes": np.arange(3)}}
ALL_ROWS = dict.fromkeys(TABLES, ROWS["replications"])


def test_a_part_is_there_when_all_of_it_is(tmp_path):
    """A part counts when every table holds as much of it as it should: not when one is missing, shorter, or damaged."""
    assert not has_part(tmp_path, PART)
    for table in TABLES:
        write_part(tmp_path, PART, 1, ALL_ROWS)
        assert find_part(tmp_path, PART) == (True, [])
        path = tmp_path / table / "key-000000-000002.parquet"
        path.write_bytes(b"PAR1")
        assert find_part(tmp_path, PART) == (False, [path])
        path.unlink()
        assert find_part(tmp_path, PART) == (False, [])
    write_part(tmp_path, PART, 1, {**ALL_ROWS, "replications": {"replication": np.arange(2)}})
    assert find_part(tmp_path, PART) == (False, [])


def test_every_row_says_what_it_belongs_to(tmp_path):
    """Two seeds and an edited design in one folder can be told apart in every table, also by those who read the folder with pandas."""
    for key, seed in (("a", 1), ("b", 2**64 - 1), ("c", 1)):
        write_part(tmp_path, Part("today", key, 0, 2), seed, ALL_ROWS)
    for table in TABLES:
        frame = pd.read_parquet(tmp_path / table)
        assert len(frame) == 9
        assert not frame.duplicated(["design", "key", "seed", "replication"]).any()
        assert set(zip(frame.key, frame.seed, strict=True)) == {("a", 1), ("b", 2**64 - 1), ("c", 1)}


def rows(folder: Path, part: Part) -> list[int]:
    """Return the futures that are read for a part."""
    return [int(number) for number in read_table(folder, "replications", [part], "")["replication"]]


def test_no_future_lies_in_two_parts(tmp_path):
    """Three futures, then five of the same: one part of five, whichever command came last; three of them are read for three."""
    wide, numbers = replace(PART, last=4), {"replication": np.arange(5)}
    for order in ((PART, wide), (wide, PART)):
        for part in order:
            columns = {name: values[: len(part.replications)] for name, values in numbers.items()}
            write_part(tmp_path, part, 1, dict.fromkeys(TABLES, columns))
        assert [path.name for path in (tmp_path / "replications").iterdir()] == ["key-000000-000004.parquet"]
        assert list(pd.read_parquet(tmp_path / "desks").replication) == [0, 1, 2, 3, 4]
        assert has_part(tmp_path, PART)
        assert rows(tmp_path, PART) == [0, 1, 2]
        assert rows(tmp_path, wide) == [0, 1, 2, 3, 4]


def written_part(folder: Path, part: Part) -> Part:
    """Write a part with nothing but the numbers of its futures."""
    numbers = {"replication": np.array(part.replications)}
    write_part(folder, part, 1, dict.fromkeys(TABLES, numbers))
    return part


def test_a_long_part_may_lie_in_halves(tmp_path):
    """Twenty futures that lie in two parts of ten, as earlier versions wrote them, are read and continued; written anew, they lie there once."""
    whole = Part("today", "key", 40, 59)
    first, second = whole.halves()
    written_part(tmp_path, first)
    assert (has_part(tmp_path, whole), has_file(tmp_path, "desks", whole), saved_of(tmp_path, whole)) == (
        False,
        False,
        10,
    )
    written_part(tmp_path, replace(second, last=54))
    assert (has_part(tmp_path, whole), has_part(tmp_path, replace(whole, last=54))) == (False, True)
    written_part(tmp_path, second)
    assert (has_part(tmp_path, whole), has_file(tmp_path, "desks", whole), saved_of(tmp_path, whole)) == (
        True,
        True,
        20,
    )
    assert rows(tmp_path, whole) == list(range(40, 60))
    assert rows(tmp_path, replace(whole, last=52)) == list(range(40, 53))
    damaged = tmp_path / "desks" / f"{second.name}.parquet"
    damaged.write_bytes(b"")
    assert find_part(tmp_path, whole) == (False, [damaged])
    written_part(tmp_path, whole)
    assert [path.name for path in (tmp_path / "desks").iterdir()] == [f"{whole.name}.parquet"]
    assert rows(tmp_path, first) == list(range(40, 50))


THREADS = """
import os, sys
from orgsim.results import files
import pyarrow.parquet
from orgsim.results.comparison import open_results
before = len(os.listdir("/proc/self/task"))
open_results(sys.argv[1])
print(len(os.listdir("/proc/self/task")) - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process lists its threads")
def test_reading_starts_no_thread(written):
    """A thread of pyarrow that lets go of what it has read while Python ends would abort the command, after its answer."""
    done = subprocess.run([sys.executable, "-c", THREADS, written[1]], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_no_flipped_bit_is_read_as_another_number(tmp_path):
    """One bit of a part or of a manifest is flipped a hundred times and more: it is always found, and the file is named."""
    values = np.random.default_rng(1).normal(size=10)
    part = replace(PART, last=9)
    tables = {table: {"replication": np.arange(10), "cost": values} for table in TABLES}
    write_part(tmp_path, part, 1, tables)
    write_json(tmp_path / "manifest-a.json", {"seed": 1, "replications": 10})
    path, manifest = tmp_path / "replications" / f"{part.name}.parquet", tmp_path / "manifest-a.json"
    whole_part, whole_manifest = path.read_bytes(), manifest.read_bytes()
    for bit in np.random.default_rng(2).integers(0, 8 * len(whole_part), 120):
        path.write_bytes(flipped(whole_part, int(bit)))
        assert find_part(tmp_path, part) == (False, [path])
        with pytest.raises(ResultsError, match=path.name):
            rows(tmp_path, part)
    for bit in np.random.default_rng(3).integers(0, 8 * len(whole_manifest), 120):
        manifest.write_bytes(flipped(whole_manifest, int(bit)))
        with pytest.raises(ResultsError, match=manifest.name):
            read_json(manifest)


def flipped(content: bytes, bit: int) -> bytes:
    """Return a content with one bit changed."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_the_replications_are_written_last(tmp_path, monkeypatch):
    """Stopped before the last rename, a part is not there, and nothing half written is left."""
    real = Path.replace

    def stopped(self, target):
        if target.parent.name == "replications":
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            write_part(tmp_path, PART, 1, ROWS)
    assert (tmp_path / "ledger" / f"{PART.name}.parquet").is_file()
    assert list((tmp_path / "replications").iterdir()) == []
    assert not has_part(tmp_path, PART)


def test_parts_are_on_disk_before_they_have_their_name(tmp_path, monkeypatch):
    """Every file is synced before it is renamed."""
    order = []
    sync, real = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: order.append("sync") or sync(file))
    monkeypatch.setattr(Path, "replace", lambda self, target: order.append("rename") or real(self, target))
    write_part(tmp_path, PART, 1, ROWS)
    assert order == ["sync", "rename"] * 2


def test_a_file_is_replaced_whole_or_named(tmp_path, monkeypatch):
    """A failure while writing leaves the file as it was and nothing beside it; a full disk is a sentence that names the file."""
    path = tmp_path / "manifest-a.json"
    write_json(path, {"seed": 1})
    before = path.read_bytes()
    with pytest.raises(TypeError):
        write_json(path, {"seed": object()})

    def full(file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ResultsError, match=r"manifest-a.json cannot be written: no space left on device"):
        write_json(path, {"seed": 2})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_writer_outlives_the_sweep_of_another(tmp_path, monkeypatch):
    """What killed processes left is removed; a file that is being written just then is written again."""
    for place in (tmp_path / "ledger" / ".0.tmp", tmp_path / ".1.tmp"):
        place.parent.mkdir(exist_ok=True)
        place.touch()
    real, swept = os.fsync, []

    def sweeping(file):
        if len(swept) < 2:
            whole.sweep(tmp_path)
            swept.append(file)
        real(file)

    monkeypatch.setattr(os, "fsync", sweeping)
    write_json(tmp_path / "manifest-a.json", {"seed": 1})
    assert len(swept) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger", "manifest-a.json"]
    assert list((tmp_path / "ledger").iterdir()) == []
    assert read_json(tmp_path / "manifest-a.json")["seed"] == 1


def test_names_of_half_written_files_never_meet(tmp_path, monkeypatch):
    """Two containers have the same process ids and one folder; the files that they are writing have different names."""
    names = []
    real = Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, target: names.append(self.name) or real(self, target))
    for _ in range(2):
        write_json(tmp_path / "manifest-a.json", {"seed": 1})
    assert len(set(names)) == 2
    assert all(name.startswith(".") for name in names)  # pandas reads every other file of a folder
