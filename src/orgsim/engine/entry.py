"""How Python enters compiled code: llvmlite loads it, and ctypes calls it.

numba makes the code of a rule, and by its own way it would also load and call it. But numba takes as long to import as a small company
takes to simulate, so that it is left to compile, and what it has compiled is kept as the object code that it is. A rule takes numbers,
records, arrays and a ``State``. Compiled, each of them is one or several words: an address, a number, lengths and strides, in the order in
which numba hands them on. Whether it does is looked up in the code when that is made, and a rule that takes or returns anything else
is entered through numba.
"""

import ctypes
import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np

from orgsim.engine.state import State

MEMORY = "NRT_"
"""What the names of numba's memory manager begin with."""
WORDS = 4
"""A row of a state's table holds an address and up to three lengths."""

NUMBERS = {
    "bool": (ctypes.c_bool, "i8"),
    "int8": (ctypes.c_int8, "i8"),
    "int32": (ctypes.c_int32, "i32"),
    "int64": (ctypes.c_int64, "i64"),
    "uint8": (ctypes.c_uint8, "i8"),
    "uint32": (ctypes.c_uint32, "i32"),
    "uint64": (ctypes.c_uint64, "i64"),
    "float32": (ctypes.c_float, "float"),
    "float64": (ctypes.c_double, "double"),
}
"""Numbers by their name: as ctypes and as LLVM call them."""
POINTER = (ctypes.c_void_p, "ptr")
LENGTH = NUMBERS["int64"]
NOTHING = "none"
"""What a rule returns that returns nothing."""
Returns: TypeAlias = Any
"""What a rule returns: nothing, the name of a number, an array as name and dimensions, ``["float64", 2]``, or ``{"several": [...]}``.

An array that comes back is a copy."""
WORD = 8

NONE, RAISED = -2, 1
"""What numba's functions answer, beside 0 for success: that they return None, and from which number on they have raised an exception."""


@dataclass(frozen=True)
class Number:
    """A number of this name."""

    name: str


@dataclass(frozen=True)
class Record:
    """One record of an array."""

    dtype: np.dtype[Any]


@dataclass(frozen=True, eq=False)
class Array:
    """An array, by all that compiled code depends on; arrays of one kind have the same one (`_array_kind`)."""

    dtype: np.dtype[Any]
    dimensions: int
    layout: str
    writeable: bool
    aligned: bool


@dataclass(frozen=True)
class Table:
    """A state; states differ only by the record type of their parameters."""

    parameters: np.dtype[Any]


@dataclass(frozen=True)
class Several:
    """A tuple, named or not."""

    kind: type
    parts: tuple[Any, ...]


Kind: TypeAlias = Number | Record | Array | Table | Several
"""What an argument is to compiled code."""
Kinds: TypeAlias = tuple[Kind, ...]

INTEGER, REAL, BOOLEAN = Number("int64"), Number("float64"), Number("bool")


def kinds_of(arguments: tuple[Any, ...]) -> Kinds | None:
    """Return what arguments are to compiled code; None where one is nothing that can be handed on here."""
    kinds = tuple(map(kind_of, arguments))
    return None if None in kinds else kinds  # type: ignore[return-value]


def kind_of(value: Any) -> Kind | None:
    """Return what an argument is to compiled code; None where it is nothing that can be handed on here."""
    if isinstance(value, np.ndarray):
        key = (value.dtype, value.ndim, value.flags.num)
        return _arrays.get(key) or _arrays.setdefault(key, _array_kind(*key[:2], *_about(value)))
    if isinstance(value, State):
        return Table(value.parameters.dtype)
    if isinstance(value, np.void):
        return Record(value.dtype)
    if isinstance(value, np.generic):
        return Number(value.dtype.name) if value.dtype.name in NUMBERS else None
    if isinstance(value, tuple):
        parts = kinds_of(value)
        return None if parts is None else Several(type(value), parts)
    if isinstance(value, bool):
        return BOOLEAN
    return INTEGER if isinstance(value, int) else REAL if isinstance(value, float) else None


_arrays: dict[tuple[np.dtype[Any], int, int], Array] = {}
"""The kinds of arrays that were handed on so far, by what numpy says of each."""


