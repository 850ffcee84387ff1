"""Operations on groups, each a head with those who report there, and on whole layers."""

from typing import Annotated, ClassVar

from pydantic import Field

from orgsim.plain_words import agreeing
from orgsim.scenario.fields import Setting
from orgsim.scenario.operations.base import Operation, Pay
from orgsim.scenario.operations.changing import place, usual_role
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.grouping import Near, groups
from orgsim.scenario.operations.pods import Heads, how_many, lead
from orgsim.scenario.operations.posts import Terms, give_up, who_stays
from orgsim.scenario.operations.selecting import Selector, Who, chosen, role_called, the_one, the_role
from orgsim.scenario.operations.titles import titled
from orgsim.scenario.operations.wording import led, those


class RemoveLayer(Operation):
    """A layer goes: its reports go up, and its holders work beside those whom they led, with their products and their pay."""

    short: ClassVar[str] = "layer"
    example: ClassVar[str] = "remove_layer: directors"

    layer: Setting
    """A role, by name or title ("directors"), words of titles of its posts ("VPs"), or the number of the layer, counted from the top: then
    those in it who lead somebody."""
    leave: bool = False
    """The holders leave, and their posts are gone for good; default: they stay."""
    pay: Pay = "same"
    """What holders who stay cost: the `same` as before, or what their new `role` costs."""

    def act(self, chart: Chart) -> str:
        """Take the layer out."""
        found = self._posts(chart)
        if not any(chart.reports(post) for post in found):
            raise Refused(
                f"{those(found)} {agreeing(len(found), '{leads|lead}')} nobody, so this is no layer that could be taken out",
                "layer",
            )
        title = chart.title(str(chart.posts[found[0]]["role"]), len(found))
        heirs = {post: who_stays(chart, post, found) for post in found}
        below = [report for post in found for report in chart.reports(post) if report not in found]
        role = usual_role(chart, below) if below else None
        said = give_up(chart, heirs, Terms(self.leave, self.pay, role, keep=True))
        return f"The layer of {len(found)} {title} is gone: {said}"

    def _posts(self, chart: Chart) -> list[str]:
        """Return the posts of the layer."""
        if isinstance(self.layer, int) and self.layer > 0:
            return chosen(chart, Selector(layer=self.layer, leads=True), "layer")
        if role_called(chart, str(self.layer)) is None and (found := titled(chart, str(self.layer), "layer")):
            return found
        return chosen(chart, Selector(role=the_role(chart, str(self.layer), "layer")), "layer")


class InsertLayer(Operation):
    """A layer comes in between: those who reported to one superior report to heads of a new layer under it."""

    short: ClassVar[str] = "role"
    example: ClassVar[str] = "insert_layer: {role: gpm, above: pms, span: 4}"

    role: str
    """The role of the heads, by name or title."""
    above: Who = Selector(works=True)
    """Who comes below the new layer; default: all who own a team or help with one."""
    below: Who | None = None
    """Under whom the new layer comes; default: every superior of these."""
    span: int = Field(5, ge=1, le=100)
    """Most reports that a head of the new layer has."""
    by: Near = "domain"
    """Who comes together: those of the same `domain`, those of related ones, too (`relatedness`), or anybody (`evenly`)."""
    heads: Heads = "promoted"
    """Whether heads are `promoted` from among those below, or `new` posts."""
    pay: Pay = "same"
    """What promoted heads cost: the `same` as before, or what their new `role` costs."""

    def act(self, chart: Chart) -> str:
        """Insert the layer under each superior."""
        role = the_role(chart, self.role, "role")
        tops = None if self.below is None else chosen(chart, self.below, "below")
        crowds: dict[str, list[str]] = {}
        for post in chosen(chart, self.above, "above"):
            above = chart.above(post)
            if above is not None and (tops is None or above in tops):
                crowds.setdefault(above, []).append(post)
        least = 2 if self.heads == "promoted" else 1
        pods = [
            pod
            for crowd in crowds.values()
            if len(crowd) >= least
            for pod in groups(chart, crowd, how_many(len(crowd), self.span, self.heads), self.by)
        ]
        if not pods:
            raise Refused("no superior has enough of these reports for a layer in between", "above")
        heads = [lead(chart, pod, role, self.heads, self.pay) for pod in pods]
        return f"A layer of {len(heads)} {chart.title(role, len(heads))} comes in between: {led(heads, pods)}."


class MergeGroups(Operation):
    """The groups of several heads become one; the other heads work in it with their products, or leave."""

    short: ClassVar[str] = "heads"
    example: ClassVar[str] = "merge_groups: [dir-discovery, dir-money]"

    heads: Annotated[list[str], Field(min_length=2, max_length=2000)]
    """Whose groups, by name or by words of a title; the first one leads all of them."""
    leave: bool = False
    """The other heads leave, and their posts are gone for good."""
    pay: Pay = "same"
    """What heads who stay cost: the `same` as before, or what their new `role` costs."""

    def act(self, chart: Chart) -> str:
        """Give the reports of the others to the first."""
        head, *others = list(dict.fromkeys(the_one(chart, post, "heads", leads=True) for post in self.heads))
        alone = [post for post in (head, *others) if not chart.reports(post)]
        if not others or alone:
            raise Refused(
                f"{those(alone)} {agreeing(len(alone), '{leads|lead}')} nobody"
                if alone
                else f"{head} has one group already",
                "heads",
            )
        said = give_up(chart, dict.fromkeys(others, head), Terms(self.leave, self.pay, keep=True))
        return f"The groups of {those([head, *others])} become one under {head}: {said}"


class SplitGroup(Operation):
    """A group becomes two: some of the reports get a head of their own, under the same superior."""

    short: ClassVar[str] = "head"
    example: ClassVar[str] = "split_group: {head: dir-discovery, reports: [pm-feed-a, pm-feed-b]}"

    head: str
    """Whose group, by name or by words of a title."""
    reports: Who | None = None
    """Who gets another head; default: half of the reports, those who belong together."""
    by: Near = "domain"
    """Who belongs together, where `reports` does not say it."""
    role: str | None = None
    """The role of the new head, by name or title; default: that of the old one."""
    heads: Heads = "promoted"
    """Whether the new head is `promoted` from among these reports, or a `new` post."""
    pay: Pay = "same"
    """What a promoted head costs: the `same` as before, or what its new `role` costs."""

    def act(self, chart: Chart) -> str:
        """Split the group."""
        old = the_one(chart, self.head, "head", leads=True)
        above = chart.above(old)
        if above is None:
            raise Refused(
                f"{old} reports to nobody, so two heads would have no common superior; insert a layer instead",
                "head",
            )
        go = self._those_who_go(chart, old)
        role = str(chart.posts[old]["role"]) if self.role is None else the_role(chart, self.role, "role")
        head = lead(chart, go, role, self.heads, self.pay)
        place(chart, head, above)
        left = [post for post in go if post != head]
        follow = f" and leads {those(left)}" if left else ""
        return f"The group of {old} is split: {head} becomes {chart.title(role)} under {above}{follow}."

    def _those_who_go(self, chart: Chart, old: str) -> list[str]:
        there = chart.reports(old)
        if self.reports is not None:
            go = chosen(chart, self.reports, "reports")
            strangers = [post for post in go if post not in there]
            if strangers:
                raise Refused(
                    f"{those(strangers)} {agreeing(len(strangers), '{does|do}')} not report to {old}", "reports"
                )
            return go
        if len(there) < 2:
            raise Refused(f"{old} leads fewer than two, so there is nothing to split", "head")
        return groups(chart, there, 2, self.by)[1]
