"""Comparing designs: the paired answer, metric by metric, in total and by quarter."""

import warnings
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from orgsim.errors import InputError, ResultsError
from orgsim.metrics.catalog import all_metrics, metric_named
from orgsim.metrics.metric import Metric, Rope
from orgsim.metrics.parts import Kind, Numbers, Values
from orgsim.plain_words import number
from orgsim.results.files import has_file, read_json, read_rows, values_in
from orgsim.results.kinds import columns_of, kind_named
from orgsim.results.manifest import Manifest, mending, other_model, the_manifest
from orgsim.results.parts import Part, parts_of
from orgsim.results.statistics import Comparison, Spread, compare, spread
from orgsim.scenario.problems import listed, nearest

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

WHOSE = ("design", "replication")
"""The columns that say which future of which design a row is of."""


@dataclass(frozen=True, repr=False)
class Line:
    """One design on one metric."""

    design: str
    spread: Spread
    comparison: Comparison | None  # None for the baseline

    def __repr__(self) -> str:
        return f"<{self}>"

    def __str__(self) -> str:
        """Say the median, and the difference with its interval and its verdict, in the unit of the metric."""
        found, said = self.comparison, f"{self.design}: median {number(self.spread.median)}"
        if found is None:
            return said
        ends = f"{number(found.low, signed=True)} .. {number(found.high, signed=True)}"
        return f"{said}, difference {number(found.difference, signed=True)} ({ends}), {found.verdict}"


@dataclass(frozen=True, repr=False)
class Answer:
    """All designs on one metric, in all counted quarters together or in one, for the whole company or for one part of it.

    A part has no lines for the designs that do not have it, which are `absent`. The intervals hold for so many `comparisons` together.
    `sizes` are minutes of engineers in the part, by design, on average over futures; none where such parts have no teams.
    """

    metric: Metric
    rope: Rope
    lines: tuple[Line, ...]
    quarter: int | None = None
    kind: Kind | None = None
    part: str | None = None
    absent: tuple[str, ...] = ()
    comparisons: int = 1
    sizes: Mapping[str, float] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<{self}>"

    def __str__(self) -> str:
        """Say what the answer is about, and a line a design."""
        unit = f", {self.metric.unit}" if self.metric.unit else ""
        quarter = f", quarter {self.quarter}" if self.quarter is not None else ""
        part = f", {self.kind} {self.part}" if self.part is not None else ""
        return "\n  ".join([f"{self.metric.title}{unit}{quarter}{part}", *map(str, self.lines)])


@dataclass(frozen=True, repr=False)
class Results:
    """What a run, a comparison or one case of a batch gave; its folder may hold other results too, of which it knows nothing.

    `rows` are those of the table of replications. pandas is imported when a frame is asked for, since it takes a tenth of a second.
    """

    folder: Path
    seed: int
    designs: tuple[str, ...]
    rows: "pa.Table"
    parts: tuple[Part, ...]
    manifest: Manifest = field(default_factory=dict)

    def __repr__(self) -> str:
        """Say how much of which designs there is, and where."""
        runs = f"{len(self.rows):,} simulated futures of {', '.join(self.designs)}"
        return f"<Results in {self.folder}: {runs}; seed {self.seed}>"

    @cached_property
    def replications(self) -> "pd.DataFrame":
        """One row a design and future: every metric over all counted quarters; units of metrics in ``frame.attrs["units"]``."""
        frame: pd.DataFrame = self.rows.to_pandas()
        frame.attrs["units"] = {name: metric.unit for name, metric in all_metrics().items() if name in frame}
        return frame

    def table(self, name: str, where: Mapping[str, str] | None = None) -> "pd.DataFrame":
        """Read another table: quarters, ledger, desks, parts, named or duplicates; with `where`, ``{column: value}``, only such rows."""
        frame: pd.DataFrame = self._read(name, where).to_pandas()
        return frame

    def columns(self, name: str) -> dict[str, Numbers]:
        """Read another table as arrays, one a column."""
        rows = self._read(name)
        return {column: values_in(rows[column]) for column in rows.column_names}

    def _read(self, name: str, where: Mapping[str, str] | None = None) -> "pa.Table":
        return read_rows(self.folder, name, self.parts, mending(self.manifest, self.folder), where)

    def holds(self, name: str) -> bool:
        """Tell whether there is such a table; results of an earlier version may be without one."""
        return all(has_file(self.folder, name, part) for part in self.parts)

    def by_design(self, metric: str) -> Mapping[str, Values]:
        """Return one metric by design, future by future, (futures,) each and in the same futures; NaN where there is no value."""
        _require(self.rows.column_names, metric)
        return values_by_design({name: self._values(name) for name in (*WHOSE, metric)}, metric, self.designs)

    def _values(self, column: str) -> Numbers:
        return values_in(self.rows[column])

    def by(self, kind: str) -> "pd.DataFrame":
        """Return one row a design, future and part of a kind: ``domain``, ``team``, ``branch``, ``role`` or ``objective``.

        The columns are ``design``, ``replication``, ``part``, the metrics that such parts have, and minutes by account and desk.

        Raises
        ------
        InputError
            When there is no such kind.
        """
        wanted = kind_named(kind)
        table = self.table("parts", {"kind": wanted})
        return table[["design", "replication", "part", *columns_of(wanted)]].reset_index(drop=True)


