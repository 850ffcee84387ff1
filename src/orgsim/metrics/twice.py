"""Who does whose work again: the minutes of duplicated effort by the team that spends them and the team that has the thing already.

A capability knows what it duplicates and how many minutes went into it, but not when. So the minutes are read off when the quarters that
count begin, at every change of the design, and at the end. What was added in between belongs to the teams as they were then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.state import Records, State
from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER, Kind
from orgsim.metrics.parts import Numbers, lines_up, nearest_stages
from orgsim.metrics.runs import Kept, column_of, plain
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
        found = pairs_in([self.until_the_end(state)], names)
        return {name: found[name].tolist() for name in (*PAIR, *AMOUNTS)}

    def until_the_end(self, run: State | Kept) -> Numbers:
        """Return all rows of a whole future, given its last state, or what was kept of it."""
        return np.concatenate([*self.stretches, self._since(run, self.last)])

    def _since(self, run: State | Kept, week: int) -> Numbers:
        """Return what was done since the last time: both teams, the capability, and minutes as in `BOOKED`, (rows, 6)."""
        apart = self.branches.apart[self.branches.stage(week)]
        made, items = (run.capabilities, run.items) if isinstance(run, Kept) else _tables_of(run)
        kinds, teams = (np.ascontiguousarray(column_of([items], name)) for name in ("kind", "team"))
        return added_since(self.before, made, kinds, teams, apart)


def _tables_of(state: State) -> tuple[Numbers, Numbers]:
    """Return the capabilities of a state that are in use, and the items."""
    return plain(state.capabilities)[: state.counters[0].capabilities], plain(state.items)


@rule
def added_since(before: Numbers, made: Records, kinds: Numbers, teams: Numbers, apart: Numbers) -> Numbers:
    """Return what was done on duplicates since each capability had taken the minutes `before`, as rows (`Twice._since`), (rows, 6).

    `made` are the capabilities in use; `kinds` and `teams` are those of items. What came with the company took no time in the run.
    """
    found = np.empty((len(made), 6), np.int64)
    rows = 0
    for row in range(len(made)):
        minutes, item = made[row]["minutes"] - (before[row] if row < len(before) else 0), made[row]["built_for"]
        if made[row]["duplicates"] == NONE or minutes <= 0 or kinds[item] != Kind.INITIATIVE:
            continue
        team, other = teams[item], made[made[row]["duplicates"]]["team"]
        found[rows, 0], found[rows, 1], found[rows, 2], found[rows, 3] = team, other, row, minutes
        found[rows, 4] = minutes if made[row]["rational"] == 0 else 0
        found[rows, 5] = minutes if apart[team, other] else 0
        rows += 1
    return found[:rows]


def pairs_in(found: Sequence[Numbers], names: Sequence[str]) -> dict[str, Numbers]:
    """Return what whole futures add to each column, one after the other, and under ``pairs`` how many pairs each of them has.

    Each is given by its rows (`Twice.until_the_end`). Pairs are in the order of the two teams, which have these `names`.
    """
    worked = np.concatenate(found)
    future = np.repeat(np.arange(len(found)), [len(rows) for rows in found])
    most = worked[:, 2].max(initial=0) + 1
    stretches = ((future * len(names) + worked[:, 0]) * len(names) + worked[:, 1]) * most + worked[:, 2]
    order = np.argsort(stretches)
    stretches = stretches[order]
    first = np.flatnonzero(np.diff(stretches // most, prepend=-1))  # the first stretch of each pair
    pairs = stretches[first] // most
    sums = np.add.reduceat(worked[order, 3:], first, axis=0)
    built = (np.diff(stretches, prepend=-1) != 0).astype(np.int64)  # 1 for the first stretch of each capability
    called = np.array(names, np.str_)
    return {
        "pairs": np.bincount(pairs // len(names) ** 2, minlength=len(found)),
        "team": called[pairs // len(names) % len(names)],
        "other": called[pairs % len(names)],
        **dict(zip(BOOKED, sums.T, strict=True)),
        "duplicates": np.add.reduceat(built, first),
    }


def twice_in(organization: Organization, branches: Branches) -> Twice:
    """Return what watches one future of an organisation, given where its teams stand."""
    return Twice(organization.warmup_quarters * WEEKS_PER_QUARTER, organization.blueprint.weeks - 1, branches)
