"""Targets and the budget: what an objective was to bring in, and what there was to spend."""

from collections.abc import Callable, Iterator

import numpy as np

from orgsim.metrics.looking_up import shared
from orgsim.metrics.metric import Measurement, Metric, Ratio, Sum, within, within_share
from orgsim.metrics.outcome import Outcome
from orgsim.metrics.parts import OF_OBJECTIVES, Values


@shared
def served(outcome: Outcome) -> Values:
    """Return the realised value of the launches of each quarter that serves each objective, $k, (Q, K).

    A launch serves the objectives in the proportions in which it contributes to them.
    """
    contributions = outcome.launch_objectives
    value = (outcome.launches.earned + outcome.salvage) * outcome.organization.design.baseline.demand.standard_value
    shares = contributions / np.maximum(contributions.sum(axis=1, keepdims=True), 1e-12)
    return outcome.by_objective(value[:, None] * shares)


def periods(outcome: Outcome) -> Iterator[tuple[int, slice, float, float]]:
    """Yield for every target and period the objective, the quarters, the target in it, $k, and how much of a whole period it is."""
    blueprint = outcome.organization.blueprint
    for k, (aim, length) in enumerate(zip(blueprint.aims.tolist(), blueprint.aim_quarters.tolist(), strict=True)):
        for first in range(0, outcome.quarters if aim > 0.0 else 0, length):
            last = min(first + length, outcome.quarters)
            share = (last - first) / length
            yield k, slice(first, last), aim * share, share


def over_targets(outcome: Outcome, of_value: Callable[[Values, float], Values], *, whole: bool) -> Measurement:
    """Return the mean over targets and their periods of what `of_value` makes of the value that served one and the target, $k.

    Each quarter stands for the periods it is in. A shorter last period counts in proportion, or as a `whole` one.
    """
    value = served(outcome)
    found, due = np.zeros_like(value), np.zeros_like(value)
    for k, quarters, aim, share in periods(outcome):
        weight = (1.0 if whole else share) / (quarters.stop - quarters.start)
        found[..., quarters, k] = weight * of_value(value[..., quarters, k].sum(axis=-1, keepdims=True), aim)
        due[..., quarters, k] = weight
    return Ratio(outcome.over_objectives(found), outcome.over_objectives(due))


def _attainment(outcome: Outcome) -> Measurement:
    return over_targets(outcome, lambda value, aim: np.clip(value / aim, 0.0, 1.0), whole=False)


def _met(outcome: Outcome) -> Measurement:
    return over_targets(outcome, lambda value, aim: (value >= aim).astype(float), whole=True)


def _headroom(outcome: Outcome) -> Measurement:
    budget = outcome.counted("budget")
    return Ratio(budget - outcome.cost * budgeted(outcome), budget)


def budgeted(outcome: Outcome) -> Values:
    """Return the share of each quarter's weeks for which the company has a budget, be it 0, (Q,)."""
    design = outcome.organization.design
    starts = [stage.week for stage in design.stages]
    weeks = np.zeros(design.weeks)
    for stage, start, end in zip(design.stages, starts, [*starts[1:], design.weeks], strict=True):
        budget = stage.scenario.budget
        weeks[start:end] = budget is not None and budget.company is not None
    return np.asarray(weeks[outcome.first_week :].reshape(outcome.quarters, -1).mean(axis=1))


def _waits(outcome: Outcome) -> Measurement:
    return Sum(outcome.counted("held_back"))


METRICS = (
    Metric(
        "target_attainment",
        "attainment of targets",
        "share",
        "realised value that serves an objective over its target, kept between 0 and 1; mean over objectives with a target and their "
        "periods, a quarter standing for the periods it is in; NaN without targets",
        "higher",
        within(0.02),
        _attainment,
        parts=OF_OBJECTIVES,
    ),
    Metric(
        "targets_met",
        "targets met",
        "share",
        "targets reached by the end of their period (a year, or the run), over all targets of objectives; NaN without targets",
        "higher",
        within(0.02),
        _met,
        parts=OF_OBJECTIVES,
    ),
    Metric(
        "budget_headroom",
        "budget headroom",
        "$ per $",
        "budget of the company less what it cost while it had one, over the budget; negative when it cost more; NaN without a budget, and "
        "where it is 0 all the time, since nothing is a share of that",
        "neither",
        within(0.01),
        _headroom,
    ),
    Metric(
        "budget_waits",
        "waits for the budget",
        "weeks",
        "weeks for which vacant posts, and open posts of engineers, waited because a budget had no room for them, full-time equivalents",
        "lower",
        within_share(0.05),
        _waits,
    ),
)
