"""Into which domains teams move that a reading gives to other owners, what that leaves of the demand, and which domains it opens."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean
from typing import Any

from orgsim.scenario.model import Scenario
from orgsim.scenario.template import mix

PREFIXES = ("cpo", "dir")
"""What the id of a post may begin with beside its role; the rest is what it is about."""

Pairs = Mapping[tuple[str, str], float]
"""The closeness of pairs of domains."""


@dataclass
class Market:
    """The domain of every team, and the demand of every domain, as teams move one after the other."""

    scenario: Scenario
    domains: dict[str, str]
    demand: dict[str, float]
    opened: dict[str, str] = field(default_factory=dict)
    """The domains that are new, each with the post whose teams are in it."""

    @classmethod
    def today(cls, scenario: Scenario) -> "Market":
        """Return the market as the file has it."""
        demand = {name: domain.opportunities_per_week for name, domain in scenario.domains.items()}
        return cls(scenario, {name: team.domain for name, team in scenario.teams.items()}, demand)

    def move(self, team: str, home: str | None, owner: str) -> str:
        """Move a team with its share of the demand into its owner's `home`, or into a new domain; return the owner's home then.

        The last team of a domain stays in it, so that nothing that is said of the domain is lost: it becomes the owner's.
        """
        here = self.domains[team]
        together = [name for name, domain in self.domains.items() if domain == here]
        if here == home or len(together) == 1:
            return home or here
        to = home or self._open(owner)
        engineers = {name: self.scenario.teams[name].engineers for name in together}
        share = self.demand[here] * engineers[team] / sum(engineers.values())
        self.demand[here], self.demand[to] = round(self.demand[here] - share, 4), round(self.demand[to] + share, 4)
        self.domains[team] = to
        return to

    def _open(self, owner: str) -> str:
        """Open the domain of a post that had no team, called after what the post is about, as an import calls it."""
        about = about_of(owner, self.scenario.posts[owner].role)
        names = (about if number == 1 else f"{about}-{number}" for number in range(1, len(self.demand) + 2))
        name = next(name for name in names if name not in self.demand)
        self.demand[name] = 0.0
        self.opened[name] = owner
        return name

    def patch(self) -> dict[str, Any]:
        """Return what is to be said of domains: another demand, or all of a new one."""
        there = self.scenario.domains
        changed = {
            name: {"opportunities_per_week": rate}
            for name, rate in self.demand.items()
            if name in there and rate != there[name].opportunities_per_week
        }
        return changed | {name: self._new(name) for name in self.opened}

    def _new(self, name: str) -> dict[str, Any]:
        """Return what a new domain is: by the template where the domain of its first team is, too, and otherwise as that one is."""
        first = next(team for team, domain in sorted(self.domains.items()) if domain == name)
        source = self.scenario.teams[first].domain
        objectives = dict(self.scenario.domains[source].objectives)
        by_template = objectives == mix(source)
        return {
            "name": name.replace("-", " ").capitalize(),
            "opportunities_per_week": self.demand[name],
            "objectives": mix(name) if by_template else objectives,
        }

    def pairs(self, stated: Pairs) -> dict[tuple[str, str], float]:
        """Return the closeness of new domains to all others.

        It is the mean of what is `stated` of pairs of domains whose owners stand to each other alike: in one line of superiors, or not.
        """
        today = owners_of(self.scenario)
        alike: dict[bool, list[float]] = {True: [], False: []}
        for (one, other), close in stated.items():
            alike[self._near(today.get(one), today.get(other))].append(close)
        usual = fmean(stated.values()) if stated else 1.0
        means = {near: fmean(found) if found else usual for near, found in alike.items()}
        now = today | self.opened
        return {
            (one, other): round(means[self._near(now.get(one), now.get(other))], 4)
            for one, other in combinations(sorted(self.demand), 2)
            if one in self.opened or other in self.opened
        }

    def _near(self, one: str | None, other: str | None) -> bool:
        """Tell whether two owners have the same superior, or one is the superior of the other."""
        if one is None or other is None:
            return False
        posts = self.scenario.posts
        above = posts[one].reports_to, posts[other].reports_to
        return one == other or (above[0] is not None and above[0] == above[1]) or above[0] == other or above[1] == one


def about_of(post: str, role: str) -> str:
    """Return what a post is about: its id without the role that it begins with.

    Example
    -------
    >>> about_of("pm-backend", "pm"), about_of("dir-core", "director"), about_of("mary-ann", "pm")
    ('backend', 'core', 'mary-ann')
    """
    prefix = next((one for one in (role, *PREFIXES) if post.startswith(f"{one}-")), None)
    return post.removeprefix(f"{prefix}-") if prefix else post


def moved_market(scenario: Scenario, moved: Mapping[str, str]) -> Market:
    """Return the market after teams have gone to their new owners, one after the other."""
    market = Market.today(scenario)
    homes = homes_of(scenario, moved)
    for team, owner in sorted(moved.items()):
        homes[owner] = market.move(team, homes.get(owner), owner)
    return market


def homes_of(scenario: Scenario, moved: Collection[str]) -> dict[str, str]:
    """Return in which domain every owner of a team that stays has most engineers; the first by name of equals."""
    staying = {name: team for name, team in scenario.teams.items() if name not in moved}
    return _most((team.owner, team.domain, team.engineers) for team in staying.values() if team.owner)


def owners_of(scenario: Scenario) -> dict[str, str]:
    """Return who owns most engineers of every domain; the first by name of equals."""
    return _most((team.domain, team.owner, team.engineers) for team in scenario.teams.values() if team.owner)


def _most(counts: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """Return for every first name the second one with the largest sum of numbers."""
    sums: dict[str, Counter[str]] = {}
    for one, other, number in counts:
        sums.setdefault(one, Counter())[other] += number
    return {one: min(found, key=lambda other: (-found[other], other)) for one, found in sums.items()}
