"""The parts of a company: domains, teams, branches (a post and everybody below it), roles and objectives.

What happens counts for the parts it belonged to in that quarter. A quarter belongs to the design that is in force in its middle; a team
or post that is not there then is looked up in the nearest stage of the design in which it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np

from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER
from orgsim.engine.vocabulary import Kind as Work
from orgsim.organization.build import Organization

Kind = Literal["domain", "team", "branch", "role", "objective"]

Values: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Numbers: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[Any]]

KINDS: Mapping[Kind, str] = {
    "domain": "domains",
    "team": "teams",
    "branch": "branches",
    "role": "roles",
    "objective": "objectives",
}
"""Every kind of part, and what several are called."""

OF_TEAMS: tuple[Kind, ...] = ("domain", "team", "branch")
"""For metrics of what teams do."""
OF_LAUNCHES: tuple[Kind, ...] = (*OF_TEAMS, "objective")
"""For sums over launches, which are split by what they contribute to each objective."""
OF_DOMAINS: tuple[Kind, ...] = ("domain",)
"""For choices among what a market offers."""
OF_OBJECTIVES: tuple[Kind, ...] = ("objective",)
"""For metrics of objectives."""
OF_POSTS: tuple[Kind, ...] = ("branch", "role")
"""For metrics of what posts do."""
OF_BRANCHES: tuple[Kind, ...] = ("branch",)
"""For metrics to which teams and posts contribute in one sum."""
OF_BOTH: tuple[Kind, ...] = (*OF_TEAMS, "role")
"""For metrics in which teams and posts have a share."""


@dataclass(frozen=True)
class Shares:
    """Which cases count in which parts: case `rows[i]` counts in part `parts[i]`, by `weights[i]` or wholly."""

    count: int
    rows: Numbers
    parts: Numbers
    weights: Values | None = None

    def sums(self, amounts: Numbers | None = None) -> Values:
        """Count the cases of each part, (parts,), or add up what each case amounts to, (cases,)."""
        return np.bincount(self.parts, self._weighted(amounts), minlength=self.count).astype(float)

    def in_futures(self, futures: Numbers, count: int) -> "Shares":
        """Return the same shares in parts of each of `count` futures, futures first, given the future of each case."""
        return Shares(self.count * count, self.rows, futures[self.rows] * self.count + self.parts, self.weights)

    def in_quarters(self, quarters: Numbers, count: int) -> "Shares":
        """Return the same shares in cells of one part and one of `count` quarters, parts first, given the quarter of each case."""
        return Shares(self.count * count, self.rows, self.parts * count + quarters[self.rows], self.weights)

    def repeated(self, cases: int, futures: int) -> "Shares":
        """Return the same shares in each of some futures, which have so many cases each, one future after the other."""
        if futures == 1:
            return self
        which = np.repeat(np.arange(futures), len(self.rows))
        rows, parts = (np.tile(numbers, futures) for numbers in (self.rows, self.parts))
        return Shares(self.count * futures, rows + which * cases, parts + which * self.count)

    def _weighted(self, amounts: Numbers | None) -> Values | None:
        if amounts is None:
            return self.weights
        taken = np.asarray(amounts, float)[self.rows]
        return taken if self.weights is None else taken * self.weights


NOWHERE = Shares(1, np.zeros(0, np.int64), np.zeros(0, np.int64))
"""Shares of nothing, where only the whole is asked for."""


def wholly(futures: Numbers, count: int) -> Shares:
    """Return in which of `count` futures cases count, given the future of each: all in one part."""
    return Shares(count, np.arange(len(futures)), futures)


@dataclass(frozen=True)
class Parts:
    """Every part of a company, whatever its kind. Shapes: N parts, Q counted quarters, T teams, P posts, D domains, K objectives.

    Rows that belong to fewer parts than others have NONE in the other places. The last row of teams and of posts is that of NONE.
    """

    kinds: tuple[Kind, ...]  # (N,)
    names: tuple[str, ...]  # (N,)
    domains: Numbers  # (D,) the part that each domain is
    teams: Numbers  # (Q, T + 1, 2 or more) the parts of each team: its domain, itself, and the branches
    posts: Numbers  # (Q, P + 1, 1 or more) the branches of each post
    roles: Numbers  # (Q, P + 1) the part that its role is
    first_objective: int  # the part that the first objective is; the others follow

    def __len__(self) -> int:
        """Return how many parts there are."""
        return len(self.names)

    def shares(
        self, work: Any, quarters: Numbers, items: Numbers | None, teams: Numbers | None, posts: Numbers | None
    ) -> Shares:
        """Return in which parts cases count, given the quarter of each, and the item, team or post that it belongs to.

        `work` has the columns ``team``, ``kind`` and ``domain`` of all items. The branch is that of the team, if there is one; the role is
        that of the post. An initiative belongs to the domain it came from, whatever its team serves.
        """
        found: list[tuple[Numbers, Numbers]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
        if items is not None:
            teams = work.team[items] if teams is None else teams
        if teams is not None:
            domains = self.teams[quarters, teams, 0]
            if items is not None:
                own = work.kind[items] == Work.INITIATIVE
                domains = np.where(own, self.domains[work.domain[items]], domains)
            found += [_known(domains), self._below_domains.parts_of(quarters, teams)]
        elif posts is not None:
            found.append(self._branches.parts_of(quarters, posts))
        if posts is not None:
            found.append(_known(self.roles[quarters, posts]))
        rows, parts = (np.concatenate(numbers) for numbers in zip(*found, strict=True))
        return Shares(len(self), rows, parts)

    @cached_property
    def _below_domains(self) -> "Lists":
        return lists_of(self.teams[:, :, 1:])

    @cached_property
    def _branches(self) -> "Lists":
        return lists_of(self.posts)

    def split(self, whole: Shares, contributions: Values, futures: Numbers) -> Shares:
        """Add the shares of objectives to those of cases, given the future of each and its contributions to objectives, (cases, K)."""
        cases, count = contributions.shape
        rows = np.concatenate([whole.rows, np.repeat(np.arange(cases), count)])
        objectives = futures[:, None] * len(self) + self.first_objective + np.arange(count)
        weights = np.concatenate([np.ones(len(whole.rows)), contributions.ravel()])
        return Shares(whole.count, rows, np.concatenate([whole.parts, objectives.ravel()]), weights)

    @cached_property
    def team_cells(self) -> Shares:
        """In which parts and quarters the rows (Q x T) of a book of teams count."""
        return self._cells(self.teams[:, :-1])

    @cached_property
    def post_cells(self) -> Shares:
        """In which parts and quarters the rows (Q x P) of a book of posts count."""
        return self._cells(np.concatenate([self.posts, self.roles[:, :, None]], axis=2)[:, :-1])

    def _cells(self, places: Numbers) -> Shares:
        quarters, rows, _ = places.shape
        when, which = np.repeat(np.arange(quarters), rows), np.tile(np.arange(rows), quarters)
        shares = Shares(len(self), *lists_of(places).parts_of(when, which))
        return shares.in_quarters(when, quarters)


@dataclass(frozen=True)
class Lists:
    """The parts that rows belong to in a quarter, in one list: `parts[first : first + count]`, with `first` and `count` (Q, rows)."""

    parts: Numbers
    first: Numbers
    count: Numbers

    def parts_of(self, quarters: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return the parts of cases, one case after the other, given its quarter and row, and before them to which case each belongs."""
        counts = self.count[quarters, rows]
        ends = np.cumsum(counts)
        cases = np.repeat(np.arange(len(counts)), counts)
        shift = self.first[quarters, rows] - ends + counts
        return cases, self.parts[np.arange(len(cases)) + shift[cases]]


