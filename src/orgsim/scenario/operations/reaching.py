"""Ties and hours across the company: a second line, posts that work across it, and the same hours given to those who are there."""

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from orgsim.plain_words import counted
from orgsim.scenario.checks import WEEK_HOURS
from orgsim.scenario.model import ActionName, Hours, RightName
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.company import (
    Closeness,
    engineers_of,
    line_heads,
    main_domain,
    owners,
    plain_owners,
    products,
    tops,
)
from orgsim.scenario.operations.practices import Lines
from orgsim.scenario.operations.selecting import Who, chosen, the_role
from orgsim.scenario.operations.wording import those

Purpose = Literal["administration", "contact", "desk", "portfolio", "product", "research"]
"""What the hours of a week are for."""
HoursAWeek = Annotated[float, Field(ge=0, le=80)]


def top_of(chart: Chart) -> str:
    """Return the head of those who own most, or refuse."""
    found = tops(chart)
    if not found:
        raise Refused("nobody leads a post that owns a team, so there is nothing to work across")
    return found[0]


class SecondLine(Operation):
    """Gives everybody who owns a product a dotted line to the head of another line, the one whose products are closest."""

    short: ClassVar[str] = "weight"
    example: ClassVar[str] = "second_line: {weight: 1}"

    weight: float = Field(1.0, gt=0, le=1e6)
    """How strong, relative to other dotted lines."""

    def act(self, chart: Chart) -> str:
        """Draw the lines below every top with two lines or more."""
        lines = Lines(chart)
        drawn = sum(self._below(chart, top, lines) for top in tops(chart))
        if not drawn:
            raise Refused("a second line takes two heads below one superior, and there are none")
        return f"{counted(drawn, 'dotted line')} from owners of products to the head of a second line"

    def _below(self, chart: Chart, top: str, lines: Lines) -> int:
        present = line_heads(chart, top)
        if len(present) < 2:
            return 0
        closeness = Closeness(chart)
        led = {head: products(chart, chart.branch(head)) for head in present}
        tied = dict.fromkeys(present, 0)
        drawn = 0
        for owner in owners(chart, top):
            own = products(chart, [owner])
            others = [head for head in present if head != owner and head not in chart.line(owner)]
            other = max(others, key=lambda head: (closeness.between_products(own, led[head]), -tied[head]))
            tied[other] += 1
            drawn += lines.add(owner, other, self.weight)
        return drawn


class OpenAcross(Operation):
    """Opens posts that work across the company: dotted lines to the heads of lines, and to who owns most in each domain."""

    short: ClassVar[str] = "role"
    example: ClassVar[str] = "open_across: {role: ppm, number: 1}"

    role: str
    """Their role, by name or title."""
    number: int = Field(1, ge=1, le=20)
    """How many; several divide the company among them."""
    reports: int = Field(0, ge=0, le=20)
    """How many of those who own what is closest to everything report to the one who opens, below their superior of today."""
    rights: dict[ActionName, RightName] = Field(default_factory=dict)
    """Rights that differ from the role's."""
    hours: dict[Purpose, HoursAWeek] = Field(default_factory=dict)
    """Hours that differ from the role's."""
    most: int = Field(20, ge=1, le=200)
    """Most dotted lines of each."""

    def act(self, chart: Chart) -> str:
        """Open the posts under the top, or where their reports are."""
        role, top = the_role(chart, self.role, "role"), top_of(chart)
        taken = shared_owners(chart, top, self.reports) if self.reports else []
        above = str(chart.above(taken[0])) if taken else top
        opened = []
        for part in _parts(chart, top, self.number):
            name = chart.fresh("posts", role)
            chart.posts[name] = {"role": role, "reports_to": above}
            chart.posts[name] |= {field: dict(said) for field in ("rights", "hours") if (said := getattr(self, field))}
            lines = Lines(chart)
            for other in [post for post in part if post not in (*taken, above)][: self.most]:
                lines.add(name, other, 1.0)
            opened.append(name)
        for post in taken:
            chart.posts[post]["reports_to"] = opened[0]
        led = f"; {those(taken)} report to {opened[0]}" if taken else ""
        return f"{those(opened)} under {above}, tied to heads and to an owner of each domain{led}"


def _parts(chart: Chart, top: str, number: int) -> list[list[str]]:
    """Return whom each of several posts is tied to: heads of lines, and who owns most in each domain, by about the same engineers."""
    present = line_heads(chart, top)
    of_domain = largest_owners(chart, top)
    loads = [0.0] * number
    parts: list[list[str]] = [[] for _ in range(number)]
    lines = [[head, *(post for post in of_domain if head in chart.line(post))] for head in present]
    lines += [[post] for post in of_domain if not set(chart.line(post)) & set(present) and post not in present]
    for line in sorted(lines, key=lambda line: -_engineers(chart, line)):
        place = min(range(number), key=lambda part: (loads[part], part))
        loads[place] += _engineers(chart, line)
        parts[place] += line
    if not all(parts):
        raise Refused(f"there are not enough heads and domains to divide among {number}", "number")
    return [[post for post in present if post in part] + [post for post in of_domain if post in part] for part in parts]


