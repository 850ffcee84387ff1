"""Operations on single posts: open, close, move, promote."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from orgsim.plain_words import agreeing, counted
from orgsim.scenario.names import Id, TeamId
from orgsim.scenario.operations.base import Operation, Pay
from orgsim.scenario.operations.changing import (
    close,
    finds_work,
    left_without,
    make_room,
    place,
    re_role,
    takes_over,
    usual_role,
)
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.selecting import Who, chosen, the_one, the_role
from orgsim.scenario.operations.wording import as_what, staying, those


class Open(Operation):
    """A new post opens."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "open: {post: ppm, role: ppm, under: head, dotted: directors}"

    post: Id
    """What the post is called."""
    role: str
    """Its role, by name or title."""
    under: str = "top"
    """Whom it reports to; default: the head of the largest tree."""
    salary: float | None = Field(None, ge=0, le=10_000)
    """Its base salary, $k a year; default: the role's."""
    fte: float = Field(1.0, gt=0, le=1)
    """Share of full time."""
    vacant: bool = False
    """Nobody holds it when it opens."""
    owns: list[TeamId] = Field(default_factory=list, max_length=2000)
    """Teams whose product it owns from now on."""
    helps: TeamId | None = None
    """A team whose product work it does without owning it."""
    dotted: Who | None = None
    """Whom it is tied to by dotted lines."""
    name: str | None = Field(None, max_length=200)
    """What to call it in figures."""

    def opened(self) -> list[str]:
        """Return the post."""
        return [self.post]

    def act(self, chart: Chart) -> str:
        """Open the post and give it what it is to have."""
        if self.post in chart.posts:
            raise Refused(f"there already is a post '{self.post}'", "post")
        role, under = the_role(chart, self.role, "role"), the_one(chart, self.under, "under")
        stated = {"salary": self.salary, "helps": self.helps and chart.known("teams", self.helps, "helps")}
        stated |= {"fte": self.fte if self.fte < 1 else None, "vacant": self.vacant or None, "name": self.name}
        tied = [] if self.dotted is None else chosen(chart, self.dotted, "dotted")
        chart.posts[self.post] = {"role": role, "reports_to": under}
        chart.posts[self.post] |= {field: value for field, value in stated.items() if value is not None}
        taken = self._takes(chart)
        if tied:
            chart.data["ties"].setdefault("dotted", {})[self.post] = tied
        what = f"{self.post} opens as {chart.title(role)} under {under}"
        return f"{what}{f', with dotted lines to {those(tied)}' if tied else ''}{taken}."

    def _takes(self, chart: Chart) -> str:
        """Give it the teams that it is to own; return what that means, as the end of a sentence."""
        teams = [chart.known("teams", team, "owns") for team in self.owns]
        former = {team: chart.teams[team].get("owner") for team in teams}
        for team in teams:
            chart.teams[team]["owner"] = self.post
        helpers = [helper for team, owner in former.items() for helper in left_without(chart, [owner], team)]
        owns = f"; it owns {those(teams)}" if teams else ""
        help_ = agreeing(len(helpers), "{helps|help}")
        return f"{owns}{f', and {those(helpers)} {help_} with what they gave' if helpers else ''}"


