"""What several simulated ladders do to the same careers: time to promotion, ways to a level, and impact ratios, with paired differences.

All arms meet the same futures, so intervals of differences come from drawing futures again, the same ones for every arm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.careers.impact import FEWEST, FOUR_FIFTHS, SMALLEST_SHARE
from orgsim.careers.outcomes import FEWEST_AT_RISK, Prospect, Range, in_tracks, product_limit, prospect, survival
from orgsim.careers.resampling import DRAWS, drawn_again, over_draws, pooled_share
from orgsim.careers.simulation import Array, CareerResults
from orgsim.results.statistics import Verdict, judge

WITHIN = 20
"""Quarters within which a promotion is soon enough to be counted beside the median."""
FEWEST_PROMOTED = 20
"""Levels with fewer promotions than this, all futures together, are not told about."""
SAME_SHARE, SAME_PART, SAME_RATIO = 0.02, 0.1, 0.05
"""Too small to matter are differences of two in a hundred promoted, of a tenth of a small chance, and of so much in an impact ratio."""


@dataclass(frozen=True)
class Wait:
    """Time to promotion out of a level in one arm; people who left, moved sideways or still wait are censored."""

    level: str
    name: str
    median: Range
    """Quarters until half are promoted, with the 95 % interval; infinite: fewer than half are."""
    quarters: int
    """`WITHIN`, or as long as enough people are seen in every arm."""
    within: Range
    """Share promoted within so many quarters of those who stay so long, with the 95 % interval."""
    difference: Range | None
    """Of that share from the baseline's; None: this is the baseline."""
    verdict: Verdict | None


def promoting(results: Sequence[CareerResults]) -> list[str]:
    """Return the levels that all ladders have and that enough people are promoted out of in each."""
    found = []
    for level in in_tracks(results[0], results[0].plan.levels):
        rows = [each.plan.levels.index(level) if level in each.plan.levels else None for each in results]
        counts = [
            int(each.cases["promoted"][:, row].sum()) if row is not None else 0
            for each, row in zip(results, rows, strict=True)
        ]
        if min(counts) >= FEWEST_PROMOTED:
            found.append(level)
    return found


def waits(names: Sequence[str], results: Sequence[CareerResults]) -> list[Wait]:
    """Return the time to promotion out of every level, arm by arm, the baseline first."""
    return [
        wait
        for level in promoting(results)
        for wait in _waits(names, [_curves(each, level) for each in results], level)
    ]


@dataclass(frozen=True)
class _Curves:
    """Share not promoted by quarters in level: as it is, and in every draw of futures."""

    share: Array
    draws: Array


def _curves(results: CareerResults, level: str) -> _Curves:
    row = results.plan.row(level)
    at_risk, promoted = (getattr(results, name)[:, :, row].sum(axis=1) for name in ("at_risk", "promoted"))
    weights = drawn_again(results.replications)
    behind = weights @ at_risk
    share = product_limit(behind[:, 1:], (weights @ promoted)[:, 1:])
    share = np.where(np.cumprod(behind[:, 1:] >= FEWEST_AT_RISK, axis=1), share, np.nan)
    if results.replications < 2:
        share = np.full_like(share, np.nan)
    return _Curves(survival(results, level).share, np.hstack([np.ones((DRAWS, 1)), share]))


def _waits(names: Sequence[str], curves: Sequence[_Curves], level: str) -> list[Wait]:
    base = curves[0]
    quarters = min(WITHIN, *(int(np.isfinite(curve.share).sum()) - 1 for curve in curves))
    found = []
    for name, curve in zip(names, curves, strict=True):
        median = over_draws(float(_medians(curve.share[None])[0]), _medians(curve.draws))
        within = over_draws(1.0 - float(curve.share[quarters]), 1.0 - curve.draws[:, quarters])
        difference = verdict = None
        if curve is not base:
            apart = float(base.share[quarters] - curve.share[quarters])
            difference = over_draws(apart, base.draws[:, quarters] - curve.draws[:, quarters])
            verdict = judged(difference, SAME_SHARE)
        found.append(Wait(level, name, median, quarters, within, difference, verdict))
    return found


def _medians(curves: Array) -> Array:
    """Return when each curve, (draws, quarters), has come down to a half; infinite where it does not, NaN where nothing is known."""
    with np.errstate(invalid="ignore"):
        below = curves <= 0.5
    found = np.where(below.any(axis=1), below.argmax(axis=1).astype(float), np.inf)
    return np.where(np.isnan(curves[:, 1]), np.nan, found)


def judged(difference: Range, same: float) -> Verdict:
    """Return the verdict on a paired difference; neither direction is better by itself."""
    if np.isnan(difference.low):
        return "inconclusive"
    return judge(difference.low, difference.high, -same, same, "neither")


@dataclass(frozen=True)
class Chance:
    """What hires into one level may expect of another in one arm, and how far that is from the baseline."""

    name: str
    prospect: Prospect
    total: Range | None
    """Difference of the chance from the baseline's; None: this is the baseline."""
    staying: Range | None
    """The same for those who are still there."""
    verdict: Verdict | None
    """On the difference of the chance."""