def open_results(place: Path | str, *, tell: Callable[[str], object] = warnings.warn) -> Results:
    """Open what a run, a comparison or a batch has written; results may still be incomplete.

    `place` is a folder with the results of one command, or a manifest in a folder with those of several. `tell` is called with a sentence
    when another version of the model made them; default: a warning.

    Raises
    ------
    ResultsError
        When no part is complete, something is damaged, the folder holds the results of several commands, or the files are not those that
        this version writes.
    """
    path = the_manifest(Path(place))
    manifest = read_json(path)
    try:
        results = results_from(manifest, path.parent)
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"{path} is not what orgsim wrote; repeat the command that wrote it") from None
    if found := other_model(manifest):
        tell(f"{path}: {found}")
    return results


def results_from(manifest: Manifest, folder: Path, known: "Mapping[Part, pa.Table] | None" = None) -> Results:
    """Read the results that a manifest describes, under the keys that it names; `known` parts of them have been read already.

    Raises
    ------
    ResultsError
        When no part is complete, or one is damaged.
    """
    keys = {str(design["name"]): str(design["key"]) for design in manifest["designs"]}
    planned = parts_of(keys, int(manifest["replications"]))
    seed = int(manifest["seed"])
    parts = tuple(part for part in planned if has_file(folder, "replications", part))
    rows = read_rows(folder, "replications", parts, mending(manifest, folder), known=known) if parts else None
    if not rows:
        raise ResultsError(f"{folder} holds no finished runs yet")
    for column in WHOSE:
        _require(rows.column_names, column)
    return Results(folder, seed, tuple(keys), rows, parts, manifest)


def _require(columns: Container[str], column: str) -> None:
    if column not in columns:
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
    asked = [metric_named(name) for name in metrics]
    return [answered(results.by_design(one.name), base, one, (ropes or {}).get(one.name)) for one in asked]


def answer_by_quarter(
    results: Results, metrics: Sequence[str], *, baseline: str | None = None, ropes: Mapping[str, Rope] | None = None
) -> list[Answer]:
    """Return the answer on each metric in each counted quarter (numbered from 1)."""
    base = baseline_of(results, baseline)
    quarters = results.table("quarters")
    return [
        replace(answered(values, base, metric, (ropes or {}).get(metric.name)), quarter=int(str(quarter)))
        for metric in map(metric_named, metrics)
        for quarter, frame in quarters.groupby("quarter", sort=True)
        for values in [values_by_design(frame, metric.name, results.designs)]
    ]


def values_by_design(
    frame: "Mapping[str, Numbers] | pd.DataFrame", metric: str, designs: Sequence[str]
) -> dict[str, Values]:
    """Return one metric by design, (futures,) each and in the same futures, from a table with a row a design and future.

    A future without a value is NaN, and a design without rows is left out.

    Raises
    ------
    ResultsError
        When the table has no such column.
    """
    _require(frame, metric)
    futures, places = np.unique(np.asarray(frame["replication"]), return_inverse=True)
    whose, column = np.asarray(frame["design"]), np.asarray(frame[metric], float)
    found: dict[str, Values] = {}
    for design in designs:
        rows = whose == design
        if rows.any():
            found[design] = np.full(len(futures), np.nan)
            found[design][places[rows]] = column[rows]
    return found


def answered(
    values: Mapping[str, Values], base: str, metric: Metric, rope: Rope | None, comparisons: int = 1
) -> Answer:
    """Return the answer on one metric, given its values by design in the same futures, (futures,), NaN where there is none."""
    rope = rope or metric.rope
    lines = []
    for design, here in values.items():
        there = values.get(base, np.full(len(here), np.nan))
        paired = None if design == base else compare(here, there, metric.direction, rope, comparisons)
        lines.append(Line(design, spread(here), paired))
    return Answer(metric, rope, tuple(lines), comparisons=comparisons)
