"""Products: what launches earn over time, how satisfied customers are, and what is taken out of service."""

from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import OF_TEAMS


def _revenue(outcome: Outcome) -> Measurement:
    worth = outcome.organization.design.baseline.demand.standard_value
    return Sum(outcome.counted("revenue") * worth / 1000.0)


def _satisfaction(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("satisfaction"), outcome.counted("product_weeks"))


def _conversion(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("converted"), outcome.counted("journeys"))


def _sunset(outcome: Outcome) -> Measurement:
    return Sum(outcome.counted("sunset"))


def _sunset_precision(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("sunset_rightly"), outcome.counted("sunset"))


METRICS = (
    Metric(
        "revenue",
        "revenue from launches",
        "$M",
        "earnings of launches in service, quarter by quarter over their life, more or less by how satisfied customers are",
        "higher",
        within_share(0.03),
        _revenue,
        parts=OF_TEAMS,
    ),
    Metric(
        "satisfaction",
        "customer satisfaction",
        "index",
        "percentage of satisfied customers, from 0 to 100, mean over teams and weeks: those whom a product pleases and who do not wait for "
        "defects to be mended; what launches truly did pleases until it is taken for granted",
        "higher",
        within(1.0),
        _satisfaction,
        parts=OF_TEAMS,
    ),
    Metric(
        "conversion",
        "conversion",
        "share",
        "share of customers who come through all steps of a journey when those pass a step who are satisfied there, mean over journeys and "
        "quarters; NaN when no journeys are stated",
        "higher",
        within(0.01),
        _conversion,
    ),
    Metric(
        "sunset",
        "sunset",
        "launches",
        "number of launches taken out of service before the end of their service life",
        "neither",
        within_share(0.05),
        _sunset,
    ),
    Metric(
        "sunset_precision",
        "sunset precision",
        "share",
        "sunset launches that would have cost more than they earned, over all sunset launches; NaN when there was none",
        "higher",
        within(0.02),
        _sunset_precision,
    ),
)
