"""What figures of careers, and the report, are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orgsim.careers.side_by_side import Wait, waits
from orgsim.careers.simulation import CareerResults
from orgsim.figures.style import Lineup
from orgsim.figures.words import plain
from orgsim.scenario.ladder.model import Level


@dataclass(frozen=True)
class Careers:
    """Simulated ladders by name, the baseline first, and the careers that are followed."""

    results: Mapping[str, CareerResults]
    entry: str | None = None
    """Level whose hires are followed."""
    goal: str | None = None
    """Level that they may come to."""

    @property
    def names(self) -> list[str]:
        """The arms, the baseline first."""
        return list(self.results)

    @property
    def found(self) -> list[CareerResults]:
        """The results, the baseline's first."""
        return list(self.results.values())

    @property
    def first(self) -> CareerResults:
        """The baseline's results."""
        return self.found[0]

    @property
    def single(self) -> bool:
        """Whether there is nothing to compare with."""
        return len(self.results) == 1

    @cached_property
    def lineup(self) -> Lineup:
        """The arms with their looks."""
        return Lineup.of(self.names, self.names[0])

    @cached_property
    def waits(self) -> list[Wait]:
        """Time to promotion out of every level, arm by arm."""
        return waits(self.names, self.found)

    @cached_property
    def levels(self) -> dict[str, Level]:
        """Every level of any arm, by the height that the first ladder with it gives it, the top rung first."""
        found: dict[str, Level] = {}
        for each in self.found:
            for name in each.plan.levels:
                found.setdefault(name, each.plan.ladder.levels[name])
        return dict(sorted(found.items(), key=lambda entry: -entry[1].rung))

    def title(self, level: str) -> str:
        """Return what a level is called."""
        return plain(self.levels[level].title) if level in self.levels else plain(level)

    def rows(self) -> Sequence[str]:
        """Return the levels that have ever had anybody, the top rung first."""
        return [name for name in self.levels if any(self._peopled(each, name) for each in self.found)]

    @staticmethod
    def _peopled(results: CareerResults, level: str) -> bool:
        return level in results.plan.levels and bool(results.series["heads"][:, :, results.plan.row(level)].any())
