"""Operations on what people do beside the line: forums, rubrics, reviews, gates and dotted lines."""

from typing import ClassVar

from pydantic import Field

from orgsim.plain_words import agreeing, counted
from orgsim.scenario.names import DomainId, Id
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.selecting import Who, chosen, the_one, the_role
from orgsim.scenario.operations.wording import those


class AddForum(Operation):
    """Posts meet regularly, everybody with everybody or with a chair."""

    short: ClassVar[str] = "members"
    example: ClassVar[str] = "add_forum: {members: directors, hours: 8}"

    members: Who
    """Who takes part."""
    chair: str | None = None
    """Whom everybody meets; default: everybody meets everybody."""
    hours: float = Field(8.0, ge=0, le=400)
    """Hours that it takes of each member in a quarter."""
    name: Id = "forum"
    """What it is called; a name that there is already gets a number."""

    def act(self, chart: Chart) -> str:
        """Add the forum."""
        members = chosen(chart, self.members, "members")
        if len(members) < 2:
            raise Refused(f"a forum needs two members or more, and there is {those(members)} alone", "members")
        forum = {"members": members, "hours_per_quarter": self.hours}
        if self.chair is not None:
            forum["chair"] = the_one(chart, self.chair, "chair")
        name = chart.fresh_practice("forums", self.name)
        chart.data["governance"].setdefault("forums", {})[name] = forum
        led = f", chaired by {forum['chair']}" if self.chair else ""
        return f"{counted(len(members), 'post')} ({those(members)}) meet for {self.hours:g} hours a quarter{led}."


class _AddSeats(Operation):
    """Posts take seats in a practice that is a list of posts."""

    practice: ClassVar[str]
    does: ClassVar[str]

    def _take(self, chart: Chart, who: Who, field: str) -> str:
        there = list(chart.practice(self.practice))
        fresh = [post for post in chosen(chart, who, field) if post not in there]
        chart.data["governance"][self.practice] = there + fresh
        return (
            f"{those(fresh)} {agreeing(len(fresh), self.does)}."
            if fresh
            else "Nothing changes: all of them do so already."
        )


class AddRubric(_AddSeats):
    """Posts score every case on a common rubric before it is decided."""

    short: ClassVar[str] = "raters"
    example: ClassVar[str] = "add_rubric: {raters: directors}"
    practice: ClassVar[str] = "raters"
    does: ClassVar[str] = "{scores|score} every case before it is decided from now on"

    raters: Who
    """Who scores."""

    def act(self, chart: Chart) -> str:
        """Add the raters."""
        return self._take(chart, self.raters, "raters")


class AddReview(_AddSeats):
    """Posts look at work in hand every quarter and may propose to stop it."""

    short: ClassVar[str] = "posts"
    example: ClassVar[str] = "add_review: {posts: [head, ppm]}"
    practice: ClassVar[str] = "investment_review"
    does: ClassVar[str] = "{reviews|review} work in hand every quarter from now on"

    posts: Who
    """Who looks."""

    def act(self, chart: Chart) -> str:
        """Add those who review."""
        return self._take(chart, self.posts, "posts")


class AddGate(Operation):
    """A partner function off the line has to pass a share of the cases; its post opens if it is not there."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "add_gate: {post: legal, share: 0.2, domains: [billing]}"

    post: Id
    """Who keeps the gate; a post that is not there opens outside the tree."""
    share: float = Field(0.3, ge=0, le=1)
    """Share of cases that need it."""
    domains: list[DomainId] | None = Field(None, max_length=2000)
    """Domains whose cases may need it; default: all."""
    role: str = "partner-function"
    """The role of a post that opens."""

    def opened(self) -> list[str]:
        """Return the post, which may be there already."""
        return [self.post]

    def act(self, chart: Chart) -> str:
        """Add the gate."""
        fresh = self.post not in chart.posts
        if fresh:
            chart.posts[self.post] = {"role": the_role(chart, self.role, "role")}
        gate: dict[str, object] = {"post": self.post, "share": self.share}
        if self.domains is not None:
            gate["domains"] = [chart.known("domains", domain, "domains") for domain in self.domains]
        chart.data["governance"].setdefault("gates", {})[chart.fresh_practice("gates", self.post)] = gate
        of = f"in {those(self.domains)}" if self.domains is not None else "in every domain"
        return f"{self.post}{' opens and' if fresh else ''} passes {self.share:.0%} of the cases {of}."


class AddDotted(Operation):
    """Dotted lines: influence without authority."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "add_dotted: {post: ppm, to: directors}"

    post: Who
    """From whom."""
    to: Who
    """To whom."""
    weight: float = Field(1.0, gt=0, le=1e6)
    """How strong, relative to other dotted lines."""

    def act(self, chart: Chart) -> str:
        """Add the lines that are not there from either end."""
        lines = Lines(chart)
        ends = chosen(chart, self.to, "to")
        pairs = [(post, other) for post in chosen(chart, self.post, "post") for other in ends if post != other]
        fresh = [pair for pair in dict.fromkeys(pairs) if lines.add(*pair, self.weight)]
        if not fresh:
            return "No dotted line is new: they are there already."
        told = those([f"{post} - {other}" for post, other in fresh], 8)
        return f"{counted(len(fresh), 'dotted line')}: {told}."


class RemoveDotted(Operation):
    """Dotted lines go."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "remove_dotted: {post: ppm, to: directors}"

    post: Who
    """From whom."""
    to: Who | None = None
    """To whom; default: all of theirs."""

    def act(self, chart: Chart) -> str:
        """Remove the lines, from whichever end they are stated."""
        lines, posts = Lines(chart), chosen(chart, self.post, "post")
        others = list(chart.posts) if self.to is None else chosen(chart, self.to, "to")
        gone = [(post, other) for post in posts for other in others if lines.remove(post, other)]
        if not gone:
            raise Refused(f"there is no such dotted line of {those(posts)}", "post")
        return f"{counted(len(gone), 'dotted line')} {'go' if len(gone) > 1 else 'goes'}: {those([f'{a} - {b}' for a, b in gone], 8)}."


class Lines:
    """The dotted lines of a chart; each counts both ways."""

    def __init__(self, chart: Chart) -> None:
        self.ties = chart.data["ties"].setdefault("dotted", {})

    def add(self, post: str, other: str, weight: float) -> bool:
        """Add a line; tell whether it is new."""
        if other in self.ties.get(post, []) or post in self.ties.get(other, []):
            return False
        there = self.ties.setdefault(post, [])
        if isinstance(there, list) and weight == 1.0:
            there.append(other)
        else:
            weights = dict.fromkeys(there, 1.0) if isinstance(there, list) else there
            self.ties[post] = {**weights, other: weight}
        return True

    def remove(self, post: str, other: str) -> bool:
        """Remove a line, however it is stated; tell whether there was one."""
        found = False
        for one, two in ((post, other), (other, post)):
            there = self.ties.get(one, [])
            if two in there:
                found = True
                left = (
                    {key: value for key, value in there.items() if key != two}
                    if isinstance(there, dict)
                    else [key for key in there if key != two]
                )
                self.ties[one] = left
                if not left:
                    del self.ties[one]
        return found
