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
    """The parts of teams and of posts in each quarter that counts, with NONE in empty places.

    A team or post stands one row below its number: the first row of either is that of NONE, since no index of a rule counts from the end.
    """

    teams: Numbers  # (Q, T + 1, 2 or more) the domain of each team first, then itself and the branches
    posts: Numbers  # (Q, P + 1, 2 or more) the role of each post first, then the branches


def lists_of(places: Numbers) -> Lists:
    """Return parts as lists, given the parts of each quarter and row, (Q, rows, M), NONE where there is none."""
    there = places != NONE
    counts = there.sum(axis=2)
    return Lists(places[there], np.cumsum(counts).reshape(counts.shape) - counts, counts)


@cache
def of_the_whole(quarters: int, teams: int, posts: int) -> Places:
    """Return the places of a company that is one part, the whole."""
    found = [np.full((quarters, rows + 1, 2), NONE) for rows in (teams, posts)]
    for places in found:
        places[:, :, 1] = 0
    return Places(*found)


@rule
def part_of(of_teams: Numbers, quarter: int, team: int, domain: int, place: int) -> int:
    """Return the part in one place of a team in a quarter; where a case has a `domain` of its own, that stands for the team's."""
    return domain if place == 0 and domain != NONE else of_teams[quarter, team + 1, place]


@rule
def listed_parts(
    places: Places, quarters: Numbers, own: Numbers, teams: Numbers, posts: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the parts of cases, and where those of each begin; cases before the first or after the last quarter have none.

    A case of a team belongs to its parts, and to the role of its post; a case with a domain of its `own` to that, not to the team's.
    Without `teams`, an empty array, they are those of the posts; without `own` domains or `posts`, cases have none.
    """
    of_teams, of_posts = places.teams, places.posts
    begin = np.zeros(len(quarters) + 1, np.int64)
    parts = np.empty(len(quarters) * (of_teams.shape[2] + of_posts.shape[2]), np.int32)
    end = 0
    for case in range(len(quarters)):
        quarter = quarters[case]
        if 0 <= quarter < len(of_teams):
            domain = own[case] if len(own) > 0 else NONE
            post = posts[case] if len(posts) > 0 else NONE
            for place in range(of_teams.shape[2] if len(teams) > 0 else 0):
                part = part_of(of_teams, quarter, teams[case], domain, place)
                if part != NONE:
                    parts[end] = part
                    end += 1
            for place in range(of_posts.shape[2] if len(teams) == 0 else 1):
                if of_posts[quarter, post + 1, place] != NONE:
                    parts[end] = of_posts[quarter, post + 1, place]
                    end += 1
        begin[case + 1] = end
    return parts[:end], begin
