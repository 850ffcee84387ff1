"""What every section of a report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from orgsim.explain.choosing import Choice
from orgsim.figures.all_figures import Shown
from orgsim.report.extras import Extras
from orgsim.report.following import behind, pair
from orgsim.results.comparison import Results
from orgsim.results.kept_readings import guesses_of, kept_readings, kept_survivals
from orgsim.results.over_guesses import Survival
from orgsim.results.transition import Transition, transitions
from orgsim.scenario.guesses import Guesses
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
    _behind: dict[tuple[str, str], tuple[Choice, Choice] | None] = field(default_factory=dict, repr=False)

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

    @cached_property
    def transitions(self) -> Mapping[str, Transition]:
        """What each alternative gains from quarter to quarter."""
        return {one.design: one for one in transitions(self.shown.results, self.baseline)}

    @cached_property
    def guesses(self) -> Guesses | None:
        """What the baseline rests on that could only be guessed."""
        return guesses_of(self.shown.results.manifest, self.baseline)

    @cached_property
    def readings(self) -> Sequence[Results]:
        """The results under other plausible readings of the guesses; none where the comparison was not repeated under any."""
        return kept_readings(self.shown.results) if self.guesses and self.shown.lineup.alternatives else ()

    @cached_property
    def survivals(self) -> Sequence[Survival]:
        """How the verdict on each alternative and metric fares under the other readings."""
        if not self.readings:
            return ()
        return kept_survivals(self.shown.results, self.readings, self.metrics, self.baseline, self.shown.ropes)

    @property
    def followable(self) -> Sequence[str]:
        """The designs whose futures can be followed: the alternatives, or a design that is alone."""
        return self.shown.lineup.alternatives or [self.baseline]

    @property
    def metrics(self) -> Sequence[str]:
        """The leading metric and those beside it, each once."""
        return list(dict.fromkeys((self.lead, *self.headline)))

    def behind(self, design: str, metric: str) -> tuple[Choice, Choice] | None:
        """Return the typical and the extreme future of a metric; None where it has no value."""
        if (design, metric) not in self._behind:
            self._behind[design, metric] = behind(self.shown.results, metric, pair(self.baseline, design))
        return self._behind[design, metric]

    def row_of(self, design: str, metric: str) -> str:
        """Return the anchor of the row that names the futures behind a number; empty for what cannot be followed."""
        there = design in self.followable and metric in self.metrics and self.behind(design, metric)
        return f"futures-{self.designs.index(design)}-{metric}" if there else ""

    def story_of(self, design: str, number: int) -> str:
        """Return the anchor of the story of a future; empty where it is not told."""
        told = any(one.names[-1] == design and one.choice.replication == number for one in self.extras.followed)
        return f"story-{self.designs.index(design)}-{number}" if told else ""
