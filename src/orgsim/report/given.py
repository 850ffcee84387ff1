"""What every section of a report is made from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgsim.figures.all_figures import Shown
from orgsim.report.extras import Extras
from orgsim.scenario.model import Scenario

MOST_LISTED = 12
"""Longer lists of changes are folded away."""


@dataclass(frozen=True)
class Given:
    """What the report is made from: what is shown, the leading metric, and the metrics beside it."""

    shown: Shown
    lead: str
    headline: Sequence[str]
    extras: Extras = field(default_factory=Extras)

    @property
    def designs(self) -> Sequence[str]:
        """The designs, the baseline first."""
        return self.shown.lineup.designs

    @property
    def baseline(self) -> str:
        """The design that others are compared with."""
        return self.shown.baseline

    def final(self, design: str) -> Scenario:
        """Return a design as it is after its last change."""
        return self.shown.stages[design][-1][1]
