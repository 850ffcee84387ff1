"""What makes compiled code stale: a change of syntax anywhere in the engine, and nothing else."""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orgsim.engine.compiled import uncollected
from orgsim.engine.fingerprint import PACKAGE

COUNTED = """
from orgsim.engine.compiled import CodeCache
from orgsim.engine.random import normal_quantile
print(normal_quantile(0.6))
print("made" if CodeCache.announced else "loaded")
"""

LOADED, MADE = "loaded", "made"


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """Return the folder of a copy of the engine alone."""
    package = tmp_path / "orgsim"
    shutil.copytree(PACKAGE / "engine", package / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PACKAGE / "errors.py", package)
    (package / "__init__.py").touch()
    return package / "engine"


def draw(engine: Path) -> list[str]:
    """Return a draw made in a fresh Python with the copy, and whether its code was loaded or made."""
    folder = engine.parents[1]
    environment = {**os.environ, "ORGSIM_CACHE_DIR": str(folder / "cache"), "PYTHONPATH": str(folder)}
    run = subprocess.run([sys.executable, "-c", COUNTED], env=environment, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that is there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_docstring_recompiles_nothing_and_a_change_of_a_rule_does(engine):
    """Other words, more lines and comments load what was compiled; another constant, in a rule it calls or in another file, does not."""
    value, how = draw(engine)
    assert how == MADE
    assert draw(engine) == [value, LOADED]
    edit(engine / "random.py", '"""Luck: ', '"""Luck.\n\nOne more line.\n\n')
    edit(engine / "random.py", '    """Return the standard', '    # a comment\n\n    """Tell the\n\n    standard')
    edit(engine / "records.py", '"""', '"""A word more. ')
    assert draw(engine) == [value, LOADED]
    edit(engine / "random.py", "return numerator", "return 2.0 * numerator")
    doubled, how = draw(engine)
    assert (float(doubled), how) == (2.0 * float(value), MADE)
    edit(engine / "vocabulary.py", "\nNONE", "\nNEW = 1\nNONE")
    assert draw(engine) == [doubled, MADE]


def test_the_collector_rests_only_while_something_is_compiled():
    """It is off inside, on again afterwards even when compiling fails, and stays off where it was off."""
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), uncollected():
        {}["wrong"]
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
