"""The plausible owners of a team when the table does not say whose it is, and how plausible each is."""

from collections.abc import Mapping

BY_WORDS = 0.8
"""Share of the weight that goes to those whose titles fit, where words are all that is known."""
OUTSIDE = 0.25
"""Weight of a product manager outside the nearest group, against one within it."""
MOST = 6
"""Owners that are listed for one team."""


def plausible(owner: str, fitting: Mapping[str, float], spread: Mapping[str, float]) -> dict[str, float]:
    """Return plausible owners with weights that sum up to 1, the import's own choice first, then by weight.

    Those whose titles fit share four fifths by how well they do (`fitting`); the rest, or everything where no title fits, goes to
    everybody by `spread`.
    """
    weights = _share(spread, 1.0 - BY_WORDS if fitting else 1.0)
    for key, weight in _share(fitting, BY_WORDS).items():
        weights[key] = weights.get(key, 0.0) + weight
    order = sorted(weights, key=lambda key: (key != owner, -weights[key], key))[:MOST]
    return _share({key: weights[key] for key in order}, 1.0)


def _share(weights: Mapping[str, float], total: float) -> dict[str, float]:
    """Return weights that sum up to a total."""
    whole = sum(weights.values())
    return {key: total * weight / whole for key, weight in weights.items()} if whole > 0 else {}
