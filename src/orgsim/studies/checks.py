"""What a check is: a claim, readings held against targets, and mutants that must fail."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from orgsim.studies.claims import Chart

STANDARD_ERRORS = 4.0
"""Width of tolerances made of standard errors: a right model fails one such reading in about 16,000."""

POWER = 1.645
"""Standard errors beyond a tolerance at which an error is caught 19 times in 20."""


@dataclass(frozen=True)
class Reading:
    """One number held against a target."""

    what: str
    target: float
    obtained: float
    tolerance: float
    reason: str
    """Why the tolerance is what it is."""
    error: float = 0.0
    """Standard error of what was obtained; 0 when nothing is random."""
    side: Literal["near", "above", "below"] = "near"
    """Near the target, or by more than the tolerance above or below it."""
    series: str = ""
    """What a figure draws it as part of."""
    x: float = math.nan
    """Where a figure draws it."""
    out_of_reach: str = ""
    """Why a published target that is not met does not fail the check; the page shows it as not met, with this reason."""

    @property
    def passed(self) -> bool:
        """Whether the target is met."""
        off = self.obtained - self.target
        if self.side == "near":
            return abs(off) <= self.tolerance
        beyond = off if self.side == "above" else -off
        return beyond > 0.0 and beyond >= self.tolerance

    @property
    def catches(self) -> float:
        """The smallest error that would be caught (19 times in 20), in the unit of the target."""
        return self.tolerance + POWER * self.error


Run: TypeAlias = Callable[[int], list[Reading]]
"""From a seed to readings."""

Draw: TypeAlias = "Callable[[Sequence[Reading]], Chart]"
"""From readings to a figure."""


@dataclass(frozen=True)
class Check:
    """One check of the suite."""

    name: str
    """Short, without spaces: file name of its figure, and what to ask for."""
    claim: str
    """What holds if the check passes."""
    source: str
    """Where the targets come from."""
    run: Run
    mutants: Mapping[str, Run]
    """Deliberately wrong variants by what is wrong with them; each must fail."""
    nulls: Mapping[str, Run] = field(default_factory=dict)
    """Variants without the mechanism that the pattern is said to need; each must fail."""
    remarks: str = ""
    """What a reader should know: what could not be met, and what was tried. Paragraphs are separated by an empty line."""
    draw: "Draw | None" = None


def failed(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings that miss targets which decide."""
    return [reading for reading in readings if not reading.passed and not reading.out_of_reach]


def of_series(readings: Sequence[Reading], name: str) -> list[Reading]:
    """Return the readings that a figure draws as one series."""
    return [reading for reading in readings if reading.series == name]


def exact(
    what: str, target: float, obtained: float, tolerance: float = 1e-9, reason: str = "", **where: object
) -> Reading:
    """Return a reading that involves no luck."""
    return Reading(what, target, float(obtained), tolerance, reason or "arithmetic: rounding only", **where)  # type: ignore[arg-type]


def proportion(what: str, target: float, hits: ArrayLike, **where: object) -> Reading:
    """Return the share of `hits` held against a probability, by its binomial standard error."""
    found = np.asarray(hits)
    error = math.sqrt(target * (1.0 - target) / found.size)
    reason = f"{STANDARD_ERRORS:g} binomial standard errors of {found.size:,} cases"
    return Reading(what, target, float(found.mean()), STANDARD_ERRORS * error, reason, error, **where)  # type: ignore[arg-type]


def mean_of(samples: ArrayLike) -> tuple[float, float]:
    """Return the mean of independent samples and its standard error."""
    found = np.asarray(samples, np.float64)
    if found.size < 2:
        return math.nan, math.nan  # which meets no target
    return float(found.mean()), float(found.std(ddof=1) / math.sqrt(found.size))


def sampled(what: str, target: float, samples: ArrayLike, rounding: float = 0.0, **where: object) -> Reading:
    """Return the mean of independent samples held against a target; `rounding` is how far the target itself is rounded."""
    found, error = mean_of(samples)
    reason = f"{STANDARD_ERRORS:g} standard errors of {np.size(samples):,} samples" + _rounded(rounding)
    return Reading(what, target, found, STANDARD_ERRORS * error + rounding, reason, error, **where)  # type: ignore[arg-type]


def _rounded(rounding: float) -> str:
    return f", and {rounding:g} for a target with so many digits" if rounding else ""


def above(what: str, target: float, samples: ArrayLike, **where: object) -> Reading:
    """Return the mean of independent samples that must lie clearly above a target."""
    return _beyond("above", what, target, samples, **where)


def below(what: str, target: float, samples: ArrayLike, **where: object) -> Reading:
    """Return the mean of independent samples that must lie clearly below a target."""
    return _beyond("below", what, target, samples, **where)


def _beyond(side: str, what: str, target: float, samples: ArrayLike, **where: object) -> Reading:
    found, error = mean_of(samples)
    reason = f"clearly {side}: by {STANDARD_ERRORS:g} standard errors of {np.size(samples):,} samples"
    return Reading(what, target, found, STANDARD_ERRORS * error, reason, error, side, **where)  # type: ignore[arg-type]
