"""Merit: the best ratings go first.

Source: the usual rule of tournaments for promotion, Lazear and Rosen 1981 (Journal of Political Economy 89, 841).
"""

from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote on the ratings in the present level."""

    def scoring(self) -> Scoring:
        """Return what counts: ratings, nothing else."""
        return Scoring(rating=1.0)
