"""What designs gain over the settings of a study, read from its table: by one key, by two, and which of them is best where.

A world is an environment under a setting. In it every point is tried in the same futures, so a gain is paired over futures as well as over
points, and the mean over some points has an interval like that over one. Where points were drawn from ranges, other points might have come
out, which widens the interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from orgsim.errors import InputError, ResultsError
from orgsim.experiments.record import Record
from orgsim.experiments.table import require_table
from orgsim.metrics.metric import Metric, Rope
from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Comparison, Estimate, compare, estimated, students_t
from orgsim.scenario.fields import Setting
from orgsim.scenario.problems import listed

if TYPE_CHECKING:
    import pandas as pd

DRAWN = ("latin", "sobol", "saltelli", "morris")
"""Samples whose points are drawn from ranges."""
MOST_VALUES = 12
"""A key with more values than this is shown in bands of values."""
POINTS_A_BAND = 6
"""Points that a band should have at least."""
MOST_BANDS, FEWEST_BANDS = 8, 3


@dataclass(frozen=True)
class World:
    """All points of one environment under one setting, and what each design makes of one metric there."""

    name: str
    """Empty where the study has a single one."""
    metric: Metric
    baseline: str
    points: tuple[Mapping[str, Setting], ...]
    """What is varied, by key, for each point."""
    values: Mapping[str, Values]
    """The metric by design, (points, futures) each; NaN where a future has no value."""
    drawn: bool
    """Whether the points were drawn from ranges."""

    @property
    def alternatives(self) -> list[str]:
        """The designs that are compared with the baseline."""
        return [design for design in self.values if design != self.baseline]

    def gains(self, design: str) -> Values:
        """Return the paired differences of a design to the baseline, (points, futures)."""
        return np.asarray(self.values[design] - self.values[self.baseline])

    def compared(self, design: str, rope: Rope) -> list[Comparison]:
        """Return the comparison of a design with the baseline at each point."""
        pairs = zip(self.values[design], self.values[self.baseline], strict=True)
        return [compare(here, there, self.metric.direction, rope) for here, there in pairs]

    def varied(self) -> list[str]:
        """Return the keys that have more than one value."""
        keys = self.points[0] if self.points else {}
        return [key for key in keys if len({str(point.get(key)) for point in self.points}) > 1]


def worlds_of(record: Record, metric: Metric, designs: Sequence[str] = ()) -> list[World]:
    """Return the worlds of a study with one metric of its designs, or of the named ones and the baseline.

    Raises
    ------
    ResultsError
        When the study has no table yet, or a design is not in it.
    """
    frame = _table(record, metric.name)
    unknown = set(designs) - set(record.designs)
    if unknown:
        raise ResultsError(f"the study has no design {listed(sorted(unknown))}; there are {listed(record.designs)}")
    kept = [name for name in record.designs if not designs or name in designs or name == record.designs[0]]
    names = dict.fromkeys((entry.case.environment, entry.case.setting) for entry in record.entries)
    told = [len({pair[place] for pair in names}) > 1 for place in (0, 1)]  # what is the same everywhere needs no name
    named = [(", ".join(part for part, tell in zip(pair, told, strict=True) if tell and part), pair) for pair in names]
    return [_world(record, metric, frame, pair, kept, name) for name, pair in named]


def _table(record: Record, metric: str) -> "pd.DataFrame":
    import pandas as pd

    require_table(record)
    columns = ["environment", "setting", "point", "seed", "replication", "design", metric]
    return pd.read_parquet(record.table, columns=columns)


def _world(
    record: Record,
    metric: Metric,
    frame: "pd.DataFrame",
    pair: tuple[str, str],
    designs: Sequence[str],
    name: str,
) -> World:
    """Return one world: points in their order, and the futures of all seeds side by side."""
    entries = [entry for entry in record.entries if (entry.case.environment, entry.case.setting) == pair]
    points = {entry.case.point: {key: entry.case.values[key] for key in record.varied} for entry in entries}
    mine = frame[(frame["environment"] == pair[0]) & (frame["setting"] == pair[1])]
    wide = mine.set_index(["point", "seed", "replication", "design"])[metric.name].unstack("design")
    values = {}
    for design in designs:
        if design in wide:
            cells = wide[design].unstack(["seed", "replication"]).reindex(list(points))
            values[design] = cells.to_numpy(float)
    if record.designs[0] not in values:
        raise ResultsError(f"no futures of {record.designs[0]} are in {record.table}; repeat {record.repeating()}")
    return World(name, metric, record.designs[0], tuple(points.values()), values, record.sample.get("method") in DRAWN)


def mean_gain(values: Values, *, drawn: bool) -> Estimate:
    """Return the mean of gains over points and futures, (points, futures), with its 95 % interval.

    It covers which futures there were; where points were `drawn`, also which points there were. Both are added, which is a little too
    wide.
    """
    over_futures = estimated(column_means(values))
    if not drawn or len(values) < 2 or np.isnan(over_futures.mean):
        return over_futures
    by_point = column_means(values.T)
    known = by_point[~np.isnan(by_point)]
    if len(known) < 2:
        return over_futures
    among = students_t(len(known)) * float(np.std(known, ddof=1)) / len(known) ** 0.5
    half = float(np.hypot(among, over_futures.high - over_futures.mean))
    return Estimate(over_futures.mean, over_futures.mean - half, over_futures.mean + half)


def column_means(values: Values) -> Values:
    """Return the mean of each column over the rows that have a value; NaN where none has."""
    known = np.isfinite(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


@dataclass(frozen=True)
class Band:
    """Points that have the same value of a key, or neighbouring ones."""

    label: str
    at: float
    """Where it stands on an axis: the value, the mean of values, or its place among words."""
    places: tuple[int, ...]
    """Its points, from 0."""
    spots: tuple[float, ...]
    """Where each of them stands on the axis."""
    is_word: bool = False
    """Whether it is one of some words, which have no order."""


def bands_of(world: World, key: str, most: int | None = None) -> list[Band]:
    """Return the bands of a key, in rising order: one a value, or where there are many values, bands of about as many points each.

    Raises
    ------
    InputError
        When the key is not varied, naming those that are.
    """
    if key not in world.varied():
        raise InputError(f"'{key}' is not varied in this study; varied are {listed(world.varied())}")
    stated = [point[key] for point in world.points]
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in stated):
        told = np.array([str(value).lower() if isinstance(value, bool) else str(value) for value in stated])
        words = list(dict.fromkeys(told.tolist()))
        found = [_band(word, float(at), np.flatnonzero(told == word)) for at, word in enumerate(words)]
        return [replace(band, is_word=True) for band in found]
    numbers = np.array(stated, float)
    levels = np.unique(numbers)
    if len(levels) <= (most or MOST_VALUES):
        return [_band(f"{level:.3g}", float(level), np.flatnonzero(numbers == level)) for level in levels]
    count = most or int(np.clip(len(numbers) // POINTS_A_BAND, FEWEST_BANDS, MOST_BANDS))
    return [_range(numbers, part) for part in np.array_split(np.argsort(numbers, kind="stable"), count)]


Places = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def _band(label: str, at: float, places: Places) -> Band:
    """Return the points that have the same value."""
    return Band(label, at, tuple(places.tolist()), (at,) * len(places))


def _range(numbers: Values, places: Places) -> Band:
    """Return points whose values lie next to each other."""
    own = numbers[places]
    label = f"{own.min():.2g} to {own.max():.2g}"
    return Band(label, float(own.mean()), tuple(places.tolist()), tuple(own.tolist()))


@dataclass(frozen=True)
class Best:
    """Which design is best at some points, what it (of two designs: the alternative) gains, and from which others it cannot be told."""

    design: str
    gain: Estimate
    open: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        """Whether it is told from every other design."""
        return not self.open


def best_at(world: World, places: Sequence[int]) -> Best | None:
    """Return the design with the best mean over some points; None where there are no points or no values.

    It is told from another design if the 95 % interval of the paired difference between the two leaves out zero. A leader has to be told
    from all others, so a wrong one is in at most 5 % of cells, however many designs there are: most where two are alike and the others
    far behind.
    """
    sign = -1.0 if world.metric.direction == "lower" else 1.0
    rows = list(places)
    means = {design: sign * column_means(values[rows]) for design, values in world.values.items()} if rows else {}
    scores = {design: float(np.nanmean(mean)) for design, mean in means.items() if np.isfinite(mean).any()}
    if world.baseline not in scores:
        return None
    first = max(scores, key=lambda design: scores[design])
    others = [design for design in scores if design != first]
    open_ones = [other for other in others if not estimated(means[first] - means[other]).low > 0.0]
    gainer = world.alternatives[0] if len(world.values) == 2 else first
    return Best(first, mean_gain(world.gains(gainer)[rows], drawn=world.drawn), tuple(open_ones))