def _about(array: np.ndarray[Any, Any]) -> tuple[str, bool, bool]:
    """Return the layout of an array, and whether it can be written and is aligned."""
    flags = array.flags
    layout = "C" if flags.c_contiguous else "F" if flags.f_contiguous else "A"
    return layout, bool(flags.writeable), bool(flags.aligned)


@cache
def _array_kind(dtype: np.dtype[Any], dimensions: int, layout: str, writeable: bool, aligned: bool) -> Array:
    return Array(dtype, dimensions, layout, writeable, aligned)


def places_of(kind: Kind) -> Iterator[tuple[Any, str]]:
    """Yield the words that an argument is handed on as: as ctypes and as LLVM call each."""
    if isinstance(kind, Number):
        yield NUMBERS[kind.name]
    elif isinstance(kind, Several):
        for part in kind.parts:
            yield from places_of(part)
    elif isinstance(kind, Array):
        yield from (POINTER, POINTER, LENGTH, LENGTH, POINTER, *(LENGTH,) * (2 * kind.dimensions))
    else:
        yield POINTER


def words_of(value: Any) -> Iterable[Any]:
    """Return the words of an argument: of an array no owner, sizes, address, lengths and strides; else an address or a number."""
    if isinstance(value, np.ndarray):
        return (None, None, value.size, value.itemsize, _data_of(value), *value.shape, *value.strides)
    if isinstance(value, State):
        return (address(value),)
    if isinstance(value, np.void):
        return (np.frombuffer(value, np.uint8).ctypes.data,)
    if isinstance(value, tuple):
        return chain.from_iterable(map(words_of, value))
    return (value.item() if isinstance(value, np.generic) else value,)


def _data_of(array: np.ndarray[Any, Any]) -> int:
    """Return the address of an array's numbers.

    It is the first field of numpy's own record of an array (``PyArrayObject``), after what every object of Python begins with; to ask
    numpy for it takes six times as long.
    """
    return ctypes.c_size_t.from_address(id(array) + object.__basicsize__).value


_tables: WeakKeyDictionary[Any, np.ndarray[Any, np.dtype[np.int64]]] = WeakKeyDictionary()


def address(state: Any) -> int:
    """Return the address of a state's table of addresses, which lives as long as the state."""
    table = _tables.get(state)
    if table is None:
        table = _tables[state] = np.array([_row_of(state, name) for name in _names(state.__class__)], np.int64)
    return _data_of(table)


@cache
def _names(kind: Any) -> list[str]:
    """Return the names of the tables of a state."""
    return [field.name for field in fields(kind)]


def _row_of(state: Any, name: str) -> tuple[int, ...]:
    """Return the address and the lengths of one of a state's tables, filled up with zeros.

    Raises
    ------
    ValueError
        When it does not lie in one piece.
    """
    array = getattr(state, name)
    if not array.flags.c_contiguous:
        raise ValueError(f"{type(state).__name__}.{name} must be contiguous")
    return (_data_of(array), *array.shape, 0, 0, 0)[:WORDS]


@dataclass(frozen=True)
class Code:
    """The object code of a rule: its name there, what it returns, and which functions it calls that are not in it."""

    name: str
    returns: Returns
    needs: tuple[str, ...]
    machine: bytes

    def packed(self) -> bytes:
        """Return all of it as bytes."""
        about = {name: value for name, value in asdict(self).items() if name != "machine"}
        return json.dumps(about).encode() + b"\n" + self.machine

    @staticmethod
    def unpacked(content: bytes) -> "Code":
        """Return what was packed.

        Raises
        ------
        ValueError, TypeError
            When it is something else.
        """
        about, _, machine = content.partition(b"\n")
        found = json.loads(about)
        return Code(**{**found, "needs": tuple(found["needs"])}, machine=machine)

    def finds_all(self) -> bool:
        """Tell whether all that it calls is in this process."""
        from llvmlite import binding

        if any(name.startswith(MEMORY) for name in self.needs):
            _load_memory()
        return all(binding.address_of_symbol(name) is not None for name in self.needs)

    def calls_python(self) -> bool:
        """Tell whether it calls something of Python, which numba has to lay ready."""
        return any("Py" in name for name in self.needs)


class _Exception(ctypes.Structure):
    """An exception that was known when the rule was compiled: its class and arguments, pickled."""

    _fields_ = (("data", ctypes.c_void_p), ("size", ctypes.c_int32))


