"""Who does whose work again: the minutes of duplicated effort by the team that spends them and the team that has the thing already.

A capability knows what it duplicates and how many minutes went into it, but not when. So the minutes are read off when the quarters that
count begin, at every change of the design, and at the end. What was added in between belongs to the teams as they were then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orgsim.engine.state import State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Kind
from orgsim.metrics.parts import Numbers, lines_up, nearest_stages
from orgsim.organization.build import Organization

PAIR = {
    "team": ("team that builds what another one has", "name"),
    "other": ("team that has it already, or began to build it before", "name"),
}
AMOUNTS = {
    "minutes": ("time spent on such duplicates in the quarters that count", "minutes"),
    "unaware": ("part of it by teams that knew of no capability of the type", "minutes"),
    "across": (
        "part of it between teams that have no superior in common, or only one at the top of the company",
        "minutes",
    ),
    "duplicates": ("capabilities that were worked on so", "capabilities"),
}
"""Column: title and unit."""
BOOKED = ("minutes", "unaware", "across")


@dataclass(frozen=True)
class Branches:
    """In which weeks which teams stand apart: without a common superior below the top of the company, (stages, T, T)."""

    apart: Numbers
    weeks: Numbers  # (stages,) the first of each stage

    def stage(self, week: int) -> int:
        """Return the stage in force in a week."""
        return int(np.searchsorted(self.weeks, week, side="right")) - 1


def branches_of(organization: Organization) -> Branches:
    """Return which teams stand apart; a team that is not there in a stage stands where it does in the nearest one."""
    teams, managers = organization.blueprint.team_plan, organization.blueprint.post_plan.manager
    home = nearest_stages(teams.active, np.arange(len(teams)))
    lines = lines_up(managers)[home, teams.owner[home, np.arange(teams.shape[1])]]
    above = np.concatenate([managers, np.full((len(managers), 1), NONE)], axis=1)  # the last place is that of NONE
    below_the_top = above[home[:, :, None], lines] != NONE
    under = np.zeros((*teams.shape, managers.shape[1]), np.float32)
    stages, rows, places = np.nonzero(below_the_top)
    under[stages, rows, lines[stages, rows, places]] = 1.0
    return Branches(under @ under.swapaxes(1, 2) == 0.0, np.asarray(organization.blueprint.era_weeks))


@dataclass
class Twice:
    """What was found out in one future so far: a row for each stretch of time in which a team worked on a duplicate.

    `first` and `last` are the first and the last week that count.
    """

    first: int
    last: int
    branches: Branches
    stretches: list[Numbers] = field(default_factory=list)
    before: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def weeks(self) -> Sequence[int]:
        """The week in which counting begins, and those later ones in which the design changes."""
        return [self.first, *(week for week in self.branches.weeks.tolist() if week > self.first)]

    def see(self, state: State, week: int) -> None:
        """Read the minutes off before a week begins; those since the last time belong to the teams as they still are."""
        if week > self.first:
            self.stretches.append(self._since(state, week - 1))
        self.before = state.capabilities.minutes[: state.counters[0].capabilities].copy()

    def rows(self, state: State, names: Sequence[str]) -> dict[str, list[Any]]:
        """Return what a whole future adds to each column, given its last state and the names of all teams."""
        worked = np.concatenate([*self.stretches, self._since(state, self.last)])
        pairs, place = np.unique(worked[:, 0] * len(names) + worked[:, 1], return_inverse=True)
        sums = np.zeros((len(pairs), len(BOOKED)), np.int64)
        np.add.at(sums, place, worked[:, 3:])
        built = np.unique(np.stack([place, worked[:, 2]]), axis=1)[0]
        return {
            "team": [names[pair // len(names)] for pair in pairs.tolist()],
            "other": [names[pair % len(names)] for pair in pairs.tolist()],
            **dict(zip(BOOKED, sums.T.tolist(), strict=True)),
            "duplicates": np.bincount(built, minlength=len(pairs)).tolist(),
        }

    def _since(self, state: State, week: int) -> Numbers:
        """Return what was done since the last time: both teams, the capability, and minutes as in `BOOKED`, (rows, 6)."""
        made = state.capabilities[: state.counters[0].capabilities]
        added = made.minutes.copy()
        added[: len(self.before)] -= self.before
        builds = (
            state.items.kind[made.built_for] == Kind.INITIATIVE
        )  # what came with the company took no time in the run
        found = np.flatnonzero(builds & (made.duplicates != NONE) & (added > 0))
        team, other = state.items.team[made.built_for[found]], made.team[made.duplicates[found]]
        minutes = added[found]
        unaware = minutes * (made.rational[found] == 0)
        across = minutes * self.branches.apart[self.branches.stage(week), team, other]
        return np.stack([team, other, found, minutes, unaware, across], axis=1)


def twice_in(organization: Organization, branches: Branches) -> Twice:
    """Return what watches one future of an organisation, given where its teams stand."""
    return Twice(organization.warmup_quarters * WEEKS_PER_QUARTER, organization.blueprint.weeks - 1, branches)