def lists_of(places: Numbers) -> Lists:
    """Return parts as lists, given the parts of each quarter and row, (Q, rows, M), NONE where there is none."""
    there = places != NONE
    count = there.sum(axis=2)
    return Lists(places[there], np.cumsum(count).reshape(count.shape) - count, count)


def _known(parts: Numbers) -> tuple[Numbers, Numbers]:
    """Return which of some cases have a part, and these parts, (cases,)."""
    there = np.flatnonzero(parts != NONE)
    return there, parts[there]


def parts_of(organization: Organization) -> Parts:
    """Return the parts of an organisation; a team, post or role is one when it is there in some stage that counts."""
    teams, posts = organization.blueprint.team_plan, organization.blueprint.post_plan
    named: dict[Kind, list[str]] = {
        "domain": organization.domains,
        "team": [organization.teams[row] for row in _there(organization, teams.active)],
        "branch": [organization.posts[row] for row in _there(organization, posts.active)],
        "role": _roles(organization),
        "objective": organization.objectives,
    }
    part = {(kind, name): place for place, (kind, name) in enumerate((k, n) for k in named for n in named[k])}

    def numbers(kind: Kind, names: list[str]) -> Numbers:
        return np.array([part.get((kind, name), NONE) for name in names], np.int64)

    domains = numbers("domain", organization.domains)
    branches = np.append(numbers("branch", organization.posts), NONE)  # the last place is that of NONE
    lines = lines_up(posts.manager)
    of_team, of_post = _homes(organization, teams.active), _homes(organization, posts.active)
    team, post = np.arange(len(organization.teams)), np.arange(len(organization.posts))
    owned = lines[of_team, teams.owner[of_team, team]]
    own = np.broadcast_to(numbers("team", organization.teams), of_team.shape)
    of_teams = np.concatenate([np.stack([domains[teams.domain[of_team, team]], own], axis=2), branches[owned]], axis=2)
    return Parts(
        kinds=tuple(kind for kind, _ in part),
        names=tuple(name for _, name in part),
        domains=domains,
        teams=_and_none(of_teams),
        posts=_and_none(branches[lines[of_post, post]]),
        roles=_and_none(_role_rows(organization, numbers)[of_post, post]),
        first_objective=len(part) - len(organization.objectives),
    )


