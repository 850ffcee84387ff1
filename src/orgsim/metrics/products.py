"""Products: what launches bring in over time, what they cost to run, and how satisfied customers are."""

import numpy as np

from orgsim.engine.vocabulary import TeamAccount
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome, Values


def _counted(outcome: Outcome, name: str) -> Values:
    return np.asarray(outcome.pulse[name], float)


def _revenue(outcome: Outcome) -> Measurement:
    worth = outcome.organization.design.baseline.demand.standard_value
    return Sum(_counted(outcome, "revenue") * worth / 1000.0)


def _satisfaction(outcome: Outcome) -> Measurement:
    return Ratio(_counted(outcome, "satisfaction"), _counted(outcome, "product_weeks"))


def _share(outcome: Outcome, account: TeamAccount) -> Measurement:
    return Ratio(outcome.team_minutes(account), outcome.team_minutes())


def _sunset(outcome: Outcome) -> Measurement:
    return Sum(_counted(outcome, "sunset"))


def _sunset_precision(outcome: Outcome) -> Measurement:
    return Ratio(_counted(outcome, "sunset_rightly"), _counted(outcome, "sunset"))


METRICS = (
    Metric(
        "revenue",
        "revenue from launches",
        "$M",
        "what launches in service bring in, quarter by quarter over their life, less what dissatisfied customers keep back",
        "higher",
        within_share(0.03),
        _revenue,
        ("director", "pm"),
    ),
    Metric(
        "satisfaction",
        "customer satisfaction",
        "index",
        "share of satisfied less share of dissatisfied customers, in points from -100 to 100, mean over teams and weeks",
        "higher",
        within(1.0),
        _satisfaction,
        ("gpm", "director", "pm"),
    ),
    Metric(
        "ticket_share",
        "tickets",
        "share",
        "team-minutes on defects that customers report, of all team-minutes",
        "lower",
        within(0.002),
        lambda outcome: _share(outcome, TeamAccount.TICKETS),
        ("gpm",),
    ),
    Metric(
        "upkeep_share",
        "upkeep",
        "share",
        "team-minutes on keeping capabilities and launches running, of all team-minutes",
        "lower",
        within(0.005),
        lambda outcome: _share(outcome, TeamAccount.UPKEEP),
        ("ppm",),
    ),
    Metric(
        "sunset",
        "sunset",
        "launches",
        "launched initiatives taken out of service before their time",
        "neither",
        within_share(0.05),
        _sunset,
        ("ppm",),
    ),
    Metric(
        "sunset_precision",
        "sunset rightly",
        "share",
        "share of those that would have cost more than they brought; NaN when there was none",
        "higher",
        within(0.02),
        _sunset_precision,
        ("ppm",),
    ),
)
