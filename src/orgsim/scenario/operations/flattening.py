"""As few layers as a span allows: who owns a product reports to the top, or to one of a few heads who stay."""

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from orgsim.plain_words import counted
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import close, place, re_role, usual_role
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.company import heads, line_heads, owners, tops, vacant
from orgsim.scenario.operations.dividing import matched, together
from orgsim.scenario.operations.regrouping import Nearness
from orgsim.scenario.operations.wording import those
from orgsim.scenario.rights import OF_THE_LINE, STRENGTH


class Flatten(Operation):
    """The posts between the top and the owners of products close; where those would be too many for one, as few heads as needed stay."""

    short: ClassVar[str] = "widest"
    example: ClassVar[str] = "flatten: {widest: 12}"

    widest: int = Field(12, ge=3, le=200)
    """Most owners of products that a head leads, where there are heads enough."""

    def act(self, chart: Chart) -> str:
        """Flatten below every top."""
        said = [self._below(chart, top) for top in tops(chart)]
        if not said:
            raise Refused("nobody leads posts that own products, so there is nothing to flatten")
        return "; ".join(said)

    def _below(self, chart: Chart, top: str) -> str:
        members, present = owners(chart, top), heads(chart, top)
        coaches = [post for post in present if post in members]
        lines = line_heads(chart, top)
        led = {head: [post for post in members if head in chart.line(post)] for head in [*lines, *present]}
        free = {head: posts for head, posts in led.items() if head not in coaches}
        number = max(1, min(-(-len(members) // self.widest), len(free)))
        groups = together(members, number, Nearness(chart, members))
        leads: Sequence[str | None] = matched(groups, free, vacant(chart, free)) if len(groups) > 1 else [top]
        for group, lead in zip(groups, leads, strict=True):
            self._lead(chart, group, lead or top, top)
        surplus = [head for head in present if head not in leads and head not in coaches]
        if len(groups) == 1:
            inherit(chart, top, present)
        for head in surplus:
            close(chart, head, top)
        self._plain(chart, coaches, members)
        if not present:
            return f"nobody stands between {top} and those who own a product"
        told = f"{counted(len(surplus), 'post')} of heads under {top} closed, widest span {max(map(len, groups))}"
        return f"{told}{self._why(present, leads, members)}"

    def _why(self, present: Sequence[str], leads: Sequence[str | None], members: Sequence[str]) -> str:
        """Say which heads stay and why, and where there are too few of them."""
        kept, number = [post for post in present if post in leads], counted(len(members), "owner")
        if kept and len(members) <= self.widest * len(kept):
            stay = f"{counted(len(kept), 'head')}, {those(kept)}"
            return f"; kept {stay}, so that nobody leads more than {self.widest} of {number} of products"
        if kept:
            there = f"kept {counted(len(kept), 'head')}, {those(kept)}, all there are"
            return f"; {there}; for {number} of products they are too few to lead at most {self.widest} each"
        wide = len(members) > self.widest
        return (
            f"; nobody but one head could lead some of {number} of products, so that the top leads all" if wide else ""
        )

    def _lead(self, chart: Chart, group: Sequence[str], head: str, top: str) -> None:
        if head != top:
            place(chart, head, top)
        for post in group:
            place(chart, post, head)

    def _plain(self, chart: Chart, coaches: Sequence[str], members: Sequence[str]) -> None:
        """Let those who led a pod beside their product work as the others do."""
        peers = [post for post in members if post not in coaches]
        for coach in coaches:
            if peers and not chart.reports(coach):
                re_role(chart, coach, usual_role(chart, peers), "role")


def inherit(chart: Chart, heir: str, closing: Sequence[str]) -> None:
    """Give a post the rights of those who close, as far as it has weaker ones: what they decided, it decides."""
    mine = rights_of(chart, heir)
    for post in closing:
        for action, right in rights_of(chart, post).items():
            if action in OF_THE_LINE and STRENGTH.index(right) > STRENGTH.index(mine.get(action, "none")):
                mine[action] = right
                chart.posts[heir].setdefault("rights", {})[action] = right


def rights_of(chart: Chart, post: str) -> dict[str, str]:
    """Return the rights of a post: its own, and its role's for the rest."""
    role = mapping(chart.roles[chart.posts[post]["role"]])
    return {**mapping(role.get("rights")), **mapping(chart.posts[post].get("rights"))}
