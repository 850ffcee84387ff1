"""Reporting lines: who reports to whom, up to the root and down to everybody below."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from orgsim.people_import.identity import Person


@dataclass(frozen=True)
class Lines:
    """People, and whom each reports to; nobody for the root."""

    people: Mapping[str, Person]
    above: Mapping[str, str | None]

    @cached_property
    def below(self) -> Mapping[str, list[str]]:
        """Direct reports of everybody who has any, in the order of their keys."""
        return reports(self.above)

    def chain(self, key: str) -> Iterator[str]:
        """Go up from a person's superior to the root."""
        here = self.above[key]
        while here is not None:
            yield here
            here = self.above[here]

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """How many people stand above everybody; reporting cycles must be settled."""
        roots = [key for key, superior in self.above.items() if superior is None]
        found = dict.fromkeys(roots, 0)
        for key in roots:  # grows while it is read
            below = self.below.get(key, [])
            found |= dict.fromkeys(below, found[key] + 1)
            roots += below
        return found

    def tree(self, key: str) -> list[str]:
        """Return everybody below a person, at any depth."""
        return tree_below(key, self.below)


def reports(above: Mapping[str, str | None]) -> Mapping[str, list[str]]:
    """Return the direct reports of everybody who has any, in the order of their keys."""
    below: dict[str, list[str]] = defaultdict(list)
    for key, superior in sorted(above.items()):
        if superior is not None:
            below[superior].append(key)
    return dict(below)


def tree_below(key: str, below: Mapping[str, list[str]]) -> list[str]:
    """Return everybody below a person, at any depth, also when they report in a circle."""
    found: dict[str, None] = {}
    ahead = list(below.get(key, ()))
    while ahead:
        here = ahead.pop()
        if here != key and here not in found:
            found[here] = None
            ahead.extend(below.get(here, ()))
    return list(found)


def cycles(above: Mapping[str, str | None]) -> list[list[str]]:
    """Return every reporting cycle, each from its smallest key."""
    found: list[list[str]] = []
    settled: set[str] = set()
    for start in above:
        seen: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in seen:
            seen[here] = None
            here = above.get(here)
        if here is not None and here in seen:
            ring = list(seen)[list(seen).index(here) :]
            turn = ring.index(min(ring))
            found.append(ring[turn:] + ring[:turn])
        settled.update(seen)
    return found
