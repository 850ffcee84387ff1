"""The static picture of an organisation: spans, layers, head-count and cost, before anything is simulated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from orgsim.scenario.model import Post, Scenario

QUARTERS_PER_YEAR = 4


@dataclass(frozen=True)
class Structure:
    """The chart in numbers."""

    posts: int
    vacant: int
    layers: int
    managers: int
    mean_span: float
    widest_span: int
    teams: int
    engineers: int
    people_cost: float  # $k a year
    engineering_cost: float  # $k a year


def reports_of(scenario: Scenario) -> dict[str, list[str]]:
    """Return the direct reports of every post that has any."""
    below: dict[str, list[str]] = {}
    for name, post in scenario.posts.items():
        if post.reports_to:
            below.setdefault(post.reports_to, []).append(name)
    return below


def depth_of(posts: Mapping[str, Post], name: str) -> int:
    """Return the number of posts above a post."""
    depth = 0
    above = posts[name].reports_to
    while above:
        depth += 1
        above = posts[above].reports_to
    return depth


def line_to(posts: Mapping[str, Post], name: str | None) -> list[str]:
    """Return the posts from the top of the company down to a post; none for no post."""
    line: list[str] = []
    while name:
        line.append(name)
        name = posts[name].reports_to
    return line[::-1]


def branches_of(scenario: Scenario) -> dict[str, str | None]:
    """Return for every team the post below the top under which it stands; None where its owner is the top, or where it has none."""
    lines = {name: line_to(scenario.posts, team.owner) for name, team in scenario.teams.items()}
    return {name: line[1] if len(line) > 1 else None for name, line in lines.items()}


def grouped_by_chart(lines: Mapping[str, list[str]], most: int) -> dict[str, str]:
    """Return a post above each team, so far down that there are at most so many of them, given the posts from the top down to each.

    There are more where more report to the top, below which it does not go up; a team without an owner has the post ``""``.
    """
    found: dict[str, str] = {}
    for depth in range(max([2, *map(len, lines.values())]), 1, -1):
        found = {name: line[min(depth, len(line)) - 1] if line else "" for name, line in lines.items()}
        if len(set(found.values())) <= most:
            break
    return found


def yearly_cost(scenario: Scenario, post: Post) -> float:
    """Return what a filled post costs, $k a year, loaded."""
    salary = scenario.roles[post.role].salary if post.salary is None else post.salary
    return salary * post.fte * scenario.parameters.money.load


FACTS: Sequence[tuple[str, Callable[[Structure], str]]] = (
    ("posts", lambda one: f"{one.posts}" + (f" ({one.vacant} vacant)" if one.vacant else "")),
    ("levels", lambda one: f"{one.layers}"),
    ("direct reports to a manager, mean", lambda one: f"{one.mean_span:.1f}"),
    ("direct reports, most", lambda one: f"{one.widest_span}"),
    ("teams", lambda one: f"{one.teams}"),
    ("engineers", lambda one: f"{one.engineers}"),
    ("posts, $M a year", lambda one: f"{one.people_cost / 1000:.2f}"),
    ("engineers, $M a year", lambda one: f"{one.engineering_cost / 1000:.2f}"),
    ("together, $M a year", lambda one: f"{(one.people_cost + one.engineering_cost) / 1000:.2f}"),
)
"""What a chart says before anything is simulated: the name of each fact, and how it is said."""


def structure_of(scenario: Scenario) -> Structure:
    """Return the numbers of a chart."""
    below = reports_of(scenario)
    spans = [len(reports) for reports in below.values()]
    engineers = sum(team.engineers for team in scenario.teams.values())
    return Structure(
        posts=len(scenario.posts),
        vacant=sum(post.vacant for post in scenario.posts.values()),
        layers=1 + max((depth_of(scenario.posts, name) for name in scenario.posts), default=0),
        managers=len(spans),
        mean_span=sum(spans) / len(spans) if spans else 0.0,
        widest_span=max(spans, default=0),
        teams=len(scenario.teams),
        engineers=engineers,
        people_cost=sum(yearly_cost(scenario, post) for post in scenario.posts.values()),
        engineering_cost=engineers * scenario.parameters.money.engineer_cost * QUARTERS_PER_YEAR,
    )
