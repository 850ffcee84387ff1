"""How a rule of the organisation becomes machine code.

A rule is a plain function over records, arrays and scalars. ``rule`` compiles it; with ``NUMBA_DISABLE_JIT=1`` the same function
runs interpreted and gives the same bits, which the tests check.

numba keys its cache on the file of each function alone, so a change in a callee would leave a stale caller behind. The cache folder
therefore carries a hash of the whole engine's syntax, and nothing else decides whether compiled code is fresh.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, update_wrapper
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.extending import typeof_impl

from orgsim.engine.fingerprint import syntax_hash

Function = TypeVar("Function", bound=Callable[..., object])

ENGINE = Path(__file__).parent

PLAIN_ARRAYS = os.environ.get("ORGSIM_PLAIN_ARRAYS") == "1"
"""Whether compiled rules get at the arrays of a state by documented parts of numba alone, which takes longer to compile."""


@cache
def folder_hash(folder: Path) -> str:
    """Return the hash of all Python files in and below a folder, read once per process."""
    return syntax_hash(folder.rglob("*.py"))


def cache_folder() -> Path:
    """Return the folder for compiled code: ``$ORGSIM_CACHE_DIR``, else the user's cache folder."""
    root = os.environ.get("ORGSIM_CACHE_DIR")
    base = Path(root) if root else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "orgsim"
    return base / f"engine-{folder_hash(ENGINE)}{'-plain' * PLAIN_ARRAYS}"


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


try:
    from orgsim.engine.units import PartCompiler, UnitCompiler

    UNITS = COMPILED
    UNIT: dict[str, Any] = {"cache": True, "nogil": True, "pipeline_class": UnitCompiler}
    PART = {"nogil": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": PartCompiler}
except ImportError:  # another numba
    UNITS = False
    UNIT = {"cache": True, "nogil": True}
    PART = UNIT


@contextmanager
def uncollected() -> Iterator[None]:
    """Turn the garbage collector off: the compiler makes millions of small objects, and collecting takes a quarter of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Rule:
    """A rule in its compiled forms: a part of whatever rule calls it, and a unit of its own when Python calls it."""

    def __init__(self, function: Callable[..., object]) -> None:
        update_wrapper(self, function)
        self.py_func = function
        self.part = numba.njit(**PART)(function)

    @cached_property
    def unit(self) -> Any:
        """What Python calls: compiled with everything below it and cached on disk, releasing the interpreter lock."""
        return numba.njit(**UNIT)(self.py_func)

    def __call__(self, *arguments: object) -> object:
        """Call the unit."""
        return self.unit(*arguments)

    def compile(self, types: tuple[object, ...]) -> None:
        """Compile the unit for arguments of these types, or load it."""
        with uncollected():
            self.unit.compile(types)


@typeof_impl.register(Rule)
def _type_of(rule: Rule, context: object) -> Any:  # noqa: ARG001
    return numba.typeof(rule.part)


def rule(function: Function) -> Function:
    """Compile one rule of the engine (never reordering arithmetic)."""
    return cast("Function", Rule(function) if UNITS else numba.njit(**UNIT)(function))


def inlined(function: Function) -> Function:
    """Compile a rule into each of its callers: for one-liners that would otherwise be compiled for every mixture of integers."""
    return cast("Function", numba.njit(inline="always", **UNIT)(function))


def prepare(function: Callable[..., Any], types: tuple[object, ...]) -> None:
    """Do what can be done of compiling a rule before the unit it belongs to."""
    part: Any = getattr(function, "part", function)
    part.compile(types)
