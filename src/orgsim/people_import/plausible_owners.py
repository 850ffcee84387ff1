"""The plausible owners of a team when the table does not say whose it is, and how plausible each is."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

SAME_WORDS, SOME_WORDS = 0.95, 0.8
"""Share of the weight of those whose titles fit: when names are the same but for words for a function, and when they share words."""
OUTSIDE = 0.25
"""Weight of a product manager outside the nearest group, against one within it."""
MOST, MOST_BESIDE = 8, 3
"""Owners that are listed for one team, and how many of them beside those whose titles fit."""


def plausible(
    owner: str, fitting: Mapping[str, float], spread: Mapping[str, float], trust: float = SOME_WORDS, *, team: str = ""
) -> dict[str, float]:
    """Return plausible owners with weights that sum up to 1, the import's own choice first, then by weight.

    Those whose titles fit share `trust` by how well they do (`fitting`); the rest goes to the three others who are most plausible by
    `spread`. Where no title fits, everything goes by `spread`. Of equals, a hash of the `team` and the owner says who is listed, so that
    not all teams have the same. Nobody is more plausible than the import's own choice, since what it chose by is evidence, too.
    """
    order = _Order(owner, team)
    fit = order.most(fitting, MOST - MOST_BESIDE)
    others = {key: weight for key, weight in spread.items() if key not in fit}
    weights = _share(order.most(others, MOST_BESIDE if fit else MOST), 1.0 - trust if fit else 1.0)
    listed = order.most(weights | _share(fit, trust), MOST)
    return _share(listed | {owner: max(listed.values())} if owner in listed else listed, 1.0)


@dataclass(frozen=True)
class _Order:
    """In which order plausible owners are listed: one of them first, then by weight, and of equals by a hash."""

    first: str
    team: str

    def most(self, weights: Mapping[str, float], number: int) -> dict[str, float]:
        """Return so many of the largest weights."""
        order = sorted(weights, key=lambda key: (key != self.first, -round(weights[key], 9), self._hash(key)))
        return {key: weights[key] for key in order[:number]}

    def _hash(self, key: str) -> bytes:
        return hashlib.sha256(f"{self.team}\n{key}".encode()).digest()


def _share(weights: Mapping[str, float], total: float) -> dict[str, float]:
    """Return weights that sum up to a total."""
    whole = sum(weights.values())
    return {key: total * weight / whole for key, weight in weights.items()} if whole > 0 else {}
