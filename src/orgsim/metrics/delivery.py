"""Delivery: what is launched, what it is worth, how long it takes, and whether it comes when promised."""

from dataclasses import replace

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.metrics.adding import ascending
from orgsim.metrics.looking_up import shared
from orgsim.metrics.metric import Measurement, Metric, Quantile, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Numbers, Outcome, Values, of_launches
from orgsim.metrics.parts import OF_LAUNCHES, OF_TEAMS


def _launches(outcome: Outcome) -> Measurement:
    return Sum(outcome.by_launch())


def _value(outcome: Outcome) -> Measurement:
    return Sum(outcome.realised / 1000.0)


def _median_time(outcome: Outcome, since: Values) -> Quantile:
    weeks = np.asarray(outcome.launches.finished + 1 - since, float)
    order = ascending(weeks, outcome.launches.future)
    return Quantile(weeks, 0.5, outcome.launches_of_all, order)


@shared
def _lead_times(outcome: Outcome) -> Quantile:
    return _median_time(outcome, outcome.launches.submitted / MINUTES_PER_WEEK)


def _lead_time(outcome: Outcome) -> Measurement:
    return replace(_lead_times(outcome), shares=outcome.launch_shares)


@shared
def _cycle_times(outcome: Outcome) -> Quantile:
    return _median_time(outcome, outcome.launches.started)


def _cycle_time(outcome: Outcome) -> Measurement:
    return replace(_cycle_times(outcome), shares=outcome.launch_shares)


def _predictability(outcome: Outcome) -> Measurement:
    return Ratio(outcome.tallied("kept"), outcome.tallied("promised"))


def _success(outcome: Outcome) -> Measurement:
    return Ratio(outcome.by_launch(successful), outcome.by_launch())


@of_launches
def successful(outcome: Outcome) -> Numbers:
    """Return whether the measured effect of each launch is above zero."""
    return np.asarray(outcome.launches.measured > 0.0)


METRICS = (
    Metric(
        "launches",
        "launches",
        "initiatives",
        "number of initiatives launched",
        "higher",
        within_share(0.03),
        _launches,
        headline=True,
        parts=OF_LAUNCHES,
    ),
    Metric(
        "realised_value",
        "realised value",
        "$M",
        "what launches earn over their life, discounted to the launch: in the run, and as salvage what is left at its end less the pay "
        "for keeping it running; a launch that is rolled back counts only for the part that customers saw",
        "higher",
        within_share(0.03),
        _value,
        headline=True,
        parts=OF_LAUNCHES,
    ),
    Metric(
        "lead_time",
        "lead time, median",
        "weeks",
        "median over launches of weeks from submitting the case to launching",
        "lower",
        within_share(0.05),
        _lead_time,
        headline=True,
        parts=OF_TEAMS,
    ),
    Metric(
        "cycle_time",
        "cycle time, median",
        "weeks",
        "median over launches of weeks from starting work to launching",
        "lower",
        within_share(0.05),
        _cycle_time,
        parts=OF_TEAMS,
    ),
    Metric(
        "predictability",
        "predictability",
        "share",
        "initiatives launched in the quarter they were promised for, over all initiatives promised",
        "higher",
        within(0.02),
        _predictability,
        headline=True,
        parts=OF_TEAMS,
    ),
    Metric(
        "launch_success",
        "launch success",
        "share",
        "launches with a measured effect above zero, over all launches",
        "higher",
        within(0.02),
        _success,
        parts=OF_LAUNCHES,
    ),
)
