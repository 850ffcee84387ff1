"""Units of compilation: all rules behind one entry become machine code once, together.

numba by itself makes a library of every function: it optimises the function with copies of everything it calls, makes machine code of
that, and does the same again for each caller, so a rule ten calls below the schedule is compiled ten times over. Here a rule that is
called by another rule is a ``Part``: its types are inferred and its LLVM code is written, and there it rests. What Python calls is a
``Unit``: it links each part below it once, and only then is optimised, compiled and cached.

``pipeline_class`` is numba's documented way to change how a function is compiled; that a pipeline may bring its library along, and what a
library is asked for, is not documented. Where numba has none of that, ``compiled.rule`` compiles every rule by itself: slower to
compile, with the same results.
"""

from collections.abc import Callable
from copy import copy
from types import CodeType
from typing import Any

import llvmlite.binding
import numba
import numpy as np
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler, CompileResult
from numba.core.registry import cpu_target
from numba.core.runtime import rtsys
from numba.core.serialize import dumps
from numba.extending import typeof_impl
from numba.np import arrayobj
from numba.np.numpy_support import from_dtype

from orgsim.engine.compiled import Rule
from orgsim.engine.entry import (
    NOTHING,
    NUMBERS,
    POINTER,
    WORD,
    Array,
    Code,
    Kind,
    Kinds,
    Number,
    Returns,
    Several,
    Table,
    places_of,
    words_in,
)
from orgsim.engine.native import type_for


class Part(JITCodeLibrary):  # type: ignore[misc]
    """The code of a rule that other rules call: never optimised or made machine code on its own."""

    def finalize(self) -> None:
        """Leave the code as it is, for units to link."""
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002
        """Return 0: nothing here can be called from Python."""
        return 0

    @property
    def codegen(self) -> Any:
        """What numba asks to attach an environment to machine code, of which there is none."""
        return self

    def set_env(self, name: str, environment: object) -> None:
        """Attach no environment."""


class Unit(JITCodeLibrary):  # type: ignore[misc]
    """The code of a rule that Python calls, with everything below it."""

    def finalize(self) -> None:
        """Link every part below once, then optimise and compile all of it."""
        self._own = {function.name for function in self._final_module.functions if not function.is_declaration}
        found: dict[Any, None] = {}
        _collect(self, found)
        self._linking_libraries = sorted(
            found, key=lambda library: not isinstance(library, Part)
        )  # what all need, last
        super().finalize()

    def _optimize_final_module(self) -> None:
        """Optimise with no part called from elsewhere, so that one with a single caller is written into it."""
        for function in self._final_module.functions:
            if not function.is_declaration and function.name not in self._own:
                function.linkage = "internal"
        super()._optimize_final_module()


class Whole(Unit):
    """The code of a unit that numba does not call: it is made, and not loaded."""

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002
        """Make machine code; return 0, since numba calls nothing here."""
        self._ensure_finalized()
        return 0

    @property
    def codegen(self) -> Any:
        """What numba asks to load machine code, and to attach an environment to it."""
        return self

    def set_env(self, name: str, environment: object) -> None:
        """Attach no environment."""

    def made(self) -> tuple[bytes, Any]:
        """Return the object code, and LLVM's module that it is made of."""
        return self._get_compiled_object(), self._final_module


def _collect(library: Any, found: dict[Any, None]) -> None:
    for below in library._linking_libraries:  # noqa: SLF001
        if below not in found:
            found[below] = None
            _collect(below, found)


CASTS = {"int64", "uint64", "float64"}
"""What rules ask numpy for besides arrays: kinds of numbers."""


def makes_arrays(code: CodeType) -> bool:
    """Tell whether the text of a rule may make an array: it asks numpy for more than a kind of number, or copies or sorts one.

    A rule that only reads and writes arrays of others need not count who uses them: the state's are kept by Python, and scratch space
    by the rule that made it, which has not ended. Counting took a tenth of the time of news.
    """
    names = set(code.co_names)
    asked = {name for name in names - CASTS if hasattr(np, name)} if "np" in names else set()
    return bool(asked or names & {"copy", "sort"})


class PartCompiler(Compiler):  # type: ignore[misc]
    """Compiles a rule into a part."""

    library = Part

    def define_pipelines(self) -> Any:
        """Return numba's own pipelines, which write into a library that is there already, for a rule.

        In a rule no index counts from the end, which numba would otherwise ask at each access: ``NONE`` is looked for before, and a test
        runs all with ``NUMBA_BOUNDSCHECK``.
        """
        state = self.state
        state.targetctx = copy(state.targetctx)
        state.targetctx.counts_from_zero = True
        if not makes_arrays(state.func_id.code):
            state.targetctx.enable_nrt = False
        state.library = self.library(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return super().define_pipelines()


class UnitCompiler(PartCompiler):
    """Compiles a rule into a unit."""

    library = Unit


class WholeCompiler(PartCompiler):
    """Compiles a rule into a unit that numba does not call."""

    library = Whole


def unit(function: Callable[..., object], **options: Any) -> Any:
    """Return a function that numba compiles with everything below it, releasing the interpreter lock."""
    return numba.njit(nogil=True, pipeline_class=UnitCompiler, **options)(function)


def part(function: Callable[..., object]) -> Any:
    """Return a function that numba compiles for other rules alone."""
    return numba.njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=PartCompiler)(function)


