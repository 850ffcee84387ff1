"""What the calibration table says about the work itself: how much is offered, what launches bring, and how long joint work takes."""

from collections.abc import Mapping

import numpy as np

from orgsim.engine.mechanisms.work.products import WEEKS_PER_YEAR
from orgsim.engine.vocabulary import MINUTES_PER_WEEK, NONE, WEEKS_PER_QUARTER, TeamAccount
from orgsim.metrics.outcome import Numbers, Outcome, Values

SIGNIFICANT = 1.96
"""Standard errors above zero from which a measured effect counts as significant."""


def work(outcome: Outcome) -> Mapping[str, float]:
    """Return everything that is measured of the work of one future."""
    features = float(outcome.team_minutes(TeamAccount.NEW_VALUE).sum())
    effort, worth = offered(outcome)
    return {
        "offered_effort": effort.sum() / features,
        "good_ideas": effort[worth > 0.0].sum() / features,
        "launch_significant": float(np.mean(significant(outcome))) if len(outcome.launches) else np.nan,
        "idle": float(outcome.team_minutes(TeamAccount.IDLE).sum() / outcome.team_minutes().sum()),
        "moved": moved(outcome),
        **joint(outcome),
    }


def offered(outcome: Outcome) -> tuple[Values, Values]:
    """Return the opportunities of the quarters that count: effort of each feature, minutes, and what it was worth when it came up.

    Worth is in standard values and counts what the feature does in other domains, as everywhere in the organisation.
    """
    state = outcome.state
    items = state.items[: len(state.objectives)]
    came = items.week >= outcome.first_week
    items, objectives = items[came], state.objectives[came]
    weights = state.strategy[items.week // WEEKS_PER_QUARTER]
    fit = (weights * objectives).sum(axis=1) * weights.shape[1]
    return np.asarray(items.effort, float), outcome.worth_of(items, fit, outcome.market_at(items.domain, items.week))


def moved(outcome: Outcome) -> float:
    """Return the share of engineers whose posts portfolio decisions move between teams in a year."""
    posts = float(outcome.team_minutes().sum()) / MINUTES_PER_WEEK / WEEKS_PER_YEAR
    return float(outcome.counted("shifted_engineers").sum()) / posts


def significant(outcome: Outcome) -> Numbers:
    """Tell of each launch whether its measured effect is significantly above zero, for an owner of average skill at measuring."""
    launches = outcome.launches
    error = outcome.organization.design.baseline.parameters.launches.measurement_noise * launches.scale
    return np.asarray(launches.measured > SIGNIFICANT * error)


def joint(outcome: Outcome) -> Mapping[str, float]:
    """Return by how much longer it takes from the case to the launch, %, by medians, than for work that needs no other domain.

    Once for joint work alone, and once for all that needs another domain: joint work, and work that depends on a piece from there.
    """
    launches, weeks = outcome.launches, lead_times(outcome)
    parts = (launches.partners != NONE).any(axis=1)
    other = parts | (launches.depends_on != NONE)
    return {"joint_lead": slower(weeks[parts], weeks[~other]), "other_lead": slower(weeks[other], weeks[~other])}


def lead_times(outcome: Outcome) -> Values:
    """Return the weeks from the case to the launch, (launches,)."""
    launches = outcome.launches
    return np.asarray(launches.finished + 1 - launches.submitted / MINUTES_PER_WEEK, float)


def slower(weeks: Values, base: Values) -> float:
    """Return by how much the median of some lead times is above that of others, %; NaN where there are none.

    Example
    -------
    >>> import numpy as np
    >>> slower(np.array([6.0, 12.0, 90.0]), np.array([10.0])), slower(np.array([]), np.array([10.0]))
    (20.0, nan)
    """
    return (
        100.0 * float(np.median(weeks) - np.median(base)) / float(np.median(base))
        if len(weeks) and len(base)
        else np.nan
    )
