"""Best or worst: each place goes to the lowest mark with a stated chance, else to the highest.

Source: the mixed strategy of Pluchino, Rapisarda and Garofalo 2010 (Physica A 389, 467), which gains whether skills transfer or not.
"""

from orgsim.scenario.fields import chance
from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote the best or the worst rated."""

    worst: float = chance(
        0.5, unit="share of places", source="Pluchino and others 2010 try 0, .5 and 1", confidence="high"
    )
    """Chance that a place goes to the lowest mark."""

    def scoring(self) -> Scoring:
        """Return what counts."""
        return Scoring(rating=1.0, worst_share=self.worst)
