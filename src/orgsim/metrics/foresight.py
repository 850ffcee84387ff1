"""Foresight: how well expectations of initiatives match their true worth, and what a clairvoyant would have chosen."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.metrics.adding import best_choices, descending
from orgsim.metrics.metric import Measurement, Metric, Ratio, within, within_share
from orgsim.metrics.outcome import Outcome, Values, once
from orgsim.metrics.parts import OF_DOMAINS, OF_LAUNCHES


def _accuracy(outcome: Outcome) -> Measurement:
    launches, true = outcome.launches, outcome.launch_worth
    means = [worth.mean() if len(worth) else np.nan for worth in launches.by_future(true)]
    spread = outcome.by_launch(np.abs(true - np.array(means)[launches.future]))
    missed = outcome.by_launch(np.abs(launches.estimate - true))
    return Ratio(spread - missed, spread)


def _optimism(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    worth = outcome.organization.design.baseline.demand.standard_value
    gap = launches.estimate - outcome.launch_worth
    return Ratio(outcome.by_launch(gap * worth), outcome.by_launch())


@once
def _clairvoyant(outcome: Outcome) -> list[Values]:
    """Return what was funded against the best choice for the same effort, by quarter (Q,).

    Value funded; value of the best choice; how many of the funded do harm; how many were funded; how many of the best were not. The
    best choice takes what brings most for its effort first, and the last one in part: nobody can do better with the same effort, so
    what was funded is never worth more. All are worth what they were when they came up, since waiting is another matter than choice.
    """
    decided, value = outcome.decided, outcome.decided_value
    funded = decided.funded >= 0
    cases = outcome.market_shares(decided, outcome.quarter_of_week(outcome.settled_at // MINUTES_PER_WEEK))
    cells = cases.in_cells(descending(value / decided.effort), by_quarter=True)
    best, missed = (
        cases.shaped(found, by_quarter=True) for found in best_choices(value, decided.effort, funded, *cells)
    )
    return [cases.sums(value * funded), best, cases.sums(funded & (value < 0.0)), cases.sums(funded), missed]


def _captured(outcome: Outcome) -> Measurement:
    value, best, *_ = _clairvoyant(outcome)
    return Ratio(value, best)


def _funding_precision(outcome: Outcome) -> Measurement:
    _, _, harmful, funded, _ = _clairvoyant(outcome)
    return Ratio(funded - harmful, funded)


def _missed(outcome: Outcome) -> Measurement:
    _, _, _, funded, missed = _clairvoyant(outcome)
    return Ratio(missed, funded)


METRICS = (
    Metric(
        "forecast_accuracy",
        "forecast accuracy",
        "index",
        "1 - mean absolute error of the expected values of launches over the mean absolute deviation of their true values; 0 is as "
        "good as expecting the mean every time",
        "higher",
        within(0.02),
        _accuracy,
    ),
    Metric(
        "optimism_bias",
        "optimism bias",
        "$k a launch",
        "mean over launches of the expected value less the true value",
        "lower",
        within_share(0.05),
        _optimism,
        parts=OF_LAUNCHES,
    ),
    Metric(
        "value_captured",
        "value captured",
        "ratio",
        "true value of what was funded, over that of the best choice for the same effort (the last one in part) among everything that "
        "was funded, refused, forgotten or never seen in that quarter",
        "higher",
        within(0.01),
        _captured,
        parts=OF_DOMAINS,
    ),
    Metric(
        "funding_precision",
        "funding precision",
        "share",
        "funded initiatives whose true value is not below zero, over all funded; 1 minus the rate of errors of commission",
        "higher",
        within(0.01),
        _funding_precision,
        parts=OF_DOMAINS,
    ),
    Metric(
        "missed_funding",
        "missed funding",
        "per funded",
        "initiatives that a clairvoyant would have funded with the same effort but that were not funded (the last one in part), per "
        "funded initiative: errors of omission",
        "lower",
        within(0.01),
        _missed,
        parts=OF_DOMAINS,
    ),
)
