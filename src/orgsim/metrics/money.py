"""Money: what the organisation costs, and what a dollar buys."""

import numpy as np

from orgsim.metrics.metric import Measurement, Metric, Ratio, Rope, Sum
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
        Rope(0.01, relative=True),
        _cost,
        headline=True,
    ),
    Metric(
        "portfolio_roi",
        "portfolio ROI",
        "$ per $",
        "realised value over cost",
        "higher",
        Rope(0.03, relative=True),
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
        Rope(0.03, relative=True),
        _launches_per_million,
        ("gpm", "director"),
    ),
    Metric(
        "engineers_shifted",
        "engineers shifted",
        "engineers",
        "engineers moved between teams by portfolio decisions",
        "neither",
        Rope(0.5),
        _shifted,
        ("ppm",),
    ),
)
