"""Who has reason to meet whom: the reporting line, its siblings, dotted and working ties, and friendships."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orgsim.engine.random import Purpose, luck, uniform
from orgsim.engine.vocabulary import Layer
from orgsim.organization.keys import key_of
from orgsim.scenario.model import Forum, Scenario

HIGHEST_COMMON_SUPERIOR = 3
"""Friendships reach at most to those whose common superior is this many levels above both."""


class Tie(NamedTuple):
    """Two posts in one layer; `first` is before `second` by key."""

    first: str
    second: str
    layer: Layer


def tie_between(one: str, other: str, layer: Layer) -> Tie:
    """Return the tie between two posts, whichever is named first."""
    first, second = sorted((one, other), key=lambda name: key_of("post", name))
    return Tie(first, second, layer)


def ties_of(scenario: Scenario, baseline: Scenario) -> dict[Tie, float]:
    """Return every tie of one stage and its weight; friendships are those of the baseline's neighbourhood, and survive."""
    weights = scenario.parameters.ties
    found: dict[Tie, float] = {}
    for name, post in scenario.posts.items():
        if post.reports_to:
            found[tie_between(name, post.reports_to, Layer.AUTHORITY)] = weights.authority_weight
    for left, right in siblings(scenario):
        found[tie_between(left, right, Layer.WORKING)] = weights.peer_weight
    for layer, pairs, weight in (
        (Layer.DOTTED, scenario.ties.dotted, weights.dotted_weight),
        (Layer.WORKING, scenario.ties.working, weights.working_weight),
    ):
        for one, others in pairs.items():
            for other, share in others.items():
                if share > 0.0:
                    tie = tie_between(one, other, layer)
                    found[tie] = max(found.get(tie, 0.0), weight * share)
    for forum in scenario.governance.forums.values():
        for one, other in meetings(forum):
            found[tie_between(one, other, Layer.FORUM)] = weights.forum_weight
    for tie in friendships(baseline):
        if tie.first in scenario.posts and tie.second in scenario.posts:
            found[tie] = weights.informal_weight
    return {tie: weight for tie, weight in found.items() if weight > 0.0}


def meetings(forum: Forum) -> Iterator[tuple[str, str]]:
    """Yield who meets whom in a forum: everybody the chair, or everybody everybody."""
    members = sorted(set(forum.members) - {forum.chair})
    if forum.chair is not None:
        yield from ((forum.chair, member) for member in members)
        return
    for place, one in enumerate(members):
        for other in members[place + 1 :]:
            yield one, other


def reports(scenario: Scenario) -> Mapping[str, list[str]]:
    """Return the direct reports of every post."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for name, post in scenario.posts.items():
        if post.reports_to:
            below[post.reports_to].append(name)
    return below


def siblings(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield every two posts with the same superior."""
    for group in reports(scenario).values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                yield one, other


def friendships(scenario: Scenario) -> Iterator[Tie]:
    """Yield the friendships of an organisation: likelier the nearer two posts are in the chart, drawn by their keys alone.

    Only the two posts and their common superior matter, so a post more elsewhere changes nobody's friends.
    """
    below = reports(scenario)
    chance = scenario.parameters.ties.informal_probability
    fading = scenario.parameters.ties.informal_decay
    company = luck(0, 0)
    for top in scenario.posts:
        for one, other, levels in pairs_meeting_at(top, below):
            tie = tie_between(one, other, Layer.INFORMAL)
            u = uniform(company, Purpose.INFORMAL, key_of("post", tie.first), 0, key_of("post", tie.second))
            if u < chance * 2.718281828459045 ** (-fading * (levels - 1)):
                yield tie


def pairs_meeting_at(top: str, below: Mapping[str, list[str]]) -> Iterator[tuple[str, str, int]]:
    """Yield pairs of posts at the same depth under `top` that meet there, with the levels between."""
    branches = [[branch] for branch in below.get(top, [])]
    for levels in range(1, HIGHEST_COMMON_SUPERIOR + 1):
        for place, one_branch in enumerate(branches):
            for other_branch in branches[place + 1 :]:
                for one in one_branch:
                    for other in other_branch:
                        yield one, other, levels
        branches = [[report for post in branch for report in below.get(post, [])] for branch in branches]
