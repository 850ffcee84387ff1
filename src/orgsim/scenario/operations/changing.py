"""What operations do to a chart: somebody moves, a post gets another role, or closes with somebody who takes over."""

from collections.abc import Iterable
from typing import Any

from orgsim.scenario.model import Governance
from orgsim.scenario.names import Data, Names, mapping, renamed
from orgsim.scenario.operations.base import Pay
from orgsim.scenario.operations.chart import Chart, Refused


def place(chart: Chart, post: str, under: str | None) -> None:
    """Let a post report to another one, with everybody below it; None: to nobody.

    Raises
    ------
    Refused
        When the other one is below it.
    """
    if under is not None and (under == post or post in chart.line(under)):
        reason = "itself" if under == post else f"{under}, who is below {post}"
        raise Refused(f"{post} cannot report to {reason}")
    if under is None:
        chart.posts[post].pop("reports_to", None)
    else:
        chart.posts[post]["reports_to"] = under


def pays(chart: Chart, post: str, salary: float) -> None:
    """Set the base salary of a post; one that is the role's is not stated."""
    entry = chart.posts[post]
    entry.pop("salary", None)
    if chart.pay(post) != salary:
        entry["salary"] = salary


OF_THE_JOB = ("hours", "rights", "level")
"""What a post has of its own that goes when its role changes."""


def re_role(chart: Chart, post: str, role: str, pay: Pay) -> None:
    """Give a post another role; what it said of its own about hours, rights and level was about the old one."""
    entry, before = chart.posts[post], chart.pay(post)
    if entry["role"] == role:
        return
    entry["role"] = role
    for field in OF_THE_JOB:
        entry.pop(field, None)
    if pay == "same":
        pays(chart, post, before)
    else:
        entry.pop("salary", None)


def takes_over(chart: Chart, old: str, new: str | None) -> None:
    """Hand everything that a post is named for to another one: teams, ties and practices; None: nobody gets the ties and practices."""
    for team in chart.owned(old):
        chart.teams[team]["owner"] = new
    rename(chart, "posts", {old: new})


def rename(chart: Chart, section: str, names: dict[str, str | None]) -> None:
    """Change names in ties and practices; whom nothing is left to meet with, or who is tied to itself, is left out."""

    def change(of: Names, name: str) -> str | None:
        return names.get(name, name) if of.section == section else name

    ties = mapping(chart.data["ties"])
    if section == "posts":
        for layer, pairs in ties.items():
            ties[layer] = _ties_of(pairs, names)
    before: Data = mapping(chart.data["governance"])
    chart.data["governance"] = _without_empty_forums(_once(renamed(Governance, before, change)), before)


def _ties_of(pairs: Data, names: dict[str, str | None]) -> Data:
    """Return one layer of ties under other names, each pair once and nobody tied to itself."""
    if not any(name in names for post, others in pairs.items() for name in (post, *others)):
        return pairs
    found: Data = {}
    for post, others in pairs.items():
        one = names.get(post, post)
        for other, weight in others.items() if isinstance(others, dict) else dict.fromkeys(others, 1.0).items():
            another = names.get(other, other)
            told = one is None or another is None or one == another
            if not told and another not in found.get(str(one), {}) and one not in found.get(str(another), {}):
                found.setdefault(str(one), {})[another] = weight
    return {post: _short(others, pairs.get(post)) for post, others in found.items()}


def _short(others: Data, before: object) -> list[str] | Data:
    """Return ties of equal weight as a list, unless they were written as a mapping."""
    equal = all(weight == 1.0 for weight in others.values())
    return list(others) if equal and not isinstance(before, dict) else others


def _once(value: Any) -> Any:
    """Return practices with no name twice in any list."""
    if isinstance(value, dict):
        return {key: _once(below) for key, below in value.items()}
    return list(dict.fromkeys(value)) if isinstance(value, list) else value


def _without_empty_forums(governance: Data, before: Data) -> Data:
    """Dissolve forums that lost their chair or have fewer than two members left."""
    forums = mapping(governance.get("forums"))
    for name, forum in mapping(before.get("forums")).items():
        left = forums[name]
        if len(left["members"]) < 2 or (forum.get("chair") and not left.get("chair")):
            forums.pop(name)
    return governance


def close(chart: Chart, post: str, heir: str | None) -> None:
    """Close a post: its reports, teams, ties and practices go to another one."""
    for report in chart.reports(post):
        place(chart, report, heir)
    takes_over(chart, post, heir)
    del chart.posts[post]


def make_room(chart: Chart, post: str, heir: str) -> None:
    """Let an heir who is below a post that goes take its place in the line."""
    if post in chart.line(heir):
        place(chart, heir, chart.above(post))


def finds_work(chart: Chart, post: str, peers: Iterable[str]) -> str:
    """Give a product of the most loaded of some posts to one that has none, or let it help there; return what it does."""
    loaded = None if chart.owned(post) else most_loaded(chart, peers)
    if loaded is None:
        return ""
    teams = chart.owned(loaded)
    if len(teams) > 1:
        team = min(teams, key=lambda name: chart.engineers([name]))
        chart.teams[team]["owner"] = post
        return f"{post} takes {team} over from {loaded}"
    chart.posts[post]["helps"] = teams[0]
    return f"{post} helps with {teams[0]}"


def usual_role(chart: Chart, posts: Iterable[str]) -> str:
    """Return the role that most of some posts have; of several, the one that comes first."""
    roles = [str(chart.posts[post]["role"]) for post in posts]
    return max(dict.fromkeys(roles), key=roles.count)


def most_loaded(chart: Chart, posts: Iterable[str]) -> str | None:
    """Return the post with the most engineers for each one who works on its products; None when nobody owns any."""
    owners = [post for post in posts if chart.owned(post)]
    helped = [chart.posts[post].get("helps") for post in chart.posts]

    def load(post: str) -> float:
        teams = chart.owned(post)
        return chart.engineers(teams) / (1 + sum(helped.count(team) for team in teams))

    return max(owners, key=load, default=None)


def left_without(chart: Chart, former: Iterable[Any], team: str) -> list[str]:
    """Let former owners who own nothing any more help with a team; those who lead somebody have other things to do."""
    left = [
        post
        for post in dict.fromkeys(former)
        if post and not chart.owned(post) and not chart.reports(post) and not chart.posts[post].get("helps")
    ]
    for post in left:
        chart.posts[post]["helps"] = team
    return left
