"""Running a lesson: every cell in every future, some futures at a time, each part kept when it is done."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import numpy as np

from orgsim.errors import ResultsError, SimulationError
from orgsim.lessons.bench import Bench, Case
from orgsim.lessons.cells import Cell
from orgsim.metrics.outcome import Values
from orgsim.results.files import make_folder, read_json, write_json

PART = 25
"""Futures that are kept together."""

Report = Callable[[int, int], None]
"""A function that is called with the number of parts done, and of those that failed."""

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
    found: dict[tuple[str, int], Mapping[str, list[list[float]]]] = {}
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        waiting = {
            pool.submit(_part, case, start, stop, folder, fresh): (case.key, start)
            for case, start, stop in parts_of(bench)
        }
        try:
            for done in as_completed(waiting):
                found[waiting[done]] = done.result()
                if report:
                    report(len(found), 0)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    starts = range(0, bench.futures, PART)
    return {cell: _joined([found[case.key, start] for start in starts]) for cell, case in bench.cases.items()}


def _joined(parts: list[Mapping[str, list[list[float]]]]) -> dict[str, Values]:
    return {name: np.array([row for part in parts for row in part[name]], float) for name in parts[0]}


def _part(case: Case, start: int, stop: int, folder: Path, fresh: bool) -> Mapping[str, list[list[float]]]:
    """Return what was read of some futures of a cell, as it was kept or simulated now."""
    path = folder / f"{case.key}-{start:05d}-{stop:05d}.json"
    kept = None if fresh else _kept(path)
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


def _kept(path: Path) -> Mapping[str, list[list[float]]] | None:
    """Return what a file holds; nothing when it is not there or damaged."""
    try:
        found: Mapping[str, list[list[float]]] = read_json(path)["outcomes"]
    except (ResultsError, KeyError):
        return None
    return found
