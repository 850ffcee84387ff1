"""Flow: how much is in work, how much of the time it waits, and how much is finished."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, ItemAccount, Stage
from orgsim.metrics.metric import Measurement, Metric, Quantile, Ratio, within, within_share
from orgsim.metrics.outcome import Outcome, Values

WAITING = (ItemAccount.WAITING_DECISION, ItemAccount.WAITING_DEPENDENCY)


def _elapsed(outcome: Outcome, *accounts: ItemAccount) -> Values:
    book = outcome.state.item_book[outcome.organization.warmup_quarters :]
    return np.asarray(book[:, list(accounts)].sum(axis=1), float)


def _team_quarters(outcome: Outcome) -> Values:
    return np.asarray((outcome.tally.engineer_weeks > 0).sum(axis=0), float)


def _in_work(outcome: Outcome) -> Measurement:
    weeks = _elapsed(outcome, ItemAccount.WORKING, *WAITING) / MINUTES_PER_WEEK / WEEKS_PER_QUARTER
    return Ratio(weeks, _team_quarters(outcome))


def _blocked(outcome: Outcome) -> Measurement:
    return Ratio(_elapsed(outcome, *WAITING), _elapsed(outcome, ItemAccount.WORKING, *WAITING))


def _efficiency(outcome: Outcome) -> Measurement:
    every = (ItemAccount.APPROVAL, ItemAccount.BACKLOG, ItemAccount.WORKING, *WAITING)
    return Ratio(_elapsed(outcome, ItemAccount.WORKING), _elapsed(outcome, *every))


def _throughput(outcome: Outcome) -> Measurement:
    items = outcome.state.items[: outcome.state.counters[0].items]
    done = items[(items.stage == Stage.DONE) & (items.finished >= outcome.first_week)]
    return Ratio(outcome.per_quarter(done.finished), _team_quarters(outcome))


def _idea_to_approval(outcome: Outcome) -> Measurement:
    funded = outcome.decided[outcome.decided.funded >= 0]
    weeks = np.asarray(funded.funded / MINUTES_PER_WEEK - funded.week, float)
    return Quantile(weeks, outcome.quarter_of_week(funded.funded // MINUTES_PER_WEEK), 0.5, outcome.quarters)


METRICS = (
    Metric(
        "in_work",
        "work in progress",
        "per team",
        "mean number of items that a team has started and not finished, including those that wait",
        "neither",
        within(0.1),
        _in_work,
        ("gpm",),
    ),
    Metric(
        "blocked_share",
        "blocked",
        "share",
        "time that items in work wait for an answer or for another team, over all their time in work",
        "lower",
        within(0.01),
        _blocked,
        ("gpm",),
    ),
    Metric(
        "flow_efficiency",
        "flow efficiency",
        "share",
        "time that items are in work without waiting, over all their time from submitting the case until they are finished or dropped",
        "higher",
        within(0.01),
        _efficiency,
        ("gpm",),
    ),
    Metric(
        "throughput",
        "throughput",
        "items per team-quarter",
        "items of every kind finished, per team and quarter",
        "higher",
        within_share(0.03),
        _throughput,
        ("gpm", "director"),
    ),
    Metric(
        "idea_to_approval",
        "idea to approval, median",
        "weeks",
        "median over funded initiatives of weeks from the arrival of the opportunity to funding",
        "lower",
        within_share(0.05),
        _idea_to_approval,
        ("ppm",),
    ),
)
