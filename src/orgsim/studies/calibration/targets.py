"""What is reported of real organisations: the ranges that the calibration table compares default results with."""

from dataclasses import dataclass
from pathlib import Path

from orgsim.scenario.document import read_document


@dataclass(frozen=True)
class Target:
    """One reported fact and the number of the model that should be near it."""

    name: str
    what: str
    unit: str
    low: float
    high: float
    source: str
    confidence: str
    if_missed: str = ""
    """Why it is off, when it is."""

    def holds(self, mean: float) -> bool:
        """Tell whether a mean lies in the range."""
        return self.low <= mean <= self.high


TARGETS = tuple(Target(**entry) for entry in read_document(Path(__file__).with_suffix(".yaml")).data)
NOT_MEASURED = (
    "Not measured here: the effect of good superiors on output and on exits, the tenth-to-ninetieth percentile of superiors, and ramp-up "
    "times (the last are inputs). Time to fill is measured as the whole vacancy."
)
