"""How compiled rules see the state: as one pointer to a table of addresses and shapes.

numba can hand a tuple of forty arrays to a function, but then every call copies and reference-counts all of them (measured: 33 us and
400 s of compilation instead of about 1 us and half a minute). A ``State`` therefore is a type of its own here: ``state.posts`` in a
rule reads an address and a length and becomes an ordinary array, without a reference count, since Python keeps the arrays alive.
"""

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import populate_array
from numba.np.numpy_support import from_dtype

from orgsim.engine.state import NUMBER_TABLES, RECORD_TABLES, State

PLACES = {name: place for place, name in enumerate(("parameters", *RECORD_TABLES, *NUMBER_TABLES))}
"""Row of each array in the table of addresses."""
WORDS = 4
"""A row holds an address and up to three lengths."""

_tables: WeakKeyDictionary[State, np.ndarray[Any, np.dtype[np.int64]]] = WeakKeyDictionary()


def address(state: State) -> int:
    """Return the address of a state's table of addresses, which lives as long as the state."""
    table = _tables.get(state)
    if table is None:
        table = np.zeros((len(PLACES), WORDS), np.int64)
        for name, place in PLACES.items():
            array = getattr(state, name)
            if not array.flags.c_contiguous:
                raise ValueError(f"State.{name} must be contiguous")
            table[place, 0] = array.ctypes.data
            table[place, 1 : 1 + array.ndim] = array.shape
        _tables[state] = table
    return int(table.ctypes.data)


class StateType(types.Type):  # type: ignore[misc]
    """The compiled code's type of a ``State``; it differs only by the record type of the parameters."""

    def __init__(self, parameters: Any) -> None:
        self.parameters = parameters
        super().__init__(name=f"State({parameters})")

    def array(self, name: str) -> Any:
        """Return the type of one of the state's arrays."""
        if name == "parameters":
            return types.Array(self.parameters, 1, "C")
        if name in RECORD_TABLES:
            dtype, dimensions = RECORD_TABLES[name]
            return types.Array(from_dtype(dtype), dimensions, "C")
        code, dimensions = NUMBER_TABLES[name]
        return types.Array(from_dtype(np.dtype(code)), dimensions, "C")


register_model(StateType)(models.OpaqueModel)


_types: WeakKeyDictionary[State, StateType] = WeakKeyDictionary()
_types_by_dtype: dict[Any, StateType] = {}


def type_of(state: State) -> StateType:
    """Return the compiled code's type of a state."""
    kind = _types.get(state)
    if kind is None:  # comparing record types of a hundred fields is slow, so each state remembers its own
        dtype = state.parameters.dtype
        kind = _types_by_dtype.get(dtype) or _types_by_dtype.setdefault(dtype, StateType(from_dtype(dtype)))
        _types[state] = kind
    return kind


@typeof_impl.register(State)
def _type_of(state: State, context: object) -> StateType:  # noqa: ARG001
    return type_of(state)


@unbox(StateType)
def _unbox(kind: Any, state: Any, c: Any) -> Any:
    function = c.pyapi.unserialize(c.pyapi.serialize_object(address))
    boxed = c.pyapi.call_function_objargs(function, (state,))
    word = c.pyapi.long_as_longlong(boxed)
    c.pyapi.decref(boxed)
    c.pyapi.decref(function)
    pointer = c.builder.inttoptr(word, c.context.get_value_type(kind))
    return NativeValue(pointer, is_error=c.pyapi.c_api_error())


@infer_getattr
class _StateAttributes(AttributeTemplate):  # type: ignore[misc]
    key = StateType

    def generic_resolve(self, kind: StateType, name: str) -> Any:
        return kind.array(name) if name in PLACES else None


@lower_getattr_generic(StateType)
def _get_array(context: Any, builder: Any, kind: StateType, value: Any, name: str) -> Any:
    array_type = kind.array(name)
    word = ir.IntType(64)
    table = builder.bitcast(value, word.as_pointer())
    first = WORDS * PLACES[name]
    cells = [builder.load(builder.gep(table, [ir.Constant(word, first + cell)])) for cell in range(1 + array_type.ndim)]
    array = context.make_array(array_type)(context, builder)
    itemsize = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(array_type.dtype)))
    strides: list[Any] = []
    stride = itemsize
    for length in reversed(cells[1:]):
        strides.insert(0, stride)
        stride = builder.mul(stride, length)
    populate_array(
        array,
        data=builder.inttoptr(cells[0], array.data.type),
        shape=cells[1:],
        strides=strides,
        itemsize=itemsize,
        meminfo=None,
    )
    return array._getvalue()  # noqa: SLF001
