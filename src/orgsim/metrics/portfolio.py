"""The portfolio: what is given up in time, and how concentrated the bets are."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Kind, Stage
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome, Values


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
    items = outcome.state.items[: outcome.state.counters[0].items]
    launched = (items.kind == Kind.INITIATIVE) & (items.stage == Stage.DONE) & (items.finished >= outcome.first_week)
    rows = np.flatnonzero(launched)
    weights = outcome.state.objectives[rows] * items.effort[rows][:, None]
    quarters = outcome.quarter_of_week(items.finished[rows])
    totals = np.zeros((outcome.quarters, weights.shape[1]))
    np.add.at(totals, quarters, weights)
    effort = totals.sum(axis=1)
    return Ratio((totals * totals).sum(axis=1), effort * effort)


METRICS = (
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
