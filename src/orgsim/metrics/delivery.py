"""Delivery: what gets launched, what it is worth, how long it takes, and whether it was foreseen."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK
from orgsim.metrics.metric import Measurement, Metric, Quantile, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome, Values


def _launches(outcome: Outcome) -> Measurement:
    return Sum(outcome.per_quarter(outcome.launches.finished))


def _value(outcome: Outcome) -> Measurement:
    return Sum(outcome.realised / 1000.0)


def _lead_times(outcome: Outcome) -> Values:
    launches = outcome.launches
    return np.asarray(launches.finished + 1 - launches.submitted / MINUTES_PER_WEEK, float)


def _lead_time(outcome: Outcome, level: float) -> Measurement:
    quarters = outcome.quarter_of_week(outcome.launches.finished)
    return Quantile(_lead_times(outcome), quarters, level, outcome.quarters)


def _cycle_time(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    weeks = np.asarray(launches.finished + 1 - launches.started, float)
    return Quantile(weeks, outcome.quarter_of_week(launches.finished), 0.5, outcome.quarters)


def _predictability(outcome: Outcome) -> Measurement:
    return Ratio(outcome.tally.kept.sum(axis=0), outcome.tally.promised.sum(axis=0))


def _success(outcome: Outcome) -> Measurement:
    launches = outcome.launches
    good = outcome.per_quarter(launches.finished, launches.measured > 0.0)
    return Ratio(good, outcome.per_quarter(launches.finished))


METRICS = (
    Metric(
        "launches",
        "launches",
        "initiatives",
        "number of initiatives launched",
        "higher",
        within_share(0.03),
        _launches,
        ("gpm", "director"),
        headline=True,
    ),
    Metric(
        "realised_value",
        "realised value",
        "$M",
        "sum over launches of promise x strategic fit at launch less what a change of its size breaks; "
        "what is rolled back counts by its exposure",
        "higher",
        within_share(0.03),
        _value,
        ("director", "ppm"),
        headline=True,
    ),
    Metric(
        "lead_time",
        "lead time, median",
        "weeks",
        "median over launches of weeks from case submitted to launched",
        "lower",
        within_share(0.05),
        lambda outcome: _lead_time(outcome, 0.5),
        ("ppm", "gpm"),
        headline=True,
    ),
    Metric(
        "lead_time_p85",
        "lead time, 85th percentile",
        "weeks",
        "85th percentile over launches of weeks from case submitted to launched",
        "lower",
        within_share(0.05),
        lambda outcome: _lead_time(outcome, 0.85),
        ("ppm", "gpm"),
    ),
    Metric(
        "cycle_time",
        "cycle time, median",
        "weeks",
        "median over launches of weeks from work started to launched",
        "lower",
        within_share(0.05),
        _cycle_time,
        ("gpm",),
    ),
    Metric(
        "predictability",
        "predictability",
        "share",
        "initiatives launched in a quarter of those promised for it",
        "higher",
        within(0.02),
        _predictability,
        ("director", "gpm"),
        headline=True,
    ),
    Metric(
        "launch_success",
        "launch success",
        "share",
        "launches with a measured effect above zero, of all launches",
        "higher",
        within(0.02),
        _success,
        ("director",),
    ),
)
