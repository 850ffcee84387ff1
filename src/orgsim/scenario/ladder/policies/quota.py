"""Quota: merit, with a share of places reserved for one group as long as it has eligible members.

Source: reserved seats as studied by Coate and Loury 1993 (American Economic Review 83, 1220); a policy to try, not advice.
"""

from orgsim.scenario.fields import chance, parameter
from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote on ratings, reserved places first."""

    group: int = parameter(1, unit="position", low=0, high=15, source="a choice")
    """Position of the group among the groups, from 0; without groups nobody is in it."""
    share: float = chance(0.4, unit="share of places", source="a choice")
    """Share of places reserved."""

    def scoring(self) -> Scoring:
        """Return what counts."""
        return Scoring(rating=1.0, reserved_group=self.group, reserved_share=self.share)
