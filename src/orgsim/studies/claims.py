"""What a pattern consists of: claims with an expectation stated before the run, and readings held against it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from orgsim.metrics.catalog import all_metrics
from orgsim.metrics.outcome import Values

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from orgsim.studies.runs import Lab

Side = Literal["above", "below", "nothing", "report"]
"""What was expected of a mean before the run: above zero, below zero, no difference that matters, or no expectation."""

LEVEL = 0.95


@dataclass(frozen=True)
class Reading:
    """A mean over paired futures with its interval, and what was expected of it."""

    what: str
    unit: str
    mean: float
    low: float
    high: float
    futures: int
    expected: Side
    margin: float = 0.0
    """Differences up to this are no difference that matters."""

    @property
    def holds(self) -> bool:
        """Whether the whole interval is where it was expected."""
        if self.expected == "above":
            return self.low > 0.0
        if self.expected == "below":
            return self.high < 0.0
        if self.expected == "nothing":
            return -self.margin <= self.low and self.high <= self.margin
        return True

    @property
    def word(self) -> str:
        """The outcome in a word or two."""
        if self.expected == "report":
            return "-"
        if self.holds:
            return "as expected"
        if math.isnan(self.mean):
            return "no value"
        if self.expected == "nothing":
            return "a difference" if self.low > self.margin or self.high < -self.margin else "inconclusive"
        opposite = self.high < 0.0 if self.expected == "above" else self.low > 0.0
        return "the opposite" if opposite else "inconclusive"


def reading(
    what: str, values: Values, expected: Side = "report", *, unit: str = "", margin: float = 0.0, tests: int = 1
) -> Reading:
    """Return the mean of one value per future with its interval.

    `tests` is how many readings of the same kind are made in search of one that holds: the interval is widened so that all of them
    together err as seldom as one (Bonferroni). Futures without a value are left out.

    Example
    -------
    >>> import numpy as np
    >>> found = reading("x", np.array([1.0, 2.0, 3.0]), "above")
    >>> round(found.mean, 2), round(found.low, 2), found.word
    (2.0, -0.48, 'inconclusive')
    """
    from scipy.stats import t

    known = np.asarray(values, float)[np.isfinite(values)]
    if len(known) < 2:
        return Reading(what, unit, math.nan, math.nan, math.nan, len(known), expected, margin)
    mean, error = float(known.mean()), float(known.std(ddof=1)) / math.sqrt(len(known))
    half = float(t.ppf(1.0 - (1.0 - LEVEL) / 2.0 / tests, len(known) - 1)) * error
    return Reading(what, unit, mean, mean - half, mean + half, len(known), expected, margin)


def above(what: str, values: Values, unit: str = "", *, tests: int = 1) -> Reading:
    """Return a reading that is expected to be above zero."""
    return reading(what, values, "above", unit=unit, tests=tests)


def below(what: str, values: Values, unit: str = "", *, tests: int = 1) -> Reading:
    """Return a reading that is expected to be below zero."""
    return reading(what, values, "below", unit=unit, tests=tests)


def nothing(what: str, values: Values, unit: str = "", margin: float = 0.0, *, tests: int = 1) -> Reading:
    """Return a reading in which no difference beyond a margin is expected."""
    return reading(what, values, "nothing", unit=unit, margin=margin, tests=tests)


Shown: TypeAlias = tuple[str, str, str, Side]
"""A metric that a pattern shows: name, title, unit, and on which side of zero a change for the better lies."""


def shown(*names: str) -> tuple[Shown, ...]:
    """Return metrics to show, by name."""
    found = (all_metrics()[name] for name in names)
    return tuple((m.name, m.title, m.unit, "above" if m.direction == "higher" else "below") for m in found)


Verdict = Literal["emerged", "emerged in part", "only under these settings", "did not emerge", "reported"]


@dataclass(frozen=True)
class Claim:
    """One sentence that should hold, its readings, and where else it was looked for."""

    says: str
    readings: tuple[Reading, ...]
    """Under the defaults; all of them have to hold."""
    mechanism: str = ""
    """Where it should come from."""
    ablations: tuple[Reading, ...] = ()
    """What the effect loses when that is switched off, as paired differences of differences."""
    searched: tuple[Reading, ...] = ()
    """Other settings, with intervals widened for their number."""

    @property
    def verdict(self) -> Verdict:
        """The outcome."""
        tested = [reading for reading in self.readings if reading.expected != "report"]
        if not tested:
            return "reported"
        held = sum(reading.holds for reading in tested)
        if held == len(tested):
            return "emerged"
        if held:
            return "emerged in part"
        return "only under these settings" if any(self.found) else "did not emerge"

    @property
    def found(self) -> list[Reading]:
        """The other settings under which it holds."""
        return [reading for reading in self.searched if reading.expected != "report" and reading.holds]

    @property
    def traced(self) -> str:
        """Whether the ablation shows the mechanism."""
        if not self.ablations:
            return "-"
        held = sum(reading.holds for reading in self.ablations)
        return f"{held} of {len(self.ablations)}"


@dataclass(frozen=True)
class Chart:
    """A figure: file name without ending, the drawing, and its description in words."""

    name: str
    draw: "Callable[[], tuple[Figure, str]]"


@dataclass(frozen=True)
class Findings:
    """What came of a pattern's experiments."""

    claims: tuple[Claim, ...]
    charts: tuple[Chart, ...] = ()
    tables: tuple[tuple[str, tuple[Reading, ...]], ...] = ()
    """Readings without a claim: a heading and what was found."""


Run: TypeAlias = "Callable[[Lab], Findings]"


@dataclass(frozen=True)
class Pattern:
    """One pattern of the page."""

    name: str
    """Short, without spaces: anchor, and beginning of its figures' names."""
    title: str
    why: str
    """The mechanism it should come from, in words."""
    setup: str
    """What was run: organisation, arms, and what is switched off in the ablation."""
    run: Run
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What a reader should know, by verdict of the first claim, or under '' for every verdict."""
