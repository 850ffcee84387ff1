"""Money: what the organisation costs, and what it returns."""

from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within_share
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import OF_BRANCHES, OF_POSTS


def _cost(outcome: Outcome) -> Measurement:
    return Sum(outcome.cost / 1000.0)


def _return(outcome: Outcome) -> Measurement:
    return Ratio(outcome.realised, outcome.cost)


METRICS = (
    Metric(
        "cost",
        "cost",
        "$M",
        "loaded pay of people and engineers plus the direct cost of hiring, and of what operations state",
        "lower",
        within_share(0.01),
        _cost,
        headline=True,
        parts=OF_POSTS,
    ),
    Metric(
        "portfolio_roi",
        "portfolio ROI",
        "$ per $",
        "realised value over cost",
        "higher",
        within_share(0.03),
        _return,
        headline=True,
        parts=OF_BRANCHES,
    ),
)
