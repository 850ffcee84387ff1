"""Who has reason to meet whom: the reporting line, its siblings, dotted and working ties, and friendships.

Posts are rows in canonical order here, and ties arrays of pairs: a company of five thousand has a million pairs near each other.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.engine.random import Purpose, luck, uniforms
from orgsim.engine.state import Floats, Indices
from orgsim.engine.vocabulary import Layer
from orgsim.organization.keys import in_canonical_order, key_of
from orgsim.scenario.model import Forum, Scenario

HIGHEST_COMMON_SUPERIOR = 3
"""Friendships reach at most to those whose common superior is this many levels above both."""

DOTTED_WEIGHT = 0.6
"""Claim of a dotted line on contact time, where that of a reporting line is 1. Source: assumed."""
FRIENDSHIP_WEIGHT = 0.3
"""Claim of a friendship on contact time, where that of a reporting line is 1. Source: assumed."""

LAYERS = tuple(layer.name.lower() for layer in Layer)
"""Names of the layers, in the engine's order."""

Pairs = tuple[Indices, Indices]
"""Rows of the posts at either end, (n,) and (n,)."""


class Tie(NamedTuple):
    """Two posts in one layer; `first` is before `second` by key."""

    first: str
    second: str
    layer: Layer


class Ties(NamedTuple):
    """Every tie of one stage once, all (n,): the rows of both posts, the first before the second, the layer and the weight."""

    first: Indices
    second: Indices
    layer: Indices
    weight: Floats


def ties_of(scenario: Scenario, baseline: Scenario) -> dict[Tie, float]:
    """Return every tie of one stage by name, and its weight."""
    posts = in_canonical_order("post", [*scenario.posts, *baseline.posts])
    table = tie_table(scenario, friendships(baseline, posts), posts)
    return {
        Tie(posts[first], posts[second], Layer(layer)): weight
        for first, second, layer, weight in zip(*(column.tolist() for column in table), strict=True)
    }


def tie_table(scenario: Scenario, friends: Pairs, posts: Sequence[str]) -> Ties:
    """Return every tie of one stage; friendships are those of the baseline's neighbourhood, and survive while both posts are there.

    `posts` are in canonical order. Where a tie has two grounds in one layer, the stronger counts.
    """
    place = {name: row for row, name in enumerate(posts)}
    weights = scenario.parameters.ties
    return strongest(
        [
            in_layer(Layer.AUTHORITY, reporting_lines(scenario, place), 1.0),
            in_layer(Layer.WORKING, siblings(scenario, place), weights.working_weight),
            stated_ties(Layer.DOTTED, scenario.ties.dotted, DOTTED_WEIGHT, place),
            stated_ties(Layer.WORKING, scenario.ties.working, weights.working_weight, place),
            *(
                in_layer(Layer.FORUM, meetings(forum, place), weights.working_weight)
                for forum in scenario.governance.forums.values()
            ),
            in_layer(Layer.INFORMAL, remaining(friends, scenario, posts), FRIENDSHIP_WEIGHT),
        ]
    )


def in_layer(layer: Layer, pairs: Pairs, weight: float | Floats) -> Ties:
    """Return the ties of some pairs, whichever is named first, all in one layer; `weight` is one for all or (n,)."""
    one, other = pairs
    return Ties(
        np.minimum(one, other), np.maximum(one, other), np.full(len(one), int(layer)), np.full(len(one), weight)
    )


def strongest(parts: Sequence[Ties]) -> Ties:
    """Return each tie of any part once, in order, with the greatest of its weights; without those of no weight."""
    first = np.concatenate([part.first for part in parts])
    second = np.concatenate([part.second for part in parts])
    layer = np.concatenate([part.layer for part in parts])
    weight = np.concatenate([part.weight for part in parts])
    order = np.lexsort((-weight, layer, second, first))
    first, second, layer, weight = first[order], second[order], layer[order], weight[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(first) != 0) | (np.diff(second) != 0) | (np.diff(layer) != 0)
    kept = new & (weight > 0.0)
    return Ties(first[kept], second[kept], layer[kept], weight[kept])


