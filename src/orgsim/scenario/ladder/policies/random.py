"""Random: a lot among the eligible.

Source: the rule that cannot be gamed in Pluchino, Rapisarda and Garofalo 2010 (Physica A 389, 467); the null model of every other.
"""

from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote by lot."""

    def scoring(self) -> Scoring:
        """Return what counts: luck."""
        return Scoring(chance=1.0)
