"""Duplication: the same thing built twice, by teams that did not know of the other or would not wait for it."""

from dataclasses import replace

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Kind, TeamAccount
from orgsim.metrics.adding import ascending
from orgsim.metrics.effort import team_share
from orgsim.metrics.looking_up import shared
from orgsim.metrics.metric import Measurement, Metric, Quantile, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Numbers, Outcome
from orgsim.metrics.parts import OF_TEAMS
from orgsim.metrics.runs import Rows


def _waits(outcome: Outcome, found: Rows, since: Numbers, until: Numbers) -> tuple[Rows, Quantile]:
    """Return the cases whose weeks are known, and their median."""
    quarters = outcome.quarter_of_week(until)
    known = (until >= 0) & (since >= 0) & (quarters >= 0)
    weeks, found, quarters = np.asarray(until - since, float)[known], found.where(known), quarters[known]
    return found, Quantile(weeks, 0.5, outcome.wholly(found, quarters), ascending(weeks, found.future))


@shared
def _until_noticed(outcome: Outcome) -> tuple[Rows, Quantile]:
    found = outcome.duplicates
    built_for = outcome.runs.items.row(found.built_for, found.future)
    found = found.where(
        (found.rational == 0) & (found.born >= 0) & (outcome.runs.items.kind[built_for] != Kind.PAST)
    )  # how long one from before the run has been overlooked nobody knows
    return _waits(outcome, found, found.born, found.noticed)


@shared
def _until_resolved(outcome: Outcome) -> tuple[Rows, Quantile]:
    return _waits(outcome, outcome.duplicates, outcome.duplicates.noticed, outcome.duplicates.resolved)


def _noticed(outcome: Outcome) -> Measurement:
    found, median = _until_noticed(outcome)
    return replace(median, shares=outcome.shares(found, median.shares.quarters, teams=found.team))


def _resolved(outcome: Outcome) -> Measurement:
    found, median = _until_resolved(outcome)
    return replace(median, shares=outcome.shares(found, median.shares.quarters, teams=found.team))


def _run_cost(outcome: Outcome) -> Measurement:
    quarters = outcome.counted("duplicate_upkeep") / (MINUTES_PER_WEEK * WEEKS_PER_QUARTER)
    price = float(outcome.state.parameters[0].engineer_cost) / 1000.0
    return Sum(quarters * price)


def _standing(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("duplicate_upkeep"), outcome.counted("upkeep"))


def _age(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("duplicate_age"), outcome.counted("duplicate_upkeep"))


METRICS = (
    Metric(
        "duplicate_run_cost",
        "run cost of duplicates",
        "$M",
        "cost of the engineers' time that keeps duplicates of what is in service running",
        "lower",
        within_share(0.05),
        _run_cost,
    ),
    Metric(
        "standing_duplicates",
        "duplicates in service",
        "share",
        "upkeep of capabilities that do what another one in service does, over the upkeep of all capabilities",
        "lower",
        within(0.02),
        _standing,
    ),
    Metric(
        "age_of_duplicates",
        "age of duplicates",
        "weeks",
        "mean age of duplicates in service, weighted by their upkeep",
        "lower",
        within(4.0),
        _age,
    ),
    Metric(
        "duplicate_effort",
        "duplicated effort",
        "share",
        "team-minutes spent building what another team's capability in service already did, over all team-minutes",
        "lower",
        within(0.002),
        team_share(TeamAccount.DUPLICATE_UNAWARE, TeamAccount.DUPLICATE_RATIONAL),
        headline=True,
        parts=OF_TEAMS,
    ),
    Metric(
        "duplicate_unaware",
        "duplicated unknowingly",
        "share",
        "team-minutes spent on duplicates by teams that knew of no capability of the type, over all team-minutes; "
        "the rest of the duplicated effort is by teams that knew and built all the same",
        "lower",
        within(0.002),
        team_share(TeamAccount.DUPLICATE_UNAWARE),
        parts=OF_TEAMS,
    ),
    Metric(
        "weeks_to_notice",
        "time to notice a duplicate",
        "weeks",
        "median weeks from starting to build a duplicate unknowingly until it is noticed, over those begun in the run and noticed",
        "lower",
        within(0.5),
        _noticed,
        parts=OF_TEAMS,
    ),
    Metric(
        "weeks_to_resolve",
        "time to resolve a duplicate",
        "weeks",
        "median weeks from noticing a duplicate until it is resolved, over those resolved",
        "lower",
        within(0.5),
        _resolved,
        parts=OF_TEAMS,
    ),
)
