"""A small chart of a company as text: posts of one role under the same kind of superior are one line."""

from collections.abc import Iterator, Sequence

from orgsim.plain_words import counted
from orgsim.scenario.model import Scenario
from orgsim.scenario.paths import Line
from orgsim.scenario.structure import reports_of


def picture(scenario: Scenario) -> list[str]:
    """Return the chart as lines of a tree, roots at the left."""
    below = reports_of(scenario)
    roots = [name for name, post in scenario.posts.items() if not post.reports_to and (name in below or not below)]
    return list(_tree(scenario, below, roots))


def _tree(scenario: Scenario, below: dict[str, list[str]], roots: Sequence[str]) -> Iterator[str]:
    for role, posts in _by_role(scenario, roots):
        yield titled(scenario, role, len(posts)) if len(posts) == 1 else f"{len(posts)} {titled(scenario, role, 2)}"
        yield from _children(scenario, below, posts, "")


def _children(scenario: Scenario, below: dict[str, list[str]], parents: Sequence[str], indent: str) -> Iterator[str]:
    """Yield the lines below posts of one kind: for each role of their reports, how many each of them has."""
    groups = _by_role(scenario, [name for parent in parents for name in below.get(parent, [])])
    for place, (role, posts) in enumerate(groups):
        last = place == len(groups) - 1
        each = [sum(scenario.posts[name].role == role for name in below.get(parent, [])) for parent in parents]
        yield f"{indent}{'└─' if last else '├─'} {_counted(scenario, role, each)}"
        yield from _children(scenario, below, posts, indent + ("   " if last else "│  "))


def _by_role(scenario: Scenario, posts: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return posts by role; those who lead many come first."""
    found: dict[str, list[str]] = {}
    for name in posts:
        found.setdefault(scenario.posts[name].role, []).append(name)
    leaders = {post.reports_to for post in scenario.posts.values()}
    return sorted(found.items(), key=lambda entry: -sum(name in leaders for name in entry[1]))


def _counted(scenario: Scenario, role: str, each: Sequence[int]) -> str:
    """Return how many posts of a role each superior has, and how many that are together."""
    whole = sum(each)
    if len(each) == 1:
        return f"{whole} {titled(scenario, role, whole)}"
    low, high = min(each), max(each)
    span = f"{high}" if low == high else f"{low}-{high}"
    return f"{span} {titled(scenario, role, max(2, high) if low != high else high)} each ({whole})"


def titled(scenario: Scenario, role: str, number: int) -> str:
    """Return what people call a role, in the singular or the plural.

    Only the first word of "of" titles takes the s: directors of product.
    """
    title = scenario.roles[role].title
    title = title if title[1:2].isupper() else title[:1].lower() + title[1:]
    head, of, rest = title.partition(" of ")
    return title if number == 1 else f"{head}s{of}{rest}"


def beside_the_chart(scenario: Scenario) -> list[str]:
    """Return what a chart does not show: dotted lines, forums and those who rate and review."""
    governance = scenario.governance
    dotted = sum(len(others) for others in scenario.ties.dotted.values())
    members = [len(forum.members) for forum in governance.forums.values()]
    parts = {
        "dotted line": dotted,
        "post* that {rates|rate} every case": len(governance.raters),
        "post* that {reviews|review} work in hand": len(governance.investment_review),
    }
    said = [counted(number, what) for what, number in parts.items() if number]
    return said + [f"a forum of {number}" for number in members]


def deciders(scenario: Scenario) -> str:
    """Return the roles of those who decide whether a case starts, by the share of engineers whose cases they decide."""
    line, shares = Line(scenario), dict[str, float]()
    whole = sum(team.engineers for team in scenario.teams.values() if team.owner)
    for team in scenario.teams.values():
        if team.owner:
            post = line.decides(team.owner, "fund")
            name = titled(scenario, scenario.posts[post].role, 1)
            shares[name] = shares.get(name, 0.0) + team.engineers / whole
    order = sorted(shares, key=lambda name: -shares[name])
    return order[0] if len(order) == 1 else ", ".join(f"{name} ({shares[name]:.0%})" for name in order)
