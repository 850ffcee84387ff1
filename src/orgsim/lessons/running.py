"""Running a lesson: every cell in every future, some futures at a time, each part kept when it is done."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np

from orgsim.errors import SimulationError
from orgsim.lessons.bench import Bench, Case
from orgsim.lessons.cells import Cell
from orgsim.metrics.outcome import Values
from orgsim.results.files import make_folder, write_json
from orgsim.results.pieces import Report, kept_piece, side_by_side

PART = 25
"""Futures that are kept together."""

Part = Mapping[str, list[list[float]]]
"""What was read in some futures of a cell, by outcome: (futures, 1 + quarters)."""

Grid = Mapping[Cell, Mapping[str, Values]]
"""What was read in every cell, by outcome: (futures, 1 + quarters), the number itself first."""


def parts_of(bench: Bench) -> list[tuple[Case, int, int]]:
    """Return the parts of a lesson; cells that are the same are one."""
    cases = {case.key: case for case in bench.cases.values()}.values()
    return [
        (case, start, min(start + PART, bench.futures)) for start in range(0, bench.futures, PART) for case in cases
    ]


def run_lesson(
    bench: Bench, folder: Path, *, workers: int | None = None, fresh: bool = False, report: Report | None = None
) -> Grid:
    """Run what is not in a folder yet, and return what was read in every cell.

    Raises
    ------
    SimulationError
        When a future fails; parts that are done are kept.
    """
    make_folder(folder)
    pieces = {
        (case.key, start): partial(_part, case, start, stop, folder, fresh) for case, start, stop in parts_of(bench)
    }
    found = side_by_side(pieces, workers=workers, report=report)
    starts = range(0, bench.futures, PART)
    return {cell: _joined([found[case.key, start] for start in starts]) for cell, case in bench.cases.items()}


def _joined(parts: list[Part]) -> dict[str, Values]:
    return {name: np.array([row for part in parts for row in part[name]], float) for name in parts[0]}


def _part(case: Case, start: int, stop: int, folder: Path, fresh: bool) -> Part:
    """Return what was read of some futures of a cell, as it was kept or simulated now."""
    path = folder / f"{case.key}-{start:05d}-{stop:05d}.json"
    kept: Part | None = None if fresh else kept_piece(path, "outcomes")
    if kept is not None:
        return kept
    rows = [_future(case, number) for number in range(start, stop)]
    found = {name: [row[name] for row in rows] for name in rows[0]}
    write_json(path, {"outcomes": found})
    return found


def _future(case: Case, number: int) -> Mapping[str, list[float]]:
    try:
        return case.future(number)
    except Exception as error:
        raise SimulationError(f"{', '.join(case.cell)}, future {number}: {type(error).__name__}: {error}") from error
