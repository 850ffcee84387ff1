"""How a rule of the organisation becomes machine code.

A rule is a plain function over records, arrays and scalars. ``rule`` compiles it; with ``NUMBA_DISABLE_JIT=1`` the same function
runs interpreted and gives the same bits, which the tests check.

numba's own cache asks only the file of a function whether its code is fresh, so a change in a callee would leave a stale caller behind,
and a file that is not whole stops every start. Here the folder of compiled code is named after a hash of the whole engine's syntax and
after the versions of Python, numba and numpy, and what does not load is compiled again.

Importing numba takes longer than most commands, so this module does it when the first rule is called (``orgsim.engine.units``).
"""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, update_wrapper
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from threading import RLock
from typing import Any, ClassVar, Literal, TypeVar, cast

import numpy as np

from orgsim.engine import kept
from orgsim.engine.entry import INTEGER, Code, Entry, Kind, Kinds, Table, kind_of, kinds_of, loaded, processor
from orgsim.engine.fingerprint import PACKAGE, folder_hash

Function = TypeVar("Function", bound=Callable[..., object])

ENGINE = Path(__file__).resolve().parent

AS_IMPORTED = folder_hash(ENGINE)
"""The engine's syntax as this process has read it: when files change later, what is compiled here is kept under their old name."""

PLAIN_ARRAYS = os.environ.get("ORGSIM_PLAIN_ARRAYS") == "1"
"""Whether compiled rules get at the arrays of a state by documented parts of numba alone, which takes longer to compile."""

COMPILED = os.environ.get("NUMBA_DISABLE_JIT") in (None, "", "0")


@cache
def compiler() -> Any:
    """Return the module that compiles, imported now; it teaches numba what a rule and a state are."""
    from orgsim.engine import units

    return units


def cache_folder() -> Path:
    """Return the folder for code compiled from this engine, by this Python and this numba."""
    versions = f"py{sys.version_info[0]}.{sys.version_info[1]}-numba{version('numba')}-numpy{np.__version__}"
    return kept.place(f"engine-{AS_IMPORTED}-{versions}{'-plain' * PLAIN_ARRAYS}")


