"""How closely domains belong together, guessed from what a table has: reporting lines, names and departments.

No HR table says which products need each other. What is known is who works for the same superior, whose names share words, and who is in
the same department; of these, the kinds of evidence count that tell domains apart, each alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from orgsim.people_import.product_posts import HEAD, Post, posts_above
from orgsim.people_import.reporting_lines import Lines
from orgsim.people_import.teams import Team
from orgsim.people_import.title_words import Area, Words, likeness

FLOOR = 0.1
"""Closeness of two domains that nothing connects."""
RANGE = 3.0
"""How many times larger or smaller a closeness could as well be: the evidence may be off by that much, and orders may turn round."""
FEWEST = 3
"""Domains from which on closeness matters: only proportions within a row count, and with two domains a row has one entry."""


@dataclass(frozen=True)
class About:
    """What is known of one domain: its owner, its teams, and what they are about."""

    owner: Post
    teams: Sequence[Team]
    areas: Sequence[Area]


@dataclass(frozen=True)
class Relatedness:
    """Closeness of every pair of domains, between `FLOOR` and 1, and the kinds of evidence that it is the mean of."""

    pairs: Mapping[tuple[str, str], float]
    kinds: tuple[str, ...]


Pairs = Mapping[tuple[str, str], float]
Kind = Callable[[About, About], float]


def estimate(
    owned: Mapping[str, tuple[Post, Sequence[Team]]], posts: Mapping[str, Post], lines: Lines, words: Words
) -> Relatedness | None:
    """Return how closely domains belong together; `owned` has each domain's owner and teams. None: nothing tells them apart."""
    known = {key: About(post, teams, _areas(post, teams, words)) for key, (post, teams) in sorted(owned.items())}
    if len(known) < FEWEST:
        return None
    kinds: dict[str, Kind] = {
        "superiors of their owners": lambda one, other: _product_line(one.owner, other.owner, posts),
        "managers of their engineers": lambda one, other: _engineering_line(one.teams, other.teams, lines),
        "words of their names": lambda one, other: _names(one.areas, other.areas),
        "departments": _departments,
    }
    found = {name: _pairs(known, kind) for name, kind in kinds.items()}
    telling = {name: pairs for name, pairs in found.items() if len(set(pairs.values())) > 1}
    if not telling:
        return None
    mean = {pair: sum(pairs[pair] for pairs in telling.values()) / len(telling) for pair in combinations(known, 2)}
    return Relatedness({pair: round(FLOOR + (1.0 - FLOOR) * share, 2) for pair, share in mean.items()}, tuple(telling))


def _pairs(known: Mapping[str, About], kind: Kind) -> Pairs:
    return {(one, other): kind(known[one], known[other]) for one, other in combinations(known, 2)}


def _areas(owner: Post, teams: Sequence[Team], words: Words) -> list[Area]:
    """Return what a domain is about: the telling words of its owner's title and of its teams."""
    areas = [words.area(owner.person.title), *(area for team in teams for area in team.areas)]
    return [telling for area in areas if (telling := words.telling(area))]


def _product_line(one: Post, other: Post, posts: Mapping[str, Post]) -> float:
    """Return 1 for owners under one superior or one under the other, one half under the same director, else 0."""
    if one.superior == other.superior or one.superior == other.person.key or other.superior == one.person.key:
        return 1.0
    mine, theirs = _director(one, posts), _director(other, posts)
    return 0.5 if mine is not None and mine == theirs else 0.0


def _director(post: Post, posts: Mapping[str, Post]) -> str | None:
    return next((above.person.key for above in posts_above(post, posts) if above.role not in ("gpm", HEAD)), None)


def _engineering_line(one: Sequence[Team], other: Sequence[Team], lines: Lines) -> float:
    """Return in how many pairs of teams the leads report to the same person, as a share."""
    above = [(lines.above[mine.lead.key], lines.above[theirs.lead.key]) for mine in one for theirs in other]
    return sum(mine is not None and mine == theirs for mine, theirs in above) / len(above)


def _names(one: Sequence[Area], other: Sequence[Area]) -> float:
    return max((likeness(mine, theirs) for mine in one for theirs in other), default=0.0)


def _departments(one: About, other: About) -> float:
    """Return 1 when any department of the one is one of the other, else 0."""
    mine, theirs = ({team.department for team in domain.teams if team.department} for domain in (one, other))
    return 1.0 if mine & theirs else 0.0
