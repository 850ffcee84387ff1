"""What was found out about the designs that were asked about last, so that it is not found anew for each of their futures."""

from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")

MOST = 4
"""So many are remembered: designs take turns, and several futures of one come one after the other."""


class Remembered(Generic[Found]):
    """A function of one thing that nobody changes, which is known again by being the same thing, not by being equal.

    Several threads may ask at once.
    """

    def __init__(self, find: Callable[..., Found]) -> None:
        self.find = find
        self._known: list[tuple[object, Found]] = []

    def __call__(self, thing: object) -> Found:
        """Return what was found of it, or find it."""
        for known, found in self._known:
            if known is thing:
                return found
        found = self.find(thing)
        self._known = [(thing, found), *self._known[: MOST - 1]]
        return found
