"""The parts of a company: domains, teams, branches (a post and everybody below it), roles and objectives.

What happens counts for the parts it belonged to in that quarter. A quarter belongs to the design that is in force in its middle; a team
or post that is not there then is looked up in the nearest stage of the design in which it is.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from orgsim.engine.vocabulary import NONE, WEEKS_PER_QUARTER
from orgsim.metrics.adding import Cells, Numbers, Values, add_up
from orgsim.metrics.placing import Lists, Places, lists_of
from orgsim.organization.build import Organization

__all__ = ["Numbers", "Values"]

Kind = Literal["domain", "team", "branch", "role", "objective"]

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
    """Which cases count in which parts: case i in `parts[begin[i] : begin[i + 1]]`, in its future and quarter.

    `size` is (F, N, Q), the numbers of futures, parts and quarters; `shape` has the axes of futures and parts that are asked for.
    """

    futures: Numbers
    quarters: Numbers
    parts: Numbers
    begin: Numbers
    size: tuple[int, int, int]
    shape: tuple[int, ...] = ()

    def sums(self, amounts: Numbers | None = None) -> Values:
        """Count cases by quarter, (..., Q), or add up what each case amounts to, (cases,)."""
        each = np.ones(len(self.futures)) if amounts is None else np.asarray(amounts)
        return np.asarray(self.sums_of(each[:, None])[0])

    def sums_of(self, amounts: Numbers) -> Values:
        """Add up by quarter what each case amounts to in several ways, (cases, ways); (ways, ..., Q)."""
        sums = np.zeros((math.prod(self.size), amounts.shape[1]))
        add_up(sums, self.cells, np.ascontiguousarray(amounts, float))
        return np.ascontiguousarray(sums.T).reshape(amounts.shape[1], *self.shape, self.size[2])

    @property
    def cells(self) -> Cells:
        """In which cells cases are, each of a future, a part and a quarter."""
        return Cells(self.parts, self.begin, self.futures, self.quarters, self.size)

    @property
    def cells_of_all(self) -> Cells:
        """In which cells cases are, each of a future, a part and all quarters."""
        return self.cells._replace(size=(*self.size[:2], 0))

    def belonging(self, parts: Sequence[int]) -> Numbers:
        """Return which cases belong to one of some parts, (cases,)."""
        found = np.zeros(len(self.futures), bool)
        found[np.repeat(np.arange(len(self.futures)), np.diff(self.begin))[np.isin(self.parts, parts)]] = True
        return found


def wholly(futures: Numbers, quarters: Numbers, count: int, last: int, shape: tuple[int, ...] = ()) -> Shares:
    """Return that cases count in one part, the whole, of `count` futures, as far as their quarter is before the `last` and not before 0."""
    begin = np.zeros(len(quarters) + 1, np.int64)
    np.cumsum((quarters >= 0) & (quarters < last), out=begin[1:])
    return Shares(futures, quarters, np.zeros(begin[-1], np.int32), begin, (count, 1, last), shape)


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

    @cached_property
    def places(self) -> Places:
        """The parts of teams and of posts as compiled loops look them up."""
        posts = np.concatenate([self.roles[:, :, None], self.posts], axis=2)
        return Places(np.roll(self.teams, 1, axis=1), np.roll(posts, 1, axis=1))

    @cached_property
    def places_and_whole(self) -> Places:
        """The same with one more place for the whole company, to which all belong: part N."""
        return Places(*(np.insert(places, places.shape[2], len(self), axis=2) for places in self.places))

    @cached_property
    def of_teams(self) -> Lists:
        """All parts of teams."""
        return lists_of(self.teams[:, :-1])

    @cached_property
    def of_posts(self) -> Lists:
        """All parts of posts."""
        return lists_of(np.concatenate([self.posts, self.roles[:, :, None]], axis=2)[:, :-1])


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
