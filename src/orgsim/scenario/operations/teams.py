"""Operations on teams: merge and split them, move engineers, give products to other owners."""

from typing import Annotated, ClassVar

from pydantic import Field

from orgsim.plain_words import agreeing, counted
from orgsim.scenario.names import DomainId, Id, TeamId
from orgsim.scenario.operations.base import Operation
from orgsim.scenario.operations.changing import left_without, rename
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.selecting import the_one
from orgsim.scenario.operations.wording import those

MOST_WIP = 12
"""The largest limit of work in progress that a team may have."""

Teams = Annotated[list[TeamId], Field(min_length=1, max_length=2000)]


class MergeTeams(Operation):
    """Teams become one, with all their engineers; owners who lose their product help with it."""

    short: ClassVar[str] = "teams"
    example: ClassVar[str] = "merge_teams: [search-a, search-b]"

    teams: Annotated[list[TeamId], Field(min_length=2, max_length=2000)]
    """Which teams; the first one stays, and its domain is what they serve from then on."""
    owner: str | None = None
    """Who owns the product; default: who owns the first one's."""

    def act(self, chart: Chart) -> str:
        """Merge the others into the first."""
        stays, *others = list(dict.fromkeys(chart.known("teams", team, "teams") for team in self.teams))
        if not others:
            raise Refused(f"{stays} is one team already", "teams")
        team = chart.teams[stays]
        former = [chart.get("teams", name, "owner") for name in (stays, *others)]
        team["engineers"] = chart.engineers([stays, *others])
        team["wip"] = min(MOST_WIP, sum(int(chart.get("teams", name, "wip")) for name in (stays, *others)))
        if self.owner is not None:
            team["owner"] = the_one(chart, self.owner, "owner")
        for name in others:
            del chart.teams[name]
        _renamed_teams(chart, dict.fromkeys(others, stays))
        helpers = left_without(chart, former, stays)
        helping = f"; {those(helpers)} {agreeing(len(helpers), '{helps|help}')} with it" if helpers else ""
        owned = f"owned by {team['owner']}" if team.get("owner") else "which nobody owns"
        now = f"{stays}, now {counted(team['engineers'], 'engineer')}, {owned}{helping}"
        return f"{those(others)} {agreeing(len(others), '{joins|join}')} {now}."


def _renamed_teams(chart: Chart, names: dict[str, str | None]) -> None:
    """Let those who named a team that is gone name the one that took it in."""
    for post in chart.posts.values():
        if post.get("helps") in names:
            post["helps"] = names[post["helps"]]
    rename(chart, "teams", names)


class SplitTeam(Operation):
    """Some engineers of a team form a new one, with their share of its limit of work in progress."""

    short: ClassVar[str] = "team"
    example: ClassVar[str] = "split_team: {team: billing-a, engineers: 3, owner: pm-billing-b}"

    team: TeamId
    """Which team."""
    engineers: int | None = Field(None, ge=1, le=2000)
    """How many engineers the new team gets; default: half."""
    owner: str | None = None
    """Who owns the new team's product; default: who helps with the old one's, or else who owns it."""
    domain: DomainId | None = None
    """Which domain the new team serves; default: that of the old one."""
    name: Id | None = None
    """What the new team is called; default: the old name with a number."""

    def act(self, chart: Chart) -> str:
        """Split the team."""
        team = chart.known("teams", self.team, "team")
        old = chart.teams[team]
        there = chart.engineers([team])
        go = there // 2 if self.engineers is None else self.engineers
        if not 0 < go < there:
            raise Refused(
                f"{team} has {counted(there, 'engineer')}, so {go} of them cannot form a team of their own",
                "engineers",
            )
        if self.name is not None and self.name in chart.teams:
            raise Refused(f"there already is a team '{self.name}'", "name")
        name = self.name or chart.fresh("teams", team)
        wip = int(chart.get("teams", team, "wip"))
        part = min(max(1, round(wip * go / there)), max(1, wip - 1))
        fresh = {"domain": old["domain"], "engineers": go, "wip": part, "owner": self._owner(chart, team)}
        if self.domain is not None:
            fresh["domain"] = chart.known("domains", self.domain, "domain")
        chart.teams[name] = {key: value for key, value in fresh.items() if value is not None}
        old["engineers"], old["wip"] = there - go, max(1, wip - part)
        owned = f"; {fresh['owner']} owns it" if fresh["owner"] else ""
        return f"{counted(go, 'engineer')} of {team} form {name}, and {there - go} stay{owned}."

    def _owner(self, chart: Chart, team: str) -> str | None:
        """Return who owns the new team; who helped with the old one owns instead of helping."""
        helper = next((name for name, post in chart.posts.items() if post.get("helps") == team), None)
        owner: str | None = chart.get("teams", team, "owner") if helper is None else helper
        owner = owner if self.owner is None else the_one(chart, self.owner, "owner")
        if owner is not None and chart.posts[owner].get("helps") == team:
            del chart.posts[owner]["helps"]
        return owner


class MoveEngineers(Operation):
    """Engineers go from one team to another."""

    short: ClassVar[str] = "number"
    example: ClassVar[str] = "move_engineers: {number: 2, from: feed-a, to: search-a}"

    number: int = Field(ge=1, le=2000)
    """How many."""
    source: TeamId = Field(alias="from")
    """From which team."""
    to: TeamId
    """To which team."""

    def act(self, chart: Chart) -> str:
        """Move them; a team keeps at least one."""
        source, to = chart.known("teams", self.source, "from"), chart.known("teams", self.to, "to")
        there = chart.engineers([source])
        if source == to or there <= self.number:
            raise Refused(
                f"{source} has {counted(there, 'engineer')}, and one must stay: {self.number} cannot go to {to}",
                "number",
            )
        chart.teams[to]["engineers"] = chart.engineers([to]) + self.number
        chart.teams[source]["engineers"] = there - self.number
        go = agreeing(self.number, "{goes|go}")
        return f"{counted(self.number, 'engineer')} {go} from {source} ({there - self.number} stay) to {to}."


class GiveTeams(Operation):
    """Products get another owner."""

    short: ClassVar[str] = "teams"
    example: ClassVar[str] = "give_teams: {teams: [feed-a, feed-b], to: pm-feed-a}"

    teams: Teams
    """Which teams."""
    to: str
    """Who owns their products from now on."""

    def act(self, chart: Chart) -> str:
        """Give the products; owners left without one help with what they gave."""
        to = the_one(chart, self.to, "to")
        teams = [chart.known("teams", team, "teams") for team in self.teams]
        former = {team: chart.get("teams", team, "owner") for team in teams}
        for team in former:
            chart.teams[team]["owner"] = to
        if chart.posts[to].get("helps") in former:
            del chart.posts[to]["helps"]
        helpers = [helper for team, owner in former.items() for helper in left_without(chart, [owner], team)]
        helping = f"; {those(helpers)} {agreeing(len(helpers), '{helps|help}')} with what they owned" if helpers else ""
        return f"{to} owns {those(former)}{helping}."
