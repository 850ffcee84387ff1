"""Parts of results: some futures of one design, run and stored together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

PART = 10
"""Replications in one part: at most a second or two of work, so that little is lost when a run is stopped."""


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
        return [replace(self, last=last) for last in range(self.last + 1, self.first + PART)]

    def narrower(self) -> "list[Part]":
        """Return the parts that start with the same future and hold fewer."""
        return [replace(self, last=last) for last in range(self.first, self.last)]


def parts_of(keys: Mapping[str, str], replications: int) -> list[Part]:
    """Return every part of some designs, given as ``{name: key}``; designs take turns, so that pairs are complete early."""
    return [
        Part(name, key, first, min(first + PART, replications) - 1)
        for first in range(0, replications, PART)
        for name, key in keys.items()
    ]