class CodeCache:
    """The compiled code of one rule: a file for each combination of kinds of arguments, which is whole or compiled again."""

    announced = False
    """Whether the user knows that this process compiles something."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function

    def holds(self, kinds: object) -> bool:
        """Tell whether code for these arguments is there and whole."""
        path = self._path(kinds)
        return path is not None and kept.read(path) is not None

    def load(self, kinds: object, unpacked: Callable[[bytes], Any]) -> Any:
        """Return the code for these arguments, or None to have it compiled; the latter never without a word."""
        kept.listen()
        path = self._path(kinds)
        content = kept.read(path) if path else None
        if content is not None:
            kept.use(cache_folder())
            try:
                return unpacked(content)
            except Exception:  # noqa: BLE001 - whatever is wrong with it, it can be compiled
                kept.remark(f"{path} does not load; it is made anew")
        if not CodeCache.announced:
            announce("compiling rules of the engine: once; later starts load them")
        return None

    def save(self, kinds: object, content: bytes) -> None:
        """Keep compiled code."""
        if path := self._path(kinds):
            kept.tidy(path.parent)
            kept.write(path, content)

    def _path(self, kinds: object) -> Path | None:
        """Return the file for these arguments on this processor, or None for a rule with a closure, or of files of others."""
        source = Path(self.function.__code__.co_filename).resolve()
        if self.function.__closure__ or not source.is_relative_to(PACKAGE):
            return None
        stamp = "" if source.is_relative_to(ENGINE) else folder_hash(PACKAGE / source.relative_to(PACKAGE).parts[0])
        wanted = [os.environ.get(f"NUMBA_{name}") for name in ("CPU_NAME", "CPU_FEATURES", "OPT", "BOUNDSCHECK")]
        key = repr((kinds, processor(), wanted, stamp, self.function.__code__.co_code))
        name = f"{self.function.__module__}.{self.function.__qualname__}"
        return cache_folder() / f"{name}-{blake2b(key.encode(), digest_size=8).hexdigest()}.code"


class NumbasCache(CodeCache):
    """What numba asks for the code of a rule that Python enters through it."""

    @property
    def cache_path(self) -> str:
        """Where the files are; numba shows it among the statistics of a function."""
        return str(cache_folder())

    def load_overload(self, types: tuple[object, ...], context: Any) -> Any:
        """Return the code for these types, or None to have it compiled."""
        return self.load(types, lambda content: compiler().loaded(context, pickle.loads(content)))  # noqa: S301 - ours, and whole

    def save_overload(self, types: tuple[object, ...], result: Any) -> None:
        """Keep compiled code, unless it holds addresses of this process."""
        if not result.library.has_dynamic_globals and all(part.can_cache for part in result.lifted):
            self.save(types, compiler().written(result))


def announce(text: str) -> None:
    """Say that something is being compiled."""
    CodeCache.announced = True
    kept.listen()
    kept.tell(text)


def dispatcher(function: Callable[..., object], **options: Any) -> Any:
    """Return a function that numba compiles for the types it is called with, or loads."""
    made = compiler().unit(function, **options)
    made._cache = NumbasCache(function)  # noqa: SLF001
    return made


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
        self.kept = CodeCache(function)
        self.entries: dict[Kinds, Entry | None] = {}

    @cached_property
    def part(self) -> Any:
        """What rules call: compiled into each unit below which they are."""
        return compiler().part(self.py_func)

    @cached_property
    def unit(self) -> Any:
        """What Python calls where it has to go through numba: compiled and cached with everything below it."""
        return dispatcher(self.py_func)

    def __call__(self, *arguments: object) -> object:
        """Call the rule with everything below it, releasing the interpreter lock."""
        kinds = kinds_of(arguments)
        entry = None if kinds is None else self.entered(kinds)
        return entry(arguments) if entry else self.unit(*arguments)

    def entered(self, kinds: Kinds) -> Entry | None:
        """Return the code for arguments of these kinds, loaded or compiled; None where only numba can call it."""
        if kinds not in self.entries:
            with _LOCK:
                if kinds not in self.entries:
                    self.entries[kinds] = self._found(kinds)
        return self.entries[kinds]

    def _found(self, kinds: Kinds) -> Entry | None:
        ready = self.kept.load(kinds, lambda content: _ready(Code.unpacked(content), kinds))
        if ready is None:
            with uncollected():
                code = compiler().code_of(self.py_func, kinds) or Code("", "", (), b"")
            self.kept.save(kinds, code.packed())
            ready = _ready(code, kinds)
        return ready or None

    def is_kept(self, kinds: Kinds) -> bool:
        """Tell whether compiled code for these arguments lies in the cache."""
        return self.kept.holds(kinds)


_LOCK = RLock()
"""Two threads do not compile at the same time, nor the same rule twice."""


def _ready(code: Code, kinds: Kinds) -> Entry | Literal[False]:
    """Return code that can be called, with what it calls in this process; False where only numba can call it."""
    if not code.machine:
        return False
    if code.calls_python() or not code.finds_all():
        compiler().start_memory()
    return code.finds_all() and loaded(code, kinds)


class Inlined(Rule):
    """A rule whose text stands in for every call of it, which numba does for whatever has these options."""

    targetoptions: ClassVar = {"inline": "always"}

    @cached_property
    def part(self) -> Any:
        """The same as the unit: a text has no code of its own."""
        return self.unit

    @cached_property
    def unit(self) -> Any:
        """What Python calls, and what the types of a call are found by."""
        return dispatcher(self.py_func, **self.targetoptions)


def rule(function: Function) -> Function:
    """Compile one rule of the engine (never reordering arithmetic)."""
    return cast("Function", Rule(function) if COMPILED else function)


def inlined(function: Function) -> Function:
    """Compile a rule into each of its callers: for one-liners that would otherwise be compiled for every mixture of integers."""
    return cast("Function", Inlined(function) if COMPILED else function)


def kinds_of_call(parameters: Any, *, numbers: int) -> Kinds:
    """Return the kinds of a state with such parameters, of luck, and of some whole numbers."""
    from orgsim.engine.random import luck

    return Table(parameters.dtype), cast("Kind", kind_of(luck(0, 0))), *(INTEGER,) * numbers


def prepare(function: Callable[..., Any], kinds: Kinds) -> None:
    """Do what can be done of compiling a rule before the unit it belongs to."""
    part: Any = getattr(function, "part", function)
    part.compile(compiler().types_of(kinds))