def chances(names: Sequence[str], results: Sequence[CareerResults], entry: str, goal: str) -> list[Chance]:
    """Return the chances to come from one level to another, arm by arm, the baseline first."""
    drawn = [_drawn_chances(each, entry, goal) for each in results]
    found = []
    for name, each, (total, staying) in zip(names, results, drawn, strict=True):
        told = prospect(each, entry, goal)
        if each is results[0]:
            found.append(Chance(name, told, None, None, None))
            continue
        apart = [
            over_draws(own[0] - base[0], own[1] - base[1]) for own, base in zip((total, staying), drawn[0], strict=True)
        ]
        found.append(Chance(name, told, apart[0], apart[1], judged(apart[0], _same(drawn[0][0][0]))))
    return found


def _same(chance: float) -> float:
    """Return what difference from a chance is too small to matter."""
    return min(SAME_SHARE, SAME_PART * chance)


def _drawn_chances(results: CareerResults, entry: str, goal: str) -> tuple[tuple[float, Array], tuple[float, Array]]:
    origin, target = results.plan.row(entry), results.plan.row(goal)
    hires = results.hires[:, origin].astype(float)
    came = results.arrivals[:, origin, target].sum(axis=1)
    stayed = hires - results.journeys[:, origin, results.horizon, -1]
    return pooled_share(came, hires), pooled_share(results.stayers[:, origin, target], stayed)


@dataclass(frozen=True)
class RatioLine:
    """The impact ratio of a group at a level in one arm; the reference is the group that the baseline promotes at the highest rate."""

    level: str
    group: str
    reference: str
    name: str
    ratio: Range
    """Of rates pooled over futures, with the 95 % interval of the mean future."""
    below_four_fifths: float
    """Share of futures with a ratio under 0.8."""
    difference: Range | None
    """From the baseline's ratio; None: this is the baseline."""
    verdict: Verdict | None
    shown: bool
    """Whether enough people stand behind it in an average future."""


def ratios(names: Sequence[str], results: Sequence[CareerResults]) -> list[RatioLine]:
    """Return the impact ratios at every level that people are promoted from, and over all levels, arm by arm."""
    groups = results[0].plan.groups
    if len(groups) < 2 or any(each.plan.groups != groups for each in results):
        return []
    found: list[RatioLine] = []
    best = _highest(*_counts(results[0], "all levels"))
    for level in ["all levels", *promoting(results)]:
        counts = [_counts(each, level) for each in results]
        for group in range(len(groups)):
            if group != best:
                found += _lines(level, (groups[group], groups[best]), (group, best), names, counts)
    return found


def _counts(results: CareerResults, level: str) -> tuple[Array, Array]:
    """Return candidacies and promotions, (futures, groups)."""
    eligible, promoted = results.cases["eligible"], results.cases["promoted"]
    if level == "all levels":
        return eligible.sum(axis=1).astype(float), promoted.sum(axis=1).astype(float)
    row = results.plan.row(level)
    return eligible[:, row].astype(float), promoted[:, row].astype(float)


def _highest(eligible: Array, promoted: Array) -> int:
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = promoted.sum(axis=0) / eligible.sum(axis=0)
    return int(np.nanargmax(np.where(np.isnan(rates), -1.0, rates)))


def _lines(
    level: str,
    called: tuple[str, str],
    pair: tuple[int, int],
    names: Sequence[str],
    counts: Sequence[tuple[Array, Array]],
) -> list[RatioLine]:
    drawn = [_drawn_ratio(eligible, promoted, *pair) for eligible, promoted in counts]
    found = []
    for place, (name, (value, draws), (eligible, promoted)) in enumerate(zip(names, drawn, counts, strict=True)):
        difference = over_draws(value - drawn[0][0], draws - drawn[0][1]) if place else None
        verdict = judged(difference, SAME_RATIO) if difference else None
        below = _below(eligible, promoted, *pair)
        shown = _enough(eligible, pair)
        found.append(RatioLine(level, *called, name, over_draws(value, draws), below, difference, verdict, shown))
    return found


def _drawn_ratio(eligible: Array, promoted: Array, group: int, best: int) -> tuple[float, Array]:
    own, other = (pooled_share(promoted[:, place], eligible[:, place]) for place in (group, best))
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(np.divide(own[0], other[0])), np.where(other[1] > 0, own[1] / other[1], np.nan)


def _below(eligible: Array, promoted: Array, group: int, best: int) -> float:
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = promoted / eligible
        each = rates[:, group] / rates[:, best]
    known = each[np.isfinite(each)]
    return float((known < FOUR_FIFTHS).mean()) if len(known) else float("nan")


def _enough(eligible: Array, pair: tuple[int, int]) -> bool:
    """Tell whether both groups have enough candidacies in an average future, and a share that is looked at on its own."""
    total = float(eligible.sum())
    return all(
        eligible[:, place].mean() >= FEWEST and eligible[:, place].sum() >= SMALLEST_SHARE * total for place in pair
    )
