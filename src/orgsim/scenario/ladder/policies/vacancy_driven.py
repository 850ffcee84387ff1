"""Vacancy-driven: nobody moves up unless somebody left; then the best ratings go first.

Source: White 1970, Chains of Opportunity; Bartholomew 1973, renewal models of manpower.
"""

from orgsim.scenario.ladder.policy import PromotionPolicy, Scoring


class Policy(PromotionPolicy):
    """Promote into vacancies only; levels without seats keep their size."""

    only_to_seats: bool = True
    """Whether nobody is promoted unless somebody left."""

    def scoring(self) -> Scoring:
        """Return what counts: ratings, among those below the vacancy."""
        return Scoring(rating=1.0)
