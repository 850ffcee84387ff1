"""One mutant against the tests, in a process of its own.

The interpreted layers run in a fork of a process that has imported every library, but not orgsim: most mutants then die within seconds.
"""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.mutants.points import Point, mutant
from tests.mutants.reach import Reach, tests_of

ROOT = Path(__file__).parents[2]
LIBRARIES = ("numba", "pandas", "pyarrow.parquet", "pydantic", "ruamel.yaml", "networkx", "mesa", "scipy.stats")


@dataclass(frozen=True)
class Layer:
    """Tests that a mutant has to survive."""

    places: tuple[str, ...]
    interpreted: bool
    processor_seconds: int
    """A mutant that keeps the processor busy for longer runs for ever: it counts as killed."""
    options: tuple[str, ...] = ()


LAYERS = {
    "fast": Layer(
        ("tests/unit/engine", "tests/unit/laboratory"),
        interpreted=True,
        processor_seconds=120,
        options=("-k", "not meet_the_closed_form and not halves_the_wait"),  # a minute each without the compiler
    ),
    "worlds": Layer(
        ("tests/reference/test_plain_exact.py",), interpreted=True, processor_seconds=600, options=("-k", "still")
    ),
    "recorded": Layer(("tests/identity/test_recorded.py",), interpreted=True, processor_seconds=120),
    "whole": Layer(("tests",), interpreted=False, processor_seconds=3600),
}
"""From quick to slow; a mutant that survives one goes to the next."""
ABOUT_COMPILING = ("test_compiled.py", "test_kept.py", "test_native.py", "test_fingerprint.py")
"""Tests that say nothing about rules and do not run interpreted."""


Reached = dict[str, list[str]]
"""Which tests run a rule."""


class Verdict(NamedTuple):
    """What became of a mutant."""

    killed: bool
    by: str
    """The test that failed, or why there was no verdict of a test."""
    seconds: float


@contextmanager
def copy_of_the_package() -> Iterator[Path]:
    """Make a copy of what the tests run, to be first on the path of imports, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="orgsim-mutants-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("ladders", "scenarios"):
            (folder / part).symlink_to(ROOT / part)
        yield folder


def files_of(layer: Layer) -> list[str]:
    """Return the test files of a layer."""
    return [
        str(path)
        for place in layer.places
        for path in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("test_*.py")))
        if not (layer.interpreted and path.name in ABOUT_COMPILING)
    ]


def passes_unchanged(layer: Layer, folder: Path, reached: Path) -> Verdict:
    """Run the tests of an interpreted layer on the package as it is, and write down which of them run which rule."""
    rules = folder / "src" / "orgsim" / "engine" / "mechanisms"
    return _tested(files_of(layer), layer, folder, (Reach(rules), reached))


def try_out(point: Point, layer: Layer, folder: Path, reach: Reached) -> Verdict:
    """Run the tests of a layer on a copy of the package with one point changed: of an interpreted layer those that run the rule."""
    path = folder / "src" / point.file
    words = tests_of(reach, path.stem, point.function) if layer.interpreted else files_of(layer)
    if not words:
        return Verdict(False, "no test runs it", 0.0)
    source = path.read_text(encoding="utf-8")
    try:
        _write(path, mutant(source, point.number))
        return _tested(words, layer, folder)
    finally:
        _write(path, source)


def _write(path: Path, source: str) -> None:
    """Write a module, and remove its byte code: a file of the same length, changed within a second, would pass for unchanged."""
    path.write_text(source, encoding="utf-8")
    for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        stale.unlink()


def _tested(files: Sequence[str], layer: Layer, folder: Path, reach: tuple[Reach, Path] | None = None) -> Verdict:
    began = time.monotonic()
    words = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", *layer.options, *files]
    limit = layer.processor_seconds * (3 if reach else 1)
    with tempfile.TemporaryDirectory(prefix="orgsim-mutant-cache-") as cache:
        environment = {
            "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(ROOT)]),
            "NUMBA_DISABLE_JIT": str(int(layer.interpreted)),
            "ORGSIM_CACHE_DIR": cache,
        }
        if layer.interpreted:
            code, said = _forked(words, environment, limit, Path(cache) / "said", reach)
        else:
            code, said = _started(words, environment, limit)
    seconds = time.monotonic() - began
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Verdict(True, "it runs for ever", seconds)
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    if code and not failed:
        raise RuntimeError(f"pytest ended with {code}: {said[-3000:]}")
    return Verdict(bool(code), failed[1] if failed else "", seconds)


def _started(words: list[str], environment: dict[str, str], seconds: int) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 10)),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def _forked(
    words: list[str], environment: dict[str, str], seconds: int, said: Path, reach: tuple[Reach, Path] | None
) -> tuple[int, str]:
    import_libraries()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 10))
            paper = os.open(said, os.O_CREAT | os.O_WRONLY)
            os.dup2(paper, 1)
            os.dup2(paper, 2)
            os.chdir(ROOT)
            os.environ.update(environment)
            sys.path[:0] = environment["PYTHONPATH"].split(os.pathsep)
            code = int(pytest.main(words, plugins=[reach[0]] if reach else []))
            if reach and not code:
                reach[0].write(reach[1])
        except BaseException:  # noqa: BLE001 - the process ends here
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), said.read_text(encoding="utf-8", errors="replace")


def import_libraries() -> None:
    """Import what tests import, interpreted, but nothing of orgsim: each fork imports its own copy."""
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    for name in LIBRARIES:
        __import__(name)
    if any(name.partition(".")[0] == "orgsim" for name in sys.modules):
        raise RuntimeError("orgsim is imported already: mutants would not be seen")
