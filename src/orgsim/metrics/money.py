"""Money: what the organisation costs, and what a dollar buys."""

import numpy as np

from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome


def _cost(outcome: Outcome) -> Measurement:
    return Sum(outcome.cost / 1000.0)


def _return(outcome: Outcome) -> Measurement:
    return Ratio(outcome.realised, outcome.cost)


def _launches_per_million(outcome: Outcome) -> Measurement:
    return Ratio(outcome.per_quarter(outcome.launches.finished), outcome.cost / 1000.0)


def _shifted(outcome: Outcome) -> Measurement:
    return Sum(np.asarray(outcome.pulse.shifted_engineers, float))


METRICS = (
    Metric(
        "cost",
        "cost",
        "$M",
        "loaded pay of people and engineers, and the direct cost of hiring",
        "lower",
        within_share(0.01),
        _cost,
        headline=True,
    ),
    Metric(
        "portfolio_roi",
        "portfolio ROI",
        "$ per $",
        "realised value over cost",
        "higher",
        within_share(0.03),
        _return,
        ("ppm",),
        headline=True,
    ),
    Metric(
        "launches_per_million",
        "launches per $M",
        "per $M",
        "launches over cost",
        "higher",
        within_share(0.03),
        _launches_per_million,
        ("gpm", "director"),
    ),
    Metric(
        "engineers_shifted",
        "engineers shifted",
        "engineers",
        "engineers moved between teams by portfolio decisions",
        "neither",
        within(0.5),
        _shifted,
        ("ppm",),
    ),
)
