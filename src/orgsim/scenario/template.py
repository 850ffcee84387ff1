"""What an imported scenario says of objectives by template, because no HR table does."""

import hashlib

OBJECTIVES = {"growth": 5.0, "retention": 3.0, "efficiency": 1.5, "trust": 0.5}
"""Objectives and their weights: no HR table says what an organisation is after."""

MIX = (3.0, 2.0, 1.0, 1.0)
"""What a domain contributes to the objectives; each domain begins at another place, by a hash of its id."""


def mix(domain: str) -> dict[str, float]:
    """Return what a domain contributes to each objective: the template, begun at a place that its id decides."""
    turn = hashlib.sha256(domain.encode()).digest()[0] % len(MIX)
    return {objective: MIX[(place + turn) % len(MIX)] for place, objective in enumerate(OBJECTIVES)}
