"""What designs gain over all cases of a study: the paired difference of each case, and how often each verdict comes out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orgsim.experiments.study import Entry
from orgsim.metrics.metric import Metric, Rope
from orgsim.results.comparison import values_by_design
from orgsim.results.statistics import Comparison, compare

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Verdicted:
    """One design in one case, on one metric."""

    case: str
    metric: str
    design: str
    comparison: Comparison


@dataclass
class Tally:
    """One design on one metric over all cases: how often each verdict, and between which ends the differences lie."""

    metric: Metric
    design: str
    verdicts: Counter[str] = field(default_factory=Counter)
    low: float = float("inf")
    high: float = float("-inf")
    low_case: str = ""
    high_case: str = ""

    @property
    def cases(self) -> int:
        """How many cases were compared."""
        return sum(self.verdicts.values())

    def add(self, case: str, comparison: Comparison) -> None:
        """Count a case."""
        self.verdicts[comparison.verdict] += 1
        if comparison.difference < self.low:
            self.low, self.low_case = comparison.difference, case
        if comparison.difference > self.high:
            self.high, self.high_case = comparison.difference, case


@dataclass
class Verdicts:
    """The verdicts of a study on some metrics; those of single cases are kept on the first metric, or on all for a document."""

    metrics: Sequence[Metric]
    baseline: str
    ropes: Mapping[str, Rope] = field(default_factory=dict)
    every: bool = False
    single: list[Verdicted] = field(default_factory=list)
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def hear(self, entry: Entry, frame: "pd.DataFrame") -> None:
        """Add a case, given its futures."""
        for metric in self.metrics:
            values = values_by_design(frame, metric.name, list(entry.keys))
            rope = self.ropes.get(metric.name, metric.rope)
            if self.baseline not in values:
                continue
            there = values.pop(self.baseline)
            for design, here in values.items():
                self._add(entry.case.name, metric, design, compare(here, there, metric.direction, rope))

    def _add(self, case: str, metric: Metric, design: str, found: Comparison) -> None:
        if self.every or metric is self.metrics[0]:
            self.single.append(Verdicted(case, metric.name, design, found))
        if found.futures > 1:
            self.tallies.setdefault((metric.name, design), Tally(metric, design)).add(case, found)
