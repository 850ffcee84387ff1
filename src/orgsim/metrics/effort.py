"""Effort: where the engineers' time goes besides new value."""

from orgsim.engine.vocabulary import PersonAccount, TeamAccount
from orgsim.metrics.metric import Measurement, Metric, Ratio, within
from orgsim.metrics.outcome import Outcome


def _share(outcome: Outcome, *accounts: TeamAccount) -> Measurement:
    return Ratio(outcome.team_minutes(*accounts), outcome.team_minutes())


def _coordination(outcome: Outcome) -> Measurement:
    together = outcome.team_minutes(TeamAccount.COORDINATION) + outcome.person_minutes(
        PersonAccount.CONTACT, PersonAccount.DECISIONS
    )
    return Ratio(together, outcome.team_minutes() + outcome.person_minutes())


def _planning(outcome: Outcome) -> Measurement:
    return Ratio(outcome.person_minutes(PersonAccount.PLANNING, PersonAccount.PORTFOLIO), outcome.person_minutes())


def _vacant(outcome: Outcome) -> Measurement:
    return Ratio(outcome.person_minutes(PersonAccount.VACANT), outcome.person_minutes())


METRICS = (
    Metric(
        "coordination_share",
        "coordination",
        "share",
        "minutes coordinating, in contact and deciding, of all minutes of teams and posts",
        "lower",
        within(0.005),
        _coordination,
        headline=True,
    ),
    Metric(
        "new_value_share",
        "time on new value",
        "share",
        "team-minutes on the features of initiatives, of all team-minutes",
        "higher",
        within(0.005),
        lambda outcome: _share(outcome, TeamAccount.NEW_VALUE),
        ("gpm",),
    ),
    Metric(
        "rework_share",
        "rework",
        "share",
        "team-minutes on rework, of all team-minutes",
        "lower",
        within(0.005),
        lambda outcome: _share(outcome, TeamAccount.REWORK),
        ("gpm",),
    ),
    Metric(
        "waiting_share",
        "waiting and idle",
        "share",
        "team-minutes without anything to work on, of all team-minutes",
        "lower",
        within(0.005),
        lambda outcome: _share(outcome, TeamAccount.WAITING_DECISION, TeamAccount.WAITING_DEPENDENCY, TeamAccount.IDLE),
        ("gpm",),
    ),
    Metric(
        "planning_share",
        "planning",
        "share",
        "minutes writing cases and reviewing portfolios, of all minutes of posts",
        "neither",
        within(0.005),
        _planning,
        ("ppm",),
    ),
    Metric(
        "vacancy_share",
        "vacancy",
        "share",
        "minutes of posts that nobody held, of all contracted minutes",
        "lower",
        within(0.005),
        _vacant,
        ("director",),
    ),
)
