"""A platform: what all others need, under one head who serves them."""

from typing import ClassVar

from pydantic import Field

from orgsim.scenario.model import ActionName, RightName
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import place
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.company import Closeness, line_heads, main_domain, owners, products, tops
from orgsim.scenario.operations.practices import Lines
from orgsim.scenario.operations.reaching import largest_owners
from orgsim.scenario.operations.regrouping import close_empty, open_post
from orgsim.scenario.operations.wording import those

FEWEST, FEW = 3, 6
"""Owners of products that it takes for a platform and streams, and for one of two owners at least."""
CONSOLIDATES: dict[ActionName, RightName] = {"consolidate": "decide"}
"""The right that a platform's head has unless others are stated: to merge what is built twice."""


class FormPlatform(Operation):
    """Puts who owns what is closest to all other domains under one head, with dotted lines to the heads of the others."""

    short: ClassVar[str] = "share"
    example: ClassVar[str] = "form_platform: {share: 0.25, lead: director}"

    share: float = Field(0.25, gt=0, lt=1)
    """Most of the owners of products that the platform may take; it takes one at least, two of six."""
    most: int = Field(9, ge=1, le=200)
    """Most owners that it may take, whatever the share."""
    lead: str = "director"
    """Role of the head, where none is free."""
    rights: dict[ActionName, RightName] = Field(default_factory=CONSOLIDATES.copy)
    """Rights of the head beyond the role's."""

    def act(self, chart: Chart) -> str:
        """Form the platform below the top with most engineers."""
        found = [top for top in tops(chart) if len(owners(chart, top)) >= FEWEST]
        if not found:
            raise Refused(f"a platform and streams take {FEWEST} posts that own products, and there are fewer")
        top = found[0]
        members = self._members(chart, top)
        head = self._head(chart, members, top)
        for post in members:
            place(chart, post, head)
        closed = close_empty(chart, [post for post in line_heads_before(chart, top) if post != head], top)
        rights = {str(action): right for action, right in self.rights.items()}
        chart.posts[head]["rights"] = {**mapping(chart.posts[head].get("rights")), **rights}
        others = [post for post in line_heads(chart, top) if post != head]
        served = others or [post for post in largest_owners(chart, top) if post not in (*members, head)]
        lines = Lines(chart)
        for other in served[:20]:
            lines.add(head, other, 1.0)
        gone = f"; {those(closed)} closed" if closed else ""
        tied = f", with dotted lines to {those(served)}" if served else ""
        return f"{those(members)} under {head}{tied}{gone}"

    def _members(self, chart: Chart, top: str) -> list[str]:
        """Return who owns the domains that are closest to all others, as many as the platform may take; of equal ones, the largest."""
        closeness, everybody = Closeness(chart), owners(chart, top)
        size = products(chart, everybody)
        order = sorted(size, key=lambda domain: (-closeness.to_all(domain), -size[domain]))
        most = min(self.most, max(1 if len(everybody) < FEW else 2, int(self.share * len(everybody))))
        found: list[str] = []
        for domain in order:
            fresh = [post for post in everybody if main_domain(chart, [post]) == domain and not chart.reports(post)]
            if fresh and (not found or len(found) + len(fresh) <= most):
                found += fresh[: max(1, most - len(found))]
        if not found:
            raise Refused("everybody who owns a product leads others, so there is nobody to form a platform of")
        return found

    def _head(self, chart: Chart, members: list[str], top: str) -> str:
        """Return who leads the platform: a head who leads nobody else's products, or a new one."""
        for head in line_heads(chart, top):
            led = owners(chart, head)
            if led and set(led) <= set(members):
                return head
        return open_post(chart, f"{self.lead}-{main_domain(chart, members)}", self.lead, top)


def line_heads_before(chart: Chart, top: str) -> list[str]:
    """Return the reports of a top that lead somebody or did until now, and own nothing."""
    return [post for post in chart.reports(top) if not chart.owned(post) and not chart.reports(post)]