def pairs_of(rows: Iterable[tuple[int, int]]) -> Pairs:
    """Return pairs of rows as two arrays."""
    table = np.array(list(rows), np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def all_pairs(group: Sequence[int]) -> Pairs:
    """Return every pair of a group."""
    one, other = np.triu_indices(len(group), 1)
    rows = np.array(group, np.int64)
    return rows[one], rows[other]


def joined(pairs: Iterable[Pairs]) -> Pairs:
    """Return several lists of pairs as one."""
    parts = [pairs_of(()), *pairs]
    return np.concatenate([one for one, _ in parts]), np.concatenate([other for _, other in parts])


def reports(scenario: Scenario) -> Mapping[str, list[str]]:
    """Return the direct reports of every post."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for name, post in scenario.posts.items():
        if post.reports_to:
            below[post.reports_to].append(name)
    return below


def reports_by_row(scenario: Scenario, place: Mapping[str, int]) -> dict[int, list[int]]:
    """Return the rows of the direct reports of every row that has any."""
    return {place[top]: [place[name] for name in group] for top, group in reports(scenario).items()}


def reporting_lines(scenario: Scenario, place: Mapping[str, int]) -> Pairs:
    """Return everybody and the superior."""
    return pairs_of((place[name], place[post.reports_to]) for name, post in scenario.posts.items() if post.reports_to)


def siblings(scenario: Scenario, place: Mapping[str, int]) -> Pairs:
    """Return every two posts with the same superior."""
    return joined(all_pairs(group) for group in reports_by_row(scenario, place).values())


def meetings(forum: Forum, place: Mapping[str, int]) -> Pairs:
    """Return who meets whom in a forum: everybody the chair, or everybody everybody."""
    members = [place[member] for member in sorted(set(forum.members) - {forum.chair})]
    if forum.chair is not None:
        return pairs_of((place[forum.chair], member) for member in members)
    return all_pairs(members)


def stated_ties(
    layer: Layer, stated: Mapping[str, Mapping[str, float]], weight: float, place: Mapping[str, int]
) -> Ties:
    """Return the ties that a scenario states in one layer, weighted by their shares."""
    rows = [(place[one], place[other], share) for one, others in stated.items() for other, share in others.items()]
    shares = np.array([share for _, _, share in rows], np.float64)
    return in_layer(layer, pairs_of((one, other) for one, other, _ in rows), weight * shares)


def friendships(baseline: Scenario, posts: Sequence[str]) -> Pairs:
    """Return the baseline's friendships: likelier the nearer two are in the chart.

    They are drawn by the keys of the two alone, and only these and their common superior matter, so a post more elsewhere changes
    nobody's friends.
    """
    below = reports_by_row(baseline, {name: row for row, name in enumerate(posts)})
    keys = np.array([key_of("post", name) for name in posts], np.uint64)
    usual = baseline.parameters.ties.informal_probability
    found = []
    for one, other, levels in blocks(pairs_by_distance(below)):
        first, second = np.minimum(one, other), np.maximum(one, other)
        drawn = uniforms(luck(0, 0), int(Purpose.INFORMAL), keys[first], keys[second])
        met = drawn < usual * CHANCES[levels]
        found.append((first[met], second[met]))
    return joined(found)


def remaining(friends: Pairs, scenario: Scenario, posts: Sequence[str]) -> Pairs:
    """Return the friendships among posts that a stage still has."""
    there = np.array([name in scenario.posts for name in posts])
    kept = there[friends[0]] & there[friends[1]]
    return friends[0][kept], friends[1][kept]


CHANCES = np.array([0.0, *(math.e ** -(levels - 1) for levels in range(1, HIGHEST_COMMON_SUPERIOR + 1))])
"""How likely a friendship is, by the levels between, as a share of the chance of those with one superior."""
BLOCK = 100_000
"""Pairs that are drawn at once, or somewhat more: a company of twenty thousand has twenty million."""


def blocks(pairs: Iterable[tuple[Any, Any, int]]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield many small blocks of pairs as few large ones, with the levels between of every pair."""
    waiting: list[tuple[Any, Any, Any]] = []
    count = 0
    for one, other, levels in pairs:
        waiting.append((one, other, np.full(len(one), levels)))
        count += len(one)
        if count >= BLOCK:
            yield _as_one(waiting)
            waiting, count = [], 0
    if waiting:
        yield _as_one(waiting)


def _as_one(parts: Sequence[tuple[Any, Any, Any]]) -> tuple[Any, Any, Any]:
    one, other, levels = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return one, other, levels


def pairs_by_distance(below: Mapping[int, list[int]]) -> Iterator[tuple[Any, Any, int]]:
    """Yield blocks of pairs at one depth under the common superior where their branches meet, with the levels between."""
    for group in below.values():
        branches = [[branch] for branch in group]
        for levels in range(1, HIGHEST_COMMON_SUPERIOR + 1):
            members = np.array([row for branch in branches for row in branch], np.int64)
            end = 0
            for branch in branches:
                start, end = end, end + len(branch)
                if branch and end < len(members):
                    yield np.repeat(members[start:end], len(members) - end), np.tile(members[end:], end - start), levels
            branches = [[row for post in branch for row in below.get(post, ())] for branch in branches]
