"""Decisions: how long people wait for them, how busy the desks are that take them, and what is escalated."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, Answer, Errand, Kind, PersonAccount, Stage
from orgsim.metrics.metric import Measurement, Metric, Quantile, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome

PROPOSALS = (Errand.SHIFT, Errand.CONSOLIDATION, Errand.STOP, Errand.SUNSET)


def _latency(outcome: Outcome, errand: Errand, level: float) -> Measurement:
    answered = outcome.answered(errand)
    weeks = (answered.answered - answered.opened) / MINUTES_PER_WEEK
    quarters = outcome.quarter_of_week(answered.answered // MINUTES_PER_WEEK)
    inside = quarters < outcome.quarters
    return Quantile(weeks[inside], quarters[inside], level, outcome.quarters)


def _case_latency(outcome: Outcome, level: float) -> Measurement:
    items = outcome.state.items[: outcome.state.counters[0].items]
    cases = items[
        (items.kind == Kind.INITIATIVE) & (items.submitted >= 0) & ((items.funded >= 0) | (items.closed >= 0))
    ]
    settled = np.where(cases.funded >= 0, cases.funded, cases.closed)
    quarters = outcome.quarter_of_week(settled // MINUTES_PER_WEEK)
    inside = (quarters >= 0) & (quarters < outcome.quarters)
    weeks = (settled - cases.submitted) / MINUTES_PER_WEEK
    return Quantile(weeks[inside], quarters[inside], level, outcome.quarters)


def _busiest(outcome: Outcome) -> Measurement:
    spent = outcome.state.person_book[:, outcome.organization.warmup_quarters :, PersonAccount.DECISIONS]
    open_minutes = outcome.state.desk_book[:, outcome.organization.warmup_quarters :]
    totals = open_minutes.sum(axis=1)
    share = np.divide(spent.sum(axis=1), totals, out=np.zeros(len(totals)), where=totals > 0)
    busiest = int(np.argmax(share))
    return Ratio(spent[busiest].astype(float), open_minutes[busiest].astype(float))


def _escalations(outcome: Outcome) -> Measurement:
    requests = outcome.requests
    climbed = (requests.errand == Errand.EXCEPTION) & (requests.hops > 1)
    quarrels = (requests.errand == Errand.CONFLICT) | (np.isin(requests.errand, PROPOSALS) & (requests.decider >= 0))
    return Sum(outcome.per_quarter(requests.opened[climbed | quarrels] // MINUTES_PER_WEEK))


def _depth(outcome: Outcome) -> Measurement:
    questions = outcome.answered(Errand.EXCEPTION)
    weeks = questions.answered // MINUTES_PER_WEEK
    return Ratio(outcome.per_quarter(weeks, questions.hops.astype(float)), outcome.per_quarter(weeks))


def _lapsed(outcome: Outcome) -> Measurement:
    closed = outcome.requests[outcome.requests.answered >= 0]
    weeks = closed.answered // MINUTES_PER_WEEK
    return Ratio(outcome.per_quarter(weeks[closed.answer == Answer.LAPSED]), outcome.per_quarter(weeks))


def _refused(outcome: Outcome) -> Measurement:
    items = outcome.state.items[: outcome.state.counters[0].items]
    cases = items[(items.kind == Kind.INITIATIVE) & (items.submitted >= 0)]
    decided = np.where(cases.funded >= 0, cases.funded, cases.closed)
    weeks = decided[decided >= 0] // MINUTES_PER_WEEK
    refused = (cases.stage == Stage.REJECTED)[decided >= 0]
    return Ratio(outcome.per_quarter(weeks, refused.astype(float)), outcome.per_quarter(weeks))


def _deciding(outcome: Outcome) -> Measurement:
    hours = outcome.person_minutes(PersonAccount.DECISIONS) / 60.0
    return Ratio(hours, np.full(outcome.quarters, float(WEEKS_PER_QUARTER)))


METRICS = (
    Metric(
        "decision_latency",
        "decision latency, median",
        "weeks",
        "median weeks from submitting a case until it is funded, refused or lapses; 0 for owners who may decide alone",
        "lower",
        within(0.1),
        lambda outcome: _case_latency(outcome, 0.5),
        ("director", "gpm"),
        headline=True,
    ),
    Metric(
        "decision_latency_p85",
        "decision latency, 85th percentile",
        "weeks",
        "85th percentile of weeks from submitting a case until it is funded, refused or lapses",
        "lower",
        within(0.2),
        lambda outcome: _case_latency(outcome, 0.85),
        ("director", "gpm"),
    ),
    Metric(
        "question_latency",
        "question latency, median",
        "weeks",
        "median weeks from a team's question to its answer, during which the work stands still",
        "lower",
        within(0.05),
        lambda outcome: _latency(outcome, Errand.EXCEPTION, 0.5),
        ("pm", "gpm"),
    ),
    Metric(
        "busiest_desk",
        "busiest desk",
        "share",
        "minutes spent deciding over minutes open, at the desk where this share is highest over all quarters",
        "lower",
        within(0.02),
        _busiest,
    ),
    Metric(
        "escalations",
        "escalations",
        "requests",
        "number of questions passed upward, conflicts between teams, and refused proposals taken to a common superior",
        "lower",
        within_share(0.05),
        _escalations,
        ("gpm", "director"),
    ),
    Metric(
        "escalation_depth",
        "escalation depth",
        "desks",
        "mean number of desks that a team's question passed through until it was answered or given up",
        "lower",
        within(0.05),
        _depth,
        ("gpm", "director"),
    ),
    Metric(
        "lapsed",
        "lapsed requests",
        "share",
        "requests that lapsed because nobody attended to them in time, over all requests that ended",
        "lower",
        within(0.005),
        _lapsed,
    ),
    Metric(
        "refused_share",
        "cases refused",
        "share",
        "cases that somebody with a right to fund refused, over all cases that were funded, refused or lapsed",
        "neither",
        within(0.01),
        _refused,
    ),
    Metric(
        "deciding_hours",
        "time spent deciding",
        "hours a week",
        "hours a week that all posts together spend at their desks on requests of every kind",
        "lower",
        within_share(0.05),
        _deciding,
    ),
)
