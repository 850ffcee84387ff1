"""Finished points on disk, so that a sensitivity or a calibration that was stopped goes on where it was.

A point is a design under some numbers, in some futures: a small file named after all that decides what is in it (the design, the model, the
seed, the numbers, the metrics and the futures). So points of different questions may lie in one folder, several commands may write there at
once, and nothing is taken for what it is not.
"""

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orgsim.errors import ResultsError
from orgsim.organization.build import build
from orgsim.results.files import make_folder, read_json, write_json
from orgsim.results.plan import hash_of, key_of
from orgsim.results.whole import sweep
from orgsim.scenario.design import Design

FOLDER = "points"
"""Where they lie below the folder of results."""

Numbers = list[list[float]]
"""Values of metrics by future: (futures, metrics), NaN where a future has none."""


@dataclass(frozen=True)
class Point:
    """A design under some numbers, in some futures, of which some metrics are wanted."""

    design: Design
    seed: int
    settings: Mapping[str, float]
    metrics: Sequence[str]
    futures: range


@dataclass
class Kept:
    """A folder of finished points; without one, nothing is kept."""

    folder: Path | None = None
    fresh: bool = False
    reused: int = 0
    """Futures that were on disk before."""
    damaged: list[Path] = field(default_factory=list)
    """Files that could not be used and were made again."""
    _own: set[Path] = field(default_factory=set)
    _keys: dict[int, tuple[Design, str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Two points of a question may be the same: whoever finds the file of one knows whether it was there before."""

    def begin(self) -> None:
        """Make the folder before anything is simulated, and remove what killed commands left half written.

        Raises
        ------
        ResultsError
            When it cannot be made.
        """
        if self.folder:
            make_folder(self.folder)
            sweep(self.folder)

    def found(self, point: Point) -> Numbers | None:
        """Return the metrics of a point, (futures, metrics), that are on disk; None where they are not, or are damaged, which is noted."""
        if self.folder is None:
            return None
        path = self._path(self.folder, point)
        with self._lock:
            own = path in self._own
            if not path.exists() or (self.fresh and not own):
                return None
            return self._read(path, point, own)

    def _read(self, path: Path, point: Point, own: bool) -> Numbers | None:
        """Return what a file holds; None where that is not the metrics of a point, which is noted."""
        try:
            rows = [[math.nan if one is None else float(one) for one in row] for row in read_json(path)["values"]]
        except (ResultsError, KeyError, TypeError, ValueError):
            rows = []
        if len(rows) != len(point.futures) or any(len(row) != len(point.metrics) for row in rows):
            if path not in self.damaged:  # two workers may have asked for it before either has made it again
                self.damaged.append(path)
            return None
        self.reused += 0 if own else len(rows)
        return rows

    def keep(self, point: Point, numbers: Numbers) -> None:
        """Write the metrics of a point, where points are kept.

        Raises
        ------
        ResultsError
            When it cannot be written.
        """
        if self.folder:
            rows = [[None if math.isnan(one) else one for one in row] for row in numbers]
            path = self._path(self.folder, point)
            with self._lock:
                write_json(path, {"values": rows})
                self._own.add(path)

    def _path(self, folder: Path, point: Point) -> Path:
        futures = [point.futures.start, point.futures.stop]
        decides = [self._key(point.design, point.seed), dict(point.settings), list(point.metrics), futures]
        return folder / FOLDER / f"{hash_of(decides)[:24]}.json"

    def _key(self, design: Design, seed: int) -> str:
        """Return a hash of all that decides the futures of a design under its own numbers."""
        if id(design) not in self._keys:
            self._keys[id(design)] = design, key_of(build(design), seed)
        return self._keys[id(design)][1]
