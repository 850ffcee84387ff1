"""Foresight: how well expectations of initiatives match their true worth, and what a clairvoyant would have chosen."""

import numpy as np

from orgsim.metrics.adding import choices, descending
from orgsim.metrics.looking_up import counted, shared
from orgsim.metrics.metric import Measurement, Metric, Ratio, within, within_share
from orgsim.metrics.outcome import Numbers, Outcome, Values, of_launches
from orgsim.metrics.parts import OF_DOMAINS, OF_LAUNCHES


def _accuracy(outcome: Outcome) -> Measurement:
    spread = outcome.by_launch(off_the_mean)
    return Ratio(spread - outcome.by_launch(off_the_estimate), spread)


@of_launches
def off_the_mean(outcome: Outcome) -> Numbers:
    """Return how far the true value of each launch is from the mean over all of its future."""
    launches, true = outcome.launches, outcome.launch_worth
    means = [worth.mean() if len(worth) else np.nan for worth in launches.by_future(true)]
    return np.asarray(np.abs(true - np.array(means)[launches.future]))


@of_launches
def off_the_estimate(outcome: Outcome) -> Numbers:
    """Return how far the true value of each launch is from what was expected."""
    return np.abs(outcome.launches.estimate - outcome.launch_worth)


def _optimism(outcome: Outcome) -> Measurement:
    return Ratio(outcome.by_launch(overestimated), outcome.by_launch())


@of_launches
def overestimated(outcome: Outcome) -> Numbers:
    """Return the expected value of each launch less the true one, $k."""
    worth = outcome.organization.design.baseline.demand.standard_value
    return np.asarray((outcome.launches.estimate - outcome.launch_worth) * worth)


@counted
def _clairvoyant(outcome: Outcome) -> Values:
    """Return what was funded against the best choice for the same effort, by quarter, (5, Q).

    Value funded; how many of the funded do harm; how many were funded; value of the best choice; how many of the best were not funded. The
    best choice takes what brings most for its effort first, and the last one in part: nobody can do better with the same effort, so
    what was funded is never worth more. All are worth what they were when they came up, since waiting is another matter than choice.
    """
    decided, value = outcome.decided, outcome.decided_value
    cells = outcome.market_cells(decided, outcome.decided_quarters)
    found = choices(value, decided.effort, decided.funded >= 0, _by_worth(outcome), cells)
    return found.reshape(len(found), *outcome.size_with_whole)


@shared
def _by_worth(outcome: Outcome) -> Numbers:
    """Return what was decided about, in the order of what each is worth for its effort."""
    return descending(outcome.decided_value / outcome.decided.effort, outcome.decided.future)


def _captured(outcome: Outcome) -> Measurement:
    value, _, _, best, _ = _clairvoyant(outcome)
    return Ratio(value, best)


def _funding_precision(outcome: Outcome) -> Measurement:
    _, harmful, funded, _, _ = _clairvoyant(outcome)
    return Ratio(funded - harmful, funded)


def _missed(outcome: Outcome) -> Measurement:
    _, _, funded, _, missed = _clairvoyant(outcome)
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
