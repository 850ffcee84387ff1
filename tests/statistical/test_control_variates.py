"""Why there is no option for control variates: what a market offers explains a design's value, and hardly any of a paired difference."""

import numpy as np
import pytest
from tests.conftest import ROOT

from orgsim.engine.simulation import simulate
from orgsim.metrics.catalog import metric_named
from orgsim.metrics.outcome import Outcome, Values
from orgsim.organization.build import Organization, build
from orgsim.scenario.design import load_design

FUTURES = 60
PAIRS = {"reorg": ("today.yaml", "gpm-groups.yaml"), "demo": ("today.yaml", "portfolio-pm.yaml")}


def outcome(organization: Organization, number: int) -> Outcome:
    return Outcome(organization, simulate(organization.blueprint, 1, number))


def offered(found: Outcome, effort: float) -> float:
    """Return what the best of a future's initiatives were worth when they came up, as many as some effort pays for."""
    items = found.decided
    paid = found.market_at(items.domain, items.week, items.future)
    value = found.worth_of(items, found.decided_fit, paid)
    order = np.argsort(-value / items.effort)
    room = effort - (np.cumsum(items.effort[order]) - items.effort[order])
    return float(np.sum(np.maximum(value[order], 0.0) * np.clip(room / items.effort[order], 0.0, 1.0)))


def effort_of(found: Outcome) -> float:
    """Return the effort of what was funded."""
    items = found.decided
    return float(items.effort[items.funded >= 0].sum())


def explained(values: Values, control: Values) -> float:
    """Return the share of the variance of some values, (futures,), that a control explains, adjusted for having been fitted."""
    square = float(np.corrcoef(values, control)[0, 1] ** 2)
    return 1.0 - (1.0 - square) * (len(values) - 1) / (len(values) - 2)


@pytest.mark.slow
@pytest.mark.parametrize("template", PAIRS)
def test_what_pairing_has_taken_out_a_control_cannot_take_out_again(template: str) -> None:
    """Over 60 futures the market explains 30 % or more of the variance of one design's value, but less than 10 % of that of a paired difference.

    Pairing itself has taken out nine tenths and more.
    """
    folder = ROOT / "scenarios" / template
    today, other = (build(load_design(folder / name)) for name in PAIRS[template])
    value = metric_named("realised_value")
    first = [outcome(today, number) for number in range(FUTURES)]
    second = [outcome(other, number) for number in range(FUTURES)]
    effort = float(np.mean([effort_of(one) for one in first]))
    control = np.array([offered(one, effort) for one in first])
    here, there = (np.array([value.measure(one).total() for one in ones]) for ones in (first, second))
    alone, paired = explained(here, control), explained(there - here, control)
    assert alone > 0.3
    assert paired < 0.1
    assert np.var(there - here) < 0.1 * (np.var(here) + np.var(there))
