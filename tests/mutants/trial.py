"""One mutant against the tests, in a process of its own.

The interpreted layers run in a fork of a process that has loaded the package and the tests, in which one rule is given other code: most
mutants then die within seconds. A changed constant of a module, and the compiled layer, need a process that loads everything anew.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import pytest

from tests.mutants.points import Point, mutant
from tests.mutants.reach import Reach, tests_of

ROOT = Path(__file__).parents[2]
QUIETLY = ("-q", "-p", "no:cacheprovider")


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
        ("tests/unit/engine", "tests/unit/laboratory", "tests/unit/ladder_simulation/test_promotion_rules.py"),
        interpreted=True,
        processor_seconds=30,
        options=("-k", "not meet_the_closed_form and not halves_the_wait"),  # a minute each without the compiler
    ),
    "worlds": Layer(
        ("tests/reference/test_plain_exact.py",), interpreted=True, processor_seconds=600, options=("-k", "still")
    ),
    "recorded": Layer(("tests/identity/test_recorded.py",), interpreted=True, processor_seconds=40),
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
    reach = Reach(rules)
    return _tested(files_of(layer), layer, folder, plugin=reach, at_the_end=lambda: reach.write(reached), patience=3)


def try_out(point: Point, layer: Layer, folder: Path, reach: Reached) -> Verdict:
    """Run the tests of a layer on a copy of the package with one point changed: of an interpreted layer those that run the rule."""
    path = folder / "src" / point.file
    words = tests_of(reach, path.stem, point.function) if layer.interpreted else files_of(layer)
    if not words:
        return Verdict(False, "no test runs it", 0.0)
    source = path.read_text(encoding="utf-8")
    changed = mutant(source, point.number)
    if layer.interpreted and point.function:
        return _tested(words, layer, folder, lambda: give_other_code(point, changed))
    try:
        _write(path, changed)
        return _tested(words, layer, folder)
    finally:
        _write(path, source)


def give_other_code(point: Point, source: str) -> None:
    """Give a rule of the loaded package the code that it has in another source of its module, wherever it has been imported."""
    module = sys.modules[point.file.removesuffix(".py").replace("/", ".")]
    parts = compile(source, str(module.__file__), "exec").co_consts
    rule = getattr(module, point.function)
    rule.__code__ = next(part for part in parts if isinstance(part, CodeType) and part.co_name == point.function)


def _write(path: Path, source: str) -> None:
    """Write a module, and remove its byte code: a file of the same length, changed within a second, would pass for unchanged."""
    path.write_text(source, encoding="utf-8")
    for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        stale.unlink()


def _tested(
    tests: Sequence[str],
    layer: Layer,
    folder: Path,
    before: Callable[[], None] | None = None,
    *,
    plugin: object = None,
    at_the_end: Callable[[], None] | None = None,
    patience: int = 1,
) -> Verdict:
    began = time.monotonic()
    words = [*QUIETLY, "-x", "-m", "not slow", *layer.options, *tests]
    limit = layer.processor_seconds * patience
    with tempfile.TemporaryDirectory(prefix="orgsim-mutant-cache-") as kept:
        environment = environment_of(layer, folder, kept)
        if before or plugin:
            load(layer, folder)
            code, said = _forked(words, environment, limit, Path(kept) / "said", before, plugin, at_the_end)
        else:
            code, said = _started(words, environment, limit)
    seconds = time.monotonic() - began
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Verdict(True, "it runs for ever", seconds)
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    if code and not failed:
        raise RuntimeError(f"pytest ended with {code}: {said[-3000:]}")
    return Verdict(bool(code), failed[1] if failed else "", seconds)


def environment_of(layer: Layer, folder: Path, kept: str) -> dict[str, str]:
    """Return the environment in which the tests of a layer run."""
    return {
        "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(ROOT)]),
        "NUMBA_DISABLE_JIT": str(int(layer.interpreted)),
        "ORGSIM_CACHE_DIR": kept,
    }


@cache
def load(layer: Layer, folder: Path) -> None:
    """Load the copy of the package and the tests of an interpreted layer into this process, from which trials are forked."""
    environment = environment_of(layer, folder, "")
    os.environ["NUMBA_DISABLE_JIT"] = environment["NUMBA_DISABLE_JIT"]
    places = environment["PYTHONPATH"].split(os.pathsep)
    if sys.path[: len(places)] != places:
        sys.path[:0] = places
    with redirect_stdout(StringIO()):
        pytest.main([*QUIETLY, "--collect-only", *layer.options, *files_of(layer)])
    found = [str(module.__file__) for name, module in sys.modules.items() if name.partition(".")[0] == "orgsim"]
    if not all(place.startswith(str(folder)) for place in found):
        raise RuntimeError("orgsim was imported from another place: mutants would not be seen")


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
    words: list[str],
    environment: dict[str, str],
    seconds: int,
    said: Path,
    before: Callable[[], None] | None,
    plugin: object,
    at_the_end: Callable[[], None] | None,
) -> tuple[int, str]:
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
            if before:
                before()
            code = int(pytest.main(words, plugins=[plugin] if plugin else []))
            if at_the_end and not code:
                at_the_end()
        except BaseException:  # noqa: BLE001 - the process ends here
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), said.read_text(encoding="utf-8", errors="replace")
