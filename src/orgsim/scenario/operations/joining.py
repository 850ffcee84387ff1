"""Lines that are too small: what a head with a single report leads comes to the head beside it, and the post closes."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from pydantic import Field

from orgsim.plain_words import counted
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import close
from orgsim.scenario.operations.chart import Chart
from orgsim.scenario.operations.company import engineers_of, heads, tops
from orgsim.scenario.operations.flattening import inherit
from orgsim.scenario.operations.regrouping import Nearness
from orgsim.scenario.operations.wording import those


class MergeLines(Operation):
    """Heads without a product who lead too few hand them to the closest head beside them, or to their own superior, and close."""

    short: ClassVar[str] = "fewest"
    example: ClassVar[str] = "merge_lines: {fewest: 2, most: 9}"

    fewest: int = Field(2, ge=2, le=100)
    """Fewest reports with which a head stays."""
    most: int = Field(9, ge=2, le=200)
    """Most reports that a head has who gets those of another one."""
    up: bool = True
    """Where no head beside has room, the reports go to the superior; with false, the head stays."""

    def act(self, chart: Chart) -> str:
        """Merge small lines below every top until there are none, or none that can be merged."""
        said = [told for top in tops(chart) for told in self._below(chart, top)]
        return "; ".join(said) if said else f"every head leads {self.fewest} or more, so all lines stay"

    def _below(self, chart: Chart, top: str) -> list[str]:
        said, kept = list[str](), set[str]()
        while small := self._small(chart, top, kept):
            head, reports = small[0], chart.reports(small[0])
            heir = self._heir(chart, head, reports)
            if heir is None:
                kept.add(head)
                said.append(
                    f"{head} keeps {counted(len(reports), 'report')}, since nobody near has room within {self.most}"
                )
            else:
                inherit(chart, heir, [head])
                close(chart, head, heir)
                said.append(f"{head}, left with {those(reports)}, hands over to {heir} and closes")
        return said

    def _small(self, chart: Chart, top: str, kept: Collection[str]) -> list[str]:
        """Return the heads who lead too few and own nothing: vacant posts first, then those with fewest engineers below."""
        found = [
            head
            for head in heads(chart, top)
            if head not in kept and not chart.owned(head) and len(chart.reports(head)) < self.fewest
        ]
        return sorted(found, key=lambda head: (not chart.get("posts", head, "vacant"), _engineers(chart, head)))

    def _heir(self, chart: Chart, head: str, reports: Sequence[str]) -> str | None:
        """Return who leads the reports from now on: one who has too few as well, else the closest.

        Nobody does where the superior would be left with too few.
        """
        above = str(chart.above(head))
        beside = [post for post in chart.reports(above) if post != head]
        able = [post for post in beside if self._has_room(chart, post, reports)]
        if able and len(beside) >= self.fewest:
            near, small = (
                Nearness(chart, [head, *able]),
                [post for post in able if len(chart.reports(post)) < self.fewest],
            )
            return max(able, key=lambda post: (not chart.get("posts", post, "vacant"), post in small, near(head, post)))
        goes_up = self.up and self.fewest <= len(beside) + len(reports) <= max(self.most, len(beside) + 1)
        return above if goes_up else None

    def _has_room(self, chart: Chart, post: str, reports: Sequence[str]) -> bool:
        """Tell whether a post leads others and may lead these as well: who has a product leads no heads, nobody one of the own kind."""
        there, below = chart.reports(post), chart.below()
        leaders = [report for report in reports if report in below]
        mine = chart.posts[post]["role"]
        unlike = all(chart.posts[report]["role"] != mine for report in leaders)
        return bool(there) and len(there) + len(reports) <= self.most and unlike and not (leaders and chart.owned(post))


def _engineers(chart: Chart, head: str) -> int:
    return sum(engineers_of(chart, post) for post in chart.branch(head))
