"""``orgsim batch --scheduler``: a real scheduler with two worker processes, one of which is killed in the middle."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.cli.conftest import BATCH, Run, in_a_process
from tests.unit.cli.test_cli_batch import tables

pytest.importorskip("distributed")
DASK = [sys.executable, "-m", "dask"]


def started(*words: str, folder: Path) -> subprocess.Popen[bytes]:
    with (folder / f"{words[0]}-{time.monotonic_ns()}.log").open("wb") as log:
        return subprocess.Popen([*DASK, *words], stdout=log, stderr=log, env=os.environ.copy())


class Cluster:
    """A scheduler and two workers, each a process of its own, without anybody who starts them again."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        place = ("--scheduler-file", str(self.file))
        self.scheduler = started("scheduler", "--port", "0", "--no-dashboard", *place, folder=folder)
        wait_for(self.file.is_file)
        wait_for(lambda: bool(self.file.read_text(encoding="utf-8")))
        self.address = json.loads(self.file.read_text(encoding="utf-8"))["address"]
        local = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder / "dask"))
        self.workers = [started("worker", self.address, *local, folder=folder) for _ in range(2)]

    def close(self) -> None:
        """Kill all of it."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def wait_for(condition) -> None:
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.02)
    raise TimeoutError


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.close()


def test_a_killed_worker_costs_nothing(orgsim: Run, folder: Path, cluster: Cluster) -> None:
    """Two worker processes make what threads make, byte for byte, though one of them is killed with -9 in the middle."""
    text = BATCH.replace("replications: 3", "replications: 60").replace("seeds: [1, 2]", "seeds: [1]")
    (folder / "batch.yaml").write_text(text, encoding="utf-8")
    process = in_a_process("batch", "batch.yaml", "-o", "out", "--scheduler", cluster.address)
    wait_for(lambda: len(list((folder / "out").rglob("replications/*.parquet"))) >= 2 or process.poll() is not None)
    cluster.workers[0].kill()
    assert len(list((folder / "out").rglob("replications/*.parquet"))) < 24  # in the middle
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert "of tcp://" in err
    assert "over 2 cases" in out
    assert orgsim("batch", "batch.yaml", "-o", "here").code == 0
    assert tables(folder / "out") == tables(folder / "here")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scheduler", "tcp://127.0.0.1:9"), "no scheduler of Dask answers there"),
        (("--scheduler", "tcp://127.0.0.1:9", "-j", "2"), "use one of the two"),
    ],
)
def test_no_scheduler(orgsim: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str) -> None:
    """An address where nobody answers is a sentence."""
    import orgsim.experiments.cluster as module

    monkeypatch.setattr(module, "SECONDS", 1)
    ended = orgsim("batch", "batch.yaml", *words)
    assert ended.code == (2 if "-j" in words else 3)
    assert said in ended.err


@pytest.mark.parametrize("address", ["nope", "nonsense://x:1", "tcp://host", ""])
def test_what_is_no_address(folder: Path, address: str) -> None:
    """It is refused at once in one sentence, and nothing complains of it when the command ends."""
    process = in_a_process("batch", "batch.yaml", "--scheduler", address)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert err.strip().count("\n") == 0
    assert "expected an address such as tcp://host:8786" in err


def test_other_versions_are_refused() -> None:
    """A worker with another model or another numpy is named with both versions, before anything and again by the worker itself."""
    from orgsim.errors import InputError
    from orgsim.experiments import cluster as module

    class Client:
        def run(self, _function):
            return {"tcp://w1": module.here(), "tcp://w2": {**module.here(), "model": "abc", "numpy": "1.0"}}

    with pytest.raises(
        InputError, match=r"worker tcp://w2 would make other results: model abc instead of .*, numpy 1.0 instead of"
    ):
        module._same_versions(Client())
    with pytest.raises(InputError, match="a worker joined with other versions: model"):
        module.made({**module.here(), "model": "abc"}, None, Path(), None, 1)


def test_a_folder_that_is_not_shared_is_refused(tmp_path: Path) -> None:
    """A worker that does not see the folder is named, and the probe is gone afterwards."""
    from orgsim.errors import InputError
    from orgsim.experiments import cluster as module

    class Client:
        def run(self, function, path):
            return {"tcp://w1": function(path), "tcp://w2": "(no such file or directory)"}

    with pytest.raises(InputError, match=r"worker tcp://w2 does not see .*; the folder has to be shared"):
        module._same_folder(Client(), tmp_path)
    assert not list(tmp_path.iterdir())
