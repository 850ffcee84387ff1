"""Comparing designs: the paired answer, metric by metric, in total and by quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orgsim.errors import InputError, ResultsError
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.metric import Metric, Rope
from orgsim.results.files import read_json, read_table
from orgsim.results.statistics import Comparison, Spread, compare, spread
from orgsim.scenario.problems import listed, nearest

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Line:
    """One design on one metric."""

    design: str
    spread: Spread
    comparison: Comparison | None  # None for the baseline


@dataclass(frozen=True)
class Answer:
    """All designs on one metric; `quarter` is None for all counted quarters together."""

    metric: Metric
    rope: Rope
    lines: tuple[Line, ...]
    quarter: int | None = None


@dataclass(frozen=True)
class Results:
    """The content of a folder of results."""

    folder: Path
    seed: int
    designs: tuple[str, ...]
    replications: "pd.DataFrame"
    parts: tuple[str, ...]

    def table(self, name: str) -> "pd.DataFrame":
        """Read another table: quarters, ledger or desks."""
        return read_table(self.folder, name, self.parts)


def open_results(folder: Path) -> Results:
    """Open a folder that a run, a comparison or a batch has written; results may still be incomplete.

    Raises
    ------
    ResultsError
        When no part is complete, or the files are not those that this version writes.
    """
    manifest = read_json(folder / "manifest.json")
    try:
        planned = [str(part) for part in manifest["parts"]]
        names = tuple(str(design["name"]) for design in manifest["designs"])
        seed = int(manifest["seed"])
    except (KeyError, TypeError, ValueError):
        raise ResultsError(
            f"{folder / 'manifest.json'} is not what orgsim wrote; run the same command again with --fresh"
        ) from None
    parts = tuple(part for part in planned if (folder / "replications" / f"{part}.parquet").is_file())
    replications = read_table(folder, "replications", parts) if parts else None
    if replications is None or replications.empty:
        raise ResultsError(f"{folder} holds no finished runs yet")
    for column in ("design", "replication"):
        _require(replications, column)
    return Results(folder, seed, names, replications, parts)


def _require(frame: "pd.DataFrame", column: str) -> None:
    if column not in frame:
        raise ResultsError(f"the results have no column '{column}'; run the same command again with --fresh")


def baseline_of(results: Results, name: str | None) -> str:
    """Return the design that others are compared with: the named one, or the first."""
    if name is None:
        return results.designs[0]
    if name not in results.designs:
        raise InputError(
            f"there is no design '{name}'{nearest(name, results.designs)}; there are {listed(results.designs)}"
        )
    return name


def answer(
    results: Results, metrics: Sequence[str], *, baseline: str | None = None, ropes: Mapping[str, Rope] | None = None
) -> list[Answer]:
    """Return the answer on each metric over all counted quarters."""
    base = baseline_of(results, baseline)
    return [
        _answer(results.replications, results.designs, base, metric_named(name), (ropes or {}).get(name))
        for name in metrics
    ]


def answer_by_quarter(
    results: Results, metrics: Sequence[str], *, baseline: str | None = None, ropes: Mapping[str, Rope] | None = None
) -> list[Answer]:
    """Return the answer on each metric in each counted quarter (numbered from 1)."""
    base = baseline_of(results, baseline)
    quarters = results.table("quarters")
    return [
        _answer(frame, results.designs, base, metric_named(name), (ropes or {}).get(name), int(str(quarter)))
        for name in metrics
        for quarter, frame in quarters.groupby("quarter", sort=True)
    ]


def _answer(
    frame: "pd.DataFrame",
    designs: Sequence[str],
    base: str,
    metric: Metric,
    rope: Rope | None,
    quarter: int | None = None,
) -> Answer:
    rope = rope or metric.rope
    _require(frame, metric.name)
    wide = frame.pivot_table(index="replication", columns="design", values=metric.name, dropna=False)
    there = wide[base].to_numpy(float) if base in wide else wide.iloc[:, 0].to_numpy(float) * float("nan")
    lines = []
    for design in designs:
        if design not in wide:
            continue
        here = wide[design].to_numpy(float)
        paired = None if design == base else compare(here, there, metric.direction, rope)
        lines.append(Line(design, spread(here), paired))
    return Answer(metric, rope, tuple(lines), quarter)
