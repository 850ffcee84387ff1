"""Statistics of single cases in groups, of all groups at once: quantiles, and waits some of which have not ended."""

import numpy as np

from orgsim.metrics.parts import Numbers, Values


def quantiles(values: Values, rows: Numbers, groups: Numbers, count: int, level: float) -> Values:
    """Return a quantile of the values of each of `count` groups, between neighbours in proportion (numpy's default); NaN for no values.

    Value `rows[i]` is in group `groups[i]`; it may be in several.

    Example
    -------
    >>> quantiles(np.array([4.0, 1.0, 2.0]), np.arange(3), np.array([0, 0, 2]), 3, 0.5).tolist()
    [2.5, nan, 2.0]
    """
    cases, _ = _in_order(np.argsort(values), rows, groups)
    ordered, sizes = values[cases], np.bincount(groups, minlength=count)
    filled = np.flatnonzero(sizes)
    first = (np.cumsum(sizes) - sizes)[filled]
    place = level * (sizes[filled] - 1)
    below = place.astype(np.int64)
    above = np.minimum(below + 1, sizes[filled] - 1)
    found = np.full(count, np.nan)
    low = ordered[first + below]
    found[filled] = low + (place - below) * (ordered[first + above] - low)
    return found


def waits(
    weeks: Values, answered: Numbers, rows: Numbers, groups: Numbers, count: int, longest: float, level: float | None
) -> Values:
    """Return, for each of `count` groups of cases, how long they wait: the mean, or the week by which the share `level` is answered.

    Case `rows[i]` is in group `groups[i]`; it may be in several. A wait counts for `longest` weeks at most. No cases: NaN.
    """
    found = np.full(count, np.nan)
    if len(rows) == 0:
        return found
    cases, of, waiting = still_waiting(weeks, answered, rows, groups)
    capped = np.minimum(weeks[cases], longest)
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    if level is None:
        before, share = np.append(0.0, capped[:-1]), np.append(1.0, waiting[:-1])
        before[starts], share[starts] = 0.0, 1.0
        found[of[starts]] = np.add.reduceat((capped - before) * share, starts)
        return found
    lasts = np.append(starts[1:], len(of)) - 1
    reached = np.where(waiting <= 1.0 - level + 1e-9, np.arange(len(of)), len(of))
    found[of[starts]] = capped[np.minimum(np.minimum.reduceat(reached, starts), lasts)]
    return found


def still_waiting(weeks: Values, answered: Numbers, rows: Numbers, groups: Numbers) -> tuple[Numbers, Numbers, Values]:
    """Return all cases by group and weeks, the group of each, and the share of the group that still waits after it.

    Source: Kaplan & Meier 1958, Nonparametric estimation from incomplete observations, J. Am. Stat. Assoc. 53.

    Example
    -------
    Of three cases one is answered after a week; the second is lost sight of after two, so the third stands for both.

    >>> weeks, answered = np.array([3.0, 1.0, 2.0]), np.array([True, True, False])
    >>> cases, _, waiting = still_waiting(weeks, answered, np.arange(3), np.zeros(3, int))
    >>> cases.tolist(), waiting.round(3).tolist()
    ([1, 2, 0], [0.667, 0.667, 0.0])
    """
    order = np.lexsort((~answered, weeks))  # of equal weeks, answers first
    cases, of = _in_order(order, rows, groups)
    first, last = np.searchsorted(of, of), np.searchsorted(of, of, side="right")
    stay = 1.0 - answered[cases] / (last - np.arange(len(of)))  # over those still at risk; 0 at the end of a group only
    logs = np.log(np.where(stay > 0.0, stay, 1.0))
    sums = np.cumsum(logs)
    return cases, of, np.where(stay > 0.0, np.exp(sums - (sums - logs)[first]), 0.0)


def _in_order(order: Numbers, rows: Numbers, groups: Numbers) -> tuple[Numbers, Numbers]:
    """Return cases and their groups, by group and then in the order of the cases; one sort of whole numbers is the fastest way."""
    count = max(len(order), 1)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    keys = np.sort(groups * count + rank[rows])
    return order[keys % count], keys // count
