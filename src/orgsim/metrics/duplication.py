"""Duplication: the same thing built twice, by teams that did not know, or that knew and would not wait."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, TeamAccount
from orgsim.metrics.metric import Measurement, Metric, Quantile, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Numbers, Outcome


def _share(outcome: Outcome, *accounts: TeamAccount) -> Measurement:
    return Ratio(outcome.team_minutes(*accounts), outcome.team_minutes())


def _all(outcome: Outcome) -> Measurement:
    return _share(outcome, TeamAccount.DUPLICATE_UNAWARE, TeamAccount.DUPLICATE_RATIONAL)


def _unaware(outcome: Outcome) -> Measurement:
    return _share(outcome, TeamAccount.DUPLICATE_UNAWARE)


def _rational(outcome: Outcome) -> Measurement:
    return _share(outcome, TeamAccount.DUPLICATE_RATIONAL)


def _open(outcome: Outcome) -> Measurement:
    first = outcome.first_week + WEEKS_PER_QUARTER * np.arange(outcome.quarters)
    found = outcome.duplicates
    last = outcome.organization.blueprint.weeks
    ended = np.where(found.ended < 0, last, found.ended)
    weeks = np.minimum(ended[:, None], first + WEEKS_PER_QUARTER) - np.maximum(found.born[:, None], first)
    return Ratio(np.clip(weeks, 0, None).sum(axis=0), np.full(outcome.quarters, float(WEEKS_PER_QUARTER)))


def _born(outcome: Outcome) -> Measurement:
    return Sum(outcome.per_quarter(outcome.duplicates.born))


def _waits(outcome: Outcome, since: Numbers, until: Numbers) -> Measurement:
    quarters = outcome.quarter_of_week(until)
    known = (until >= 0) & (since >= 0) & (quarters >= 0)
    weeks = np.asarray(until - since, float)
    return Quantile(weeks[known], quarters[known], 0.5, outcome.quarters)


def _noticed(outcome: Outcome) -> Measurement:
    found = outcome.duplicates[outcome.duplicates.rational == 0]
    return _waits(outcome, found.born, found.noticed)


def _resolved(outcome: Outcome) -> Measurement:
    found = outcome.duplicates
    return _waits(outcome, found.noticed, found.resolved)


def _run_cost(outcome: Outcome) -> Measurement:
    register = outcome.state.parameters[0]
    engineers = float(register.upkeep) / MINUTES_PER_WEEK
    price = float(register.engineer_cost) / 1000.0
    return Sum(_open(outcome).by_quarter() * engineers * price)


METRICS = (
    Metric(
        "duplicate_run_cost",
        "running duplicates",
        "$M",
        "engineers' cost of keeping duplicates running, from the start of their building: when they went into service is not recorded",
        "lower",
        within_share(0.05),
        _run_cost,
        ("ppm",),
    ),
    Metric(
        "duplicate_effort",
        "duplicated effort",
        "share",
        "team-minutes spent building what another team's instance in service already did, of all team-minutes",
        "lower",
        within(0.002),
        _all,
        ("ppm",),
        headline=True,
    ),
    Metric(
        "duplicate_unaware",
        "duplicated unaware",
        "share",
        "the part of duplicated effort by teams that knew of no instance of the type",
        "lower",
        within(0.002),
        _unaware,
        ("ppm",),
    ),
    Metric(
        "duplicate_rational",
        "duplicated knowingly",
        "share",
        "the part of duplicated effort by teams that knew of an instance and built all the same",
        "neither",
        within(0.002),
        _rational,
    ),
    Metric(
        "duplicates_born",
        "duplicates started",
        "instances",
        "number of duplicate builds started",
        "lower",
        within_share(0.05),
        _born,
        ("ppm",),
    ),
    Metric(
        "duplicates_open",
        "duplicates in service",
        "instances",
        "mean number of duplicates built or in service at a time",
        "lower",
        within_share(0.05),
        _open,
        ("ppm",),
    ),
    Metric(
        "weeks_to_notice",
        "duplicate noticed after",
        "weeks",
        "median weeks from birth to noticed, of unaware duplicates that were noticed",
        "lower",
        within(0.5),
        _noticed,
        ("ppm",),
    ),
    Metric(
        "weeks_to_resolve",
        "duplicate resolved after",
        "weeks",
        "median weeks from noticed to resolved, of duplicates that were resolved",
        "lower",
        within(0.5),
        _resolved,
        ("ppm",),
    ),
)