def types_of(kinds: Kinds) -> tuple[Any, ...]:
    """Return the compiler's types of arguments of these kinds."""
    return tuple(map(_type_for, kinds))


def _type_for(kind: Kind) -> Any:
    if isinstance(kind, Number):
        return getattr(numba.types, kind.name)
    if isinstance(kind, Table):
        return type_for(kind.parameters)
    if isinstance(kind, Several):
        return numba.types.BaseTuple.from_types(types_of(kind.parts), kind.kind)
    if isinstance(kind, Array):
        items = from_dtype(kind.dtype)
        return numba.types.Array(items, kind.dimensions, kind.layout, readonly=not kind.writeable, aligned=kind.aligned)
    return from_dtype(kind.dtype)


def code_of(function: Callable[..., object], kinds: Kinds) -> Code | None:
    """Compile a rule for arguments of these kinds; return None when `entry` could not call it."""
    made = numba.njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=WholeCompiler)(
        function
    )
    types = types_of(kinds)
    made.compile(types)
    result = made.overloads[types]
    returns = _returned(result.signature.return_type)
    if returns is None or _size_of(result) != WORD * words_in(returns) or _is_bound(result):
        return None
    machine, module = result.library.made()
    name = result.fndesc.llvm_func_name
    expected = [POINTER, POINTER, *(place for kind in kinds for place in places_of(kind))]
    if [str(word.type) for word in module.get_function(name).arguments] != [llvm for _, llvm in expected]:
        return None
    needs = [one.name for one in module.functions if one.is_declaration and one.name.encode() in machine]
    return Code(name, returns, tuple(needs), machine)


def _returned(kind: Any) -> Returns | None:
    """Return what a rule returns; None where Python could not read it."""
    if isinstance(kind, numba.types.BaseTuple) and not isinstance(kind, numba.types.BaseNamedTuple):
        parts = [_returned(part) for part in kind]
        numbers = [part for part in parts if isinstance(part, str)]
        return None if None in parts or set(numbers) - {"int64", "float64"} else {"several": parts}
    if isinstance(kind, numba.types.Array):
        return [str(kind.dtype), kind.ndim] if str(kind.dtype) in NUMBERS and kind.layout == "C" else None
    return str(kind) if str(kind) in (NOTHING, *NUMBERS) else None


def _size_of(result: Any) -> int:
    """Return how many bytes of memory it takes what a rule returns; a number or nothing has at least a word."""
    context, kind = result.target_context, result.signature.return_type
    return max(WORD, int(context.get_abi_sizeof(context.get_data_type(kind))))


def _is_bound(result: Any) -> bool:
    """Tell whether code is of use in this process only, or needs objects of Python."""
    around = [result.environment, *result._find_referenced_environments()]  # noqa: SLF001
    return bool(result.library.has_dynamic_globals or any(environment.consts for environment in around))


def start_memory() -> None:
    """Start numba's memory manager, for rules that make arrays."""
    rtsys.initialize(cpu_target.target_context)


def written(result: Any) -> bytes:
    """Return compiled code as bytes, without what only takes time to load.

    That is LLVM's code, since nothing is linked with a unit and only the names of its entries are asked for, and environments of Python
    that hold nothing, for which half of numba would be imported.
    """
    (name, kind, (machine, _)), described, own, signature, objects, lifted, _, reload, around = result._reduce()  # noqa: SLF001
    code = name, kind, (machine, _entries(described))
    needed = tuple(environment for environment in around if environment.consts)
    return bytes(dumps((code, described, own, signature, objects, lifted, "", reload, needed)))


def _entries(described: Any) -> bytes:
    """Return LLVM's code of a module that has the functions by which Python enters a unit, and nothing in them."""
    names = described.llvm_func_name, described.llvm_cpython_wrapper_name, described.llvm_cfunc_wrapper_name
    text = "\n".join(f'define void @"{name}"() {{ ret void }}' for name in dict.fromkeys(names))
    return bytes(llvmlite.binding.parse_assembly(text).as_bitcode())


def loaded(context: Any, reduced: tuple[Any, ...]) -> Any:
    """Return compiled code from what was kept of it.

    Code that is there needs numba's memory manager and nothing else. numba would first learn everything that can be compiled, which takes
    longer than loading; it still does so when something has to be compiled.
    """
    rtsys.initialize(context)
    return CompileResult._rebuild(context, *reduced)  # noqa: SLF001


_from_either_end = arrayobj.fix_integer_index


def _place(context: Any, builder: Any, kind: Any, index: Any, size: Any) -> Any:
    """Return the place that an index stands for: in a rule as it is, elsewhere counted from the end if it is negative."""
    if kind.signed and getattr(context, "counts_from_zero", False):
        return context.cast(builder, index, kind, numba.types.intp)
    return _from_either_end(context, builder, kind, index, size)


arrayobj.fix_integer_index = _place


@typeof_impl.register(Rule)
def _type_of(rule: Rule, context: object) -> Any:  # noqa: ARG001
    return numba.typeof(rule.part)
