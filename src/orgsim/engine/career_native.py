"""How compiled rules see a career simulation: the same way as they see a ``State``."""

from dataclasses import fields
from typing import Any

import numpy as np
from numba import types
from numba.extending import typeof_impl
from numba.np.numpy_support import from_dtype

from orgsim.engine import career_state as layout
from orgsim.engine.native import TableType
from orgsim.engine.records import SCORING

ARRAYS: dict[str, tuple[Any, int]] = {
    "settings": (layout.SETTINGS, 1),
    "scoring": (SCORING, 1),
    "levels": (layout.LEVEL, 1),
    "moves": (layout.MOVE, 1),
    "groups": (layout.GROUP, 1),
    "people": (layout.PERSON, 1),
    "vacancies": (layout.VACANCY, 1),
    "events": (layout.EVENT, 1),
    "counters": (layout.COUNTERS, 1),
    "series": (layout.SERIES, 2),
    "cases": (layout.CASES, 2),
    "gaps": (layout.GAP, 2),
    "chains": ("i8", 2),
    "waits": ("i8", 2),
    "free": ("i8", 1),
    "members": ("i8", 1),
    "first_member": ("i8", 1),
    "pool": ("i8", 1),
    "group_of": ("i8", 1),
    "marks": ("f8", 1),
}
"""Record or number type, and dimensions, of every array."""

CAREERS = TableType(
    "Careers",
    {
        field.name: types.Array(from_dtype(np.dtype(ARRAYS[field.name][0])), ARRAYS[field.name][1], "C")
        for field in fields(layout.Careers)
    },
)
"""The compiled code's type of ``Careers``."""


@typeof_impl.register(layout.Careers)
def _type_of(careers: layout.Careers, context: object) -> TableType:  # noqa: ARG001
    return CAREERS
