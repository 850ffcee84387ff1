"""The portfolio: what is given up in time, and how concentrated the bets are."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Reach
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome, Values

QUARTERS_PER_YEAR = 4


def _counted(outcome: Outcome, name: str) -> Values:
    return np.asarray(outcome.state.pulse[name][outcome.organization.warmup_quarters :], float)


def _stopped(outcome: Outcome) -> Measurement:
    return Sum(_counted(outcome, "stopped"))


def _precision(outcome: Outcome) -> Measurement:
    return Ratio(_counted(outcome, "stopped_rightly"), _counted(outcome, "stopped"))


def _sunk(outcome: Outcome) -> Measurement:
    price = float(outcome.state.parameters[0].engineer_cost) / WEEKS_PER_QUARTER / MINUTES_PER_WEEK / 1000.0
    return Sum(_counted(outcome, "stopped_minutes") * price)


def _concentration(outcome: Outcome) -> Measurement:
    weights = outcome.launch_objectives * outcome.launches.effort[:, None]
    quarters = outcome.quarter_of_week(outcome.launches.finished)
    totals = np.zeros((outcome.quarters, weights.shape[1]))
    np.add.at(totals, quarters, weights)
    effort = totals.sum(axis=1)
    return Ratio((totals * totals).sum(axis=1), effort * effort)


def _beyond(outcome: Outcome, nearest: Reach) -> Measurement:
    launches = outcome.launches
    far = outcome.per_quarter(launches.finished, launches.effort * (launches.reach >= nearest))
    return Ratio(far, outcome.per_quarter(launches.finished, launches.effort))


def _loss(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    harmful = outcome.per_quarter(launches.finished, outcome.worth_of(launches, launches.fit) < 0.0)
    return Ratio(harmful, outcome.per_quarter(launches.finished))


def _reallocated(outcome: Outcome) -> Measurement:
    price = float(outcome.state.parameters[0].engineer_cost) * QUARTERS_PER_YEAR / 1000.0
    return Sum(_counted(outcome, "shifted_engineers") * price)


METRICS = (
    Metric(
        "reallocated",
        "capacity reallocated",
        "$M",
        "a year's cost of the engineers moved between teams by portfolio decisions",
        "neither",
        within_share(0.05),
        _reallocated,
        ("ppm",),
    ),
    Metric(
        "beyond_core_share",
        "launched beyond the core",
        "share",
        "launched effort on adjacent and new ground, of all launched effort",
        "neither",
        within(0.01),
        lambda outcome: _beyond(outcome, Reach.ADJACENT),
        ("ppm",),
    ),
    Metric(
        "new_ground_share",
        "launched on new ground",
        "share",
        "launched effort on new ground, of all launched effort",
        "neither",
        within(0.01),
        lambda outcome: _beyond(outcome, Reach.FAR),
        ("ppm",),
    ),
    Metric(
        "loss_share",
        "launches that lose",
        "share",
        "launches whose true value is below zero, of all launches",
        "lower",
        within(0.01),
        _loss,
        ("ppm",),
    ),
    Metric(
        "stopped",
        "given up in work",
        "initiatives",
        "initiatives stopped after work on them had begun",
        "neither",
        within_share(0.05),
        _stopped,
        ("ppm",),
    ),
    Metric(
        "stop_precision",
        "given up rightly",
        "share",
        "share of stopped initiatives that would have done harm; NaN when none was stopped",
        "higher",
        within(0.02),
        _precision,
        ("ppm",),
    ),
    Metric(
        "sunk_cost",
        "spent on what was given up",
        "$M",
        "engineers' cost of the minutes that had gone into stopped initiatives",
        "lower",
        within_share(0.05),
        _sunk,
        ("ppm",),
    ),
    Metric(
        "concentration",
        "concentration of bets",
        "index",
        "sum of squared shares of launched effort by objective, quarter by quarter; 1 is all on one",
        "lower",
        within(0.01),
        _concentration,
        ("ppm",),
    ),
)
