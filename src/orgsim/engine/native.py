"""How compiled rules see the state: as one pointer to a table of addresses and shapes.

numba can hand a tuple of forty arrays to a function, but then every call copies and reference-counts all of them (measured: 33 us and
400 s of compilation instead of about 1 us and half a minute). A ``State`` therefore is a type of its own here: ``state.posts`` in a
rule reads an address and a length and becomes an ordinary array, without a reference count, since Python keeps the arrays alive.
"""

from dataclasses import fields
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from llvmlite import ir
from numba import carray, types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    type_callable,
    typeof_impl,
    unbox,
)
from numba.np.numpy_support import from_dtype

from orgsim.engine.compiled import PLAIN_ARRAYS
from orgsim.engine.entry import WORDS, address
from orgsim.engine.fetching import fetch
from orgsim.engine.state import NUMBER_TABLES, RECORD_TABLES, State

try:
    from numba.np.arrayobj import populate_array
except ImportError:  # it is private to numba
    populate_array = None


class TableType(types.Type):  # type: ignore[misc]
    """The compiled code's type of a dataclass of arrays: the type of each, in the order of its fields."""

    def __init__(self, name: str, arrays: dict[str, Any]) -> None:
        self.arrays = arrays
        self.places = {field: place for place, field in enumerate(arrays)}
        super().__init__(name=name)


class StateType(TableType):
    """The compiled code's type of a ``State``; it differs only by the record type of the parameters."""

    def __init__(self, parameters: Any) -> None:
        arrays = {
            field.name: types.Array(parameters, 1, "C") if field.name == "parameters" else _array_type(field.name)
            for field in fields(State)
        }
        # the name is part of the name of every compiled rule: a digest, since the parameters spelled out take thousands of letters
        super().__init__(f"State{blake2b(str(parameters).encode(), digest_size=8).hexdigest()}", arrays)


def _array_type(name: str) -> Any:
    dtype, dimensions = RECORD_TABLES[name] if name in RECORD_TABLES else NUMBER_TABLES[name]
    return types.Array(from_dtype(np.dtype(dtype)), dimensions, "C")


register_model(TableType)(models.OpaqueModel)
register_model(StateType)(models.OpaqueModel)


_types: WeakKeyDictionary[State, StateType] = WeakKeyDictionary()
_types_by_dtype: dict[Any, StateType] = {}


def type_of(state: State) -> StateType:
    """Return the compiled code's type of a state."""
    kind = _types.get(state)
    if kind is None:  # comparing record types of a hundred fields is slow, so each state remembers its own
        kind = _types[state] = type_for(state.parameters.dtype)
    return kind


def type_for(parameters: np.dtype[Any]) -> StateType:
    """Return the compiled code's type of every state whose parameters have this type."""
    return _types_by_dtype.get(parameters) or _types_by_dtype.setdefault(parameters, StateType(from_dtype(parameters)))


@typeof_impl.register(State)
def _type_of(state: State, context: object) -> StateType:  # noqa: ARG001
    return type_of(state)


@unbox(TableType)
def _unbox(kind: Any, state: Any, c: Any) -> Any:
    function = c.pyapi.unserialize(c.pyapi.serialize_object(address))
    boxed = c.pyapi.call_function_objargs(function, (state,))
    word = c.pyapi.long_as_longlong(boxed)
    c.pyapi.decref(boxed)
    c.pyapi.decref(function)
    pointer = c.builder.inttoptr(word, c.context.get_value_type(kind))
    return NativeValue(pointer, is_error=c.pyapi.c_api_error())


@infer_getattr
class _TableAttributes(AttributeTemplate):  # type: ignore[misc]
    key = TableType

    def generic_resolve(self, kind: TableType, name: str) -> Any:
        return kind.arrays.get(name)


@lower_getattr_generic(TableType)
def _get_array(context: Any, builder: Any, kind: TableType, value: Any, name: str) -> Any:
    array_type = kind.arrays[name]
    word = ir.IntType(64)
    table = builder.bitcast(value, word.as_pointer())
    first = WORDS * kind.places[name]
    cells = [builder.load(builder.gep(table, [ir.Constant(word, first + cell)])) for cell in range(1 + array_type.ndim)]
    for cell in (
        cells
    ):  # tables stay where they are as long as a rule runs, so they need not be looked up again after each write
        cell.set_metadata("invariant.load", builder.module.add_metadata([]))
    make = _viewed if populate_array is None or PLAIN_ARRAYS else _populated
    return make(context, builder, array_type, cells[0], cells[1:])


def _populated(context: Any, builder: Any, array_type: Any, address: Any, shape: list[Any]) -> Any:
    """Write the fields of an array where numba keeps them."""
    array = context.make_array(array_type)(context, builder)
    itemsize = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(array_type.dtype)))
    strides: list[Any] = []
    stride = itemsize
    for length in reversed(shape):
        strides.insert(0, stride)
        stride = builder.mul(stride, length)
    populate_array(
        array,
        data=builder.inttoptr(address, array.data.type),
        shape=shape,
        strides=strides,
        itemsize=itemsize,
        meminfo=None,
    )
    return array._getvalue()  # noqa: SLF001


def _viewed(context: Any, builder: Any, array_type: Any, address: Any, shape: list[Any]) -> Any:
    """Make the same array by numba's documented ``carray``, which takes longer to compile."""
    pointer_type, shape_type = types.CPointer(array_type.dtype), types.UniTuple(types.intp, array_type.ndim)
    pointer = builder.inttoptr(address, context.get_value_type(pointer_type))
    lengths = context.make_tuple(builder, shape_type, shape)
    return context.compile_internal(builder, _view, array_type(pointer_type, shape_type), (pointer, lengths))


def _view(pointer: Any, shape: Any) -> Any:
    return carray(pointer, shape)


@type_callable(fetch)
def _type_fetch(context: object) -> Any:  # noqa: ARG001
    return lambda table, row, byte: types.none  # noqa: ARG005


@lower_builtin(fetch, types.Array, types.Integer, types.Integer)
def _fetch(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    table = context.make_array(signature.args[0])(context, builder, arguments[0])
    row, byte = (
        context.cast(builder, word, kind, types.intp)
        for word, kind in zip(arguments[1:], signature.args[1:], strict=True)
    )
    stride = cgutils.unpack_tuple(builder, table.strides)[0]
    first = builder.ptrtoint(table.data, stride.type)
    place = builder.add(first, builder.add(builder.mul(row, stride), byte))
    pointer, number = ir.IntType(8).as_pointer(), ir.IntType(32)
    kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
    ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    to_read, keep, data = number(0), number(3), number(1)
    builder.call(ask, [builder.inttoptr(place, pointer), to_read, keep, data])
    return context.get_dummy_value()
