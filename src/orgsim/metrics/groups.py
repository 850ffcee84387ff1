"""Statistics of single cases in groups, of all groups at once: quantiles, and waits some of which have not ended."""

from itertools import pairwise

import numpy as np

from orgsim.metrics.parts import Numbers, Shares, Values


def quantiles(values: Values, groups: Shares, level: float) -> Values:
    """Return a quantile of the values of each of some groups, between neighbours in proportion (numpy's default); NaN for no values.

    Example
    -------
    >>> quantiles(np.array([4.0, 1.0, 2.0]), Shares(3, np.arange(3), np.array([0, 0, 2])), 0.5).tolist()
    [2.5, nan, 2.0]
    """
    cases, _ = in_order(np.argsort(values), groups)
    ordered, sizes = values[cases], np.bincount(groups.parts, minlength=groups.count)
    filled = np.flatnonzero(sizes)
    first = (np.cumsum(sizes) - sizes)[filled]
    place = level * (sizes[filled] - 1)
    below = place.astype(np.int64)
    above = np.minimum(below + 1, sizes[filled] - 1)
    found = np.full(groups.count, np.nan)
    low = ordered[first + below]
    found[filled] = low + (place - below) * (ordered[first + above] - low)
    return found


def waits(
    weeks: Values,
    answered: Numbers,
    order: Numbers,
    groups: Shares,
    futures: int,
    longest: float,
    level: float | None,
) -> Values:
    """Return, for each of some groups of cases, how long they wait: the mean, or the week by which the share `level` is answered.

    `order` is that of `by_weeks`. A wait counts for `longest` weeks at most. No cases: NaN. Groups are those of so many `futures`, one
    future after the other.
    """
    found = np.full(groups.count, np.nan)
    if len(groups.rows) == 0:
        return found
    cases, of, waiting = still_waiting(answered, order, groups, futures)
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


def by_weeks(weeks: Values, answered: Numbers) -> Numbers:
    """Return cases in the order of the weeks that they waited, of equal weeks those first that were answered.

    The bits of a number that is not negative, read as a whole number, are in the order of the numbers; whole numbers sort faster.
    """
    keys = (weeks + 0.0).view(np.uint64) << np.uint64(1)
    return np.argsort(keys | ~answered)


def still_waiting(
    answered: Numbers, order: Numbers, groups: Shares, futures: int = 1
) -> tuple[Numbers, Numbers, Values]:
    """Return all cases by group and weeks, the group of each, and the share of the group that still waits after it.

    Source: Kaplan & Meier 1958, Nonparametric estimation from incomplete observations, J. Am. Stat. Assoc. 53.

    Example
    -------
    Of three cases one is answered after a week; the second is lost sight of after two, so the third stands for both.

    >>> from orgsim.metrics.parts import wholly
    >>> weeks, answered = np.array([3.0, 1.0, 2.0]), np.array([True, True, False])
    >>> cases, _, waiting = still_waiting(answered, by_weeks(weeks, answered), wholly(np.zeros(3, int), 1))
    >>> cases.tolist(), waiting.round(3).tolist()
    ([1, 2, 0], [0.667, 0.667, 0.0])
    """
    cases, of = in_order(order, groups)
    first, last = bounds(of, groups.count)
    stay = 1.0 - answered[cases] / (last - np.arange(len(of)))  # over those still at risk; 0 at the end of a group only
    some = stay > 0.0
    logs = np.log(stay + ~some)
    sums = running(logs, of, groups.count, futures)
    return cases, of, np.exp(sums - (sums - logs)[first]) * some


def bounds(of: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return where the group of each case begins and ends, given these groups in ascending order and how many there are."""
    sizes = np.bincount(of, minlength=count)
    ends = np.cumsum(sizes)
    return (ends - sizes)[of], ends[of]


def running(values: Values, of: Numbers, count: int, futures: int) -> Values:
    """Return running sums of values, which begin anew with each of some futures: nothing a future adds up depends on others.

    `of` is the group of each value, in ascending order; each future has as many of the `count` groups.

    Example
    -------
    >>> running(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 1, 2, 3]), 4, 2).tolist()
    [1.0, 3.0, 3.0, 7.0]
    """
    sums = np.empty_like(values)
    firsts = np.searchsorted(of, np.arange(futures + 1) * (count // futures))
    for first, last in pairwise(firsts.tolist()):
        np.cumsum(values[first:last], out=sums[first:last])
    return sums


def in_order(order: Numbers, groups: Shares) -> tuple[Numbers, Numbers]:
    """Return cases and their groups, by group and then in the order of the cases; one sort of whole numbers is the fastest way."""
    bits = len(order).bit_length()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    keys = np.sort(groups.parts << bits | rank[groups.rows])
    return order[keys & (1 << bits) - 1], keys >> bits


def descending(values: Values) -> Numbers:
    """Return the order of values from the largest; of equals, the earlier one comes first.

    Equals are rare, and an order that need not care about them takes a sixth of the time.

    Example
    -------
    >>> descending(np.array([1.0, 3.0, 1.0])).tolist()
    [1, 0, 2]
    """
    order = np.argsort(-values)
    ordered = values[order]
    return order if (ordered[1:] < ordered[:-1]).all() else np.argsort(-values, kind="stable")