def _engineers(chart: Chart, line: Sequence[str]) -> int:
    return sum(engineers_of(chart, post) for post in chart.branch(line[0]))


def largest_owners(chart: Chart, top: str) -> list[str]:
    """Return who owns most in each domain, the largest first."""
    found: dict[str, str] = {}
    for post in sorted(owners(chart, top), key=lambda post: -engineers_of(chart, post)):
        found.setdefault(main_domain(chart, [post]), post)
    return list(found.values())


def shared_owners(chart: Chart, top: str, number: int) -> list[str]:
    """Return so many owners with the same superior whose domains are closest to all others; of equally close ones, the largest.

    Superiors who keep somebody else come first.

    Raises
    ------
    Refused
        When nobody leads as many.
    """
    closeness = Closeness(chart)
    order = {
        post: (closeness.to_all(main_domain(chart, [post])), engineers_of(chart, post)) for post in owners(chart, top)
    }
    groups = [
        sorted(
            (post for post in plain_owners(chart, head) if post in order), key=lambda post: order[post], reverse=True
        )
        for head in chart.below()
    ]
    able = [group[:number] for group in groups if len(group) >= number]
    if not able:
        raise Refused(f"nobody leads {number} posts that own products and lead nobody", "reports")
    able = [group for group in able if len(chart.reports(str(chart.above(group[0])))) > number] or able
    return max(able, key=lambda group: [sum(values) for values in zip(*(order[post] for post in group), strict=True)])


class ShareHours(Operation):
    """Hours of a week are divided among posts that are there; where their week is full, contact and own products give way."""

    short: ClassVar[str] = "who"
    example: ClassVar[str] = "share_hours: {who: heads, hours: {portfolio: 15, research: 3}}"

    who: Who
    """Who gets them."""
    hours: dict[Purpose, HoursAWeek] = Field(min_length=1)
    """Hours a week, of all of them together."""
    review: bool = False
    """The one with most engineers answers for how portfolios are planned (`review: decide`)."""

    def act(self, chart: Chart) -> str:
        """Add the hours, and take what does not fit into the week from contact and own products."""
        found = chosen(chart, self.who, "who")
        more = {str(name): hours / len(found) for name, hours in self.hours.items()}
        for post in found:
            before = week_of(chart, post)
            after = fit({name: hours + more.get(name, 0.0) for name, hours in before.items()}, [*more])
            changed = {name: in_hundredths(hours) for name, hours in after.items() if hours != before[name]}
            chart.posts[post]["hours"] = {**mapping(chart.posts[post].get("hours")), **changed}
        if self.review:
            first = max(found, key=lambda post: sum(engineers_of(chart, name) for name in chart.branch(post)))
            chart.posts[first]["rights"] = {**mapping(chart.posts[first].get("rights")), "review": "decide"}
        told = ", ".join(f"{hours:g} of {name}" for name, hours in self.hours.items())
        return f"{told} hours a week, divided among {those(found)}"


def week_of(chart: Chart, post: str) -> dict[str, float]:
    """Return the hours of a post's week by what they are for."""
    role = mapping(chart.roles[chart.posts[post]["role"]])
    usual = {name: field.default for name, field in Hours.model_fields.items()}
    return {**usual, **mapping(role.get("hours")), **mapping(chart.posts[post].get("hours"))}


def in_hundredths(hours: float) -> float:
    """Return hours to the hundredth below, so that a full week stays within its forty hours.

    Example
    -------
    >>> in_hundredths(15 / 7)
    2.14
    """
    return math.floor(hours * 100.0 + 1e-6) / 100.0


def fit(week: Mapping[str, float], kept: Sequence[str]) -> dict[str, float]:
    """Return a week of at most 40 hours: what is too much is taken from contact and own products, in proportion, unless they are `kept`.

    Example
    -------
    >>> fit({"contact": 16.0, "product": 0.0, "portfolio": 28.0}, ["portfolio"])["contact"]
    12.0
    """
    over = sum(week.values()) - WEEK_HOURS
    gives = [name for name in ("contact", "product") if name not in kept]
    there = sum(week[name] for name in gives)
    if over <= 0:
        return dict(week)
    if there < over:
        raise Refused("the week of those who are to get them is too full for so many hours", "hours")
    return {name: hours * (1 - over / there) if name in gives else hours for name, hours in week.items()}
