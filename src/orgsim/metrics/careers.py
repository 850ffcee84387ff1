"""Careers: who stays, who rises, who is stuck, and whether those who rose can do what the level asks."""

import numpy as np

from orgsim.engine.vocabulary import ItemAccount, PersonAccount
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome, Values

WEEKS_PER_YEAR = 52.0


def _counted(outcome: Outcome, name: str) -> Values:
    return np.asarray(outcome.state.pulse[name][outcome.organization.warmup_quarters :], float)


def _per_year(outcome: Outcome, name: str) -> Measurement:
    return Ratio(_counted(outcome, name) * WEEKS_PER_YEAR, _counted(outcome, "people"))


def _exits(outcome: Outcome) -> Measurement:
    return _per_year(outcome, "exits")


def _regretted(outcome: Outcome) -> Measurement:
    rated = _counted(outcome, "on_ladder") > 0
    return Ratio(np.where(rated, _counted(outcome, "regretted"), np.nan), _counted(outcome, "exits"))


def _engagement(outcome: Outcome) -> Measurement:
    return Ratio(_counted(outcome, "engagement"), _counted(outcome, "people"))


def _promotions(outcome: Outcome) -> Measurement:
    promoted = outcome.state.staffed.promoted[outcome.organization.warmup_quarters :].sum(axis=1)
    return Ratio(np.asarray(promoted, float) * WEEKS_PER_YEAR, _counted(outcome, "on_ladder"))


def _time_in_level(outcome: Outcome) -> Measurement:
    return Ratio(_counted(outcome, "quarters_in_level"), _counted(outcome, "on_ladder"))


def _stuck(outcome: Outcome) -> Measurement:
    return Ratio(_counted(outcome, "stuck"), _counted(outcome, "on_ladder"))


def _gap(outcome: Outcome) -> Measurement:
    return Ratio(_counted(outcome, "shortfall"), _counted(outcome, "promoted_people"))


def _inside(outcome: Outcome) -> Measurement:
    inside = _counted(outcome, "appointments")
    return Ratio(inside, inside + _counted(outcome, "hires"))


def _vacancy_weeks(outcome: Outcome) -> Measurement:
    minutes = outcome.state.item_book[outcome.organization.warmup_quarters :, ItemAccount.VACANCY]
    return Sum(np.asarray(minutes, float) / 2400.0)


def _coaching(outcome: Outcome) -> Measurement:
    book = outcome.state.person_book[:, outcome.organization.warmup_quarters :, PersonAccount.COACHING].sum(axis=0)
    return Ratio(np.asarray(book, float) / 60.0, _counted(outcome, "people"))


METRICS = (
    Metric(
        "exits_per_year",
        "people leaving",
        "share a year",
        "exits over full-time person-years",
        "lower",
        within(0.01),
        _exits,
        ("gpm", "director"),
    ),
    Metric(
        "regretted_exits",
        "regretted exits",
        "share",
        "share of exits by people rated above what their level expects; NaN without a ladder, or when nobody left",
        "lower",
        within(0.02),
        _regretted,
        ("director",),
    ),
    Metric(
        "engagement",
        "engagement",
        "sd",
        "mean over person-weeks; 0 is usual",
        "higher",
        within(0.05),
        _engagement,
        ("gpm", "director"),
    ),
    Metric(
        "promotion_rate",
        "promotions",
        "share a year",
        "promotions over person-years on the ladder; NaN without a ladder",
        "higher",
        within(0.01),
        _promotions,
        ("director",),
    ),
    Metric(
        "time_in_level",
        "time in level",
        "quarters",
        "mean time in level so far over person-weeks on the ladder; NaN without a ladder",
        "neither",
        within(0.25),
        _time_in_level,
    ),
    Metric(
        "stuck_share",
        "stuck in a level",
        "share",
        "share of person-weeks on the ladder beyond what people put up with in a level that leads on; NaN without a ladder",
        "lower",
        within(0.02),
        _stuck,
        ("director",),
    ),
    Metric(
        "peter_gap",
        "skill short of the level",
        "skill",
        "required minus actual skill, mean over person-weeks of people promoted from inside; NaN when nobody was",
        "lower",
        within(0.01),
        _gap,
    ),
    Metric(
        "filled_inside",
        "vacancies filled inside",
        "share",
        "appointments from inside over these and hires; NaN when there was neither",
        "neither",
        within(0.02),
        _inside,
    ),
    Metric(
        "vacancy_weeks",
        "vacancy weeks",
        "weeks",
        "weeks that posts stood vacant, added up",
        "lower",
        within_share(0.05),
        _vacancy_weeks,
        ("gpm", "director"),
    ),
    Metric(
        "coaching_hours",
        "coaching",
        "hours a week",
        "coaching given by managers over full-time person-weeks",
        "higher",
        within(0.05),
        _coaching,
        ("gpm", "director"),
    ),
)
