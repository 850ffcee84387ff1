"""Flow: how much is in work, how much of the time it waits, and how much is finished."""

from dataclasses import replace

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, ItemAccount
from orgsim.metrics.adding import ascending
from orgsim.metrics.looking_up import once, shared
from orgsim.metrics.metric import Measurement, Metric, Quantile, Ratio, within, within_share
from orgsim.metrics.outcome import Outcome, Values, finished
from orgsim.metrics.parts import OF_TEAMS
from orgsim.metrics.runs import Rows
from orgsim.metrics.settling import Done

WAITING = (ItemAccount.WAITING_DECISION, ItemAccount.WAITING_DEPENDENCY)


@once
def _team_quarters(outcome: Outcome) -> Values:
    return outcome.by_team(outcome.book("tally")["engineer_weeks"] > 0)


def _in_work(outcome: Outcome) -> Measurement:
    weeks = outcome.item_minutes(ItemAccount.WORKING, *WAITING) / MINUTES_PER_WEEK / WEEKS_PER_QUARTER
    return Ratio(weeks, _team_quarters(outcome))


def _blocked(outcome: Outcome) -> Measurement:
    return Ratio(outcome.item_minutes(*WAITING), outcome.item_minutes(ItemAccount.WORKING, *WAITING))


def _efficiency(outcome: Outcome) -> Measurement:
    every = (ItemAccount.APPROVAL, ItemAccount.BACKLOG, ItemAccount.WORKING, *WAITING)
    return Ratio(outcome.item_minutes(ItemAccount.WORKING), outcome.item_minutes(*every))


def _throughput(outcome: Outcome) -> Measurement:
    return Ratio(finished(outcome)[Done.FINISHED], _team_quarters(outcome))


@shared
def _approved(outcome: Outcome) -> tuple[Rows, Quantile]:
    cases = outcome.decided.where(outcome.decided.funded >= 0)
    weeks = np.asarray(cases.funded / MINUTES_PER_WEEK - cases.week, float)
    quarters = outcome.quarter_of_week(cases.funded // MINUTES_PER_WEEK)
    return cases, Quantile(weeks, 0.5, outcome.wholly(cases, quarters), ascending(weeks, cases.future))


def _idea_to_approval(outcome: Outcome) -> Measurement:
    cases, median = _approved(outcome)
    return replace(median, shares=outcome.shares(cases, median.shares.quarters, items=cases.rows))


METRICS = (
    Metric(
        "in_work",
        "work in progress",
        "per team",
        "mean number of items that a team has started and not finished, including those that wait",
        "neither",
        within(0.1),
        _in_work,
    ),
    Metric(
        "blocked_share",
        "blocked",
        "share",
        "time that items in work wait for an answer or for another team, over all their time in work",
        "lower",
        within(0.01),
        _blocked,
    ),
    Metric(
        "flow_efficiency",
        "flow efficiency",
        "share",
        "time that items are in work without waiting, over all their time from submitting the case until they are finished or dropped",
        "higher",
        within(0.01),
        _efficiency,
    ),
    Metric(
        "throughput",
        "throughput",
        "items per team-quarter",
        "items of every kind finished, per team and quarter",
        "higher",
        within_share(0.03),
        _throughput,
        parts=OF_TEAMS,
    ),
    Metric(
        "idea_to_approval",
        "idea to approval, median",
        "weeks",
        "median over funded initiatives of weeks from the arrival of the opportunity to funding",
        "lower",
        within_share(0.05),
        _idea_to_approval,
        parts=OF_TEAMS,
    ),
)
