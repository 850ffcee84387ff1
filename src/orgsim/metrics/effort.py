"""Effort: where the time of teams and posts goes."""

from collections.abc import Callable

from orgsim.engine.vocabulary import PersonAccount, TeamAccount
from orgsim.metrics.metric import Measurement, Metric, Ratio, within
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import OF_BOTH, OF_POSTS, OF_TEAMS


def team_share(*accounts: TeamAccount) -> Callable[[Outcome], Measurement]:
    """Return a measure: the share of all team-minutes that went to some accounts."""
    return lambda outcome: Ratio(outcome.team_minutes(*accounts), outcome.team_minutes())


def _coordination(outcome: Outcome) -> Measurement:
    together = outcome.team_minutes(TeamAccount.COORDINATION) + outcome.person_minutes(
        PersonAccount.CONTACT, PersonAccount.DECISIONS
    )
    return Ratio(together, outcome.team_minutes() + outcome.person_minutes())


def _planning(outcome: Outcome) -> Measurement:
    return Ratio(outcome.person_minutes(PersonAccount.PLANNING, PersonAccount.PORTFOLIO), outcome.person_minutes())


METRICS = (
    Metric(
        "coordination_share",
        "coordination",
        "share",
        "minutes spent coordinating, in contact and deciding, over all minutes of teams and posts",
        "lower",
        within(0.005),
        _coordination,
        headline=True,
        parts=OF_BOTH,
    ),
    Metric(
        "new_value_share",
        "time on new value",
        "share",
        "team-minutes on the features of initiatives, over all team-minutes",
        "higher",
        within(0.005),
        team_share(TeamAccount.NEW_VALUE),
        parts=OF_TEAMS,
    ),
    Metric(
        "rework_share",
        "rework",
        "share",
        "team-minutes on rework, over all team-minutes",
        "lower",
        within(0.005),
        team_share(TeamAccount.REWORK),
        parts=OF_TEAMS,
    ),
    Metric(
        "waiting_share",
        "waiting and idle",
        "share",
        "team-minutes without anything to work on, over all team-minutes",
        "lower",
        within(0.005),
        team_share(TeamAccount.WAITING_DECISION, TeamAccount.WAITING_DEPENDENCY, TeamAccount.IDLE),
        parts=OF_TEAMS,
    ),
    Metric(
        "planning_share",
        "planning",
        "share",
        "minutes spent writing cases and reviewing portfolios, over all minutes of posts",
        "neither",
        within(0.005),
        _planning,
        parts=OF_POSTS,
    ),
    Metric(
        "ticket_share",
        "tickets",
        "share",
        "team-minutes on defects that customers report, over all team-minutes",
        "lower",
        within(0.002),
        team_share(TeamAccount.TICKETS),
        parts=OF_TEAMS,
    ),
    Metric(
        "upkeep_share",
        "upkeep",
        "share",
        "team-minutes on keeping capabilities and launches running, over all team-minutes",
        "lower",
        within(0.005),
        team_share(TeamAccount.UPKEEP),
        parts=OF_TEAMS,
    ),
)
