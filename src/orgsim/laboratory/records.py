"""Records for rules that take one: the few fields a rule reads, under the engine's names."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from orgsim.engine.state import Records, zeros

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]


def settings(**values: float) -> Records:
    """Return parameters as the one record that rules read them from."""
    record = zeros(np.dtype([(name, "f8") for name in sorted(values)], align=True), 1)
    for name, value in values.items():
        record[name] = value
    return record[0]


def matrix(values: ArrayLike) -> Numbers:
    """Return numbers as a contiguous table; one row when only one was given."""
    return np.ascontiguousarray(np.atleast_2d(np.asarray(values, np.float64)))


def broadcast(*values: Any) -> list[Numbers]:
    """Return arrays of numbers stretched to one shape, flat; the shape is that of the first."""
    stretched = np.broadcast_arrays(*[np.asarray(value, np.float64) for value in values])
    return [array.flatten() for array in stretched]