def _and_none(places: Numbers) -> Numbers:
    """Return the parts of rows, (Q, rows, ...), with a last row that belongs to none, which is where NONE as an index leads."""
    return np.concatenate([places, np.full_like(places[:, :1], NONE)], axis=1)


def eras_that_count(organization: Organization) -> Numbers:
    """Return the stages of the design that are in force in some week that counts."""
    first = organization.warmup_quarters * WEEKS_PER_QUARTER
    weeks = organization.blueprint.era_weeks
    return np.flatnonzero(np.append(weeks[1:], np.iinfo(np.int64).max) > first)


def _homes(organization: Organization, active: Numbers) -> Numbers:
    """Return the stage in which each row is looked up in each quarter, (Q, rows), given in which stages it is there."""
    first = organization.warmup_quarters
    middles = (first + np.arange(organization.quarters)) * WEEKS_PER_QUARTER + WEEKS_PER_QUARTER // 2
    return nearest_stages(active, np.searchsorted(organization.blueprint.era_weeks, middles, side="right") - 1)


def nearest_stages(active: Numbers, eras: Numbers) -> Numbers:
    """Return the stage nearest to each of some stages in which each row is there, (stages, rows), given in which stages it is."""
    distance = np.abs(np.arange(len(active))[None, :, None] - eras[:, None, None])
    return np.asarray(np.argmin(np.where(active[None] != 0, distance, len(active) + distance), axis=1))


def _there(organization: Organization, active: Numbers) -> Numbers:
    """Return the rows that are there in some stage that counts."""
    return np.flatnonzero(active[eras_that_count(organization)].any(axis=0))


def lines_up(managers: Numbers) -> Numbers:
    """Return each post and its superiors up to the top, (eras, P + 1, M), given the managers (eras, P); the last row is that of NONE."""
    eras, posts = managers.shape
    above = np.concatenate([managers, np.full((eras, 1), NONE)], axis=1)
    line = [np.tile(np.append(np.arange(posts), NONE), (eras, 1))]
    while (line[-1] != NONE).any():
        line.append(above[np.arange(eras)[:, None], line[-1]])
    return np.stack(line[:-1] or line, axis=2)


def _roles(organization: Organization) -> list[str]:
    """Return the roles that some post has in a stage that counts."""
    scenarios = [organization.design.stages[era].scenario for era in eras_that_count(organization)]
    return sorted({post.role for scenario in scenarios for post in scenario.posts.values()})


def _role_rows(organization: Organization, numbers: Callable[[Kind, list[str]], Numbers]) -> Numbers:
    """Return the part that the role of each post is in each stage, (eras, P)."""
    scenarios = [stage.scenario for stage in organization.design.stages]
    posts = organization.posts
    return np.array(
        [numbers("role", [s.posts[name].role if name in s.posts else "" for name in posts]) for s in scenarios]
    )
