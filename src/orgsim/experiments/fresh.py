"""Which of the two best designs of a search fresh futures prefer, and what it gains in futures that have chosen nothing.

The search's own estimates chose the finalists, so they are too good on average. Fresh futures that make the runner-up the winner
have chosen as well: its gain is then measured again, in as many futures behind them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from orgsim.metrics.outcome import Values
from orgsim.results.statistics import Estimate, estimated

Simulate = Callable[[int], Sequence[Values]]
"""Paired differences to today's company, (futures,) each, of the best design and the runner-up in the first so many fresh futures."""


@dataclass(frozen=True)
class Choice:
    """The design that fresh futures leave standing; estimates are paired, better when larger."""

    chosen: int
    """0 for the best of the search, 1 for the runner-up."""
    gains: tuple[Estimate, ...]
    """Gains over today's company in fresh futures, of the best and of the runner-up where there is one."""
    lead: Estimate | None
    """What the best gains over the runner-up there."""
    again: Estimate | None = None
    """Where the runner-up was chosen: its gain in further futures, which have chosen nothing."""
    lead_again: Estimate | None = None
    """What it gains over the best there."""

    @property
    def gain(self) -> Estimate:
        """What the chosen design gains over today's company, in futures that have not chosen it."""
        return self.again or self.gains[self.chosen]


def choose(simulate: Simulate, futures: int) -> Choice:
    """Choose between the best design of a search and the runner-up by so many fresh futures.

    The best one stands unless the runner-up is ahead beyond chance, or the best one, and not the runner-up, loses beyond chance
    against today's company.
    """
    values = simulate(futures)
    gains = tuple(estimated(one) for one in values)
    lead = estimated(values[0] - values[1]) if len(values) > 1 else None
    if lead is None or not (lead.high < 0.0 or gains[0].high < 0.0 <= gains[1].high):
        return Choice(0, gains, lead)
    best, second = (one[futures:] for one in simulate(2 * futures))
    return Choice(1, gains, lead, estimated(second), estimated(second - best))
