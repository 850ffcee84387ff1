"""What a wide span costs, at equal engineers: less coaching, longer waits and, well beyond a dozen reports, a good part of the value.

Every claim is about paired futures of one company: 36 product managers with a team of seven each in six domains, under 6, 3 or 2
directors who decide, or under a head who decides alone.
"""

import functools

import numpy as np
import pytest

from orgsim.engine.simulation import simulate
from orgsim.results.tables import measure
from orgsim.studies.worlds import led_by, organized

FUTURES = 16
SEED = 5
DIRECTORS = {6: 6, 12: 3, 18: 2, 36: 0}
"""How many directors lead the 36 product managers, by span; without any, the head decides."""
FIXED_WEEKS = tuple(
    f"parameters.attention.{name}=1" for name in ("duty_floor", "batch_share", "administration_exponent")
)
"""Settings under which no week depends on what waits."""


@functools.cache
def futures(span, settings=()):
    """Return some metrics of every future at one span: ``{name: (futures,)}``."""
    organization = organized(led_by(DIRECTORS[span]), settings)
    rows = [measure(organization, simulate(organization.blueprint, SEED, number)) for number in range(FUTURES)]
    return {
        name: np.array([row[name][0] for row in rows])
        for name in ("realised_value", "coaching_hours", "lapsed", "decision_latency")
    }


def value_beside(span, other, settings=()):
    """Return the difference in value as a share of that at the other span, and half of its 95 % interval."""
    base = futures(other, settings)["realised_value"]
    difference = (futures(span, settings)["realised_value"] - base) / base.mean()
    return difference.mean(), 1.96 * difference.std(ddof=1) / np.sqrt(FUTURES)


def test_a_span_of_twelve_costs_coaching_and_waits_and_little_value():
    """Beside 6: value within a quarter, less coaching, longer waits, and under a quarter of requests lapse."""
    mean, half = value_beside(12, 6)
    assert abs(mean) + half < 0.25
    narrow, wide = futures(6), futures(12)
    assert (wide["coaching_hours"] < narrow["coaching_hours"]).all()
    longer = wide["decision_latency"] - narrow["decision_latency"]
    assert longer.mean() > 1.96 * longer.std(ddof=1) / np.sqrt(FUTURES)
    assert wide["lapsed"].mean() < 0.25


@pytest.mark.parametrize(("span", "narrower"), [(18, 12), (36, 18)])
def test_wider_spans_cost_visibly_more(span, narrower):
    """Each step further costs more than a twentieth of what six reports bring, and lets more requests lapse."""
    mean, half = value_beside(span, 6)
    before, error = value_beside(narrower, 6)
    assert before - mean > 0.05 + np.hypot(half, error)
    assert futures(span)["lapsed"].mean() > futures(narrower)["lapsed"].mean()


def test_without_triage_there_is_a_cliff():
    """With weeks in a fixed order, a director of twelve has no minute left for the desk: most of the value is gone."""
    mean, half = value_beside(12, 6, FIXED_WEEKS)
    assert mean + half < -0.5
    assert futures(12, FIXED_WEEKS)["lapsed"].mean() > 0.5
