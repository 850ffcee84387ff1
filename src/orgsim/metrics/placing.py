"""Which parts of a company a case belongs to, looked up by compiled loops: by its team, by its post, or by both."""

from functools import cache
from typing import NamedTuple

import numpy as np

from orgsim.engine.compiled import rule
from orgsim.engine.vocabulary import NONE
from orgsim.metrics.adding import Numbers


class Lists(NamedTuple):
    """The parts that rows belong to in a quarter, in one list: `parts[first : first + counts]`, with `first` and `counts` (Q, rows)."""

    parts: Numbers
    first: Numbers
    counts: Numbers


class Places(NamedTuple):
    """The parts of teams and of posts in each quarter that counts; the last row of either is that of NONE."""

    domains: Numbers  # (Q, T + 1) the part that the domain of each team is
    below: Lists  # of teams, the other parts: the team itself, and the branches
    branches: Lists  # of posts
    roles: Numbers  # (Q, P + 1) the part that the role of each post is


def lists_of(places: Numbers) -> Lists:
    """Return parts as lists, given the parts of each quarter and row, (Q, rows, M), NONE where there is none."""
    there = places != NONE
    counts = there.sum(axis=2)
    return Lists(places[there], np.cumsum(counts).reshape(counts.shape) - counts, counts)


@cache
def of_the_whole(quarters: int, teams: int, posts: int) -> Places:
    """Return the places of a company that is one part, the whole."""
    nothing = [np.full((quarters, rows + 1), NONE) for rows in (teams, posts)]
    lists = [lists_of(np.zeros((quarters, rows + 1, 1), np.int64)) for rows in (teams, posts)]
    return Places(nothing[0], lists[0], lists[1], nothing[1])


@rule
def parts_of_case(found: Numbers, places: Places, quarter: int, own: int, team: int, post: int) -> int:
    """Write the parts of a case of a team and perhaps a post to `found`, and return how many there are.

    The branch is that of the team, the role that of the post. Where it has a domain of its `own`, it belongs to that and not to the team's.
    """
    end = 0
    domain = places.domains[quarter, team] if own == NONE else own
    for part in (domain, places.roles[quarter, post]):
        if part != NONE:
            found[end] = part
            end += 1
    first = places.below.first[quarter, team]
    for place in range(first, first + places.below.counts[quarter, team]):
        found[end] = places.below.parts[place]
        end += 1
    return end


@rule
def parts_of_post(found: Numbers, places: Places, quarter: int, post: int) -> int:
    """Write the parts of a case of a post alone to `found`, its role and the branches, and return how many there are."""
    end = 0
    if places.roles[quarter, post] != NONE:
        found[0] = places.roles[quarter, post]
        end = 1
    first = places.branches.first[quarter, post]
    for place in range(first, first + places.branches.counts[quarter, post]):
        found[end] = places.branches.parts[place]
        end += 1
    return end


@rule
def most_parts(places: Places) -> int:
    """Return how many parts a case may belong to."""
    most = 0
    for quarter in range(places.below.counts.shape[0]):
        for row in range(places.below.counts.shape[1]):
            most = max(most, places.below.counts[quarter, row])
        for row in range(places.branches.counts.shape[1]):
            most = max(most, places.branches.counts[quarter, row])
    return most + 2


@rule
def listed_parts(
    places: Places, quarters: Numbers, own: Numbers, teams: Numbers, posts: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the parts of cases, and where those of each begin; cases before the first or after the last quarter have none.

    Without `teams`, an empty array, they are those of the posts alone; without `own` domains or `posts`, cases have none.
    """
    begin = np.zeros(len(quarters) + 1, np.int64)
    parts = np.empty(len(quarters) * most_parts(places), np.int64)
    end = 0
    for case in range(len(quarters)):
        quarter = quarters[case]
        if 0 <= quarter < len(places.domains):
            post = posts[case] if len(posts) > 0 else NONE
            if len(teams) > 0:
                domain = own[case] if len(own) > 0 else NONE
                end += parts_of_case(parts[end:], places, quarter, domain, teams[case], post)
            else:
                end += parts_of_post(parts[end:], places, quarter, post)
        begin[case + 1] = end
    return parts[:end], begin
