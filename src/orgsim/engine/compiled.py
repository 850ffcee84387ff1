"""How a rule of the organisation becomes machine code.

A rule is a plain function over records, arrays and scalars. ``rule`` compiles it; with ``NUMBA_DISABLE_JIT=1`` the same function
runs interpreted and gives the same bits, which the tests check.

numba keys its cache on the file of each function alone, so a change in a callee would leave a stale caller behind. The cache folder
therefore carries a hash of the whole engine's syntax, and nothing else decides whether compiled code is fresh.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from orgsim.engine.fingerprint import syntax_hash

Function = TypeVar("Function", bound=Callable[..., object])

ENGINE = Path(__file__).parent


@cache
def folder_hash(folder: Path) -> str:
    """Return the hash of all Python files in and below a folder, read once per process."""
    return syntax_hash(folder.rglob("*.py"))


def cache_folder() -> Path:
    """Return the folder for compiled code: ``$ORGSIM_CACHE_DIR``, else the user's cache folder."""
    root = os.environ.get("ORGSIM_CACHE_DIR")
    base = Path(root) if root else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "orgsim"
    return base / f"engine-{folder_hash(ENGINE)}"


def use_syntax_stamps() -> None:
    """Make numba ask the syntax, not the bytes and line numbers of a file, whether what it finds in orgsim's folder is fresh.

    numba's documentation names its locators but not this list of them. Where it is missing, stamps are of bytes: then a new docstring
    recompiles the rules of its file, and results are as right as before.
    """
    try:
        from numba.core.caching import CacheImpl, UserProvidedCacheLocator

        known = CacheImpl._locator_classes  # noqa: SLF001
    except (ImportError, AttributeError):
        return

    class SyntaxLocator(UserProvidedCacheLocator):  # type: ignore[misc]
        """Where compiled rules lie, and what makes them stale: for the engine its folder's name says it all."""

        def get_source_stamp(self) -> str:
            folder = Path(self._py_file).resolve().parent
            return "" if folder.is_relative_to(ENGINE.resolve()) else folder_hash(folder)

        def get_cache_path(self) -> str:
            return str(cache_folder() / Path(self._py_file).parent.name)

        def get_disambiguator(self) -> str:
            return "rule"  # numba says the line number here; no two rules of a file have one name

        @classmethod
        def from_function(cls, py_func: Any, py_file: str) -> Any:
            ours = Path(py_file).resolve().is_relative_to(ENGINE.resolve().parent)
            return super().from_function(py_func, py_file) if ours else None

    known.insert(0, SyntaxLocator)


COMPILED = not numba.config.DISABLE_JIT
if COMPILED:
    numba.config.CACHE_DIR = str(cache_folder())
    use_syntax_stamps()


def rule(function: Function) -> Function:
    """Compile one rule of the engine (cached on disk, releasing the interpreter lock, never reordering arithmetic)."""
    return cast("Function", numba.njit(cache=True, nogil=True)(function))


def inlined(function: Function) -> Function:
    """Compile a rule into each of its callers: for one-liners that would otherwise be compiled for every mixture of integers."""
    return cast("Function", numba.njit(cache=True, nogil=True, inline="always")(function))
