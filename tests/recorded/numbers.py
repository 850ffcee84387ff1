"""The numbers of a finished run: each column of each table as one sum, weighted by row, so that swapped rows show."""

import dataclasses
import json
from typing import Any

import numpy as np

from orgsim.engine.state import State
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "recorded"
Numbers = dict[str, dict[str, float]]
"""Of each table the sum of each column; a table of one kind of numbers has one column, named after nothing."""


def numbers_of(state: State) -> Numbers:
    """Return what is recorded of a run: everything but keys, which are names, and the parameters, which are given."""
    tables = {field.name: getattr(state, field.name) for field in dataclasses.fields(state)}
    return {name: columns_of(table) for name, table in tables.items() if name != "parameters" and table.size}


def columns_of(table: Any) -> dict[str, float]:
    """Return the weighted sum of each column of a table."""
    if table.dtype.names is None:
        return {"": weighted(table)}
    return {name: weighted(table[name]) for name in table.dtype.names if name != "key"}


def weighted(values: Any) -> float:
    """Return a sum to which each place contributes with a weight of its own; what is not a number counts as a million."""
    flat = np.nan_to_num(np.asarray(values, np.float64).ravel(), nan=1e6, posinf=1e7, neginf=-1e7)
    total: float = flat @ (1.0 + np.arange(flat.size) % 101 / 101.0)
    return float(f"{total:.10g}")


def written(numbers: Numbers) -> str:
    """Return numbers as JSON, with a line for each table."""
    lines = [f"{json.dumps(name)}: {json.dumps(columns)}" for name, columns in numbers.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def kept(name: str) -> Numbers:
    """Return the numbers that are recorded of a world."""
    found: Numbers = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def differences(found: Numbers, expected: Numbers, tolerance: float = 1e-8) -> list[str]:
    """Return which columns are not as recorded, and by what."""
    return [
        f"{table}.{column}: {expected.get(table, {}).get(column)} is recorded, found {value}"
        for table, columns in found.items()
        for column, value in columns.items()
        if not same(value, expected.get(table, {}).get(column), tolerance)
    ]


def same(value: float, other: float | None, tolerance: float) -> bool:
    """Tell whether two numbers are the same but for what another machine rounds."""
    return other is not None and abs(value - other) <= tolerance * max(1.0, abs(other))
