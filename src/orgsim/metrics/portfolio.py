"""The portfolio: what is reallocated and stopped, and how the bets are spread."""

import numpy as np

from orgsim.engine.vocabulary import Reach
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Numbers, Outcome, effort, of_launches
from orgsim.metrics.parts import OF_LAUNCHES

QUARTERS_PER_YEAR = 4


def _stopped(outcome: Outcome) -> Measurement:
    return Sum(outcome.counted("stopped"))


def _precision(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("stopped_rightly"), outcome.counted("stopped"))


def _concentration(outcome: Outcome) -> Measurement:
    weights = outcome.launch_objectives * outcome.launches.effort[:, None]
    totals = outcome.by_objective(weights)
    effort = totals.sum(axis=-1)
    return Ratio((totals * totals).sum(axis=-1), effort * effort)


def _beyond(outcome: Outcome) -> Measurement:
    return Ratio(outcome.by_launch(beyond_the_core), outcome.by_launch(effort))


@of_launches
def beyond_the_core(outcome: Outcome) -> Numbers:
    """Return the effort of each launch on adjacent or new ground, 0 for the others."""
    return np.asarray(outcome.launches.effort * (outcome.launches.reach >= Reach.ADJACENT))


def _reallocated(outcome: Outcome) -> Measurement:
    price = float(outcome.state.parameters[0].engineer_cost) * QUARTERS_PER_YEAR / 1000.0
    return Sum(outcome.counted("shifted_engineers") * price)


def _elsewhere(outcome: Outcome) -> Measurement:
    return Sum(outcome.by_launch(elsewhere) / 1000.0)


@of_launches
def elsewhere(outcome: Outcome) -> Numbers:
    """Return what each launch brings to other domains than its own, less the harm it does there, $k."""
    worth = outcome.organization.design.baseline.demand.standard_value
    return np.asarray(outcome.launches.elsewhere * worth)


METRICS = (
    Metric(
        "value_elsewhere",
        "value for other domains",
        "$M",
        "the part of what launches bring that arises in domains other than their own, less the harm they do there; as seen at launch",
        "higher",
        within_share(0.05),
        _elsewhere,
        parts=OF_LAUNCHES,
    ),
    Metric(
        "reallocated",
        "capacity reallocated",
        "$M",
        "a year's cost of the engineers that portfolio decisions moved between teams",
        "neither",
        within_share(0.05),
        _reallocated,
    ),
    Metric(
        "beyond_core_share",
        "launched beyond the core",
        "share",
        "effort of launches on adjacent and new ground, over the effort of all launches",
        "neither",
        within(0.01),
        _beyond,
        parts=OF_LAUNCHES,
    ),
    Metric(
        "stopped",
        "initiatives stopped",
        "initiatives",
        "number of initiatives stopped after work on them had begun",
        "neither",
        within_share(0.05),
        _stopped,
    ),
    Metric(
        "stop_precision",
        "stop precision",
        "share",
        "stopped initiatives that would have done harm, over all stopped; NaN when none was stopped",
        "higher",
        within(0.02),
        _precision,
    ),
    Metric(
        "concentration",
        "concentration of bets",
        "index",
        "sum over objectives of the squared share of launched effort, quarter by quarter; 1 when all effort goes to one objective",
        "lower",
        within(0.01),
        _concentration,
    ),
)
