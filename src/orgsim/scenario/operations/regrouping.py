"""New lines: those who own products, or the pods they are in, come under other heads, by what belongs together or across it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from orgsim.plain_words import counted
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import close, place
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.company import (
    Closeness,
    domains_of_their_own,
    heads,
    line_heads,
    main_domain,
    owned,
    owners,
    products,
    tops,
    vacant,
)
from orgsim.scenario.operations.dividing import across, filled, matched, together
from orgsim.scenario.operations.wording import those

SAME_SUPERIOR = 0.01
"""How much closer two units seem when they have the same superior today: enough to settle ties, so that nobody moves without a reason."""
FEWEST = 4
"""Units that it takes to form two lines."""
MOST_LINES = 12
"""Heads that may report to one superior before there is another layer."""

By = Literal["relatedness", "domain", "across"]


class Regroup(Operation):
    """Lets those who own products report to other heads, pods as a whole; heads who have nobody left close, and missing ones open."""

    short: ClassVar[str] = "by"
    example: ClassVar[str] = "regroup: {by: relatedness, fewest: 3, most: 9, lead: director}"

    by: By
    """What makes a group: domains that are close to each other (`relatedness`), whole domains, or on purpose no domain (`across`).

    Where most units are domains of their own, `domain` goes by relatedness and says so.
    """
    fewest: int = Field(3, ge=1, le=100)
    """Fewest reports of a head, where the company allows it."""
    most: int = Field(9, ge=2, le=200)
    """Most reports of a head."""
    lead: str = "director"
    """Role of heads that have to be opened."""
    unless: int | None = Field(None, ge=1)
    """Leaves a company alone that has at least so many heads below its top."""

    def act(self, chart: Chart) -> str:
        """Regroup below every top that leads enough."""
        said = [told for top in tops(chart) if (told := self._below(chart, top))]
        if not said:
            raise Refused(
                f"it takes {FEWEST} posts or pods below one superior to form two lines, and nobody leads as many"
            )
        return "; ".join(said)

    def _below(self, chart: Chart, top: str) -> str:
        present = line_heads(chart, top)
        if self.unless is not None and len(present) >= self.unless:
            return f"the {len(present)} lines under {top} stay"
        units, between = units_of(chart, top), heads(chart, top)
        if len(units) < FEWEST:
            return ""
        alone = domains_of_their_own(chart, units) if self.by == "domain" else ""
        groups = self._groups(chart, units, len(present), "relatedness" if alone else self.by)
        led = {head: [unit for unit in units if chart.above(unit) == head] for head in present}
        present_first = matched(groups, led, vacant(chart, led))
        leads = [lead or self._opened(chart, group, top) for group, lead in zip(groups, present_first, strict=True)]
        for group, lead in zip(groups, leads, strict=True):
            for unit in group:
                place(chart, unit, lead)
        closed = close_empty(chart, between, top)
        self._upper(chart, leads, top)
        told = _told(top, groups, sum(lead not in between for lead in leads), closed)
        return told + self._apart(groups, leads) + (f"; {alone}" if alone else "")

    def _apart(self, groups: Sequence[Sequence[str]], leads: Sequence[str]) -> str:
        """Say who leads a single unit although more are asked for, and why."""
        lone = [lead for lead, group in zip(leads, groups, strict=True) if len(group) < min(self.fewest, 2)]
        return f", {those(lone)} with a single report, since no other head has room within {self.most}" if lone else ""

    def _groups(self, chart: Chart, units: Sequence[str], present: int, by: By) -> list[list[str]]:
        """Return the units in groups, as many as there are heads today, or for `domain` domains, within the bounds of spans."""
        usual = -(-2 * len(units) // (self.fewest + self.most))
        wanted = len({domain_of(chart, unit) for unit in units}) if by == "domain" else present or usual
        number = max(2, min(max(wanted, -(-len(units) // self.most)), max(1, len(units) // self.fewest)))
        close_to = Nearness(chart, units, whole_domains=by == "domain")
        if by == "across":
            return across(together(units, -(-len(units) // number), close_to), number)
        even = -(-len(units) // number)
        found = together(units, number, close_to, min(self.most, -(-even * 3 // 2)))
        return filled(found, min(self.fewest, 2), self.most, close_to)

    def _opened(self, chart: Chart, group: Iterable[str], above: str) -> str:
        """Open a post that leads a group, named after the domain in which it has most engineers."""
        members = [post for unit in group for post in chart.branch(unit)]
        return open_post(chart, f"{self.lead}-{main_domain(chart, members)}", self.lead, above)

    def _upper(self, chart: Chart, leads: Sequence[str], top: str) -> None:
        """Put a layer above heads who would be too many for one superior."""
        while len(leads) > MOST_LINES:
            groups = together(leads, -(-len(leads) // self.most), Nearness(chart, leads))
            above = [self._opened(chart, group, top) for group in groups]
            for group, lead in zip(groups, above, strict=True):
                for post in group:
                    place(chart, post, lead)
            leads = above


class Nearness:
    """How close units are, by the domains they have, and a little by who leads them today."""

    def __init__(self, chart: Chart, units: Iterable[str], *, whole_domains: bool = False) -> None:
        self.chart = chart
        self.closeness = Closeness(chart)
        self.products = {unit: products(chart, chart.branch(unit)) for unit in units}
        self.domains = {unit: domain_of(chart, unit) for unit in units} if whole_domains else {}

    def __call__(self, one: str, other: str) -> float:
        """Return how close two units are."""
        same = self.chart.above(one) == self.chart.above(other)
        whole = bool(self.domains) and self.domains[one] == self.domains[other]
        near = self.closeness.between_products(self.products[one], self.products[other])
        return near + SAME_SUPERIOR * same + whole


def units_of(chart: Chart, top: str) -> list[str]:
    """Return what moves as a whole: pods below heads, owners of products who are in none, and those who report to the top.

    Where there are too few pods to form lines of, everybody who owns a product moves alone.
    """
    present, everybody = line_heads(chart, top), owners(chart, top)
    inner = heads(chart, top)
    directly = [post for post in chart.reports(top) if post in everybody and post not in present]
    below = [post for head in present for post in chart.reports(head) if post in everybody or post in inner]
    meant = {*directly, *below}
    return [post for post in chart.posts if post in meant] if len(meant) >= FEWEST else everybody


def domain_of(chart: Chart, unit: str) -> str:
    """Return the domain in which a unit has most engineers."""
    return main_domain(chart, chart.branch(unit))


def close_empty(chart: Chart, present: Iterable[str], heir: str) -> list[str]:
    """Close heads who lead no product any more; one who owns a product keeps it."""
    teams, closed = owned(chart), []
    for head in sorted(present, key=lambda post: -len(chart.line(post))):
        if head not in teams and not any(post in teams for post in chart.branch(head)):
            close(chart, head, heir)
            closed.append(head)
    return closed


def open_post(chart: Chart, wished: str, role: str, above: str | None) -> str:
    """Open a post of a role, and return its name."""
    name = chart.fresh("posts", wished.strip("-"))
    chart.posts[name] = {"role": role, **({"reports_to": above} if above else {})}
    return name


def _told(top: str, groups: Sequence[Sequence[str]], opened: int, closed: Sequence[str]) -> str:
    """Say how many lines there are, of what size, and which posts that took."""
    sizes = sorted(map(len, groups), reverse=True)
    spans = " + ".join(map(str, sizes)) if len(sizes) <= MOST_LINES else f"{sizes[-1]} to {sizes[0]}"
    parts = [f"{len(groups)} lines under {top} of {spans}"]
    parts += [counted(opened, "new head")] if opened else []
    parts += [f"{counted(len(closed), 'post')} of heads closed"] if closed else []
    return ", ".join(parts)
