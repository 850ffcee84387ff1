"""What is on disk: columns, the manifest, and files that are there whole or not at all."""

import getpass
import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.results.conftest import Planner

from orgsim.metrics.catalog import all_metrics
from orgsim.results.files import SCHEMA, TABLES, has_part, write_json, write_part
from orgsim.results.plan import Plan, model_version
from orgsim.results.runner import run_plan


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
    keys = {"design": pa.string(), "replication": pa.int32()}
    assert found["replications"] == {**keys, **metrics}
    assert found["quarters"] == {**keys, "quarter": pa.int32(), **metrics}
    assert set(found["ledger"].values()) == {pa.string(), pa.int32(), pa.int64()}
    minutes = dict.fromkeys(("open", "spent", "requests", "waited"), pa.int64())
    assert found["desks"] == {**keys, "post": pa.string(), **minutes}


def test_the_dictionary_covers_every_column(written):
    """The manifest says of every column of every table what it is and in which unit, and of no column that is not there."""
    folder = written[1]
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["columns"]
    described = {
        (table, entry["column"])
        for entry in entries
        for table in entry["table"].split(", ")
        if entry["title"] and entry["unit"]
    }
    assert described == {(table, name) for table in TABLES for name in schema(folder, table).names}


def test_the_manifest_says_how_to_make_the_results_again(written):
    """Schema, seed, number of futures, version of the model and of all that computes, each design as it was read, and the parts."""
    plan, folder = written
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["schema"], manifest["seed"], manifest["replications"]) == (SCHEMA, 1, 2)
    assert manifest["model"] == model_version()
    packages = {name: version(name) for name in ("orgsim", "mesa", "numpy", "numba", "pyarrow")}
    assert packages.items() <= manifest["versions"].items()
    assert manifest["versions"]["python"] == platform.python_version()
    assert [design["name"] for design in manifest["designs"]] == ["today", "layered"]
    for design, organization in zip(manifest["designs"], plan.organizations, strict=True):
        assert design["resolved"] == json.loads(json.dumps(organization.design.resolved()))
        assert design["key"] == plan.keys[design["name"]]
    assert manifest["parts"] == [part.name for part in plan.parts()]


def test_the_manifest_names_no_person_and_no_place(plan: Planner, tmp_path, monkeypatch):
    """Neither the user, nor the machine, nor any absolute path is in what one hands on."""
    monkeypatch.setenv("USER", "someone-in-particular")
    monkeypatch.setenv("LOGNAME", "someone-in-particular")
    run_plan(plan(replications=2), tmp_path / "out")
    text = (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
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


PART = {"replications": {"replication": np.arange(3)}, "ledger": {"minutes": np.arange(3)}}


def test_a_part_is_there_when_all_of_it_is(tmp_path):
    """A part counts when every table holds as much of it as it should: not when one is missing, shorter, or not Parquet."""
    assert not has_part(tmp_path, "a", 3)
    part = dict.fromkeys(TABLES, next(iter(PART.values())))
    for table in TABLES:
        write_part(tmp_path, "a", part)
        assert has_part(tmp_path, "a", 3)
        assert not has_part(tmp_path, "a", 4)
        (tmp_path / table / "a.parquet").write_bytes(b"PAR1")
        assert not has_part(tmp_path, "a", 3)
        (tmp_path / table / "a.parquet").unlink()
        assert not has_part(tmp_path, "a", 3)


def test_the_replications_are_written_last(tmp_path, monkeypatch):
    """Stopped before the last rename, a part is not there; what is half written lies under another name."""
    real = Path.replace

    def stopped(self, target):
        if target.parent.name == "replications":
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            write_part(tmp_path, "a", PART)
    assert (tmp_path / "ledger" / "a.parquet").is_file()
    assert [path.suffix for path in (tmp_path / "replications").iterdir()] == [".tmp"]
    assert not has_part(tmp_path, "a", 3)
    write_part(tmp_path, "a", PART)
    assert [path.name for path in (tmp_path / "replications").iterdir()] == ["a.parquet"]


def test_parts_are_on_disk_before_they_have_their_name(tmp_path, monkeypatch):
    """Every file is synced before it is renamed."""
    order = []
    sync, real = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: order.append("sync") or sync(file))
    monkeypatch.setattr(Path, "replace", lambda self, target: order.append("rename") or real(self, target))
    write_part(tmp_path, "a", PART)
    assert order == ["sync", "rename"] * 2


def test_json_is_replaced_whole(tmp_path, monkeypatch):
    """A failure while writing leaves the file as it was."""
    path = tmp_path / "manifest.json"
    write_json(path, {"schema": 1})
    with pytest.raises(TypeError):
        write_json(path, {"schema": object()})
    monkeypatch.setattr(Path, "write_text", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_json(path, {"schema": 2})
    assert json.loads(path.read_bytes()) == {"schema": 1}