class Close(Operation):
    """Posts are given up: reports, teams, ties and seats go up, or to whom it says; holders stay as a peer of their reports, or `leave`."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "close: {post: dir-money, to: dir-discovery}"

    post: Who
    """Which posts."""
    to: str | None = None
    """Who takes over; default: the superior."""
    leave: bool = False
    """The holder leaves, and the post is gone for good; default: the holder stays, beside the former reports."""
    pay: Pay = "same"
    """What holders who stay cost: the `same` as before, or what their new `role` costs."""

    def act(self, chart: Chart) -> str:
        """Close the posts one after the other, those below first."""
        found = chosen(chart, self.post, "post")
        heirs = {post: self._heir(chart, post, found) for post in found}
        said = give_up(chart, heirs, Terms(self.leave, self.pay))
        return (
            said
            if self.leave
            else f"{said} As many posts stay, since holders do (`leave: true` closes posts for good)."
        )

    def _heir(self, chart: Chart, post: str, closing: list[str]) -> str:
        """Return who takes over: whom it says, or the nearest superior who stays."""
        if self.to is None:
            return who_stays(chart, post, closing)
        heir = the_one(chart, self.to, "to")
        if heir in closing:
            raise Refused(f"{heir} closes, too, so it cannot take over", "to")
        return heir


def who_stays(chart: Chart, post: str, closing: list[str]) -> str:
    """Return the nearest superior of a post that does not close, or refuse."""
    heir = next((one for one in chart.line(post) if one not in closing), None)
    if heir is None:
        raise Refused(f"{post} reports to nobody who stays: say with `to` who takes over")
    return heir


@dataclass(frozen=True)
class Given:
    """What a post gave up: to whom, which reports and teams, and what its holder does from now on."""

    post: str
    heir: str
    reports: list[str]
    teams: list[str]
    does: str


@dataclass(frozen=True)
class Terms:
    """On which terms posts are given up."""

    leave: bool
    """Whether the holders leave."""
    pay: Pay
    """What those who stay cost."""
    role: str | None = None
    """The role of those who stay and led nobody; None: the one they have. The others get that of most of their reports."""
    keep: bool = False
    """Whether those who stay keep their products."""


def give_up(chart: Chart, heirs: dict[str, str], terms: Terms) -> str:
    """Take posts out of the line, those below first, for good or to work beside those whom they led; say what became of them."""
    order = sorted(heirs, key=lambda post: -len(chart.line(post)))
    given = [_give_up(chart, post, heirs[post], terms) for post in order]
    takers = list(dict.fromkeys(heirs.values()))
    if len(takers) > MOST_TAKERS:
        return _given_to_many(chart, takers, given)
    return " ".join(_given(chart, heir, [one for one in given if one.heir == heir]) for heir in takers)


MOST_TAKERS = 4
"""Posts that take over up to which it is told who got what."""


def _given_to_many(chart: Chart, heirs: list[str], given: list[Given]) -> str:
    """Say in numbers what went to many heirs."""
    stay = [one.post for one in given if one.post in chart.posts]
    moved = {report for one in given for report in one.reports} - {one.post for one in given}
    teams = sum(len(one.teams) for one in given)
    told = f"{len(given)} posts {f'stay beside their former reports, {as_what(chart, stay)}' if stay else 'close'}"
    told += f"; {counted(len(moved), 'post')} now {agreeing(len(moved), '{reports|report}')} to {those(heirs)}"
    return f"{told}{f', who own {teams} teams more' if teams else ''}."


def _give_up(chart: Chart, post: str, heir: str, terms: Terms) -> Given:
    make_room(chart, post, heir)
    led, teams = [one for one in chart.reports(post) if one != heir], chart.owned(post)
    if terms.leave:
        close(chart, post, heir)
        return Given(post, heir, led, teams, "")
    for report in led:
        place(chart, report, heir)
    takes_over(chart, post, heir)
    place(chart, post, heir)
    if terms.keep:
        for team in teams:
            chart.teams[team]["owner"] = post
        teams = []
    if role := usual_role(chart, led) if led else terms.role:
        re_role(chart, post, role, terms.pay)
    peers = led or [one for one in chart.reports(heir) if one != post]
    return Given(post, heir, led, teams, finds_work(chart, post, peers))


def _given(chart: Chart, heir: str, given: list[Given]) -> str:
    """Say what went to an heir, and what became of those who gave it up."""
    posts = [one.post for one in given]
    stay = [post for post in posts if post in chart.posts]
    does = [one.does for one in given if one.does]
    reports, teams = (
        [r for one in given for r in one.reports if r not in posts],
        [t for one in given for t in one.teams],
    )
    told = [f"{those(posts)} {agreeing(len(posts), '{closes|close}')}"] if not stay else []
    if stay:
        told.append(f"{staying(chart, stay)} under {heir}{f' ({those(does)})' if does else ''}")
    told += [f"{those(reports)} now {agreeing(len(reports), '{reports|report}')} to {heir}"] if reports else []
    told += [f"{heir} owns {those(teams)}"] if teams else []
    return f"{'; '.join(told)}."


class Move(Operation):
    """Posts move under another superior, with everybody below them or alone."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "move: {post: pm-feed, under: dir-money}"

    post: Who
    """Which posts."""
    under: str
    """Whom they report to from now on."""
    alone: bool = False
    """Their reports stay behind, with the former superior."""

    def act(self, chart: Chart) -> str:
        """Move each post that is not there yet."""
        under = the_one(chart, self.under, "under")
        moved = [post for post in chosen(chart, self.post, "post") if chart.above(post) != under and post != under]
        left = [
            report for post in moved if self.alone for report in self._leave_behind(chart, post) if report not in moved
        ]
        for post in moved:
            place(chart, post, under)
        if not moved:
            return f"Nobody moves: all report to {under} already."
        behind = f"; {those(left)} {agreeing(len(left), '{stays|stay}')} behind" if left else ""
        return f"{those(moved)} {agreeing(len(moved), '{moves|move}')} under {under}{behind}."

    def _leave_behind(self, chart: Chart, post: str) -> list[str]:
        above, reports = chart.above(post), chart.reports(post)
        if reports and above is None:
            raise Refused(f"{post} reports to nobody, so its reports cannot stay behind", "alone")
        for report in reports:
            place(chart, report, above)
        return reports


class Promote(Operation):
    """Posts get another role or level, and by default its pay."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "promote: {post: pm-feed, role: gpm}"

    post: Who
    """Which posts."""
    role: str | None = None
    """Their new role, by name or title."""
    level: Id | None = None
    """The level of the ladder that they are on from now on."""
    pay: Pay = "role"
    """What they cost: what the `role` costs, or the `same` as before."""

    def act(self, chart: Chart) -> str:
        """Give the role and the level."""
        if self.role is None and self.level is None:
            raise Refused("say with `role` or `level` what the posts are promoted to")
        found = chosen(chart, self.post, "post")
        before = {post: chart.pay(post) for post in found}
        for post in found:
            if self.role is not None:
                re_role(chart, post, the_role(chart, self.role, "role"), self.pay)
            if self.level is not None:
                chart.posts[post]["level"] = self.level
        what = self.level or chart.title(str(chart.posts[found[0]]["role"]), len(found))
        pay = [
            f"base pay of {post} ${before[post]:,.0f}k -> ${chart.pay(post):,.0f}k"
            for post in found
            if chart.pay(post) != before[post]
        ]
        return f"{those(found)} {agreeing(len(found), '{becomes|become}')} {what}{f' ({those(pay)})' if pay else ''}."
