"""How a rule of the organisation becomes machine code.

A rule is a plain function over records, arrays and scalars. ``rule`` compiles it; with ``NUMBA_DISABLE_JIT=1`` the same function
runs interpreted and gives the same bits, which the tests check.

numba keys its cache on the file of each function alone, so a change in a callee would leave a stale caller behind. The cache folder
therefore carries a hash of the whole engine's source.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def source_hash() -> str:
    """Return a short hash of every source file of the engine: the model's version as far as results are concerned."""
    digest = hashlib.blake2b(digest_size=8)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Return the folder for compiled code: ``$ORGSIM_CACHE_DIR``, else the user's cache folder."""
    root = os.environ.get("ORGSIM_CACHE_DIR")
    base = Path(root) if root else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "orgsim"
    return base / f"engine-{source_hash()}"


COMPILED = not numba.config.DISABLE_JIT
if COMPILED:
    numba.config.CACHE_DIR = str(cache_folder())


def rule(function: Function) -> Function:
    """Compile one rule of the engine (cached on disk, releasing the interpreter lock, never reordering arithmetic)."""
    return cast("Function", numba.njit(cache=True, nogil=True)(function))


def inlined(function: Function) -> Function:
    """Compile a rule into each of its callers: for one-liners that would otherwise be compiled for every mixture of integers."""
    return cast("Function", numba.njit(cache=True, nogil=True, inline="always")(function))
