"""Parts of results: some futures of one design, run and stored together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

PART = 10
"""Replications in one part: at most a second or two of work, so that little is lost when a run is stopped."""
LONG = 20
"""Replications in one part of those after the first `FEW`: measuring and writing twenty takes less than twice as long as ten."""
FEW = 40
"""Replications in parts of `PART`, so that small comparisons keep all workers busy; whole parts of `LONG`, too."""


@dataclass(frozen=True)
class Part:
    """Some replications of one design, run and written together."""

    design: str
    key: str
    first: int
    last: int

    @property
    def name(self) -> str:
        """Name of the part's files, without suffix; it states everything that their content depends on."""
        return f"{self.key}-{self.first:06d}-{self.last:06d}"

    @property
    def replications(self) -> range:
        """The replications in it."""
        return range(self.first, self.last + 1)

    def wider(self) -> "list[Part]":
        """Return the parts that start with the same future and hold more: those of a command that asked for more futures."""
        return [replace(self, last=last) for last in range(self.last + 1, self.first + _size(self.first))]

    def narrower(self) -> "list[Part]":
        """Return the parts that start with the same future and hold fewer."""
        return [replace(self, last=last) for last in range(self.first, self.last)]

    def halves(self) -> "list[Part]":
        """Return the two parts in which its futures lie where each takes long, or an earlier version made them: none of a short one."""
        cut = self.first + PART
        return [replace(self, last=cut - 1), replace(self, first=cut)] if self.last >= cut else []


def _size(first: int) -> int:
    """Return how many replications the part that starts with one of them has at most."""
    return LONG if first >= FEW and first % LONG == 0 else PART


def parts_of(keys: Mapping[str, str], replications: int) -> list[Part]:
    """Return every part of some designs, given as ``{name: key}``; designs take turns, so that pairs are complete early."""
    firsts = [*range(0, min(FEW, replications), PART), *range(FEW, replications, LONG)]
    return [
        Part(name, key, first, min(first + _size(first), replications) - 1)
        for first in firsts
        for name, key in keys.items()
    ]


def in_whole_parts(replications: int) -> int:
    """Return the smallest number of replications that is at least so many and leaves no part unfinished."""
    size = PART if replications <= FEW else LONG
    return -(-replications // size) * size
