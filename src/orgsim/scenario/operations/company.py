"""What designs ask of a chart: who leads, who owns products, and how close products are.

Everything goes by what a post is (it reports to nobody, it has reports, it owns a team), never by the name of its role.
"""

from collections.abc import Iterable, Mapping

from orgsim.scenario.names import Data, mapping, table
from orgsim.scenario.operations.chart import Chart


def owned(chart: Chart) -> dict[str, list[str]]:
    """Return the teams of every post that owns any."""
    found: dict[str, list[str]] = {}
    for name, team in chart.teams.items():
        if (owner := team.get("owner")) is not None:
            found.setdefault(owner, []).append(name)
    return found


def tops(chart: Chart) -> list[str]:
    """Return those who report to nobody and lead somebody who owns a team, the one with most engineers first."""
    teams = owned(chart)
    led = {root: [post for post in chart.branch(root)[1:] if post in teams] for root in chart.roots()}
    size = {root: chart.engineers(team for post in posts for team in teams[post]) for root, posts in led.items()}
    return sorted((root for root in led if led[root]), key=lambda root: -size[root])


def owners(chart: Chart, top: str) -> list[str]:
    """Return the posts below another one that own a team, in the order of the file."""
    below, teams = set(chart.branch(top)[1:]), owned(chart)
    return [post for post in chart.posts if post in below and post in teams]


def heads(chart: Chart, top: str) -> list[str]:
    """Return the posts between a top and the owners of teams: those who lead one, directly or not; in the order of the file."""
    above = {head for owner in owners(chart, top) for head in chart.line(owner)}
    below = set(chart.branch(top)[1:])
    return [post for post in chart.posts if post in above and post in below]


def line_heads(chart: Chart, top: str) -> list[str]:
    """Return the heads who report to a top itself."""
    return [post for post in heads(chart, top) if chart.above(post) == top]


def vacant(chart: Chart, posts: Iterable[str]) -> list[str]:
    """Return the posts that nobody holds; they lead where no other can."""
    return [post for post in posts if chart.get("posts", post, "vacant")]


def domains_of_their_own(chart: Chart, posts: Iterable[str]) -> str:
    """Say that most of some posts have a domain, that of most engineers below them, in which none of the others is; nothing where not.

    Whole domains make no groups then. Those who own nothing, and help others, do not count.
    """
    found = [domain for post in posts if (domain := main_domain(chart, chart.branch(post)))]
    alone = sum(found.count(domain) == 1 for domain in found)
    if len(found) < 2 or 2 * alone <= len(found):
        return ""
    which = "every product is a domain of its own"
    if alone < len(found):
        which = f"{alone} of {len(found)} products are domains of their own"
    return f"{which}, so related domains come together"


def plain_owners(chart: Chart, superior: str) -> list[str]:
    """Return the reports of a post that own a team and lead nobody."""
    teams, below = owned(chart), chart.below()
    return [post for post in below.get(superior, []) if post in teams and post not in below]


def engineers_of(chart: Chart, post: str) -> int:
    """Return the engineers in the teams that a post owns."""
    return chart.engineers(chart.owned(post))


Products = Mapping[str, float]
"""The engineers that somebody has in each domain."""


def products(chart: Chart, posts: Iterable[str]) -> dict[str, float]:
    """Return the domains that posts own teams in, by their engineers."""
    teams = owned(chart)
    found: dict[str, float] = {}
    for post in posts:
        for team in teams.get(post, []):
            domain = str(chart.get("teams", team, "domain"))
            found[domain] = found.get(domain, 0.0) + chart.engineers([team])
    return found


def main_domain(chart: Chart, posts: Iterable[str]) -> str:
    """Return the domain in which posts have most engineers; of several, the one that comes first in the file."""
    found = products(chart, posts)
    return max((name for name in mapping(chart.data["domains"]) if name in found), key=found.__getitem__, default="")


class Closeness:
    """How close domains are: as stated, or, where nothing is stated, only to themselves. It belongs to the market."""

    def __init__(self, chart: Chart) -> None:
        related: Data = mapping(chart.data.get("related"))
        self.pairs = table(related, "pairs")
        self.clusters = [set(group) for group in mapping(related.get("clusters")).values()]
        within, between = related.get("within"), related.get("between")
        self.within = 1.0 if within is None else float(within)
        self.between = 0.0 if between is None else float(between)
        self.stated = bool(self.pairs or self.clusters)
        self.domains = list(mapping(chart.data["domains"]))

    def of(self, one: str, other: str) -> float:
        """Return how close two domains are, from 0 to 1."""
        if one == other:
            return 1.0
        for first, second in ((one, other), (other, one)):
            if second in self.pairs.get(first, {}):
                return float(self.pairs[first][second])
        if any(one in group and other in group for group in self.clusters):
            return self.within
        return self.between if self.stated else 0.0

    def between_products(self, one: Products, other: Products) -> float:
        """Return how close what two have is, weighed by engineers, from 0 to 1."""
        whole = sum(one.values()) * sum(other.values())
        near = sum(a * b * self.of(d, e) for d, a in one.items() for e, b in other.items())
        return near / whole if whole else 0.0

    def to_all(self, domain: str) -> float:
        """Return how close a domain is to all others together."""
        return sum(self.of(domain, other) for other in self.domains if other != domain)
