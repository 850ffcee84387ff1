"""Seniority: whoever has been in the level longest goes first.

Source: internal labour markets, Doeringer and Piore 1971; the alternative to merit in Phelan and Lin 2001 (Computational and
Mathematical Organization Theory 7, 207).
"""

from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote on time in level."""

    def scoring(self) -> Scoring:
        """Return what counts: years in the level; a lot settles ties."""
        return Scoring(seniority=1.0)
