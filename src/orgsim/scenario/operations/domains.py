"""Operations on domains: they belong to the market and stay, so what changes is who leads those who serve them."""

from typing import Annotated, ClassVar

from pydantic import Field

from orgsim.plain_words import agreeing
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import place
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.selecting import the_one
from orgsim.scenario.operations.wording import those


def owners_of(chart: Chart, domains: list[str], field: str) -> list[str]:
    """Return those who own a team of some domains, in the order of the file."""
    owners = {team.get("owner") for team in chart.teams.values() if team["domain"] in domains}
    found = [post for post in chart.posts if post in owners]
    if not found:
        raise Refused(f"nobody owns a team of {those(domains)}", field)
    return found


class MergeDomains(Operation):
    """One head leads all who own teams of some domains; the domains themselves belong to the market and stay."""

    short: ClassVar[str] = "domains"
    example: ClassVar[str] = "merge_domains: {domains: [billing, accounts], under: dir-money}"

    domains: Annotated[list[str], Field(min_length=2, max_length=2000)]
    """Which domains."""
    under: str | None = None
    """Who leads them; default: the superior whose branch has most of their engineers, the head apart."""

    def act(self, chart: Chart) -> str:
        """Move under the head whoever owns a team of these domains and is not below it yet."""
        domains = [chart.known("domains", domain, "domains") for domain in self.domains]
        owners = owners_of(chart, domains, "domains")
        head = the_one(chart, self.under, "under") if self.under is not None else self._head(chart, owners, domains)
        moved = [
            post
            for post in owners
            if post not in (head, *chart.line(head)) and head not in chart.line(post) and chart.above(post) is not None
        ]
        for post in moved:
            place(chart, post, head)
        now = f"{those(moved)} {agreeing(len(moved), '{moves|move}')} there" if moved else "all of them do already"
        aside = [post for post in owners if post != head and head not in chart.line(post)]
        apart = f", apart from {those(aside)}," if aside else ""
        who = f"All who own teams of {those(domains)}{apart} report to {head} or below"
        return f"{who} ({now}); the domains belong to the market and stay."

    def _head(self, chart: Chart, owners: list[str], domains: list[str]) -> str:
        """Return the superior with most engineers of these domains below, not counting roots unless there is nobody else."""
        there: dict[str, int] = {}
        for owner in owners:
            teams = [team for team in chart.owned(owner) if chart.teams[team]["domain"] in domains]
            for above in chart.line(owner):
                there[above] = there.get(above, 0) + chart.engineers(teams)
        if not there:
            raise Refused("those who own these teams report to nobody; say with `under` who leads them", "under")
        return max(there, key=lambda post: (chart.above(post) is not None, there[post], len(chart.line(post))))


class SplitDomain(Operation):
    """The owners of a domain's teams are divided among several heads; the domain itself belongs to the market and stays."""

    short: ClassVar[str] = "domain"
    example: ClassVar[str] = "split_domain: {domain: search, heads: [dir-discovery, dir-money]}"

    domain: str
    """Which domain."""
    heads: Annotated[list[str], Field(min_length=2, max_length=100)]
    """Who leads a part; those who are below one of them already stay there as far as the parts come out even."""

    def act(self, chart: Chart) -> str:
        """Divide the owners; those who are above one of the heads cannot come below it, and stay."""
        heads = list(dict.fromkeys(the_one(chart, post, "heads") for post in self.heads))
        if len(heads) < 2:
            raise Refused(f"{those(heads)} alone cannot divide it: name two heads or more", "heads")
        domain = chart.known("domains", self.domain, "domain")
        above = {post for head in heads for post in (head, *chart.line(head))}
        owners = owners_of(chart, [domain], "domain")
        parts = divided(chart, [post for post in owners if post not in above], heads)
        for head, part in parts.items():
            for post in part:
                if head not in chart.line(post):
                    place(chart, post, head)
        told = "; ".join(f"{head} leads {those(part)}" for head, part in parts.items())
        return f"Those who own teams of {domain} are divided: {told}. The domain belongs to the market and stays."


def divided(chart: Chart, owners: list[str], heads: list[str]) -> dict[str, list[str]]:
    """Divide owners among heads as evenly as can be; those below a head already come first there."""
    if len(owners) < len(heads):
        raise Refused(f"{len(owners)} posts own its teams, which are too few for {len(heads)} heads", "heads")
    most = -(-len(owners) // len(heads))
    parts = {head: [post for post in owners if head in chart.line(post)][:most] for head in heads}
    left = [post for post in owners if not any(post in part for part in parts.values())]
    for post in left:
        min(parts.values(), key=len).append(post)
    return parts
