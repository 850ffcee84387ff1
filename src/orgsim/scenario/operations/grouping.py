"""Who belongs together: groups of nearly equal size whose members are as close as can be."""

from collections.abc import Callable
from functools import cache
from itertools import combinations
from typing import Literal

from orgsim.scenario.names import mapping
from orgsim.scenario.operations.chart import Chart

Near = Literal["relatedness", "domain", "evenly"]
"""By what posts belong together."""

MOST_ROUNDS = 20
"""Rounds of swaps after which groups stay as they are."""

Closeness = Callable[[str, str], float]


def groups(chart: Chart, posts: list[str], number: int, by: Near) -> list[list[str]]:
    """Return groups of nearly equal size, each in the order of the file.

    They start with neighbours in the order of their domains, and two members of different groups trade places as long as that brings
    those together who are closer.
    """
    order = posts if by == "evenly" else sorted(posts, key=lambda post: min(_domains(chart, post), default=""))
    sizes = [len(posts) // number + (place < len(posts) % number) for place in range(number)]
    found, start = [], 0
    for size in sizes:
        found.append(order[start : start + size])
        start += size
    if by != "evenly":
        improve(found, closeness(chart, posts, by))
    place = {post: row for row, post in enumerate(posts)}
    return sorted((sorted(group, key=place.__getitem__) for group in found), key=lambda group: place[group[0]])


def improve(found: list[list[str]], close: Closeness) -> None:
    """Let members of different groups trade places as long as that brings closer ones together."""
    for _ in range(MOST_ROUNDS):
        traded = [
            trade(one, other, row, column, close)
            for one, other in combinations(found, 2)
            for row in range(len(one))
            for column in range(len(other))
        ]
        if not any(traded):
            return


def trade(one: list[str], other: list[str], row: int, column: int, close: Closeness) -> bool:
    """Let two members trade places, if their groups are closer for it; tell whether they did."""
    first, second = one[row], other[column]
    gain = sum(close(second, post) - close(first, post) for post in one if post != first)
    gain += sum(close(first, post) - close(second, post) for post in other if post != second)
    if gain > 1e-9:
        one[row], other[column] = second, first
    return gain > 1e-9


def closeness(chart: Chart, posts: list[str], by: Near) -> Closeness:
    """Return how close two posts are: their domains alike, or as closely related as the scenario says."""
    domains = {post: tuple(_domains(chart, post)) for post in posts}
    related = relatedness(chart) if by == "relatedness" else {}

    @cache
    def between(some: tuple[str, ...], others: tuple[str, ...]) -> float:
        pairs = [(mine, theirs) for mine in some for theirs in others]
        return max((1.0 if mine == theirs else related.get((mine, theirs), 0.0) for mine, theirs in pairs), default=0.0)

    return lambda one, other: between(domains[one], domains[other])


def relatedness(chart: Chart) -> dict[tuple[str, str], float]:
    """Return how closely two domains belong together, from both sides, as far as the scenario says it."""
    said = mapping(chart.data.get("related"))
    names = list(mapping(chart.data.get("domains")))
    found = {pair: said.get("between") or 0.0 for pair in combinations(names, 2)}
    within = said.get("within")
    for members in mapping(said.get("clusters")).values():
        found |= dict.fromkeys(combinations(members, 2), 1.0 if within is None else within)
    both = {pair: close for (one, other), close in found.items() for pair in ((one, other), (other, one))}
    for one, others in mapping(said.get("pairs")).items():
        both |= {pair: close for other, close in others.items() for pair in ((one, other), (other, one))}
    return both


def _domains(chart: Chart, post: str) -> list[str]:
    """Return the domains that a post serves with its teams, or helps to serve."""
    teams = chart.owned(post) or [team for team in [chart.posts[post].get("helps")] if team]
    return list(dict.fromkeys(str(chart.teams[team]["domain"]) for team in teams))
