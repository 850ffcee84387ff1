"""The second process that compiles: what it made of its steps gets into the cache, and nothing else ever does."""

from pathlib import Path

import numpy as np
import pytest

from orgsim.engine import (
    schedule,  # noqa: F401 - makes the steps known
    warmup_helper,
)
from orgsim.engine.warmup_helper import Helper

MADE = ("delivery.deliver-1.py311.nbi", "delivery.deliver-1.py311.1.nbc", "ledger.spend-1.py311.nbi", "news.hear-1.nbi")
PARAMETERS = np.dtype([("growth", "f8")])


class Process:
    """A process that leaves some files and ends with a code."""

    def __init__(self, folder: Path, code: int) -> None:
        self.code = code
        self.killed = False
        for name in MADE:
            path = folder / warmup_helper.cache_folder().name / "mechanisms_1" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, encoding="utf-8")

    def wait(self) -> int:
        """End."""
        return self.code

    def kill(self) -> None:
        """Be ended."""
        self.killed = True


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Return a function that starts a helper for one step whose process ends with a code."""
    monkeypatch.setenv("ORGSIM_CACHE_DIR", str(tmp_path))

    def start_helper(code: int) -> Helper:
        def popen(_command: object, env: dict[str, str], **_: object) -> Process:
            return Process(Path(env["ORGSIM_CACHE_DIR"]), code)

        monkeypatch.setattr(warmup_helper.subprocess, "Popen", popen)
        return Helper(PARAMETERS, ["deliver"])

    return start_helper


def in_cache() -> list[str]:
    """Return the names of all files in the cache, with those of helpers that are still there."""
    return sorted(path.name for path in warmup_helper.cache_folder().rglob("*.nb?"))


def test_the_steps_of_a_helper_get_into_the_cache(start):
    """Its step's two files are moved, what it compiled on the way is not, and its folder goes."""
    helper = start(0)
    helper.collect()
    helper.stop()
    assert in_cache() == sorted(MADE[:2])
    assert list(warmup_helper.cache_folder().glob("half-*")) == []


def test_nothing_of_a_failed_or_interrupted_helper_gets_into_the_cache(start):
    """One that ended with an error leaves nothing; one that is stopped at work is killed and leaves nothing."""
    helper = start(1)
    helper.collect()
    helper.stop()
    assert in_cache() == []
    working = start(0)
    process = working.process
    working.stop()
    assert process.killed
    assert in_cache() == []


def test_what_a_killed_start_left_is_removed_by_the_next(start):
    """A folder of a helper whose start was cut short is gone when the next one has begun."""
    left = start(0).folder
    assert left.exists()
    start(0).stop()
    assert not left.exists()
