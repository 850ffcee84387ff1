"""Statistics of single cases in groups, of all groups at once: quantiles, and waits some of which have not ended."""

import numpy as np

from orgsim.metrics.parts import Numbers, Values


def quantiles(values: Values, groups: Numbers, count: int, level: float) -> Values:
    """Return a quantile of the values in each of `count` groups, between neighbours in proportion (numpy's default); NaN for no values.

    Example
    -------
    >>> quantiles(np.array([4.0, 1.0, 2.0]), np.array([0, 0, 2]), 3, 0.5).tolist()
    [2.5, nan, 2.0]
    """
    ordered = values[np.lexsort((values, groups))]
    sizes = np.bincount(groups, minlength=count)
    filled = np.flatnonzero(sizes)
    first = (np.cumsum(sizes) - sizes)[filled]
    place = level * (sizes[filled] - 1)
    below = place.astype(np.int64)
    above = np.minimum(below + 1, sizes[filled] - 1)
    found = np.full(count, np.nan)
    low = ordered[first + below]
    found[filled] = low + (place - below) * (ordered[first + above] - low)
    return found


def waits(weeks: Values, answered: Numbers, groups: Numbers, count: int, longest: float, level: float | None) -> Values:
    """Return, for each of `count` groups of cases, how long they wait: the mean, or the week by which the share `level` is answered.

    A wait counts for `longest` weeks at most. No cases: NaN.
    """
    order, waiting = still_waiting(weeks, answered, groups)
    capped, sorted_groups = np.minimum(weeks[order], longest), groups[order]
    starts = np.flatnonzero(np.diff(sorted_groups, prepend=-1))
    found = np.full(count, np.nan)
    if len(order) == 0:
        return found
    if level is None:
        before, share = np.append(0.0, capped[:-1]), np.append(1.0, waiting[:-1])
        before[starts], share[starts] = 0.0, 1.0
        found[sorted_groups[starts]] = np.add.reduceat((capped - before) * share, starts)
        return found
    lasts = np.append(starts[1:], len(order)) - 1
    reached = np.where(waiting <= 1.0 - level + 1e-9, np.arange(len(order)), len(order))
    found[sorted_groups[starts]] = capped[np.minimum(np.minimum.reduceat(reached, starts), lasts)]
    return found


def still_waiting(weeks: Values, answered: Numbers, groups: Numbers) -> tuple[Numbers, Values]:
    """Return the order of all cases by group and weeks, and the share of its group that still waits after each of them, both (cases,).

    Source: Kaplan & Meier 1958, Nonparametric estimation from incomplete observations, J. Am. Stat. Assoc. 53.

    Example
    -------
    Of three cases one is answered after a week; the second is lost sight of after two, so the third stands for both.

    >>> order, waiting = still_waiting(np.array([3.0, 1.0, 2.0]), np.array([True, True, False]), np.zeros(3, int))
    >>> order.tolist(), waiting.round(3).tolist()
    ([1, 2, 0], [0.667, 0.667, 0.0])
    """
    order = np.lexsort((~answered, weeks, groups))  # of equal weeks, answers first
    last = np.searchsorted(groups[order], groups[order], side="right")
    stay = 1.0 - answered[order] / (
        last - np.arange(len(order))
    )  # over those still at risk; 0 at the end of a group only
    logs = np.log(np.where(stay > 0.0, stay, 1.0))
    sums = np.cumsum(logs)
    first = np.searchsorted(groups[order], groups[order])
    before = (sums - logs)[first]
    return order, np.where(stay > 0.0, np.exp(sums - before), 0.0)