class Entry(NamedTuple):
    """A rule that is loaded, for arguments of some kinds."""

    function: Callable[..., int]
    returns: Returns
    engine: Any
    """The memory that its code is in."""

    def __call__(self, arguments: tuple[Any, ...]) -> Any:
        """Call the rule; other threads of Python run meanwhile.

        Raises what the rule raises.
        """
        found = (ctypes.c_int64 * words_in(self.returns))()
        raised = ctypes.POINTER(_Exception)()
        answer = self.function(ctypes.byref(found), ctypes.byref(raised), *words_of(arguments))
        if answer >= RAISED:
            kind, given, *_ = pickle.loads(ctypes.string_at(raised.contents.data, raised.contents.size))  # noqa: S301 - out of our own code
            raise kind(*(given or ()))
        if answer not in (0, NONE):
            raise SystemError(f"compiled code answered {answer}")
        return next(_values_in([self.returns], ctypes.addressof(found)))


def words_in(returns: Returns) -> int:
    """Return how many words of memory it takes what a rule returns."""
    if isinstance(returns, dict):
        return sum(map(words_in, returns["several"]))
    return 5 + 2 * returns[1] if isinstance(returns, list) else 1


def _values_in(several: list[Returns], place: int) -> Iterator[Any]:
    """Yield what was returned, from where it lies in memory."""
    for returns in several:
        if isinstance(returns, dict):
            yield tuple(_values_in(returns["several"], place))
        elif isinstance(returns, list):
            yield _array_in(returns[0], (ctypes.c_int64 * words_in(returns)).from_address(place))
        else:
            number: Any = NUMBERS[INTEGER.name if returns == NOTHING else returns][0].from_address(place)
            yield None if returns == NOTHING else number.value
        place += WORD * words_in(returns)


def _array_in(name: str, words: Any) -> np.ndarray[Any, Any]:
    """Return a copy of an array of numbers, given its words, and let the rule's own go."""
    owner, _, size, size_of_item, place, *rest = words
    found = np.empty(rest[: len(rest) // 2], name)
    ctypes.memmove(found.ctypes.data, place, size * size_of_item)
    if owner:
        _releasing()(owner)
    return found


@cache
def _releasing() -> Callable[[int], None]:
    """Return the function of numba's memory manager that lets one user of an array go."""
    from llvmlite import binding

    _load_memory()
    return ctypes.CFUNCTYPE(None, ctypes.c_void_p)(binding.address_of_symbol(f"{MEMORY}MemInfo_release"))


def loaded(code: Code, kinds: Kinds) -> Entry:
    """Load the code of a rule for arguments of these kinds.

    Raises
    ------
    ValueError
        When it is that of another rule.
    """
    from llvmlite import binding

    machine = _target().create_target_machine()  # which the engine then owns
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    engine.add_object_file(binding.ObjectFileRef.from_data(code.machine))
    engine.finalize_object()
    taken = [ctypes.c_void_p, ctypes.c_void_p, *(word for kind in kinds for word, _ in places_of(kind))]
    place = engine.get_function_address(code.name)
    if not place:
        raise ValueError(f"there is no {code.name} in it")
    return Entry(ctypes.CFUNCTYPE(ctypes.c_int32, *taken)(place), code.returns, engine)


@cache
def _load_memory() -> None:
    """Load numba's memory manager, which counts arrays, without the rest of numba; where it is not found, numba is imported."""
    from llvmlite import binding

    module = "numba.core.runtime._nrt_python"
    numba = find_spec("numba")
    for folder in (numba and numba.submodule_search_locations) or ():
        found = PathFinder.find_spec(module, [str(Path(folder, "core", "runtime"))])
        if found and found.loader:
            memory = module_from_spec(found)
            found.loader.exec_module(memory)
            for name, place in memory.c_helpers.items():
                binding.add_symbol(name if name.startswith("_") else MEMORY + name, place)


@cache
def _target() -> Any:
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    return binding.Target.from_default_triple()


@cache
def processor() -> str:
    """Return what compiled code says of the processor that it is for."""
    from llvmlite import binding

    return f"{binding.get_process_triple()} {binding.get_host_cpu_name()} {binding.get_host_cpu_features().flatten()}"
