"""Decisions: how long people wait for them, how busy the desks are that take them, and what is escalated."""

from dataclasses import replace

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, WEEKS_PER_QUARTER, PersonAccount
from orgsim.metrics.adding import by_weeks
from orgsim.metrics.asking import Asked, Questions, Requests, count_questions, count_requests, waits_for_answers
from orgsim.metrics.looking_up import counted, once, shared
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, Waits, within, within_share
from orgsim.metrics.outcome import Numbers, Outcome, Values, finished, work_of
from orgsim.metrics.parts import OF_BOTH, OF_POSTS, OF_TEAMS
from orgsim.metrics.runs import Rows, Table
from orgsim.metrics.settling import Course, Done, waits_for_funding


def _waits(outcome: Outcome, table: Table, found: tuple[Numbers, Numbers, Values, Numbers]) -> tuple[Rows, Waits]:
    """Return cases and their waits, given as rows, quarters, weeks, and whether there was an answer."""
    rows, quarters, weeks, answered = found
    cases = table[rows]
    order = by_weeks(weeks, answered, cases.future)
    return cases, Waits(weeks, answered, outcome.wholly(cases, quarters), order=order)


@shared
def _question_waits(outcome: Outcome) -> tuple[Rows, Waits]:
    requests = outcome.runs.requests
    return _waits(outcome, requests, waits_for_answers(requests.as_columns(Requests), *_when(outcome)))


def _question_latency(outcome: Outcome) -> Measurement:
    questions, waits = _question_waits(outcome)
    items = outcome.runs.items.row(questions.subject, questions.future)
    return replace(waits, shares=outcome.shares(questions, waits.shares.quarters, items=items, posts=questions.at))


@shared
def _case_waits(outcome: Outcome) -> tuple[Rows, Waits]:
    items = outcome.runs.items
    return _waits(outcome, items, waits_for_funding(items.as_columns(Course), *_when(outcome)))


def _when(outcome: Outcome) -> tuple[int, int]:
    """Return the first quarter that counts, and the minute in which the run ends."""
    return outcome.organization.warmup_quarters, outcome.organization.blueprint.weeks * MINUTES_PER_WEEK


@once
def _cases(outcome: Outcome) -> Waits:
    cases, waits = _case_waits(outcome)
    return replace(waits, shares=outcome.shares(cases, waits.shares.quarters, items=cases.rows))


def _case_latency(outcome: Outcome) -> Measurement:
    return _cases(outcome)


def _late_cases(outcome: Outcome) -> Measurement:
    return replace(_cases(outcome), level=0.85)


def _busiest(outcome: Outcome) -> Measurement:
    spent, open_minutes = outcome.book("person_book")[..., PersonAccount.DECISIONS], outcome.book("desk_book")
    totals = open_minutes.sum(axis=2)
    share = np.divide(spent.sum(axis=2), totals, out=np.zeros(totals.shape), where=totals > 0)
    busiest = np.arange(len(share)), np.argmax(share, axis=1)
    return Ratio(outcome.by_quarter_of(spent[busiest]), outcome.by_quarter_of(open_minutes[busiest]))


def _escalations(outcome: Outcome) -> Measurement:
    return Sum(_asked(outcome)[Asked.ESCALATED])


@counted
def _asked(outcome: Outcome) -> Values:
    """Return what is counted of requests, (`Asked`, Q)."""
    requests, warmup = outcome.runs.requests.as_columns(Requests), outcome.organization.warmup_quarters
    return outcome.counted_in_cells(len(Asked), count_requests, requests, outcome.places, warmup)


@counted
def _questions(outcome: Outcome) -> Values:
    """Return what is counted of the questions of teams, (`Questions`, Q)."""
    requests, warmup = outcome.runs.requests.as_columns(Requests), outcome.organization.warmup_quarters
    return outcome.counted_in_cells(len(Questions), count_questions, requests, work_of(outcome), outcome.places, warmup)


def _depth(outcome: Outcome) -> Measurement:
    questions = _questions(outcome)
    return Ratio(questions[Questions.DESKS], questions[Questions.ENDED])


def _lapsed(outcome: Outcome) -> Measurement:
    asked = _asked(outcome)
    return Ratio(asked[Asked.LAPSED], asked[Asked.ENDED])


def _refused(outcome: Outcome) -> Measurement:
    done = finished(outcome)
    return Ratio(done[Done.REFUSED], done[Done.CLOSED])


def _deciding(outcome: Outcome) -> Measurement:
    hours = outcome.person_minutes(PersonAccount.DECISIONS) / 60.0
    return Ratio(hours, np.full(outcome.quarters, float(WEEKS_PER_QUARTER)))


METRICS = (
    Metric(
        "decision_latency",
        "decision latency",
        "weeks",
        "mean weeks from submitting a case until it is funded or refused, each counted up to 13; a case that lapsed never is, and "
        "one still open at the end waits at least until then (Kaplan-Meier); 0 for owners who may decide alone",
        "lower",
        within(0.1),
        _case_latency,
        headline=True,
        parts=OF_TEAMS,
    ),
    Metric(
        "decision_latency_p85",
        "decision latency, 85th percentile",
        "weeks",
        "weeks after submitting within which 85% of cases are funded or refused, 13 at most; counted as in decision_latency",
        "lower",
        within(0.2),
        _late_cases,
        parts=OF_TEAMS,
    ),
    Metric(
        "question_latency",
        "question latency",
        "weeks",
        "mean weeks from a team's question to its answer, each counted up to 13; a question that lapsed is never answered, and one "
        "still open at the end waits at least until then (Kaplan-Meier)",
        "lower",
        within(0.05),
        _question_latency,
        parts=OF_BOTH,
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
        parts=OF_POSTS,
    ),
    Metric(
        "escalation_depth",
        "escalation depth",
        "desks",
        "mean number of desks that a team's question passed through until it was answered or given up",
        "lower",
        within(0.05),
        _depth,
        parts=OF_BOTH,
    ),
    Metric(
        "lapsed",
        "lapsed requests",
        "share",
        "requests that lapsed because nobody attended to them in time, over all requests that ended",
        "lower",
        within(0.005),
        _lapsed,
        headline=True,
        parts=OF_POSTS,
    ),
    Metric(
        "refused_share",
        "cases refused",
        "share",
        "cases that somebody with a right to fund refused, over all cases that were funded, refused or lapsed",
        "neither",
        within(0.01),
        _refused,
        parts=OF_TEAMS,
    ),
    Metric(
        "deciding_hours",
        "time spent deciding",
        "hours a week",
        "hours a week that all posts together spend at their desks on requests of every kind",
        "lower",
        within_share(0.05),
        _deciding,
        parts=OF_POSTS,
    ),
)
