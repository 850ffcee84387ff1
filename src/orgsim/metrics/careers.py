"""Careers: who stays, who is promoted, and whether those promoted can do what the level asks."""

import numpy as np

from orgsim.engine.vocabulary import MINUTES_PER_WEEK, ItemAccount, PersonAccount
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import OF_POSTS

WEEKS_PER_YEAR = 52.0


def _attrition(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("exits") * WEEKS_PER_YEAR, outcome.counted("people"))


def _regretted(outcome: Outcome) -> Measurement:
    rated = outcome.counted("on_ladder") > 0
    return Ratio(np.where(rated, outcome.counted("regretted"), np.nan), outcome.counted("exits"))


def _engagement(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("engagement"), outcome.counted("people"))


def _promotions(outcome: Outcome) -> Measurement:
    promoted = outcome.by_quarter_of(outcome.quarterly("staffed", "promoted").sum(axis=-1))
    return Ratio(promoted * WEEKS_PER_YEAR, outcome.counted("on_ladder"))


def _time_in_level(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("quarters_in_level"), outcome.counted("on_ladder"))


def _gap(outcome: Outcome) -> Measurement:
    return Ratio(outcome.counted("shortfall"), outcome.counted("promoted_people"))


def _inside(outcome: Outcome) -> Measurement:
    inside = outcome.counted("appointments")
    return Ratio(inside, inside + outcome.counted("hires"))


def _vacancy_weeks(outcome: Outcome) -> Measurement:
    return Sum(outcome.item_minutes(ItemAccount.VACANCY) / MINUTES_PER_WEEK)


def _coaching(outcome: Outcome) -> Measurement:
    return Ratio(outcome.person_minutes(PersonAccount.COACHING) / 60.0, outcome.counted("people"))


METRICS = (
    Metric(
        "attrition",
        "attrition",
        "share a year",
        "exits over full-time person-years",
        "lower",
        within(0.01),
        _attrition,
        parts=OF_POSTS,
    ),
    Metric(
        "regretted_attrition",
        "regretted attrition",
        "share",
        "exits of people rated above the expectations of their level, over all exits; NaN without a ladder or without exits",
        "lower",
        within(0.02),
        _regretted,
    ),
    Metric(
        "engagement",
        "engagement",
        "sd",
        "mean over person-weeks of engagement in standard deviations; 0 is the usual level",
        "higher",
        within(0.05),
        _engagement,
        parts=OF_POSTS,
    ),
    Metric(
        "promotion_rate",
        "promotion rate",
        "share a year",
        "promotions over person-years on the ladder; NaN without a ladder",
        "higher",
        within(0.01),
        _promotions,
    ),
    Metric(
        "time_in_level",
        "time in level",
        "quarters",
        "mean over person-weeks on the ladder of the time spent in the current level so far; NaN without a ladder",
        "neither",
        within(0.25),
        _time_in_level,
    ),
    Metric(
        "competence_gap",
        "competence gap",
        "skill",
        "required minus actual skill, mean over person-weeks of people promoted from inside; NaN when nobody was",
        "lower",
        within(0.01),
        _gap,
    ),
    Metric(
        "filled_inside",
        "vacancies filled from inside",
        "share",
        "internal appointments over internal appointments and hires; NaN when there was neither",
        "neither",
        within(0.02),
        _inside,
    ),
    Metric(
        "vacancy_weeks",
        "vacancy weeks",
        "weeks",
        "weeks that posts stood vacant, summed over posts",
        "lower",
        within_share(0.05),
        _vacancy_weeks,
    ),
    Metric(
        "coaching_hours",
        "coaching",
        "hours a week",
        "hours of coaching given by managers over full-time person-weeks",
        "higher",
        within(0.05),
        _coaching,
        parts=OF_POSTS,
    ),
)
