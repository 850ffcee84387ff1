"""Operations on how many people there are: hiring and letting go, at a cost that is stated."""

from typing import ClassVar

from pydantic import Field

from orgsim.plain_words import agreeing, counted
from orgsim.scenario.events import Takeover
from orgsim.scenario.layoffs import fewer
from orgsim.scenario.names import mapping
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import close, finds_work
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.posts import who_stays
from orgsim.scenario.operations.selecting import Who, chosen, the_one, the_role
from orgsim.scenario.operations.teams import Teams
from orgsim.scenario.operations.wording import those


class Hire(Operation):
    """New people at a cost: engineers for some teams, or posts of a role, which help the most loaded if they work on products."""

    short: ClassVar[str] = "role"
    example: ClassVar[str] = "hire: {role: pm, under: dir-platform, number: 2, cost: 40}"

    role: str | None = None
    """The role of the posts that open."""
    under: str = "top"
    """Whom they report to; default: the head of the largest tree."""
    number: int = Field(1, ge=1, le=1000)
    """How many posts."""
    vacant: bool = False
    """The posts open vacant, and are filled as any vacancy is."""
    engineers: int = Field(0, ge=0, le=100_000)
    """How many engineers, shared among the teams as evenly as can be."""
    teams: Teams | None = None
    """Which teams get the engineers; default: all."""
    cost: float = Field(0.0, ge=0, le=100_000)
    """What hiring one of them costs at once, $k, booked in the quarter in which it happens."""

    def act(self, chart: Chart) -> str:
        """Open the posts and enlarge the teams."""
        if self.role is None and not self.engineers:
            raise Refused("say with `role` or `engineers` who is hired")
        if self.teams is not None and not self.engineers:
            raise Refused("say with `engineers` how many the teams get", "teams")
        told = [] if self.role is None else [self._posts(chart, self.role)]
        if self.engineers:
            told.append(f"{counted(self.engineers, 'engineer')} for {those(self._enlarge(chart))}")
        number = (self.number if self.role is not None else 0) + self.engineers
        return f"{' and '.join(told)} {agreeing(number, '{is|are}')} hired{spend(chart, number, self.cost)}."

    def _posts(self, chart: Chart, wished: str) -> str:
        """Open the posts, and find work for those whose week has hours for a product; say which they are."""
        role, under = the_role(chart, wished, "role"), the_one(chart, self.under, "under")
        works = mapping(chart.roles[role].get("hours")).get("product", 0) > 0
        opened, does = [], []
        for _ in range(self.number):
            name = chart.fresh("posts", f"{role}-new")
            chart.posts[name] = {"role": role, "reports_to": under} | ({"vacant": True} if self.vacant else {})
            opened.append(name)
            does += [finds_work(chart, name, chart.reports(under))] if works else []
        what = [one for one in does if one]
        return f"{len(opened)} {chart.title(role, len(opened))} ({those(what or opened)})"

    def _enlarge(self, chart: Chart) -> list[str]:
        """Share the engineers among the teams, the first ones first; return these teams."""
        teams = [chart.known("teams", team, "teams") for team in self.teams or chart.our_teams()]
        for place, team in enumerate(teams):
            more = self.engineers // len(teams) + (place < self.engineers % len(teams))
            chart.teams[team]["engineers"] = chart.engineers([team]) + more
        return teams


class LetGo(Operation):
    """People are let go at a cost: posts, or engineers of some teams."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "let_go: {post: pm-feed-b, to: pm-feed-a, cost: 60}"

    post: Who | None = None
    """Which posts close."""
    to: str | None = None
    """Who takes over what they had; default: the superior."""
    engineers: int = Field(0, ge=0, le=100_000)
    """How many engineers, taken from the teams in proportion."""
    teams: Teams | None = None
    """Which teams lose the engineers; default: all."""
    cost: float = Field(0.0, ge=0, le=100_000)
    """What letting one of them go costs at once, $k, booked in the quarter in which it happens."""

    def act(self, chart: Chart) -> str:
        """Close the posts and shrink the teams."""
        if self.post is None and not self.engineers:
            raise Refused("say with `post` or `engineers` who is let go")
        if (self.teams is not None and not self.engineers) or (self.to is not None and self.post is None):
            raise Refused("`teams` goes with `engineers`, and `to` with `post`")
        told, posts = [], [] if self.post is None else chosen(chart, self.post, "post")
        for post in sorted(posts, key=lambda post: -len(chart.line(post))):
            heir = who_stays(chart, post, posts) if self.to is None else the_one(chart, self.to, "to")
            if heir in posts:
                raise Refused(f"{heir} is let go, too, so it cannot take over", "to")
            close(chart, post, heir)
        if posts:
            told.append(those(posts))
        if self.engineers:
            told.append(f"{counted(self.engineers, 'engineer')} of {those(self._shrink(chart))}")
        number = len(posts) + self.engineers
        return f"{' and '.join(told)} {agreeing(number, '{is|are}')} let go{spend(chart, number, self.cost)}."

    def _shrink(self, chart: Chart) -> list[str]:
        """Take the engineers from the teams, nobody's last one; return these teams."""
        teams = [chart.known("teams", team, "teams") for team in self.teams or chart.our_teams()]
        there = {team: chart.engineers([team]) for team in teams}
        total = sum(there.values())
        if total - self.engineers < len(there):
            raise Refused(
                f"{counted(total, 'engineer')} are there, and each team keeps one: {self.engineers} cannot go",
                "engineers",
            )
        for team, number in fewer(there, self.engineers / total).items():
            chart.teams[team]["engineers"] = number
        return list(there)


class Replace(Takeover, Operation):
    """Somebody known takes over a post from its holder, who leaves; the post stays where it is."""

    short: ClassVar[str] = "post"
    example: ClassVar[str] = "replace: {post: dir-money, skills: {strategy: 0.8}, overlap_weeks: 4}"

    def act(self, chart: Chart) -> str:
        """Let the event `replacement` happen in the week of the change."""
        post = the_one(chart, self.post, "post")
        stated = {key: value for key, value in self.model_dump(exclude_unset=True).items() if value is not None}
        chart.happens.append({"kind": "replacement", **stated, "post": post})
        when = f" {counted(self.overlap_weeks, 'week')} early" if self.overlap_weeks else ""
        when = f" {counted(self.vacant_weeks, 'week')} late" if self.vacant_weeks else when
        return f"The holder of {post} leaves, and {self.name or 'somebody known'} takes over{when}."


def spend(chart: Chart, number: int, cost: float) -> str:
    """Book what something costs at once for each of several people, $k; say so."""
    chart.spent += number * cost
    return f", at ${number * cost:,.0f}k at once" if cost else ""
