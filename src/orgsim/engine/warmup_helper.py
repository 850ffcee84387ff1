"""A second process that compiles some steps of the schedule, while the first compiles the others.

It writes into a folder of its own, and only what it made of the steps themselves is moved into the cache, each file at once: the rules
that both halves call are compiled by both, and two processes that write one index of the cache could mix up two versions of a rule.
When anything goes wrong with the helper, its steps are missing from the cache, and whoever needs them compiles them.
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numba
import numpy as np

from orgsim.engine.compiled import cache_folder
from orgsim.engine.steps import STEPS

OWN_NUMBERS = 1_000_000
"""Compiled rules carry a running number in their names; those of a helper begin here, so that no two can be taken for each other."""


class Helper:
    """A process at work on some steps."""

    def __init__(self, parameters: np.dtype[Any], names: Sequence[str]) -> None:
        self.names = frozenset(names)
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("half-*"):  # of a start that was cut short
            shutil.rmtree(left, ignore_errors=True)
        self.folder = Path(tempfile.mkdtemp(prefix="half-", dir=folder))
        paths = os.pathsep.join(path for path in sys.path if path)
        self.process: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - this very Python, with names of its own
            [sys.executable, "-m", __name__, json.dumps(parameters.descr), *names],
            env={**os.environ, "ORGSIM_CACHE_DIR": str(self.folder), "PYTHONPATH": paths},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def collect(self) -> None:
        """Wait for the process, and move what it made of its steps into the cache: the code first, then what points to it."""
        if self.process is None:
            return
        done = self.process.wait() == 0
        self.process = None
        steps = {f"{STEPS[name].mechanism}.{name}" for name in self.names}
        made = self.folder / cache_folder().name  # another name, and so nothing, should its source differ
        for kind in ("nbc", "nbi"):
            for path in made.rglob(f"*.{kind}") if done else ():
                if path.name.partition("-")[0] in steps:
                    target = cache_folder() / path.relative_to(made)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    path.replace(target)

    def stop(self) -> None:
        """End the process, if it is still at work, and remove its folder."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def compile_half(parameters: np.dtype[Any], names: Sequence[str]) -> None:
    """Compile some steps into the cache."""
    from numba.core.bytecode import FunctionIdentity

    from orgsim.engine import (
        native,
        schedule,  # noqa: F401 - makes the steps known
    )
    from orgsim.engine.random import luck

    FunctionIdentity._unique_ids = itertools.count(OWN_NUMBERS)  # noqa: SLF001
    for name in names:
        types = native.type_for(parameters), numba.typeof(luck(0, 0)), numba.int64
        STEPS[name].function.compile(types)  # type: ignore[attr-defined]


if __name__ == "__main__":
    described = [(str(name), str(kind)) for name, kind in json.loads(sys.argv[1])]
    compile_half(np.dtype(described, align=True), sys.argv[2:])
