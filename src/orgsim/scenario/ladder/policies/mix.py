"""Mix: ratings and time in level both count.

Source: assumed; collective agreements that name both, Mills 1985 (Industrial and Labor Relations Review 38, 421).
"""

from orgsim.scenario.fields import chance
from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote on a weighted sum."""

    merit: float = chance(0.5, unit="share", source="assumed; vary it")
    """Weight of a standard deviation of rating; a year in the level weighs the rest."""

    def scoring(self) -> Scoring:
        """Return what counts."""
        return Scoring(rating=self.merit, seniority=1.0 - self.merit)
