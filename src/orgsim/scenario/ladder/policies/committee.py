"""Committee: a panel weighs ratings against evidence of the next role's work, with its own error, and hears the managers.

Source: one rater's reliability is about .52 (Viswesvaran, Ones and Schmidt 1996); that calibration rewards whose manager speaks up is a
complaint of practitioners. Weights assumed.
"""

import math

from orgsim.scenario.fields import chance, parameter
from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote on a panel's mark."""

    raters: int = parameter(5, unit="people", low=1, high=50, source="assumed; usual panels have three to seven")
    """People on the panel; their errors average out."""
    noise: float = parameter(0.96, unit="sd of skill", low=0, high=10, source="reliability .52", confidence="medium")
    """Error of one rater."""
    evidence: float = chance(0.5, unit="share", source="assumed; vary it")
    """Weight of evidence of the next role; ratings weigh the rest."""
    advocacy: float = parameter(0.3, unit="sd of skill", low=0, high=10, source="assumed; vary it")
    """What a manager's voice adds, per standard deviation between managers."""

    def scoring(self) -> Scoring:
        """Return what counts."""
        return Scoring(
            rating=1.0 - self.evidence,
            evidence=self.evidence,
            advocacy=self.advocacy,
            panel_noise=self.noise / math.sqrt(self.raters),
        )
